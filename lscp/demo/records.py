"""The made-up records of one return: children, their episodes, and what happened in them."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What becomes of a referral by 31 March."""

    OPEN = "open"
    ENDED = "ended"
    NO_ACTION = "no further action"
    NOT_IN_NEED = "not in need"


@dataclass(eq=False)
class Child:
    """A made-up child. A return before the day `born` says that the birth is expected then."""

    number: int
    born: date | None = None
    sex: str = ""
    ethnicity: str = ""
    disabilities: tuple[str, ...] = ()
    died: date | None = None

    def age(self, day: date) -> float:
        """Return the age in years on a day; negative before birth."""
        assert self.born
        return (day - self.born).days / 365.25


@dataclass(eq=False)
class Assessment:
    """An assessment; not authorised while it is under way."""

    started: date
    authorised: date | None = None
    factors: tuple[str, ...] = ()


@dataclass(eq=False)
class Span:
    """A child in need plan."""

    started: date
    ended: date | None = None


@dataclass(eq=False)
class Enquiry:
    """A section 47 enquiry, with the day of its initial conference where one was held."""

    started: date
    conference: date | None = None


@dataclass(eq=False)
class Protection:
    """A child protection plan."""

    started: date
    ended: date | None = None
    initial: str = ""
    latest: str = ""
    previous: int = 0
    reviews: list[date] = field(default_factory=list)


@dataclass(eq=False)
class Episode:
    """A referral and what followed from it, as one year's return tells it."""

    kind: Kind
    referral: date
    closure: date | None = None
    child: Child | None = None
    carried: bool = False
    need: str = ""
    source: str = ""
    reason: str = ""
    assessments: list[Assessment] = field(default_factory=list)
    plans: list[Span] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    protections: list[Protection] = field(default_factory=list)

    @property
    def of_need(self) -> bool:
        """Say whether it is an episode of need."""
        return self.kind in (Kind.OPEN, Kind.ENDED)

    @property
    def who(self) -> Child:
        """Return the child, once it is known."""
        assert self.child is not None
        return self.child

    def carry(self) -> "Episode":
        """Return the episode as the next year's return begins with it: what is still open of it."""
        return replace(
            self,
            carried=True,
            assessments=[replace(each) for each in self.assessments if not each.authorised],
            plans=[replace(each) for each in self.plans if not each.ended],
            enquiries=[],
            protections=[
                replace(each, reviews=list(each.reviews))
                for each in self.protections
                if not each.ended
            ],
        )


@dataclass(eq=False)
class Record:
    """One child's episodes in one return, in the order of their referrals.

    `disabilities` are those on record at the end of the year.
    """

    child: Child
    episodes: list[Episode]
    disabilities: tuple[str, ...] = ()
