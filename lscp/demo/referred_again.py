"""Who is referred again within 12 months of a referral that the last return holds: table c1."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lscp.demo.records import Child, Episode
from lscp.demo.targets import Targets

A_YEAR = timedelta(days=362)  # safely within 12 months
OVER_A_YEAR = timedelta(days=370)  # safely beyond them
OLDEST = 17.2
MOST_TRIES = 60  # for each child to be named


@dataclass(frozen=True)
class Past:
    """A child of the last return whose case is closed, with the day of the last referral."""

    child: Child
    referral: date


def referrals_of(members: Sequence[Episode]) -> int:
    """Return how many of a child's episodes were referred in the year."""
    return sum(not episode.carried for episode in members)


def looking_back(targets: Targets) -> int:
    """Return how many children's first referral of the year is a re-referral."""
    later = targets.number("c1", "Referrals") - targets.number("c1", "Referrals_child")
    return targets.number("c1", "Re_referrals") - later


def draw(
    groups: Sequence[list[Episode]],
    targets: Targets,
    pasts: Sequence[Past],
    rng: Random,
) -> dict[int, Child]:
    """Return the children of the last return that are referred again, by the id of the episode.

    Nobody, where there is no last return. Some children with several referrals are among them, so
    that the children re-referred come out.
    """
    if not pasts:
        return {}
    fresh = [members for members in groups if not members[0].carried]
    single = [members for members in fresh if len(members) == 1]
    several = [members for members in fresh if len(members) > 1]
    first = looking_back(targets)
    both = first + len(several) - targets.number("c1", "Re_referrals_child")
    of_carried = sum(map(_soon_after_a_carried, groups))
    lottery = _Lottery(pasts, rng)
    named = lottery.name(several, both)
    return named | lottery.name(single, first - both - of_carried)


def _soon_after_a_carried(members: Sequence[Episode]) -> bool:
    """Say whether a case that was carried and ended makes the child's next referral another."""
    first, *others = members
    return first.carried and bool(others) and others[0].referral - first.referral <= A_YEAR


class _Lottery:
    """Draws who is referred again: a child that was last referred within 12 months before."""

    def __init__(self, pasts: Sequence[Past], rng: Random) -> None:
        self.pasts, self.rng = list(pasts), rng

    def name(self, groups: Sequence[list[Episode]], count: int) -> dict[int, Child]:
        """Return so many children, by the id of their first episode. Raises ValueError."""
        named: dict[int, Child] = {}
        left = list(groups)
        for _ in range(MOST_TRIES * max(count, 0)):
            if len(named) == count or not left:
                break
            place, who = self.rng.randrange(len(left)), self.rng.randrange(len(self.pasts))
            group, past = left[place], self.pasts[who]
            if self._may(group, past):
                named[id(group[0])] = past.child
                left[place] = left[-1]
                left.pop()
                self.pasts[who] = self.pasts[-1]
                self.pasts.pop()
        if len(named) != max(count, 0):
            raise ValueError(f"Only {len(named)} of {count} children could be referred again")
        return named

    def _may(self, group: Sequence[Episode], past: Past) -> bool:
        recent = group[0].referral - past.referral <= A_YEAR
        return recent and past.child.age(group[-1].referral) < OLDEST
