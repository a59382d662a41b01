"""Records of the front door, written past their actions, for tests of what is counted of them."""

from datetime import date, datetime, time, timedelta
from itertools import count

from lscp.access.models import User
from lscp.core import policy
from lscp.core.records import writing
from lscp.core.running import wind
from lscp.core.scope import acting
from lscp.core.time import LONDON
from lscp.front_door.models import Assessment, Check, Contact, ContactChild, Referral
from lscp.front_door.workflow import ASSESSMENT, CHECK, CONTACT, REFERRAL
from lscp.people import actions as people
from lscp.people.models import Person

_number = count(1)
# Who may write any record: no role may, and no action is asked.
WRITER = policy.system("records of a test")
WRITER.__dict__["reaches"] = {
    each._meta.label: frozenset(("all", "restricted", "write"))
    for each in (Assessment, Check, Contact, Referral, Person)
}


def at(day):
    """Return noon of a day."""
    return datetime.combine(day, time(12), LONDON)


class Records:
    """What one front door holds: `by` is who acts, in whose authority."""

    def __init__(self, by):
        self.by = by

    def child(self, family="Okafor", born=date(2016, 5, 4), **more):
        return people.record_person(
            by=self.by, given="Amelia", family=family, date_of_birth=born, **more
        )

    def contact(self, on, *children, identity="given", source="2A", outcome="", days=0, **more):
        """Write a contact; with an outcome, it was decided so many days later."""
        decided_on = on + timedelta(days=days) if outcome else None
        decided = {
            "outcome": outcome, "decided_on": decided_on, "decided_at": at(decided_on),
            "decided_by": self.user,
        } if outcome else {}  # fmt: skip
        row = self._kept(
            Contact, CONTACT, state="decided" if outcome else "received",
            reference=f"C{next(_number)}", channel="officer", received_at=at(on), received_on=on,
            source=source, identity=identity, worries="A worry", consent="given",
            **decided | more,
        )  # fmt: skip
        for each in children:
            with acting(WRITER), writing():
                ContactChild(
                    contact=row, person=each, identified_by=each and self.user, given="Amelia"
                ).save()
        return row

    def check(self, contact, asked, agency, on, *, ended_on=None, state="answered"):
        state = state if ended_on else "asked"
        answer = {"holds": False, "answered_at": at(ended_on)} if state == "answered" else {}
        return self._kept(
            Check, CHECK, state=state, contact=contact, asked=asked, agency=agency,
            asked_at=at(on), asked_on=on, asked_by=self.user, ended_on=ended_on, **answer,
        )  # fmt: skip

    def referral(self, child, on, *, state="open", need="N1", closed_on=None, reason="", **more):
        nfa = {"received": None, "no_action": True}.get(state, False)
        decided = {"decided_on": on, "decided_by": self.user} if nfa is not None else {}
        return self._kept(
            Referral, REFERRAL, state=state, child=child, received_on=on,
            primary_need="" if nfa is not False else need, no_further_action=nfa,
            closed_on=closed_on, closure_reason=reason, **{"source": "2A"} | decided | more,
        )  # fmt: skip

    def assessment(self, referral, started_on, authorised_on=None, *, factors=()):
        done = {
            "authorised_on": authorised_on, "authorised_by": self.user
        } if authorised_on else {}  # fmt: skip
        return self._kept(
            Assessment, ASSESSMENT, state="authorised" if authorised_on else "started",
            referral=referral, child=referral.child, referred_on=referral.received_on,
            started_on=started_on, factors=list(factors), **done,
        )  # fmt: skip

    def close(self, referral, on, reason="RC7"):
        referral.state, referral.closed_on, referral.closure_reason = "closed", on, reason
        return self.save(referral)

    def save(self, row):
        with acting(WRITER), writing():
            row.save()
        return row

    @property
    def user(self):
        return User.objects.get(pk=self.by.user)

    def _kept(self, kind, workflow, **fields):
        by = self.by
        held = {
            "authority": by.authority, "team_id": by.team, "organisation_id": by.organisation,
            "version": 1,
        }  # fmt: skip
        with acting(WRITER), writing():
            row = kind(**held | fields)
            row.save()
            wind(row, workflow)
        return row
