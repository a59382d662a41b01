"""Facts made of events: one of every kind for each, of four children in each authority."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import events_of_care as of_care

from lscp.core.facts import Facts, from_rows

MEMBERS = ("E09000020", "E09000033")


def _after(start: date, length: int | None) -> date | None:
    return None if length is None else start + timedelta(days=length)


def facts_of(events: list, seed: int) -> Facts:
    """Return the facts of events: (authority, child, start, days that it lasts or None, gap)."""
    rows = defaultdict(list)
    for number, (who, child, start, length, gap) in enumerate(events):
        whose = {"lscp_authority": who}
        code = str(child * 7 + number * seed)
        first, end, later = f"{child}-{number}", _after(start, length), _after(start, gap % 90)
        rows["ssd_cin_episodes"].append(
            whose
            | {
                "cine_person_id": str(child),
                "cine_referral_id": first,
                "cine_referral_date": start,
                "cine_close_date": end,
                "cine_referral_nfa": "Y" if int(code) % 5 == 0 else "N",
                "cine_close_reason": end and ["RC7", "RC8", "RC1", "bad"][int(code) % 4],
                "cine_cin_primary_need_code": ["N1", "N4", None, "bad"][int(code) % 4],
                "cine_referral_source_code": ["1A", "9", "6", "bad"][int(code) % 4],
            }
        )
        rows["ssd_cin_assessments"].append(
            whose
            | {
                "cina_person_id": str(child),
                "cina_referral_id": first,
                "cina_assessment_id": f"{first}-A",
                "cina_assessment_start_date": start,
                "cina_assessment_auth_date": later,
            }
        )
        rows["lscp_assessment_factors"].append(
            whose
            | {
                "lscp_assessment_id": f"{first}-A",
                "lscp_factor": ["3A", "4B", "16A", "21", "24A"][int(code) % 5],
            }
        )
        rows["ssd_cin_plans"].append(
            whose
            | {
                "cinp_person_id": str(child),
                "cinp_referral_id": first,
                "cinp_cin_plan_start_date": start,
                "cinp_cin_plan_end_date": end,
            }
        )
        rows["ssd_s47_enquiry"].append(
            whose
            | {
                "s47e_person_id": str(child),
                "s47e_referral_id": first,
                "s47e_s47_enquiry_id": f"{first}-S",
                "s47e_s47_start_date": start,
            }
        )
        rows["ssd_initial_cp_conference"].append(
            whose
            | {
                "icpc_person_id": str(child),
                "icpc_referral_id": first,
                "icpc_s47_enquiry_id": f"{first}-S",
                "icpc_icpc_date": later,
                "icpc_icpc_transfer_in": "N",
            }
        )
        rows["ssd_cp_plans"].append(
            whose
            | {
                "cppl_person_id": str(child),
                "cppl_referral_id": first,
                "cppl_cp_plan_id": f"{first}-P",
                "cppl_cp_plan_start_date": start,
                "cppl_cp_plan_end_date": end,
                "lscp_previous_plans": int(code) % 3,
                "cppl_cp_plan_initial_category": ["NEG", "EMO", "bad"][int(code) % 3],
                "cppl_cp_plan_latest_category": ["PHY", "SAB", None][int(code) % 3],
            }
        )
        rows["ssd_cp_reviews"].append(
            whose | {"cppr_cp_plan_id": f"{first}-P", "cppr_cp_review_date": later}
        )
        of_care.add_to(rows, whose, of_care.stay(str(child), start, end, int(code)))
    for who in MEMBERS:
        of_care.add_to(rows, {"lscp_authority": who}, of_care.of_all())
        rows["lscp_population"].append(
            {"lscp_authority": who, "lscp_mid_year": 2021, "lscp_children": 20_000}
        )
        rows["ssd_person"] += [
            {
                "lscp_authority": who,
                "pers_person_id": str(child),
                "pers_gender": str(child % 3),
                "pers_dob": None if child == 1 else date(2002 + 5 * child, 2, 28),
                "pers_ethnicity": ["WBRI", "CHNE", None, "bad"][child - 1],
            }
            for child in range(1, 5)
        ]
        rows["ssd_disability"].append(
            {"lscp_authority": who, "disa_person_id": "2", "disa_disability_code": "AUT"}
        )
    known = from_rows(**rows)
    now = tuple(source for source in known.sources if source.year == 2022)
    before = tuple(replace(source, year=2021) for source in now)
    return replace(known, sources=now + before)
