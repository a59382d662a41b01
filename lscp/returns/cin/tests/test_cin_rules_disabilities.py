"""The rules about disability codes, on censuses as they are read."""

import pytest

from lscp.returns.cin.tests.census_text import found

WHOLE = {(None, None)}
EIGHT = ("MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "NONE")


def having(*codes):
    return {"Disability": list(codes)}


# code: [(children, what is found), …]
BREAKS = {
    "2887Q": [
        ([having(code) for code in EIGHT[:7]], WHOLE),
        ([having(code) for code in (*EIGHT[:7], "MOB")], WHOLE),
        ([having()], WHOLE),
    ],
    "2888Q": [
        ([having("AUT"), having("NONE")], WHOLE),
        ([having("AUT", "AUT"), having("LD")], WHOLE),
    ],
    "8790": [
        (
            [having("LD"), having("NONE", "AUT", "LD"), having("NONE")],
            {("Disabilities", row) for row in (1, 2, 3)},
        )
    ],
    "8794": [
        (
            [having("LD"), having("AUT", "LD", "AUT")],
            {("Disabilities", 1), ("Disabilities", 3)},
        )
    ],
}
KEEPS = {
    "2887Q": [[having(code) for code in EIGHT], [having(*EIGHT[:7]), having("NONE")]],
    "2888Q": [[having("AUT", "LD"), having("NONE")], [having()]],
    "8790": [[having("NONE"), having("AUT", "LD")]],
    "8794": [[having("AUT", "LD"), having("AUT")]],
}


@pytest.mark.parametrize(
    ("code", "children", "expected"),
    [(code, *case) for code, cases in BREAKS.items() for case in cases],
)
def test_a_rule_finds_what_breaks_it(code, children, expected):
    assert found(code, *children) == expected


@pytest.mark.parametrize(
    ("code", "children"), [(code, case) for code, cases in KEEPS.items() for case in cases]
)
def test_a_rule_finds_nothing_where_it_is_kept(code, children):
    assert found(code, *children) == set()
