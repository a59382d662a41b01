"""Facts of the made-up children in care, for the files of a return to be written from."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lscp.core.facts import OF_EVERY_ROW, Facts, Source, from_rows
from lscp.demo.care.people import FEMALE, pupil_number
from lscp.demo.care.records import Child, Placement, Spell
from lscp.demo.days import Year
from lscp.demo.facts import child_id, upn
from lscp.returns.cin.produce import number_of
from lscp.returns.ssda903.mapping import ALONE, CHECKS, COLUMNS, PLACED_ADOPTION
from lscp.returns.ssda903.tables import in_year

NEXT_BEGINS = "X1"
YES, NO = "Y", "N"
COLLECTION = "ssda903"


@dataclass(frozen=True)
class Episode:
    """One episode as a return tells it."""

    since: date
    why: str
    status: str
    placement: Placement
    until: date | None
    reason: str | None
    moved: str | None


def episodes(spell: Spell, year: Year) -> list[Episode]:
    """Return the episodes of a stay that a year's return has: what ends later is still open."""
    placed = {p.since: p for p in spell.placements}
    statuses = dict(spell.statuses)
    days = sorted({*placed, *statuses})
    found, placement, status = [], spell.placements[0], spell.statuses[0][1]
    for day, after in zip(days, [*days[1:], None], strict=True):
        placement, status = placed.get(day, placement), statuses.get(day, status)
        until = after or spell.until
        reason = NEXT_BEGINS if after else spell.reason or None
        moved = placement.why if after in placed else None
        why = _why(spell, day, placement if day in placed else None, day in statuses)
        episode = Episode(day, why, status, placement, until, reason, moved)
        if until and until > year.end:
            episode = replace(episode, until=None, reason=None, moved=None)
        if day <= year.end and (until is None or until >= year.start):
            found.append(episode)
    return found


def _why(spell: Spell, day: date, moved_to: Placement | None, new_status: bool) -> str:
    """Return the reason for a new episode."""
    if day == spell.since:
        return "S" if spell.known_since_start else "P"
    if moved_to is None:
        return "L"
    if new_status:
        return "U" if moved_to.same_carer else "B"
    return "T" if moved_to.same_carer else "P"


