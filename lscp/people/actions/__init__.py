"""Everything that can be done to people’s records, to professionals’, and to chronologies."""

from .chronology import record_entry, share_entry, withdraw_entry
from .correct import correct_fact, end_fact, withdraw_fact
from .facts import (
    add_address,
    add_birth,
    add_disability,
    add_identifier,
    add_name,
    add_need,
    add_relationship,
    join_household,
    record_characteristics,
)
from .hidden_match import accept_match, raise_match, reject_match
from .involve import allocate, end_involvement, involve
from .life import move_person, record_birth, record_death, transfer_person, turn_18
from .merge import merge_person, take_back_merge, take_back_unborn_merge
from .professional import correct_professional, record_leaving, record_professional
from .record import record_person, record_unborn
from .restrict import lift_restriction, restrict_person

__all__ = [
    "accept_match", "add_address", "add_birth", "add_disability", "add_identifier", "add_name",
    "add_need", "add_relationship", "allocate", "correct_fact", "correct_professional",
    "end_fact", "end_involvement", "involve", "join_household", "lift_restriction",
    "merge_person", "move_person", "raise_match", "record_birth", "record_characteristics",
    "record_death", "record_entry", "record_leaving", "record_person", "record_professional",
    "record_unborn", "reject_match", "restrict_person", "share_entry", "take_back_merge",
    "take_back_unborn_merge", "transfer_person", "turn_18", "withdraw_entry", "withdraw_fact",
]  # fmt: skip
