"""What is done about people every night."""

from django.urls import reverse

from lscp.core import jobs, notify
from lscp.core.policy import Actor
from lscp.people import actions, queries
from lscp.people.models.person import ADULT

TURNED_18 = notify.message(
    "people.turned_18",
    "A child whose record your team holds has turned 18. Say whose work goes on.",
)


@jobs.nightly("people.tell_of_18th_birthdays", may=(actions.turn_18.name,))
def tell_of_18th_birthdays(*, by: Actor) -> None:
    """Tell the teams of children who turn 18 today, whose record is then an adult’s."""
    today = queries.turning(by).filter(date_of_birth=queries.born_by(ADULT))
    for team in {held for held in today.values_list("team", flat=True) if held}:
        notify.tell(
            team, about=TURNED_18, link=reverse("people:turning"), holding=actions.turn_18.name
        )  # fmt: skip
