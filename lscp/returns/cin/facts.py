"""Turns a census into facts: the Standard Safeguarding Dataset's tables, and ours beside them.

Ids say where a row stands in its child: the referral `{child}-{n}`, and after it `-A{n}` an
assessment, `-N{n}` a child in need plan, `-S{n}` an enquiry, `-P{n}` a child protection plan,
`-L{n}` pre-proceedings. A conference is its enquiry's id and `-C`, or the referral's and `-C`
where the census dates it on the episode, as for a child who moved in under a plan.
"""

import polars as pl

from lscp.core.facts import OF_EVERY_ROW, Facts, Source, from_frames, tables
from lscp.returns.cin.mapping import COLUMNS
from lscp.returns.cin.read import Return
from lscp.returns.cin.shape import number
from lscp.returns.cin.tables import in_year

PERSON, REFERRAL = pl.col("+person"), pl.col("+referral")
WITHIN = number("child", "CINdetailsID")


def _under(id_: pl.Expr, letter: str, n: pl.Expr) -> pl.Expr:
    return pl.concat_str(id_, pl.lit(f"-{letter}"), n)


# Census table → the ids of its rows, each made of those before it.
IDS: dict[str, list[pl.Expr]] = {
    "Disabilities": [_under(PERSON, "D", number("child")).alias("+D")],
    "Assessments": [_under(REFERRAL, "A", pl.col("AssessmentID")).alias("+A")],
    "AssessmentFactorsList": [_under(REFERRAL, "A", pl.col("AssessmentID")).alias("+A")],
    "CINplanDates": [_under(REFERRAL, "N", WITHIN).alias("+N")],
    "Section47": [_under(REFERRAL, "S", WITHIN).alias("+S")],
    "ChildProtectionPlans": [_under(REFERRAL, "P", pl.col("CPPID")).alias("+P")],
    "Reviews": [
        _under(REFERRAL, "P", pl.col("CPPID")).alias("+P"),
        _under(pl.col("+P"), "R", number("child", "CINdetailsID", "CPPID")).alias("+R"),
    ],
    "PreProceedingsandFGDM": [_under(REFERRAL, "L", WITHIN).alias("+L")],
}

# A row without this value is kept in the census's table, for its rules, and states no fact.
NOTHING_WITHOUT = {"Disabilities": "Disability", "Reviews": "CPPreviewDate"}

# As the SSD keeps them: a JSON list. A code that JSON would escape is written so.
_ESCAPED = (
    pl.element()
    .str.replace_all("\\", "\\\\", literal=True)
    .str.replace_all('"', '\\"', literal=True)
)
FACTORS = [
    pl.concat_str(
        pl.lit('["'), pl.col("AssessmentFactors").list.eval(_ESCAPED).list.join('","'), pl.lit('"]')
    ).alias("+factors"),
    pl.concat_str("+A", pl.lit("-F")).alias("+F"),
]


def facts(ret: Return) -> Facts:
    """Return the facts of one census, of one source. A repeated child is one person in them."""
    children = _ids_of_children(ret)
    made = {
        name: _identified(name, frame, children, ret.merged)
        for name, frame in ret.tables.items()
        if name != "Header"
    }
    ethnicity = made["ChildCharacteristics"].select("child", "Ethnicity")
    made["ChildIdentifiers"] = made["ChildIdentifiers"].join(ethnicity, on="child", how="left")
    if made["ChildIdentifiers"]["+person"].is_duplicated().any():
        made |= _once(made["ChildIdentifiers"], made["Disabilities"])
    made["Conferences"] = _conferences(made["Section47"], made["CINdetails"])
    frames = {name: _fact(name, made, ret) for name in COLUMNS}
    source = Source(ret.authority, ret.year, "cin", supplies(ret), demonstration=ret.made_up)
    return from_frames(frames, [source])


