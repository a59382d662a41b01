"""Facts about people, by noun. Nothing here writes: see actions."""

from .entry import ChronologyEntry
from .fact import Fact
from .hidden_match import HiddenMatch
from .involvement import Involvement, Professional
from .life import Birth, Characteristics, Death, Disability, Need
from .name import Identifier, Name, NameKey
from .person import Person
from .place import Address, HouseholdMember
from .relationship import Relationship

FACTS: dict[str, type[Fact]] = {
    "name": Name,
    "birth": Birth,
    "characteristics": Characteristics,
    "death": Death,
    "address": Address,
    "identifier": Identifier,
    "relationship": Relationship,
    "household": HouseholdMember,
    "need": Need,
    "disability": Disability,
    "involvement": Involvement,
}

__all__ = [
    "FACTS", "Address", "Birth", "Characteristics", "ChronologyEntry", "Death", "Disability",
    "Fact", "HiddenMatch", "HouseholdMember", "Identifier", "Involvement", "Name", "NameKey",
    "Need", "Person", "Professional", "Relationship",
]  # fmt: skip
