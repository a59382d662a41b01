"""Rules about the codes of an episode: each has to be one that the return knows."""

from datetime import date

import narwhals as nw

from lscp.core import vocab
from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.rules import error

_error = error("Episodes")
PLACEMENT_ORDERS = date(2005, 12, 1)


@_error("143", {"Episodes": "RNE"}, reads={"Episodes": "RNE"})
def reason_for_new_episode_not_a_code(tables: Tables) -> Rows:
    """The reason for the new episode is no code of the return. Enter S, L, P, T, B or U."""
    return shapes.not_a_code(tables.Episodes, "RNE", "ssda903/reason_new_episode", tables)


@_error("144", {"Episodes": "LS"}, reads={"Episodes": "LS"})
def legal_status_not_a_code(tables: Tables) -> Rows:
    """The legal status is no code of the return. Enter the code of the order or agreement."""
    # A freeing order made before 2006 may last: so codes of former years stand.
    codes = [code.code for code in vocab.code_set("ssda903/legal_status")]
    value = nw.col("LS")
    return tables.Episodes.filter(~value.is_null() & ~value.is_in(codes))


@_error("145", {"Episodes": "CIN"}, reads={"Episodes": "CIN"})
def need_not_a_code(tables: Tables) -> Rows:
    """The category of need is no code of the return. Enter one of N1 to N8."""
    return shapes.not_a_code(tables.Episodes, "CIN", "ssda903/category_of_need", tables)


@_error("146", {"Episodes": "PLACE"}, reads={"Episodes": "PLACE"})
def placement_not_a_code(tables: Tables) -> Rows:
    """The type of placement is no code of this year’s return. Enter the code that replaced it."""
    return shapes.not_a_code(tables.Episodes, "PLACE", "ssda903/placement", tables)


@_error("149", {"Episodes": "REC"}, reads={"Episodes": "REC"})
def reason_ceased_not_a_code(tables: Tables) -> Rows:
    """The reason that the episode ceased is no code of the return. Enter the one that applies."""
    return shapes.not_a_code(tables.Episodes, "REC", "ssda903/reason_episode_ceased", tables)


@_error("1009", {"Episodes": "REASON_PLACE_CHANGE"}, reads={"Episodes": "REASON_PLACE_CHANGE"})
def reason_for_change_not_a_code(tables: Tables) -> Rows:
    """The reason for the change of placement is no code of the return. Enter one that is."""
    return shapes.not_a_code(
        tables.Episodes, "REASON_PLACE_CHANGE", "ssda903/placement_change_reason", tables
    )


@_error(
    "178", {"Episodes": "PLACE_PROVIDER"}, reads={"Episodes": "PLACE PLACE_PROVIDER"}
)  # fmt: skip
def provider_not_a_code(tables: Tables) -> Rows:
    """The placement’s provider is no code of the return, or empty where one is needed.

    Enter PR0 to PR5. It stays empty for temporary and other placements only.
    """
    valid = care.is_one_of(
        "PLACE_PROVIDER", shapes.valid_codes("ssda903/placement_provider", tables)
    )
    may_be_empty = care.is_one_of("PLACE", care.without_provider(tables))
    return tables.Episodes.filter(~valid & ~(nw.col("PLACE_PROVIDER").is_null() & may_be_empty))


@_error("179", {"Episodes": "PL_LOCATION"}, reads={"Episodes": "LS PL_LOCATION"})
def location_not_a_code(tables: Tables) -> Rows:
    """It is not known whether the placement is in or outside the authority. Check its postcode."""
    known = care.is_one_of("PL_LOCATION", ("IN", "OUT"))
    return tables.Episodes.filter(~care.is_one_of("LS", care.SHORT_BREAKS) & ~known)


@_error("446", {"Episodes": "LS DECOM"}, reads={"Episodes": "LS DECOM"})
def placement_order_before_there_were_any(tables: Tables) -> Rows:
    """The child is under a placement order in an episode that began before December 2005.

    There were none then. Correct the legal status, or the day that the episode began.
    """
    return tables.Episodes.filter(
        (nw.col("LS") == "E1") & (nw.col("DECOM_on") < nw.lit(PLACEMENT_ORDERS))
    )
