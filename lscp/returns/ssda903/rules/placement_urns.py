"""Rules about Ofsted's number of a provider: where it is needed, and what it is the number of."""

import narwhals as nw

from lscp.core import vocab
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Episodes"), query("Episodes")
_HOMES = ("K1", "K2", "R3", "S1")
_REGISTERED = (*_HOMES, "K3", *care.FOSTERED, *care.PLACED_FOR_ADOPTION)
"""Placements with a provider whom Ofsted registers."""
_UNREGISTERED = ("H5", "P1", "P2", "P3", "R1", "R2", "R5")
_LIST = {"Providers": "URN"}


def _list(column: str) -> dict[str, str]:
    return {"Providers": f"URN {column}"}


def _known() -> nw.Expr:
    """Return whether the number is that of a provider, not what stands where there is none."""
    return ~nw.col("URN").is_null() & (nw.col("URN") != care.NO_PROVIDER_KNOWN)


def _of_its_provider(tables: Tables) -> Rows:
    """Return episodes beside their provider in the list; one in no list is left out."""
    return tables.joined("Episodes", "Providers", on=("URN",))


def _without(rows: Rows, column: str, codes: str, name: str) -> Rows:
    """Return rows whose code is not among the provider's, which are written with commas between."""
    listed = [
        (nw.col(column) == code.code) & nw.col(codes).str.contains(rf"\b{code.code}\b")
        for code in vocab.code_set(name)
    ]
    told = ~nw.col(column).is_null() & ~nw.col(codes).is_null()
    return rows.filter(told & ~nw.any_horizontal(*listed, ignore_nulls=True))


@_error("218", {"Episodes": "URN"}, reads={"Episodes": "PLACE DEC URN PL_LA"})
def number_missing(tables: Tables) -> Rows:
    """The Ofsted number of the placement’s provider is missing.

    Enter it. For an adoption agency of a region that has none, enter XXXXXXX.
    """
    english = ~care.is_one_of("PL_LA", care.OUTSIDE_ENGLAND)
    current = nw.col("DEC").is_null() | (nw.col("DEC_on") >= tables.start)
    wanted = care.is_one_of("PLACE", _REGISTERED) & english & current
    return tables.Episodes.filter(wanted & nw.col("URN").is_null())


@_error("222", {"Episodes": "URN"}, reads={"Episodes": "PLACE URN"})
def number_not_wanted(tables: Tables) -> Rows:
    """An Ofsted number is given of a placement with nobody whom Ofsted registers.

    Take it out, or correct the type of placement.
    """
    places = (*_UNREGISTERED, *care.TEMPORARY, *care.OTHERWISE_PLACED)
    return tables.Episodes.filter(care.is_one_of("PLACE", places) & _known())


@_error("242", {"Episodes": "URN"}, reads={"Episodes": "PLACE URN"})
def no_number_but_no_adoption(tables: Tables) -> Rows:
    """XXXXXXX stands for the Ofsted number of a placement that is not for adoption.

    Enter the provider’s number: only a regional adoption agency may have none.
    """
    adoption = care.is_one_of("PLACE", care.PLACED_FOR_ADOPTION)
    return tables.Episodes.filter((nw.col("URN") == care.NO_PROVIDER_KNOWN) & ~adoption)


@_error("243", {"Episodes": "URN"}, reads={"Episodes": "URN PL_LA"})
def number_outside_england(tables: Tables) -> Rows:
    """An Ofsted number is given of a placement outside England, where Ofsted registers nobody.

    Take it out, or correct the placement’s postcode.
    """
    return tables.Episodes.filter(_known() & care.is_one_of("PL_LA", care.OUTSIDE_ENGLAND))


@_error("1008", {"Episodes": "URN"}, reads={"Episodes": "URN", **_LIST})
def number_of_nobody(tables: Tables) -> Rows:
    """No provider has this Ofsted number. Correct it, or load a newer list of providers."""
    return tables.Episodes.filter(_known()).join(
        tables.Providers.select("URN").unique(), on=["URN"], how="anti"
    )


