"""One line a page."""

from django.http import HttpResponse

from lscp.core.pages import (
    PUBLIC,
    Column,
    action_page,
    carried_page,
    declared,
    list_page,
    record_page,
    steps_page,
)
from lscp.core.workflow import Refused

from . import actions, forms
from .models import Child, Visit
from .policy import EXPORT, EXPORT_NAMES, VIEW, VIEW_CHILD, VIEW_ROWS

visits = list_page(
    Visit, permission=VIEW, title="Visits", ordering="-on",
    empty="Plan a visit from a child’s page.",
    columns={
        "Visit": lambda visit: "A visit", "Day": "on",
        "Child": Column("child.name", sort="child__name"),
        "Place": "get_place_display", "State": "get_state_display",
    },
    search=lambda rows, text: rows.filter(child__name__startswith=text),
    filters={"Where": "place"}, export=EXPORT, export_personal=EXPORT_NAMES, per_page=3,
)  # fmt: skip
visit_rows = list_page(
    Visit, permission=VIEW_ROWS, title="Visits without names", ordering="-on",
    empty="There are none.", columns={
        "Child": "child.name", "Whose": lambda visit: visit.child.name, "Day": "on",
        "Notes": "notes", "Place": "get_place_display",
    },
)  # fmt: skip
visit = record_page(
    Visit, "specimen/visit.html", permission=VIEW, offers=[actions.move_visit, actions.hold_visit]
)
child = record_page(Child, permission=VIEW_CHILD)
plan_visit = action_page(
    actions.plan_visit, forms.PlanVisitForm, within={"child": (Child, VIEW_CHILD)},
    done="The visit is planned",
)  # fmt: skip
arrange_visit = steps_page(
    actions.arrange_visit,
    [forms.DayForm, forms.PlaceForm, (forms.NotesForm, lambda said: said["place"] == "school")],
    within={"child": (Child, VIEW_CHILD)},
)  # fmt: skip
visit_at_home = steps_page(
    actions.arrange_visit, [forms.DayForm, forms.NotesForm],
    within={"child": (Child, VIEW_CHILD)},
    gathered=lambda said: {"on": said["on"], "place": "home", "notes": f"Ask for {said['notes']}"},
)  # fmt: skip
redo_visit = steps_page(
    actions.redo_visit, [forms.DayForm, forms.PlaceForm],
    initial=lambda visit, actor: {"on": visit.on, "place": visit.place},
)  # fmt: skip
move_visit = action_page(
    actions.move_visit, forms.MoveVisitForm, initial=lambda visit, actor: {"on": visit.on}
)
hand_visit_over = action_page(actions.hand_visit_over, done="The visit is handed over")
hold_visit = action_page(actions.hold_visit, forms.HoldVisitForm)


def _asked(request, answers, once):
    if answers["place"] == "school" and "nobody" in answers["notes"]:
        raise Refused("Say whom to ask for")
    said = ", ".join(f"{name} {each}" for name, each in sorted(answers.items()))
    return HttpResponse(f"Asked: {said}; {once}")


ask_for_visit = carried_page(
    [forms.DayForm, forms.PlaceForm, (forms.NotesForm, lambda said: said["place"] == "school")],
    send=_asked, step="core/public_step.html", check="core/public_check.html",
)  # fmt: skip


@declared(permission=VIEW)
def figures(request):
    """Show an ordinary page: how many visits there are."""
    return HttpResponse(f"{Visit.objects.count()} visits")


@declared(permission=VIEW, posts=True)
def refuse(request):
    """Refuse, after having asked."""
    Visit.objects.count()
    raise Refused("Not on a Sunday")


@declared(permission=PUBLIC)
def opening_hours(request):
    """Show what asks nothing of anybody."""
    return HttpResponse("Nine to five")
