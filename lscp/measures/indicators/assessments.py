"""Assessments: how many, how long they took and what they found, as tables c2 and c3 count them.

An assessment is complete on the day that a manager authorises it.
"""

from fractions import Fraction
from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows as of

NEEDS = (
    "ssd_cin_assessments.cina_assessment_id",
    "ssd_cin_assessments.cina_person_id",
    "ssd_cin_assessments.cina_referral_id",
    "ssd_cin_assessments.cina_assessment_auth_date",
)
START = "ssd_cin_assessments.cina_assessment_start_date"
REFERRAL = ("ssd_cin_episodes.cine_referral_id", "ssd_cin_episodes.cine_referral_date")
FACTORS = ("lscp_assessment_factors.lscp_assessment_id", "lscp_assessment_factors.lscp_factor")
PRIMARY_NEED = {"primary_need": "cin/primary_need"}
CHILD = ("age", "sex", "ethnic_group", "disability")

assessment_indicator = partial(
    indicator, theme="Assessments", needs=NEEDS, owner="Head of assessment services",
    source="DfE, Children in need statistics, table c2",
)  # fmt: skip
factor_indicator = partial(
    indicator, theme="Assessments", needs=(*NEEDS, *FACTORS), unit="percentage", by=CHILD,
    source="DfE, Children in need statistics, table c3",
    caveats=("Says what was recorded at the end of assessments, not what there was.",),
)  # fmt: skip


@assessment_indicator(
    "IND019",
    title="Assessments completed",
    needs=(*NEEDS, START),
    by=("month", "duration", "source", "primary_need", *CHILD),
    sets={"duration": "lscp/assessment_days", **PRIMARY_NEED},
    questions=(
        "Does the number follow referrals, or the number of social workers in post?",
        "How many children were assessed more than once in the year?",
    ),
)
def assessments(facts: Facts, period: Period) -> Rows:
    """Assessments authorised in the period, whenever they started.

    Each one counts, those that found a child not in need too. Duration is working days from the
    start of the assessment, the same day being 0. Assessments under way do not count.
    """
    return of.banded(_since_start(facts), 0, 10, 20, 30, 40, 45, 50, 60)


@assessment_indicator(
    "IND156",
    title="Rate of assessments completed",
    unit="rate",
    questions=(
        "Are families assessed who needed a conversation?",
        "How does the rate stand to that of referrals, here and next door?",
    ),
)
def assessment_rate(facts: Facts, period: Period) -> Rows:
    """Assessments authorised in the period for every 10,000 children aged 0 to 17.

    Counted as IND019, over the mid-year population of the year before. Assessments under way
    do not count.
    """
    return of.assessments(facts)


@assessment_indicator(
    "IND020",
    title="Assessments within 45 working days",
    unit="percentage",
    better="higher",
    needs=(*NEEDS, START),
    by=("month", "source", "primary_need", *CHILD),
    sets=PRIMARY_NEED,
    caveats=(
        (
            "Counts from the start of the assessment, as the DfE's tables do. The limit in Working "
            "Together runs from the referral: see IND020R."
        ),
    ),
    questions=(
        "What did children wait for whose assessment took longer?",
        "Are assessments finished on day 45 because it is day 45?",
    ),
)
def assessments_in_time(facts: Facts, period: Period) -> Rows:
    """Of the assessments authorised in the period, those authorised within 45 working days.

    Days count from the start of the assessment, the same day being 0. An assessment without a
    start, or authorised before it, is left out.
    """
    return of.within(_since_start(facts), "assessment", period)


@assessment_indicator(
    "IND020R",
    title="Assessments within 45 working days of the referral",
    unit="percentage",
    better="higher",
    needs=(*NEEDS, *REFERRAL),
    by=("month", "source", "primary_need", *CHILD),
    sets=PRIMARY_NEED,
    source="Working Together to Safeguard Children 2018 and 2023",
    caveats=("A second assessment in a long episode is late by this clock, however quick it was.",),
    questions=(
        "How many days pass between the referral and the start of the assessment?",
        "Which children waited longest, and were they seen while they waited?",
    ),
)
def assessments_in_time_of_referral(facts: Facts, period: Period) -> Rows:
    """Of the assessments authorised in the period, those within 45 working days of the referral.

    This is the statutory clock. Days count from the referral, the same day being 0. An
    assessment whose referral is not in the source is left out.
    """
    referred = of.referrals(facts, period).select(
        "lscp_authority", "referral", nw.col("on").alias("referred_on")
    )
    rows = of.assessments(facts).join(referred, on=["lscp_authority", "referral"], how="left")
    return of.within(
        of.with_days(rows, since="referred_on", started="the referral"), "assessment", period
    )


def _since_start(facts: Facts) -> Rows:
    def timed() -> Rows:
        rows = of.assessments(facts)
        return of.with_days(rows, since="started_on", started="the assessment's start")

    return facts.once("assessments since their start", timed)


