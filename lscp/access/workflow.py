"""What may happen to organisations, teams, roles held, locks on accounts, and broken glass."""

from django.db.models import TextChoices

from lscp.core.workflow import NEW, Runs, Workflow


class OpenState(TextChoices):
    """Of an organisation or a team."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class MembershipState(TextChoices):
    """Of a role that somebody holds. Its dates say when it runs; stopped, it never does."""

    HELD = "held", "Held"
    STOPPED = "stopped", "Stopped"


class GrantState(TextChoices):
    """Of a change in the table of grants."""

    MADE = "made", "Made"


class LockState(TextChoices):
    """Of a lock on an account."""

    LOCKED = "locked", "Locked"
    UNLOCKED = "unlocked", "Unlocked"


class GlassState(TextChoices):
    """Of one time that somebody asked to break the glass."""

    ASKED = "asked", "Asked"
    REVIEWED = "reviewed", "Reviewed"


class KeyState(TextChoices):
    """Of a key with which a system of an organisation sends to us."""

    ISSUED = "issued", "In use"
    REVOKED = "revoked", "Revoked"


class RequestState(TextChoices):
    """Of a request about a person's records, while the person is looked at to answer it."""

    OPEN = "open", "Being answered"
    CLOSED = "closed", "Answered"


ORGANISATION = Workflow(
    "access.Organisation",
    states=OpenState,
    moves={
        "open_organisation": (NEW, OpenState.OPEN),
        "change_organisation": (OpenState.OPEN, None),
        "close_organisation": (OpenState.OPEN, OpenState.CLOSED),
    },
)
TEAM = Workflow(
    "access.Team",
    states=OpenState,
    moves={
        "open_team": (NEW, OpenState.OPEN),
        "rename_team": (OpenState.OPEN, None),
        "close_team": (OpenState.OPEN, OpenState.CLOSED),
    },
)
MEMBERSHIP = Workflow(
    "access.Membership",
    states=MembershipState,
    moves={
        "invite_joiner": (NEW, MembershipState.HELD),
        "give_role": (NEW, MembershipState.HELD),
        "name_deputy": (NEW, MembershipState.HELD),
        "change_membership": (MembershipState.HELD, None),
        "correct_name": (MembershipState.HELD, None),
        "send_invitation_again": (MembershipState.HELD, None),
        "take_away_factors": (MembershipState.HELD, None),
        "end_membership": (MembershipState.HELD, None),
        "stop_membership": (MembershipState.HELD, MembershipState.STOPPED),
    },
)
GRANT_CHANGE = Workflow(
    "access.GrantChange",
    states=GrantState,
    moves={"change_grant": (NEW, GrantState.MADE)},
)
ACCOUNT_LOCK = Workflow(
    "access.AccountLock",
    states=LockState,
    moves={
        "lock_account": (NEW, LockState.LOCKED),
        "unlock_account": (LockState.LOCKED, LockState.UNLOCKED),
    },
)
BREAK_GLASS = Workflow(
    "access.BreakGlass",
    states=GlassState,
    moves={
        "break_glass": (NEW, GlassState.ASKED),
        "review_glass": (GlassState.ASKED, GlassState.REVIEWED),
    },
    clocks=[Runs("glass_review", starts_on="opened_on", stops_on="reviewed_on")],
)
RECORDS_REQUEST = Workflow(
    "access.RecordsRequest",
    states=RequestState,
    moves={
        "find_for_request": (NEW, RequestState.OPEN),
        "close_request": (RequestState.OPEN, RequestState.CLOSED),
    },
)
API_KEY = Workflow(
    "access.ApiKey",
    states=KeyState,
    moves={
        "issue_key": (NEW, KeyState.ISSUED),
        "revoke_key": (KeyState.ISSUED, KeyState.REVOKED),
    },
)
