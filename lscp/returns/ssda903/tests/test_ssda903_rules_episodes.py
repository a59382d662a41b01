"""Each rule about an episode by itself, on rows that break it (with a star) and rows that do not.

The collection year is 1 April 2021 to 31 March 2022, the authority E09000033.
"""

import pytest

from lscp.returns.ssda903.tests.return_text import found

CASES = [
    ("141", """
        Episodes DECOM=01/06/2021
        * Episodes DECOM=31/02/2021
        Episodes DEC=01/06/2021
    """),
    ("143", """
        Episodes RNE=S
        * Episodes RNE=X
        * Episodes RNE=s
        Episodes CHILD=1
    """),
    ("144", """
        Episodes LS=C2
        * Episodes LS=C3
        Episodes LS=D1
        Episodes CHILD=1
    """),
    ("145", """
        Episodes CIN=N8
        * Episodes CIN=N9
        Episodes CHILD=1
    """),
    ("146", """
        Episodes PLACE=H5
        * Episodes PLACE=U7
        * Episodes PLACE=Z11
        * Episodes PLACE=K3
        Episodes CHILD=1
    """),
    ("147", """
        Episodes DEC=01/06/2021
        * Episodes DEC=soon
        Episodes DECOM=soon
    """),
    ("148", """
        Episodes DEC=01/06/2021 REC=E4A
        * Episodes DEC=01/06/2021
        * Episodes REC=E4A
        Episodes CHILD=1
    """),
    ("149", """
        Episodes REC=E4A
        * Episodes REC=E4
        Episodes CHILD=1
    """),
    ("178", """
        Episodes PLACE=U1 PLACE_PROVIDER=PR1
        * Episodes PLACE=U1 PLACE_PROVIDER=PR6
        * Episodes PLACE=U1
        Episodes PLACE=T3
        * Episodes PLACE=T4
        Episodes PLACE=Z1
    """),
    ("179", """
        Episodes LS=C2 PL_LOCATION=IN
        * Episodes LS=C2
        * Episodes LS=C2 PL_LOCATION=NEAR
        Episodes LS=V4
    """),
    ("1009", """
        Episodes REASON_PLACE_CHANGE=CUSTOD
        * Episodes REASON_PLACE_CHANGE=CUSTODY
        Episodes CHILD=1
    """),
    ("353", """
        Episodes DECOM=14/10/1991
        * Episodes DECOM=13/10/1991
        Episodes CHILD=1
    """),
    ("354", """
        Episodes DECOM=31/03/2022
        * Episodes DECOM=01/04/2022
        Episodes CHILD=1
    """),
    ("355", """
        Episodes DECOM=01/06/2021 DEC=02/06/2021
        * Episodes DECOM=01/06/2021 DEC=01/06/2021
        Episodes CHILD=1
    """),
    ("356", """
        Episodes DECOM=01/06/2021 DEC=01/06/2021
        * Episodes DECOM=01/06/2021 DEC=31/05/2021
        Episodes DECOM=01/06/2021
    """),
    ("385", """
        Episodes DEC=31/03/2022
        * Episodes DEC=01/04/2022
        Episodes CHILD=1
    """),
    ("446", """
        Episodes LS=E1 DECOM=01/12/2005
        * Episodes LS=E1 DECOM=30/11/2005
        Episodes LS=C2 DECOM=30/11/2005
        Episodes LS=E1
    """),
    ("213", """
        Episodes PLACE=U1 PLACE_PROVIDER=PR1
        * Episodes PLACE=T0 PLACE_PROVIDER=PR1
        Episodes PLACE=T4 PLACE_PROVIDER=PR1
        * Episodes PLACE=Z1 PLACE_PROVIDER=PR1
        Episodes PLACE=T0
    """),
    ("526", """
        Episodes PLACE=U1 PLACE_PROVIDER=PR1
        * Episodes PLACE=U1
        Episodes PLACE=T0
        Episodes CHILD=1
    """),
    *[(code, f"""
        Episodes PLACE=U1 PLACE_PROVIDER={provider}
        * Episodes PLACE=P1 PLACE_PROVIDER={provider}
        * Episodes PLACE=R2 PLACE_PROVIDER={provider}
        * Episodes PLACE=R5 PLACE_PROVIDER={provider}
        Episodes PLACE=P1 PLACE_PROVIDER=PR0
        Episodes PLACE=P1
    """) for code, provider in (("527", "PR1"), ("528", "PR2"))],
    ("529", """
        * Episodes PLACE=A3 PLACE_PROVIDER=PR3
        * Episodes PLACE=U6 PLACE_PROVIDER=PR3
        * Episodes PLACE=K2 PLACE_PROVIDER=PR3
        Episodes PLACE=R2 PLACE_PROVIDER=PR3
        Episodes PLACE=K2 PLACE_PROVIDER=PR4
    """),
    *[(code, f"""
        * Episodes PLACE=P1 PLACE_PROVIDER={provider}
        Episodes PLACE=R2 PLACE_PROVIDER={provider}
        Episodes PLACE=P1 PLACE_PROVIDER=PR0
        Episodes PLACE_PROVIDER={provider}
    """) for code, provider in (("530", "PR4"), ("531", "PR5"))],
    ("550", """
        Episodes PLACE=P1 PLACE_PROVIDER=PR0
        * Episodes PLACE=U1 PLACE_PROVIDER=PR0
        * Episodes PLACE_PROVIDER=PR0
        Episodes PLACE=U1 PLACE_PROVIDER=PR1
    """),
    ("1015", """
        Episodes LS=C2 PLACE=K2 PLACE_PROVIDER=PR1 PL_LA=E09000033
        * Episodes LS=C2 PLACE=K2 PLACE_PROVIDER=PR1 PL_LA=E09000020
        Episodes LS=C2 PLACE=U4 PLACE_PROVIDER=PR1 PL_LA=E09000020
        Episodes LS=V3 PLACE=K2 PLACE_PROVIDER=PR1 PL_LA=E09000020
        Episodes LS=C2 PLACE=K2 PLACE_PROVIDER=PR2 PL_LA=E09000020
        Episodes LS=C2 PLACE=K2 PLACE_PROVIDER=PR1
    """),
    ("169", """
        Episodes LS=C2 PL_LA=E09000033
        * Episodes LS=C2
        Episodes LS=V3
    """),
    ("411", """
        Episodes PL_LOCATION=IN PL_LA=E09000033
        * Episodes PL_LOCATION=OUT PL_LA=E09000033
        * Episodes PL_LOCATION=IN PL_LA=WAL
        Episodes PL_LOCATION=OUT PL_LA=WAL
        Episodes PL_LA=WAL
    """),
    ("392c", """
        Episodes HOME_POST=SW1A2AA PL_POST=w85ne
        * Episodes HOME_POST=SW1A2AA PL_POST=W8
        * Episodes HOME_POST=UNKNOWN
        Episodes CHILD=1
    """),
    ("392d", """
        Episodes HOME_POST=SW1A2AA PL_POST=W85NE PLACE=U1
        * Episodes HOME_POST=SW1A2AA PL_POST=sw1a2aa PLACE=U1
        Episodes HOME_POST=SW1A2AA PL_POST=SW1A2AA PLACE=P1
        Episodes PLACE=U1
    """),
    ("454", """
        Episodes PL_DISTANCE=350
        * Episodes PL_DISTANCE=350.1
        Episodes PL_DISTANCE=999.9
        Episodes PL_DISTANCE=far
        Episodes CHILD=1
    """),
    ("218", """
        Episodes PLACE=K2 URN=SC000001 PL_LA=E09000033
        * Episodes PLACE=K2 PL_LA=E09000033
        * Episodes PLACE=U4 PL_LA=E09000033 DEC=01/04/2021
        Episodes PLACE=U4 PL_LA=E09000033 DEC=31/03/2021
        Episodes PLACE=K2 PL_LA=WAL
        Episodes PLACE=P1 PL_LA=E09000033
    """),
    ("222", """
        Episodes PLACE=K2 URN=SC000001
        * Episodes PLACE=P1 URN=SC000001
        * Episodes PLACE=T1 URN=SC000001
        Episodes PLACE=P1 URN=XXXXXXX
        Episodes PLACE=P1
    """),
    ("242", """
        Episodes PLACE=A4 URN=XXXXXXX
        * Episodes PLACE=U4 URN=XXXXXXX
        Episodes PLACE=U4 URN=SC000001
        Episodes PLACE=U4
    """),
    ("243", """
        Episodes URN=SC000001 PL_LA=E09000033
        * Episodes URN=SC000001 PL_LA=SCO
        Episodes URN=XXXXXXX PL_LA=SCO
        Episodes PL_LA=SCO
    """),
    ("1008", """
        Providers URN=SC000001
        Episodes URN=SC000001
        * Episodes URN=SC000002
        Episodes URN=XXXXXXX
        Episodes CHILD=1
    """),
    ("219", """
        Providers URN=SC000001 PLACE_CODES=K1,K2
        Providers URN=SC000002
        Episodes URN=SC000001 PLACE=K2
        * Episodes URN=SC000001 PLACE=U1
        Episodes URN=SC000002 PLACE=U1
        Episodes URN=SC000003 PLACE=U1
    """),
    ("224", """
        Providers URN=SC000001 PROVIDER_CODES=PR4,PR5
        Episodes URN=SC000001 PLACE_PROVIDER=PR4
        * Episodes URN=SC000001 PLACE_PROVIDER=PR1
        Episodes URN=SC000001
    """),
    ("221", """
        Providers URN=SC000001 POSTCODE=SW1A2AA
        Episodes URN=SC000001 LS=C2 PLACE=K2 PL_POST=sw1a2aa
        * Episodes URN=SC000001 LS=C2 PLACE=K2 PL_POST=W85NE
        Episodes URN=SC000001 LS=V3 PLACE=K2 PL_POST=W85NE
        Episodes URN=SC000001 LS=C2 PLACE=U1 PL_POST=W85NE
    """),
    ("227", """
        Providers URN=SC000001 REG_END=01/06/2021
        Providers URN=SC000002
        Episodes URN=SC000001 DECOM=01/06/2021
        * Episodes URN=SC000001 DECOM=02/06/2021
        Episodes URN=SC000002 DECOM=02/06/2021
    """),
    ("228", """
        Providers URN=SC000001 REG_END=01/06/2021
        Episodes URN=SC000001 DEC=01/06/2021
        * Episodes URN=SC000001 DEC=02/06/2021
        * Episodes URN=SC000001
    """),
    ("229", """
        Providers URN=SC000001 LA_CODE_INFERRED=E09000033
        Providers URN=SC000002 LA_CODE_INFERRED=E09000020
        Episodes URN=SC000001 PLACE=K2 PLACE_PROVIDER=PR1
        * Episodes URN=SC000002 PLACE=K2 PLACE_PROVIDER=PR1
        * Episodes URN=SC000001 PLACE=K2 PLACE_PROVIDER=PR2
        Episodes URN=SC000002 PLACE=K2 PLACE_PROVIDER=PR2
        Episodes URN=SC000001 PLACE=K2 PLACE_PROVIDER=PR4
    """),
    ("241", """
        Providers URN=SC000001 LA_CODE_INFERRED=E09000020
        Episodes URN=SC000001 PLACE=K3 PL_LA=E09000020
        Episodes URN=SC000001 PLACE=K3 PL_LA=E09000033
        * Episodes URN=SC000001 PLACE=K3 PL_LA=E09000001
        Episodes URN=SC000001 PLACE=U1 PL_LA=E09000001
        Episodes URN=XXXXXXX PLACE=K3 PL_LA=E09000001
    """),
    ("390", """
        Episodes REC=E11 PLACE=A6
        * Episodes REC=E12 PLACE=U1
        * Episodes REC=E11
        Episodes REC=E4A PLACE=U1
    """),
    ("516", """
        Episodes REC=E45 PLACE=U6
        * Episodes REC=E46 PLACE=K2
        Episodes REC=E47 PLACE=K2
    """),
    ("365", """
        Episodes LS=V3 DECOM=01/06/2021 DEC=18/06/2021
        * Episodes LS=V3 DECOM=01/06/2021 DEC=19/06/2021
        * Episodes LS=V3 DECOM=01/03/2022
        Episodes LS=C2 DECOM=01/06/2021
    """),
    ("366", """
        Episodes LS=V3 RNE=S
        * Episodes LS=V3 RNE=P
        * Episodes LS=V3
        Episodes LS=C2 RNE=P
    """),
    ("378", """
        * Episodes LS=V2 PLACE=P1
        Episodes LS=C2 PLACE=P1
        Episodes LS=V2 PLACE=U1
        Episodes PLACE=P1
    """),
    ("380", """
        * Episodes PLACE=T0 RNE=S
        * Episodes PLACE=T0
        Episodes PLACE=T0 RNE=P
        Episodes PLACE=T4 RNE=B
        Episodes PLACE=U1 RNE=S
    """),
    ("381", """
        * Episodes PLACE=T4 REC=E4A
        Episodes PLACE=T4 REC=X1
        Episodes PLACE=T4
        Episodes PLACE=U1 REC=E4A
    """),
    ("382", """
        * Episodes LS=V3 PLACE=T1
        Episodes LS=V3 PLACE=U1
        Episodes LS=C2 PLACE=T1
    """),
    ("384", """
        * Episodes LS=V3 PLACE=U4
        * Episodes LS=V4 PLACE=U1
        Episodes LS=V3 PLACE=U6
        Episodes LS=C2 PLACE=U4
    """),
    ("408", """
        * Episodes LS=C2 PLACE=A5
        * Episodes PLACE=A6
        Episodes LS=E1 PLACE=A5
        Episodes LS=C2 PLACE=A3
    """),
    ("214", """
        * Episodes LS=V3 PL_POST=SW1A2AA
        * Episodes LS=V4 URN=SC000001
        Episodes LS=C2 PL_POST=SW1A2AA URN=SC000001
        Episodes LS=V3
    """),
    ("398", """
        * Episodes LS=V3 PL_POST=SW1A2AA
        * Episodes LS=V4 HOME_POST=SW1A2AA
        Episodes LS=C2 PL_POST=SW1A2AA HOME_POST=SW1A2AA
        Episodes LS=V3
    """),
    ("420", """
        * Episodes LS=V3 PL_LA=E09000033
        Episodes LS=C2 PL_LA=E09000033
        Episodes LS=V3
    """),
    ("217", """
        Episodes PLACE=A3 DECOM=01/04/2015 RNE=T
        * Episodes PLACE=A3 DECOM=01/04/2015 RNE=P
        * Episodes PLACE=A5 DECOM=01/04/2015
        Episodes PLACE=A5 DECOM=31/03/2015 RNE=P
        Episodes PLACE=A6 DECOM=01/04/2015 RNE=P
    """),
    ("233", """
        * Episodes REASON_PLACE_CHANGE=CARPL
        Episodes REASON_PLACE_CHANGE=CARPL DEC=01/06/2021 REC=X1
        Episodes CHILD=1
    """),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), CASES, ids=[code for code, _ in CASES])
def test_a_rule_finds_the_episodes_that_break_it_and_no_others(code, text):
    rows, starred = found(code, text)
    assert rows == starred
