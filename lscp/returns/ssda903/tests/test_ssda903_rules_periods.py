"""Each rule about missing children, orders, social workers and reviews finds what breaks it."""

import pytest

from lscp.returns.ssda903.tests.marked import cases, found_and_marked

EPISODES = (
    "CHILD DECOM DEC | 1 01/05/2021 01/06/2021 | 1 01/06/2021 10/06/2021 | 1 20/06/2021 - "
    "| 2 01/05/2021 01/06/2021"
)
NEXT = {"collectionYear": 2027}


def missing(text, **others):
    """Return a case of the missing children's table, alone or beside others."""
    return ({"Missing": text, **others}, {})


def order(text, **others):
    """Return a case of the table of orders, alone or beside others."""
    return ({"DoLo": text, **others}, {})


def workers(text, **others):
    """Return a case of the social workers' table, alone or beside others."""
    return ({"SWEpisodes": text, **others}, {})


def reviews(text, **others):
    """Return a case of the reviews' table, alone or beside others."""
    return ({"Reviews": text, **others}, {})


def overlaps(start, end):
    """Return a table of periods, those marked that overlap with one before."""
    return (
        f"CHILD {start} {end} | 1 01/06/2021 03/06/2021 | 1 03/06/2021 04/06/2021 "
        "| 1 02/06/2021 05/06/2021 * | 2 01/06/2021 - | 2 02/06/2021 02/06/2021 * "
        "| 3 01/06/2021 - | - 01/06/2021 -"
    )


def open_periods(start, end):
    """Return a table of periods, those marked that go on though the child left."""
    return (
        f"CHILD {start} {end} | 1 05/06/2021 - * | 1 25/06/2021 - | 1 05/06/2021 06/06/2021 "
        "| 2 05/05/2021 - * | 2 02/06/2021 - * | 3 01/05/2021 - | 2 - -"
    )


def last_year(table, start, end):
    """Return periods of both years, those marked that this year's does not take up."""
    return {
        table: f"CHILD {start} | 1 01/03/2021 | 1 01/06/2021 | 2 02/06/2021 | 2 01/06/2021 * "
        "| 3 01/06/2021",
        f"{table}_last": f"CHILD {start} {end} | 1 01/03/2021 - | 2 01/03/2021 - "
        "| 3 01/03/2021 02/03/2021 | 4 01/03/2021 - *",
    }


OUTSIDE = (
    "CHILD MIS_START | 1 01/05/2021 | 1 10/06/2021 | 1 11/06/2021 * | 1 01/02/2022 "
    "| 2 30/04/2021 * | 2 02/06/2021 * | 3 01/01/2021 | 1 -"
)
MEETS = (
    "CHILD SW_DECOM SW_DEC SW_REASON | 1 01/05/2021 10/05/2021 FCONTA | 1 03/05/2021 20/05/2021 - "
    "| 1 28/05/2021 30/05/2021 OTHERS * | 2 01/05/2021 10/05/2021 - | 2 02/05/2021 - MANAGE * "
    "| 3 01/05/2021 10/05/2021 - | 3 02/05/2021 - FCONTA | 4 01/05/2021 - - | 4 01/07/2021 - -"
)

