"""The rows that indicators count, each kind built once, and what is worked out from dates.

Every function takes facts and gives lazy rows with the columns that the kernel knows
(`lscp_authority`, `person`, `referral`, `on` or `opened_on` and `closed_on`, …), on whichever
engine the facts are.
"""

import narwhals as nw

from lscp.core import periods
from lscp.core.characteristics import CHILD, OF_PERSON, OF_REFERRAL, UNKNOWN
from lscp.core.clocks import clock
from lscp.core.facts import Facts
from lscp.core.indicators import Rows
from lscp.core.periods import Period
from lscp.core.working_days import with_working_days

CHARACTERISTICS = (CHILD, *OF_PERSON, *OF_REFERRAL)
WHO = ("lscp_authority", "person")


def events(table: Rows, **columns: str) -> Rows:
    """Return a table's columns under our names, with the characteristics that stand beside them."""
    beside = [name for name in CHARACTERISTICS if name in _names(table)]
    named = (nw.col(column).alias(name) for name, column in columns.items())
    return table.select("lscp_authority", *named, *beside)


def _names(rows: Rows) -> list[str]:
    return rows.collect_schema().names()


def year_of(period: Period) -> Period:
    """Return the whole reporting year that a period is in."""
    return periods.year(period.year)


def not_in_need_reasons(year: int) -> tuple[str, ...]:
    """Return the reasons for closure that mean assessed and not in need. RC9 is from 2023."""
    return ("RC8", "RC9") if year >= 2023 else ("RC8",)


def referrals(facts: Facts, period: Period) -> Rows:
    """Return every referral, on its day, with `nfa` and `not_in_need` (true, false)."""
    rows = events(
        facts.ssd_cin_episodes,
        person="cine_person_id",
        referral="cine_referral_id",
        on="cine_referral_date",
        closed_on="cine_close_date",
        closed_for="cine_close_reason",
        referred_by="cine_referral_source_code",
        need="cine_cin_primary_need_code",
        nfa="cine_referral_nfa",
    )
    rows = rows.with_columns(nfa=(nw.col("nfa") == "Y").fill_null(False))
    found_so = nw.col("closed_for").is_in(list(not_in_need_reasons(period.year)))
    in_year = nw.col("closed_on") <= year_of(period).end
    not_in_need = ~nw.col("nfa") & found_so.fill_null(False) & in_year.fill_null(False)
    return rows.with_columns(not_in_need=not_in_need)


def episodes_of_need(facts: Facts, period: Period) -> Rows:
    """Return the episodes of need: referrals neither without action nor found not in need."""
    kept = referrals(facts, period).filter(~nw.col("nfa"), ~nw.col("not_in_need"))
    return kept.rename({"on": "opened_on"})


def cin_plans(facts: Facts) -> Rows:
    """Return every child in need plan, from the day that it starts to the day that it ends."""
    return events(
        facts.ssd_cin_plans,
        person="cinp_person_id",
        referral="cinp_referral_id",
        opened_on="cinp_cin_plan_start_date",
        closed_on="cinp_cin_plan_end_date",
    )


def cp_plans(facts: Facts, *, category: str = "initial") -> Rows:
    """Return every child protection plan, with the `category` of abuse that it began with.

    `category` is `initial` or `latest`.
    """
    return events(
        facts.ssd_cp_plans,
        person="cppl_person_id",
        referral="cppl_referral_id",
        plan="cppl_cp_plan_id",
        opened_on="cppl_cp_plan_start_date",
        closed_on="cppl_cp_plan_end_date",
        category=f"cppl_cp_plan_{category}_category",
        previous_plans="lscp_previous_plans",
    )


def assessments(facts: Facts) -> Rows:
    """Return every assessment, on the day that it was authorised."""
    return events(
        facts.ssd_cin_assessments,
        person="cina_person_id",
        referral="cina_referral_id",
        assessment="cina_assessment_id",
        started_on="cina_assessment_start_date",
        on="cina_assessment_auth_date",
    )


def enquiries(facts: Facts) -> Rows:
    """Return every section 47 enquiry, on the day that it started."""
    return events(
        facts.ssd_s47_enquiry,
        person="s47e_person_id",
        referral="s47e_referral_id",
        enquiry="s47e_s47_enquiry_id",
        on="s47e_s47_start_date",
    )


def conferences(facts: Facts) -> Rows:
    """Return every initial conference, on its day, with the start of its enquiry if it has one."""
    started = enquiries(facts).select(
        "lscp_authority", "enquiry", nw.col("on").alias("enquiry_started_on")
    )
    held = events(
        facts.ssd_initial_cp_conference,
        person="icpc_person_id",
        referral="icpc_referral_id",
        enquiry="icpc_s47_enquiry_id",
        on="icpc_icpc_date",
        transfer_in="icpc_icpc_transfer_in",
    )
    held = held.with_columns(transfer_in=(nw.col("transfer_in") == "Y").fill_null(False))
    return held.join(started, on=["lscp_authority", "enquiry"], how="left")


def started(rows: Rows) -> Rows:
    """Return the rows counting on the day that each opened."""
    return rows.with_columns(on=nw.col("opened_on"))


def ended(rows: Rows) -> Rows:
    """Return the rows counting on the day that each closed, with how long they were open."""
    return with_duration(rows.with_columns(on=nw.col("closed_on")), nw.col("closed_on"))


def open_until(rows: Rows, period: Period) -> Rows:
    """Return the rows with how long they have been open at the period's end."""
    return with_duration(rows, nw.lit(period.end))


