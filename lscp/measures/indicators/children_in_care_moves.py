"""Children who start and who cease to be looked after in a year, as the DfE counts them.

A child counts once a year among those who start, on the first start, and once among those who
cease, on the last. So the children of one 31 March are not those of the last one plus the starts
less the ceasings.
"""

from functools import partial

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows_of_care as of
from lscp.measures.indicators.children_in_care import AGE, CHILD, CHINESE, SOURCE

ONCE = "A child who starts in two months counts in each of them and once in the year."

move_indicator = partial(
    indicator, theme="Children in care", each="person", sets=AGE,
    needs=of.EPISODES, owner="Head of services for children in care", source=SOURCE,
)  # fmt: skip


@move_indicator(
    "IND062",
    title="Children starting to be looked after",
    needs=(*of.EPISODES, *of.PLACED),
    by=("month", *CHILD, "need", "legal_status", "placement", "unaccompanied"),
    caveats=(ONCE, CHINESE, "Need, legal status and placement are those of the first day."),
    questions=(
        "What had been tried before the child came into care?",
        "How many came in as an emergency, and how many by a plan?",
        "How many had been in care before?",
    ),
)
def starting(facts: Facts, period: Period) -> Rows:
    """Children who started to be looked after in the period, each counted on the first start.

    A start is an episode with the reason S that follows no other on the same day. Age is that of
    the day. A move from one placement or legal status to another is not a start, and short breaks
    do not count.
    """
    return of.starting(facts, period)


@move_indicator(
    "IND171",
    title="Rate of children starting to be looked after",
    unit="rate",
    questions=(
        "Does the rate follow that of child protection plans started?",
        "Is the rate low because help comes early, or because it comes late?",
    ),
)
def rate_starting(facts: Facts, period: Period) -> Rows:
    """Children who started to be looked after in the period for every 10,000 aged 0 to 17.

    Counted as IND062, over the mid-year population of the year before. Short breaks do not count.
    """
    return of.starting(facts, period)


@move_indicator(
    "IND063",
    title="Children ceasing to be looked after",
    by=("month", *CHILD, "reason_ceased", "unaccompanied"),
    caveats=("A child who ceases in two months counts in each of them.", CHINESE),
    questions=(
        "How many left care for a permanent home, and how many because they turned 18?",
        "How many went home without a plan, and how are they now?",
        "Who is there for those who left at 16 and 17?",
    ),
)
def ceasing(facts: Facts, period: Period) -> Rows:
    """Children who ceased to be looked after in the period, each counted on the last ceasing.

    An episode that ends with the reason X1, or on whose last day another begins, is no ceasing. A
    child who is back in care counts nevertheless. Age is that of the day. Short breaks do not
    count.
    """
    return of.ceasing(facts, period)


@move_indicator(
    "IND172",
    title="Rate of children ceasing to be looked after",
    unit="rate",
    questions=(
        "Do children leave care about as fast as they come in?",
        "Does a low rate mean that children stay too long, or that few come for short stays?",
    ),
)
def rate_ceasing(facts: Facts, period: Period) -> Rows:
    """Children who ceased to be looked after in the period for every 10,000 aged 0 to 17.

    Counted as IND063, over the mid-year population of the year before. Short breaks do not count.
    """
    return of.ceasing(facts, period)
