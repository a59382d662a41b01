"""Small tables of children in care, with what each indicator of them must count."""

from indicator_tables import Case, stays

CHILDREN = """
children: child born       sex ethnicity
          1     2005-03-31 M   WBRI      # 17 on 31 March
          2     2021-03-31 F   CHNE      # 1 on 31 March, that day
          3     2016-04-01 F   BAFR      # 5, the day before turning 6
          4     2010-06-01 M   NOBT
          5     2012-01-01 M   MWBC
          6     2006-05-05 M   AOTH
          7     2015-01-01 F   WBRI
"""
STAYS = stays("""
    1 2021-03-31 S V2 U6 2021-06-01 X1
    1 2021-06-01 L C1 U6 -          -
    2 2021-04-01 S C2 A4 2022-03-31 E11   # not looked after on its last day
    3 2022-03-31 S L1 K2 -          -
    4 2021-05-01 S V2 P1 2021-06-01 E4A
    4 2021-07-01 S V2 U1 2021-08-01 E4B   # starts and ceases twice, and counts once
    4 2021-08-01 S C2 U1 -          -     # came back on the same day: goes on
    5 2021-05-01 S V4 S1 2021-07-01 E8    # short breaks
    6 2020-01-01 P E1 H5 2021-04-01 E5    # left on the first day of the year
    7 2020-01-01 S V2 U1 2021-03-31 E4A   # left before the year
""")
ALONE = """
alone: child status until
       1     UASC   2022-03-31   # ended on the day
       3     UASC   -
       4     other  -
       6     UASC   2021-04-01   # until leaving care
"""
NEEDS = """
care: child id on         rne placement until need
      1     a  2021-05-01 S   P         -     N1
      2     b  2021-05-01 S   Q         -     N5
      3     c  2021-05-01 S   R         -     -
      4     d  2021-05-01 S   T         -     N1
placements: child id type provider miles place
            1     P  U1   PR1      19.9  IN
            2     Q  K2   PR4      20.0  OUT
            3     R  Z1   -        -     OUT
            4     T  bad  PR4      0.0   IN
"""
BEFORE = stays("""
    1 2020-01-01 S V2 U6 -          -   2021
    2 2020-01-01 S V2 U6 2021-03-31 E5  2021
    3 2020-01-01 S V2 U6 -          -   2021
    1 2020-01-01 S V2 U6 -          -   2022
    3 2020-01-01 S V2 U6 2022-03-31 E5  2022
    4 2021-06-01 S V2 U6 -          -   2022
""")
MOVES = stays("""
    1 2020-01-01 S V2 U6 2021-05-01 X1
    1 2021-05-01 P V2 U3 2021-06-01 X1
    1 2021-06-01 L C1 U3 2021-07-01 X1    # a legal status alone is no placement
    1 2021-07-01 T C1 U1 -          -
    2 2020-01-01 S V2 U6 2021-05-01 X1
    2 2021-05-01 P V2 T3 2021-05-10 X1    # the carer is on holiday
    2 2021-05-10 P V2 U6 2021-09-01 X1    # and back
    2 2021-09-01 B C1 K2 -          -
    3 2020-01-01 S V2 U6 2021-03-31 X1    # ended before the year
    3 2021-03-31 P V2 U6 2021-09-01 X1
    3 2021-09-01 U V2 U4 -          -
    4 2021-04-01 S V2 U6 2021-04-02 E4A
    4 2021-05-01 S V2 U6 2021-05-02 E4A
    4 2021-06-01 S V2 U6 -          -     # each time in care is a placement
    5 2021-04-01 S V2 U6 2021-05-01 X1
    5 2021-05-01 P V2 K2 2021-06-01 X1
    5 2021-06-01 P V2 K1 2021-07-01 E4A   # is not looked after at the end
""")
TWO_YEARS = stays("""
    1 2019-01-01 S V2 U6 2020-04-01 X1  2021  # the placement of the first day
    1 2020-04-01 P V2 U3 2021-01-01 X1  2021
    1 2021-01-01 P V2 U6 -          -   2021
    1 2021-01-01 P V2 U6 -          -   2022
    2 2019-01-01 S V2 U6 2020-03-31 X1  2021  # ended before
    2 2020-03-31 P V2 U6 -          -   2021
    2 2020-03-31 P V2 U6 2022-03-01 X1  2022
    2 2022-03-01 P V2 K2 -          -   2022
    3 2021-01-01 S V2 U6 -          -   2021
    3 2021-01-01 S V2 U6 2021-06-01 E4A 2022
    3 2021-07-01 S V2 U6 2022-02-01 X1  2022
    3 2022-02-01 P V2 U6 -          -   2022  # at home in between, and in care on both days
    4 2021-05-01 S V2 U6 2021-06-01 X1  2022  # not in care a year before
    4 2021-06-01 P V2 U6 2021-07-01 X1  2022
    4 2021-07-01 P V2 U6 -          -   2022
""")
STABLE = """
children: child born
          1     2010-01-01
          2     2010-01-01
          3     2006-03-31               # 16 on the day
          4     2010-01-01
          5     2010-01-01
          6     2010-01-01
          7     2018-01-01
          8     2010-01-01
          9     2010-01-01
""" + stays("""
    1 2019-09-30 S V2 U6 2020-03-31 X1 2021  # exactly 2½ years
    1 2020-03-31 P V2 U6 -          -  2021
    1 2020-03-31 P V2 U6 -          -  2022  # exactly 2 years
    2 2019-10-01 S V2 U6 2020-05-01 X1 2021  # a day less than 2½ years
    2 2020-05-01 P V2 U6 -          -  2021
    2 2020-05-01 P V2 U6 -          -  2022
    3 2010-01-01 S V2 U6 -          -  2022
    4 2010-01-01 S V2 U6 2020-04-01 X1 2021
    4 2020-04-01 P V2 U6 -          -  2021
    4 2020-04-01 P V2 U6 -          -  2022  # a day less than 2 years
    5 2019-12-01 P V2 U6 -          -  2022  # came into care before, but when?
    6 2010-01-01 P V2 U6 2021-05-01 X1 2022
    6 2021-05-01 P V2 T3 2021-05-10 X1 2022  # on holiday
    6 2021-05-10 P V2 U6 -          -  2022
    7 2018-01-01 S C2 U6 2021-12-01 X1 2022
    7 2021-12-01 B E1 A6 -          -  2022  # placed for adoption: with the carer before
    8 2018-01-01 S V2 U6 2021-01-01 E4A 2021
    8 2021-01-01 S V2 U6 -          -   2022  # back on the same day: no break, another carer
    9 2018-01-01 S V2 U6 2021-01-01 E4A 2021
    9 2021-01-02 S V2 U6 -          -   2022  # a break
""")
CHANGED = """
care: child id on         rne placement until      rec
      1     a  2020-05-01 S   P         2021-05-01 X1
      1     b  2021-05-01 L   Q         2021-06-01 X1
      1     c  2021-06-01 P   R         -          -
      2     d  2020-05-01 S   S         2021-05-01 X1
placements: child id type on         until      why
            1     P  U6   2020-05-01 2021-05-01 CARPL
            1     Q  U6   2021-05-01 2022-03-31 CHILD
            1     R  U6   2021-06-01 -          -
            2     S  U6   2020-05-01 2021-05-01 LAREQ  # short breaks
statuses: child id ls on
          2     d  V3 2020-05-01
"""
WORKERS = (
    STAYS
    + """
workers: child worker role          on         until
         1     SW1    social~worker 2020-01-01 2021-04-01
         1     SW2    social~worker 2021-04-01 2021-06-01
         1     SW1    social~worker 2021-06-01 2021-07-01  # the same again
         1     SW3    social~worker 2021-07-01 -
         3     SW1    social~worker 2020-01-01 2021-03-31  # before the year
         3     SW2    social~worker 2021-04-01 2021-06-01
         3     SW3    social~worker 2021-06-01 -
         4     SW1    social~worker 2021-06-01 -
         4     SW2    social~worker 2021-06-01 -
         4     SW3    adviser       2021-06-01 -
"""
)
REVIEWS = """
care: child id care on         rne until      year
      1     a  A    2021-05-04 S   -          2022
      2     b  B    2021-05-04 S   -          2022
      3     c  C1   2020-01-06 S   -          2021
      3     d  C2   2020-01-06 S   -          2022
      4     e  D    2020-01-06 S   -          2022
      5     f  E    2020-01-06 P   -          2022
      6     g  F    2021-05-04 S   2021-06-04 2022
statuses: child id ls on
          6     g  V3 2021-05-04
care_reviews: care held       code year
              A    2021-06-02 PN1  2022     # 20 working days: a bank holiday between
              A    2021-09-02 PN4  2022     # exactly 3 months
              A    2022-03-03 PN7  2022     # 6 months and a day
              B    2021-06-03 PN2  2022     # 21 working days
              B    2021-10-01 PN0  2022     # more than 3 months, for the second
              C1   2020-08-01 PN5  2021
              C1   2021-01-10 PN5  2021
              C2   2021-07-10 PN5  2022     # exactly 6 months
              D    2021-06-01 PN6  2022     # when was the one before?
              D    2021-10-01 -    2022     # is it the second or later?
              E    2021-06-01 PN3  2022     # since when in care?
              E    2021-09-01 bad  2022     # in time in any case
              E    2022-03-02 PN3  2022     # late in any case
              F    2021-05-20 PN1  2022     # short breaks
              G    2021-05-20 PN1  2022     # of nobody
"""
OUTCOMES = """
children: child born
          1     2017-03-31   # turns 5
          2     2017-04-01   # is 4
          3     2012-03-31   # turns 10
          4     2005-03-31   # turns 17
          5     2004-03-31   # turns 18
          6     2006-01-01   # is 16
outcomes: child convicted
          1     N
          2     N
          3     Y
          4     1
          5     Y
          6     -
          7     N            # of no known age
health: child check             status
        1     HEALTH_ASSESSMENT Y
        2     HEALTH_ASSESSMENT N
        3     HEALTH_ASSESSMENT 1
        1     TEETH_CHECK       Y
        2     HEALTH_CHECK      Y
        1     HEALTH_CHECK      Y
        9     TEETH_CHECK       Y          # not in care for 12 months
immunisations: child status
               1     Y
               2     N
               9     Y
scores: child score
        1     13
        3     14
        6     40
        4     30              # is 17
        2     3               # is 4
misuse: child misused received refused
        1     Y       Y        N
        2     1       -        1
        3     N       Y        N
        9     Y       Y        N
"""
FIRST_WEEKS = (
    stays("""
    1 2021-05-04 S V2 U6 -          -
    2 2021-05-04 S V2 U6 -          -
    3 2021-05-04 S V2 U6 2021-06-01 E4A   # left after 19 working days
    4 2021-05-04 S V2 U6 2021-06-02 E4A
    5 2022-03-20 S V2 U6 -          -     # not due yet
""")
    + """
health: child check                     on
        1     Initial~Health~Assessment 2021-06-02   # 20 working days
        1     Health~Assessment         2021-12-01
        2     Health~Assessment         2021-06-03   # 21
        2     Health~Assessment         2021-05-01   # before care
        4     Dental~Check              2021-05-10
"""
)
MISSING = (
    CHILDREN
    + STAYS
    + """
missing: child id type on
         1     a  M    2021-04-01
         1     b  M    2022-03-31
         1     c  A    2021-06-01
         2     d  M    2022-03-31
         3     e  M    2021-06-01   # not yet in care
         4     f  A    2021-05-10
         4     g  M    2021-06-10   # at home between two stays
         5     h  M    2021-06-10   # short breaks
"""
)
ADOPTED = (
    CHILDREN
    + stays("""
    1 2020-01-01 S C1 U6 2021-02-01 X1  2021
    1 2021-02-01 P C1 A5 -          -   2021
    1 2021-02-01 P C1 A5 2021-06-01 X1  2022
    1 2021-06-01 L E1 A5 2021-12-01 E12 2022
    2 2021-05-01 S C1 U5 2021-07-01 X1  2022
    2 2021-07-01 U E1 A5 2022-03-31 E11 2022
    3 2021-01-01 L E1 A5 2021-06-01 E11 2022  # placed when?
    4 2021-01-01 S E1 A5 2021-06-01 E46 2022
    5 2021-01-01 S E1 A5 2021-03-31 E11 2022  # before the year
""")
    + """
permanence: child decided    matched
            1     2020-02-01 2021-01-01
            2     2021-06-01 2021-05-31   # before the decision
            3     2020-06-01 2020-09-01
"""
)
LEAVERS = """
children: child born
          1     2005-03-31   # turns 17
          2     2004-03-31   # 18
          3     2003-03-31   # 19
          4     2001-03-31   # 21
          5     2003-05-01   # 18
          6     2002-05-01   # 19
          7     2002-05-01
          8     2001-06-01   # 20
leavers: child in_touch activity accommodation
         1     YES      F2       B1
         2     NO       0        0
         3     YES      P5       S2
         4     REFU     G5       K1
         5     YES      G4       C1
         6     DIED     0        0
         7     RHOM     F1       B1
         8     YES      F1       Z1
         9     YES      F1       Z1    # of no known age
"""
HOUSED = f"""
{
    LEAVERS.replace(
        "leavers:",
        '''          10    2004-03-30   # 18
          11    2003-03-30   # 19
leavers:''',
    ).strip()
}
         10    NO       0        G1    # gone abroad
         11    NO       0        R2    # nobody knows where
"""
CASES_OF_CARE = {
    "IND059": Case(CHILDREN + STAYS + ALONE, 3, by={
        "age": {"16+": 1, "5-9": 1, "10-15": 1},
        "sex": {"M": 2, "F": 1},
        "ethnic_group": {"WHITE": 1, "BLACK": 1, "UNKNOWN": 1},
        "legal_status": {"ICO": 1, "CP": 1, "FCO": 1},
        "placement": {"FOSTER": 1, "HOMES": 1, "KIN": 1},
        "unaccompanied": {"Y": 1, "N": 2},
        "need": {"UNKNOWN": 3}, "provider": {"UNKNOWN": 3}, "distance": {"UNKNOWN": 3},
    }),
    "IND060": Case(STAYS, 3.0, of=(3, 10_000)),
    "IND061": Case(BEFORE, 0.0, of=(2, 2)),
    "IND062": Case(CHILDREN + STAYS + ALONE, 3, by={
        "month": {"2021-04": 1, "2021-05": 1, "2022-03": 1},
        "age": {"U1": 1, "5-9": 1, "10-15": 1},
        "legal_status": {"FCO": 1, "CP": 1, "S20": 1},
        "placement": {"ADOPT": 1, "HOMES": 1, "PARENTS": 1},
        "unaccompanied": {"Y": 1, "N": 2},
    }),
    "IND171": Case(STAYS, 3.0, of=(3, 10_000)),
    "IND063": Case(CHILDREN + STAYS + ALONE, 3, by={
        "unaccompanied": {"Y": 1, "N": 2},
        "month": {"2021-04": 1, "2021-06": 1, "2022-03": 1},
        "reason_ceased": {"ADOPTED": 1, "E4A": 1, "E5": 1},
        "age": {"1-4": 1, "10-15": 2},
    }),
    "IND172": Case(STAYS, 3.0, of=(3, 10_000)),
    "IND170": Case(CHILDREN + STAYS, 5, by={
        "age": {"16+": 1, "1-4": 1, "5-9": 1, "10-15": 2},
    }),
    "IND064": Case(STAYS + ALONE, 33.3, of=(1, 3)),
    "IND069": Case(MOVES, 50.0, of=(2, 4)),
    "IND208": Case(TWO_YEARS, 66.7, of=(2, 3)),
    "IND070": Case(STABLE, 60.0, of=(3, 5), left_out=1),
    "IND071": Case(NEEDS, 33.3, of=(1, 3), left_out=1, by={
        "placement": {"HOMES": 100.0},
    }),
    "IND173": Case(MOVES, 10),
    "IND174": Case(CHANGED, 2, by={"change_reason": {"CARPL": 1, "CHILD": 1}}),
    "IND203": Case(WORKERS, 33.3, of=(1, 3)),
    "IND065": Case(REVIEWS, 11, by={"participation": {
        "PN0": 1, "PN1": 1, "PN2": 1, "PN3": 2, "PN4": 1, "PN5": 1, "PN6": 1, "PN7": 1,
        "UNKNOWN": 2,
    }}),
    "IND066": Case(REVIEWS, 40.0, of=(4, 10), left_out=1),
    "IND067": Case(REVIEWS, 75.0, of=(6, 8), left_out=2),
    "IND068": Case(REVIEWS, 62.5, of=(5, 8), left_out=2),
    "IND178": Case(OUTCOMES, 7, by={"age": {
        "1-4": 1, "5-9": 1, "10-15": 1, "16+": 3, "UNKNOWN": 1,
    }}),
    "IND073": Case(OUTCOMES, 28.6, of=(2, 7)),
    "IND179": Case(OUTCOMES, 14.3, of=(1, 7)),
    "IND180": Case(OUTCOMES, 14.3, of=(1, 7)),
    "IND181": Case(OUTCOMES, 100.0, of=(1, 1), left_out=1),
    "IND182": Case(OUTCOMES, 100.0, of=(3, 3), left_out=1),
    "IND074": Case(OUTCOMES, 22.3, of=(None, 3)),
    "IND183": Case(OUTCOMES, by={
        "sdq_band": {"NORMAL": 33.3, "BORDERLINE": 33.3, "CONCERN": 33.3},
    }),
    "IND184": Case(OUTCOMES, 66.7, of=(2, 3), left_out=1),
    "IND185": Case(OUTCOMES, 28.6, of=(2, 7)),
    "IND186": Case(OUTCOMES, 50.0, of=(1, 2)),
    "IND187": Case(OUTCOMES, 50.0, of=(1, 2)),
    "IND072": Case(FIRST_WEEKS, 33.3, of=(1, 3), left_out=1),
    "IND077": Case(MISSING, 3, by={"month": {"2021-04": 1, "2022-03": 2}}),
    "IND177": Case(MISSING, 2),
    "IND175": Case(MISSING, 2, by={"sex": {"M": 1, "F": 1}}),
    "IND176": Case(MISSING, 40.0, of=(2, 5)),
    "IND188": Case(ADOPTED, 3, by={"sex": {"M": 1, "F": 2}}),
    "IND189": Case(ADOPTED, 75.0, of=(3, 4)),
    "IND191": Case(ADOPTED, 7.0, of=(None, 2), left_out=1),
    "IND192": Case(ADOPTED, 1.0, of=(None, 2), left_out=1),
    "IND193": Case(ADOPTED, 9.5, of=(None, 2), left_out=1),
    "IND194": Case(ADOPTED, 7.5, of=(None, 2), left_out=1),
    "IND195": Case(ADOPTED, 17.0, of=(None, 2), left_out=1),
    "IND196": Case(ADOPTED, 100.0, of=(2, 2), left_out=1),
    "IND197": Case(LEAVERS, 3, left_out=1),
    "IND198": Case(LEAVERS, 3, left_out=1),
    "IND199": Case(LEAVERS, 66.7, of=(2, 3), left_out=1),
    "IND200": Case(LEAVERS, 66.7, of=(2, 3), left_out=1),
    "IND201": Case(HOUSED, 66.7, of=(2, 3), left_out=1),
    "IND075": Case(HOUSED, 66.7, of=(2, 3), left_out=1),
    "IND202": Case(LEAVERS, 33.3, of=(1, 3), left_out=1),
    "IND076": Case(LEAVERS, 66.7, of=(2, 3), left_out=1),
    "IND204": Case(HOUSED, by={"suitability": {"SUITABLE": 66.7, "UNKNOWN": 33.3}}, left_out=1),
    "IND205": Case(HOUSED, by={"suitability": {"SUITABLE": 66.7, "UNSUITABLE": 33.3}}, left_out=1),
    "IND206": Case(LEAVERS, by={
        "activity": {"EDUCATION": 33.3, "NEET_ILL": 33.3, "UNKNOWN": 33.3},
    }, left_out=1),
    "IND207": Case(LEAVERS, by={"activity": {"HE": 33.3, "WORK": 33.3, "NEET_OTHER": 33.3}},
                   left_out=1),
}  # fmt: skip
