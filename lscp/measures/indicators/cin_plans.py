"""Child in need plans, as table b7 counts them.

The plan of a child in need under section 17: not a child protection plan, nor the care plan of a
child who is looked after. Plans count as they are recorded, whatever became of the episode.
"""

from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows as of

NEEDS = (
    "ssd_cin_plans.cinp_person_id",
    "ssd_cin_plans.cinp_cin_plan_start_date",
    "ssd_cin_plans.cinp_cin_plan_end_date",
)
CHILD = ("age", "sex", "ethnic_group", "disability")
STOCK = "Open plans do not roll forward from one year's return to the next: each year stands alone."

plan_indicator = partial(
    indicator, theme="Children in need", needs=NEEDS, owner="Head of family support",
    source="DfE, Children in need statistics, table b7",
)  # fmt: skip


@plan_indicator(
    "IND129",
    title="Child in need plans started",
    by=("month", *CHILD),
    questions=(
        "How long after the assessment do plans start?",
        "Do children who leave a child protection plan get one?",
    ),
)
def plans_started(facts: Facts, period: Period) -> Rows:
    """Child in need plans that started in the period. Each plan counts.

    Child protection plans, care plans and family help plans do not.
    """
    return of.started(of.cin_plans(facts))


@plan_indicator(
    "IND130",
    title="Children starting a child in need plan",
    each="person",
    by=("month", *CHILD),
    caveats=("A child who starts in two months counts in each, so months do not add up.",),
    questions=(
        "How many start a second plan in one year, and why did the first one end?",
        "Did the child help to write the plan?",
    ),
)
def children_plan_started(facts: Facts, period: Period) -> Rows:
    """Children with a child in need plan that started in the period, each counted once.

    A child with two counts once. Child protection plans do not count.
    """
    return of.started(of.cin_plans(facts))


@plan_indicator(
    "IND131",
    title="Child in need plans ended",
    by=("month", "duration", *CHILD),
    questions=(
        "Did plans end because support worked, because concern grew, or because the family left?",
        "Were plans that ended within three months needed?",
    ),
)
def plans_ended(facts: Facts, period: Period) -> Rows:
    """Child in need plans that ended in the period, whenever they started.

    Duration runs from the start of the plan to its end. Child protection plans do not count.
    """
    return of.ended(of.cin_plans(facts))


@plan_indicator(
    "IND132",
    title="Children whose child in need plan ended",
    each="person",
    by=("month", *CHILD),
    questions=(
        "Who checked a few months later that the child was still well?",
        "How many moved on to a child protection plan?",
    ),
)
def children_plan_ended(facts: Facts, period: Period) -> Rows:
    """Children with a child in need plan that ended in the period, each counted once.

    The child may have another plan that is open. Child protection plans do not count.
    """
    return of.ended(of.cin_plans(facts))


@plan_indicator(
    "IND133",
    title="Child in need plans at any point",
    when="at_any_point",
    by=CHILD,
    questions=(
        "How many plans did each team hold in the year?",
        "What share of episodes of need had a plan at all?",
    ),
)
def plans_any_point(facts: Facts, period: Period) -> Rows:
    """Child in need plans open at some time in the period, whenever they started.

    A plan that ended on the period's first day counts. Child protection plans do not.
    """
    return of.cin_plans(facts)


@plan_indicator(
    "IND134",
    title="Children with a child in need plan at any point",
    when="at_any_point",
    each="person",
    by=CHILD,
    questions=(
        "Which children in need had no plan all year?",
        "Are plans shared with the child's school and health visitor?",
    ),
)
def children_plan_any_point(facts: Facts, period: Period) -> Rows:
    """Children with a child in need plan open at some time in the period, each counted once.

    Child protection plans do not count.
    """
    return of.cin_plans(facts)


@plan_indicator(
    "IND135",
    title="Child in need plans",
    when="at_end",
    by=("duration", *CHILD),
    caveats=(STOCK,),
    questions=(
        "How many children in need at the same date have no plan, and why?",
        "Are plans reviewed before they grow old?",
    ),
)
def plans_open(facts: Facts, period: Period) -> Rows:
    """Child in need plans open at the end of the period's last day (31 March for a year).

    A plan that ended on that day is not open. Duration runs from the start of the plan. Child
    protection plans do not count.
    """
    return of.open_until(of.cin_plans(facts), period)


@plan_indicator(
    "IND032",
    title="Child in need plans open over 12 months",
    unit="percentage",
    when="at_end",
    better="lower",
    by=CHILD,
    source="Local measure; no statutory limit",
    caveats=("Some disabled children rightly have a plan for years.",),
    questions=(
        "What is the plan waiting for, and does the family know?",
        "Should some of these cases be stepped up, or ended?",
    ),
)
def plans_over_a_year(facts: Facts, period: Period) -> Rows:
    """Of the child in need plans open at the end of the period, those open over 12 months.

    A plan that started exactly 12 months before does not count. Child protection plans are not
    in the base.
    """
    over = nw.col("opened_on").dt.offset_by("1y") < period.end
    return of.cin_plans(facts).with_columns(numerator=over)


@plan_indicator(
    "IND155",
    title="Rate of child in need plans",
    unit="rate",
    when="at_end",
    caveats=(STOCK,),
    questions=(
        "Is a plan written for fewer children here than elsewhere?",
        "Are plans recorded in the way that the census asks?",
    ),
)
def rate_of_plans(facts: Facts, period: Period) -> Rows:
    """Child in need plans open at the end of the period for every 10,000 children aged 0 to 17.

    Counted as IND135, over the mid-year population of the year before. Child protection plans
    do not count.
    """
    return of.cin_plans(facts)
