"""Turns facts back into rows as the census has them: the way of `facts`, the other way round.

Each table has the census's values as text, `_id` and `_parent` (the row around it), and
`_child`; its rows stand in the order to write them in.
"""

import polars as pl

from lscp.core.engines import collect
from lscp.core.facts import Facts
from lscp.returns.cin.mapping import COLUMNS
from lscp.returns.cin.tables import AROUND

# Census table ← fact table, its id, the id of the row around it, the child.
ROWS = {
    "ChildIdentifiers": ("ssd_person", "pers_person_id", "pers_person_id", "pers_person_id"),
    "Disabilities": ("ssd_disability", "disa_table_id", "disa_person_id", "disa_person_id"),
    "CINdetails": ("ssd_cin_episodes", "cine_referral_id", "cine_person_id", "cine_person_id"),
    "Assessments": (
        "ssd_cin_assessments",
        "cina_assessment_id",
        "cina_referral_id",
        "cina_person_id",
    ),
    "CINplanDates": ("ssd_cin_plans", "cinp_cin_plan_id", "cinp_referral_id", "cinp_person_id"),
    "Section47": (
        "ssd_s47_enquiry",
        "s47e_s47_enquiry_id",
        "s47e_referral_id",
        "s47e_person_id",
    ),
    "ChildProtectionPlans": (
        "ssd_cp_plans",
        "cppl_cp_plan_id",
        "cppl_referral_id",
        "cppl_person_id",
    ),
    "Reviews": ("ssd_cp_reviews", "cppr_cp_review_id", "cppr_cp_plan_id", "cppr_person_id"),
    "PreProceedingsandFGDM": (
        "ssd_pre_proceedings",
        "prep_table_id",
        "lscp_referral_id",
        "prep_person_id",
    ),
}
SEX_OF_GENDER = {"1": "M", "2": "F", "0": "U", "9": "U"}
GENDER_OF_SEX = {"M": "1", "F": "2", "U": "0"}
DIGITS = ("FGDMMeetingOffer", "FGDMMeetingFac")


def tables(facts: Facts, authority: str, year: int) -> dict[str, pl.DataFrame]:
    """Return the rows of one authority's return of a year."""
    mine = (pl.col("lscp_authority") == authority) & (pl.col("lscp_year") == year)

    def held(name: str) -> pl.DataFrame:
        return collect(getattr(facts, name)).filter(mine)

    made = {name: _rows(held(fact), fact, *ids) for name, (fact, *ids) in ROWS.items()}
    made["ChildIdentifiers"] = _persons(made)
    made["ChildCharacteristics"] = made["ChildIdentifiers"]
    conferences = _rows(
        held("ssd_initial_cp_conference"), "ssd_initial_cp_conference",
        "icpc_icpc_id", "icpc_referral_id", "icpc_person_id", also="icpc_s47_enquiry_id",
    )  # fmt: skip
    made["Section47"] = _with_conferences(made["Section47"], conferences, "icpc_s47_enquiry_id")
    without = conferences.filter(pl.col("icpc_s47_enquiry_id").is_null()).drop("InitialCPCtarget")
    made["CINdetails"] = _with_conferences(made["CINdetails"], without, "_parent")
    listed, exploded = held("ssd_assessment_factors"), held("lscp_assessment_factors")
    made["AssessmentFactorsList"] = _factors(listed, exploded, made["Assessments"])
    _refuse_lost(made, conferences)
    return made


def _refuse_lost(made: dict[str, pl.DataFrame], conferences: pl.DataFrame) -> None:
    """Refuse rows that a census has no place for: none is left out in silence."""
    enquiry = pl.col("icpc_s47_enquiry_id")
    after = conferences.filter(enquiry.is_not_null()).with_columns(_parent=enquiry)
    without = conferences.filter(enquiry.is_null())
    under = [(name, made[name], around) for name, around in AROUND.items()]
    under += [("conferences", after, "Section47"), ("conferences", without, "CINdetails")]
    lost = [
        f"{count} of {name} under no row of {around}"
        for name, frame, around in under
        if (count := frame.join(made[around], left_on="_parent", right_on="_id", how="anti").height)
    ]
    again = sum(frame["_parent"].is_duplicated().sum() for frame in (after, without))
    if again:
        lost.append(f"{again} of conferences that share an enquiry or an episode")
    if lost:
        raise ValueError(f"A census has no place for these rows: {'; '.join(lost)}")


def _rows(
    frame: pl.DataFrame, fact: str, id_: str, parent: str, child: str, also: str = ""
) -> pl.DataFrame:
    values = {
        value.removesuffix("_on").removesuffix("_is").removesuffix("_n"): _text(column, value)
        for column, value in COLUMNS[fact][1].items()
        if not value.startswith("+")
    }
    extra = [also] if also else []
    picked = frame.select(*extra, _id=id_, _parent=parent, _child=child, **values)
    order = pl.col("_id").str.extract(r"(\d+)(?:-[A-Z])?$").cast(pl.Int64, strict=False)
    return picked.sort(order, "_id", nulls_last=True)


def _text(column: str, value: str) -> pl.Expr:
    if value.endswith("_is"):
        yes, no = ("1", "0") if value.removesuffix("_is") in DIGITS else ("true", "false")
        return pl.col(column).replace_strict({"Y": yes, "N": no}, default=None)
    return pl.col(column).cast(pl.String)


def _persons(made: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return every child, those too of whom there is an episode and no more is known."""
    known = made["ChildIdentifiers"].unique("_id", keep="first")
    every = pl.concat([frame.select("_child") for frame in made.values()]).unique()
    persons = every.join(known.drop("_child"), left_on="_child", right_on="_id", how="left")
    sex, gender = pl.col("Sex"), pl.col("GenderCurrent")
    return persons.with_columns(
        _id="_child",
        _parent="_child",
        LAchildID="_child",
        Sex=sex.fill_null(gender.replace_strict(SEX_OF_GENDER, default=None)),
        GenderCurrent=gender.fill_null(sex.replace_strict(GENDER_OF_SEX, default=None)),
    ).sort("_child")


def _with_conferences(frame: pl.DataFrame, conferences: pl.DataFrame, on: str) -> pl.DataFrame:
    dated = ["DateOfInitialCPC", "InitialCPCtarget"]
    first = conferences.unique(on, keep="first", maintain_order=True)
    return frame.join(
        first.select(pl.col(on).alias("_id"), *[c for c in dated if c in first.columns]),
        on="_id", how="left", maintain_order="left",
    )  # fmt: skip


def _factors(
    listed: pl.DataFrame, exploded: pl.DataFrame, assessments: pl.DataFrame
) -> pl.DataFrame:
    """Return one row for each factor, from the SSD's lists, or our own table where no list is."""
    lists = listed.select(
        _parent="cinf_assessment_id",
        AssessmentFactors=pl.col("cinf_assessment_factors_json").str.json_decode(
            pl.List(pl.String)
        ),
    )
    of_lists = lists.explode("AssessmentFactors", empty_as_null=True)
    rest = exploded.select(_parent="lscp_assessment_id", AssessmentFactors="lscp_factor").join(
        of_lists, on="_parent", how="anti", maintain_order="left"
    )
    return pl.concat([of_lists, rest]).join(
        assessments.select("_child", _parent="_id"),
        on="_parent", how="left", maintain_order="left",
    )  # fmt: skip
