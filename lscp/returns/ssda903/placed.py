"""Works out what the DfE adds to a return: where a placement is, and who came to it alone.

Where an authority lies and how far one postcode is from another, the postcodes tell that are given
as metadata; without them these columns are as the return has them, or absent.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from lscp.returns.collection import Frames
from lscp.returns.ssda903.tables import LAST, PLACED

METRES_IN_A_MILE = 1609.3
ABROAD = ("WAL", "SCO", "NIR")


def supplied(
    frames: Frames, there: set[str], metadata: Mapping[str, Any]
) -> tuple[Frames, set[str]]:
    """Return the tables with the columns that can be worked out, and what is there then."""
    frames, there = dict(frames), set(there)
    for end in ("", LAST):
        if f"Header{end}.UASC" not in there and f"UASC{end}.CHILD" in there:
            frames[f"Header{end}"] = _alone(frames[f"Header{end}"], frames[f"UASC{end}"])
            there.add(f"Header{end}.UASC")
        name = f"Episodes{end}"
        worked_out = {f"{name}.HOME_POST", f"{name}.PL_POST", "Postcodes.POSTCODE"}
        if worked_out <= there and f"{name}.PL_LA" not in there:
            own = str(metadata.get("localAuthority") or "")
            frames[name] = _placed(frames[name], frames["Postcodes"], own)
            there.update(f"{name}.{column}" for column in PLACED)
    return frames, there


def _alone(header: pl.DataFrame, came: pl.DataFrame) -> pl.DataFrame:
    """Say of each child whether they are in the table of unaccompanied children: 1 or 0."""
    is_there = pl.col("CHILD").is_in(came["CHILD"].drop_nulls().to_list())
    return header.with_columns(UASC=pl.when(is_there).then(pl.lit("1")).otherwise(pl.lit("0")))


def _placed(episodes: pl.DataFrame, postcodes: pl.DataFrame, own: str) -> pl.DataFrame:
    known = postcodes.select(
        _key=_key("POSTCODE"), LA="LA", EAST=pl.col("EAST").cast(pl.Float64, strict=False),
        NORTH=pl.col("NORTH").cast(pl.Float64, strict=False),
    ).unique("_key", keep="first")  # fmt: skip
    found = episodes.with_columns(_home=_key("HOME_POST"), _place=_key("PL_POST"))
    for end in ("_home", "_place"):
        found = found.join(
            known.rename({each: f"{each}{end}" for each in ("LA", "EAST", "NORTH")}),
            left_on=end, right_on="_key", how="left", maintain_order="left",
        )  # fmt: skip
    la = pl.col("LA_place")
    metres = (
        (pl.col("EAST_home") - pl.col("EAST_place")) ** 2
        + (pl.col("NORTH_home") - pl.col("NORTH_place")) ** 2
    ).sqrt()
    placed = found.with_columns(
        PL_LA=la,
        PL_LOCATION=pl.when(la.is_null()).then(None).when(la == own.upper())
        .then(pl.lit("IN")).otherwise(pl.lit("OUT")),
        PL_DISTANCE=(metres / METRES_IN_A_MILE).round(1).cast(pl.String),
    )  # fmt: skip
    return placed.select(episodes.columns)


def _key(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all(r"\s", "").str.to_uppercase()
