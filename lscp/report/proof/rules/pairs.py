"""Numbers beside their percentages whose whole is not named: all of a sentence have one whole."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.document import Document
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown
from lscp.report.proof.numbers import Near
from lscp.report.proof.rule import Example, Known, Says, rule, silent
from lscp.report.proof.rules.shares_named import Pair, unsettled

SLACK = Fraction(1, 20)
R, W, D = Verdict.RIGHT, Verdict.WRONG, Verdict.DOUBTFUL
MANY = "Police made 25% ({}), schools 20% (43), health 10% (21) and homes 5% (11)."


@rule(
    Example("Most came from schools at 45% (96), followed by nurseries at 20% (43).", (R, R)),
    Example(MANY.format(53), (R, R, R, R)),
    Example(MANY.format(84), (W, R, R, R)),
    Example("Most came from schools at 45% (96), followed by nurseries at 40% (43).", (D, D)),
    silent("Most came from schools at 45% (96)."),
)
def pairs_of_one_whole(document: Document, known: Known) -> Iterator[Says]:
    """Two or more numbers with their percentages in one sentence, which have one whole."""
    together: dict[int, list[Pair]] = defaultdict(list)
    for pair in unsettled(document):
        exact = pair.part.near is pair.share.near is Near.EXACT
        if exact and pair.part.value and pair.share.value:
            together[id(pair.sentence)].append(pair)
    for several in together.values():
        if len(several) > 1:
            yield from _judged(several)


def _judged(several: list[Pair]) -> Iterator[Says]:
    """Judge pairs by the whole that most of them have; of two that differ, either may be wrong."""
    fellows = [[each for each in several if _agree(each, pair)] for pair in several]
    most = max(fellows, key=len)
    sure = len(most) > 2 and len(most) >= len(several) - 1
    if len(most) < len(several) and not sure and len(several) > 2:
        return
    for pair in several:
        one = next((each for each in most if each is not pair), several[0])
        if len(most) == len(several) or any(each is pair for each in most) and sure:
            given = R
        else:
            given = W if sure else D
        low, high = _wholes(one)
        value = 100 * pair.part.value * 2 / (low + high)
        yield Says(
            pair.sentence.place_of(pair.share), pair.sentence.text, pair.share.text,
            f"about {shown(value)}%",
            f"{said(one.part)} at {one.share.text} are of {shown(low)} to {shown(high)}", given,
        )  # fmt: skip


def _wholes(pair: Pair) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest whole that, rounded, give a pair its percentage."""
    half = pair.share.step / 2
    low = max(pair.share.value - half, half)
    return 100 * pair.part.value / (pair.share.value + half), 100 * pair.part.value / low


def _agree(one: Pair, other: Pair) -> bool:
    (a, b), (c, d) = _wholes(one), _wholes(other)
    return max(a, c) <= min(b, d) * (1 + SLACK)
