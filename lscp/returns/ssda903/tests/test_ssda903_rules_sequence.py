"""Each rule about a child's episodes together, on rows that break it (with a star) or do not.

The collection year is 1 April 2021 to 31 March 2022. Episodes stand in no order on purpose.
"""

import pytest

from lscp.returns.ssda903.tests.return_text import found

PLACED = "PL_POST=W85NE URN=SC000001 PLACE_PROVIDER=PR1"
MOVED = "PL_POST=SW1A2AA URN=SC000001 PLACE_PROVIDER=PR1"


def of_a_status(code, status, days):
    """Return cases of a legal status that lasts for so many days at most."""
    return (code, f"""
        Episodes CHILD=1 LS={status} DECOM=01/06/2021 DEC={1 + days:02}/06/2021
        * Episodes CHILD=2 LS={status} DECOM=01/06/2021 DEC={2 + days:02}/06/2021
        Episodes CHILD=3 LS=C1 DECOM=01/06/2021 DEC=30/06/2021
        * Episodes CHILD=4 LS={status} DECOM=02/06/2021 DEC={2 + days:02}/06/2021
        * Episodes CHILD=4 LS={status} DECOM=01/06/2021 DEC=02/06/2021
        Episodes CHILD=5 LS={status} DECOM=01/06/2021 DEC=02/06/2021
        Episodes CHILD=5 LS={status} DECOM=03/06/2021 DEC={2 + days:02}/06/2021
        * Episodes CHILD=6 LS={status} DECOM=01/03/2022
        Episodes CHILD=7 LS={status}
    """)  # fmt: skip


def of_the_open_one(code, column, one, other):
    """Return cases of a value that may not differ from the episode left open last year."""
    return (code, f"""
        Episodes_last CHILD=1 DECOM=01/06/2020 DEC=01/12/2020 {column}={other}
        Episodes_last CHILD=1 DECOM=01/12/2020 {column}={one}
        Episodes_last CHILD=2 DECOM=01/12/2020
        Episodes_last CHILD=3 DECOM=01/12/2020 DEC=01/01/2021 {column}={one}
        Episodes_last CHILD=4 DECOM=01/12/2020 {column}={one}
        * Episodes CHILD=1 DECOM=01/12/2020 {column}={other}
        Episodes CHILD=1 DECOM=01/12/2021 {column}={one}
        * Episodes CHILD=2 DECOM=01/12/2020 {column}={one}
        Episodes CHILD=3 DECOM=01/12/2020 {column}={other}
        Episodes CHILD=4 DECOM=01/12/2020 {column}={one}
        Episodes CHILD=5 DECOM=01/12/2020 {column}={one}
    """)  # fmt: skip


