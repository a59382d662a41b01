"""Each rule about episodes beside the header, on rows that break it (with a star) or do not.

The collection year is 1 April 2021 to 31 March 2022.
"""

import pytest

from lscp.returns.ssda903.tests.return_text import found


def of_an_age(code, place, years):
    """Return cases of a placement that a child may come to from an age on."""
    born = f"01/06/{2021 - years}"
    return (code, f"""
        Header CHILD=1 DOB={born}
        Header CHILD=2
        Episodes CHILD=1 PLACE={place} DECOM=01/06/2021 DEC=01/07/2021
        * Episodes CHILD=1 PLACE={place} DECOM=31/05/2021 DEC=01/07/2021
        Episodes CHILD=1 PLACE={place} DECOM=31/05/2021
        Episodes CHILD=1 PLACE=U1 DECOM=31/05/2021 DEC=01/07/2021
        Episodes CHILD=2 PLACE={place} DECOM=31/05/2021 DEC=01/07/2021
        Episodes CHILD=3 PLACE={place} DECOM=31/05/2021 DEC=01/07/2021
    """)  # fmt: skip


def of_days(code, place, last):
    """Return cases of a temporary placement that may last until a day."""
    day, month = last
    return (code, f"""
        Episodes PLACE={place} DECOM=01/06/2021 DEC={day:02}/{month:02}/2021
        * Episodes PLACE={place} DECOM=01/06/2021 DEC={day + 1:02}/{month:02}/2021
        Episodes PLACE=U1 DECOM=01/06/2021 DEC=01/12/2021
        Episodes PLACE={place} DECOM=01/06/2021
        Episodes PLACE={place} DEC=01/06/2021
    """)  # fmt: skip


def too_young(code, reason, years):
    """Return cases of a reason for leaving care that holds from an age on."""
    return (code, f"""
        Header CHILD=1 DOB=01/06/{2021 - years}
        Header CHILD=2
        Episodes CHILD=1 REC={reason} DEC=01/06/2021
        * Episodes CHILD=1 REC={reason} DEC=31/05/2021
        Episodes CHILD=1 REC=E4A DEC=31/05/2021
        Episodes CHILD=1 REC={reason}
        Episodes CHILD=2 REC={reason} DEC=31/05/2021
    """)  # fmt: skip


