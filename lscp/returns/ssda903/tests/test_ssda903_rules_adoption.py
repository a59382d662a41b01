"""Each rule about an adopted child finds what breaks it, and nothing else."""

import pytest

from lscp.returns.ssda903.tests.marked import cases, found_and_marked

ALL = "DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR"
WHOLE = "01/01/2021 01/01/2021 0 1 M1 L0"


def of(text, **others):
    """Return a case of the adopted children's table, alone or beside others."""
    return ({"AD1": text, **others},)


def status(wrong, right):
    """Return a case of legal statuses and sexes, those that do not fit first."""
    rows = [f"{each} *" for each in wrong] + list(right)
    return of(" | ".join(("LS_ADOPTR SEX_ADOPTR", *rows)))


CASES = {
    "112": [of("DATE_INT | 01/01/2021 | - | 31/02/2021 *")],
    "113": [of("DATE_MATCH | 01/01/2021 | - | 31/02/2021 *")],
    "114": [of("FOSTER_CARE | 0 | 1 | - | 2 * | y *")],
    "151": [of(f"{ALL} | {WHOLE} | - - - - - - | - - - - - L0 * | 01/01/2021 - - - - - *")],
    "175": [of("NB_ADOPTR | 1 | 2 | - | 0 * | 3 *")],
    "176": [of("SEX_ADOPTR | M1 | FF | MF | - | m1 * | FM *")],
    "177": [of("LS_ADOPTR | L0 | L11 | L12 | L2 | L3 | L4 | - | L1 * | l0 *")],
    "333": [
        of(
            "DATE_INT DATE_MATCH | 02/01/2021 01/01/2021 * | - 01/01/2021 * "
            "| 01/01/2021 01/01/2021 | 01/01/2021 - | - -"
        )
    ],
    "511": [of("NB_ADOPTR SEX_ADOPTR | 2 M1 * | 2 - * | 2 MF | 1 M1 | - M1")],
    "514": [status(["L0 MM", "L0 -"], ["L0 M1", "L0 F1", "L2 MM", "- MM"])],
    "517": [status(["L3 MM", "L3 -"], ["L3 MF", "L4 MM", "- MM"])],
    "518": [status(["L4 MF", "L4 M1", "L4 -"], ["L4 MM", "L4 FF", "L3 MF"])],
    "519": [status(["L2 M1", "L2 -"], ["L2 MM", "L2 FF", "L2 MF", "L0 M1"])],
    "520": [status(["L11 MM", "L11 FF", "L11 -"], ["L11 MF", "L12 MM"])],
    "524": [status(["L12 MF", "L12 M1"], ["L12 MM", "L12 FF", "L11 MF"])],
    "331": [
        of(
            "CHILD DATE_MATCH | 1 02/06/2021 * | 2 01/06/2021 | 3 02/06/2021 | 4 -",
            Episodes="CHILD DECOM REC | 1 01/06/2021 E11 * | 2 01/06/2021 E12 | 3 01/06/2021 X1 "
            "| 4 01/06/2021 E11 | 1 01/01/2021 X1",
        )
    ],
    "334": [
        of(
            "CHILD DATE_INT | 1 31/05/2021 * | 2 01/06/2021 | 3 01/01/2020 | 4 -",
            Episodes="CHILD DECOM RNE | 1 01/01/2019 S | 1 01/06/2021 S * | 2 01/06/2021 S "
            "| 3 01/06/2021 P | 4 01/06/2021 S",
        )
    ],
    "335": [
        of(
            "CHILD FOSTER_CARE | 1 0 * | 2 1 * | 3 0 | 4 1 | 5 0 | 6 -",
            Episodes="CHILD PLACE REC | 1 A3 E11 * | 2 A6 E12 * | 3 A6 E11 | 4 A5 E11 | 5 A3 X1 "
            "| 6 A3 E11 | 1 A5 X1",
        )
    ],
    "521": [
        of(
            "CHILD DATE_INT | 1 02/06/2021 * | 2 01/06/2021 | 3 02/06/2021 | 4 -",
            Episodes="CHILD DECOM PLACE | 1 01/06/2021 A3 * | 1 02/06/2021 A4 | 2 01/06/2021 A6 "
            "| 3 01/06/2021 U1 | 4 01/06/2021 A3",
        )
    ],
    "582": [
        of(
            "CHILD DATE_MATCH | 1 01/06/2021 * | 2 31/05/2021 | 3 01/06/2021 | 4 -",
            Episodes="CHILD DEC REC | 1 01/06/2021 E11 * | 2 01/06/2021 E12 | 3 01/06/2021 X1 "
            "| 4 - E11",
        )
    ],
    "601": [
        of(
            f"CHILD {ALL} | 1 {WHOLE} | 2 - 01/01/2021 0 1 M1 L0 * | 4 - - - - - -",
            Episodes="CHILD DEC REC | 1 01/06/2021 E11 | 2 01/04/2021 E12 * | 3 31/03/2022 E11 * "
            "| 4 31/03/2021 E11 | 5 01/06/2021 X1",
        )
    ],
    "602": [
        of(
            f"CHILD {ALL} | 1 {WHOLE} | 2 - - - - - L0 * | 3 - - - - - - | 4 - - - - - L0 *",
            Episodes="CHILD DEC REC | 1 31/03/2022 E11 | 2 31/03/2021 E11 | 3 01/06/2021 X1",
        )
    ],
    "523": [
        of(
            "CHILD DATE_INT | 1 01/01/2021 * | 2 01/01/2021 | 3 - | 4 01/01/2021",
            PlacedAdoption="CHILD DATE_PLACED | 1 02/01/2021 * | 2 01/01/2021 | 3 01/01/2021",
        )
    ],
    "525": [
        of(
            f"CHILD {ALL} | 1 - - - - - L0 * | 2 - - - - - L0 | 3 - - - - - -",
            PlacedAdoption="CHILD DATE_PLACED_CEASED | 1 01/01/2021 * | 1 - | 2 - | 3 01/01/2021",
        )
    ],
}


@pytest.mark.parametrize(("code", "tables"), cases(CASES))
def test_a_rule_finds_the_rows_that_break_it_and_no_others(code, tables):
    found, marked = found_and_marked(code, tables)
    assert marked
    assert found == marked
