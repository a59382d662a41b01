"""The places that figures are of, in the order to show them: each member, then the partnership."""

from collections.abc import Sequence

from lscp.core import vocab
from lscp.core.figures import PARTNERSHIP

PARTNERSHIP_NAME = "Partnership"


def name(authority: str) -> str:
    """Return an authority's name; the code itself where the code set does not have it."""
    if authority == PARTNERSHIP:
        return PARTNERSHIP_NAME
    return vocab.codes("dfe/local_authority").get(authority, authority)


def shown(members: Sequence[str]) -> dict[str, str]:
    """Return authority → name of all that is shown for a partnership of these members."""
    whole = [PARTNERSHIP] if len(members) > 1 else []
    return {place: name(place) for place in (*members, *whole)}
