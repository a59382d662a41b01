"""Child protection plans: starting, open and ended, as tables d1, d2, d4, d5 and d7 count them.

A plan starts on the day of the conference that decides it. Each child of a family has a plan.
"""

from functools import partial

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows as of

NEEDS = (
    "ssd_cp_plans.cppl_cp_plan_id",
    "ssd_cp_plans.cppl_person_id",
    "ssd_cp_plans.cppl_cp_plan_start_date",
    "ssd_cp_plans.cppl_cp_plan_end_date",
)
INITIAL = "ssd_cp_plans.cppl_cp_plan_initial_category"
LATEST = "ssd_cp_plans.cppl_cp_plan_latest_category"
CHILD = ("age", "sex", "ethnic_group", "disability")
SMALL = "Small numbers: a family of four brothers and sisters moves the figure."

plan_indicator = partial(
    indicator, theme="Child protection plans", needs=NEEDS,
    owner="Head of child protection conferences",
    source="DfE, Children in need statistics, table d1",
)  # fmt: skip


@plan_indicator(
    "IND043",
    title="Child protection plans",
    when="at_end",
    needs=(*NEEDS, INITIAL),
    by=("category", "duration", *CHILD),
    source="DfE, Children in need statistics, tables d1, d4 and d5",
    caveats=(SMALL, "Open plans do not roll forward from one year's return to the next."),
    questions=(
        "Is the number down because children are safer, or because fewer come to conference?",
        "Does each child have a social worker who visits, and sees the child alone?",
        "Are plans of neglect open for long without change?",
    ),
)
def plans_open(facts: Facts, period: Period) -> Rows:
    """Child protection plans open at the end of the period's last day (31 March for a year).

    A plan that ended on that day is not open. Category is the initial one; duration runs from
    the start of the plan to the period's last day. Child in need plans do not count.
    """
    return of.open_until(of.cp_plans(facts), period)


@plan_indicator(
    "IND044",
    title="Rate of child protection plans",
    unit="rate",
    when="at_end",
    caveats=(SMALL,),
    questions=(
        "How does the rate compare with that of enquiries and of children in need?",
        "Does another pathway, such as family group conferences, explain a low rate?",
    ),
)
def plan_rate(facts: Facts, period: Period) -> Rows:
    """Child protection plans open at the end of the period for every 10,000 children aged 0 to 17.

    Counted as IND043, over the mid-year population of the year before. Child in need plans do
    not count.
    """
    return of.cp_plans(facts)


@plan_indicator(
    "IND151",
    title="Child protection plans by latest category",
    when="at_end",
    needs=(*NEEDS, LATEST),
    by=("category",),
    source="DfE, Children in need statistics, table d4",
    caveats=(SMALL,),
    questions=(
        "In which plans did the category change, and did the work change with it?",
        "Is 'multiple' used where one harm should be named?",
    ),
)
def plans_open_by_latest_category(facts: Facts, period: Period) -> Rows:
    """Child protection plans open at the end of the period, by the latest category of abuse.

    The same plans as IND043, whose category is the initial one. Plans that have ended do not
    count.
    """
    return of.cp_plans(facts, category="latest")


@plan_indicator(
    "IND045",
    title="Child protection plans started",
    needs=(*NEEDS, INITIAL),
    by=("month", "category", *CHILD),
    source="DfE, Children in need statistics, tables d1 and d2",
    caveats=(SMALL, "A plan that begins with a transfer from another authority is a new plan."),
    questions=(
        "What had been tried before the plan?",
        "Which agencies were not at the conferences that made these plans?",
    ),
)
def plans_started(facts: Facts, period: Period) -> Rows:
    """Child protection plans that started in the period, each child's plan counting.

    Category is the initial one. Child in need plans do not count, nor does a change of category.
    """
    return of.started(of.cp_plans(facts))


@plan_indicator(
    "IND150",
    title="Child protection plans started, by latest category",
    needs=(*NEEDS, LATEST),
    by=("category",),
    source="DfE, Children in need statistics, table d2",
    caveats=(SMALL,),
    questions=(
        "Which harm came to light after the plan had begun?",
        "Does the plan still name what most endangers the child?",
    ),
)
def plans_started_by_latest_category(facts: Facts, period: Period) -> Rows:
    """Child protection plans that started in the period, by the latest category of abuse.

    The same plans as IND045, whose category is the initial one. The latest is that of the return,
    not that of the day on which the plan started.
    """
    return of.started(of.cp_plans(facts, category="latest"))


@plan_indicator(
    "IND145",
    title="Children starting a child protection plan",
    each="person",
    by=("month", *CHILD),
    caveats=(SMALL,),
    questions=(
        "How many families do these children belong to?",
        "Which of them had been on a child in need plan until then?",
    ),
)
def children_started(facts: Facts, period: Period) -> Rows:
    """Children with a child protection plan that started in the period, each counted once.

    A child with two such plans counts once. Child in need plans do not count.
    """
    return of.started(of.cp_plans(facts))