@_error("219", {"Episodes": "URN PLACE"}, reads={"Episodes": "PLACE URN", **_list("PLACE_CODES")})
def number_of_another_placement(tables: Tables) -> Rows:
    """The provider with this Ofsted number does not offer this type of placement.

    Correct the number or the type of placement.
    """
    return _without(_of_its_provider(tables), "PLACE", "PLACE_CODES", "ssda903/placement")


@_error(
    "224",
    {"Episodes": "PLACE_PROVIDER"},
    reads={"Episodes": "PLACE_PROVIDER URN", **_list("PROVIDER_CODES")},
)
def number_of_another_sort_of_provider(tables: Tables) -> Rows:
    """The holder of this Ofsted number is another sort of provider than is recorded.

    Correct the number or the placement’s provider.
    """
    rows, name = _of_its_provider(tables), "ssda903/placement_provider"
    return _without(rows, "PLACE_PROVIDER", "PROVIDER_CODES", name)


@_error(
    "221", {"Episodes": "PL_POST"}, reads={"Episodes": "LS PLACE PL_POST URN", **_list("POSTCODE")}
)
def number_of_another_postcode(tables: Tables) -> Rows:
    """The home with this Ofsted number has another postcode than the placement.

    Correct the number or the postcode.
    """
    housed = care.is_one_of("PLACE", _HOMES) & ~care.is_one_of("LS", care.SHORT_BREAKS)
    placed, registered = (
        nw.col(each).str.replace_all(r"\s", "").str.to_uppercase()
        for each in ("PL_POST", "POSTCODE")
    )
    return _of_its_provider(tables).filter(housed & (placed != registered))


@_error("227", {"Episodes": "URN DECOM"}, reads={"Episodes": "DECOM URN", **_list("REG_END")})
def began_after_the_provider_closed(tables: Tables) -> Rows:
    """The episode began after the provider with this Ofsted number had closed.

    Correct the number, or the day that the episode began.
    """
    return _of_its_provider(tables).filter(nw.col("DECOM_on") > nw.col("REG_END_on"))


@_error("228", {"Episodes": "URN DEC"}, reads={"Episodes": "DEC URN", **_list("REG_END")})
def lasted_after_the_provider_closed(tables: Tables) -> Rows:
    """The episode lasted beyond the day that the provider with this Ofsted number closed.

    Correct the number, or the day that the episode ceased.
    """
    until = care.until_the_end(tables)
    return _of_its_provider(tables).filter(until > nw.col("REG_END_on"))


@_error(
    "229",
    {"Episodes": "URN PLACE_PROVIDER"},
    reads={"Episodes": "PLACE PLACE_PROVIDER URN", **_list("LA_CODE_INFERRED")},
)
def number_of_another_authority(tables: Tables) -> Rows:
    """Own or another authority’s provision is recorded, and the provider’s authority is not so.

    Correct the number or the placement’s provider. Where a provider lies is inferred from its
    postcode and may be wrong.
    """
    own = nw.col("LA_CODE_INFERRED") == tables.authority
    ours, theirs = nw.col("PLACE_PROVIDER") == "PR1", nw.col("PLACE_PROVIDER") == "PR2"
    settled = ~care.is_one_of("PLACE", ("K3",))
    return _of_its_provider(tables).filter(settled & ((ours & ~own) | (theirs & own)))


@_query("241", {"Episodes": "URN"}, reads={"Episodes": "PLACE URN PL_LA"})
def no_premises_there(tables: Tables) -> Rows:
    """The supported accommodation lies in an authority where its provider has no premises.

    Correct the Ofsted number or the placement’s postcode. Explain it if both are right.
    """
    supported = tables.Episodes.filter((nw.col("PLACE") == "K3") & _known())
    elsewhere = supported.filter(nw.col("PL_LA") != tables.authority)
    premises = tables.Providers.select("URN", nw.col("LA_CODE_INFERRED").alias("PL_LA")).unique()
    return elsewhere.join(premises, on=["URN", "PL_LA"], how="anti")
