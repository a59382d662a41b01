"""Builders of the register’s records, by its actions, for its tests."""

from datetime import date

from lscp.allegations import actions

BORN = date(1984, 3, 9)


def employer(by, name="Elm Street School", **more):
    """Record an employer."""
    return actions.record_employer(by=by, name=name, **{"sector": "school", **more})


def adult(by, given="Neville", family="Tranter", **more):
    """Record an adult."""
    return actions.record_adult(by=by, given=given, family=family, **{"born_on": BORN, **more})
