"""People as tests need them: recorded by actions, by colleagues who may."""

import pytest

from lscp.core.time import today
from lscp.people import actions


def _years_ago(years):
    return today().replace(day=1, year=today().year - years)


@pytest.fixture
def years_ago():
    """Return the first day of this month, so many years ago."""
    return _years_ago


@pytest.fixture
def social_worker(someone, cast):
    """A social worker of Kensington's assessment team."""
    return someone("social_worker", team=cast.kensington_assessment, name="Sam Okoro")


@pytest.fixture
def manager(someone, cast):
    """The manager of that team."""
    return someone("team_manager", team=cast.kensington_assessment, name="Mo Dixon")


@pytest.fixture
def child(social_worker):
    """A child of eight, recorded by the social worker."""
    return actions.record_person(
        by=social_worker, given="Amara", family="Nwosu", date_of_birth=_years_ago(8), sex="F",
        ethnicity="BAFR", lines="12 Elm Street\nLondon", postcode="W8 5TT",
    )  # fmt: skip


@pytest.fixture
def mother(social_worker):
    """The child's mother."""
    return actions.record_person(
        by=social_worker, given="Ngozi", family="Nwosu", date_of_birth=_years_ago(34)
    )
