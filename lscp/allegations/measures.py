"""Referrals to the LADO and consultations: how many, from whom, how soon closed, and how.

No return asks for these, and no code set of theirs is national. The numbers are small: they are
published for whole years, and the parts of a year are for the LADO service alone.
"""

from collections.abc import Callable
from functools import partial

import narwhals as nw
from dateutil.relativedelta import relativedelta

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period

ALLEGATIONS, CONSULTATIONS, REPORTS = "lscp_allegations", "lscp_consultations", "lscp_lado_reports"
LOCAL_TARGET = "Local policy: older national guidance, whose targets LADO services still print"
WORKING_TOGETHER = "Working Together to Safeguard Children, chapter 2"
FAITH_AND_VOLUNTARY = ("faith", "voluntary")
BELOW = "below"
WHO = ("referring_agency", "sector", "concern")


def needs(table: str, *columns: str) -> tuple[str, ...]:
    """Return columns of a fact table as an indicator names them."""
    return tuple(f"{table}.lscp_{column}" for column in columns)


lado_indicator = partial(
    indicator, theme="Allegations", live=True, apart=True, owner="Designated officer (LADO)",
    source=WORKING_TOGETHER, by=("quarter", *WHO),
)  # fmt: skip
RECEIVED = needs(ALLEGATIONS, "allegation_id", "received_date")
REFERRED = (*RECEIVED, *needs(ALLEGATIONS, "agency", "sector"))
ASKED = needs(CONSULTATIONS, "consultation_id", "received_date", "agency", "sector")
CLOSED = (*RECEIVED, *needs(ALLEGATIONS, "closed_date", "ending"))


def allegations(facts: Facts, *, on: str) -> Rows:
    """Return every referral to the LADO, on one of its days, with what it can be split by."""
    return facts.lscp_allegations.with_columns(
        on=nw.col(on),
        referral=nw.col("lscp_allegation_id"),
        referring_agency=nw.col("lscp_agency"),
        sector=nw.col("lscp_sector"),
        concern=nw.col("lscp_category"),
        basis=nw.col("lscp_basis"),
        ending=nw.col("lscp_ending"),
    )


def received(facts: Facts) -> Rows:
    """Return every referral to the LADO, on the day that it was received."""
    return allegations(facts, on="lscp_received_date")


def asked(facts: Facts) -> Rows:
    """Return the consultations that became no referral, with what they can be split by."""
    unreferred = (nw.col("lscp_referred") != "Y").fill_null(True)
    return facts.lscp_consultations.filter(unreferred).with_columns(
        on=nw.col("lscp_received_date"),
        referring_agency=nw.col("lscp_agency"),
        sector=nw.col("lscp_sector"),
        concern=nw.col("lscp_category"),
    )


def closed(facts: Facts) -> Rows:
    """Return the referrals that are closed, on that day, with how long it took."""
    rows = allegations(facts, on="lscp_closed_date").filter(~nw.col("on").is_null())
    return rows.with_columns(
        time_to_close=nw.when(nw.col("on") <= nw.col("lscp_month_1_date"))
        .then(nw.lit("1M"))
        .when(nw.col("on") <= nw.col("lscp_month_3_date"))
        .then(nw.lit("3M"))
        .when(nw.col("on") <= nw.col("lscp_month_12_date"))
        .then(nw.lit("12M"))
        .otherwise(nw.lit("12M+"))
    )


def closed_within(facts: Facts, months: int) -> Rows:
    """Return the referrals that met the threshold and are closed; `numerator`: within months."""
    met = closed(facts).filter((nw.col("lscp_ending") != BELOW).fill_null(True))
    return met.with_columns(numerator=nw.col("on") <= nw.col(f"lscp_month_{months}_date"))


@lado_indicator(
    "IND083",
    title="Referrals to the LADO",
    by=("quarter", *WHO, "basis", "criterion"),
    needs=REFERRED,
    caveats=("Others may count only the referrals that meet the threshold, or add consultations.",),
    questions=(
        "Which sectors refer less than they work with children: who has not heard of the LADO?",
        "Do more referrals mean more harm, or that employers know whom to tell?",
    ),
)
def referrals(facts: Facts, period: Period) -> Rows:
    """Referrals of allegations that the LADO received in the period, whatever came of them.

    All referrals count, whether they met the threshold or not. Consultations do not count: see
    IND084. The same adult counts once for each referral.
    """
    return received(facts)


