"""The rows that indicators count, each kind built once, and what is worked out from dates.

Every function takes facts and gives lazy rows with the columns that the kernel knows
(`lscp_authority`, `person`, `referral`, `on` or `opened_on` and `closed_on`, …), on whichever
engine the facts are.
"""

import narwhals as nw

from lscp.core import periods
from lscp.core.breakdowns import UNKNOWN
from lscp.core.clocks import clock
from lscp.core.facts import Facts
from lscp.core.indicators import Rows
from lscp.core.periods import Period
from lscp.core.working_days import with_working_days

WHO = ("lscp_authority", "person")


def year_of(period: Period) -> Period:
    """Return the whole reporting year that a period is in."""
    return periods.year(period.year)


def not_in_need_reasons(year: int) -> tuple[str, ...]:
    """Return the reasons for closure that mean assessed and not in need. RC9 is from 2023."""
    return ("RC8", "RC9") if year >= 2023 else ("RC8",)


def referrals(facts: Facts, period: Period) -> Rows:
    """Return every referral, on its day, with `nfa` and `not_in_need` (true, false)."""
    nfa = (nw.col("cine_referral_nfa") == "Y").fill_null(False)
    found_so = nw.col("cine_close_reason").is_in(list(not_in_need_reasons(period.year)))
    closed_by_then = nw.col("cine_close_date") <= year_of(period).end
    not_in_need = ~nfa & found_so.fill_null(False) & closed_by_then.fill_null(False)
    return facts.ssd_cin_episodes.select(
        "lscp_authority",
        nw.col("cine_person_id").alias("person"),
        nw.col("cine_referral_id").alias("referral"),
        nw.col("cine_referral_date").alias("on"),
        nw.col("cine_close_date").alias("closed_on"),
        nw.col("cine_referral_source_code").alias("source_code"),
        nfa.alias("nfa"),
        not_in_need.alias("not_in_need"),
    )


def episodes_of_need(facts: Facts, period: Period) -> Rows:
    """Return the episodes of need: referrals neither without action nor found not in need."""
    kept = referrals(facts, period).filter(~nw.col("nfa"), ~nw.col("not_in_need"))
    return kept.drop("nfa", "not_in_need", "source_code").rename({"on": "opened_on"})


def cin_plans(facts: Facts) -> Rows:
    """Return every child in need plan, from the day that it starts to the day that it ends."""
    return facts.ssd_cin_plans.select(
        "lscp_authority",
        nw.col("cinp_person_id").alias("person"),
        nw.col("cinp_referral_id").alias("referral"),
        nw.col("cinp_cin_plan_start_date").alias("opened_on"),
        nw.col("cinp_cin_plan_end_date").alias("closed_on"),
    )


def cp_plans(facts: Facts, *, category: str = "initial") -> Rows:
    """Return every child protection plan, with the `category` of abuse that it began with.

    `category` is `initial` or `latest`.
    """
    return facts.ssd_cp_plans.select(
        "lscp_authority",
        nw.col("cppl_person_id").alias("person"),
        nw.col("cppl_referral_id").alias("referral"),
        nw.col("cppl_cp_plan_id").alias("plan"),
        nw.col("cppl_cp_plan_start_date").alias("opened_on"),
        nw.col("cppl_cp_plan_end_date").alias("closed_on"),
        nw.col(f"cppl_cp_plan_{category}_category").alias("category"),
        nw.col("lscp_previous_plans").alias("previous_plans"),
    )


def assessments(facts: Facts) -> Rows:
    """Return every assessment, on the day that it was authorised."""
    return facts.ssd_cin_assessments.select(
        "lscp_authority",
        nw.col("cina_person_id").alias("person"),
        nw.col("cina_referral_id").alias("referral"),
        nw.col("cina_assessment_start_date").alias("started_on"),
        nw.col("cina_assessment_auth_date").alias("on"),
    )


def enquiries(facts: Facts) -> Rows:
    """Return every section 47 enquiry, on the day that it started."""
    return facts.ssd_s47_enquiry.select(
        "lscp_authority",
        nw.col("s47e_person_id").alias("person"),
        nw.col("s47e_referral_id").alias("referral"),
        nw.col("s47e_s47_enquiry_id").alias("enquiry"),
        nw.col("s47e_s47_start_date").alias("on"),
    )


def conferences(facts: Facts) -> Rows:
    """Return every initial conference, on its day, with the start of its enquiry if it has one."""
    started = enquiries(facts).select(
        "lscp_authority", "enquiry", nw.col("on").alias("enquiry_started_on")
    )
    held = facts.ssd_initial_cp_conference.select(
        "lscp_authority",
        nw.col("icpc_person_id").alias("person"),
        nw.col("icpc_referral_id").alias("referral"),
        nw.col("icpc_s47_enquiry_id").alias("enquiry"),
        nw.col("icpc_icpc_date").alias("on"),
        (nw.col("icpc_icpc_transfer_in") == "Y").fill_null(False).alias("transfer_in"),
    )
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
    parts = [facts, *([facts.before] if facts.before else [])]
    days = nw.concat(
        [
            part.ssd_cin_episodes.select(
                "lscp_authority",
                nw.col("cine_person_id").alias("person"),
                nw.col("cine_referral_date").alias("on"),
            )
            for part in parts
        ]
    )
    days = days.filter(~nw.col("on").is_null()).unique()
    before = nw.col("on").shift(1).over(*WHO, order_by="on")
    days = days.with_columns(before=before)
    return days.filter(nw.col("before").dt.offset_by("12mo") >= nw.col("on")).drop("before")


def disabled(facts: Facts) -> Rows:
    """Return the children with a disability recorded. The code NONE says that there is none."""
    codes = nw.col("disa_disability_code")
    return facts.ssd_disability.filter(~codes.is_null() & (codes != "NONE")).select(
        "lscp_authority", nw.col("disa_person_id").alias("person")
    )


def factors(facts: Facts) -> Rows:
    """Return the factors of each assessment, on the day that it was authorised, by episode.

    21 says that no factor was found, so it is none.
    """
    done = facts.ssd_cin_assessments.select(
        "lscp_authority",
        nw.col("cina_person_id").alias("person"),
        nw.col("cina_referral_id").alias("referral"),
        nw.col("cina_assessment_id").alias("assessment"),
        nw.col("cina_assessment_auth_date").alias("on"),
    )
    found = facts.lscp_assessment_factors.filter(nw.col("lscp_factor") != "21").select(
        "lscp_authority",
        nw.col("lscp_assessment_id").alias("assessment"),
        nw.col("lscp_factor").alias("code"),
    )
    return done.join(found, on=["lscp_authority", "assessment"], how="inner")
