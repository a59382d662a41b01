"""Care leavers: young people who were in care after their 16th birthday, from the table OC3.

The table holds those who turned 17 to 21 in the year. Whoever died, or went home to their parents
for six months or more, is not among those counted.
"""

from functools import partial

import narwhals as nw

from lscp.core.characteristics import UNKNOWN
from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows_of_care as of
from lscp.measures.indicators.rows import year_of

LEAVERS = "ssd_care_leavers"
NEEDS = (
    f"{LEAVERS}.clea_person_id", f"{LEAVERS}.clea_care_leaver_in_touch",
    "ssd_person.pers_person_id", "ssd_person.pers_dob",
)  # fmt: skip
ACCOMMODATION = f"{LEAVERS}.clea_care_leaver_accommodation"
ACTIVITY = f"{LEAVERS}.clea_care_leaver_activity"
Ages = tuple[int, int]
YOUNGER, OLDER = (17, 18), (19, 21)
NOT_COUNTED = ("DIED", "RHOM")
ELSEWHERE = ("G", "H", "R")
"""Codes of accommodation: gone abroad, deported, not known where."""
IS_SUITABLE = nw.col("suitability") == "SUITABLE"
BUSY = tuple(f"{much}{what}" for much in "FP" for what in "1245")

leaver_indicator = partial(
    indicator, theme="Care leavers", unit="percentage", better="higher", needs=NEEDS,
    owner="Head of leaving care", source="DfE, Children looked after in England, care leavers",
)  # fmt: skip


def leavers(facts: Facts, period: Period, ages: Ages) -> Rows:
    """Return the care leavers who turned those ages in the year, on its last day."""
    rows = facts.ssd_care_leavers.select(
        "lscp_authority",
        nw.col("clea_person_id").alias("person"),
        nw.col("clea_care_leaver_in_touch").alias("in_touch"),
        nw.col("clea_care_leaver_accommodation").alias("accommodation"),
        nw.col("clea_care_leaver_activity").alias("activity"),
        nw.lit(year_of(period).end).alias("on"),
    )
    rows = rows.filter(~nw.col("in_touch").is_in(list(NOT_COUNTED)).fill_null(False))
    rows = of.with_age(rows, facts, period)
    return rows.filter(nw.col("years").is_between(*ages) | nw.col("born").is_null())


def _declare_number(identifier: str, title: str, ages: Ages) -> None:
    @leaver_indicator(
        identifier,
        title=f"Care leavers aged {title}",
        unit="count",
        better="context",
        by=("sex",),
        questions=(
            "How many young people does each personal adviser have?",
            "How many of them came to this country alone?",
        ),
    )
    def number(facts: Facts, period: Period) -> Rows:
        """Care leavers who reached one of these ages in the year up to 31 March.

        Those who died, or went home to their parents for six months or more, do not count.
        """
        return leavers(facts, period, ages)


def _declare_in_touch(identifier: str, title: str, ages: Ages) -> None:
    @leaver_indicator(
        identifier,
        title=f"Care leavers aged {title} in touch",
        questions=(
            "Who tried to reach the others, when and how?",
            "Which young people would rather have another adviser?",
        ),
    )
    def in_touch(facts: Facts, period: Period) -> Rows:
        """Of the care leavers who reached one of these ages in the year, those with whom the
        authority was in touch about their birthday.

        Whoever refused, or needs no help any more, counts as not in touch.
        """
        return _with(leavers(facts, period, ages), nw.col("in_touch") == "YES")


def _declare_housed(identifier: str, title: str, ages: Ages) -> None:
    @leaver_indicator(
        identifier,
        title=f"Care leavers aged {title} in suitable accommodation",
        needs=(*NEEDS, ACCOMMODATION),
        questions=(
            "Who says that the accommodation is suitable, and would the young person agree?",
            "Who was in bed and breakfast, or nowhere, and for how long?",
        ),
    )
    def housed(facts: Facts, period: Period) -> Rows:
        """Of the care leavers who reached one of these ages in the year, those in accommodation
        that the authority considers suitable.

        Those of whom there is no information are not in suitable accommodation. Whoever has gone
        abroad, was deported, or lives nobody knows where (G, H, R) is not counted at all.
        """
        return _with(_suitability(leavers(facts, period, ages)), IS_SUITABLE)


