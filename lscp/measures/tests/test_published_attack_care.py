"""The attacker again, on what is published of children in care."""

import pytest
from test_published_attack import MEMBERS, Attacker

from lscp.core import periods
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.facts import together
from lscp.core.figures import PARTNERSHIP
from lscp.core.indicators import evaluate
from lscp.demo.care import years
from lscp.measures import official
from lscp.measures.indicators import load
from lscp.measures.published import view
from lscp.measures.reconcile import reconcile

TABLES = ("ssd_cla_", "ssd_care_leavers", "lscp_cla_")


def figures_of(year):
    made = [facts for each in MEMBERS for when, facts in years.made(each).items() if when <= year]
    facts = together(made).with_table("lscp_population", official.population())
    chosen = [
        each for each in load().values() if any(need.startswith(TABLES) for need in each.needs)
    ]
    return evaluate(chosen, facts, periods.year(year), by=BREAKDOWNS, members=MEMBERS)


@pytest.mark.slow
@pytest.mark.parametrize("year", years.YEARS)
def test_the_attacker_finds_no_small_number_of_children_in_care_but_what_the_dfe_gives_away(year):
    figures = figures_of(year)
    cells = reconcile(figures, official.committed(), year=year)
    whole = view(figures, official=official.committed())
    attacker = Attacker([whole.shown(figure) for figure in figures], figures, cells)
    small = [key for key in attacker.hidden if 1 <= attacker.true[key] <= 5]
    assert len(small) > 200
    given = {(c.indicator, c.authority, c.breakdown, c.category, c.part[0])
             for c in whole.given_away}  # fmt: skip
    open_to_all = given | attacker.known.keys()
    for key in attacker.determined(small):
        added_up = key[1] == PARTNERSHIP and all(
            (key[0], member, *key[2:]) in open_to_all for member in MEMBERS
        )
        assert key in given or added_up, key