@lado_indicator(
    "IND084",
    title="Consultations of the LADO",
    needs=ASKED,
    caveats=("A consultation that became a referral counts there, and not here.",),
    questions=(
        "Who asks often and refers seldom, and is the threshold known there?",
        "Does advice come soon enough for employers to act on it?",
    ),
)
def consultations(facts: Facts, period: Period) -> Rows:
    """Consultations of the LADO in the period that did not become a referral.

    Advice on whether an allegation meets the threshold counts on the day that it was asked for,
    whether it is answered yet or not.
    """
    return asked(facts)


growth_indicator = partial(
    lado_indicator, unit="change", by=(), look_back=True,
    caveats=("The difference is divided by the earlier year’s number, not by the later one’s.",),
    questions=(
        "Did the number of adults who work with children change, or how we count?",
        "Which sectors make up the change?",
    ),
)  # fmt: skip


@growth_indicator(
    "IND085", title="Referrals to the LADO: change since the year before", needs=REFERRED
)
def growth(facts: Facts, period: Period) -> Rows:
    """By how many per cent of last year’s referrals this year’s are more, or fewer.

    The referrals received in the period are set beside those received in the same days of the
    year before. The numerator is this year’s number, the denominator last year’s. Consultations do
    not count.
    """
    return _grown(received, facts, period)


@growth_indicator(
    "IND166", title="Consultations of the LADO: change since the year before", needs=ASKED
)
def consultations_growth(facts: Facts, period: Period) -> Rows:
    """By how many per cent of last year’s consultations this year’s are more, or fewer.

    Counted as IND084 and IND085 are: those that became a referral do not count.
    """
    return _grown(asked, facts, period)


def _grown(rows_of: Callable[[Facts], Rows], facts: Facts, period: Period) -> Rows:
    """Return rows with those of the same days of the year before, which have no `numerator`."""
    now = rows_of(facts).with_columns(numerator=nw.lit(True))
    if facts.before is None:
        return now
    year = relativedelta(years=1)
    earlier = rows_of(facts.before).filter(
        nw.col("on").is_between(period.start - year, period.end - year)
    )
    return nw.concat(
        [now, earlier.with_columns(on=nw.lit(period.start), numerator=nw.lit(False))],
        how="vertical",
    )


@lado_indicator(
    "IND086",
    title="LADO told within one working day",
    unit="percentage",
    better="higher",
    by=("quarter", "referring_agency", "sector"),
    needs=(*REFERRED, *needs(ALLEGATIONS, "told_late")),
    caveats=("Referrals of which nobody recorded when the employer knew are left out.",),
    questions=(
        "Which employers tell late, and what did they do meanwhile?",
        "Do employers know from when the one working day runs?",
    ),
)
def told_in_time(facts: Facts, period: Period) -> Rows:
    """Of the referrals received in the period, those of which the LADO was told in time.

    In time is within one working day after the employer knew. Referrals of which that day is not
    recorded are left out.
    """
    unknown = nw.col("lscp_told_late").is_null()
    return received(facts).with_columns(
        numerator=(nw.col("lscp_told_late") == "N").fill_null(False),
        left_out=nw.when(unknown)
        .then(nw.lit("It is not recorded when the employer knew"))
        .otherwise(nw.lit(None, nw.String)),
    )


closing_indicator = partial(
    lado_indicator, unit="percentage", better="higher", source=LOCAL_TARGET, by=("quarter",),
    needs=(*CLOSED, *needs(ALLEGATIONS, "month_1_date", "month_3_date", "month_12_date")),
    questions=(
        "What do those that took longer wait for: police, the employer, a court?",
        "How were the adult and the child kept informed meanwhile?",
    ),
)  # fmt: skip


