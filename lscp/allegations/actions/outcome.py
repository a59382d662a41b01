"""Duties to tell, what is done for those concerned, and how it ends."""

from datetime import date

from django.db.models import TextChoices

from lscp.allegations.models import Allegation, FormerClosing, Step
from lscp.allegations.models.allegation import Closing
from lscp.allegations.workflow import ALLEGATION
from lscp.core.actions import action, also
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused, stated

from .allegation import coded, keep, past


class Told(TextChoices):
    """Who has to be told."""

    DBS = "dbs", "Disclosure and Barring Service"
    REGULATOR = "regulator", "Regulator"


@action(ALLEGATION, "Record a duty to tell")
def require_notice(
    allegation: Allegation, *, by: Actor, whom: str, since: date, because: str, regulator: str = ""
) -> None:
    """Record since when the Disclosure and Barring Service or a regulator has to be told."""
    duty = _duty(whom)
    if getattr(allegation, f"{duty}_duty_on"):
        raise Refused("This duty is on record already.", field="whom")
    if whom == Told.REGULATOR:
        if not regulator:
            raise Refused("Select which regulator has to be told.", field="regulator")
        allegation.regulator = coded("lado/regulator", regulator, "regulator")
    reason = stated(because, "Enter why they have to be told", "because")
    setattr(allegation, f"{duty}_duty_on", past(since, "since", "known"))
    setattr(allegation, f"{duty}_words", reason)


@action(ALLEGATION, "Record that they were told")
def give_notice(
    allegation: Allegation, *, by: Actor, whom: str, told_on: date, words: str = ""
) -> None:
    """Record when whoever has to be told was told, by whom and under which number."""
    duty = _duty(whom)
    since = getattr(allegation, f"{duty}_duty_on")
    if since is None:
        raise Refused("There is no such duty. Record first that they have to be told.",
                      field="whom")  # fmt: skip
    if getattr(allegation, f"{duty}_told_on"):
        raise Refused("They were told already.", field="whom")
    setattr(allegation, f"{duty}_told_on", past(told_on, "told_on", "told", since=since))
    said = (getattr(allegation, f"{duty}_words"), words.strip())
    setattr(allegation, f"{duty}_words", "\n\n".join(filter(None, said)))


@action(ALLEGATION, "Record support, feedback or learning")
def record_step(allegation: Allegation, *, by: Actor, sort: str, on: date, words: str) -> None:
    """Record what was done for the adult, the child, the parents or the employer."""
    if sort not in Step.Sort.values:
        raise Refused("Select what was done.", field="sort")
    past(on, "on", "done")
    said = stated(words, "Enter what was done or said", "words")
    also(Step(allegation=allegation, sort=sort, on=on, words=said))


@action(ALLEGATION, "Close with an outcome")
def close_allegation(allegation: Allegation, *, by: Actor, outcome: str, because: str) -> None:
    """Record what was found, on the balance of probabilities, when each strand has ended."""
    going_on = [str(each) for each in allegation.strands.filter(ended_on=None)]
    if going_on:
        raise Refused(f"End each strand first. Still open: {', '.join(sorted(going_on))}.")
    allegation.outcome = coded("lado/outcome", outcome, "outcome")
    allegation.outcome_because = stated(because, "Enter the reasons for the outcome", "because")
    allegation.closing = Closing.OUTCOME
    allegation.closed_on, allegation.closed_by_id = today(), by.user
    keep(allegation)


@action(ALLEGATION, "Open again")
def reopen_allegation(allegation: Allegation, *, by: Actor, because: str) -> None:
    """Open a file again that had met the threshold; how it had ended stays on it."""
    if allegation.opened_on is None or allegation.closed_on is None:
        raise Refused(
            "The threshold was not met here, so this cannot be opened again. Record what is new "
            "as a referral of its own."
        )
    if allegation.held_on:
        raise Refused("This file is held for an inquiry or a claim. Release it first.")
    also(
        FormerClosing(
            allegation=allegation, closing=allegation.closing, outcome=allegation.outcome,
            closed_on=allegation.closed_on, because=allegation.outcome_because,
            reopened_on=today(), reopened_because=stated(because, "Enter the reason", "because"),
        )
    )  # fmt: skip
    allegation.closing = allegation.outcome = allegation.outcome_because = ""
    allegation.passed_to = ""
    allegation.closed_on = allegation.closed_by = allegation.keep_until = None
    allegation.review_from = today()


def _duty(whom: str) -> str:
    if whom not in Told.values:
        raise Refused("Select who has to be told.", field="whom")
    return Told(whom).value
