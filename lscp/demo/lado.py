"""Makes up the registers that two LADOs kept before this system: rows without names.

As many referrals were received in each year as the partnership's report stated; all else about
them is drawn by a seeded lottery, and says nothing of these two places. A file is as it would have
been on the last day of its year: what was closed later stands open in it, and in the next.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from lscp.core.figures import name_of
from lscp.demo.days import Year, working
from lscp.demo.shares import shared, tokens
from lscp.demo.write import AUTHORITIES
from lscp.demo.years import SEED
from lscp.report import stated

YEARS = (2021, 2022)
BEFORE = 2020  # of which some files were open still
HEADER = (
    "kind", "received_on", "agency", "sector", "category", "basis", "criterion", "told_late",
    "outcome", "closed_on",
)  # fmt: skip
AGENCIES = {
    "school": 36, "early_years": 17, "social_care": 15, "police": 6, "health": 5, "college": 3,
    "fostering": 3, "residential": 2, "sport": 2, "voluntary": 2, "transport": 2, "other_lado": 3,
    "public": 2, "regulator": 1, "other": 0.5, "faith": 0.6,
}  # fmt: skip
ELSEWHERE = {  # where the adult works whom another agency than their own refers
    "school": 50, "early_years": 14, "fostering": 10, "residential": 6, "health": 6, "sport": 6,
    "transport": 4, "voluntary": 3, "faith": 1,
}  # fmt: skip
OTHERS = ("social_care", "police", "other_lado", "public", "regulator", "other")
CATEGORIES = {
    "physical": 34, "sexual": 18, "conduct": 22, "emotional": 9, "neglect": 8, "transferable": 9,
}  # fmt: skip
CRITERIA = {
    "physical": "harmed", "sexual": "offence; risk", "conduct": "unsuitable",
    "emotional": "harmed", "neglect": "harmed; risk", "transferable": "unsuitable",
}  # fmt: skip
BASES = {"paid": 80, "agency": 9, "voluntary": 6, "self_employed": 5}
TOLD_LATE = {"no": 78, "yes": 22}
ENDINGS = {
    "below": 38, "substantiated": 22, "unsubstantiated": 20, "unfounded": 11, "false": 5,
    "passed": 3, "malicious": 1,
}  # fmt: skip
DAYS = {(5, 28): 62, (32, 85): 22, (95, 340): 14, (380, 450): 2}  # until it is closed
BELOW = (0, 9)
CONSULTED = {2020: 1.1, 2021: 1.3, 2022: 1.15}  # consultations for each referral


@dataclass(frozen=True)
class Row:
    """A row of a register, as its file would have it on the day that it was closed."""

    received_on: date
    closed_on: date
    values: Mapping[str, str]

    def written(self, end: date) -> dict[str, str]:
        """Return the row as a file has it that was written at the end of a year."""
        row = {**self.values, "received_on": self.received_on.isoformat()}
        if self.closed_on <= end:
            return row | {"closed_on": self.closed_on.isoformat()}
        return row | {"outcome": "", "closed_on": ""}


def referrals(authority: str, year: int) -> int:
    """Return how many referrals a LADO received: as stated; in the year before those, as many."""
    known = {each.figure: each for each in stated.figures()}
    figure = known[name_of(stated.LADO, authority, str(max(year, YEARS[0])))]
    return int(figure.value or 0)


def register(authority: str, year: int) -> list[dict[str, str]]:
    """Return the rows of one made-up register, in the order of their days."""
    of_year = Year(year)
    years = range(BEFORE, year + 1)
    made = [row for each in years for row in _received(authority, each)]
    held = [row for row in made if max(row.received_on, row.closed_on) >= of_year.start]
    held.sort(key=lambda row: (row.received_on, *sorted(row.values.items())))
    return [row.written(of_year.end) for row in held]


def write_registers(folder: Path) -> list[Path]:
    """Write every made-up register, and return the paths."""
    written = []
    for authority in AUTHORITIES:
        for year in YEARS:
            path = folder / file_name(authority, year)
            with path.open("w", encoding="utf-8", newline="") as file:
                rows = csv.DictWriter(file, HEADER, restval="", lineterminator="\n")
                rows.writeheader()
                rows.writerows(register(authority, year))
            written.append(path)
    return written


def file_name(authority: str, year: int) -> str:
    """Return what the file of a register is called."""
    return f"register-{authority}-{year}.csv"


def _received(authority: str, year: int) -> Iterator[Row]:
    total = referrals(authority, year)
    lottery = Random(f"{SEED} {authority} {year} register")
    yield from _referred(total, Year(year), lottery)
    yield from _consulted(round(total * CONSULTED[year]), Year(year), lottery)


def _referred(total: int, year: Year, lottery: Random) -> Iterator[Row]:
    agencies = tokens(shared(total, AGENCIES), lottery)
    categories = tokens(shared(total, CATEGORIES), lottery)
    endings = tokens(shared(total, ENDINGS), lottery)
    lengths = tokens(shared(total, DAYS), lottery)
    for agency, category, ending, length in zip(
        agencies, categories, endings, lengths, strict=True
    ):
        received_on = _day(year, lottery)
        took = lottery.randint(*(BELOW if ending == "below" else length))
        sector = _sector(agency, lottery)
        yield Row(
            received_on, _after(received_on, took),
            {
                "kind": "referral", "agency": agency, "sector": sector, "category": category,
                "basis": "carer" if sector == "fostering" else _drawn(BASES, lottery),
                "criterion": "" if ending == "below" else CRITERIA[category],
                "told_late": "" if agency in OTHERS else _drawn(TOLD_LATE, lottery),
                "outcome": ending,
            },
        )  # fmt: skip


def _consulted(total: int, year: Year, lottery: Random) -> Iterator[Row]:
    for agency in tokens(shared(total, AGENCIES), lottery):
        asked_on = _day(year, lottery)
        values = {
            "kind": "consultation", "agency": agency, "sector": _sector(agency, lottery),
            "category": _drawn(CATEGORIES, lottery),
        }  # fmt: skip
        yield Row(asked_on, _after(asked_on, lottery.randint(0, 2)), values)


def _sector(agency: str, lottery: Random) -> str:
    return _drawn(ELSEWHERE, lottery) if agency in OTHERS else agency


def _drawn(weights: Mapping[str, float], lottery: Random) -> str:
    [one] = lottery.choices(list(weights), list(weights.values()))
    return one


def _day(year: Year, lottery: Random) -> date:
    return lottery.choice(working(year.start, year.end))


def _after(day: date, count: int) -> date:
    """Return the first working day that is so many days later, or more."""
    first = day + timedelta(days=count)
    return working(first, first + timedelta(days=14))[0]