@closing_indicator("IND087", title="Allegations closed within 1 month")
def closed_within_1_month(facts: Facts, period: Period) -> Rows:
    """Of the allegations closed in the period, those closed within one month.

    The month runs from the day that the referral was received. Referrals that did not meet the
    threshold do not count. The older target is 80%.
    """
    return closed_within(facts, 1)


@closing_indicator("IND088", title="Allegations closed within 3 months")
def closed_within_3_months(facts: Facts, period: Period) -> Rows:
    """Of the allegations closed in the period, those closed within three months.

    Counted as IND087 is: those below the threshold do not count. The older target is 90%.
    """
    return closed_within(facts, 3)


@closing_indicator("IND164", title="Allegations closed within 12 months")
def closed_within_12_months(facts: Facts, period: Period) -> Rows:
    """Of the allegations closed in the period, those closed within twelve months.

    Counted as IND087 is: those below the threshold do not count. The older target is all but
    exceptional ones.
    """
    return closed_within(facts, 12)


@lado_indicator(
    "IND163",
    title="Referrals to the LADO that were closed",
    by=("quarter", "ending", "time_to_close", *WHO),
    needs=(*CLOSED, *needs(ALLEGATIONS, "agency", "sector", "month_1_date", "month_3_date",
                           "month_12_date")),
    questions=(
        "Are as many closed as are received, or do files stay open?",
        "Which strand is it that keeps them open?",
    ),
)  # fmt: skip
def referrals_closed(facts: Facts, period: Period) -> Rows:
    """Referrals to the LADO that were closed in the period, whenever they were received.

    How they ended is one of the five outcomes of the guidance, that the threshold was not met, or
    that another LADO took over. Time runs from the day that the referral was received.
    """
    return closed(facts)


@lado_indicator(
    "IND089",
    title="Outcomes of referrals to the LADO",
    unit="share",
    by=("ending",),
    source="Keeping children safe in education 2025, paragraph 403",
    needs=CLOSED,
    questions=(
        "Does one sector’s allegations end unsubstantiated more often, and why?",
        "Do employers learn from what could not be substantiated?",
    ),
)
def outcomes(facts: Facts, period: Period) -> Rows:
    """Each way in which referrals ended, of the referrals closed in the period.

    Referrals that are still open do not count.
    """
    return closed(facts)


@lado_indicator(
    "IND090",
    title="Referrals from faith groups and voluntary organisations",
    unit="percentage",
    by=(),
    source="Partnership, annual report: their small number is a concern",
    needs=REFERRED,
    questions=(
        "Who has met the LADO in the congregations and clubs of this place?",
        "Do they tell somebody else instead?",
    ),
)
def from_faith_and_voluntary(facts: Facts, period: Period) -> Rows:
    """Of the referrals received in the period, those that faith groups and charities made.

    It is asked who referred, and not where the adult works.
    """
    rows = received(facts)
    few = nw.col("lscp_agency").is_in(FAITH_AND_VOLUNTARY).fill_null(False)
    return rows.with_columns(numerator=few)


@lado_indicator(
    "IND165",
    title="Reports to the LADO taken up within one working day",
    unit="percentage",
    better="higher",
    by=("quarter", "referring_agency", "sector"),
    source="Local policy of the partnership",
    needs=needs(REPORTS, "report_id", "agency", "sector", "due_date", "ended_date", "overdue"),
    questions=(
        "Which reports wait, and does whoever made them know what to do meanwhile?",
        "Is the service covered on each working day?",
    ),
)
def taken_up_in_time(facts: Facts, period: Period) -> Rows:
    """Of the reports to be taken up by a day in the period, those taken up or ended by it.

    Reports that are late and neither count as not in time; those not due yet do not count.
    """
    settled = ~nw.col("lscp_ended_date").is_null() | (nw.col("lscp_overdue") == "Y")
    in_time = (nw.col("lscp_ended_date") <= nw.col("lscp_due_date")).fill_null(False)
    return facts.lscp_lado_reports.filter(settled).with_columns(
        on=nw.col("lscp_due_date"),
        numerator=in_time,
        referring_agency=nw.col("lscp_agency"),
        sector=nw.col("lscp_sector"),
    )
