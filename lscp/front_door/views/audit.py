"""The audit of withheld names: its numbers by quarter, and a sample that can be drawn again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from lscp.core import vocab
from lscp.core.pages import declared, navigation, page
from lscp.core.pages.kinds import actor_of
from lscp.core.periods import reporting_year
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.front_door import audit as audits
from lscp.front_door.forms.audit import QUARTERS, SampleForm
from lscp.front_door.models.contact import Channel, Outcome
from lscp.front_door.policy import VIEW_CONTACT, VIEW_CONTACT_ROWS, VIEW_REFERRAL
from lscp.measures import places
from lscp.measures.policy import VIEW_INTERNAL, authorities

navigation("front_door:audit", "Withheld names", permission=VIEW_CONTACT_ROWS)


@declared(permission=VIEW_CONTACT_ROWS)
def audit(request: HttpRequest) -> HttpResponse:
    """Show how often a name was withheld and nothing followed, and draw a sample of those."""
    actor = actor_of(request)
    seen = authorities(actor, VIEW_CONTACT_ROWS)
    full = [each for each in authorities(actor, VIEW_INTERNAL) if each in seen]
    known = audits.years() or [reporting_year(today())]
    year = _year(request, known)
    form = SampleForm(
        request.GET if "seed" in request.GET else None,
        choices={"authority": [(each, places.name(each)) for each in full]},
        initial={"of": "referrals", "quarter": "0", "size": 10},
    )
    sample = _drawn(form, year, actor) if full and form.is_valid() else None
    return page(
        request, "front_door/audit.html", form=form, errors=form.summary(), sample=sample,
        tables=audits.tables(year, seen, full), year=year, years=known, may_draw=bool(full),
        place=places.name, quarters=[words for _, words in QUARTERS[1:]],
        today=today(), words=_words(), opens=_opens(actor), status=400 if form.errors else 200,
    )  # fmt: skip


def _year(request: HttpRequest, known: list[int]) -> int:
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else known[0]
    if text and str(year) != text or year not in known:
        raise Http404(f"There is nothing recorded of {text}")
    return year


def _drawn(form: SampleForm, year: int, actor: Actor) -> audits.Sample:
    answers = form.answers() | {"quarter": int(form.answers()["quarter"])}
    return audits.draw(audits.Asked(year=year, **answers), by=actor)


def _words() -> dict[str, dict[str, str]]:
    """Return the words for the codes that a row has."""
    return {
        "channel": {each.value: str(each.label) for each in Channel},
        "outcome": {each.value: str(each.label) for each in Outcome},
        "source": vocab.codes("cin/referral_source"),
    }


def _opens(actor: Actor) -> dict[str, str]:
    """Return the page that opens a row, where the reader may open such records at all."""
    pages = {
        "contacts": ("front_door:contact", VIEW_CONTACT),
        "referrals": ("front_door:referral", VIEW_REFERRAL),
    }
    return {of: name for of, (name, needed) in pages.items() if actor.grants.get(needed)}


urlpatterns: list[URLPattern] = [path("front-door/audit/", audit, name="audit")]
