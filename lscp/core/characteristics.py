"""Characteristics of children and of referrals, that figures are broken down by, worked out once.

An indicator's rows are events: a referral, an assessment, a plan. What is known of the child and
of the referral is put beside every event before any indicator counts it, so that a hundred
indicators with ten breakdowns each do not join the same tables a thousand times.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import narwhals as nw

from lscp.core import engines
from lscp.core.facts import Facts, tables
from lscp.core.periods import Period

UNKNOWN = "UNKNOWN"
NO_FURTHER_ACTION = "NFA"
CHILD = "child"  # a number for each child, faster to compare than two texts; not on every engine
OF_PERSON = ("born", "expected", "sex", "ethnic_group")
OF_REFERRAL = ("source", "primary_need", "closure_reason")
UNACCOMPANIED = "UASC"
ALONE = tuple(f"ssd_immigration_status.immi_{name}" for name in (
    "person_id", "immigration_status", "immigration_status_end_date",
))  # fmt: skip
Rows = nw.LazyFrame

SEXES = {"M": ("M", "1"), "F": ("F", "2"), "U": ("U", "0", "9")}
SOURCES = {
    "1": ("1A", "1B", "1C", "1D"), "2A": ("2A",), "2B": ("2B",),
    "3": ("3A", "3B", "3C", "3D", "3E", "3F"), "4": ("4",), "5": ("5A", "5B", "5C", "5D"),
    "6": ("6",), "7": ("7",), "8": ("8",), "9": ("9",), "10": ("10",),
}  # fmt: skip


def ethnic_groups(year: int) -> dict[str, tuple[str, ...]]:
    """Return group → codes. Chinese is Other up to 2023, then Asian (DfE, CIN guide 2023-24)."""
    groups: dict[str, tuple[str, ...]] = {
        "WHITE": ("WBRI", "WIRI", "WIRT", "WOTH", "WROM"),
        "MIXED": ("MWBC", "MWBA", "MWAS", "MOTH"),
        "ASIAN": ("AIND", "APKN", "ABAN", "AOTH"),
        "BLACK": ("BCRB", "BAFR", "BOTH"),
        "OTHER": ("OOTH",),
    }
    chinese = "ASIAN" if year >= 2024 else "OTHER"
    return groups | {chinese: (*groups[chinese], "CHNE")}


def coded(column: nw.Expr, groups: Mapping[str, tuple[str, ...]]) -> nw.Expr:
    """Return an expression: the group whose codes the column's value is among."""
    expression: nw.Expr = nw.lit(UNKNOWN)
    for group, members in groups.items():
        expression = nw.when(column.is_in(list(members))).then(nw.lit(group)).otherwise(expression)
    return expression


def day_number(day: nw.Expr) -> nw.Expr:
    """Return a day as a number such as 20220331; years of age are in the difference of two.

    So whoever is born on 29 February has a birthday on 1 March of other years, as in law.
    """
    parts = (day.dt.year(), 10_000), (day.dt.month(), 100), (day.dt.day(), 1)
    year, month, of_month = (part.cast(nw.Int64) * factor for part, factor in parts)
    return year + month + of_month


def people(facts: Facts, year: int) -> Rows:
    """Return one row for each child: `person` and the columns OF_PERSON.

    A child who is in a return twice, differently, is one here: the greater value stands. On the
    engine where that is quick, CHILD is the child's number.
    """
    sex = nw.coalesce(nw.col("pers_sex"), nw.col("pers_gender"))
    each = facts.ssd_person.select(
        "lscp_authority",
        nw.col("pers_person_id").alias("person"),
        day_number(nw.col("pers_dob")).alias("born"),
        (~nw.col("pers_expected_dob").is_null()).cast(nw.Int64).alias("expected"),
        coded(sex, SEXES).alias("sex"),
        coded(nw.col("pers_ethnicity"), ethnic_groups(year)).alias("ethnic_group"),
    )
    once = each.group_by("lscp_authority", "person").agg(nw.col(*OF_PERSON).max())
    return engines.numbered(once, CHILD)


def same_child(*frames: Rows) -> list[str]:
    """Return the columns that tell the children of the frames apart: CHILD where all have it."""
    numbered = all(CHILD in frame.collect_schema().names() for frame in frames)
    return [CHILD] if numbered else ["lscp_authority", "person"]


