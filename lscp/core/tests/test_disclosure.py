"""Small numbers stay hidden, and the proof of it is another table."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.core.disclosure import System, conceal, exposed


def row(*values: int, total: bool = True) -> System:
    """Return one row of cells 0, 1, … and, where asked, its total."""
    cells = dict(enumerate(values)) | ({"total": sum(values)} if total else {})
    system = System(cells, costs={"total": 1})
    if total:
        system.tie({key: 1 for key in range(len(values))} | {"total": -1})
    return system


def test_a_small_number_alone_in_its_row_takes_the_smallest_other_with_it():
    done = conceal(row(3, 40, 20, 0), small=[0])
    assert done.hidden == {0, 2}
    assert not done.unproven


def test_two_ones_need_a_third_since_nothing_else_adds_to_two():
    assert conceal(row(1, 1, 9, 30), small=[0, 1]).hidden == {0, 1, 2}


def test_zeros_are_never_hidden():
    assert conceal(row(2, 0, 0), small=[0]).hidden == {0, "total"}


def test_what_everybody_knows_cannot_be_hidden_and_is_said_to_give_a_cell_away():
    done = conceal(row(4, 40, 20), small=[0], public=[1, 2, "total"])
    assert done.unproven == {0}
    assert done.hidden == {0}


def test_a_row_without_a_total_needs_no_second_cell():
    assert conceal(row(3, 40, total=False), small=[0]).hidden == {0}


def grid(*rows: tuple[int, ...]) -> System:
    """Return rows (authorities) by columns (categories), with totals of both."""
    cells = {(r, c): v for r, values in enumerate(rows) for c, v in enumerate(values)}
    rows_, columns = range(len(rows)), range(len(rows[0]))
    cells |= {(r, "all"): sum(rows[r]) for r in rows_}
    cells |= {("all", c): sum(values[c] for values in rows) for c in columns}
    cells[("all", "all")] = sum(map(sum, rows))
    follows = {(r, c): {("all", c)} for r in rows_ for c in columns}
    system = System(cells, costs={key: 2 for key in cells if key[1] == "all"}, follows=follows)
    for r in (*rows_, "all"):
        system.tie({(r, c): 1 for c in columns} | {(r, "all"): -1})
    for c in (*columns, "all"):
        system.tie({(r, c): 1 for r in rows_} | {("all", c): -1})
    return system


def test_the_other_authority_and_the_partnership_do_not_give_a_cell_away():
    system = grid((3, 40, 20, 60), (50, 41, 21, 61))
    done = conceal(system, small=[(0, 0)])
    assert done.hidden == {(0, 0), (0, 2), ("all", 0), ("all", 2)}
    assert not exposed(system, small=[(0, 0)], hidden=done.hidden)


def test_the_partnership_is_shown_where_both_authorities_are_hidden_and_it_gives_nothing_away():
    done = conceal(grid((3, 4, 20, 60), (4, 5, 21, 61)), small=[(0, 0), (0, 1), (1, 0), (1, 1)])
    assert {("all", 0), ("all", 1)} & done.hidden == set()


def other_tables(system: System, hidden: set, most: int) -> dict:
    """Return each hidden cell's possible values, by trying every table: the slow, sure way."""
    cells = sorted(hidden, key=str)
    found = {cell: set() for cell in cells}
    ranges = [range(1, most + 1) for _ in cells]
    for values in itertools.product(*ranges):
        table = system.values | dict(zip(cells, values, strict=True))
        if all(
            sum(by * table[key] for key, by in equation.items())
            == sum(by * system.values[key] for key, by in equation.items())
            for equation in system.equations
        ):
            for cell, value in zip(cells, values, strict=True):
                found[cell].add(value)
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
)
def test_no_small_cell_of_a_table_has_but_one_value_that_fits(first, second):
    system = grid(tuple(first), tuple(second))
    small = [key for key, value in system.values.items() if 1 <= value <= 5]
    done = conceal(system, small=small)
    assert set(small) <= done.hidden
    assert not any(system.values[key] == 0 for key in done.hidden)
    assert not exposed(system, small=set(small) - done.unproven, hidden=done.hidden)
    if len(done.hidden) <= 3:
        possible = other_tables(system, set(done.hidden), 20)
        assert all(len(possible[key]) > 1 for key in set(small) - done.unproven)
