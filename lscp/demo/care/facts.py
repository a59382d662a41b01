"""Facts of the made-up children in care, for the files of a return to be written from."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from lscp.core.facts import OF_EVERY_ROW, Facts, Source, from_rows
from lscp.demo.care import beside
from lscp.demo.care.episodes import Episode, episodes
from lscp.demo.care.people import FEMALE, pupil_number
from lscp.demo.care.records import Child, Spell
from lscp.demo.days import Year
from lscp.demo.facts import child_id, upn
from lscp.returns.cin.produce import number_of
from lscp.returns.ssda903.mapping import COLUMNS, PLACED_ADOPTION
from lscp.returns.ssda903.tables import in_year

YES, NO = "Y", "N"
COLLECTION = "ssda903"


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
        told = beside.rows(name, child, self.year) if cared else iter(())
        for table, row in chain(told, beside.leaver(name, child, self.year)):
            self[table].append(row)

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
            if episode.why != "L" or not placement:
                placement = f"{name}-P{episode.since:%Y%m%d}"
                self._placement(name, care, placement, episode)
            self["ssd_cla_placement"][-1] |= {
                "clap_cla_placement_end_date": episode.until,
                "clap_cla_placement_change_reason": episode.moved,
            }
            ids = {"clae_cla_id": care, "clae_cla_placement_id": placement}
            self._episode(name, child.need, episode, {**ids, "clae_entered_care_date": entered})
        self._reviews(name, care, child, spell)

    def _episode(self, name: str, need: str, episode: Episode, more: dict[str, Any]) -> None:
        id_ = f"{name}-E{episode.since:%Y%m%d}"
        self["ssd_cla_episodes"].append(
            {
                "clae_cla_episode_id": id_,
                "clae_person_id": name,
                "clae_cla_episode_start_date": episode.since,
                "clae_cla_episode_start_reason": episode.why,
                "clae_cla_primary_need_code": need,
                "clae_cla_episode_ceased_date": episode.until,
                "clae_cla_episode_ceased_reason": episode.reason,
                "lscp_home_postcode": episode.placement.home,
                **more,
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
