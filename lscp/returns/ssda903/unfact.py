"""Turns facts back into the tables of an SSDA903 return: the way of `facts`, the other way round.

Each table has the return's columns as text; a child's rows stand in the order of their ids.
"""

import polars as pl

from lscp.core.engines import collect
from lscp.core.facts import Facts
from lscp.returns.ssda903.mapping import (
    ALONE,
    CHECKS,
    COLUMNS,
    FLAGS,
    PLACED_ADOPTION,
    SOCIAL_WORKER,
)
from lscp.returns.ssda903.tables import TABLES, columns
from lscp.returns.ssda903.tables import values as leaves

Frames = dict[str, pl.DataFrame]
MadeOf = dict[str, str]
# Tables whose rows are those of one fact table, and what tells them from others there.
ROWS: dict[str, tuple[str, dict[str, str]]] = {
    "Reviews": ("ssd_cla_reviews", {}),
    "UASC": ("ssd_immigration_status", {"immi_immigration_status": ALONE}),
    "OC3": ("ssd_care_leavers", {}),
    "PrevPerm": ("ssd_cla_previous_permanence", {}),
    "Missing": ("ssd_missing", {}),
    "SWEpisodes": ("ssd_involvements", {"invo_professional_role_id": SOCIAL_WORKER}),
    "DoLo": ("lscp_deprivations", {}),
}
ADOPTIONS = {"AD1": COLUMNS["ssd_permanence"][1], "PlacedAdoption": PLACED_ADOPTION}
OUTCOMES = ("lscp_cla_outcomes", "ssd_cla_immunisations", "ssd_cla_substance_misuse",
            "ssd_sdq_scores")  # fmt: skip
DATED = {"+E", "+R"}  # ids that say a day, and which of that day's; others, which of the child's
NTH, OF_A_DAY = r"-[A-Z](\d+)$", r"-[A-Z]\d*-(\d+)$"


def tables(facts: Facts, authority: str, year: int) -> Frames:
    """Return the tables of one authority's return of a year, with the columns that they have.

    Raises ValueError for rows that the return has no place for.
    """
    mine = (pl.col("lscp_authority") == authority) & (pl.col("lscp_year") == year)
    held = {name: collect(getattr(facts, name)).filter(mine) for name in COLUMNS}
    made = {"Episodes": _episodes(held), "OC2": _outcomes(held)}
    for table, (name, only) in ROWS.items():
        made[table] = _rows(held[name].filter(**only), COLUMNS[name][1])
    for table, made_of in ADOPTIONS.items():
        said = [column for column, value in made_of.items() if value != "CHILD" and value[0] != "+"]
        some = pl.any_horizontal(pl.col(said).is_not_null())
        made[table] = _rows(held["ssd_permanence"].filter(some), made_of)
    another = sum((each.authority, each.year) == (authority, year) for each in facts.sources) > 1
    made["Header"] = _people(held, made, only_named=another)
    _refuse_lost(held, made)
    return {name: _finished(made[name], name, made["Header"]) for name in TABLES}


def _rows(frame: pl.DataFrame, made_of: MadeOf) -> pl.DataFrame:
    """Return rows with the return's columns, each child's in the order that their ids say."""
    id_ = next(column for column, value in made_of.items() if value.startswith("+"))
    day = next((value for value in made_of.values() if value.endswith("_on")), "CHILD")
    rows = frame.select(**_named(made_of), _id=id_)
    n = pl.col("_id").str.extract(OF_A_DAY if made_of[id_] in DATED else NTH)
    n = n.cast(pl.Int64, strict=False)
    order: list[str | pl.Expr] = [day, n.fill_null(1)] if made_of[id_] in DATED else [n, day]
    return rows.sort("CHILD", *order, "_id", nulls_last=True)


def _named(made_of: MadeOf) -> MadeOf:
    return {value: column for column, value in made_of.items() if not value.startswith("+")}


