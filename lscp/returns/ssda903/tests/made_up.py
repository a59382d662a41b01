"""A made-up return of both years in which nearly everything is wrong somewhere."""

import random

from lscp.core import vocab
from lscp.returns.ssda903 import tables

YEAR = 2027  # the first year that has every table
CHILDREN = [str(number) for number in range(1, 161)]
DAYS = (
    "15/05/2026", "15/05/2026", "16/05/2026", "01/04/2026", "31/03/2027", "01/04/2027",
    "01/09/2024", "01/09/2024", "29/03/2027", "01/01/2016", "13/10/1991",
    "30/02/2027", "soon", None, None,
)  # fmt: skip
BIRTHS = (
    "01/06/2009",
    "01/06/2012",
    "02/04/2022",
    "29/02/2020",
    "01/06/1999",
    "15/05/2026",
    "01/04/2027",
    None,
)
FIXED = {
    "DOB": BIRTHS, "MC_DOB": ("01/06/2025", "15/05/2026", "01/06/2027", "soon", None), "REC": (
        "X1", "X1", "E11", "E12", "E2", "E3", "E4A", "E45", "E5", "E7", "E17", "E8", "E9Z", None,
        None, None,
    ), "RNE": ("S", "S", "L", "P", "B", "T", "Z", None),
    "PLACE": (
        "K2", "U1", "U4", "P1", "P1", "P3", "R5", "S1", "H5", "K3", "A3", "A5", "T1", "T3", "T3",
        "T4", "?", None,
    ), "LS": (
        "C2", "V2", "V2", "V3", "V3", "V4", "V4", "E1", "L1", "L2", "L3", "J1", "J2", "?", None,
    ),
    "UASC": (*"00000012", None), "MOTHER": ("0", "1", "2", None), "SEX": ("M", "F", "F", "U", "X"),
    "UPN": ("UN1", "UN4", "A123456789012", "wrong", None), "URN": ("SC1", "SC2", "XXXXXXX", None),
    "PL_POST": ("W1 1AA", "W2 2BB", "none", None), "HOME_POST": ("W1 1AA", "W3 3CC", "none", None),
    "PL_LA": ("E09000033", "E09000020", "WAL", None), "PL_LOCATION": ("IN", "OUT", "X", None),
    "PL_DISTANCE": ("1.5", "400", "5000", "-1", None), "SDQ_SCORE": ("12", "41", "x", None, None),
    "SDQ_REASON": ("SDQ1", "SDQ9", None, None), "SW_ID": ("SW1", "AB1"),
    "NB_ADOPTR": ("1", "2", "3", None), "FOSTER_CARE": ("0", "1", "2", None),
    "SEX_ADOPTR": ("M1", "MM", "MF", "Z", None),
    "LS_ADOPTR": ("L0", "L11", "L12", "L2", "L3", "L4", "L5"),
    "LA_PERM": ("213", "x", None), "DATE_PERM": ("01/05/2015", "ZZ/ZZ/2012", "32/01/2012", None),
    "PLACE_CODES": ("K2,U4", "A5"), "PROVIDER_CODES": ("PR1", "PR4"), "POSTCODE": ("W11AA",),
    "LA_CODE_INFERRED": ("E09000033", "E09000020"), "REG_END": ("01/09/2024", None),
    "LA": ("E09000033",), "EAST": ("1000",), "NORTH": ("1000",), "LA_NAME_INFERRED": ("x",),
    "LA_NAME_FROM_FILE": ("x",),
}  # fmt: skip
SETS = {
    "ETHNIC": "cin/ethnicity",
    "CIN": "ssda903/category_of_need", "PLACE_PROVIDER": "ssda903/placement_provider",
    "REASON_PLACE_CHANGE": "ssda903/placement_change_reason", "MISSING": "ssda903/missing",
    "REVIEW_CODE": "ssda903/review_participation", "IN_TOUCH": "ssda903/in_touch",
    "ACTIV": "ssda903/activity", "ACCOM": "ssda903/accommodation",
    "REASON_PLACED_CEASED": "ssda903/reason_placed_ceased",
    "PREV_PERM": "ssda903/previous_permanence", "SW_REASON": "ssda903/social_worker_change_reason",
}  # fmt: skip
TWO_WAYS = ("0", "1", "1", "2", None)


def values(column, kind):
    """Return what a column may hold, wrong values and none among them."""
    if column in FIXED:
        return FIXED[column]
    if kind == "day":
        return DAYS
    if column in SETS:
        codes = [code.code for code in vocab.code_set(SETS[column])]
        return (*codes, "?", None, None)
    return TWO_WAYS


def made_up(seed=903):
    """Return the tables of a return, the lists beside it among them."""
    chance, made = random.Random(seed), {}
    for name in tables.KEYS:
        columns = {leaf.name: values(leaf.name, leaf.kind) for leaf in tables.values(name)}
        made[name] = [
            {column: chance.choice(of) for column, of in columns.items()} | of_child
            for of_child in _children(name, chance)
        ]
        made[name].append(dict.fromkeys(columns))
    return made


def _children(name, chance):
    """Return a row of each child in a table: some twice, some in no table but a few."""
    if "CHILD" not in tables.columns(name):
        return [{}] * 2
    few = name.startswith("UASC")
    some = CHILDREN[:40] if few else CHILDREN[:-20] if name.startswith("Episodes") else CHILDREN
    again = [child for child in some if chance.random() < 0.8]
    return [{"CHILD": child} for child in [*some, *again] if chance.random() < 0.8]


def shuffled(made, seed=1):
    """Return the tables with the children mixed, and which row each row was.

    Which of two rows comes first means something, so those of one child keep their order.
    """
    chance, mixed, places = random.Random(seed), {}, {}
    for name, rows in made.items():
        order = list(range(len(rows)))
        chance.shuffle(order)
        of = {}
        for at in sorted(order):
            of.setdefault(rows[at].get("CHILD"), []).append(at)
        waiting = {child: iter(each) for child, each in of.items()}
        places[name] = [next(waiting[rows[at].get("CHILD")]) for at in order]
        mixed[name] = [rows[at] for at in places[name]]
    return mixed, places