def _declare_quantile(identifier: str, title: str, at: Fraction) -> None:
    @assessment_indicator(
        identifier,
        title=title,
        unit="days",
        better="lower",
        needs=(*NEEDS, START),
        at=at,
        by=("month",),
        caveats=(
            "Counts from the start of the assessment, as table c2 does, not from the referral.",
            "The partnership's is that of all its assessments, not a mean of two.",
        ),
        questions=(
            "Do simple assessments take as long as hard ones?",
            "Is the quarter that takes longest about certain teams, or certain needs?",
        ),
    )
    def assessment_days(facts: Facts, period: Period) -> Rows:
        """Working days from the start of an assessment to the day that it was authorised in the
        period, the same day being 0.

        Where the place falls between two, in proportion. Assessments without a start are left out.
        """
        return _since_start(facts)


_declare_quantile("IND143", "Days to complete an assessment, 25th percentile", Fraction(1, 4))
_declare_quantile("IND021", "Days to complete an assessment, median", Fraction(1, 2))
_declare_quantile("IND144", "Days to complete an assessment, 75th percentile", Fraction(3, 4))


@factor_indicator(
    "IND137",
    title="Episodes with a factor found at assessment",
    unit="count",
    by=("factor", *CHILD),
    caveats=("An episode can have many factors, so the factors do not add up.",),
    questions=(
        "Which factors are recorded so often that they say little?",
        "Which are recorded less than the police, health and schools would expect?",
    ),
)
def with_factor(facts: Facts, period: Period) -> Rows:
    """Episodes with an assessment authorised in the period that found at least one factor.

    An episode counts once, and once under each factor, however many assessments found it.
    Those found not in need are counted. Code 21, no factor found, is no factor.
    """
    return _found(facts, period)


GROUPS = {
    "domestic_abuse": ("3A", "3B", "3C"),
    "parental_mental_health": ("4B",),
    "parental_substances": ("1B", "2B"),
    "neglect": ("16A",),
}


def _found(facts: Facts, period: Period, group: str = "") -> Rows:
    """Return the episodes with any factor; `numerator` where one of the group is."""
    rows = facts.once(
        f"factors found {period.name}", lambda: of.with_factors(facts, period, **GROUPS)
    )
    return rows.with_columns(numerator=nw.col(group)) if group else rows


@factor_indicator(
    "IND023",
    title="Domestic abuse found at assessment",
    questions=(
        "Is the child seen as a victim in their own right, as the law says?",
        "What was offered to the parent who is harmed, and to the one who harms?",
    ),
)
def domestic_abuse(facts: Facts, period: Period) -> Rows:
    """Of the episodes with a factor found at an assessment in the period, those with domestic
    abuse: of the child (3A), a parent or carer (3B) or another in the household (3C).

    An episode with several of them counts once. Episodes without any factor are not in the base.
    """
    return _found(facts, period, "domestic_abuse")


@factor_indicator(
    "IND024",
    title="Parental mental health found at assessment",
    questions=(
        "Were adult mental health services part of the assessment?",
        "Is help for the parent timed to the child's needs?",
    ),
)
def parental_mental_health(facts: Facts, period: Period) -> Rows:
    """Of the episodes with a factor found at an assessment in the period, those with the mental
    health of a parent or carer (4B).

    The child's own (4A) and that of others in the household (4C) do not count.
    """
    return _found(facts, period, "parental_mental_health")


@factor_indicator(
    "IND025",
    title="Parental alcohol or drug misuse found at assessment",
    questions=(
        "Do treatment services tell children's services when a parent drops out?",
        "Are babies among these children seen by a health visitor who knows?",
    ),
)
def parental_substances(facts: Facts, period: Period) -> Rows:
    """Of the episodes with a factor found at an assessment in the period, those with alcohol (1B)
    or drug misuse (2B) by a parent or carer.

    An episode with both counts once. Misuse by the child or by others does not count.
    """
    return _found(facts, period, "parental_substances")


@factor_indicator(
    "IND026",
    title="Neglect found at assessment",
    questions=(
        "How long had neglect been known of before this assessment?",
        "Is a common tool used, so that neglect means the same to every agency?",
    ),
)
def neglect(facts: Facts, period: Period) -> Rows:
    """Of the episodes with a factor found at an assessment in the period, those with neglect (16A).

    An episode counts once. Neglect as the category of a child protection plan is not what is
    counted here (see IND045).
    """
    return _found(facts, period, "neglect")


@factor_indicator(
    "IND027",
    title="Harm outside the home found at assessment",
    unit="share",
    by=("factor",),
    sets={"factor": "lscp/harm_outside_home"},
    caveats=(
        "A child can face several harms at once, so the shares must not be added up.",
        "Child criminal exploitation has a code of its own from the year 2022.",
    ),
    questions=(
        "Do girls and boys get the same response to the same harm?",
        "Are places and groups acted on, or only the child?",
    ),
)
def harm_outside_home(facts: Facts, period: Period) -> Rows:
    """Of the episodes with a factor found at an assessment in the period, the share with each
    harm outside the home.

    Going missing (10A), child sexual exploitation (11A), trafficking (12A), gangs (13A) and
    child criminal exploitation (24A), each separately. Other factors are
    in the base alone; episodes without any are not in it.
    """
    return _found(facts, period)
