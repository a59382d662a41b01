"""Mistakes put into a made-up return, so that a check has something to find. Always the same ones.

They are of the kinds that officers meet: a code that does not exist, a date without its reason, a
number copied wrongly, an end before the start, something left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True)
class Mistake:
    """What is put where; `rule` is one that finds it."""

    rule: str
    where: bytes  # a pattern
    put: bytes
    times: int = 6

    def made(self, census: bytes, first: int) -> bytes:
        """Return a census with the mistake at some of its places, from the one numbered `first`."""
        places = count()

        def one(found: re.Match[bytes]) -> bytes:
            here = first <= next(places) < first + self.times
            return found.expand(self.put) if here else found[0]

        return re.sub(self.where, one, census)


MISTAKES = (
    Mistake("1510", rb"<UPN>[^<](?=\d{12}<)", rb"<UPN>S"),
    Mistake("4220", rb"<Ethnicity>APKN<", rb"<Ethnicity>ASIA<"),
    Mistake("8650", rb"<PrimaryNeedCode>N4<", rb"<PrimaryNeedCode>N12<", times=14),
    Mistake("8805", rb"<ReasonForClosure>RC7</ReasonForClosure>\s*", rb"", times=10),
    Mistake(
        "4011",
        rb"<CINPlanStartDate>([\d-]+)</CINPlanStartDate>\s*<CINPlanEndDate>([\d-]+)<",
        rb"<CINPlanStartDate>\2</CINPlanStartDate>\n<CINPlanEndDate>\1<",
    ),
    Mistake("8730", rb"<NumberOfPreviousCPP>\d+</NumberOfPreviousCPP>\s*", rb"", times=4),
    Mistake(
        "8897Q",
        rb"(?s)<FactorsIdentifiedAtAssessment>(?:(?!</Fac).)*</FactorsIdentifiedAtAssessment>\s*",
        rb"",
        times=20,
    ),
)


def broken(census: bytes, *, later: bool = False) -> bytes:
    """Return a census with mistakes put in.

    The `later` one is the same return some time after: half of them are put right, the rest are
    still there, and as many others are new.
    """
    for mistake in MISTAKES:
        census = mistake.made(census, mistake.times // 2 if later else 0)
    return census


def rules() -> Iterator[str]:
    """Yield the rules that find the mistakes."""
    return (mistake.rule for mistake in MISTAKES)
