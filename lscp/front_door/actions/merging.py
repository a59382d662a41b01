"""What the front door holds against merging people: that one child would have two cases at once."""

from typing import Any

from lscp.core.actions import objects_to
from lscp.core.policy import Actor
from lscp.core.workflow import Refused
from lscp.front_door.queries import cases
from lscp.people.models import Person


@objects_to("people.merge_person")
def no_second_case(person: Person, *, by: Actor, into: Person | str, **_: Any) -> None:
    """Refuse to merge two records whose cases overlap (rules 8815 and 8820)."""
    kept = Person.objects.filter(pk=into if isinstance(into, str) else into.pk).first()
    if kept and cases.overlap(person, kept, by):
        raise Refused("Both records have a case in the same authority at the same time. Close one "
                      "of them, by the day on which the other began, then merge.")  # fmt: skip
