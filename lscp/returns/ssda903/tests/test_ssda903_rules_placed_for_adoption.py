"""Each rule about placing a child for adoption, or permanence before, finds what breaks it."""

import pytest

from lscp.returns.ssda903.tests.marked import cases, found_and_marked

DAYS = "DATE_PLACED DATE_PLACED_CEASED"
ALL = f"{DAYS} REASON_PLACED_CEASED"
PERM = "PREV_PERM LA_PERM DATE_PERM"


def of(text, **others):
    """Return a case of the decisions' table, alone or beside others."""
    return ({"PlacedAdoption": text, **others},)


def perm(text, **others):
    """Return a case of the table of previous permanence, alone or beside others."""
    return ({"PrevPerm": text, **others},)


CASES = {
    "115": [of("DATE_PLACED | 01/01/2021 | - | 31/02/2021 *")],
    "116": [of("DATE_PLACED_CEASED | 01/01/2021 | - | 31/02/2021 *")],
    "119": [of("DATE_PLACED_CEASED REASON_PLACED_CEASED | 01/01/2021 - * | - RD1 * | - - | x RD1")],
    "120": [of("REASON_PLACED_CEASED | RD1 | RD4 | - | RD5 * | rd1 *")],
    "184": [
        of(
            "CHILD DATE_PLACED | 1 31/01/2020 * | 2 01/02/2020 | 3 - | 4 01/01/2000",
            Header="CHILD DOB | 1 01/02/2020 | 2 01/02/2020 | 3 01/02/2020 | 4 -",
        )
    ],
    "522": [of(f"{DAYS} | 02/01/2021 01/01/2021 * | 01/01/2021 01/01/2021 | 01/01/2021 - | - -")],
    "563": [of(f"{ALL} | - 01/01/2021 - * | - - RD1 * | 01/01/2021 - RD1 | - - -")],
    "579": [
        of(
            f"CHILD {DAYS} | 1 01/01/2021 - | 1 01/02/2021 - * | 2 01/01/2021 01/02/2021 "
            "| 2 01/02/2021 - | 3 01/01/2021 01/02/2021 | 3 31/01/2021 - * | 4 - - | 4 01/01/2021 -"
        )
    ],
    "583": [
        of(
            f"CHILD {DAYS} | 1 01/01/2021 - * | 1 01/02/2021 - | 2 01/01/2021 01/02/2021 "
            "| 2 01/02/2021 - | 3 01/02/2021 - | 3 01/01/2021 - *"
        )
    ],
    "559": [
        of(
            "CHILD DATE_PLACED | 1 31/03/2021 * | 2 01/04/2021 | 3 31/03/2021 | 4 31/03/2021 *",
            PlacedAdoption_last="CHILD DATE_PLACED | 1 - | 2 - | 3 31/03/2021",
        )
    ],
    "560": [
        of(
            f"CHILD {ALL} | 1 02/01/2021 - - * | 2 01/01/2021 - - | 3 02/01/2021 - - "
            "| 4 02/01/2021 - - | 5 01/01/2021 01/06/2021 RD1 | 5 01/07/2021 - -",
            PlacedAdoption_last=f"CHILD {ALL} | 1 01/01/2021 - - | 2 01/01/2021 - - "
            "| 3 01/01/2021 01/02/2021 RD1 | 4 - - - | 5 01/01/2021 - -",
        )
    ],
    "561": [
        of(
            f"CHILD {ALL} | 1 01/01/2021 - - * | 2 01/01/2021 - - | 3 02/03/2021 - -",
            PlacedAdoption_last=f"CHILD {ALL} | 1 01/01/2021 01/02/2021 RD1 | 2 01/01/2021 - - "
            "| 3 01/01/2021 01/02/2021 RD1",
        )
    ],
    "584": [
        of(
            f"CHILD {ALL} | 1 31/12/2020 - - * | 2 02/01/2021 - - | 3 31/12/2020 - - | 4 - - - *",
            PlacedAdoption_last=f"CHILD {ALL} | 1 01/01/2021 01/02/2021 - | 2 01/01/2021 - RD1 "
            "| 3 01/01/2021 - - | 4 01/01/2021 - RD1",
        )
    ],
    "117": [
        of(
            f"CHILD {DAYS} | 1 01/04/2022 - * | 2 01/01/2021 02/06/2021 * | 3 01/06/2021 - "
            "| 4 01/06/2021 - | 5 01/04/2022 - * | 6 31/03/2022 -",
            Episodes="CHILD DECOM DEC REC | 1 01/01/2021 - - * | 2 01/01/2021 01/06/2021 E4A * "
            "| 3 01/01/2021 01/06/2021 E8 | 4 01/01/2021 01/05/2021 X1 "
            "| 2 01/01/2020 01/01/2021 X1",
        )
    ],
    "118": [
        of(
            "CHILD DATE_PLACED_CEASED | 1 31/03/2021 * | 2 01/06/2021 * | 3 01/06/2021 | 4 - "
            "| 5 31/03/2021 *",
            Episodes="CHILD DECOM LS | 1 01/01/2020 C2 * | 2 01/05/2021 V3 | 2 02/06/2021 E1 * "
            "| 2 01/07/2021 E1 | 3 01/06/2021 E1 | 4 01/01/2022 E1",
        )
    ],
    "551": [
        of(
            "CHILD DATE_PLACED | 1 - | 2 01/01/2021 | 4 -",
            Episodes="CHILD PLACE | 1 A3 * | 2 A3 | 3 A6 * | 4 U1",
        )
    ],
    "552": [
        of(
            "CHILD DATE_PLACED | 1 02/06/2021 * | 2 01/06/2021 | 3 02/06/2021 | 4 -",
            Episodes="CHILD DECOM PLACE | 1 01/06/2021 A3 * | 2 01/06/2021 A3 | 3 01/06/2021 U1 "
            "| 4 01/06/2021 A3",
        )
    ],
    "553": [
        of(
            f"CHILD {ALL} | 1 - 01/01/2021 RD1 * | 2 01/01/2021 - - | 4 01/01/2021 01/02/2021 RD1",
            Episodes="CHILD LS DEC | 1 E1 - * | 2 E1 - | 3 E1 - * | 4 E1 01/06/2021 | 5 C2 -",
        )
    ],
    "554": [
        of(
            "CHILD DATE_PLACED | 1 02/06/2021 * | 2 01/06/2021 | 3 02/06/2021",
            Episodes="CHILD DECOM LS | 1 02/07/2021 E1 | 1 01/06/2021 E1 * | 2 01/06/2021 E1 "
            "| 3 01/06/2021 C2",
        )
    ],
    "557": [
        of(
            f"CHILD {ALL} | 1 01/01/2021 - - * | 2 01/01/2021 01/06/2021 RD1 "
            "| 3 01/01/2021 01/06/2021 - * | 4 01/01/2021 - - | 5 01/01/2021 - - "
            "| 7 01/01/2021 - -",
            Episodes="CHILD LS PLACE REC | 1 E1 U1 E4A * | 2 E1 U1 E4A | 3 C2 A3 E4A * "
            "| 4 E1 A3 E11 | 5 E1 A3 X1 | 6 E1 U1 E3 * | 7 C2 U1 E4A | 7 E1 U1 -",
        )
    ],
    "558": [
        of(
            "CHILD DATE_PLACED_CEASED | 1 01/01/2021 * | 2 - | 3 01/01/2021",
            Episodes="CHILD REC | 1 E11 * | 2 E12 | 3 E4A | 1 X1",
        )
    ],
    "1003": [
        of(
            "CHILD DATE_PLACED | 1 31/05/2021 * | 2 01/06/2021 | 3 31/05/2021 | 4 31/05/2021",
            Episodes="CHILD DECOM RNE | 1 01/06/2021 S * | 1 01/07/2021 S | 2 01/06/2021 S "
            "| 3 01/06/2021 P | 4 01/05/2021 S | 4 01/07/2021 S",
        )
    ],
    "631": [perm("PREV_PERM | P1 | Z1 | - | P5 * | z1 *")],
    "633": [perm("LA_PERM | 352 | 999 | NUK | - | 35 * | XXX * | 3521 *")],
    "635": [
        perm(
            f"{PERM} | Z1 352 01/01/2020 * | - 352 - * | - - 01/01/2020 * | Z1 - - | - - - "
            "| P1 352 01/01/2020 | Z1 352 -"
        )
    ],
    "630": [
        perm(
            f"CHILD {PERM} | 1 P1 352 01/01/2020 | 2 - - - * | 3 P1 - 01/01/2020 * | 4 Z1 - - "
            "| 6 - - - | 7 - - -",
            Episodes="CHILD DECOM RNE | 1 01/04/2021 S | 2 01/04/2021 S * | 3 31/03/2022 S * "
            "| 4 01/06/2021 S | 5 01/06/2021 S * | 6 31/03/2021 S | 7 01/06/2021 P",
        )
    ],
    "632": [
        perm(
            "CHILD DATE_PERM | 1 31/02/2020 * | 2 01/06/2021 * | 3 ZZ/05/2021 | 4 ZZ/ZZ/ZZZZ "
            "| 5 ZZ/ZZ/ZZ * | 6 ZZ/07/2021 * | 7 - | 8 05/13/2020 *",
            Episodes="CHILD DECOM | 1 01/06/2021 * | 2 01/06/2021 * | 2 02/06/2021 | 3 01/06/2021 "
            "| 4 01/06/2021 | 5 01/06/2021 * | 6 01/06/2021 * | 7 01/06/2021 | 8 01/06/2021 *",
        )
    ],
    "634": [
        perm(
            f"CHILD {PERM} | 1 P1 - - * | 2 P1 - - | 3 - - - | 4 - 352 - | 5 P1 - -",
            Episodes="CHILD DECOM | 1 31/03/2016 * | 1 01/01/2015 * | 2 01/04/2016 | 3 01/01/2015 "
            "| 4 01/01/2015 | 4 01/01/2020",
        )
    ],
}


@pytest.mark.parametrize(("code", "tables"), cases(CASES))
def test_a_rule_finds_the_rows_that_break_it_and_no_others(code, tables):
    found, marked = found_and_marked(code, tables)
    assert marked
    assert found == marked