def supplies(ret: Return) -> frozenset[str]:
    """Return what a census of that year can answer, as "table.column": and what it did, beside."""
    return frozenset(
        f"{name}.{column}"
        for name, (table, values) in COLUMNS.items()
        for column, value in {**dict.fromkeys(OF_EVERY_ROW, ""), **values}.items()
        if in_year(table, value, ret.year) or _held(ret, table, value)
    )


def _held(ret: Return, table: str, value: str) -> bool:
    frame = ret.tables[table]
    return bool(frame.height if value not in frame.columns else frame[value].is_not_null().any())


def _ids_of_children(ret: Return) -> pl.Series:
    """Return each child's id. One without is told apart by its place, and so is not lost."""
    nth = pl.concat_str(pl.lit("child-"), pl.col("child") + 1)
    return ret.tables["ChildIdentifiers"].select(pl.coalesce("LAchildID", nth))["LAchildID"]


def _identified(
    name: str, frame: pl.DataFrame, children: pl.Series, merged: frozenset[int]
) -> pl.DataFrame:
    if merged:
        frame = frame.filter(~pl.col("child").is_in(sorted(merged)))
    if name in NOTHING_WITHOUT:
        frame = frame.drop_nulls(NOTHING_WITHOUT[name])
    frame = frame.with_columns(children.gather(frame["child"]).alias("+person"))
    if "CINdetailsID" in frame.columns:
        referral = pl.concat_str(PERSON, pl.lit("-"), "CINdetailsID")
        frame = frame.with_columns(referral.alias("+referral"))
    for made in IDS.get(name, []):
        frame = frame.with_columns(made)
    return frame


def _once(persons: pl.DataFrame, disabilities: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make one row of a person who stands twice: each value the first that there is."""
    first = pl.all().drop_nulls().first()
    distinct = disabilities.unique(
        ["+person", "Disability"], keep="first", maintain_order=True
    ).with_columns(pl.col("child").first().over("+person"))
    return {
        "ChildIdentifiers": persons.group_by("+person", maintain_order=True).agg(first),
        "Disabilities": distinct.sort("child", maintain_order=True).with_columns(
            IDS["Disabilities"]
        ),
    }


def _conferences(enquiries: pl.DataFrame, episodes: pl.DataFrame) -> pl.DataFrame:
    """Return the conferences, held or with a day set to hold them by."""
    dated = pl.any_horizontal(pl.col("DateOfInitialCPC", "InitialCPCtarget").is_not_null())
    after = enquiries.filter(dated).with_columns(
        pl.concat_str("+S", pl.lit("-C")).alias("+C"), pl.lit("N").alias("+transfer")
    )
    without = episodes.filter(pl.col("DateOfInitialCPC").is_not_null()).with_columns(
        pl.concat_str(REFERRAL, pl.lit("-C")).alias("+C"), pl.lit("Y").alias("+transfer")
    )
    wanted = list(COLUMNS["ssd_initial_cp_conference"][1].values())
    return pl.concat(
        [frame.select(c for c in wanted if c in frame.columns) for frame in (after, without)],
        how="diagonal",
    )


def _fact(name: str, made: dict[str, pl.DataFrame], ret: Return) -> pl.DataFrame:
    table, values = COLUMNS[name]
    frame = made[table]
    if name == "ssd_assessment_factors":
        frame = frame.drop_nulls("AssessmentFactors").with_columns(FACTORS)
    if name == "lscp_assessment_factors":
        frame = frame.unique(["+A", "AssessmentFactor"], keep="first", maintain_order=True)
    whose = {"lscp_authority": pl.lit(ret.authority), "lscp_year": pl.lit(ret.year)}
    picked = frame.select(**whose, **{column: _value(value) for column, value in values.items()})
    return tables()[name].conform(picked.lazy()).collect()


def _value(name: str) -> pl.Expr:
    if not name.endswith("_is"):
        return pl.col(name)
    return pl.when(name).then(pl.lit("Y")).when(pl.col(name).not_()).then(pl.lit("N"))
