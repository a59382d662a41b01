"""Keys with which systems of an organisation send to us: issued, shown once, and revoked."""

from datetime import date, timedelta

from lscp.access import keys
from lscp.access.models import ApiKey
from lscp.access.workflow import API_KEY
from lscp.core.actions import action
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused

LONGEST = timedelta(days=366)


@action(API_KEY, "Issue a key")
def issue_key(key: ApiKey, *, by: Actor, system: str, to_on: date, token: str) -> None:
    """Let a system of one’s own organisation send to us. The key itself is not kept."""
    if not today() <= to_on <= today() + LONGEST:
        raise Refused("The last day must be within a year from today.", field="to_on")
    if not by.user or not by.organisation:
        raise Refused("Only somebody who acts for an organisation can do this.")
    key.system, key.to_on, key.issued_on, key.issued_by_id = system, to_on, today(), by.user
    key.digest, key.begins = keys.digest_of(token), token[: keys.SHOWN]


@action(API_KEY, "Revoke the key")
def revoke_key(key: ApiKey, *, by: Actor) -> None:
    """Take a key away: from now on it opens nothing."""
    key.revoked_on = today()
