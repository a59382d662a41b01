"""Tables are given to the rules whatever their header says."""

import pytest

from lscp.returns.given import given


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "soon", None])
def test_a_header_of_no_possible_year_is_of_the_newest_one(day):
    seen = given("cin", {"Header": [{"ReferenceDate": day}]}, year=None, metadata={})
    assert seen.tables.end.isoformat() == "2026-03-31"
