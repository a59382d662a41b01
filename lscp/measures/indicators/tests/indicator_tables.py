"""Reads the small tables that indicators are tested with, and keeps what each must count.

A table is text: a line with its name and columns, then a line for each row; `-` is nothing.
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


def _values(table: str, names: list[str], words: list[str]) -> list[Any]:
    read = {"date": date.fromisoformat, "integer": int, "text": str}
    kinds = [tables()[table].columns[name] for name in names]
    return [
        None if word == "-" else read[kind](word) for kind, word in zip(kinds, words, strict=True)
    ]
