"""Each rule about care leavers finds what breaks it, and nothing else."""

import pytest

from lscp.returns.ssda903.tests.marked import cases, found_and_marked

ALL = "IN_TOUCH ACTIV ACCOM"
HEALTH = (
    "CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE "
    "INTERVENTION_RECEIVED INTERVENTION_OFFERED"
)
ADOPTION = "DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR"


def of(text, **others):
    """Return a case of the care leavers' table, alone or beside others."""
    return ({"OC3": text, **others},)


CASES = {
    "131": [of("IN_TOUCH | YES | RHOM | yes * | - * | MAYBE *")],
    "132": [of("ACTIV | F1 | 0 | F3 * | - *")],
    "133": [of("ACCOM | B1 | 0 | S2 | S1 * | X1 * | -")],
    "153": [of(f"{ALL} | YES F1 B1 | - - - | YES - B1 * | - - B1 *")],
    "344": [of(f"{ALL} | DIED F1 0 * | RHOM - B1 * | DIED 0 0 | RHOM - - | YES F1 B1")],
    "345": [of(f"{ALL} | YES 0 B1 * | YES F1 0 * | YES F1 B1 | NO 0 0")],
    "347": [of("DOB ACCOM | 02/04/2003 T1 * | 01/04/2003 T1 | 02/04/2003 U1 | - T1")],
    "391": [
        of(
            f"DOB {ALL} | 31/03/2005 YES - - | 01/04/2005 YES - - * | 02/04/1999 - F1 - "
            "| 01/04/1999 - - B1 * | 01/04/2010 - - - | - YES - -"
        )
    ],
    "348": [
        of(
            "CHILD IN_TOUCH | 1 YES * | 1 - | 2 YES",
            OC3_last="CHILD IN_TOUCH | 1 DIED | 2 NO",
        )
    ],
    "3001": [
        of(
            "CHILD ACCOM | 1 Z1 * | 2 Z2 * | 3 Z1 | 4 Z1 | 1 U1 | 5 Z1",
            Header="CHILD DOB | 1 01/04/2004 | 2 31/03/2005 | 3 31/03/2004 | 4 01/04/2005",
        )
    ],
    "134": [
        of(
            f"CHILD {ALL} | 1 - - B1 | 2 - - -",
            AD1=f"CHILD {ADOPTION} | 1 - - 0 - - - * | 1 - - - - - - | 2 - - 0 - - - "
            "| 3 - - 0 - - -",
        )
    ],
    "215": [
        of(
            f"CHILD {ALL} | 1 - - B1 * | 2 - - B1 | 3 - - -",
            OC2=f"CHILD {HEALTH} | 1 - - - - - - - 0 * | 2 - - - - - - - - | 3 0 - - - - - - -",
        )
    ],
    "1000": [
        of(
            "CHILD | 1 * | 2 * | 3",
            Episodes="CHILD REC | 1 E2 | 3 E3",
            Episodes_last="CHILD REC | 2 E2",
        ),
        of("CHILD | 1 * | 3", Episodes="CHILD REC | 1 E2 | 3 E3"),
    ],
    "1001": [
        of(
            "CHILD DOB | 1 01/05/2005 | 2 01/05/2005 * | 3 01/05/2005 * | 4 01/05/2005 * "
            "| 5 01/05/2004 * | 6 01/05/2005 | 7 01/05/2005 | 8 01/05/2005 * | 9 01/05/2004",
            Header="CHILD DOB | 1 01/05/2005",
            Episodes="CHILD DECOM LS DEC | 1 01/05/2021 C2 31/07/2021 | 2 01/05/2021 C2 30/07/2021 "
            "| 3 01/05/2020 C2 30/04/2021 | 4 01/05/2021 V3 31/03/2022 | 6 01/05/2021 C2 - "
            "| 8 01/03/2021 C2 10/05/2021",
            Episodes_last="CHILD DECOM LS DEC | 5 01/01/2018 C2 01/07/2018 | 1 01/05/2021 C2 - "
            "| 8 01/03/2021 C2 - | 9 01/12/2020 C2 -",
        )
    ],
    "1002": [
        of("CHILD | 1 | 2 | 3 *", Episodes="CHILD | 1", Episodes_last="CHILD | 2"),
    ],
    "1010": [
        of(
            "CHILD | 1 * | 2 | 3 | 4",
            Episodes="CHILD | 3",
            Episodes_last="CHILD DECOM DEC | 1 01/01/2019 01/01/2020 | 1 01/01/2020 - "
            "| 2 01/01/2020 01/02/2021 | 3 01/01/2020 -",
        )
    ],
    "1007": [
        of(
            f"CHILD DOB {ALL} | 1 01/06/2004 YES - - * | 2 01/06/2003 YES - - * "
            "| 3 01/06/2002 YES - - | 4 01/06/2004 YES - - | 5 01/06/2004 YES - - "
            "| 1 01/06/2004 - - -",
            Episodes="CHILD DECOM DEC | 1 01/01/2020 - | 2 01/06/2021 02/06/2021 | 3 01/01/2020 - "
            "| 4 01/01/2020 01/06/2021 | 5 02/06/2021 -",
        )
    ],
    "1016": [
        of(
            f"CHILD DOB {ALL} | 1 01/06/2004 YES - - * | 2 01/06/2003 - F1 - * "
            "| 3 01/06/2002 YES - - | 4 01/06/2004 YES - - | 5 01/06/2004 YES - - "
            "| 1 01/06/2004 - - -",
            Episodes="CHILD DEC | 1 02/06/2021 | 2 02/06/2021 | 3 02/06/2021 | 4 01/06/2021 | 5 -",
        )
    ],
    "1011": [
        of(
            f"CHILD {ALL} | 1 YES - - * | 2 YES - - | 3 YES - - | 1 - - -",
            Episodes="CHILD DECOM REC | 1 02/02/2021 E3 | 1 01/02/2021 X1 | 2 01/02/2021 E3 "
            "| 2 01/03/2021 E8",
        )
    ],
    "1014": [
        of(
            f"CHILD {ALL} | 1 YES - - * | 2 YES - - | 3 - - - | 4 YES - - * | 5 YES - -",
            UASC="CHILD | 1 * | 2 | 3 | 4 * | 6",
            Episodes="CHILD DECOM DEC | 2 01/01/2020 01/04/2021 | 4 01/01/2020 31/03/2021",
        )
    ],
    "628": [
        of(
            f"CHILD {ALL} | 1 YES - - | 2 YES - - | 3 - - - | 4 YES - -",
            Header="CHILD MOTHER | 1 0 * | 2 1 | 3 1 | 4 -",
            Episodes="CHILD | 2",
        )
    ],
    "165": [
        of(
            f"CHILD {ALL} | 4 YES - - | 5 - - - * | 6 - - -",
            Header="CHILD SEX MOTHER | 1 F 0 | 2 F 2 * | 3 M 0 * | 4 F - | 5 F - * | 6 F - "
            "| 7 F - | 8 M - | 9 2 - *",
            Episodes="CHILD DECOM LS DEC | 1 01/01/2021 C2 - | 4 01/01/2021 C2 - "
            "| 5 01/01/2021 C2 - * | 6 01/01/2021 V4 - | 7 01/01/2021 C2 31/03/2021 "
            "| 3 01/06/2021 C2 - * | 8 01/01/2021 C2 - | 9 01/01/2021 C2 01/04/2021 * "
            "| 9 01/05/2022 C2 -",
        )
    ],
}


@pytest.mark.parametrize(("code", "tables"), cases(CASES))
def test_a_rule_finds_the_rows_that_break_it_and_no_others(code, tables):
    found, marked = found_and_marked(code, tables)
    assert marked
    assert found == marked
