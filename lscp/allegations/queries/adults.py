"""What the page of an adult shows, and what its forms offer to choose from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lscp.allegations.models import Adult, Allegation, Consultation, Employer, Post
from lscp.allegations.policy import (
    VIEW_ADULT,
    VIEW_ALLEGATION,
    VIEW_CONSULTATION,
    VIEW_EMPLOYER,
)
from lscp.allegations.workflow import KnownState
from lscp.core import policy
from lscp.core.models import Entry
from lscp.core.pages.records import page_of
from lscp.core.periods import day_label
from lscp.core.policy import Actor
from lscp.core.workflow import Refused
from lscp.people import keys, matching
from lscp.people.evidence import Facts
from lscp.people.models import Person
from lscp.people.policy import VIEW_SUMMARY
from lscp.people.queries import called as person_called
from lscp.people.search import LEAST, in_order

from . import beyond, recognition
from .weights import Suggestion

Known = Mapping[str, Any]
RECORDED = "allegations.record_adult"
RECENT, LOOKED = 8, 200  # adults to choose from, and entries of the trail that are looked through


@dataclass(frozen=True)
class Told:
    """Something that the register knows of an adult, on its day."""

    on: date
    what: str
    record: Any = None

    @property
    def link(self) -> str:
        """Return the page of the record, where it has one."""
        return page_of(self.record) if self.record is not None else ""


def known(actor: Actor) -> QuerySet[Adult]:
    """Return the adults on the register; not those merged away or destroyed."""
    near = policy.near(Adult, actor, VIEW_ADULT)
    return Adult.objects.filter(near, state=KnownState.KNOWN)


def named_like(rows: QuerySet[Adult], text: str) -> QuerySet[Adult]:
    """Return the adults of a name, or born on a day, the likeliest first, with why."""
    said = recognition.as_said(name=text)
    if not said.names and not said.born_on:
        raise Refused("Enter a name.", field="text")
    if rows.query.is_empty():
        return rows
    found = recognition.weighed(said, rows)
    likely = [(each.record.pk, each.evidence) for each in found if each.score >= LEAST]
    given: Any = rows
    ordered: Any = in_order(given, likely)
    return ordered


def called(adult: Adult) -> str:
    """Return an adult’s name and date of birth, to tell two apart."""
    return f"{adult}, born {day_label(adult.born_on)}" if adult.born_on else str(adult)


def around(adult: Adult, actor: Actor) -> Known:
    """Return what the page of an adult shows besides the record."""
    posts = list(adult.posts.select_related("employer").order_by("-since", "pk"))
    files, asked = _files(adult, actor), _asked(adult, actor)
    is_known = adult.state == KnownState.KNOWN
    said = recognition.said_of(adult)
    workplaces = [each.employer.name for each in posts]
    restricted = [each for each in files if each.reporting_restricted]
    return {
        "names": [each for each in adult.names.order_by("recorded_on") if str(each) != str(adult)],
        "posts": posts,
        "person": _person(adult, actor),
        "told": sorted(_told(files, asked, posts), key=lambda each: each.on, reverse=True),
        "same": recognition.suggest(said, actor, besides=adult.pk) if is_known else [],
        "elsewhere": beyond.adults(said, actor, workplaces=workplaces) if is_known else [],
        "reporting": restricted[0] if restricted else None,
        "may_refer": is_known and policy.may(actor, "allegations.record_allegation"),
        "may_consult": is_known and policy.may(actor, "allegations.record_consultation"),
        "called": called,
    }


def perhaps(answers: Mapping[str, Any], actor: Actor) -> Known:
    """Return who somebody about to be recorded may be, here and elsewhere."""
    said = recognition.as_said(**answers)
    at = Employer.objects.filter(pk=answers["employer"]) if answers.get("employer") else ()
    workplaces = [each.name for each in at]
    return {
        "suggestions": recognition.suggest(said, actor),
        "elsewhere": beyond.adults(said, actor, workplaces=workplaces),
        "called": called,
    }


def other_records(adult: Adult, actor: Actor) -> list[tuple[str, str]]:
    """Return the records that an adult may be merged into: those alike, then those seen last."""
    alike: Sequence[Suggestion] = recognition.suggest(
        recognition.said_of(adult), actor, besides=adult.pk
    )
    found = {each.record.pk: each.record for each in alike}
    found |= {each.pk: each for each in seen_last(actor) if each.pk != adult.pk}
    return [(str(pk), called(each)) for pk, each in found.items()]


def to_choose(said: recognition.Said, actor: Actor) -> list[tuple[str, str]]:
    """Return the adults who may be meant, then those whose pages were opened last."""
    found = {each.record.pk: each.record for each in recognition.suggest(said, actor)}
    found |= {each.pk: each for each in seen_last(actor)}
    return [(str(pk), called(each)) for pk, each in found.items()]


def seen_last(actor: Actor) -> list[Adult]:
    """Return the adults whom somebody recorded or looked at last, and may see."""
    looked = Entry.objects.filter(user=actor.user, name__in=(VIEW_ADULT, RECORDED))
    last = looked.order_by("-at").values_list("subject", flat=True)[:LOOKED]
    order: list[UUID] = [pk for pk in dict.fromkeys(last) if pk]
    rows = policy.visible_to(known(actor).filter(pk__among=order), actor, VIEW_ADULT)
    found = {each.pk: each for each in rows}
    return [found[pk] for pk in order if pk in found][:RECENT]


def persons(adult: Adult, actor: Actor) -> list[tuple[str, str]]:
    """Return the people’s records that the actor may see and that agree with an adult."""
    said = recognition.said_of(adult).facts
    home = frozenset({(keys.address_key(*adult.address.splitlines()), adult.postcode)})
    facts = Facts(names=said.names, born_on=said.born_on, addresses=home)
    found = {each.person.pk: each.person for each in matching.suggest(facts, actor)}
    linked = _person(adult, actor)
    found |= {linked.pk: linked} if linked else {}
    return [(str(pk), person_called(each)) for pk, each in found.items()]


def _person(adult: Adult, actor: Actor) -> Person | None:
    if adult.person_id is None:
        return None
    rows = Person.objects.filter(pk=adult.person_id)
    return policy.visible_to(rows, actor, VIEW_SUMMARY).first()


def _files(adult: Adult, actor: Actor) -> list[Allegation]:
    rows = Allegation.objects.filter(adult=adult.pk).select_related("employer")
    return list(policy.visible_to(rows, actor, VIEW_ALLEGATION))


def _asked(adult: Adult, actor: Actor) -> list[Consultation]:
    rows = Consultation.objects.filter(adult=adult.pk)
    return list(policy.visible_to(rows, actor, VIEW_CONSULTATION))


def _told(
    files: Sequence[Allegation], asked: Sequence[Consultation], posts: Sequence[Post]
) -> Iterator[Told]:
    for file in files:
        where = f", {file.employer}" if file.employer else ""
        yield Told(
            file.received_on, f"{file} received: {file.get_category_display().lower()}{where}", file
        )
        if file.closed_on:
            how = file.get_outcome_display() or file.get_closing_display()
            yield Told(file.closed_on, f"{file} closed: {how.lower()}", file)
    for each in asked:
        yield Told(each.received_on, f"{each} received", each)
        if each.ended_on:
            how = each.get_advised_display() or each.get_state_display()
            yield Told(each.ended_on, f"{each} ended: {how.lower()}", each)
    for post in posts:
        if post.since:
            yield Told(post.since, f"Began: {_post(post)}", post.employer)
        if post.until:
            yield Told(post.until, f"Left: {_post(post)}", post.employer)


def _post(post: Post) -> str:
    return f"{post.job} at {post.employer}" if post.job else str(post.employer)


def employers_to_choose(actor: Actor) -> list[tuple[str, str]]:
    """Return the employers of the register, to choose one."""
    rows = Employer.objects.filter(
        policy.near(Employer, actor, VIEW_EMPLOYER), state=KnownState.KNOWN
    )
    seen = policy.visible_to(rows, actor, VIEW_EMPLOYER).order_by("name")
    return [(str(pk), name) for pk, name in seen.values_list("pk", "name")]
