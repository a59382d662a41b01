"""Breakdowns: the words of `--by`, each with its categories and how a row gets its own.

An indicator's rows name the child (`person`) or the referral (`referral`) that they are about;
a breakdown joins what it needs. Where the rows already have a column of the breakdown's name,
that stands.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from lscp.core import vocab
from lscp.core.facts import Facts
from lscp.core.periods import Period

UNKNOWN = "UNKNOWN"
NO_FURTHER_ACTION = "NFA"
Rows = nw.LazyFrame


@dataclass(frozen=True)
class Breakdown:
    """A way to split an indicator's rows. `many`: one row can be in several categories."""

    name: str
    title: str
    set: str
    add: Callable[[Rows, Facts, Period], Rows] | None
    many: bool = False
    extra: tuple[tuple[str, str], ...] = ()

    def categories(self, period: Period) -> dict[str, str]:
        """Return category → label, in the order to show them, of those valid in the period."""
        if self.name == "month":
            return _months(period)
        valid = {
            code.code: code.label
            for code in vocab.code_set(self.set)
            if code.valid_on(period.start) or code.valid_on(period.end)
        }
        return valid | dict(self.extra)

    def shown_as(self, category: str, listed: Collection[str]) -> str | None:
        """Return the category that a value is shown in, of those listed; None: in none.

        A set can include a code in another ("includes"), and can be narrower than the codes of
        the breakdown. What is no code at all is not recorded or not valid.
        """
        if category in listed:
            return category
        for code in vocab.code_set(self.set):
            if category in code.more.get("includes", "").split():
                return code.code
        narrower = self.set != BREAKDOWNS[self.name].set
        return None if narrower and category in vocab.codes(BREAKDOWNS[self.name].set) else UNKNOWN

    def label(self, category: str) -> str:
        """Return the words for a category."""
        if category == UNKNOWN:
            return "Not recorded or not valid"
        if self.name == "month":
            return f"{date.fromisoformat(category + '-01'):%B %Y}"
        return (vocab.codes(self.set) | dict(self.extra)).get(category, category)


def _months(period: Period) -> dict[str, str]:
    months, day = {}, period.start.replace(day=1)
    while day <= period.end:
        months[f"{day:%Y-%m}"] = f"{day:%B %Y}"
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
    return months


def coded(column: str, groups: dict[str, tuple[str, ...]], otherwise: str = UNKNOWN) -> nw.Expr:
    """Return an expression: the group whose codes the column's value is among."""
    expression: nw.Expr = nw.lit(otherwise)
    for group, members in groups.items():
        expression = (
            nw.when(nw.col(column).is_in(list(members))).then(nw.lit(group)).otherwise(expression)
        )
    return expression


def _with_person(rows: Rows, facts: Facts, *columns: str) -> Rows:
    people = facts.ssd_person.select(
        "lscp_authority", nw.col("pers_person_id").alias("person"), *columns
    )
    return rows.join(people, on=["lscp_authority", "person"], how="left")


def _with_referral(rows: Rows, facts: Facts, *columns: str) -> Rows:
    episodes = facts.ssd_cin_episodes.select(
        "lscp_authority", nw.col("cine_referral_id").alias("referral"), *columns
    )
    return rows.join(episodes, on=["lscp_authority", "referral"], how="left")


def _month(rows: Rows, facts: Facts, period: Period) -> Rows:
    on = nw.col("on").dt
    number = on.year().cast(nw.Int32) * 100 + on.month().cast(nw.Int32)
    text = number.cast(nw.String)
    return rows.with_columns(
        month=nw.concat_str(text.str.slice(0, 4), text.str.slice(4, 2), separator="-")
    )


def _age(rows: Rows, facts: Facts, period: Period) -> Rows:
    """Age on the day that the row counts on; on the period's last day for what is open then."""
    names = rows.collect_schema().names()
    day = nw.col("on") if "on" in names else nw.lit(period.end)
    born = nw.col("pers_dob")
    rows = _with_person(rows, facts, "pers_dob", "pers_expected_dob")
    bands: nw.Expr = nw.lit("16+")
    for years, name in ((16, "10-15"), (10, "5-9"), (5, "1-4"), (1, "U1")):
        bands = nw.when(born.dt.offset_by(f"{years}y") > day).then(nw.lit(name)).otherwise(bands)
    unborn = (born > day) | (born.is_null() & ~nw.col("pers_expected_dob").is_null())
    band = (
        nw.when(unborn)
        .then(nw.lit("UNBORN"))
        .when(born.is_null())
        .then(nw.lit(UNKNOWN))
        .otherwise(bands)
    )
    return rows.with_columns(age=band).drop("pers_dob", "pers_expected_dob")


def _sex(rows: Rows, facts: Facts, period: Period) -> Rows:
    rows = _with_person(rows, facts, "pers_sex", "pers_gender")
    sex = (
        nw.when(nw.col("pers_sex").is_in(["M", "F", "U"]))
        .then(nw.col("pers_sex"))
        .otherwise(coded("pers_gender", {"M": ("1",), "F": ("2",), "U": ("0", "9")}))
    )
    return rows.with_columns(sex=sex).drop("pers_sex", "pers_gender")


