"""Referrals: how many there are, from whom, about what, of whom, and what became of them.

A referral is a request for services for a child whose case is not open. A contact is not a
referral, and news of an open case is not one either.
"""

from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows as of

NEEDS = (
    "ssd_cin_episodes.cine_referral_id",
    "ssd_cin_episodes.cine_person_id",
    "ssd_cin_episodes.cine_referral_date",
)
NFA = "ssd_cin_episodes.cine_referral_nfa"
NEED = "ssd_cin_episodes.cine_cin_primary_need_code"
SOURCE = "ssd_cin_episodes.cine_referral_source_code"
CLOSURE = ("ssd_cin_episodes.cine_close_date", "ssd_cin_episodes.cine_close_reason")
CHILD = ("age", "sex", "ethnic_group", "disability")
ANONYMOUS = (nw.col("referred_by") == "9").fill_null(False)
C1 = "DfE, Children in need statistics, table c1"

referral_indicator = partial(indicator, theme="Referrals", source=C1, needs=NEEDS)


@referral_indicator(
    "IND004",
    title="Referrals",
    by=("month", "source", "primary_need", *CHILD),
    caveats=(
        (
            "Where an authority records contacts as referrals, or stops doing so, the number moves "
            "though the children's lives have not."
        ),
    ),
    questions=(
        "Has the number changed because need has, or because the front door was rearranged?",
        "Which agencies refer more than they did, and did they try early help first?",
        "Who is missing: which groups of children are referred less than their numbers suggest?",
    ),
)
def referrals(facts: Facts, period: Period) -> Rows:
    """Referrals dated in the period, those without further action too.

    Each referral counts, so a child referred twice counts twice. Contacts do not count, and
    neither does news of a case that is already open.
    """
    return of.referrals(facts, period)


@referral_indicator(
    "IND005",
    title="Rate of referrals",
    unit="rate",
    questions=(
        "How does the rate compare with neighbours whose thresholds are like ours?",
        "Is a low rate a sign that early help works, or that people do not come to us?",
    ),
)
def referral_rate(facts: Facts, period: Period) -> Rows:
    """Referrals dated in the period for every 10,000 children aged 0 to 17 who live in the area.

    Each referral counts. The population is the mid-year estimate of the year before the one
    that the reporting year is named by. Contacts do not count.
    """
    return of.referrals(facts, period)


@referral_indicator(
    "IND006",
    title="Children with a referral",
    each="person",
    by=("month", *CHILD),
    caveats=("A child referred in two months counts in each, so months do not add up.",),
    questions=(
        "How many referrals stand behind each child, and is that number growing?",
        "Do brothers and sisters come in one referral or one by one?",
    ),
)
def children_referred(facts: Facts, period: Period) -> Rows:
    """Children with at least one referral dated in the period, each counted once.

    Children are told apart within an authority by its own identifier. A child known to both
    authorities counts in each: they are not matched. Children with a contact alone do not count.
    """
    return of.referrals(facts, period)


@referral_indicator(
    "IND007",
    title="Re-referrals within 12 months",
    unit="percentage",
    better="lower",
    owner="Head of front door services",
    look_back=True,
    by=("month", "source", "primary_need", *CHILD),
    caveats=(
        "Needs the return of the year before: without it, early months would look too good.",
        "A fall can mean that work lasted, or that second calls for help were not heard.",
    ),
    questions=(
        "Was the first referral closed too early, or is the second about something new?",
        "What did the family say had not changed when the case was closed?",
        "Which referrers come back, and were they told what came of the first referral?",
    ),
)
def re_referrals(facts: Facts, period: Period) -> Rows:
    """Of the referrals dated in the period, those within 12 months of an earlier referral.

    The earlier referral is of the same child to the same authority, in this return or in that of
    the year before, and counts even if no action followed it. Referrals of one child on
    one day are one. Exactly 12 months later still counts. Referrals to other authorities do not.
    """
    return of.flagged(
        of.referrals(facts, period),
        of.re_referred(facts),
        "numerator",
        on=("lscp_authority", "person", "on"),
    )


@referral_indicator(
    "IND136",
    title="Children re-referred within 12 months",
    unit="percentage",
    each="person",
    better="lower",
    owner="Head of front door services",
    look_back=True,
    by=CHILD,
    caveats=("Needs the return of the year before.",),
    questions=(
        "Which children came back more than once, and who looks at them as a group?",
        "Are the same families re-referred under different children's names?",
    ),
)
def children_re_referred(facts: Facts, period: Period) -> Rows:
    """Of the children referred in the period, those with a re-referral within 12 months in it.

    Each child counts once, however often referred. A re-referral is as in IND007. Children whose
    only earlier referral was to another authority are not among them.
    """
    return re_referrals.function(facts, period)


@referral_indicator(
    "IND008",
    title="Referrals with no further action",
    unit="percentage",
    owner="Head of front door services",
    needs=(*NEEDS, NFA),
    by=("month", "source", *CHILD),
    caveats=("Advice and signposting can follow: it says only that no assessment or service did.",),
    questions=(
        "Were these referrals really contacts, and who decided to record them as referrals?",
        "Which sources send most of them, and has anyone talked to them about thresholds?",
        "How many of these children are referred again within the year?",
    ),
)
def no_further_action(facts: Facts, period: Period) -> Rows:
    """Of the referrals dated in the period, those whose first consideration led to no action.

    Referrals that were assessed and then closed are not among them; those are IND009.
    """
    return of.referrals(facts, period).with_columns(numerator=nw.col("nfa"))


