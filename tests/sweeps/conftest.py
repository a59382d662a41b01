"""One partnership for each file of sweeps, whose rows are gone afterwards."""

import pytest
from django.db import transaction

from tests.sweeps.partnership import build


@pytest.fixture(scope="module")
def partnership(django_db_setup, django_db_blocker):
    """A partnership with a record of every kind. A test that changes it wraps that in `undone`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def undone(partnership):
    """Take back whatever a test changes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