class _Rows(defaultdict[str, list[dict[str, Any]]]):
    """The rows of each fact table, as they are made."""

    def __init__(self, authority: str, number: int) -> None:
        super().__init__(list)
        self.authority, self.year = authority, Year(number)
        self.lea = number_of(authority, self.year.end)

    def child(self, child: Child) -> None:
        """Add all that the return says of a child; nothing of one it does not know."""
        year, name = self.year.number, child_id(self.lea, child.number)
        cared = any(spell.in_year(year) for spell in child.spells)
        if not cared and year not in child.leaver:
            return
        self._person(name, child, cared)
        for spell in child.spells:
            if spell.in_year(year):
                self._spell(name, child, spell)
        if cared:
            self._beside(name, child)
        if year in child.leaver:
            touch, activity, home = child.leaver[year]
            self["ssd_care_leavers"].append(
                {
                    "clea_table_id": f"{name}-L1",
                    "clea_person_id": name,
                    "clea_care_leaver_in_touch": touch,
                    "clea_care_leaver_activity": activity,
                    "clea_care_leaver_accommodation": home,
                }
            )

    def _person(self, name: str, child: Child, cared: bool) -> None:
        own = child.own_child if child.own_child and child.own_child <= self.year.end else None
        girl = child.sex == FEMALE and cared
        self["ssd_person"].append(
            {
                "pers_person_id": name,
                "pers_sex": child.sex,
                "pers_ethnicity": child.ethnicity,
                "pers_dob": child.born,
                "lscp_upn": pupil_number(child, upn(self.lea, child.number), self.year.end),
                "lscp_mother": (YES if own else NO) if girl else None,
            }
        )
        if own and girl:
            self["ssd_mother"].append(
                {
                    "moth_table_id": f"{name}-M1",
                    "moth_person_id": name,
                    "moth_childs_person_id": f"{name}-M1",
                    "moth_childs_dob": own,
                }
            )

    def _spell(self, name: str, child: Child, spell: Spell) -> None:
        told = episodes(spell, self.year)
        care = f"{name}-C{told[0].since:%Y%m%d}"
        entered = told[0].since if told[0].why == "S" else None
        placement = ""
        for episode in told:
            id_ = f"{name}-E{episode.since:%Y%m%d}"
            if episode.why != "L" or not placement:
                placement = f"{name}-P{episode.since:%Y%m%d}"
                self._placement(name, care, placement, episode)
            self["ssd_cla_placement"][-1] |= {
                "clap_cla_placement_end_date": episode.until,
                "clap_cla_placement_change_reason": episode.moved,
            }
            self["ssd_cla_episodes"].append(
                {
                    "clae_cla_episode_id": id_,
                    "clae_person_id": name,
                    "clae_cla_id": care,
                    "clae_cla_placement_id": placement,
                    "clae_cla_episode_start_date": episode.since,
                    "clae_cla_episode_start_reason": episode.why,
                    "clae_cla_primary_need_code": child.need,
                    "clae_cla_episode_ceased_date": episode.until,
                    "clae_cla_episode_ceased_reason": episode.reason,
                    "clae_entered_care_date": entered,
                    "lscp_home_postcode": episode.placement.home,
                }
            )
            self["ssd_legal_status"].append(
                {
                    "lega_legal_status_id": id_,
                    "lega_person_id": name,
                    "lega_legal_status": episode.status,
                    "lega_legal_status_start_date": episode.since,
                    "lega_legal_status_end_date": episode.until,
                }
            )
        self._reviews(name, care, child, spell)

    def _placement(self, name: str, care: str, id_: str, episode: Episode) -> None:
        placement = episode.placement
        self["ssd_cla_placement"].append(
            {
                "clap_cla_placement_id": id_,
                "clap_cla_id": care,
                "clap_person_id": name,
                "clap_cla_placement_start_date": episode.since,
                "clap_cla_placement_type": placement.kind,
                "clap_cla_placement_provider": placement.provider,
                "clap_cla_placement_urn": placement.urn,
                "clap_cla_placement_postcode": placement.postcode,
                "clap_cla_placement_distance": placement.miles,
                "lscp_placement_authority": placement.area,
                "lscp_placement_location": "IN" if placement.inside else "OUT",
            }
        )

    def _reviews(self, name: str, care: str, child: Child, spell: Spell) -> None:
        for day, code in child.reviews:
            during = spell.since <= day and (spell.until is None or day <= spell.until)
            if during and self.year.start <= day <= self.year.end:
                self["ssd_cla_reviews"].append(
                    {
                        "clar_cla_review_id": f"{name}-R{day:%Y%m%d}",
                        "clar_cla_id": care,
                        "clar_cla_review_date": day,
                        "clar_cla_review_participation": code,
                        "lscp_person_id": name,
                    }
                )

    def _beside(self, name: str, child: Child) -> None:
        """Add what the return asks beside the episodes."""
        if child.alone:
            grown = child.birthday(18)
            self["ssd_immigration_status"].append(
                {
                    "immi_immigration_status_id": f"{name}-U1",
                    "immi_person_id": name,
                    "immi_immigration_status": ALONE,
                    "immi_immigration_status_end_date": grown if child.grows_up
                    and grown <= self.year.end else None,
                }
            )  # fmt: skip
        started = [s for s in child.spells if self.year.start <= s.since <= self.year.end]
        if started:
            option, lea, ordered = child.permanence
            self["ssd_cla_previous_permanence"].append(
                {
                    "lapp_table_id": f"{name}-V1",
                    "lapp_person_id": name,
                    "lapp_previous_permanence_option": option,
                    "lapp_previous_permanence_la": lea,
                    "lapp_previous_permanence_order_date": ordered,
                }
            )
        gone = [m for m in child.missing if self.year.start <= m[1] <= self.year.end]
        for place, (kind, start, end) in enumerate(gone, 1):
            self["ssd_missing"].append(
                {
                    "miss_table_id": f"{name}-N{place}",
                    "miss_person_id": name,
                    "miss_missing_episode_type": kind,
                    "miss_missing_episode_start_date": start,
                    "miss_missing_episode_end_date": end,
                }
            )
        self._adoption(name, child)
        self._outcomes(name, child)

    def _adoption(self, name: str, child: Child) -> None:
        told, left = child.adoption, child.spells[-1].until
        if told is None or told.decided > self.year.end:
            return
        if left and self.year.start <= left <= self.year.end:
            self["ssd_permanence"].append(
                {
                    "perm_table_id": f"{name}-A1",
                    "perm_person_id": name,
                    "perm_adm_decision_date": told.decided,
                    "perm_matched_date": told.matched,
                    "perm_adopted_by_carer_flag": NO,
                    "perm_number_of_adopters": len(told.sexes.rstrip("1")),
                    "perm_adopter_sex": told.sexes,
                    "perm_adopter_legal_status": told.status,
                }
            )
        self["ssd_permanence"].append(
            {
                "perm_table_id": f"{name}-A2",
                "perm_person_id": name,
                "perm_placed_for_adoption_date": told.decided,
            }
        )

    def _outcomes(self, name: str, child: Child) -> None:
        said = child.outcomes.get(self.year.number)
        if said is None:
            return
        self["lscp_cla_outcomes"].append(
            {"lscp_person_id": name, "lscp_convicted": said.get("CONVICTED")}
        )
        for place, check in enumerate([each for each in CHECKS if each in said], 1):
            self["ssd_cla_health"].append(
                {
                    "clah_health_check_id": f"{name}-H{place}",
                    "clah_person_id": name,
                    "clah_health_check_type": check,
                    "clah_health_check_status": said[check],
                }
            )
        self["ssd_cla_immunisations"].append(
            {"clai_person_id": name, "clai_immunisations_status": said["IMMUNISATIONS"]}
        )
        self["ssd_cla_substance_misuse"].append(
            {
                "clas_substance_misuse_id": f"{name}-S1",
                "clas_person_id": name,
                "clas_substance_misused": said["SUBSTANCE_MISUSE"],
                "clas_intervention_received": said.get("INTERVENTION_RECEIVED"),
                "lscp_intervention_offered": said.get("INTERVENTION_OFFERED"),
            }
        )
        if "SDQ_SCORE" in said or "SDQ_REASON" in said:
            self["ssd_sdq_scores"].append(
                {
                    "csdq_table_id": f"{name}-Q1",
                    "csdq_person_id": name,
                    "csdq_sdq_score": said.get("SDQ_SCORE"),
                    "csdq_sdq_reason": said.get("SDQ_REASON"),
                }
            )


def facts_of(children: Sequence[Child], authority: str, year: int) -> Facts:
    """Return the facts of one made-up return."""
    rows = _Rows(authority, year)
    for child in children:
        rows.child(child)
    made = from_rows(authority=authority, year=year, **rows)
    source = Source(authority, year, COLLECTION, frozenset(_supplied(year)), demonstration=True)
    return Facts(made.frames, (source,))


def _supplied(year: int) -> Iterator[str]:
    """Yield every column that the return of a year answers for."""
    for name, (table, columns) in COLUMNS.items():
        if in_year(table, year):
            yield from (f"{name}.{column}" for column in (*OF_EVERY_ROW, *columns))
    yield from (f"ssd_permanence.{column}" for column in PLACED_ADOPTION)
