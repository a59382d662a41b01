"""The pages of organisations, roles held, grants, locks and broken glass."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from lscp.access import acting, actions, forms, queries, sign_in_guard
from lscp.access.middleware import CHOSEN
from lscp.access.models import (
    AccountLock,
    BreakGlass,
    GrantChange,
    Membership,
    Organisation,
    RecordsRequest,
    Team,
)
from lscp.access.policy import (
    CHOOSE_ROLE,
    VIEW_GLASS,
    VIEW_GRANTS,
    VIEW_LOCK,
    VIEW_MEMBERSHIP,
    VIEW_ORGANISATION,
    VIEW_REQUEST,
)
from lscp.access.roles import NEVER_SEE_PEOPLE, Role
from lscp.core import exact, trail
from lscp.core.pages import (
    Column,
    Filter,
    action_page,
    declared,
    list_page,
    navigation,
    page,
    record_page,
)
from lscp.core.policy import PERMISSIONS, Actor, may
from lscp.core.time import now, today

Given = Mapping[str, Any]
IN_ORGANISATION = {"organisation": (Organisation, VIEW_ORGANISATION)}
OF_HOLDER = {"holder": (Membership, VIEW_MEMBERSHIP)}

navigation(
    "access:choose_role", lambda actor: f"Acting as {actor.title}, {actor.place}",
    permission=CHOOSE_ROLE,
)  # fmt: skip
navigation("access:memberships", "People and roles", permission=VIEW_MEMBERSHIP)
navigation("access:organisations", "Organisations", permission=VIEW_ORGANISATION)
navigation("access:grants", "Grants", permission=VIEW_GRANTS)
navigation("access:glasses", "Emergency access", permission=VIEW_GLASS)
navigation("access:records_requests", "Requests for records", permission=VIEW_REQUEST)


@declared(permission=CHOOSE_ROLE, posts=True)
def choose_role(request: HttpRequest) -> HttpResponse:
    """Show the roles that somebody holds, and let them say in which one they act."""
    user: Any = request.user
    held = acting.memberships(user)
    if request.method == "POST":
        chosen = [each for each in held if str(each.pk) == request.POST.get("membership")]
        if chosen:
            request.session[CHOSEN] = str(chosen[0].pk)
            who = acting.actor(user, chosen[0])
            trail.write(trail.Kind.DID, who, CHOOSE_ROLE, subject=chosen[0])
            messages.success(request, f"You are acting as {who.title}, {who.place}.")
            return redirect("/")
    errors = [{"text": "Select the role to act in", "href": "#membership"}]
    return page(
        request, "access/choose_role.html", held=held,
        errors=errors if request.method == "POST" else [],
        status=400 if request.method == "POST" else 200,
    )  # fmt: skip


def _around_organisation(organisation: Organisation, actor: Actor) -> Given:
    return {
        "teams": organisation.teams.all(),
        "may_invite": may(actor, "access.invite_joiner") and organisation.state == "open",
        "may_open_team": may(actor, "access.open_team") and organisation.state == "open",
    }


def _describing(organisation: Organisation | None, actor: Actor) -> Given:
    others = queries.organisations_for(actor)
    own = str(organisation.pk) if organisation else ""
    return {
        "authority": queries.authorities(), "within": [each for each in others if each[0] != own]
    }  # fmt: skip


def _described(organisation: Organisation, actor: Actor) -> Given:
    return {
        "name": organisation.name, "authority": organisation.authority,
        "within": str(organisation.within_id or ""), "code": organisation.code,
    }  # fmt: skip


organisations = list_page(
    Organisation, permission=VIEW_ORGANISATION, title="Organisations", ordering="name",
    empty="Add the partnership first, then its authorities and agencies.",
    columns={"Name": "name", "Kind": "get_kind_display", "Part of": "within.name",
             "State": "get_state_display"},
    search=lambda rows, text: rows.filter(name__icontains=text),
    filters={"Kind": "kind", "State": "state"}, offers=[actions.open_organisation],
)  # fmt: skip
organisation = record_page(
    Organisation, "access/organisation.html", permission=VIEW_ORGANISATION,
    offers=[actions.change_organisation, actions.close_organisation],
    context=_around_organisation,
)  # fmt: skip
open_organisation = action_page(
    actions.open_organisation, forms.OpenOrganisationForm, choices=_describing,
    done="The organisation is added",
)  # fmt: skip
change_organisation = action_page(
    actions.change_organisation, forms.DescribeOrganisationForm, choices=_describing,
    initial=_described, done="The organisation is changed",
)  # fmt: skip
close_organisation = action_page(actions.close_organisation, done="The organisation is closed")

team = record_page(
    Team, "access/team.html", permission=VIEW_ORGANISATION,
    offers=[actions.rename_team, actions.close_team],
    context=lambda team, actor: {
        "members": queries.held_now().filter(team=team).select_related("user")
    },
)  # fmt: skip
open_team = action_page(
    actions.open_team, forms.TeamForm, within=IN_ORGANISATION, done="The team is added"
)
rename_team = action_page(
    actions.rename_team, forms.TeamForm, initial=lambda team, actor: {"name": team.name},
    done="The team is renamed",
)  # fmt: skip
close_team = action_page(actions.close_team, done="The team is closed")


def _around_membership(membership: Membership, actor: Actor) -> Given:
    user, held = membership.user, membership.state == "held"
    lock = AccountLock.objects.filter(user=user, state="locked").first()
    started = user.has_usable_password() or user.last_login
    return {
        "lock": lock,
        "started": started,
        "deputies": membership.deputies.select_related("user"),
        "offers_beside": [
            (words, reverse(f"access:{verb}", args=[membership.pk]))
            for verb, words, possible in (
                ("send_invitation_again", "Send the invitation again", held and not started),
                ("give_role", "Give another role", held),
                ("correct_name", "Correct the name", held),
                ("name_deputy", "Name a deputy", held),
                ("take_away_factors", "Take away a lost second factor",
                 held and sign_in_guard.has_second_factor(user)),
                ("lock_account", "Lock the account", not lock),
            )
            if possible and may(actor, f"access.{verb}")
        ],
    }  # fmt: skip


def _in_organisation(organisation: Organisation, actor: Actor) -> Given:
    return {
        "role": queries.roles_to_give(actor, organisation), "team": queries.open_teams(organisation)
    }  # fmt: skip


def _beside(membership: Membership, actor: Actor) -> Given:
    return _in_organisation(membership.organisation, actor)


def _from_today(about: Any, actor: Actor) -> Given:
    return {"from_on": today()}


memberships = list_page(
    Membership, permission=VIEW_MEMBERSHIP, title="People and roles", ordering="user__last_name",
    empty="Nobody holds a role yet. Open your organisation’s page to invite somebody.",
    columns={
        "Person": Column(lambda held: str(held.user), reads=("user.last_name", "user.first_name"),
                         sort="user__last_name"),
        "Role": "get_role_display", "Organisation": "organisation.name", "Team": "team.name",
        "From": "from_on", "Until": "to_on", "State": "get_state_display",
    },
    search=lambda rows, text: queries.called(rows, text),
    filters={"Role": "role", "State": "state",
             "Organisation": Filter("organisation", queries.organisations_for)},
)  # fmt: skip
membership = record_page(
    Membership, "access/membership.html", permission=VIEW_MEMBERSHIP,
    offers=[actions.change_membership, actions.end_membership, actions.stop_membership],
    context=_around_membership,
)  # fmt: skip
invite_joiner = action_page(
    actions.invite_joiner, forms.InviteJoinerForm, within=IN_ORGANISATION,
    choices=_in_organisation, initial=_from_today, done="The invitation is sent",
)  # fmt: skip
give_role = action_page(
    actions.give_role, forms.RoleForm, within=OF_HOLDER, choices=_beside, initial=_from_today,
    done="The role is given",
)  # fmt: skip
name_deputy = action_page(
    actions.name_deputy, forms.NameDeputyForm, within=OF_HOLDER, initial=_from_today,
    choices=lambda holder, actor: {"deputy": queries.colleagues(holder)},
    done="The deputy is named",
)  # fmt: skip
change_membership = action_page(
    actions.change_membership, forms.RoleForm, choices=_beside,
    initial=lambda held, actor: {
        "role": held.role, "team": str(held.team_id or ""), "from_on": held.from_on,
        "to_on": held.to_on,
    },
    done="The role is changed",
)  # fmt: skip
correct_name = action_page(
    actions.correct_name, forms.NameForm, done="The name is corrected",
    initial=lambda held, actor: {"given": held.user.first_name, "family": held.user.last_name},
)  # fmt: skip
end_membership = action_page(
    actions.end_membership, forms.EndMembershipForm, done="The last day is set",
    initial=lambda held, actor: {"last_on": held.to_on},
)  # fmt: skip
stop_membership = action_page(actions.stop_membership, done="The role is stopped")
send_invitation_again = action_page(
    actions.send_invitation_again, done="A new invitation is sent. The old link no longer works."
)
take_away_factors = action_page(
    actions.take_away_factors, done="They can set up a second factor anew"
)

account_locks = list_page(
    AccountLock, permission=VIEW_LOCK, title="Locked accounts", ordering="-locked_on",
    empty="No account is locked. To lock one, open the page of a role that its person holds.",
    columns={
        "Person": Column(lambda lock: str(lock.user), reads=("user.last_name", "user.first_name")),
        "Why": "get_why_display", "Locked on": "locked_on", "State": "get_state_display",
    },
    filters={"State": "state"},
)  # fmt: skip
account_lock = record_page(
    AccountLock, "access/account_lock.html", permission=VIEW_LOCK,
    offers=[actions.unlock_account],
)  # fmt: skip
lock_account = action_page(
    actions.lock_account, within=OF_HOLDER, done="The account is locked"
)  # fmt: skip
unlock_account = action_page(actions.unlock_account, done="The account is unlocked")


@declared(permission=VIEW_GRANTS)
def grants(request: HttpRequest) -> HttpResponse:
    """Show what one role may do and how far that reaches, beside what it is by default."""
    role = request.GET.get("role", "")
    role = role if role in Role.values else Role.values[0]
    return page(
        request, "access/grants.html", role=role, roles=Role.choices, title=Role(role).label,
        rows=queries.table_of_grants(role), never=role in NEVER_SEE_PEOPLE,
        may_change=may(request.actor, "access.change_grant"),  # type: ignore[attr-defined]
    )  # fmt: skip


def _permissions(about: Any, actor: Actor) -> Given:
    known = sorted(PERMISSIONS.values(), key=lambda each: each.name)
    return {"permission": [(each.name, f"{each.title} ({each.name})") for each in known]}


grant_changes = list_page(
    GrantChange, permission=VIEW_GRANTS, title="Changes to the table of grants", ordering="-at",
    empty="Nothing was changed: every role has its default grants.", link="access:grant_change",
    columns={"When": "at", "Role": "get_role_display", "Permission": "permission",
             "Reach": Column(queries.said_reach, reads=("reaches",))},
    filters={"Role": "role"},
)  # fmt: skip
grant_change = record_page(GrantChange, "access/grant_change.html", permission=VIEW_GRANTS)
change_grant = action_page(
    actions.change_grant, forms.ChangeGrantForm, choices=_permissions,
    done="The grant is changed, from the next page that anybody opens",
)  # fmt: skip


def _schemes(about: Any, actor: Actor) -> Given:
    return {"scheme": list(exact.finder().schemes.items())}


def _page_of_person(record: Any, actor: Actor, *, is_open: bool) -> Given:
    if not (is_open and record.person and record.asked_by_id == actor.user):
        return {"person_page": ""}
    try:
        return {"person_page": reverse("people:person", args=[record.person])}
    except NoReverseMatch:  # an installation without people
        return {"person_page": ""}


def _around_glass(glass: BreakGlass, actor: Actor) -> Given:
    is_open = bool(glass.opened_until and glass.opened_until > now())
    shut = glass.outcome == BreakGlass.Outcome.NOT_JUSTIFIED
    return _page_of_person(glass, actor, is_open=is_open and not shut)


glasses = list_page(
    BreakGlass, permission=VIEW_GLASS, title="Emergency access", ordering="-asked_at",
    empty="Nobody asked to see a record in an emergency.", link="access:glass",
    columns={
        "Asked": "asked_at",
        "By": Column(lambda glass: str(glass.asked_by),
                     reads=("asked_by.last_name", "asked_by.first_name")),
        "Found": Column(lambda glass: "Yes" if glass.person else "Nobody", reads=("person",)),
        "State": "get_state_display", "Review": "get_outcome_display",
    },
    filters={"State": "state"}, offers=[actions.break_glass],
)  # fmt: skip
glass = record_page(
    BreakGlass, "access/glass.html", permission=VIEW_GLASS, offers=[actions.review_glass],
    context=_around_glass,
)  # fmt: skip
break_glass = action_page(
    actions.break_glass, forms.BreakGlassForm, choices=_schemes, template="access/break_glass.html",
    done="What you asked, and why, is kept",
)  # fmt: skip
review_glass = action_page(
    actions.review_glass, forms.ReviewGlassForm, done="The review is recorded"
)

records_requests = list_page(
    RecordsRequest, permission=VIEW_REQUEST, title="Requests for records", ordering="-opened_on",
    empty="Find a person by exact identifier to answer a request about their records.",
    columns={"Reference": "reference", "Opened": "opened_on", "Open until": "until_on",
             "State": "get_state_display"},
    filters={"State": "state"}, offers=[actions.find_for_request],
)  # fmt: skip
records_request = record_page(
    RecordsRequest, "access/records_request.html", permission=VIEW_REQUEST,
    offers=[actions.close_request],
    context=lambda asked, actor: _page_of_person(asked, actor, is_open=asked.state == "open"),
)  # fmt: skip
find_for_request = action_page(
    actions.find_for_request, forms.FindForRequestForm, choices=_schemes,
    done="The person is found",
)  # fmt: skip
close_request = action_page(actions.close_request, done="The request is closed")
