"""Facts of made-up records, for the census file to be written from."""

import json
from collections import defaultdict
from typing import Any

from lscp.core.facts import Facts, from_rows
from lscp.demo import people
from lscp.demo.days import Year, later
from lscp.demo.records import Assessment, Enquiry, Episode, Kind, Protection, Record
from lscp.demo.years import Made
from lscp.returns.cin.produce import number_of

MARK = "MADEUP"
CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SCHOOL_AGE = 4.5
GENDERS = {"M": "1", "F": "2", "U": "9"}
UNBORN = "0"
NOT_OF_SCHOOL_AGE, NEWLY_IN_NEED, NO_ACTION = "UN1", "UN4", "UN7"
TO_A_CONFERENCE = 15  # working days, which the target date of a conference is counted by


class _Rows(defaultdict[str, list[dict[str, Any]]]):
    """The rows of each fact table, as they are made."""

    def __init__(self, authority: str, year: Year) -> None:
        super().__init__(list)
        self.year, self.authority = year, authority
        self.lea = number_of(authority, year.end)

    def child(self, record: Record) -> None:
        """Add all that the return says of a child."""
        name = child_id(self.lea, record.child.number)
        self["ssd_person"].append({"pers_person_id": name, **self._person(record)})
        for place, code in enumerate(self._disabilities(record), 1):
            self["ssd_disability"].append(
                {"disa_table_id": f"{name}-D{place}", "disa_person_id": name,
                 "disa_disability_code": code}
            )  # fmt: skip
        for place, episode in enumerate(record.episodes, 1):
            self._episode(name, f"{name}-{place}", episode)

    def _person(self, record: Record) -> dict[str, Any]:
        child = record.child
        assert child.born
        unborn = child.born > self.year.end
        known = self._school(record, child.age(self.year.end))
        died = child.died if child.died and child.died <= self.year.end else None
        return {
            "pers_dob": None if unborn else child.born,
            "pers_expected_dob": child.born if unborn else None,
            "pers_gender": UNBORN if unborn else GENDERS[child.sex],
            "pers_ethnicity": people.NOT_OBTAINED if unborn else child.ethnicity,
            "pers_death_date": died,
            **known,
        }

    def _school(self, record: Record, age: float) -> dict[str, str]:
        """Return the unique pupil number, or why there is none."""
        if age < SCHOOL_AGE:
            return {"pers_upn_unknown": NOT_OF_SCHOOL_AGE}
        number = record.child.number
        if number % 7 == 0 and all(e.kind is Kind.NO_ACTION for e in record.episodes):
            return {"pers_upn_unknown": NO_ACTION}
        if number % 25 == 0:
            return {"pers_upn_unknown": NEWLY_IN_NEED}
        return {"lscp_upn": upn(self.lea, number)}

    def _disabilities(self, record: Record) -> tuple[str, ...]:
        if record.child.age(self.year.end) < 0:
            return ()
        return record.disabilities or ("NONE",)

    def _episode(self, name: str, referral: str, episode: Episode) -> None:
        self["ssd_cin_episodes"].append(
            {
                "cine_referral_id": referral,
                "cine_person_id": name,
                "cine_referral_date": episode.referral,
                "cine_referral_source_code": episode.source,
                "cine_cin_primary_need_code": episode.need or None,
                "cine_close_date": episode.closure,
                "cine_close_reason": episode.reason or None,
                "cine_referral_nfa": "Y" if episode.kind is Kind.NO_ACTION else "N",
            }
        )
        for place, assessment in enumerate(episode.assessments, 1):
            self._assessment(name, referral, f"{referral}-A{place}", assessment)
        for place, plan in enumerate(episode.plans, 1):
            self["ssd_cin_plans"].append(
                {
                    "cinp_cin_plan_id": f"{referral}-N{place}",
                    "cinp_referral_id": referral,
                    "cinp_person_id": name,
                    "cinp_cin_plan_start_date": plan.started,
                    "cinp_cin_plan_end_date": plan.ended,
                }
            )
        for place, enquiry in enumerate(episode.enquiries, 1):
            self._enquiry(name, referral, f"{referral}-S{place}", enquiry)
        for place, protection in enumerate(episode.protections, 1):
            self._protection(name, referral, f"{referral}-P{place}", protection)

    def _assessment(self, name: str, referral: str, id_: str, assessment: Assessment) -> None:
        self["ssd_cin_assessments"].append(
            {
                "cina_assessment_id": id_,
                "cina_referral_id": referral,
                "cina_person_id": name,
                "cina_assessment_start_date": assessment.started,
                "cina_assessment_auth_date": assessment.authorised,
            }
        )
        if assessment.authorised:
            self["ssd_assessment_factors"].append(
                {
                    "cinf_table_id": f"{id_}-F",
                    "cinf_assessment_id": id_,
                    "cinf_assessment_factors_json": json.dumps(assessment.factors),
                }
            )

    def _enquiry(self, name: str, referral: str, id_: str, enquiry: Enquiry) -> None:
        self["ssd_s47_enquiry"].append(
            {
                "s47e_s47_enquiry_id": id_,
                "s47e_referral_id": referral,
                "s47e_person_id": name,
                "s47e_s47_start_date": enquiry.started,
                "s47e_s47_nfa": "N" if enquiry.conference else "Y",
            }
        )
        if enquiry.conference:
            self["ssd_initial_cp_conference"].append(
                {
                    "icpc_icpc_id": f"{id_}-C",
                    "icpc_s47_enquiry_id": id_,
                    "icpc_referral_id": referral,
                    "icpc_person_id": name,
                    "icpc_icpc_transfer_in": "N",
                    "icpc_icpc_target_date": later(enquiry.started, TO_A_CONFERENCE),
                    "icpc_icpc_date": enquiry.conference,
                }
            )

    def _protection(self, name: str, referral: str, id_: str, plan: Protection) -> None:
        self["ssd_cp_plans"].append(
            {
                "cppl_cp_plan_id": id_,
                "cppl_referral_id": referral,
                "cppl_person_id": name,
                "cppl_cp_plan_start_date": plan.started,
                "cppl_cp_plan_end_date": plan.ended,
                "cppl_cp_plan_initial_category": plan.initial,
                "cppl_cp_plan_latest_category": plan.latest,
                "lscp_previous_plans": plan.previous,
            }
        )
        for place, day in enumerate(plan.reviews, 1):
            self["ssd_cp_reviews"].append(
                {
                    "cppr_cp_review_id": f"{id_}-R{place}",
                    "cppr_cp_plan_id": id_,
                    "cppr_person_id": name,
                    "cppr_cp_review_date": day,
                }
            )


def facts_of(made: Made) -> Facts:
    """Return the facts of a made-up return."""
    rows = _Rows(made.authority, Year(made.year))
    for record in made.records:
        rows.child(record)
    return from_rows(authority=made.authority, year=made.year, **rows)


def child_id(lea: str, number: int) -> str:
    """Return a child's id, which says itself that it is made up."""
    return f"{MARK}{lea}{number:09}"


def upn(lea: str, number: int) -> str:
    """Return a unique pupil number with its check letter, as the census's rules compute it."""
    digits = f"{lea}{number:09}"
    letter = sum(int(digit) * place for place, digit in enumerate(digits, 2)) % 23
    return CHECK_LETTERS[letter] + digits
