"""Builders of the register’s records, by its actions, for its tests."""

from datetime import date

from lscp.allegations import actions
from lscp.core.time import now, today
from lscp.core.vocab import codes

BORN = date(1984, 3, 9)


def employer(by, name="Elm Street School", **more):
    """Record an employer."""
    return actions.record_employer(by=by, name=name, **{"sector": "school", **more})


def adult(by, given="Neville", family="Tranter", **more):
    """Record an adult."""
    return actions.record_adult(by=by, given=given, family=family, **{"born_on": BORN, **more})


def allegation(by, about=None, **more):
    """Record a referral about an adult, a new one unless one is given."""
    known = {
        "received_on": today(), "agency": "school", "sector": "sport", "category": "physical",
        "happened": "A push in the corridor",
    }  # fmt: skip
    return actions.record_allegation(by=by, adult=about or adult(by), **{**known, **more})


def weighed(made, by, *met):
    """Weigh the four criteria; those named are met."""
    for code in codes("lado/criterion"):
        made = actions.weigh_threshold(
            made, by=by, criterion=code, is_met=code in met, because="As was told"
        )
    return made


def opened(by, about=None, **more):
    """Record a referral that meets the threshold."""
    made = weighed(allegation(by, about, **more), by, "harmed")
    return actions.meet_threshold(made, by=by, evaluation="Two children saw it")


def closed(by, about=None, outcome="unsubstantiated", **more):
    """Record a referral that is closed with an outcome."""
    return actions.close_allegation(
        opened(by, about, **more), by=by, outcome=outcome, because="Two accounts, no more"
    )


def consultation(by, **more):
    """Record a consultation that names nobody."""
    asked = {
        "received_on": today(), "agency": "school", "sector": "school",
        "summary": "A teaching assistant shouted at a pupil",
    }  # fmt: skip
    return actions.record_consultation(by=by, **asked | more)


def signs(client, actor):
    """Leave in a session what confirming who one is leaves there."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": now().timestamp(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(actor.user)
    session.save()
