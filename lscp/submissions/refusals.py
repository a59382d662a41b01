"""What is not loaded here, each with a sentence that says why, and what to do."""

from django.conf import settings

from lscp.core import vocab
from lscp.core.policy import Actor
from lscp.measures.policy import authorities
from lscp.returns.ssda903.read import Return
from lscp.submissions.loads import NotLoaded
from lscp.submissions.policy import LOAD


def stranger(name: str, authority: str, by: Actor, permission: str = LOAD) -> None:
    """Refuse what is of no member of the partnership, or of another than the actor's."""
    if authority not in settings.LSCP_MEMBERS:
        members = " and ".join(map(named, settings.LSCP_MEMBERS))
        raise NotLoaded(
            f"{name} is of {named(authority)}, which is not a member of this partnership "
            f"({members}). `lscp indicators` computes any authority's figures without loading."
        )
    own = authorities(by, permission)
    if authority not in own:
        raise NotLoaded(
            f"{name} is of {named(authority)}, and you may load returns of "
            f"{' and '.join(map(named, own)) or 'no authority'} alone."
        )


def other_than_said(
    name: str, authority: str, year: int, said: str | None, said_year: int | None
) -> None:
    """Refuse a file that is of another authority or year than was said."""
    if said not in (None, authority):
        raise NotLoaded(
            f"{name} is of {named(authority)}, and {named(str(said))} was said. "
            "Check that it is the right file."
        )
    if said_year not in (None, year):
        raise NotLoaded(
            f"{name} is of the year {year}, and {said_year} was said. "
            "Check that it is the right file."
        )


def other_year(read: Return, year: int) -> None:
    """Refuse an SSDA903 return that is dated in another year than was said: nothing else says."""
    from lscp.returns.ssda903 import year as dated
    from lscp.returns.ssda903.tables import YEARS

    if year not in YEARS:
        raise NotLoaded(
            f"There is no SSDA903 return of {year}: those of {YEARS[0]} to {YEARS[-1]} are"
        )
    if not dated.may_be_of(read, year):
        raise NotLoaded(
            f"The SSDA903 return was said to be of the year {year}, and its dates are not of that "
            "year. Check that they are the right files."
        )


def named(authority: str) -> str:
    """Return an authority's name with its code."""
    label = vocab.codes("dfe/local_authority").get(authority)
    return f"{label} ({authority})" if label else authority
