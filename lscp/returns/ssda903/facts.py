"""Turns an SSDA903 return into facts: the Standard Safeguarding Dataset's tables, and ours.

Ids say where a row stands: of an episode, a period of care, a placement and a review, the child
and the day it began; of anything else, the child and its place among the child's rows.

What is not kept: a date that is none; the date of birth and the sex that a table repeats, where
they are not those of the Header; a second row of a child in Header or OC2, but for what the first
does not say; and a row of an adoption that says nothing. A row without a child is kept, under the
name of its table and its place there.
"""

from dataclasses import replace

import polars as pl

from lscp.core.facts import OF_EVERY_ROW, Facts, Source, from_frames, tables
from lscp.returns import values
from lscp.returns.ssda903 import episodes as care
from lscp.returns.ssda903 import placed
from lscp.returns.ssda903.mapping import (
    ALONE,
    CHECKS,
    COLUMNS,
    FLAGS,
    PLACED_ADOPTION,
    SOCIAL_WORKER,
)
from lscp.returns.ssda903.read import Return
from lscp.returns.ssda903.tables import PLACED, TABLES, columns
from lscp.returns.ssda903.tables import values as leaves

Frames = dict[str, pl.DataFrame]
SAID_ALONE = "1"  # of UASC in the Header
SCORES = ("SDQ_SCORE", "SDQ_REASON")
SUBSTANCES = ("SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")


def facts(ret: Return, *, authority: str, year: int, demonstration: bool = False) -> Facts:
    """Return the facts of one return, of one source. Its files do not say whose it is.

    Where a list of postcodes is among them, it tells where placements are.
    """
    if "Postcodes" in ret.tables:
        ret = _placed(ret, authority)
    given = {name: _of_children(name, ret.tables.get(name)) for name in TABLES}
    whose = {"lscp_authority": pl.lit(authority), "lscp_year": pl.lit(year, pl.Int64)}
    frames = {
        name: tables()[name].conform(frame.lazy().with_columns(**whose)).collect()
        for name, frame in _rows(given).items()
    }
    supplied = supplies(ret)
    source = Source(authority, year, "ssda903", supplied, demonstration=demonstration)
    return from_frames(frames, [source])


def _placed(ret: Return, authority: str) -> Return:
    there = {f"{name}.{column}" for name in ret.tables for column in columns(name)} - ret.lacking
    frames, _ = placed.supplied(dict(ret.tables), there, {"localAuthority": authority})
    return replace(ret, tables=frames)


def supplies(ret: Return) -> frozenset[str]:
    """Return what the tables of a return can answer, as "table.column"."""
    parts = [(name, *of) for name, of in COLUMNS.items()]
    parts.append(("ssd_permanence", "PlacedAdoption", PLACED_ADOPTION))
    found = {
        f"{name}.{column}"
        for name, table, made_of in parts
        if table in ret.tables
        for column, value in {**dict.fromkeys(OF_EVERY_ROW, "+"), **made_of}.items()
        if value.startswith("+") or _is_there(ret, table, value.removesuffix("_on"))
    }
    if _held(ret, "Header", "UASC"):
        found |= {f"ssd_immigration_status.{each}" for each in (*OF_EVERY_ROW, *_whose_status())}
    return frozenset(found)


def _whose_status() -> list[str]:
    made_of = COLUMNS["ssd_immigration_status"][1]
    return [column for column, value in made_of.items() if value != "DUC_on"]


def _is_there(ret: Return, table: str, column: str) -> bool:
    """Return whether a table has a column. What the DfE adds is there where it says anything."""
    if column in PLACED:
        return _held(ret, table, column)
    return f"{table}.{column}" not in ret.lacking


def _held(ret: Return, table: str, column: str) -> bool:
    return table in ret.tables and bool(ret.tables[table][column].is_not_null().any())


def _of_children(name: str, frame: pl.DataFrame | None) -> pl.DataFrame:
    """Return a table whose every row names a child; an empty one where the return has none."""
    if frame is None:
        frame = pl.DataFrame(schema=dict.fromkeys(columns(name), pl.String))
        frame = values.parsed(leaves(name), frame.with_columns(line=pl.lit(0)), [])
    nth = pl.concat_str(pl.lit(f"{name}-"), pl.int_range(1, pl.len() + 1))
    frame = frame.with_columns(CHILD=pl.coalesce("CHILD", nth))
    if "PL_DISTANCE" not in frame.columns:
        return frame
    miles = pl.col("PL_DISTANCE").cast(pl.Float64, strict=False)
    return frame.with_columns(PL_DISTANCE=pl.when(miles.is_finite()).then(miles))


