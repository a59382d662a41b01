"""Where each child is placed, by whom, and how far from home, so that the locations come out.

A postcode is that of a public building, so that no made-up child lives where somebody does.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from lscp.demo.care.published import Published
from lscp.demo.care.records import Child, Placement
from lscp.demo.shares import tokens

FILE = Path(__file__).with_name("places.csv")
FAR, SIXTEEN, TWELVE, SIX = 20, 16, 12, 6
UNKNOWN, INSIDE_FAR = "UNKNOWN", "IN_OVER"
FOSTERED = ("U1", "U2", "U3", "U4", "U5", "U6")
ADOPTION, YOUNG_OFFENDERS = "A6", "R5"
KINDS = {
    "alone": {"U6": 6, "U4": 3, "K2": 1},
    "alone, 16": {"H5": 6, "U6": 4},
    "0": {"U6": 11, "U3": 5, "R3": 2, "P1": 2},
    "6": {"U6": 9, "U4": 5, "U3": 4, "K2": 1, "P1": 1},
    "12": {"U6": 7, "U4": 5, "U1": 2, "K2": 4, "S1": 1, "P1": 1},
    "16": {"H5": 7, "U6": 4, "U4": 3, "U1": 1, "K2": 3, "P2": 1, "R1": 1},
}  # fmt: skip
"""How often which type of placement is taken, by age; an invention."""
SETTLED = {"U4": 6, "U1": 3}
PROVIDERS = {
    "U": {"PR1": 4, "PR4": 6}, "A": {"PR1": 1}, "H": {"PR4": 7, "PR5": 3}, "K": {"PR4": 1},
    "S": {"PR4": 2, "PR5": 1}, "R": {"PR4": 1}, "P": {"PR0": 1},
}  # fmt: skip
OTHERS = {"P2": {"PR4": 1}, "R5": {"PR3": 1}}
NUMBERED = (*FOSTERED, "K1", "K2", "R3", "S1", "A6")
"""Placements with somebody whom Ofsted registers, and so with a number."""
AGENCIES, HOMES = 9, 40


@dataclass(frozen=True)
class Place:
    """A public building: its postcode, its authority, its miles from each of ours."""

    postcode: str
    authority: str
    miles: float


@cache
def places(authority: str) -> tuple[Place, ...]:
    """Return where an authority's children can be placed."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Place(row["postcode"], row["authority"], float(row[authority]))
            for row in csv.DictReader(rows)
        )


def give(children: Sequence[Child], figures: dict[int, Published], rng: Random) -> None:
    """Give each placement its place, type and provider."""
    located: dict[int, str] = {}
    for year, published in figures.items():
        begun = [p for c in children if not c.alone for p in c.begun(year)]
        counts = {code: n for code, n in published.locations.items() if code != UNKNOWN}
        codes = tokens(counts, rng)
        located |= {id(p): code for p, code in zip(begun, codes, strict=True)}
    authority = next(iter(figures.values())).authority
    usual = {
        code: n for code, n in published.locations.items() if code not in (UNKNOWN, INSIDE_FAR)
    }
    giver = _Giver(authority, usual, rng)
    for child in children:
        for spell in child.spells:
            before = None
            for placement in spell.placements:
                giver.place(child, placement, before, located.get(id(placement)))
                before = placement


class _Giver:
    def __init__(self, authority: str, usual: dict[str, int], rng: Random) -> None:
        self.authority, self.usual, self.rng = authority, usual, rng

    def _drawn(self, weights: dict[str, int]) -> str:
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def place(
        self, child: Child, placement: Placement, before: Placement | None, location: str | None
    ) -> None:
        """Place a child after another placement, if there was one."""
        if before and placement.same_carer:
            before.kind, before.provider = "U6", before.provider if before.urn else "PR4"
            before.urn = before.urn or self._number("U6", "PR4")
            kept = replace(before, since=placement.since, why=placement.why, same_carer=True)
            placement.__dict__.update(kept.__dict__, kind="U4")
            return
        self._where(child, placement, before, location or self._drawn(self.usual))
        placement.kind = placement.kind or self._drawn(_kinds(child, placement.since))
        provided = OTHERS.get(placement.kind) or PROVIDERS[placement.kind[0]]
        placement.provider = self._drawn(provided)
        placement.urn = self._number(placement.kind, placement.provider)

    def _where(
        self, child: Child, placement: Placement, before: Placement | None, location: str
    ) -> None:
        inside, far = location.startswith("IN"), location.endswith("OVER")
        last = before.postcode if before else ""
        able = [
            place for place in places(self.authority)
            if (place.authority == self.authority) is inside and place.postcode != last
            and (inside or (place.miles > FAR) is far)
        ]  # fmt: skip
        place = self.rng.choice(able)
        homes = [p for p in places(self.authority) if p.postcode != place.postcode]
        home = next(p for p in homes if p.miles > FAR) if inside and far else None
        ours = [p.postcode for p in homes if p.authority == self.authority]
        placement.postcode, placement.area = place.postcode, place.authority
        placement.inside = inside
        child.home = child.home if child.home in ours else self.rng.choice(ours)
        placement.home = None if child.alone else home.postcode if home else child.home
        miles = home.miles if home else place.miles
        placement.miles = None if child.alone else round(miles + self.rng.uniform(-0.4, 0.4), 1)

    def _number(self, kind: str, provider: str) -> str | None:
        """Return a number such as Ofsted gives: one for the authority's own, few agencies."""
        if kind not in NUMBERED:
            return None
        if provider == "PR1":
            return f"9{self.authority[-6:]}"
        of_all = AGENCIES if kind in FOSTERED else HOMES
        return f"9{ord(kind[0])}{self.rng.randrange(of_all):04}"


def _kinds(child: Child, day: date) -> dict[str, int]:
    age = child.years_old(day)
    if child.alone:
        return KINDS["alone, 16" if age >= SIXTEEN else "alone"]
    if child.settled:
        return SETTLED
    if age >= SIXTEEN:
        return KINDS["16"]
    return KINDS["12" if age >= TWELVE else "6" if age >= SIX else "0"]
