"""Everything that can be done to organisations, memberships, grants, locks and broken glass."""

from .glass import break_glass, review_glass
from .grants import change_grant
from .keys import issue_key, revoke_key
from .locks import lock_account, unlock_account
from .memberships import (
    change_membership,
    correct_name,
    end_membership,
    give_role,
    invite_joiner,
    name_deputy,
    send_invitation_again,
    stop_membership,
    take_away_factors,
)
from .organisations import (
    change_organisation,
    close_organisation,
    close_team,
    open_organisation,
    open_team,
    rename_team,
)
from .requests import close_request, find_for_request

__all__ = [
    "break_glass", "change_grant", "change_membership", "change_organisation",
    "close_organisation", "close_request", "close_team", "correct_name", "end_membership",
    "find_for_request", "give_role", "invite_joiner", "issue_key", "lock_account", "name_deputy",
    "open_organisation", "open_team", "rename_team", "review_glass", "revoke_key",
    "send_invitation_again", "stop_membership", "take_away_factors", "unlock_account",
]  # fmt: skip