CASES = [
    ("210", """
        * Header CHILD=1 UPN=UN4
        Header CHILD=2 UPN=UN4
        Header CHILD=3 UPN=UN1
        * Episodes CHILD=1 DECOM=23/03/2022
        Episodes CHILD=1 DECOM=24/03/2022
        Episodes CHILD=2 DECOM=24/03/2022
        Episodes CHILD=3 DECOM=01/06/2021
    """),
    ("234", """
        * Header CHILD=1 DOB=01/06/2011
        Header CHILD=2 DOB=02/06/2011
        Header CHILD=3
        * Episodes CHILD=1 DECOM=31/05/2021 REASON_PLACE_CHANGE=CUSTOD
        Episodes CHILD=1 DECOM=01/06/2021 REASON_PLACE_CHANGE=CUSTOD
        Episodes CHILD=2 DECOM=01/06/2021 REASON_PLACE_CHANGE=OTHER
        Episodes CHILD=3 DECOM=01/06/2021 REASON_PLACE_CHANGE=CUSTOD
    """),
    ("302", """
        * Header CHILD=1 DOB=02/06/2021
        Header CHILD=2 DOB=01/06/2021
        Header CHILD=3
        Episodes CHILD=1 DECOM=01/07/2021
        * Episodes CHILD=1 DECOM=01/06/2021
        Episodes CHILD=2 DECOM=01/06/2021
        Episodes CHILD=3 DECOM=01/06/2021
    """),
    ("352", """
        Header CHILD=1 DOB=01/06/2003
        Header CHILD=2 DOB=29/02/2004
        * Episodes CHILD=1 RNE=S DECOM=01/06/2021
        Episodes CHILD=1 RNE=S DECOM=31/05/2021
        Episodes CHILD=1 RNE=P DECOM=01/06/2021
        Episodes CHILD=2 RNE=S DECOM=28/02/2022
        * Episodes CHILD=2 RNE=S DECOM=01/03/2022
        Episodes CHILD=3 RNE=S DECOM=01/03/2022
    """),
    ("358", """
        * Header CHILD=1 DOB=01/06/2011
        * Episodes CHILD=1 LS=J1 DECOM=31/05/2021
        Episodes CHILD=1 LS=J1 DECOM=01/06/2021
        Episodes CHILD=1 LS=C1 DECOM=31/05/2021
        Episodes CHILD=1 LS=J3
    """),
    ("359", """
        Header CHILD=1 DOB=01/06/2003
        Header CHILD=2 DOB=31/03/2004
        Header CHILD=3 DOB=30/03/2004
        Episodes CHILD=1 LS=C2 PLACE=U1 DEC=01/06/2021
        * Episodes CHILD=1 LS=C2 PLACE=U1 DEC=02/06/2021
        * Episodes CHILD=1 LS=V2 PLACE=U1 DEC=02/06/2021
        * Episodes CHILD=1 LS=C2 PLACE=K2
        Episodes CHILD=1 LS=V2 PLACE=K2
        Episodes CHILD=2 LS=C2 PLACE=U1
        * Episodes CHILD=3 LS=C2 PLACE=U1
    """),
    of_an_age("371", "H5", 16),
    of_an_age("371", "K3", 16),
    of_an_age("372", "R5", 10),
    of_an_age("373", "S1", 4),
    of_an_age("374", "P3", 14),
    of_days("375", "T1", (13, 7)),
    of_days("376", "T3", (22, 6)),
    of_days("379", "T4", (8, 6)),
    ("386", """
        Header CHILD=1 DOB=01/06/2003
        * Episodes CHILD=1 REC=E11 DEC=01/06/2021
        Episodes CHILD=1 REC=E12 DEC=31/05/2021
        Episodes CHILD=1 REC=E4A DEC=01/06/2021
        Episodes CHILD=1 REC=E12
    """),
    too_young("387", "E5", 14),
    too_young("387", "E6", 14),
    too_young("389", "E7", 16),
    too_young("460", "E17", 18),
    ("407", """
        * Header CHILD=1 DOB=01/06/2003
        Header CHILD=2 DOB=02/06/2003
        * Episodes CHILD=1 REC=E45 DEC=01/06/2021
        Episodes CHILD=1 REC=E48 DEC=31/05/2021
        Episodes CHILD=2 REC=E48 DEC=01/06/2021
    """),
    ("393", """
        * Header CHILD=1 SEX=F
        * Header CHILD=2 SEX=2
        Header CHILD=3 SEX=M
        Header CHILD=4 SEX=F MOTHER=0
        Header CHILD=5 SEX=F
        Header CHILD=6 SEX=F
        Episodes CHILD=1 LS=V3
        Episodes CHILD=1 LS=C2
        Episodes CHILD=2
        Episodes CHILD=3 LS=C2
        Episodes CHILD=4 LS=C2
        Episodes CHILD=5 LS=V4
    """),
    ("442", """
        * Header CHILD=1
        Header CHILD=2 UPN=UN1
        Header CHILD=3
        Header CHILD=4
        Episodes CHILD=1 LS=C2
        Episodes CHILD=2 LS=C2
        Episodes CHILD=3 LS=V3
    """),
    ("607", """
        * Header CHILD=1 SEX=F
        Header CHILD=2 SEX=F MOTHER=1
        Header CHILD=3 SEX=M
        Episodes CHILD=1 LS=C2 REC=X1 DEC=01/05/2021
        * Episodes CHILD=1 LS=C2 REC=E4A DEC=01/04/2021
        Episodes CHILD=1 LS=V3 REC=E4A DEC=01/06/2021
        Episodes CHILD=1 LS=C2 REC=E4A DEC=01/04/2022
        Episodes CHILD=2 LS=C2 REC=E4A DEC=01/06/2021
        Episodes CHILD=3 LS=C2 REC=E4A DEC=01/06/2021
    """),
    ("625", """
        * Header CHILD=1 MC_DOB=02/06/2021
        Header CHILD=2 MC_DOB=01/06/2021
        Header CHILD=3 MC_DOB=31/03/2022
        * Header CHILD=4 MC_DOB=01/04/2022
        Header CHILD=5
        * Header CHILD=6 MC_DOB=01/04/2022
        Episodes CHILD=1 DEC=01/05/2021
        * Episodes CHILD=1 DEC=01/06/2021
        Episodes CHILD=2 DEC=01/06/2021
        Episodes CHILD=3
        Episodes CHILD=3 DEC=01/06/2021
        * Episodes CHILD=4
        Episodes CHILD=5
    """),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), CASES, ids=[code for code, _ in CASES])
def test_a_rule_finds_the_rows_that_break_it_and_no_others(code, text):
    rows, starred = found(code, text)
    assert rows == starred