@referral_indicator(
    "IND009",
    title="Referrals assessed and found not in need",
    unit="percentage",
    needs=(*NEEDS, NFA, *CLOSURE),
    by=("month", "source", "primary_need", *CHILD),
    caveats=(
        (
            "From the year 2022 to 2023 the reason RC9, referred to early help, counts too: the "
            "series has a step there."
        ),
    ),
    questions=(
        "Could these families have been helped without a statutory assessment?",
        "What was offered to the family when the assessment was closed?",
    ),
)
def not_in_need(facts: Facts, period: Period) -> Rows:
    """Of the referrals dated in the period, those assessed and found not to be of a child in need.

    That is: not closed without further action, and closed by 31 March of the reporting year for
    the reason RC8 (no further action after assessment), or RC9 (to early help) from the year
    2023. Such episodes are in no table of children in need. What was closed later does not count.
    """
    return of.referrals(facts, period).with_columns(numerator=nw.col("not_in_need"))


@referral_indicator(
    "IND010",
    title="Referrals by primary need",
    unit="share",
    needs=(*NEEDS, NFA, NEED),
    by=("primary_need",),
    sets={"primary_need": "cin/primary_need"},
    caveats=(
        (
            "Primary need is recorded once for each episode, and the higher code in the list where "
            "two fit, so domestic abuse, for one, is within abuse or neglect."
        ),
    ),
    questions=(
        "Does the mix match what schools, health and police say they see?",
        "Is N1, abuse or neglect, recorded by habit?",
    ),
)
def referrals_by_need(facts: Facts, period: Period) -> Rows:
    """Referrals dated in the period with further action, as shares by primary need.

    Referrals with no further action have no primary need and are not in the base: IND004 by
    primary need shows them as a category of their own.
    """
    return of.referrals(facts, period).filter(~nw.col("nfa"))


@referral_indicator(
    "IND011",
    title="Referrals by age",
    unit="share",
    needs=(*NEEDS, "ssd_person.pers_dob"),
    by=("age",),
    questions=(
        "Are unborn children and babies referred early enough to plan before birth?",
        "At which age does the share depart from the population's, and why?",
    ),
)
def referrals_by_age(facts: Facts, period: Period) -> Rows:
    """Referrals dated in the period, as shares by the child's age on the day of referral.

    Each referral counts. A child not yet born then is counted as unborn.
    """
    return of.referrals(facts, period)


@referral_indicator(
    "IND012",
    title="Referrals by ethnic group",
    unit="share",
    needs=(*NEEDS, "ssd_person.pers_ethnicity"),
    by=("ethnic_group",),
    caveats=(
        "Chinese is within Other up to the year 2023 and within Asian from 2024.",
        "Unborn children have no ethnic group recorded.",
    ),
    questions=(
        "Which groups are over or under their share of children in the area, and at which step?",
        "How often is ethnicity not recorded, and by whom?",
    ),
)
def referrals_by_ethnic_group(facts: Facts, period: Period) -> Rows:
    """Referrals dated in the period, as shares by the child's ethnic group.

    Each referral counts. Refused and not yet obtained are shown as unknown, never left out.
    """
    return of.referrals(facts, period)


@referral_indicator(
    "IND013",
    title="Anonymous referrals",
    unit="percentage",
    needs=(*NEEDS, SOURCE),
    source="DfE, Children in need statistics, table c5",
    by=("month", *CHILD),
    caveats=(
        (
            "Counts the census's source 9 alone. Audits of withheld identity count more: a "
            "professional who acts for somebody unnamed has a source of their own."
        ),
    ),
    questions=(
        "Are anonymous referrals looked into as carefully as named ones?",
        "Did people fear to give their names, and would a safe way to do so help?",
    ),
)
def anonymous(facts: Facts, period: Period) -> Rows:
    """Of the referrals dated in the period, those whose source is anonymous (code 9).

    Source unknown (10) is not anonymous, and neither is a named source that asked for its
    identity to be withheld.
    """
    return of.referrals(facts, period).with_columns(numerator=ANONYMOUS)


@referral_indicator(
    "IND014",
    title="Anonymous referrals with no further action",
    unit="percentage",
    owner="Head of front door services",
    needs=(*NEEDS, SOURCE, NFA),
    source="Partnership, multi-agency audit of anonymous referrals",
    by=CHILD,
    caveats=("Small numbers: a handful of referrals moves the percentage.",),
    questions=(
        "Is an anonymous referral closed more readily than the same facts with a name?",
        "What was checked with other agencies before it was closed?",
    ),
)
def anonymous_no_further_action(facts: Facts, period: Period) -> Rows:
    """Of the anonymous referrals (source 9) dated in the period, those with no further action.

    Referrals from any other source are not in the base.
    """
    return of.referrals(facts, period).filter(ANONYMOUS).with_columns(numerator=nw.col("nfa"))


@referral_indicator(
    "IND015",
    title="Referrals by source",
    unit="share",
    needs=(*NEEDS, SOURCE),
    source="DfE, Children in need statistics, table c5",
    by=("source",),
    caveats=("Where several agencies refer one child on one day, only the first is recorded.",),
    questions=(
        "Which partners refer less than their contact with children would suggest?",
        "Do the police refer every domestic incident with a child, or only some?",
    ),
)
def referrals_by_source(facts: Facts, period: Period) -> Rows:
    """Referrals dated in the period, as shares by who referred, in the groups of table c5.

    Each referral counts, those without further action too. Contacts do not.
    """
    return of.referrals(facts, period)
