"""What the return asks of a child in care beside the episodes, as rows of fact tables."""

from collections.abc import Iterator
from typing import Any

from lscp.demo.care.records import Child
from lscp.demo.days import Year
from lscp.returns.ssda903.mapping import ALONE, CHECKS

NO = "N"
Row = tuple[str, dict[str, Any]]


def rows(name: str, child: Child, year: Year) -> Iterator[Row]:
    """Yield table and row of all that a year's return says of a child beside the episodes."""
    yield from _alone(name, child, year)
    yield from _permanence(name, child, year)
    yield from _missing(name, child, year)
    yield from _adoption(name, child, year)
    if year.number in child.outcomes:
        yield from _outcomes(name, child.outcomes[year.number])


def leaver(name: str, child: Child, year: Year) -> Iterator[Row]:
    """Yield what it says of a care leaver."""
    if year.number in child.leaver:
        touch, activity, home = child.leaver[year.number]
        yield (
            "ssd_care_leavers",
            {
                "clea_table_id": f"{name}-L1",
                "clea_person_id": name,
                "clea_care_leaver_in_touch": touch,
                "clea_care_leaver_activity": activity,
                "clea_care_leaver_accommodation": home,
            },
        )


def _alone(name: str, child: Child, year: Year) -> Iterator[Row]:
    grown = child.birthday(18) if child.grows_up and child.birthday(18) <= year.end else None
    if child.alone:
        yield (
            "ssd_immigration_status",
            {
                "immi_immigration_status_id": f"{name}-U1",
                "immi_person_id": name,
                "immi_immigration_status": ALONE,
                "immi_immigration_status_end_date": grown,
            },
        )


def _permanence(name: str, child: Child, year: Year) -> Iterator[Row]:
    """Yield what permanence a child had before who came into care in the year."""
    if any(year.start <= spell.since <= year.end for spell in child.spells):
        option, lea, ordered = child.permanence
        yield (
            "ssd_cla_previous_permanence",
            {
                "lapp_table_id": f"{name}-V1",
                "lapp_person_id": name,
                "lapp_previous_permanence_option": option,
                "lapp_previous_permanence_la": lea,
                "lapp_previous_permanence_order_date": ordered,
            },
        )


def _missing(name: str, child: Child, year: Year) -> Iterator[Row]:
    gone = [each for each in child.missing if year.start <= each[1] <= year.end]
    for place, (kind, start, end) in enumerate(gone, 1):
        yield (
            "ssd_missing",
            {
                "miss_table_id": f"{name}-N{place}",
                "miss_person_id": name,
                "miss_missing_episode_type": kind,
                "miss_missing_episode_start_date": start,
                "miss_missing_episode_end_date": end,
            },
        )


def _adoption(name: str, child: Child, year: Year) -> Iterator[Row]:
    told, left = child.adoption, child.spells[-1].until
    if told is None or told.decided > year.end:
        return
    if left and year.start <= left <= year.end:
        yield (
            "ssd_permanence",
            {
                "perm_table_id": f"{name}-A1",
                "perm_person_id": name,
                "perm_adm_decision_date": told.decided,
                "perm_matched_date": told.matched,
                "perm_adopted_by_carer_flag": NO,
                "perm_number_of_adopters": len(told.sexes.rstrip("1")),
                "perm_adopter_sex": told.sexes,
                "perm_adopter_legal_status": told.status,
            },
        )
    yield (
        "ssd_permanence",
        {
            "perm_table_id": f"{name}-A2",
            "perm_person_id": name,
            "perm_placed_for_adoption_date": told.decided,
        },
    )


def _outcomes(name: str, said: dict[str, str | int | None]) -> Iterator[Row]:
    yield "lscp_cla_outcomes", {"lscp_person_id": name, "lscp_convicted": said.get("CONVICTED")}
    for place, check in enumerate([each for each in CHECKS if each in said], 1):
        yield (
            "ssd_cla_health",
            {
                "clah_health_check_id": f"{name}-H{place}",
                "clah_person_id": name,
                "clah_health_check_type": check,
                "clah_health_check_status": said[check],
            },
        )
    yield (
        "ssd_cla_immunisations",
        {
            "clai_person_id": name,
            "clai_immunisations_status": said["IMMUNISATIONS"],
        },
    )
    yield (
        "ssd_cla_substance_misuse",
        {
            "clas_substance_misuse_id": f"{name}-S1",
            "clas_person_id": name,
            "clas_substance_misused": said["SUBSTANCE_MISUSE"],
            "clas_intervention_received": said.get("INTERVENTION_RECEIVED"),
            "lscp_intervention_offered": said.get("INTERVENTION_OFFERED"),
        },
    )
    if "SDQ_SCORE" in said or "SDQ_REASON" in said:
        yield (
            "ssd_sdq_scores",
            {
                "csdq_table_id": f"{name}-Q1",
                "csdq_person_id": name,
                "csdq_sdq_score": said.get("SDQ_SCORE"),
                "csdq_sdq_reason": said.get("SDQ_REASON"),
            },
        )
