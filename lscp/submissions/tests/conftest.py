"""What the tests of checks share: a check that is run within the test's own transaction."""

import pytest

from lscp.submissions import checks


@pytest.fixture
def at_once(monkeypatch):
    """Check within the test's own transaction."""

    class Worker:
        def __init__(self, check):
            checks.run(check.pk)

        def join(self, seconds):
            """It has ended."""

    monkeypatch.setattr(checks, "start", Worker)
