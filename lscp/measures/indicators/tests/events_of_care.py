"""Facts of children in care, made of the same events, and of two children in care for long."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

PLACES = ("U6", "K2", "T3", "A5")
STATUSES = ("C1", "V2", "V4", None)
REASONS = ("S", "L", "P", "B")
ENDS = ("E4A", "X1", "E11", None)


def stay(child: str, start: date, end: date | None, code: int) -> Iterator[tuple[str, dict]]:
    """Yield the rows of one episode of care, with its legal status, placement and a review."""
    name = f"{child}-E{start:%Y%m%d}-{code}"
    yield "ssd_cla_episodes", {
        "clae_cla_episode_id": name, "clae_person_id": child, "clae_cla_id": f"{name}-C",
        "clae_cla_placement_id": f"{name}-P", "clae_cla_episode_start_date": start,
        "clae_cla_episode_start_reason": REASONS[code % 4],
        "clae_cla_primary_need_code": ["N1", "N5", "bad"][code % 3],
        "clae_cla_episode_ceased_date": end, "clae_cla_episode_ceased_reason": ENDS[code % 4],
    }  # fmt: skip
    yield "ssd_legal_status", {
        "lega_legal_status_id": name, "lega_person_id": child,
        "lega_legal_status": STATUSES[code // 2 % 4], "lega_legal_status_start_date": start,
        "lega_legal_status_end_date": end,
    }  # fmt: skip
    yield "ssd_cla_placement", {
        "clap_cla_placement_id": f"{name}-P", "clap_person_id": child,
        "clap_cla_placement_type": PLACES[code // 3 % 4],
        "clap_cla_placement_start_date": start, "clap_cla_placement_end_date": end,
        "clap_cla_placement_provider": "PR1", "clap_cla_placement_change_reason": end and "CARPL",
        "clap_cla_placement_distance": float(code % 40), "lscp_placement_location": "IN",
    }  # fmt: skip
    for after in (30, 120, 300):
        yield "ssd_cla_reviews", {
            "clar_cla_review_id": f"{name}-R{after}", "clar_cla_id": f"{name}-C",
            "clar_cla_review_date": start + timedelta(days=after + code % 9),
            "clar_cla_review_participation": f"PN{code % 8}",
        }  # fmt: skip
    for kind in "MA":
        yield "ssd_missing", {
            "miss_table_id": f"{name}-{kind}", "miss_person_id": child,
            "miss_missing_episode_type": kind, "miss_missing_episode_start_date": start,
        }  # fmt: skip


def of_all() -> Iterator[tuple[str, dict]]:
    """Yield rows of children whom no event tells of: settled, adopted, and grown up."""
    for child, born in (("50", 2010), ("51", 2020), ("52", 2004), ("53", 2002), ("54", 2018)):
        yield "ssd_person", {
            "pers_person_id": child, "pers_gender": "1", "pers_ethnicity": "WBRI",
            "pers_dob": date(born, 2, 28),
        }  # fmt: skip
    for table, row in stay("50", date(2018, 1, 1), None, 0):
        yield table, row
        yield table, row | {"lscp_year": 2021}
    yield from stay("51", date(2021, 5, 4), date(2021, 9, 1), 8)
    yield from stay("51", date(2021, 9, 1), date(2022, 3, 1), 10)
    yield "ssd_permanence", {
        "perm_table_id": "51-A", "perm_person_id": "51",
        "perm_adm_decision_date": date(2021, 7, 1), "perm_matched_date": date(2021, 8, 1),
    }  # fmt: skip
    yield "ssd_immigration_status", {
        "immi_immigration_status_id": "50-U", "immi_person_id": "50",
        "immi_immigration_status": "UASC",
    }  # fmt: skip
    yield "ssd_cla_health", {
        "clah_health_check_id": "51-I", "clah_person_id": "51",
        "clah_health_check_type": "Health Assessment",
        "clah_health_check_date": date(2021, 5, 10),
    }  # fmt: skip
    for child in ("52", "53"):
        yield "ssd_care_leavers", {
            "clea_table_id": child, "clea_person_id": child, "clea_care_leaver_in_touch": "YES",
            "clea_care_leaver_activity": "F1", "clea_care_leaver_accommodation": "B1",
        }  # fmt: skip
    for worker in "ABC":
        yield "ssd_involvements", {
            "invo_involvements_id": worker, "invo_person_id": "50",
            "invo_professional_id": worker, "invo_professional_role_id": "social worker",
            "invo_involvement_start_date": date(2021, 4, 1),
        }  # fmt: skip
    for child in ("50", "54"):
        yield from outcome(child)


def outcome(child: str) -> Iterator[tuple[str, dict]]:
    """Yield the rows of a child who was in care for the whole year."""
    yield "lscp_cla_outcomes", {"lscp_person_id": child, "lscp_convicted": "Y"}
    for check in ("HEALTH_ASSESSMENT", "TEETH_CHECK", "HEALTH_CHECK"):
        yield "ssd_cla_health", {
            "clah_health_check_id": f"{child}-{check}", "clah_person_id": child,
            "clah_health_check_type": check, "clah_health_check_status": "Y",
        }  # fmt: skip
    yield "ssd_cla_immunisations", {
        "clai_person_id": child, "clai_immunisations_status": "Y",
    }  # fmt: skip
    yield "ssd_sdq_scores", {
        "csdq_table_id": child, "csdq_person_id": child, "csdq_sdq_score": "14",
    }  # fmt: skip
    yield "ssd_cla_substance_misuse", {
        "clas_substance_misuse_id": child, "clas_person_id": child, "clas_substance_misused": "Y",
        "clas_intervention_received": "Y", "lscp_intervention_offered": "N",
    }  # fmt: skip


def add_to(rows: defaultdict, whose: dict[str, str], made: Iterator[tuple[str, dict]]) -> None:
    """Add rows to the tables of an authority."""
    for table, row in made:
        rows[table].append(whose | row)