CASES = [
    ("142", """
        * Episodes CHILD=1 DECOM=01/06/2021
        Episodes CHILD=1 DECOM=01/07/2021
        * Episodes CHILD=2 DECOM=01/06/2021 DEC=01/07/2021
        Episodes CHILD=2 DECOM=01/07/2021 DEC=01/08/2021 REC=X1
        Episodes CHILD=3
        Episodes DECOM=01/06/2021
    """),
    ("357", """
        * Episodes CHILD=1 DECOM=01/06/2021 RNE=P
        Episodes CHILD=1 DECOM=01/07/2021 RNE=P
        Episodes CHILD=2 DECOM=01/06/2021 RNE=S
        Episodes CHILD=3 DECOM=31/03/2021 RNE=P
        * Episodes CHILD=4 DECOM=01/04/2021
    """),
    ("388", """
        * Episodes CHILD=1 DECOM=01/06/2021 DEC=01/07/2021 REC=X1
        Episodes CHILD=1 DECOM=02/07/2021 DEC=03/07/2021 REC=E4A
        Episodes CHILD=2 DECOM=01/07/2021
        Episodes CHILD=2 DECOM=01/06/2021 DEC=01/07/2021 REC=X1
        * Episodes CHILD=3 DECOM=01/06/2021 DEC=01/07/2021 REC=X1
    """),
    ("431", """
        Episodes CHILD=1 DECOM=01/06/2021 DEC=01/07/2021 RNE=S
        * Episodes CHILD=1 DECOM=01/07/2021 RNE=S
        Episodes CHILD=2 DECOM=01/06/2021 DEC=01/07/2021 RNE=S
        Episodes CHILD=2 DECOM=02/07/2021 DEC=03/07/2021 RNE=S
        Episodes CHILD=2 DECOM=03/07/2021 RNE=P
    """),
    ("432", """
        Episodes CHILD=1 DECOM=01/06/2021 REC=E4A RNE=P
        * Episodes CHILD=1 DECOM=01/07/2021 REC=X1 RNE=P
        Episodes CHILD=1 DECOM=01/08/2021 RNE=P
        Episodes CHILD=2 DECOM=01/06/2021 REC=E4A
        Episodes CHILD=2 DECOM=01/07/2021 RNE=S
    """),
    ("433", """
        Episodes CHILD=1 DECOM=01/06/2021 DEC=01/07/2021 RNE=P
        * Episodes CHILD=1 DECOM=02/07/2021 RNE=P
        * Episodes CHILD=1 DECOM=02/08/2021 RNE=L
        Episodes CHILD=2 DECOM=01/07/2021 RNE=U
        Episodes CHILD=2 DECOM=01/06/2021 DEC=01/07/2021 RNE=S
        Episodes CHILD=3 DECOM=01/06/2021 DEC=01/07/2021 RNE=S
        Episodes CHILD=3 DECOM=01/09/2021 RNE=S
    """),
    ("434", f"""
        Episodes CHILD=1 DECOM=01/06/2021 RNE=L LS=C1 PLACE=U1 {PLACED}
        Episodes CHILD=1 DECOM=01/07/2021 RNE=L LS=C2 PLACE=U1 {PLACED}
        * Episodes CHILD=1 DECOM=01/08/2021 RNE=L LS=C2 PLACE=U1 {PLACED}
        * Episodes CHILD=1 DECOM=01/09/2021 RNE=L LS=E1 PLACE=U1 {MOVED}
        Episodes CHILD=1 DECOM=01/10/2021 RNE=P LS=E1 PLACE=U1 {MOVED}
    """),
    ("435", f"""
        Episodes CHILD=1 DECOM=01/06/2021 RNE=P LS=C1 PLACE=U1 {PLACED}
        * Episodes CHILD=1 DECOM=01/07/2021 RNE=P LS=C1 PLACE=U1 {PLACED}
        Episodes CHILD=1 DECOM=01/08/2021 RNE=P LS=C1 PLACE=U1 {MOVED}
        Episodes CHILD=1 DECOM=01/09/2021 RNE=T LS=C1 PLACE=U2 {MOVED}
        * Episodes CHILD=1 DECOM=01/10/2021 RNE=T LS=C2 PLACE=U3 {MOVED}
        Episodes CHILD=1 DECOM=01/11/2021 RNE=B LS=C2 PLACE=U3 {MOVED}
    """),
    ("436", f"""
        Episodes CHILD=1 DECOM=01/06/2021 RNE=B LS=C1 PLACE=U1 {PLACED}
        * Episodes CHILD=1 DECOM=01/07/2021 RNE=B LS=C2 PLACE=U1 {PLACED}
        * Episodes CHILD=1 DECOM=01/08/2021 RNE=U LS=C2 PLACE=U1 {MOVED}
        Episodes CHILD=1 DECOM=01/09/2021 RNE=U LS=C1 PLACE=U2 {MOVED}
        Episodes CHILD=1 DECOM=01/10/2021 RNE=P LS=C1 PLACE=U2 {MOVED}
    """),
    ("437", """
        * Episodes CHILD=1 DECOM=01/06/2021 REC=E2
        Episodes CHILD=1 DECOM=01/07/2021 REC=E15
        Episodes CHILD=2 DECOM=01/06/2021 REC=E4A
        Episodes CHILD=2 DECOM=01/07/2021
        * Episodes CHILD=3 DECOM=01/06/2021 REC=E15
        Episodes CHILD=3 DECOM=01/06/2021
    """),
    ("501", """
        Episodes CHILD=1 DECOM=01/06/2021 DEC=02/07/2021
        * Episodes CHILD=1 DECOM=01/07/2021
        Episodes CHILD=2 DECOM=01/07/2021
        Episodes CHILD=2 DECOM=01/06/2021 DEC=01/07/2021
    """),
    ("504", """
        Episodes CHILD=1 DECOM=01/06/2021 DEC=01/07/2021 CIN=N1
        * Episodes CHILD=1 DECOM=01/07/2021 DEC=01/08/2021 CIN=N2
        Episodes CHILD=1 DECOM=01/08/2021 DEC=01/09/2021 CIN=N2
        Episodes CHILD=1 DECOM=02/09/2021 CIN=N3
    """),
    ("225", """
        * Episodes CHILD=1 DECOM=01/06/2021 RNE=S REC=X1 PLACE=U1
        Episodes CHILD=1 DECOM=01/07/2021 RNE=P REC=X1 PLACE=U1 REASON_PLACE_CHANGE=CARPL
        Episodes CHILD=1 DECOM=01/08/2021 RNE=T REC=X1 PLACE=U2
        Episodes CHILD=1 DECOM=01/09/2021 RNE=L REC=X1 PLACE=U2
        Episodes CHILD=1 DECOM=02/09/2021 RNE=P REC=X1 PLACE=T1
        Episodes CHILD=1 DECOM=03/09/2021 RNE=P REC=E4A PLACE=U2
    """),
    ("226", """
        * Episodes CHILD=1 DECOM=01/06/2021 PLACE=U1 REASON_PLACE_CHANGE=CARPL
        * Episodes CHILD=1 DECOM=01/07/2021 PLACE=T1 REASON_PLACE_CHANGE=CARPL
        Episodes CHILD=1 DECOM=01/08/2021 PLACE=U1 REASON_PLACE_CHANGE=CARPL
        Episodes CHILD=1 DECOM=01/09/2021 PLACE=U1
        Episodes CHILD=1 DECOM=02/09/2021 PLACE=T1
    """),
    ("336", """
        Episodes CHILD=1 DECOM=01/06/2021 PLACE=U4
        Episodes CHILD=1 DECOM=01/07/2021 PLACE=A3
        Episodes CHILD=1 DECOM=01/08/2021 PLACE=A5
        Episodes CHILD=2 DECOM=01/06/2021 PLACE=K2
        * Episodes CHILD=2 DECOM=01/07/2021 PLACE=A4
        Episodes CHILD=3 DECOM=01/06/2021 PLACE=A4
    """),
    ("383", """
        Episodes CHILD=1 DECOM=01/06/2021 RNE=S PLACE=U1 PL_POST=W85NE
        Episodes CHILD=1 DECOM=01/07/2021 RNE=P PLACE=T3 PL_POST=SW1A2AA
        Episodes CHILD=1 DECOM=01/08/2021 RNE=P PLACE=U1 PL_POST=W85NE
        Episodes CHILD=2 DECOM=01/06/2021 RNE=S PLACE=U1 PL_POST=W85NE
        Episodes CHILD=2 DECOM=01/07/2021 RNE=P PLACE=T3 PL_POST=SW1A2AA
        * Episodes CHILD=2 DECOM=01/08/2021 RNE=P PLACE=K2 PL_POST=W85NE
        Episodes CHILD=3 DECOM=01/07/2021 RNE=P PLACE=T3 PL_POST=SW1A2AA
        Episodes CHILD=3 DECOM=01/08/2021 RNE=P PLACE=K2 PL_POST=W85NE
    """),
    ("377", """
        * Episodes CHILD=1 DECOM=01/06/2020 PLACE=T3
        * Episodes CHILD=1 DECOM=31/05/2021 PLACE=T3
        Episodes CHILD=1 DECOM=01/09/2020 PLACE=T1
        * Episodes CHILD=1 DECOM=01/12/2020 PLACE=T3
        Episodes CHILD=2 DECOM=01/06/2020 PLACE=T3
        Episodes CHILD=2 DECOM=01/12/2020 PLACE=T3
        Episodes CHILD=2 DECOM=01/06/2021 PLACE=T3
        Episodes CHILD=3 DECOM=01/06/2021 PLACE=T3
    """),
    of_a_status("361", "L1", 3),
    of_a_status("362", "L2", 21),
    of_a_status("363", "L3", 7),
    of_a_status("364", "J2", 21),
    ("367", """
        Episodes CHILD=1 LS=V3 DECOM=01/06/2021 DEC=15/08/2021
        * Episodes CHILD=2 LS=V3 DECOM=01/06/2021 DEC=15/08/2021
        * Episodes CHILD=2 LS=V3 DECOM=01/09/2021 DEC=02/09/2021
        Episodes CHILD=3 LS=V3 DECOM=01/01/2021 DEC=15/06/2021
        * Episodes CHILD=4 LS=V3 DECOM=01/01/2022
        Episodes CHILD=5 LS=C2 DECOM=01/06/2021
        Episodes LS=V3 DECOM=01/06/2021
    """),
    ("426", """
        * Episodes CHILD=1 LS=V3
        * Episodes CHILD=1 LS=V4
        Episodes CHILD=1 LS=C2
        Episodes CHILD=2 LS=V3
        Episodes CHILD=3 LS=V4
        Episodes LS=V3
        Episodes LS=V4
    """),
    ("199", """
        Episodes_last CHILD=1 DECOM=01/06/2020 REC=E11
        * Episodes CHILD=1 DECOM=01/06/2021
        Episodes CHILD=2 DECOM=01/06/2021 REC=E12
        * Episodes CHILD=2 DECOM=01/07/2021
        Episodes CHILD=3 DECOM=01/06/2021 REC=E4A
        Episodes CHILD=3 DECOM=01/07/2021 REC=E11
    """),
    ("452", """
        Episodes_last CHILD=1 DECOM=01/06/2020 RNE=S PL_LA=E09000020
        Episodes_last CHILD=1 DECOM=01/12/2020 RNE=P PL_LA=E09000033
        Episodes_last CHILD=2 DECOM=01/12/2020 RNE=P PL_LA=E09000033
        Episodes_last CHILD=3 DECOM=01/12/2020 RNE=P PL_LA=E09000033
        * Episodes CHILD=1 DECOM=01/12/2020 RNE=P PL_LA=E09000020
        Episodes CHILD=1 DECOM=01/06/2021 RNE=P PL_LA=E09000033
        Episodes CHILD=2 DECOM=01/12/2020 RNE=P PL_LA=E09000033
        Episodes CHILD=3 DECOM=01/12/2020 RNE=B PL_LA=E09000020
    """),
    ("453", """
        Episodes_last CHILD=1 DECOM=01/12/2020 RNE=P PL_DISTANCE=2.0
        Episodes_last CHILD=2 DECOM=01/12/2020 RNE=P PL_DISTANCE=2.0
        Episodes_last CHILD=3 DECOM=01/12/2020 RNE=P PL_DISTANCE=2.0
        * Episodes CHILD=1 DECOM=01/12/2020 RNE=P PL_DISTANCE=2.2
        Episodes CHILD=2 DECOM=01/12/2020 RNE=P PL_DISTANCE=2.1
        Episodes CHILD=3 DECOM=01/06/2021 RNE=P PL_DISTANCE=9
        Episodes_last CHILD=4 DECOM=01/12/2020 RNE=P DEC=01/01/2021 PL_DISTANCE=2.0
        Episodes CHILD=4 DECOM=01/12/2020 RNE=P PL_DISTANCE=9
    """),
    ("502", """
        Episodes_last CHILD=1 DECOM=01/12/2020
        Episodes_last CHILD=2 DECOM=01/12/2020 DEC=01/01/2021
        Episodes_last CHILD=3 DECOM=01/12/2020
        * Episodes CHILD=1 DECOM=02/12/2020
        Episodes CHILD=1 DECOM=02/06/2021
        Episodes CHILD=2 DECOM=02/12/2020
        Episodes CHILD=3 DECOM=01/12/2020
        Episodes CHILD=4 DECOM=01/12/2020
    """),
    of_the_open_one("503A", "RNE", "P", "B"),
    of_the_open_one("503B", "LS", "C1", "C2"),
    of_the_open_one("503C", "CIN", "N1", "N2"),
    of_the_open_one("503D", "PLACE", "U1", "K2"),
    of_the_open_one("503E", "PLACE_PROVIDER", "PR1", "PR4"),
    of_the_open_one("503F", "URN", "SC000001", "SC000002"),
    of_the_open_one("503G", "PL_DISTANCE", "2.0", "2.2"),
    of_the_open_one("503H", "PL_LA", "E09000033", "E09000020"),
    of_the_open_one("503J", "PL_LOCATION", "IN", "OUT"),
    ("562", """
        Episodes_last CHILD=1 DECOM=01/12/2020
        Episodes_last CHILD=2 DECOM=01/12/2020
        Episodes_last CHILD=3 DECOM=01/12/2020
        * Episodes CHILD=1 DECOM=31/03/2021
        Episodes CHILD=1 DECOM=01/06/2021
        Episodes CHILD=2 DECOM=01/12/2020
        Episodes CHILD=3 DECOM=01/04/2021
        Episodes CHILD=4 DECOM=01/12/2020
    """),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), CASES, ids=[code for code, _ in CASES])
def test_a_rule_finds_the_episodes_that_break_it_and_no_others(code, text):
    rows, starred = found(code, text)
    assert rows == starred


@pytest.mark.parametrize("code", ["503A", "503D", "503E", "503F"])
def test_supported_accommodation_that_was_registered_is_no_mismatch_in_that_year(code):
    text = """
        Episodes_last CHILD=1 DECOM=01/06/2023 PLACE=H5 RNE=P PLACE_PROVIDER=PR4 URN=A
        Episodes_last CHILD=2 DECOM=01/06/2023 PLACE=U1 RNE=P PLACE_PROVIDER=PR4 URN=A
        Episodes_last CHILD=3 DECOM=01/06/2023 DEC=01/07/2023
        Episodes CHILD=1 DECOM=01/06/2023 PLACE=K3 RNE=S PLACE_PROVIDER=PR1 URN=B
        * Episodes CHILD=2 DECOM=01/06/2023 PLACE=K3 RNE=S PLACE_PROVIDER=PR1 URN=B
    """
    rows, starred = found(code, text, year=2025)
    assert rows == starred
    rows, _ = found(code, text, year=2026)
    assert rows == {("Episodes", 0), ("Episodes", 1)}