def _declare_busy(identifier: str, title: str, ages: Ages) -> None:
    @leaver_indicator(
        identifier,
        title=f"Care leavers aged {title} in education, employment or training",
        needs=(*NEEDS, ACTIVITY),
        questions=(
            "What would help those who are not, and have they been asked?",
            "How many apprenticeships do the partners themselves offer?",
        ),
    )
    def busy(facts: Facts, period: Period) -> Rows:
        """Of the care leavers who reached one of these ages in the year, those in education,
        employment or training, full time or part time.

        Those of whom it is not known do not count as such.
        """
        return _with(leavers(facts, period, ages), nw.col("activity").is_in(list(BUSY)))


def _declare_suitability(identifier: str, title: str, ages: Ages) -> None:
    @leaver_indicator(
        identifier,
        title=f"Care leavers aged {title} by whether their accommodation is suitable",
        unit="share",
        better="context",
        needs=(*NEEDS, ACCOMMODATION),
        by=("suitability",),
        questions=(
            "Who is in accommodation that is not suitable, and what is the plan?",
            "Of whom is nothing known, and since when?",
        ),
    )
    def suitability(facts: Facts, period: Period) -> Rows:
        """The care leavers who reached one of these ages in the year, as shares by whether their
        accommodation is suitable.

        Those who died or went home to their parents do not count, nor does whoever has gone abroad,
        was deported, or lives nobody knows where (G, H, R).
        """
        return _suitability(leavers(facts, period, ages))


def _declare_activity(identifier: str, title: str, ages: Ages) -> None:
    @leaver_indicator(
        identifier,
        title=f"Care leavers aged {title} by activity",
        unit="share",
        better="context",
        needs=(*NEEDS, ACTIVITY),
        by=("activity",),
        questions=(
            "Who is in higher education, and what helped them to get there?",
            "What keeps the others from work or study?",
        ),
    )
    def activity(facts: Facts, period: Period) -> Rows:
        """The care leavers who reached one of these ages in the year, as shares by what they do.

        Full time and part time are together. Those who died or went home do not count.
        """
        return leavers(facts, period, ages)


def _with(rows: Rows, yes: nw.Expr) -> Rows:
    return rows.with_columns(numerator=yes.fill_null(False))


def _suitability(rows: Rows) -> Rows:
    """Add `suitability`: a code of accommodation ends in 1 where it is suitable, in 2 where not.

    The DfE's tables of suitability leave out who is elsewhere: their totals are smaller than those
    of activity by as many as its tables of accommodation have there.
    """
    kind, ending = nw.col("accommodation").str.slice(0, 1), nw.col("accommodation").str.slice(1)
    rows = rows.filter(~kind.is_in(list(ELSEWHERE)).fill_null(False))
    said = nw.when(ending == "1").then(nw.lit("SUITABLE")).when(ending == "2")
    return rows.with_columns(suitability=said.then(nw.lit("UNSUITABLE")).otherwise(nw.lit(UNKNOWN)))


_declare_number("IND197", "17 and 18", YOUNGER)
_declare_number("IND198", "19 to 21", OLDER)
_declare_in_touch("IND199", "17 and 18", YOUNGER)
_declare_in_touch("IND200", "19 to 21", OLDER)
_declare_housed("IND201", "17 and 18", YOUNGER)
_declare_housed("IND075", "19 to 21", OLDER)
_declare_busy("IND202", "17 and 18", YOUNGER)
_declare_busy("IND076", "19 to 21", OLDER)
_declare_suitability("IND204", "17 and 18", YOUNGER)
_declare_suitability("IND205", "19 to 21", OLDER)
_declare_activity("IND206", "17 and 18", YOUNGER)
_declare_activity("IND207", "19 to 21", OLDER)
