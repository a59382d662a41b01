"""Rules that hold this year's episodes against those of last year's return."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Episodes"), query("Episodes")
SAME_DISTANCE = 0.2
"""Miles by which two distances differ that are not one, rounded twice."""


REGISTERED = 2025
"""The year in which supported accommodation, H5, became K3 as it was registered: no mismatch."""


def _both(columns: str) -> dict[str, str]:
    return {"Episodes": columns, "Episodes_last": columns}


def _open(columns: str) -> dict[str, str]:
    return {"Episodes": columns, "Episodes_last": f"{columns} DEC"}


def _differs_from_the_open_one(tables: Tables, column: str) -> Rows:
    differs = care.still_open(tables).filter(care.differ(column, f"{column}_last"))
    if tables.year != REGISTERED:
        return differs
    registered = care.is_one_of("PLACE_last", ("H5",)) & care.is_one_of("PLACE", ("K3",))
    return differs.filter(~registered)


def _another_distance() -> nw.Expr:
    now, then = care.number("PL_DISTANCE"), care.number("PL_DISTANCE_last")
    apart = ((now - then).abs().round(1) >= SAME_DISTANCE).fill_null(False)
    return apart | (now.is_null() != then.is_null())


@_query("199", {"Episodes": "CHILD"}, reads={"Episodes": "CHILD DECOM REC"})
def adopted_before(tables: Tables) -> Rows:
    """The child was adopted from care at the end of an earlier episode of the last two years.

    Correct the reason that it ceased, or give the child a new number after an adoption. Explain
    it if an adopted child came into care again.
    """
    columns = ("CHILD", "DECOM_on", "REC")
    known = nw.concat([tables.Episodes.select(columns), tables.Episodes_last.select(columns)])
    adopted = known.filter(care.is_one_of("REC", care.ADOPTED))
    adopted = adopted.group_by("CHILD").agg(nw.col("DECOM_on").min().alias("_adopted"))
    return tables.Episodes.join(adopted, on=["CHILD"], how="inner").filter(
        nw.col("DECOM_on") > nw.col("_adopted")
    )


@_error("452", {"Episodes": "PL_LA"}, reads=_both("CHILD DECOM RNE PL_LA"))
def same_episode_in_another_authority(tables: Tables) -> Rows:
    """One episode lies in another authority than in last year’s return.

    Correct the placement’s postcode, or enter the move as a new episode.
    """
    same = (nw.col("DECOM_on") == nw.col("DECOM_on_last")) & (nw.col("RNE") == nw.col("RNE_last"))
    return care.across_the_years(tables).filter(same & care.differ("PL_LA", "PL_LA_last"))


@_error("453", {"Episodes": "PL_DISTANCE"}, reads=_open("CHILD DECOM RNE PL_DISTANCE"))
def same_episode_at_another_distance(tables: Tables) -> Rows:
    """One episode lies at another distance from home than in last year’s return.

    Correct the postcodes of home and placement, or enter the move as a new episode.
    """
    same = (nw.col("DECOM_on") == nw.col("DECOM_on_last")) & (nw.col("RNE") == nw.col("RNE_last"))
    return care.still_open(tables).filter(same & _another_distance())


@_error("502", {"Episodes": "DECOM"}, reads=_open("CHILD DECOM"))
def open_episode_not_gone_on_with(tables: Tables) -> Rows:
    """Last year’s return left an episode open, and this year’s first began on another day.

    Begin with the open episode, or correct the day that is wrong.
    """
    return care.still_open(tables).filter(care.differ("DECOM_on", "DECOM_on_last"))


@_error("503A", {"Episodes": "RNE"}, reads=_open("CHILD DECOM RNE"))
def reason_of_the_open_episode(tables: Tables) -> Rows:
    """The first episode began for another reason than the one left open last year.

    They are one episode: correct the reason for the new episode in this return.
    """
    return _differs_from_the_open_one(tables, "RNE")


@_error("503B", {"Episodes": "LS"}, reads=_open("CHILD DECOM LS"))
def legal_status_of_the_open_episode(tables: Tables) -> Rows:
    """The first episode has another legal status than the one left open last year.

    They are one episode: correct the legal status, or enter its change as a new episode.
    """
    return _differs_from_the_open_one(tables, "LS")


@_error("503C", {"Episodes": "CIN"}, reads=_open("CHILD DECOM CIN"))
def need_of_the_open_episode(tables: Tables) -> Rows:
    """The first episode has another category of need than the one left open last year.

    They are one episode: correct the category of need in this return.
    """
    return _differs_from_the_open_one(tables, "CIN")


@_error("503D", {"Episodes": "PLACE"}, reads=_open("CHILD DECOM PLACE"))
def placement_of_the_open_episode(tables: Tables) -> Rows:
    """The first episode has another type of placement than the one left open last year.

    They are one episode: correct the type, or enter the move as a new episode.
    """
    return _differs_from_the_open_one(tables, "PLACE")


@_error("503E", {"Episodes": "PLACE_PROVIDER"}, reads=_open("CHILD DECOM PLACE_PROVIDER"))
def provider_of_the_open_episode(tables: Tables) -> Rows:
    """The first episode has another provider than the one left open last year.

    They are one episode: correct the provider, or enter the move as a new episode.
    """
    return _differs_from_the_open_one(tables, "PLACE_PROVIDER")


@_error("503F", {"Episodes": "URN"}, reads=_open("CHILD DECOM URN"))
def number_of_the_open_episode(tables: Tables) -> Rows:
    """The first episode has another Ofsted number than the one left open last year.

    They are one episode: correct the number, or enter the move as a new episode.
    """
    return _differs_from_the_open_one(tables, "URN")


@_error("503G", {"Episodes": "PL_DISTANCE"}, reads=_open("CHILD DECOM PL_DISTANCE"))
def distance_of_the_open_episode(tables: Tables) -> Rows:
    """The first episode is at another distance from home than the one left open last year.

    They are one episode: correct the postcodes, or enter the move as a new episode.
    """
    return care.still_open(tables).filter(_another_distance())


@_error("503H", {"Episodes": "PL_LA"}, reads=_open("CHILD DECOM PL_LA"))
def authority_of_the_open_episode(tables: Tables) -> Rows:
    """The first episode lies in another authority than the one left open last year.

    They are one episode: correct the placement’s postcode, or enter the move as a new episode.
    """
    return _differs_from_the_open_one(tables, "PL_LA")


@_error("503J", {"Episodes": "PL_LOCATION"}, reads=_open("CHILD DECOM PL_LOCATION"))
def location_of_the_open_episode(tables: Tables) -> Rows:
    """The first episode is in the authority and the one left open last year outside, or reverse.

    They are one episode: correct the placement’s postcode, or enter the move as a new episode.
    """
    return _differs_from_the_open_one(tables, "PL_LOCATION")


@_error("562", {"Episodes": "DECOM"}, reads=_both("CHILD DECOM"))
def not_the_last_of_last_year(tables: Tables) -> Rows:
    """The first episode began before the year and is not the last of last year’s return.

    Correct the day that it began, or last year’s return.
    """
    earlier = nw.col("DECOM_on") < nw.lit(tables.start)
    return care.across_the_years(tables).filter(earlier & care.differ("DECOM_on", "DECOM_on_last"))