CASES = {
    "1004": [missing("MIS_START | 01/06/2021 | - | 31/06/2021 *")],
    "1005": [missing("MIS_END | 01/06/2021 | - | 31/06/2021 *")],
    "1006": [missing("MISSING | M | A | - | m * | X *")],
    "564": [missing("MISSING MIS_START | M - * | A 01/06/2021 | - -")],
    "565": [missing("MISSING MIS_START | - 01/06/2021 * | A 01/06/2021 | - -")],
    "566": [missing("MISSING MIS_END | - 01/06/2021 * | A 01/06/2021 | - -")],
    "567": [
        missing(
            "MIS_START MIS_END | 02/06/2021 01/06/2021 * | 02/06/2021 02/06/2021 | - 01/06/2021"
        )
    ],
    "570": [missing("MIS_START | 31/03/2022 | 01/04/2022 * | -")],
    "571": [missing("MIS_END | 31/03/2021 * | 01/04/2021 | 31/03/2022 | 01/04/2022 * | -")],
    "574": [missing(overlaps("MIS_START", "MIS_END"))],
    "586": [
        missing("DOB MIS_START | 01/06/2021 01/06/2021 * | 01/06/2021 02/06/2021 | - 01/06/2021")
    ],
    "576": [(last_year("Missing", "MIS_START", "MIS_END"), {})],
    "575": [
        missing(
            "CHILD MIS_START MIS_END | 1 31/05/2021 - * | 1 10/06/2021 - | 1 25/06/2021 - "
            "| 1 31/05/2021 01/06/2021 | 2 30/04/2021 - | 3 31/05/2021 -",
            Episodes=EPISODES,
        )
    ],
    "577": [missing(open_periods("MIS_START", "MIS_END"), Episodes=EPISODES)],
    "578": [missing(OUTSIDE, Episodes=EPISODES)],
    "581": [missing(OUTSIDE, Episodes=EPISODES)],
    "580": [
        missing(
            "CHILD DOB MIS_END | 1 01/01/2010 01/06/2021 | 2 01/01/2010 31/05/2021 "
            "| 3 01/01/2010 01/06/2021 | 4 01/06/2003 01/06/2021 | 5 01/01/2010 01/06/2021",
            Episodes="CHILD DEC REC | 1 01/06/2021 E4A * | 2 01/06/2021 E4A | 3 01/06/2021 E8 "
            "| 4 01/06/2021 E17 | 5 01/06/2021 X1",
        )
    ],
    "700": [order("DOLO_START | 01/06/2021 | - | 31/06/2021 *")],
    "701": [order("DOLO_END | 01/06/2021 | - | 31/06/2021 *")],
    "702": [
        order(
            "DOLO_START DOLO_END | 01/06/2021 01/06/2021 * | 01/06/2021 02/06/2021 | 01/06/2021 -"
        )
    ],
    "703": [({"DoLo": "DOLO_START | 31/03/2027 | 01/04/2027 * | -"}, NEXT)],
    "704": [
        ({"DoLo": "DOLO_END | 31/03/2026 * | 01/04/2026 | 31/03/2027 | 01/04/2027 * | -"}, NEXT)
    ],
    "705": [order(overlaps("DOLO_START", "DOLO_END"))],
    "706": [(last_year("DoLo", "DOLO_START", "DOLO_END"), {})],
    "707": [order(open_periods("DOLO_START", "DOLO_END"), Episodes=EPISODES)],
    "708": [
        order("DOB DOLO_START | 01/06/2021 01/06/2021 * | 01/06/2021 02/06/2021 | - 01/06/2021")
    ],
    "709": [
        order(
            "CHILD DOLO_START DOLO_END | 1 01/06/2021 02/06/2021 * | 2 01/06/2021 -",
            Episodes="CHILD DECOM DEC PLACE | 1 01/05/2021 02/06/2021 U4 * "
            "| 1 02/06/2021 - U4 | 1 01/04/2021 01/06/2021 U1 | 2 01/05/2021 - K2 "
            "| 2 01/05/2021 - Z12 | 2 01/05/2021 - -",
        )
    ],
    "710": [
        order(
            "CHILD DOLO_START DOLO_END | 1 01/06/2021 - * | 2 01/06/2021 -",
            Episodes="CHILD DECOM DEC PLACE | 1 01/05/2021 - K1 * | 1 01/04/2021 01/05/2021 P1 "
            "| 2 01/05/2021 - U4",
        )
    ],
    "SW02STG1": [workers("SW_ID | SW1 | XX1 | AB1 * | - *")],
    "SW04STG1": [workers("SW_DECOM | 01/06/2021 | - | 1999/12/01 *")],
    "SW05STG1": [workers("SW_DEC | 01/06/2021 | - | 1999/12/01 *")],
    "SW06STG2": [workers("SW_DECOM | 31/03/2021 * | 01/04/2021 | 31/03/2022 | 01/04/2022 * | -")],
    "SW07STG2": [workers("SW_DEC | 31/03/2021 * | 01/04/2021 | 31/03/2022 | 01/04/2022 * | -")],
    "SW08STG2": [
        workers(
            "CHILD SW_DECOM SW_DEC | 1 02/06/2021 - | 1 01/06/2021 - * | 2 01/06/2021 02/06/2021 "
            "| 2 02/06/2021 -"
        )
    ],
    "SW09STG2": [workers("SW_DECOM SW_DEC | 01/06/2021 01/06/2021 * | 01/06/2021 - | - -")],
    "SW10STG2": [workers(MEETS)],
    "SW10aSTG2": [workers(MEETS)],
    "SW10bSTG2": [
        workers(
            "CHILD SW_DECOM SW_DEC SW_REASON | 1 01/05/2021 10/05/2021 - | 1 09/05/2021 - FCONTA * "
            "| 2 01/05/2021 10/05/2021 - | 2 10/05/2021 - FCONTA | 3 01/05/2021 10/05/2021 - "
            "| 3 02/05/2021 - MANAGE | 4 01/05/2021 - FCONTA"
        )
    ],
    "SW11bSTG2": [
        workers(
            "CHILD SW_DECOM SW_DEC | 1 01/01/2022 30/03/2022 * | 2 01/01/2022 31/03/2022 "
            "| 3 01/01/2022 26/03/2022 | 3 26/03/2022 - | 4 01/01/2022 25/03/2022 "
            "| 5 01/01/2022 26/03/2022 | 5 - - *"
        )
    ],
    "SW12STG2": [
        workers(
            "CHILD SW_DECOM | 1 02/04/2021 * | 1 01/05/2021 | 2 01/04/2021 | 2 01/06/2021 "
            "| 3 02/04/2021 * | 4 02/04/2021 | 5 01/07/2021 | 6 02/04/2021 | 7 02/04/2021 | 1 -",
            Episodes="CHILD DECOM RNE LS DEC REC | 1 01/04/2021 S C2 - - | 2 01/01/2020 S C2 - - "
            "| 3 01/01/2020 S C2 31/03/2022 E4A | 4 01/01/2020 S V4 - - | 5 01/06/2021 S C2 - - "
            "| 6 01/01/2020 S C2 30/03/2022 E4A",
        )
    ],
    "SW13STG1": [
        (
            {
                "SWEpisodes": "SW_DECOM SW_REASON | 01/06/2026 MANAGE | 01/06/2026 X * "
                "| 01/06/2026 - * | - - | - X *"
            },
            NEXT,
        )
    ],
    "SW17STG2": [
        workers(
            "CHILD SW_DECOM SW_DEC | 1 02/06/2021 03/06/2021 * | 1 01/06/2021 02/06/2021 "
            "| 2 01/06/2021 - | 2 01/05/2021 01/06/2021 | 3 01/06/2021 31/03/2022 "
            "| 4 01/06/2021 30/03/2022 *"
        )
    ],
    "SW18STG2": [
        workers("SW_DECOM SW_DEC | 02/06/2021 01/06/2021 * | 01/06/2021 01/06/2021 | 01/06/2021 -")
    ],
    "SW19STG2": [
        workers(
            "CHILD SW_DECOM | 1 01/06/2021 * | 1 2021-06-01 * | 1 02/06/2021 | 2 01/06/2021 "
            "| 3 - | 3 -"
        )
    ],
    "166": [reviews("REVIEW | 01/06/2021 | - * | 31/06/2021 *")],
    "167": [
        reviews("REVIEW REVIEW_CODE | 01/06/2021 PN1 | 01/06/2021 - * | - - | 01/06/2021 PN8 *")
    ],
    "440": [
        reviews(
            "DOB REVIEW REVIEW_CODE | 01/06/2017 01/06/2021 PN0 * | 02/06/2017 01/06/2021 PN0 "
            "| 01/06/2017 01/06/2021 PN1 | - 01/06/2021 PN0"
        )
    ],
    "441": [
        reviews(
            "DOB REVIEW REVIEW_CODE | 02/06/2017 01/06/2021 PN7 * | 01/06/2017 01/06/2021 PN7 "
            "| 02/06/2017 01/06/2021 PN0 | 02/06/2017 - PN1"
        )
    ],
    "399": [
        reviews(
            "CHILD REVIEW REVIEW_CODE | 1 01/06/2021 - * | 2 01/06/2021 PN1 | 3 - - | 5 - - *",
            Header="CHILD MOTHER | 1 - * | 2 1 | 3 - | 4 0 * | 5 1 *",
            Episodes="CHILD LS | 1 V3 * | 1 V4 * | 2 V3 | 2 C2 | 3 V3 | 4 V3 * | 5 V4 *",
        )
    ],
}


@pytest.mark.parametrize(("code", "tables", "metadata"), cases(CASES))
def test_a_rule_finds_the_rows_that_break_it_and_no_others(code, tables, metadata):
    found, marked = found_and_marked(code, tables, **metadata)
    assert marked
    assert found == marked
