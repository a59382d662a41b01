"""Section 47 enquiries and initial child protection conferences, as table c4 counts them.

An enquiry starts on the day of the strategy discussion that decides it. A conference follows
within 15 working days where the child may be at risk of significant harm.
"""

from fractions import Fraction
from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows as of

ENQUIRY = (
    "ssd_s47_enquiry.s47e_s47_enquiry_id",
    "ssd_s47_enquiry.s47e_person_id",
    "ssd_s47_enquiry.s47e_s47_start_date",
)
CONFERENCE = (
    "ssd_initial_cp_conference.icpc_icpc_id",
    "ssd_initial_cp_conference.icpc_person_id",
    "ssd_initial_cp_conference.icpc_icpc_date",
)
OF_AN_ENQUIRY = ("ssd_initial_cp_conference.icpc_s47_enquiry_id", *ENQUIRY)
CHILD = ("age", "sex", "ethnic_group", "disability")

enquiry_indicator = partial(
    indicator, theme="Enquiries and conferences", needs=ENQUIRY,
    source="DfE, Children in need statistics, table c4",
)  # fmt: skip
conference_indicator = partial(
    enquiry_indicator, needs=CONFERENCE, owner="Head of child protection conferences"
)


@enquiry_indicator(
    "IND035",
    title="Section 47 enquiries started",
    by=("month", *CHILD),
    caveats=("Children in one family are counted one by one.",),
    questions=(
        "What share of strategy discussions leads to an enquiry, and is it the right ones?",
        "Were police and health at each discussion?",
        "How many families were put through an enquiry that found nothing?",
    ),
)
def enquiries(facts: Facts, period: Period) -> Rows:
    """Section 47 enquiries that started in the period. Each enquiry of each child counts.

    Strategy discussions that decided against an enquiry do not count, nor do assessments under
    section 17.
    """
    return of.enquiries(facts)


@enquiry_indicator(
    "IND036",
    title="Rate of section 47 enquiries",
    unit="rate",
    questions=(
        "Is the threshold for an enquiry the same in both authorities?",
        "Does a high rate find more harm, or only more enquiries?",
    ),
)
def enquiry_rate(facts: Facts, period: Period) -> Rows:
    """Section 47 enquiries that started in the period for every 10,000 children aged 0 to 17.

    Counted as IND035, over the mid-year population of the year before. Discussions without an
    enquiry do not count.
    """
    return of.enquiries(facts)


@enquiry_indicator(
    "IND138",
    title="Children with a section 47 enquiry",
    each="person",
    by=("month", *CHILD),
    caveats=("A child with enquiries in two months counts in each, so months do not add up.",),
    questions=(
        "Which children had more than one enquiry in the year, and what was learnt from the first?",
        "Was every child spoken to alone?",
    ),
)
def children_with_enquiry(facts: Facts, period: Period) -> Rows:
    """Children with a section 47 enquiry that started in the period, each counted once.

    A child with two enquiries counts once. Discussions without an enquiry do not count.
    """
    return of.enquiries(facts)


@enquiry_indicator(
    "IND037",
    title="Section 47 enquiries that led to a conference",
    unit="percentage",
    needs=(*ENQUIRY, *CONFERENCE, "ssd_initial_cp_conference.icpc_s47_enquiry_id"),
    by=("month", *CHILD),
    caveats=(
        "An enquiry late in the year may have its conference in the next: the last month is low.",
    ),
    questions=(
        "Are enquiries started that could have been assessments?",
        "Where harm was found and no conference held, what keeps the child safe?",
        "How many families chose another pathway, such as a family group conference?",
    ),
)
def enquiries_with_conference(facts: Facts, period: Period) -> Rows:
    """Of the section 47 enquiries that started in the period, those with an initial conference.

    The conference is the enquiry's own, held on any day that the year's return holds. A
    conference that was planned and has no date does not count.
    """
    held = of.conferences(facts).filter(~nw.col("on").is_null())
    rows = of.enquiries(facts)
    return of.flagged(rows, held, "numerator", on=("lscp_authority", "enquiry"))


@conference_indicator(
    "IND038",
    title="Initial child protection conferences held",
    needs=(*CONFERENCE, *OF_AN_ENQUIRY),
    by=("month", "duration", *CHILD),
    sets={"duration": "lscp/conference_days"},
    caveats=("A transfer-in conference has no enquiry, so its duration is shown as not recorded.",),
    questions=(
        "Could another meeting have done as well for some of these families?",
        "Did the practitioners who know the child come?",
        "What did parents and children say of the conference?",
    ),
)
def conferences(facts: Facts, period: Period) -> Rows:
    """Initial child protection conferences held in the period, transfer-in conferences too.

    Each child of a family counts. Duration is working days from the start of the enquiry, the
    same day being 0. Review conferences do not count.
    """
    return of.banded(_timed(of.conferences(facts)), 10, 15, 20)


