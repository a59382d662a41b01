"""Reads the small tables that indicators are tested with, and keeps what each must count.

A table is text: a line with its name and columns, then a line for each row; `-` is nothing, `~`
a space.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lscp.core.facts import Facts, from_rows, tables

NAMES = {
    "children": ("ssd_person", {
        "child": "pers_person_id", "born": "pers_dob", "expected": "pers_expected_dob",
        "gender": "pers_gender", "sex": "pers_sex", "ethnicity": "pers_ethnicity",
    }),
    "disabilities": ("ssd_disability", {
        "child": "disa_person_id", "code": "disa_disability_code",
    }),
    "episodes": ("ssd_cin_episodes", {
        "child": "cine_person_id", "referral": "cine_referral_id", "on": "cine_referral_date",
        "nfa": "cine_referral_nfa", "closed": "cine_close_date", "reason": "cine_close_reason",
        "need": "cine_cin_primary_need_code", "source": "cine_referral_source_code",
    }),
    "assessments": ("ssd_cin_assessments", {
        "child": "cina_person_id", "referral": "cina_referral_id", "id": "cina_assessment_id",
        "started": "cina_assessment_start_date", "authorised": "cina_assessment_auth_date",
    }),
    "factors": ("lscp_assessment_factors", {
        "assessment": "lscp_assessment_id", "code": "lscp_factor",
    }),
    "cin_plans": ("ssd_cin_plans", {
        "child": "cinp_person_id", "started": "cinp_cin_plan_start_date",
        "ended": "cinp_cin_plan_end_date",
    }),
    "enquiries": ("ssd_s47_enquiry", {
        "child": "s47e_person_id", "id": "s47e_s47_enquiry_id", "started": "s47e_s47_start_date",
    }),
    "conferences": ("ssd_initial_cp_conference", {
        "child": "icpc_person_id", "enquiry": "icpc_s47_enquiry_id", "held": "icpc_icpc_date",
        "transfer": "icpc_icpc_transfer_in",
    }),
    "cp_plans": ("ssd_cp_plans", {
        "child": "cppl_person_id", "id": "cppl_cp_plan_id", "started": "cppl_cp_plan_start_date",
        "ended": "cppl_cp_plan_end_date", "initial": "cppl_cp_plan_initial_category",
        "latest": "cppl_cp_plan_latest_category", "earlier": "lscp_previous_plans",
    }),
    "reviews": ("ssd_cp_reviews", {"plan": "cppr_cp_plan_id", "held": "cppr_cp_review_date"}),
    "care": ("ssd_cla_episodes", {
        "child": "clae_person_id", "id": "clae_cla_episode_id", "care": "clae_cla_id",
        "on": "clae_cla_episode_start_date", "rne": "clae_cla_episode_start_reason",
        "until": "clae_cla_episode_ceased_date", "rec": "clae_cla_episode_ceased_reason",
        "need": "clae_cla_primary_need_code", "placement": "clae_cla_placement_id",
        "entered": "clae_entered_care_date",
    }),
    "statuses": ("ssd_legal_status", {
        "child": "lega_person_id", "id": "lega_legal_status_id", "ls": "lega_legal_status",
        "on": "lega_legal_status_start_date", "until": "lega_legal_status_end_date",
    }),
    "placements": ("ssd_cla_placement", {
        "child": "clap_person_id", "id": "clap_cla_placement_id", "type":
        "clap_cla_placement_type", "on": "clap_cla_placement_start_date",
        "until": "clap_cla_placement_end_date", "provider": "clap_cla_placement_provider",
        "urn": "clap_cla_placement_urn", "postcode": "clap_cla_placement_postcode",
        "miles": "clap_cla_placement_distance", "place": "lscp_placement_location",
        "why": "clap_cla_placement_change_reason",
    }),
    "alone": ("ssd_immigration_status", {
        "child": "immi_person_id", "status": "immi_immigration_status",
        "until": "immi_immigration_status_end_date",
    }),
    "care_reviews": ("ssd_cla_reviews", {
        "care": "clar_cla_id", "held": "clar_cla_review_date",
        "code": "clar_cla_review_participation",
    }),
    "outcomes": ("lscp_cla_outcomes", {"child": "lscp_person_id", "convicted": "lscp_convicted"}),
    "health": ("ssd_cla_health", {
        "child": "clah_person_id", "check": "clah_health_check_type",
        "status": "clah_health_check_status", "on": "clah_health_check_date",
    }),
    "immunisations": ("ssd_cla_immunisations", {
        "child": "clai_person_id", "status": "clai_immunisations_status",
    }),
    "scores": ("ssd_sdq_scores", {"child": "csdq_person_id", "score": "csdq_sdq_score"}),
    "misuse": ("ssd_cla_substance_misuse", {
        "child": "clas_person_id", "misused": "clas_substance_misused",
        "received": "clas_intervention_received", "refused": "lscp_intervention_offered",
    }),
    "missing": ("ssd_missing", {
        "child": "miss_person_id", "id": "miss_table_id", "type": "miss_missing_episode_type",
        "on": "miss_missing_episode_start_date",
    }),
    "permanence": ("ssd_permanence", {
        "child": "perm_person_id", "decided": "perm_adm_decision_date",
        "matched": "perm_matched_date",
    }),
    "leavers": ("ssd_care_leavers", {
        "child": "clea_person_id", "in_touch": "clea_care_leaver_in_touch",
        "activity": "clea_care_leaver_activity",
        "accommodation": "clea_care_leaver_accommodation",
    }),
    "workers": ("ssd_involvements", {
        "child": "invo_person_id", "worker": "invo_professional_id",
        "role": "invo_professional_role_id", "on": "invo_involvement_start_date",
        "until": "invo_involvement_end_date",
    }),
}  # fmt: skip
POPULATION = {"lscp_mid_year": 2021, "lscp_children": 10_000}


@dataclass(frozen=True)
class Case:
    """What an indicator must give for the tables: its total, and the categories that are not 0."""

    tables: str
    value: float | None = None
    of: tuple[int | None, int | None] | None = None
    by: dict[str, dict[str, float]] = field(default_factory=dict)
    left_out: int = 0


def stays(text: str) -> str:
    """Return the tables of episodes of care written one to a line: child, start, reason, legal
    status, placement, until and reason; then the year of the return, where it is another.
    """
    care = ["care: child id care on rne placement until rec year"]
    statuses = ["statuses: child id ls on until year"]
    placements = ["placements: child id type on until year"]
    for line in text.strip().splitlines():
        child, on, rne, ls, place, until, rec, *year = line.split("#")[0].split()
        episode, when = f"{child}-E{on}", "".join(year) or "2022"
        care.append(f"{child} {episode} {child}-C {on} {rne} {episode} {until} {rec} {when}")
        statuses.append(f"{child} {episode} {ls} {on} {until} {when}")
        placements.append(f"{child} {episode} {place} {on} {until} {when}")
    return "\n".join((*care, *statuses, *placements)) + "\n"


def facts(text: str) -> Facts:
    """Return facts of the tables in a text, with a population of 10,000 children."""
    rows: dict[str, list[dict[str, Any]]] = {"lscp_population": [dict(POPULATION)]}
    for line in text.strip().splitlines():
        words = line.split("#")[0].split()
        if words and words[0].endswith(":"):
            table, columns = NAMES[words[0][:-1]]
            names = ["lscp_year" if word == "year" else columns[word] for word in words[1:]]
            rows[table] = []
        elif words:
            rows[table].append(dict(zip(names, _values(table, names, words), strict=True)))
    return from_rows(**rows)


def _text(word: str) -> str:
    return word.replace("~", " ")


def _values(table: str, names: list[str], words: list[str]) -> list[Any]:
    read = {"date": date.fromisoformat, "integer": int, "number": float, "text": _text}
    kinds = [tables()[table].columns[name] for name in names]
    return [
        None if word == "-" else read[kind](word) for kind, word in zip(kinds, words, strict=True)
    ]