def _ethnic_group(rows: Rows, facts: Facts, period: Period) -> Rows:
    """Chinese is Asian from 2023 to 2024 and Other before (DfE, CIN census guide 2023-24, 1.0)."""
    chinese = "ASIAN" if period.year >= 2024 else "OTHER"
    groups: dict[str, tuple[str, ...]] = {
        "WHITE": ("WBRI", "WIRI", "WIRT", "WOTH", "WROM"),
        "MIXED": ("MWBC", "MWBA", "MWAS", "MOTH"),
        "ASIAN": ("AIND", "APKN", "ABAN", "AOTH"),
        "BLACK": ("BCRB", "BAFR", "BOTH"),
        "OTHER": ("OOTH",),
    }
    groups[chinese] = (*groups[chinese], "CHNE")
    rows = _with_person(rows, facts, "pers_ethnicity")
    group = coded("pers_ethnicity", groups)
    return rows.with_columns(ethnic_group=group).drop("pers_ethnicity")


def _primary_need(rows: Rows, facts: Facts, period: Period) -> Rows:
    """A referral with no further action has no primary need: a category of its own."""
    rows = _with_referral(rows, facts, "cine_referral_nfa", "cine_cin_primary_need_code")
    need = (
        nw.when(nw.col("cine_referral_nfa") == "Y")
        .then(nw.lit(NO_FURTHER_ACTION))
        .otherwise(nw.col("cine_cin_primary_need_code"))
    )
    dropped = ("cine_referral_nfa", "cine_cin_primary_need_code")
    return rows.with_columns(primary_need=need).drop(*dropped)


SOURCES = {
    "1": ("1A", "1B", "1C", "1D"), "2A": ("2A",), "2B": ("2B",),
    "3": ("3A", "3B", "3C", "3D", "3E", "3F"), "4": ("4",), "5": ("5A", "5B", "5C", "5D"),
    "6": ("6",), "7": ("7",), "8": ("8",), "9": ("9",), "10": ("10",),
}  # fmt: skip


def _source(rows: Rows, facts: Facts, period: Period) -> Rows:
    rows = _with_referral(rows, facts, "cine_referral_source_code")
    source = coded("cine_referral_source_code", SOURCES)
    return rows.with_columns(source=source).drop("cine_referral_source_code")


def _closure_reason(rows: Rows, facts: Facts, period: Period) -> Rows:
    rows = _with_referral(rows, facts, "cine_close_reason")
    return rows.with_columns(closure_reason=nw.col("cine_close_reason")).drop("cine_close_reason")


def _disability(rows: Rows, facts: Facts, period: Period) -> Rows:
    """One row for each disability of the child; children with none recorded are left out."""
    disabilities = facts.ssd_disability.select(
        "lscp_authority",
        nw.col("disa_person_id").alias("person"),
        nw.col("disa_disability_code").alias("disability"),
    )
    return rows.join(disabilities, on=["lscp_authority", "person"], how="inner")


def _factor(rows: Rows, facts: Facts, period: Period) -> Rows:
    """One row for each factor that the episode's assessments authorised in the period found."""
    done = nw.col("cina_assessment_auth_date").is_between(period.start, period.end)
    assessments = facts.ssd_cin_assessments.filter(done).select(
        "lscp_authority",
        nw.col("cina_referral_id").alias("referral"),
        nw.col("cina_assessment_id").alias("lscp_assessment_id"),
    )
    factors = (
        facts.lscp_assessment_factors.select("lscp_authority", "lscp_assessment_id", "lscp_factor")
        .join(assessments, on=["lscp_authority", "lscp_assessment_id"], how="inner")
        .select("lscp_authority", "referral", nw.col("lscp_factor").alias("factor"))
        .unique()
    )
    return rows.join(factors, on=["lscp_authority", "referral"], how="inner")


BREAKDOWNS = {
    each.name: each
    for each in (
        Breakdown("month", "Month", "", _month),
        Breakdown("source", "Source of referral", "lscp/source_group", _source),
        Breakdown(
            "primary_need", "Primary need", "cin/primary_need", _primary_need,
            extra=((NO_FURTHER_ACTION, "No further action, so no primary need"),),
        ),
        Breakdown("age", "Age", "lscp/age_band", _age),
        Breakdown("sex", "Sex", "lscp/sex", _sex),
        Breakdown("ethnic_group", "Ethnic group", "lscp/ethnic_group", _ethnic_group),
        Breakdown("disability", "Disability", "cin/disability", _disability, many=True),
        Breakdown("category", "Category of abuse", "cin/category_of_abuse", None),
        Breakdown("duration", "Duration", "lscp/duration", None),
        Breakdown("closure_reason", "Reason for closure", "cin/closure_reason", _closure_reason),
        Breakdown(
            "factor", "Factor at the end of assessment", "cin/assessment_factor", _factor,
            many=True,
        ),
    )
}  # fmt: skip
