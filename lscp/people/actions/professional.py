"""Professionals, who may have no account here."""

from lscp.access.models import Organisation
from lscp.core.actions import action
from lscp.core.policy import Actor
from lscp.core.workflow import Refused
from lscp.people import keys
from lscp.people.models import Professional
from lscp.people.workflow import PROFESSIONAL


@action(PROFESSIONAL, "Record a professional")
def record_professional(
    professional: Professional, *, by: Actor, name: str, works_for: Organisation | str,
    job: str = "", telephone: str = "", email: str = "",
) -> None:  # fmt: skip
    """Record somebody who works with people, and how to reach them."""
    _say(professional, name, job, telephone, email)
    pk = works_for if isinstance(works_for, str) else works_for.pk
    professional.works_for = Organisation.objects.get(pk=pk)


@action(PROFESSIONAL, "Change their details")
def correct_professional(
    professional: Professional, *, by: Actor, name: str, job: str = "", telephone: str = "",
    email: str = "",
) -> None:  # fmt: skip
    """Change what a professional is called and how to reach them."""
    _say(professional, name, job, telephone, email)


@action(PROFESSIONAL, "Record that they left")
def record_leaving(professional: Professional, *, by: Actor) -> None:
    """Record that a professional works there no more: nobody can choose them again."""


def _say(professional: Professional, name: str, job: str, telephone: str, email: str) -> None:
    if not keys.normalise(name):
        raise Refused("Enter the professional’s name.")
    professional.name, professional.sort_name = name, keys.normalise(name)
    professional.job, professional.telephone, professional.email = job, telephone, email