def _rows(given: Frames) -> Frames:
    """Return the rows of each fact table, whose they are and which year aside."""
    people = _people(given)
    episodes = care.identified(given["Episodes"])
    made = {
        "ssd_person": people,
        "ssd_mother": care.numbered(people.drop_nulls("MC_DOB_on"), "M"),
        "ssd_immigration_status": care.numbered(_alone(given), "U"),
        "ssd_cla_episodes": episodes,
        "ssd_legal_status": episodes,
        "ssd_cla_placement": care.placements(episodes),
        "ssd_cla_reviews": _reviews(given["Reviews"], care.periods(episodes)),
        "ssd_care_leavers": care.numbered(given["OC3"], "L"),
        "ssd_cla_previous_permanence": care.numbered(given["PrevPerm"], "V"),
        "ssd_missing": care.numbered(given["Missing"], "N"),
        "ssd_involvements": care.numbered(given["SWEpisodes"], "W").with_columns(
            pl.lit(SOCIAL_WORKER).alias("+role")
        ),
        "lscp_deprivations": care.numbered(given["DoLo"], "O"),
        **_outcomes(_once(given["OC2"])),
    }
    facts = {name: _facts(frame, COLUMNS[name][1]) for name, frame in made.items()}
    return facts | {"ssd_permanence": _permanence(given)}


def _facts(frame: pl.DataFrame, made_of: dict[str, str]) -> pl.DataFrame:
    return frame.select(_value(value).alias(column) for column, value in made_of.items())


def _value(name: str) -> pl.Expr:
    return _flag(name) if name in FLAGS else pl.col(name)


def _flag(name: str) -> pl.Expr:
    return pl.col(name).replace({"1": "Y", "0": "N"})


def _people(given: Frames) -> pl.DataFrame:
    """Return one row for each child that any table names, with the date of birth that is known."""
    named = [
        frame.select("CHILD", *(["DOB_on"] if "DOB_on" in frame.columns else []))
        for frame in given.values()
    ]
    births = _once(pl.concat(named, how="diagonal"))
    header = _once(given["Header"]).drop("DOB_on")
    return births.join(header, on="CHILD", how="left", maintain_order="left")


def _once(frame: pl.DataFrame) -> pl.DataFrame:
    """Make one row of a child who stands there twice: each value the first that there is."""
    if not frame["CHILD"].is_duplicated().any():
        return frame
    return frame.group_by("CHILD", maintain_order=True).agg(pl.all().drop_nulls().first())


def _alone(given: Frames) -> pl.DataFrame:
    """Return those who came alone: the table of them, and whom the Header says it of besides."""
    table = given["UASC"].select("CHILD", "DUC_on")
    said = given["Header"].filter(UASC=SAID_ALONE).select("CHILD").unique(maintain_order=True)
    besides = said.join(table, on="CHILD", how="anti", maintain_order="left")
    return pl.concat([table, besides], how="diagonal").with_columns(pl.lit(ALONE).alias("+alone"))


def _reviews(reviews: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Return reviews, each with the period of care that it was held in."""
    found = care.dated(reviews, "R", "REVIEW_on")
    on, until = pl.col("REVIEW_on"), pl.col("_until")
    held = found.select("CHILD", "+R", "REVIEW_on").join(periods, on="CHILD", maintain_order="left")
    held = held.filter((pl.col("_from") <= on) & (until.is_null() | (until >= on)))
    latest = held.unique("+R", keep="last", maintain_order=True).select("+R", "+C")
    return found.join(latest, on="+R", how="left", maintain_order="left")


def _outcomes(rows: pl.DataFrame) -> Frames:
    """Return what OC2 says of each child, one table for each thing that it asks."""
    checks = rows.unpivot(CHECKS, index="CHILD", variable_name="+check", value_name="_answer")
    checks = checks.with_columns(_flag("_answer").alias("+status")).drop_nulls("+status")
    return {
        "lscp_cla_outcomes": rows,
        "ssd_cla_health": care.numbered(checks, "H"),
        "ssd_cla_immunisations": rows.drop_nulls("IMMUNISATIONS"),
        "ssd_cla_substance_misuse": care.numbered(_answered(rows, SUBSTANCES), "S"),
        "ssd_sdq_scores": care.numbered(_answered(rows, SCORES), "Q"),
    }


def _answered(rows: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    return rows.filter(pl.any_horizontal(pl.col(columns).is_not_null()))


def _permanence(given: Frames) -> pl.DataFrame:
    """Return decisions and placements for adoption, of which a return has a table each."""
    parts = [
        _facts(given[name].with_columns(pl.lit(None, pl.String).alias("+A")), made_of)
        for name, made_of in (("AD1", COLUMNS["ssd_permanence"][1]),
                              ("PlacedAdoption", PLACED_ADOPTION))
    ]  # fmt: skip
    rows = pl.concat(parts, how="diagonal").rename({"perm_person_id": "CHILD"})
    said = pl.any_horizontal(pl.all().exclude("CHILD", "perm_table_id").is_not_null())
    rows = care.numbered(rows.filter(said), "A")
    return rows.with_columns(perm_table_id="+A").rename({"CHILD": "perm_person_id"})
