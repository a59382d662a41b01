"""Children in need: episodes of need, as tables b1 to b6 count them.

An episode of need is a referral that neither ended without further action nor was assessed and
found not in need (see IND009). A child can have several in a year, one at a time.
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
    "ssd_cin_episodes.cine_referral_nfa",
    "ssd_cin_episodes.cine_close_date",
    "ssd_cin_episodes.cine_close_reason",
)
PRIMARY_NEED = {"primary_need": "cin/primary_need"}
CHILD = ("age", "sex", "ethnic_group", "disability")
STOCK = "Open cases do not roll forward from one year's return to the next: each year stands alone."

cin_indicator = partial(
    indicator, theme="Children in need", needs=NEEDS, sets=PRIMARY_NEED,
    source="DfE, Children in need statistics, table b1",
)  # fmt: skip


@cin_indicator(
    "IND028",
    title="Children in need",
    when="at_end",
    by=("primary_need", "source", *CHILD, "duration"),
    source="DfE, Children in need statistics, tables b1, b3 and b4",
    caveats=(STOCK, "Those who wait for an assessment are counted (IND127)."),
    questions=(
        "Is the number up because more came in, or because fewer were closed?",
        "What does this mean for the caseload of each social worker?",
        "Which children are open with nobody visiting them?",
    ),
)
def children_in_need(facts: Facts, period: Period) -> Rows:
    """Episodes of need open at the end of the period's last day (31 March for a year).

    An episode closed on that day is not open. Children looked after and on protection plans
    count, as do those awaiting assessment. Referrals without further action and episodes found
    not in need by 31 March do not. Duration runs from the referral to the period's last day.
    """
    return of.open_until(of.episodes_of_need(facts, period), period)


@cin_indicator(
    "IND029",
    title="Rate of children in need",
    unit="rate",
    when="at_end",
    caveats=(STOCK,),
    questions=(
        "Is the rate high because need is, or because cases stay open longer?",
        "How does it sit beside poverty and housing in the area?",
    ),
)
def rate_in_need(facts: Facts, period: Period) -> Rows:
    """Episodes of need open at the end of the period for every 10,000 children aged 0 to 17.

    Counted as IND028, over the mid-year population of the year before. Not in need and no
    further action do not count.
    """
    return of.episodes_of_need(facts, period)


@cin_indicator(
    "IND030",
    title="Children in need through family stress, dysfunction or absent parenting",
    unit="rate",
    when="at_end",
    better="lower",
    owner="Head of early help",
    needs=(*NEEDS, "ssd_cin_episodes.cine_cin_primary_need_code"),
    source="Local Authority Interactive Tool; DfE, Children in need statistics, table b3",
    caveats=(
        STOCK,
        "Only the primary need counts: stress beside abuse or neglect is recorded as the latter.",
    ),
    questions=(
        "Was early help offered to these families before they became children in need?",
        "Does a low rate mean little stress, or a habit of recording abuse or neglect?",
    ),
)
def family_stress(facts: Facts, period: Period) -> Rows:
    """Episodes of need open at the end of the period with the primary need N4, N5 or N8.

    Family in acute stress, family dysfunction and absent parenting, for every 10,000 children
    aged 0 to 17. Other needs do not count, nor does an episode that IND028 leaves out.
    """
    chosen = nw.col("need").is_in(["N4", "N5", "N8"])
    return of.episodes_of_need(facts, period).filter(chosen)


@cin_indicator(
    "IND121",
    title="Episodes of need at any point",
    when="at_any_point",
    by=("primary_need", *CHILD),
    questions=(
        "How many of these families does one social worker, or one school, meet in a year?",
        "Is the year's workload growing while the number on 31 March stands still?",
    ),
)
def any_point(facts: Facts, period: Period) -> Rows:
    """Episodes of need open at some time in the period, whenever they started.

    Each episode counts. It is those that ended in the period and those open at its end. What was
    closed before the period does not count, nor what IND028 leaves out.
    """
    return of.episodes_of_need(facts, period)


@cin_indicator(
    "IND122",
    title="Children in need at any point",
    when="at_any_point",
    each="person",
    by=CHILD,
    questions=(
        "How many children had more than one episode, and what happened between them?",
        "What share of all children in the area is this?",
    ),
)
def children_any_point(facts: Facts, period: Period) -> Rows:
    """Children with an episode of need open at some time in the period, each counted once.

    Episodes are as in IND121. Referrals without action and children found not in need do not
    count.
    """
    return of.episodes_of_need(facts, period)


@cin_indicator(
    "IND123",
    title="Episodes of need started",
    by=("month", "source", "primary_need", *CHILD),
    questions=(
        "Is the rise in referrals, or in the share of them that is taken up?",
        "In which months do more start than end, and is that planned for?",
    ),
)
def episodes_started(facts: Facts, period: Period) -> Rows:
    """Episodes of need whose referral is dated in the period.

    They are the referrals of the period less those without further action and those found
    not in need by 31 March.
    """
    return of.started(of.episodes_of_need(facts, period))


@cin_indicator(
    "IND124",
    title="Children starting an episode of need",
    each="person",
    by=("month", *CHILD),
    caveats=("A child who starts in two months counts in each, so months do not add up.",),
    questions=(
        "How many of them had been children in need before?",
        "Are babies and teenagers a growing part of those who start?",
    ),
)
def children_started(facts: Facts, period: Period) -> Rows:
    """Children with an episode of need whose referral is dated in the period, each once.

    A child with two such episodes counts once. Episodes found not in need do not count.
    """
    return of.started(of.episodes_of_need(facts, period))


@cin_indicator(
    "IND125",
    title="Episodes of need ended",
    by=("month", "closure_reason", "duration", "primary_need", *CHILD),
    source="DfE, Children in need statistics, tables b1, b5 and b6",
    questions=(
        "What had changed for the child when the case was closed, and who says so?",
        "How many of those closed within three months are referred again?",
        "Do cases stay open for want of a decision?",
    ),
)
def episodes_ended(facts: Facts, period: Period) -> Rows:
    """Episodes of need closed in the period, whenever they started.

    Duration runs from the referral to the closure. Episodes closed as not in need (RC8, and RC9
    from the year 2023) do not count, whenever they were referred, nor do referrals without
    further action.
    """
    return of.ended(of.episodes_of_need(facts, period))


@cin_indicator(
    "IND126",
    title="Children whose episode of need ended",
    each="person",
    by=("month", *CHILD),
    caveats=("A child whose episodes end in two months counts in each.",),
    questions=(
        "Did these children and their parents take part in the decision to end?",
        "Who is the child's lead practitioner from that day on?",
    ),
)
def children_ended(facts: Facts, period: Period) -> Rows:
    """Children with an episode of need closed in the period, each counted once.

    Episodes are as in IND125, so those found not in need do not count. The child may have
    another one that is open.
    """
    return of.ended(of.episodes_of_need(facts, period))


@cin_indicator(
    "IND127",
    title="Children in need awaiting assessment",
    when="at_end",
    better="lower",
    owner="Head of assessment services",
    needs=(*NEEDS, "ssd_cin_assessments.cina_referral_id",
           "ssd_cin_assessments.cina_assessment_auth_date"),
    by=("source", "primary_need", *CHILD),
    caveats=("An assessment under way is not yet one: the child still counts as waiting.",),
    questions=(
        "How long has each of them waited, and has anyone seen the child?",
        "Who decides which child is seen first?",
    ),
)  # fmt: skip
def awaiting_assessment(facts: Facts, period: Period) -> Rows:
    """Episodes of need open at the end of the period, referred in its year, not yet assessed.

    Not assessed means that no assessment of the episode was authorised by the period's last
    day. Episodes referred in earlier years do not count: a return does not hold the assessments
    of those years.
    """
    authorised = facts.ssd_cin_assessments.filter(
        nw.col("cina_assessment_auth_date") <= period.end
    ).select("lscp_authority", nw.col("cina_referral_id").alias("referral"))
    rows = of.episodes_of_need(facts, period).filter(
        nw.col("opened_on") >= of.year_of(period).start
    )
    return rows.join(authorised, on=["lscp_authority", "referral"], how="anti")


@cin_indicator(
    "IND128",
    title="Children in need with a disability recorded",
    unit="percentage",
    when="at_end",
    owner="Head of services for disabled children",
    needs=(*NEEDS, "ssd_disability.disa_person_id", "ssd_disability.disa_disability_code"),
    by=("primary_need", "age", "sex", "ethnic_group"),
    source="DfE, Children in need statistics, table b2",
    caveats=("The census cannot tell an empty record from no disability.",),
    questions=(
        "Is disability recorded for every child, or only in the disabled children's team?",
        "Do disabled children have plans about harm as often as other children do?",
    ),
)
def with_disability(facts: Facts, period: Period) -> Rows:
    """Of the episodes of need open at the end of the period, those of a child with a disability.

    Any disability recorded in the return counts. The code NONE, no disability, does not, and
    neither does a special educational need.
    """
    rows = of.episodes_of_need(facts, period)
    return of.flagged(rows, of.disabled(facts), "numerator", on=of.WHO)


@cin_indicator(
    "IND152",
    title="Children in need by disability",
    unit="share",
    when="at_end",
    owner="Head of services for disabled children",
    needs=(*NEEDS, "ssd_disability.disa_person_id", "ssd_disability.disa_disability_code"),
    by=("disability",),
    sets={"disability": "lscp/disability"},
    source="DfE, Children in need statistics, table b2",
    caveats=("A child can have several disabilities, so the shares add up to more than 100%.",),
    questions=(
        "Which disabilities are seldom recorded here and often elsewhere?",
        "Are autistic children's needs met without an episode of need?",
    ),
)
def by_disability(facts: Facts, period: Period) -> Rows:
    """Of the episodes of need open at the end of the period with a disability recorded, the
    share with each disability.

    A child with several counts under each of them. Children with none recorded are not in the
    base.
    """
    rows = of.episodes_of_need(facts, period)
    return rows.join(of.disabled(facts).unique(), on=list(of.WHO), how="semi")


@cin_indicator(
    "IND153",
    title="Rate of episodes of need started",
    unit="rate",
    questions=(
        "Does the rate move with the rate of referrals, or apart from it?",
        "Is the threshold the same as our neighbours'?",
    ),
)
def rate_started(facts: Facts, period: Period) -> Rows:
    """Episodes of need that started in the period for every 10,000 children aged 0 to 17.

    Counted as IND123, over the mid-year population of the year before. Not in need and no
    further action do not count.
    """
    return of.started(of.episodes_of_need(facts, period))


@cin_indicator(
    "IND154",
    title="Rate of episodes of need ended",
    unit="rate",
    questions=(
        "Is the rate of endings below that of starts, so that cases build up?",
        "Does a low rate mean long work, or slow closing?",
    ),
)
def rate_ended(facts: Facts, period: Period) -> Rows:
    """Episodes of need closed in the period for every 10,000 children aged 0 to 17.

    Counted as IND125, over the mid-year population of the year before. Episodes closed as not
    in need do not count.
    """
    return of.ended(of.episodes_of_need(facts, period))