@plan_indicator(
    "IND146",
    title="Child protection plans ended",
    needs=(*NEEDS, INITIAL),
    by=("month", "duration", "category", *CHILD),
    source="DfE, Children in need statistics, tables d1 and d7",
    caveats=(SMALL,),
    questions=(
        "What was different for the child on the day that the plan ended?",
        "How many of these children became looked after, and how many left the area?",
        "Which plan took over, and who leads it?",
    ),
)
def plans_ended(facts: Facts, period: Period) -> Rows:
    """Child protection plans that ended in the period, whenever they started.

    Duration runs from the start of the plan to its end; category is the initial one. A change of
    category is no end. Child in need plans do not count.
    """
    return of.ended(of.cp_plans(facts))


@plan_indicator(
    "IND147",
    title="Children whose child protection plan ended",
    each="person",
    by=("month", *CHILD),
    caveats=(SMALL,),
    questions=(
        "Did the child know that the plan was ending, and what came next?",
        "How many had another plan before the year was out?",
    ),
)
def children_ended(facts: Facts, period: Period) -> Rows:
    """Children with a child protection plan that ended in the period, each counted once.

    The child may have another plan that is open. Child in need plans do not count.
    """
    return of.ended(of.cp_plans(facts))


@plan_indicator(
    "IND148",
    title="Child protection plans at any point",
    when="at_any_point",
    needs=(*NEEDS, INITIAL),
    by=("category", *CHILD),
    caveats=(SMALL,),
    questions=(
        "How many plans did each conference chair oversee in the year?",
        "Is the year's number rising while that of 31 March is not?",
    ),
)
def plans_any_point(facts: Facts, period: Period) -> Rows:
    """Child protection plans open at some time in the period, whenever they started.

    It is those that ended in the period and those open at its end. Child in need plans do not
    count.
    """
    return of.cp_plans(facts)


@plan_indicator(
    "IND149",
    title="Children with a child protection plan at any point",
    when="at_any_point",
    each="person",
    by=CHILD,
    caveats=(SMALL,),
    questions=(
        "What share of children in need is this?",
        "Which children had two plans in one year?",
    ),
)
def children_any_point(facts: Facts, period: Period) -> Rows:
    """Children with a child protection plan open at some time in the period, each counted once.

    Child in need plans do not count.
    """
    return of.cp_plans(facts)


@plan_indicator(
    "IND046",
    title="Child protection plans started by category",
    unit="share",
    needs=(*NEEDS, INITIAL),
    by=("category",),
    source="DfE, Children in need statistics, table d2",
    caveats=(SMALL,),
    questions=(
        "Is sexual abuse named so seldom because it is rare, or because it is hard to name?",
        "Does emotional abuse stand for domestic abuse here?",
    ),
)
def started_by_category(facts: Facts, period: Period) -> Rows:
    """Child protection plans that started in the period, as shares by initial category of abuse.

    Each child's plan counts. Later changes of category do not.
    """
    return of.started(of.cp_plans(facts))


@plan_indicator(
    "IND047",
    title="Child protection plans started by age",
    unit="share",
    needs=(*NEEDS, "ssd_person.pers_dob"),
    by=("age",),
    sets={"age": "lscp/age_band_plan"},
    caveats=(SMALL,),
    questions=(
        "Are pre-birth plans made early enough to help the parents?",
        "Are teenagers protected by plans made for younger children?",
    ),
)
def started_by_age(facts: Facts, period: Period) -> Rows:
    """Child protection plans that started in the period, as shares by age on that day.

    Unborn children are shown with those under 1. Each child's plan counts. Child in need plans
    do not.
    """
    return of.started(of.cp_plans(facts))


@plan_indicator(
    "IND048",
    title="Child protection plans started by ethnic group",
    unit="share",
    needs=(*NEEDS, "ssd_person.pers_ethnicity"),
    by=("ethnic_group",),
    caveats=(SMALL, "Chinese is within Other up to the year 2023 and within Asian from 2024."),
    questions=(
        "Do the shares differ from those of referrals, and at which step do they part?",
        "Did the conference have an interpreter, and someone who knew the family's background?",
    ),
)
def started_by_ethnic_group(facts: Facts, period: Period) -> Rows:
    """Child protection plans that started in the period, as shares by the child's ethnic group.

    Each child's plan counts. Refused and not yet obtained are shown as unknown.
    """
    return of.started(of.cp_plans(facts))


@plan_indicator(
    "IND158",
    title="Rate of child protection plans started",
    unit="rate",
    caveats=(SMALL,),
    questions=(
        "Does the rate follow that of conferences?",
        "Is the rate low because other pathways work, or because conferences are hard to get?",
    ),
)
def start_rate(facts: Facts, period: Period) -> Rows:
    """Child protection plans that started in the period for every 10,000 children aged 0 to 17.

    Counted as IND045, over the mid-year population of the year before. Child in need plans do
    not count.
    """
    return of.started(of.cp_plans(facts))


@plan_indicator(
    "IND159",
    title="Rate of child protection plans ended",
    unit="rate",
    caveats=(SMALL,),
    questions=(
        "Do plans end about as often as they start?",
        "Are endings bunched before 31 March?",
    ),
)
def end_rate(facts: Facts, period: Period) -> Rows:
    """Child protection plans that ended in the period for every 10,000 children aged 0 to 17.

    Counted as IND146, over the mid-year population of the year before. Child in need plans do
    not count.
    """
    return of.ended(of.cp_plans(facts))
