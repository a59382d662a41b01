"""A partnership with at least one record of every kind, made by actions, for the sweeps.

Each role is held by two people, one in each authority. Records are held here and there, shared,
restricted, merged and shut, so that for most grants something lies inside their reach, and
something outside.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from lscp.access import actions as access
from lscp.access import keys
from lscp.access.acting import actor as acting_in
from lscp.access.models import Membership, User
from lscp.access.roles import Role
from lscp.core import scope
from lscp.core.escalations import actions as escalations
from lscp.core.jobs import worker
from lscp.core.named import name_on
from lscp.core.policy import PERMISSIONS, Actor, system
from lscp.core.time import today
from lscp.front_door import actions as front_door
from lscp.people import actions as people
from tests import lado_file
from tests.cast import KENSINGTON, WESTMINSTER, Cast, assemble, join

BORN = date(2015, 6, 1)
LADO = (Role.LADO, Role.LADO_SUPPORT)
SWEEP = UUID(int=1)  # is named on what is restricted
SECRET = "Zephyrine Quillfeather"  # a name that must stand in no trail and no address


@dataclass
class Partnership:
    """The organisations, and who acts in each role of each authority."""

    cast: Cast
    staff: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def __getitem__(self, who: tuple[str, str]) -> Actor:
        return self.staff[who]

    def break_glass(self, authority):
        """Let somebody open a child's record in an emergency."""
        officer = self["mash_partner", authority]
        access.break_glass(
            by=officer, reason="The child is in danger now", how="identifier", scheme="authority",
            value=f"A{authority[-2:]}1",
        )  # fmt: skip
        self.staff["mash_partner", authority] = self.again(officer)

    def again(self, actor: Actor) -> Actor:
        """Return somebody as they are at their next request."""
        return acting_in(
            User.objects.get(pk=actor.user), Membership.objects.get(pk=actor.membership)
        )


def everything() -> Actor:
    """Return who sees every record, the restricted too, for the sweeps to know what there is."""
    return replace(system("sweep", *PERMISSIONS), user=SWEEP)


def build() -> Partnership:
    """Make the partnership."""
    made = Partnership(assemble())
    for role in Role.values:
        for authority in (KENSINGTON, WESTMINSTER):
            team = made.cast.lado_of(authority) if role in LADO else None
            made.staff[role, authority] = join(made.cast, role, team=team, authority=authority)
    children = [_children(made, authority) for authority in (KENSINGTON, WESTMINSTER)]
    for authority, (child, hidden) in zip((KENSINGTON, WESTMINSTER), children, strict=True):
        front_door_work(made, authority, child, hidden)
        _register(made, authority, child)
    _around(made, children)
    worker.do_waiting()
    return made


def _children(made, authority):
    """Make four children of an authority: named by many, restricted, merged, and not born yet."""
    officer, social_worker = made["front_door_officer", authority], made["social_worker", authority]
    manager = made["team_manager", authority]
    given, family = SECRET.split()
    child = people.record_person(
        by=social_worker, given=given, family=family, date_of_birth=BORN, sex="F", ethnicity="WBRI",
        lines="1 Elm Street", postcode="W8 7NX", scheme="authority",
        value=f"A{authority[-2:]}1",
    )  # fmt: skip
    mother = people.record_person(by=social_worker, given="Ada", family=family, is_adult=True)
    child = people.add_relationship(child, by=social_worker, other=mother, kind="parent")
    child = people.add_address(child, by=social_worker, kind="refuge", lines="2 Refuge Street")
    child = people.allocate(child, by=manager, user=str(social_worker.user))
    for role in ("school_lead", "health_lead", "police_officer", "conference_chair",
                 "early_help_practitioner", "exploitation_lead", "auditor"):  # fmt: skip
        named = made[role, authority]
        email = User.objects.get(pk=named.user).email
        child = people.involve(
            child, by=social_worker, capacity="other", organisation=str(named.organisation),
            opens_to="user", email=email, worker=named.name,
        )  # fmt: skip
    restricted = people.record_person(
        by=officer, given="Rosalind", family="Hidden", date_of_birth=BORN, scheme="authority",
        value=f"A{authority[-2:]}2",
    )  # fmt: skip
    other = people.record_person(by=social_worker, given=given, family=family, date_of_birth=BORN)
    people.merge_person(other, by=manager, into=child, reason="The same child")
    people.record_unborn(by=social_worker, expected_on=today() + timedelta(days=60), family=family)
    return child, restricted