def with_duration(rows: Rows, until: nw.Expr) -> Rows:
    """Add `duration`, from `opened_on` to `until`, in the bands of tables b4, b5, d5 and d7.

    3M is up to and including three months, 6M up to and including six; then under one year,
    under two years, and two years or more.
    """
    opened = nw.col("opened_on").dt
    return rows.with_columns(
        duration=nw.when(until <= opened.offset_by("3mo"))
        .then(nw.lit("3M"))
        .when(until <= opened.offset_by("6mo"))
        .then(nw.lit("6M"))
        .when(until < opened.offset_by("1y"))
        .then(nw.lit("1Y"))
        .when(until < opened.offset_by("2y"))
        .then(nw.lit("2Y"))
        .when(until >= opened.offset_by("2y"))
        .then(nw.lit("2Y+"))
        .otherwise(nw.lit(UNKNOWN))
    )


def with_days(rows: Rows, *, since: str, started: str) -> Rows:
    """Add `days`, working days from the column `since` to `on`, and why a row has none.

    `left_out` is that reason, `started` being what the date of `since` is. The day itself is 0.
    """
    rows = with_working_days(rows, start=since, end="on", name="days")
    reason = (
        nw.when(nw.col(since).is_null())
        .then(nw.lit(f"No date of {started}"))
        .when(nw.col("on") < nw.col(since))
        .then(nw.lit(f"Dated before {started}"))
        .when(nw.col("days").is_null())
        .then(nw.lit("A date that the table of bank holidays does not reach"))
        .otherwise(nw.lit(None, nw.String))
    )
    return rows.with_columns(left_out=reason)


def banded(rows: Rows, *last_days: int) -> Rows:
    """Turn `days` into `duration`, in bands that end on the last days given: 0, 1-10, …, 61+.

    No row is left out: one without days is in the band of what is not known.
    """
    band: nw.Expr = nw.lit(f"{last_days[-1] + 1}+")
    firsts = (0, *(day + 1 for day in last_days))
    for first, last in reversed(list(zip(firsts, last_days, strict=False))):
        name = f"{first}-{last}" if last > first else f"{last}"
        band = nw.when(nw.col("days") <= last).then(nw.lit(name)).otherwise(band)
    known = nw.when(nw.col("left_out").is_null()).then(band).otherwise(nw.lit(UNKNOWN))
    return rows.with_columns(duration=known).drop("days", "left_out")


def within(rows: Rows, name: str, period: Period) -> Rows:
    """Add `numerator`: whether `days` is within the working days of a clock (`clocks.csv`)."""
    limit = clock(name, period.end).length
    return rows.with_columns(numerator=nw.col("days") <= limit)


def flagged(rows: Rows, with_it: Rows, name: str, *, on: tuple[str, ...]) -> Rows:
    """Add `name`: whether the row is among the rows `with_it`, by the columns `on`."""
    marks = with_it.select(*on).unique().with_columns(nw.lit(True).alias(name))
    return rows.join(marks, on=list(on), how="left").with_columns(nw.col(name).fill_null(False))


def re_referred(facts: Facts) -> Rows:
    """Return the days on which a child was referred within 12 months of the referral before.

    Any earlier referral to the same authority counts, one without further action too, and one
    that only the return of the year before holds.
    """
    return facts.once("days of re-referral", lambda: _re_referred(facts))


def _re_referred(facts: Facts) -> Rows:
    now = _days_of_referral(facts)
    known = [now, *([_days_of_referral(facts.before)] if facts.before else [])]
    pairs = now.join(nw.concat(known).rename({"on": "earlier"}), on=list(WHO), how="inner")
    pairs = pairs.filter(nw.col("earlier") < nw.col("on"))
    soon = nw.col("earlier").dt.offset_by("12mo") >= nw.col("on")
    return pairs.filter(soon).select(*WHO, "on").unique()


def _days_of_referral(facts: Facts) -> Rows:
    days = facts.ssd_cin_episodes.select(
        "lscp_authority",
        nw.col("cine_person_id").alias("person"),
        nw.col("cine_referral_date").alias("on"),
    )
    return days.filter(~nw.col("on").is_null())


def disabled(facts: Facts) -> Rows:
    """Return the children with a disability recorded. The code NONE says that there is none."""
    codes = nw.col("disa_disability_code")
    return facts.ssd_disability.filter(~codes.is_null() & (codes != "NONE")).select(
        "lscp_authority", nw.col("disa_person_id").alias("person")
    )


def with_factors(facts: Facts, period: Period, **groups: tuple[str, ...]) -> Rows:
    """Return the episodes with a factor found by an assessment authorised in the period.

    One row for each, on the day of the last of those assessments, with a column for each group
    of codes: whether any of them was found. Code 21 says that no factor was, so it is none.
    """
    found = facts.lscp_assessment_factors.filter(nw.col("lscp_factor") != "21").select(
        "lscp_authority",
        nw.col("lscp_assessment_id").alias("assessment"),
        *(nw.col("lscp_factor").is_in(list(codes)).cast(nw.Int64).alias(name)
          for name, codes in groups.items()),
    )  # fmt: skip
    done = assessments(facts).filter(nw.col("on").is_between(period.start, period.end))
    rows = done.join(found, on=["lscp_authority", "assessment"], how="inner")
    keys = ("lscp_authority", "person", "referral")
    rows = rows.group_by(*keys).agg(nw.col("on", *groups).max())
    known = events(facts.ssd_cin_episodes, referral="cine_referral_id")
    rows = rows.join(known, on=["lscp_authority", "referral"], how="left")
    return rows.with_columns(*(nw.col(name) == 1 for name in groups))
