"""Each rule about children looked after for twelve months finds what breaks it, and no more."""

import pytest

from lscp.returns.ssda903.tests.marked import cases, found_and_marked

MISUSE = "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED"
FOUR = "IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE"
ALL = f"CONVICTED HEALTH_CHECK {FOUR} INTERVENTION_RECEIVED INTERVENTION_OFFERED"

# 1 to 4 were looked after for the whole year; the others were not, each for another reason.
CARE = (
    "CHILD DECOM RNE LS DEC REC | 1 01/04/2021 S C2 - - | 2 01/01/2020 S C2 01/06/2021 X1 "
    "| 2 01/06/2021 P C2 - - | 3 01/01/2020 S C2 31/03/2022 E4A | 4 01/01/2020 L C2 01/01/2021 E4A "
    "| 4 01/02/2021 S C2 01/04/2022 E4A | 5 02/04/2021 S C2 - - | 6 01/01/2020 S C2 30/03/2022 E4A "
    "| 7 01/01/2020 S C2 01/06/2021 X1 | 7 01/06/2021 L V3 - - | 8 01/01/2019 S C2 31/03/2021 E4A "
    "| 9 01/01/2020 S C2 01/06/2021 - | 9 01/06/2021 L C2 - -"
)


def of(text, **others):
    """Return a case of the table OC2, alone or beside others."""
    return ({"OC2": text, **others},)


def cared(text):
    """Return a case of the table OC2 beside the episodes."""
    return of(text, Episodes=CARE)


CASES = {
    "158": [of("INTERVENTION_RECEIVED INTERVENTION_OFFERED | 1 1 * | 1 0 * | 1 - | 0 1 | - 1")],
    "159": [of(f"{MISUSE} | 1 0 - * | 1 0 1 | 1 0 0 | 1 1 - | 0 0 - | - 0 -")],
    "180": [of("SDQ_SCORE | 0 | 40 | 41 * | -1 * | 1O * | -")],
    "181": [
        of(f"{ALL} | 1 0 1 0 1 0 1 0 | - - - - - - - - | 1 0 1 0 1 0 1 2 * | y - - - - - - - *")
    ],
    "182": [
        of(
            f"{ALL} | - - - - - - - - | - - 1 1 1 1 - - | 1 - - - - - - - * | - - 1 1 1 - - - * "
            "| - - - - - - - 0 *"
        )
    ],
    "188": [
        of(
            "DOB SDQ_SCORE SDQ_REASON | 01/04/2018 1 - * | 01/04/2018 - SDQ1 * | 31/03/2018 1 - "
            "| 01/04/2018 - - | - 1 -"
        )
    ],
    "189": [
        of(
            "DOB SDQ_SCORE SDQ_REASON | 01/04/2004 1 - * | 01/04/2004 - SDQ1 * | 02/04/2004 1 - "
            "| 01/04/2004 - -"
        )
    ],
    "192": [of("SUBSTANCE_MISUSE INTERVENTION_RECEIVED | 1 - * | 1 0 | 0 - | - -")],
    "193": [of(f"{MISUSE} | 0 1 - * | 0 - 0 * | - 1 - * | 0 - - | 1 1 -")],
    "196": [of("SDQ_REASON | SDQ5 | - | SDQ6 * | sdq1 *")],
    "197a": [of("SDQ_SCORE SDQ_REASON | 1 SDQ1 * | 1 - | - SDQ1 | - -")],
    "542": [of("DOB CONVICTED | 01/04/2012 0 * | 31/03/2012 0 | 01/04/2012 - | - 0")],
    "544": [of(f"CONVICTED {FOUR} | 0 1 1 1 - * | 0 1 1 1 1 | - 1 1 1 -")],
    "547": [of(f"HEALTH_CHECK {FOUR} | 0 - 1 1 1 * | 0 1 1 1 1 | - - - - -")],
    "157": [
        cared(
            "CHILD DOB SDQ_SCORE SDQ_REASON | 1 01/04/2017 - SDQ1 * | 2 31/03/2006 - SDQ1 * "
            "| 3 02/04/2017 - SDQ1 | 4 30/03/2006 - SDQ1 | 1 01/04/2017 1 SDQ1 "
            "| 1 01/04/2017 - SDQ2 | 5 01/04/2010 - SDQ1"
        )
    ],
    "185": [
        cared(
            "CHILD SDQ_SCORE | 1 1 | 2 1 | 3 1 | 4 1 | 5 1 * | 6 1 * | 7 1 * | 8 1 * | 9 1 * "
            "| 10 1 * | 5 -"
        )
    ],
    "186": [
        cared(
            "CHILD DOB SDQ_SCORE SDQ_REASON | 1 01/04/2017 - - * | 2 01/04/2005 - - * "
            "| 3 02/04/2017 - - | 4 31/03/2005 - - | 1 01/04/2010 1 - | 1 01/04/2010 - SDQ2 "
            "| 5 01/04/2010 - - | 10 01/04/2010 - -"
        )
    ],
    "190": [
        cared("CHILD " + ALL + " | 1 1 1 1 1 1 1 1 1 | 5 - - - - - - - 0 * | 6 - - - - - - - -")
    ],
    "191": [
        cared("CHILD " + FOUR + " | 1 1 1 1 1 | 2 1 1 1 - * | 3 - - - - * | 4 1 1 1 1 | 5 - - - -"),
        of(
            "CHILD " + FOUR + " | 2 1 1 1 1",
            Episodes="CHILD DECOM RNE LS DEC REC "
            "| 1 01/04/2021 S C2 - - * | 2 01/01/2020 S C2 - - | 3 02/04/2021 S C2 - -",
        ),
    ],
    "197B": [
        cared(
            "CHILD DOB SDQ_SCORE SDQ_REASON | 1 31/03/2018 - - * | 2 01/04/2018 - - "
            "| 3 31/03/2005 - - * | 4 01/04/2005 - - | 1 31/03/2018 1 - | 1 31/03/2018 - SDQ1 "
            "| 5 31/03/2018 - -"
        )
    ],
    "198": [cared("CHILD SDQ_REASON | 1 SDQ1 | 5 SDQ1 * | 6 - | 10 SDQ1 *")],
    "543": [
        cared(
            "CHILD DOB CONVICTED | 1 31/03/2012 - * | 2 01/04/2012 - | 3 31/03/2012 0 "
            "| 5 31/03/2012 - | 4 - -"
        )
    ],
    "545": [
        cared(
            "CHILD DOB HEALTH_CHECK | 1 01/04/2017 - * | 2 31/03/2017 - | 3 01/04/2017 0 "
            "| 5 01/04/2017 -"
        )
    ],
    "546": [
        cared(
            "CHILD DOB HEALTH_CHECK | 1 31/03/2017 1 * | 2 01/04/2017 1 | 3 31/03/2017 - "
            "| 5 31/03/2017 1"
        )
    ],
    "187": [
        (
            {
                "Episodes": CARE,
                "AD1": "CHILD DATE_INT | 1 01/01/2021 * | 2 - | 5 01/01/2021",
                "OC3": "CHILD ACCOM | 1 B1 * | 2 - | 5 B1",
            },
        )
    ],
}


@pytest.mark.parametrize(("code", "tables"), cases(CASES))
def test_a_rule_finds_the_rows_that_break_it_and_no_others(code, tables):
    found, marked = found_and_marked(code, tables)
    assert marked
    assert found == marked