def _around(made, children):
    (child, hidden), (other, other_hidden) = children
    for authority, one, shut in (
        (KENSINGTON, child, hidden), (WESTMINSTER, other, other_hidden)
    ):  # fmt: skip
        social_worker, lead = (
            made["social_worker", authority],
            made["information_governance", authority],
        )
        for role in ("school_lead", "police_officer", "social_worker"):
            people.record_entry(
                by=made[role, authority], person=one, happened_on=today(), kind="other",
                words=f"What {SECRET} said", for_all=role == "police_officer",
            )  # fmt: skip
        escalations.raise_escalation(
            by=social_worker, answering=made.cast.police.pk, theme="decision", person=one,
            reason=f"{SECRET} was not seen", wanted="That somebody sees the child",
        )  # fmt: skip
        people.record_professional(
            by=social_worker, name="A health visitor", works_for=made.cast.nhs_trust
        )
        access.find_for_request(
            by=lead, reference="R1", reason="A request by the family", scheme="authority",
            value=f"A{authority[-2:]}2",
        )  # fmt: skip
        people.restrict_person(shut, by=made.again(lead), reason="A child of a colleague",
                               stays=[str(social_worker.user)])  # fmt: skip
        name_on(shut, SWEEP, opens_restricted=True)
        made.staff["information_governance", authority] = made.again(lead)
        made.break_glass(authority)
        _locks(made, authority)


def front_door_work(made, authority, child, hidden):
    """Make contacts: one that waits, with a check; one that was referred, reopened or is shut."""
    officer, manager = made["front_door_officer", authority], made["front_door_manager", authority]
    school, social_worker = made["school_lead", authority], made["social_worker", authority]
    mother = {"name": f"Ada {SECRET.split()[1]}", "stands_as": "parent", "is_referrer": True}
    waits = _contact(officer, child, adults=[mother])
    front_door.record_sharing(
        waits, by=officer, organisation=made.cast.police.pk, what=f"{SECRET} was seen",
        purpose="To look for the mother", basis="public_task",
    )  # fmt: skip
    front_door.ask_checks(waits, by=officer, organisations=[made.cast.police], question=SECRET)
    front_door.submit_contact(
        by=school, authority=authority, children=[{"given": SECRET}], worries=SECRET,
        consent="given",
    )  # fmt: skip
    front_door.add_to_contact(waits, by=officer, words=f"{SECRET} called again")
    advised = front_door.decide_contact(
        _contact(officer, None), by=manager, outcome="advice", because=SECRET, told=SECRET
    )
    front_door.reopen_contact(advised, by=manager, because=f"{SECRET} called again")
    referred = front_door.decide_contact(
        _contact(officer, child), by=manager, outcome="referral", because=SECRET, told=SECRET
    )
    with scope.acting(manager):
        referral = referred.referrals.get()
    referral = front_door.accept_referral(referral, by=manager, needs=["N1"], because=SECRET)
    front_door.start_assessment(by=social_worker, referral=referral, started_on=today())
    _identify(_contact(officer, None), officer, hidden)  # shut with the child, later


def _register(made, authority, child):
    """Make a file of the LADO's about a namesake, with a child whom the LADO may see."""
    lado = made["lado", authority]
    name_on(child, lado.user)
    given, family = SECRET.split()
    lado_file.make(
        lado, reporter=made["school_lead", authority], invited=made["police_officer", authority],
        child=child, name={"given": given, "family": family},
    )  # fmt: skip


def _contact(officer, child, **more):
    made = front_door.record_contact(
        by=officer, children=[{"given": SECRET, "date_of_birth": BORN}], source="1A",
        identity="given", referrer_name=SECRET, worries=f"{SECRET} cries", consent="given", **more,
    )  # fmt: skip
    return _identify(made, officer, child) if child else made


def _identify(contact, officer, child):
    with scope.acting(officer):
        said = contact.children.get()
    return front_door.identify_child(contact, by=officer, child=said, person=child.pk)


def _locks(made, authority):
    administrator = made["organisation_administrator", authority]
    leaver = join(made.cast, "social_worker", authority=authority, name="A Leaver")
    access.lock_account(by=administrator, holder=Membership.objects.get(pk=leaver.membership))
    access.issue_key(
        by=administrator, system="A case system", to_on=today(), token=keys.new_token()
    )
    system_administrator = made["system_administrator", authority]
    access.change_grant(
        by=system_administrator, role="trainer", permission="core.view_own_work",
        reaches=["all"], reason="As it was before",
    )  # fmt: skip


def rows_of(model):
    """Return all rows of a kind, whoever holds them."""
    with scope.acting(everything()):
        return list(model._default_manager.order_by("pk"))