@conference_indicator(
    "IND139",
    title="Children with an initial conference",
    each="person",
    by=("month", *CHILD),
    questions=(
        "Which children had a second initial conference within the year?",
        "Were unborn children's conferences early enough to plan before birth?",
    ),
)
def children_with_conference(facts: Facts, period: Period) -> Rows:
    """Children with an initial child protection conference held in the period, each once.

    A child with two counts once. Review conferences do not count.
    """
    return of.conferences(facts)


@conference_indicator(
    "IND039",
    title="Conferences within 15 working days",
    unit="percentage",
    better="higher",
    needs=(*CONFERENCE, *OF_AN_ENQUIRY, "ssd_initial_cp_conference.icpc_icpc_transfer_in"),
    by=("month", *CHILD),
    source="Working Together to Safeguard Children 2018 and 2023; DfE, table c4",
    caveats=("Late can be right where a family needed time, and that is a decision to record.",),
    questions=(
        "Why was each late one late: the family, a report, a chair, a room?",
        "What kept the child safe until the conference?",
    ),
)
def conferences_in_time(facts: Facts, period: Period) -> Rows:
    """Of the initial conferences held in the period, those within 15 working days of the enquiry.

    Days count from the strategy discussion that started the enquiry, the same day being 0.
    Transfer-in conferences, which have no enquiry, are left out.
    """
    return of.within(_timed(of.conferences(facts)), "initial_conference", period)


@conference_indicator(
    "IND040",
    title="Conferences that led to a plan",
    unit="percentage",
    needs=(*CONFERENCE, "ssd_cp_plans.cppl_person_id", "ssd_cp_plans.cppl_cp_plan_start_date"),
    by=("month", *CHILD),
    source="Ofsted, Annex A, list 5; DfE, tables c4 and d1",
    caveats=("A very high share can mean that conferences are held only when all is decided.",),
    questions=(
        "What did children get whose conference made no plan?",
        "Do chairs differ in how often they decide for a plan?",
    ),
)
def conferences_with_plan(facts: Facts, period: Period) -> Rows:
    """Of the initial conferences held in the period, those at which a protection plan began.

    A plan starts on the day of its conference, so it is a plan of the same child that started
    on that day. A plan that started on another day does not count.
    """
    began = of.started(of.cp_plans(facts))
    rows = of.conferences(facts)
    return of.flagged(rows, began, "numerator", on=(*of.WHO, "on"))


def _timed(rows: Rows) -> Rows:
    timed = of.with_days(rows, since="enquiry_started_on", started="the enquiry's start")
    without = nw.lit("Transfer-in conference: there is no enquiry to count from")
    reason = nw.when(nw.col("transfer_in")).then(without).otherwise(nw.col("left_out"))
    return timed.with_columns(left_out=reason)


def _declare_quantile(identifier: str, title: str, at: Fraction) -> None:
    @conference_indicator(
        identifier,
        title=title,
        unit="days",
        better="lower",
        needs=(*CONFERENCE, *OF_AN_ENQUIRY, "ssd_initial_cp_conference.icpc_icpc_transfer_in"),
        at=at,
        by=("month",),
        caveats=("The partnership's is that of all its conferences, not a mean of two.",),
        questions=(
            "Which step takes the time: reports, invitations or the chair's diary?",
            "Are conferences bunched on the last day allowed?",
        ),
    )
    def conference_days(facts: Facts, period: Period) -> Rows:
        """Working days from the start of the enquiry to the initial conference held in the
        period, the same day being 0.

        Where the place falls between two, in proportion. Conferences without an enquiry
        (transfer-in) are left out.
        """
        return _timed(of.conferences(facts))


_declare_quantile("IND140", "Days to conference, 25th percentile", Fraction(1, 4))
_declare_quantile("IND141", "Days to conference, median", Fraction(1, 2))
_declare_quantile("IND142", "Days to conference, 75th percentile", Fraction(3, 4))


@conference_indicator(
    "IND157",
    title="Rate of initial conferences",
    unit="rate",
    questions=(
        "Does the rate follow that of enquiries, or do fewer enquiries lead to a conference?",
        "How many conferences did other pathways replace?",
    ),
)
def conference_rate(facts: Facts, period: Period) -> Rows:
    """Initial conferences held in the period for every 10,000 children aged 0 to 17.

    Counted as IND038, over the mid-year population of the year before. Review conferences do
    not count.
    """
    return of.conferences(facts)
