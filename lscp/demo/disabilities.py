"""Disabilities of the made-up children, so that table b2 comes out.

What is recorded of a child stays from return to return as far as the year's counts have room.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from lscp.demo.days import Year
from lscp.demo.records import Child, Kind, Record
from lscp.demo.shares import tokens
from lscp.demo.targets import LARGEST_HIDDEN, Targets

COLUMNS = {
    "AUT": "Autism_percent", "BEH": "Behaviour_percent", "COMM": "Communication_percent",
    "CON": "Consciousness_percent", "HAND": "Hand_Function_percent", "HEAR": "Hearing_percent",
    "INC": "Incontinence_percent", "LD": "Learning_Difficulties_percent",
    "MOB": "Mobility_percent", "PC": "Personal_care_percent", "VIS": "Vision_percent",
    "DDA": "Other_percent",
}  # fmt: skip
CHILDS_DISABILITY = "N2"
OF_OTHERS = 0.5  # of those whose case is closed, this share of the share of those in need


def give(records: Sequence[Record], targets: Targets, year: Year, rng: Random) -> None:
    """Record the disabilities of the children in need on 31 March, and of some of the others."""
    number = targets.number("b2", "At31_episodes_disability_recorded")
    counts = _counts(targets, number)
    still = [r for r in records if r.episodes[-1].kind is Kind.OPEN and r.child.age(year.end) >= 0]
    disabled = _ranked(still, rng)[:number]
    chosen = set(map(id, disabled))
    for record in still:
        if id(record) not in chosen:
            record.child.disabilities = ()
    _deal([record.child for record in disabled], counts, rng)
    in_need = targets.number("b2", "At31_episodes")
    others = [r for r in records if r.episodes[-1].kind is not Kind.OPEN]
    able = [r.child for r in others if r.child.age(year.end) >= 0 and not r.child.disabilities]
    codes = tokens(counts, rng)
    for child in rng.sample(able, round(len(able) * OF_OTHERS * number / in_need)):
        child.disabilities = tuple(sorted(set(rng.sample(codes, min(2, len(codes))))))


def _ranked(records: Sequence[Record], rng: Random) -> list[Record]:
    """Return the children in a drawn order: a disability on record first, then a need for one."""
    mixed = rng.sample(records, len(records))
    return sorted(
        mixed, key=lambda r: (not r.child.disabilities, r.episodes[-1].need != CHILDS_DISABILITY)
    )


def _counts(targets: Targets, number: int) -> dict[str, int]:
    """Return how many of the children have each disability, from percentages of them.

    A suppressed percentage takes England's, within what is suppressed; each child has one at least.
    """
    england = targets.england("b2", list(COLUMNS.values()))
    counts, hidden = {}, []
    for (code, column), figure in zip(COLUMNS.items(), england, strict=True):
        known = targets.percent("b2", column)
        share = round(number * (figure if known is None else known) / 100)
        counts[code] = min(max(1, share), LARGEST_HIDDEN) if known is None else share
        hidden += [code] * (known is None)
    while sum(counts.values()) < number:
        code = min(hidden, key=lambda code: counts[code])
        counts[code] += 1
    return counts


def _deal(children: Sequence[Child], counts: Mapping[str, int], rng: Random) -> None:
    """Deal the codes: one to each child first, and where it can be one that is on record."""
    left = Counter(counts)
    found: dict[int, list[str]] = {}
    for child in children:
        kept = [code for code in child.disabilities if left[code] > 0][:1]
        left.subtract(kept)
        found[child.number] = kept
    for code in sorted(left, key=lambda code: (-left[code], code)):
        able = [child for child in children if code not in found[child.number]]
        able = rng.sample(able, len(able))
        able.sort(key=lambda child: (bool(found[child.number]), code not in child.disabilities))  # noqa: B023
        for child in able[: left[code]]:
            found[child.number].append(code)
    for child in children:
        child.disabilities = tuple(sorted(found[child.number]))
