"""Rules about where a child is placed, by whom it is provided, and how far from home it is."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Episodes"), query("Episodes")
_PROVIDED = {"Episodes": "PLACE PLACE_PROVIDER"}
_POSTCODE = r"^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$"
FAR, UNKNOWN = 350, 999.9
"""Miles beyond which a distance is doubted, and what stands for one that is not known."""
_FAMILIES = (*care.FOSTERED, *care.PLACED_FOR_ADOPTION, "P1", "P2", "P3", "H5", "K3")
"""Placements that an authority provides and yet has no house for."""


def _by(tables: Tables, provider: str, places: tuple[str, ...]) -> Rows:
    """Return placements of a kind that cannot be provided so."""
    return tables.Episodes.filter(
        (nw.col("PLACE_PROVIDER") == provider) & care.is_one_of("PLACE", places)
    )


@_error("213", {"Episodes": "PLACE_PROVIDER"}, reads=_PROVIDED)
def provider_not_wanted(tables: Tables) -> Rows:
    """The provider is given of a placement that has none in the return. Take it out.

    Or correct the type of placement, if it is no temporary or other one.
    """
    none = care.is_one_of("PLACE", care.without_provider(tables))
    return tables.Episodes.filter(none & ~nw.col("PLACE_PROVIDER").is_null())


@_error("526", {"Episodes": "PLACE PLACE_PROVIDER"}, reads=_PROVIDED)
def provider_missing(tables: Tables) -> Rows:
    """The placement’s provider is missing. Enter PR0 to PR5."""
    wanted = ~nw.col("PLACE").is_null() & ~care.is_one_of("PLACE", care.without_provider(tables))
    return tables.Episodes.filter(wanted & nw.col("PLACE_PROVIDER").is_null())


@_error("527", {"Episodes": "PLACE PLACE_PROVIDER"}, reads=_PROVIDED)
def not_provided_by_the_authority(tables: Tables) -> Rows:
    """With parents, in hospital or in custody, the authority itself is given as the provider.

    Correct the provider, PR1, or the type of placement.
    """
    return _by(tables, "PR1", ("P1", "R2", "R5"))


@_error("528", {"Episodes": "PLACE PLACE_PROVIDER"}, reads=_PROVIDED)
def not_provided_by_another_authority(tables: Tables) -> Rows:
    """With parents, in hospital or in custody, another authority is given as the provider.

    Correct the provider, PR2, or the type of placement.
    """
    return _by(tables, "PR2", ("P1", "R2", "R5"))


@_error("529", {"Episodes": "PLACE PLACE_PROVIDER"}, reads=_PROVIDED)
def not_provided_by_a_public_body(tables: Tables) -> Rows:
    """A public body is given as provider of a placement that none but others provide.

    Correct the provider, PR3, or the type: it cannot be with parents, adopters or foster carers,
    nor in a children’s home.
    """
    places = ("P1", "K1", "K2", *care.PLACED_FOR_ADOPTION, *care.FOSTERED)
    return _by(tables, "PR3", places)


@_error("530", {"Episodes": "PLACE PLACE_PROVIDER"}, reads=_PROVIDED)
def parents_as_private_provision(tables: Tables) -> Rows:
    """The child is with parents, and a private body is given as provider. Enter PR0 in its place.

    Or correct the type of placement.
    """
    return _by(tables, "PR4", ("P1",))


@_error("531", {"Episodes": "PLACE PLACE_PROVIDER"}, reads=_PROVIDED)
def parents_as_voluntary_provision(tables: Tables) -> Rows:
    """The child is with parents, and a voluntary body is the provider. Enter PR0 in its place.

    Or correct the type of placement.
    """
    return _by(tables, "PR5", ("P1",))


@_error("550", {"Episodes": "PLACE PLACE_PROVIDER"}, reads=_PROVIDED)
def parents_provide_another_placement(tables: Tables) -> Rows:
    """Parents are given as provider of a placement that is not with them.

    Correct the provider, PR0, or enter P1 as the type of placement.
    """
    with_them = care.is_one_of("PLACE", ("P1",))
    return tables.Episodes.filter((nw.col("PLACE_PROVIDER") == "PR0") & ~with_them)


@_error(
    "1015", {"Episodes": "PL_LA"}, reads={"Episodes": "LS PLACE PLACE_PROVIDER PL_LA"}
)  # fmt: skip
def own_provision_elsewhere(tables: Tables) -> Rows:
    """The authority itself provides the placement, which lies in another authority.

    Correct the provider, or the placement’s postcode.
    """
    kept = ~nw.col("LS").is_null() & ~care.is_one_of("LS", care.SHORT_BREAKS)
    housed = ~nw.col("PLACE").is_null() & ~care.is_one_of("PLACE", _FAMILIES)
    own = nw.col("PLACE_PROVIDER") == "PR1"
    return tables.Episodes.filter(kept & housed & own & (nw.col("PL_LA") != tables.authority))


@_error("169", {"Episodes": "PL_LA"}, reads={"Episodes": "LS PL_LA"})
def authority_of_placement_missing(tables: Tables) -> Rows:
    """The authority that the placement lies in is not known. Check the placement’s postcode."""
    kept = ~care.is_one_of("LS", care.SHORT_BREAKS)
    return tables.Episodes.filter(kept & nw.col("PL_LA").is_null())


@_error("411", {"Episodes": "PL_LOCATION"}, reads={"Episodes": "PL_LA PL_LOCATION"})
def location_against_authority(tables: Tables) -> Rows:
    """The placement is said to be in the authority and lies in another, or the other way round.

    Correct whether it is in or outside, or the placement’s postcode.
    """
    own = nw.col("PL_LA") == tables.authority
    is_in, is_out = nw.col("PL_LOCATION") == "IN", nw.col("PL_LOCATION") == "OUT"
    return tables.Episodes.filter((is_in & ~own) | (is_out & own))


@_error("392c", {"Episodes": "HOME_POST PL_POST"}, reads={"Episodes": "HOME_POST PL_POST"})
def no_postcode(tables: Tables) -> Rows:
    """The postcode of the home or of the placement is none. Correct it, as SW1A 2AA."""
    home, placement = (
        (~nw.col(each).str.to_uppercase().str.contains(_POSTCODE)).fill_null(False)
        for each in ("HOME_POST", "PL_POST")
    )
    return tables.Episodes.filter(home | placement)


@_error(
    "392d", {"Episodes": "HOME_POST PL_POST PLACE"}, reads={"Episodes": "PLACE HOME_POST PL_POST"}
)
def placed_at_home(tables: Tables) -> Rows:
    """The placement has the postcode of the child’s home, and is not with their parents.

    Correct the postcode that is wrong, or enter P1 as the type of placement.
    """
    home, placement = (
        nw.col(each).str.replace_all(r"\s", "").str.to_uppercase()
        for each in ("HOME_POST", "PL_POST")
    )
    return tables.Episodes.filter((home == placement) & ~care.is_one_of("PLACE", ("P1",)))


@_query("454", {"Episodes": "PL_DISTANCE"}, reads={"Episodes": "PL_DISTANCE"})
def very_far_from_home(tables: Tables) -> Rows:
    """The placement is more than 350 miles from the child’s home.

    Check both postcodes, and explain the distance if it is right. For a child who came to the
    country alone it says nothing.
    """
    miles = care.number("PL_DISTANCE")
    return tables.Episodes.filter((miles > FAR) & (miles != UNKNOWN))