def of_referral() -> dict[str, nw.Expr]:
    """Return the columns OF_REFERRAL as expressions on the table of referrals.

    A referral with no further action has no primary need: that is a category of its own.
    """
    need = (
        nw.when(nw.col("cine_referral_nfa") == "Y")
        .then(nw.lit(NO_FURTHER_ACTION))
        .otherwise(nw.col("cine_cin_primary_need_code"))
    )
    return {
        "source": coded(nw.col("cine_referral_source_code"), SOURCES),
        "primary_need": need,
        "closure_reason": nw.col("cine_close_reason"),
    }


def referrals(facts: Facts) -> Rows:
    """Return one row for each referral: `referral` and the columns OF_REFERRAL."""
    return facts.ssd_cin_episodes.select(
        "lscp_authority", nw.col("cine_referral_id").alias("referral"), **of_referral()
    )


def with_person(rows: Rows, facts: Facts, year: int) -> Rows:
    """Add the columns OF_PERSON to rows that name the child in `person`."""
    known = _people_once(facts, year).select("lscp_authority", "person", *OF_PERSON)
    return rows.join(known, on=["lscp_authority", "person"], how="left")


def _people_once(facts: Facts, year: int) -> Rows:
    return facts.once("people", lambda: people(facts, year))


def with_unaccompanied(rows: Rows, facts: Facts, period: Period) -> Rows:
    """Add `unaccompanied`, Y or N: on the day that a row counts on, else at the period's end.

    Whoever leaves care on the day on which the status ends was unaccompanied until then.
    """
    status = nw.col("immi_immigration_status_end_date")
    alone = facts.ssd_immigration_status.filter(
        nw.col("immi_immigration_status") == UNACCOMPANIED
    ).select(
        "lscp_authority",
        nw.col("immi_person_id").alias("person"),
        status.fill_null(date.max).alias("alone_until"),
    )
    alone = alone.group_by("lscp_authority", "person").agg(nw.col("alone_until").max())
    until = nw.col("alone_until")
    dated = "on" in rows.collect_schema().names()
    still = until >= nw.col("on") if dated else until > period.end
    yes = nw.when(still).then(nw.lit("Y")).otherwise(nw.lit("N"))
    rows = rows.join(alone, on=["lscp_authority", "person"], how="left")
    return rows.with_columns(unaccompanied=yes).drop("alone_until")


def with_referral(rows: Rows, facts: Facts, column: str = "referral") -> Rows:
    """Add the columns OF_REFERRAL to rows that name the referral in a column."""
    known = facts.once("referrals", lambda: referrals(facts)).rename({"referral": column})
    return rows.join(known, on=["lscp_authority", column], how="left")


def beside(facts: Facts, year: int) -> Facts:
    """Return the facts with the characteristics of child and referral beside every event."""
    return replace(facts, frames=_Beside(facts, year))


class _Beside(Mapping[str, nw.LazyFrame]):
    """The frames of facts, each with its characteristics from the first time it is asked for."""

    def __init__(self, facts: Facts, year: int) -> None:
        self._facts, self._year = facts, year
        self._done: dict[str, nw.LazyFrame] = {}

    def __getitem__(self, name: str) -> nw.LazyFrame:
        if name not in self._done:
            self._done[name] = self._with(name, self._facts.frames[name])
        return self._done[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts.frames)

    def __len__(self) -> int:
        return len(self._facts.frames)

    def _with(self, name: str, frame: nw.LazyFrame) -> nw.LazyFrame:
        """Join by the table's own columns of the child and of the referral, where it has them."""
        columns = list(tables()[name].columns)
        person = next((each for each in columns if each.endswith("_person_id")), None)
        referral = next((each for each in columns if each.endswith("_referral_id")), None)
        if name == "ssd_person" or not person:
            return frame
        known = _people_once(self._facts, self._year).rename({"person": person})
        frame = frame.join(known, on=["lscp_authority", person], how="left")
        if name == "ssd_cin_episodes":
            frame = frame.with_columns(**of_referral())
        elif referral:
            frame = with_referral(frame, self._facts, referral)
        return _without_unknown(engines.held(frame))


def _without_unknown(frame: Rows) -> Rows:
    """Drop CHILD where a row's child is not among the children: such rows are not one child's."""
    if CHILD not in frame.collect_schema().names():
        return frame
    unknown = engines.collect(frame.filter(nw.col(CHILD).is_null()).select(nw.len()))
    return frame.drop(CHILD) if unknown.item() else frame