def _episodes(held: Frames) -> pl.DataFrame:
    """Return episodes with the legal status and the placement of each.

    Why a placement changed stands in the last of its episodes.
    """
    stay = pl.col("clae_cla_placement_id").alias("_P")
    whole = held["ssd_cla_episodes"].with_columns(stay)
    rows = _rows(whole, COLUMNS["ssd_cla_episodes"][1] | {"_P": "_P"})
    statuses = held["ssd_legal_status"].select(_id="lega_legal_status_id", LS="lega_legal_status")
    placements = held["ssd_cla_placement"].select(
        _P="clap_cla_placement_id", **_named(COLUMNS["ssd_cla_placement"][1])
    )
    rows = rows.join(_once(statuses, "_id"), on="_id", how="left", maintain_order="left")
    rows = rows.join(
        _once(placements.drop("CHILD"), "_P"), on="_P", how="left", maintain_order="left"
    )
    goes_on = pl.int_range(pl.len()).over("_P") < pl.len().over("_P") - 1
    reason = pl.when(~goes_on | pl.col("_P").is_null()).then("REASON_PLACE_CHANGE")
    return rows.with_columns(reason.alias("REASON_PLACE_CHANGE"))


def _outcomes(held: Frames) -> pl.DataFrame:
    """Return one row for each child of whom anything is said that OC2 asks."""
    parts = [held[name].select(**_named(COLUMNS[name][1])) for name in OUTCOMES]
    for check in CHECKS:
        mine = held["ssd_cla_health"].filter(clah_health_check_type=check)
        parts.append(mine.select(CHILD="clah_person_id", **{check: "clah_health_check_status"}))
    rows = pl.concat([part.select("CHILD") for part in parts]).unique().sort("CHILD")
    for part in parts:
        rows = rows.join(_once(part, "CHILD"), on="CHILD", how="left", maintain_order="left")
    return rows


def _people(held: Frames, made: Frames, *, only_named: bool) -> pl.DataFrame:
    """Return everybody, those too of whom a table says something and no more is known.

    Of a source beside this return, as a census, only those whom a table of this one names.
    """
    known = held["ssd_person"].select(**_named(COLUMNS["ssd_person"][1]))
    mothers = _rows(held["ssd_mother"], COLUMNS["ssd_mother"][1])
    named = pl.concat([frame.select("CHILD") for frame in made.values()])
    every = named if only_named else pl.concat([known.select("CHILD"), named])
    rows = every.unique().sort("CHILD", nulls_last=True)
    for part in (known, mothers.drop("_id")):
        rows = rows.join(_once(part, "CHILD"), on="CHILD", how="left", maintain_order="left")
    return rows


def _once(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return one row for each key: where there are two, each value the first that there is."""
    return rows.group_by(key, maintain_order=True).agg(pl.all().drop_nulls().first())


def _refuse_lost(held: Frames, made: Frames) -> None:
    """Refuse rows that a return has no place for: none is left out in silence."""
    episodes = held["ssd_cla_episodes"]
    under = {
        "placements": ("ssd_cla_placement", "clap_cla_placement_id", "clae_cla_placement_id"),
        "legal statuses": ("ssd_legal_status", "lega_legal_status_id", "clae_cla_episode_id"),
    }
    lost = {
        f"{what} of no episode": held[name].join(episodes, left_on=id_, right_on=of, how="anti")
        for what, (name, id_, of) in under.items()
    }
    lost |= {
        f"rows of {name} without a child": frame.filter(pl.col("CHILD").is_null())
        for name, frame in made.items()
    }
    said = [f"{frame.height} {what}" for what, frame in lost.items() if frame.height]
    if said:
        raise ValueError(f"An SSDA903 return has no place for these: {'; '.join(said)}")


def _finished(rows: pl.DataFrame, name: str, people: pl.DataFrame) -> pl.DataFrame:
    """Return a table with all its columns, as text: dates as the return says them, flags 1 and 0.

    Every table says when a child was born, and UASC its sex: as the Header does.
    """
    lacking = [
        column for column in ("DOB_on", "SEX")
        if column not in rows.columns and column.removesuffix("_on") in columns(name)
    ]  # fmt: skip
    if lacking:
        rows = rows.join(
            people.select("CHILD", *lacking), on="CHILD", how="left", maintain_order="left"
        )
    return rows.select(_text(leaf.name, rows.columns) for leaf in leaves(name))


def _text(name: str, present: list[str]) -> pl.Expr:
    if f"{name}_on" in present:
        return pl.col(f"{name}_on").dt.strftime("%d/%m/%Y").alias(name)
    if name not in present:
        return pl.lit(None, pl.String).alias(name)
    value = pl.col(name).cast(pl.String)
    return value.replace({"Y": "1", "N": "0"}) if name in FLAGS else value
