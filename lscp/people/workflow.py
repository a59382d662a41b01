"""What may happen to a person's record, to a professional's, and to an entry of the chronology."""

from django.db.models import TextChoices

from lscp.core.workflow import NEW, Workflow


class PersonState(TextChoices):
    """Where a record of a person stands. Child or adult follows from the facts, not from this."""

    UNBORN = "unborn", "Not born yet"
    KNOWN = "known", "Known"
    MERGED = "merged", "Merged into another record"


class ProfessionalState(TextChoices):
    """Whether a professional still works where it says."""

    AT_WORK = "at_work", "At work"
    LEFT = "left", "Left"


class EntryState(TextChoices):
    """Whether an entry of the chronology stands."""

    RECORDED = "recorded", "Recorded"
    WITHDRAWN = "withdrawn", "Withdrawn: it was wrong"


class MatchState(TextChoices):
    """Whether two records that may be of one person are."""

    RAISED = "raised", "To be looked at"
    SAME = "same", "The same person"
    DIFFERENT = "different", "Different people"


UNBORN, KNOWN, MERGED = PersonState
OPEN, ALL = (UNBORN, KNOWN), (UNBORN, KNOWN, MERGED)

PERSON = Workflow(
    "people.Person",
    states=PersonState,
    moves={
        "record_person": (NEW, KNOWN),
        "record_unborn": (NEW, UNBORN),
        "add_name": (OPEN, None),
        "add_address": (OPEN, None),
        "add_identifier": (OPEN, None),
        "add_relationship": (OPEN, None),
        "join_household": (OPEN, None),
        "add_need": (OPEN, None),
        "add_disability": (OPEN, None),
        "record_characteristics": (OPEN, None),
        "add_birth": (KNOWN, None),
        "end_fact": (ALL, None),
        "correct_fact": (ALL, None),
        "withdraw_fact": (ALL, None),
        "involve": (OPEN, None),
        "allocate": (OPEN, None),
        "end_involvement": (ALL, None),
        "record_birth": (UNBORN, KNOWN),
        "record_death": (OPEN, None),
        "turn_18": (KNOWN, None),
        "transfer_person": (OPEN, None),
        "move_person": (OPEN, None),
        "restrict_person": (ALL, None),
        "lift_restriction": (ALL, None),
        "merge_person": (OPEN, MERGED),
        "take_back_merge": (MERGED, KNOWN),
        "take_back_unborn_merge": (MERGED, UNBORN),
    },
)

PROFESSIONAL = Workflow(
    "people.Professional",
    states=ProfessionalState,
    moves={
        "record_professional": (NEW, ProfessionalState.AT_WORK),
        "correct_professional": (ProfessionalState.AT_WORK, None),
        "record_leaving": (ProfessionalState.AT_WORK, ProfessionalState.LEFT),
    },
)

ENTRY = Workflow(
    "people.ChronologyEntry",
    states=EntryState,
    moves={
        "record_entry": (NEW, EntryState.RECORDED),
        "share_entry": (EntryState.RECORDED, None),
        "withdraw_entry": (EntryState.RECORDED, EntryState.WITHDRAWN),
    },
)

MATCH = Workflow(
    "people.HiddenMatch",
    states=MatchState,
    moves={
        "raise_match": (NEW, MatchState.RAISED),
        "accept_match": (MatchState.RAISED, MatchState.SAME),
        "reject_match": (MatchState.RAISED, MatchState.DIFFERENT),
    },
)
