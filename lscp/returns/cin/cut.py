"""Cuts facts that know more down to what a census of a year holds, as at its reference date.

Live records and extracts hold what ended before the year, and what came after it. A census has
the children with an episode in the year, and of each what was so on 31 March.
"""

import polars as pl

from lscp.core import periods
from lscp.core.engines import collect
from lscp.core.facts import Facts, from_frames
from lscp.core.periods import Period

NOT_STATED = "N0"
NOT_AT_SCHOOL, CANNOT_BE_HAD, NO_ACTION = "UN1", "UN6", "UN7"
SCHOOL_AGE = 5
Frames = dict[str, pl.DataFrame]


def of_year(facts: Facts, authority: str, year: int) -> Facts:
    """Return the facts of one authority that its census of a year holds."""
    period = periods.year(year)
    mine = (pl.col("lscp_authority") == authority) & (pl.col("lscp_year") == year)
    frames = {name: collect(frame).filter(mine) for name, frame in facts.frames.items()}
    frames["ssd_cin_episodes"] = episodes = _episodes(frames["ssd_cin_episodes"], period)
    frames["ssd_cin_assessments"] = _assessments(frames["ssd_cin_assessments"], episodes, period)
    frames["ssd_person"] = _persons(frames["ssd_person"], episodes, period)
    _under(frames, "ssd_disability", "disa_person_id", "ssd_person", "pers_person_id")
    done = frames["ssd_cin_assessments"].drop_nulls("cina_assessment_auth_date")
    for name, column in (
        ("ssd_assessment_factors", "cinf_assessment_id"),
        ("lscp_assessment_factors", "lscp_assessment_id"),
    ):
        frames[name] = frames[name].join(
            done, left_on=column, right_on="cina_assessment_id", how="semi"
        )
    sources = [each for each in facts.sources if each.authority == authority]
    return from_frames(frames, sources)


def _under(frames: Frames, name: str, column: str, whole: str, key: str) -> None:
    frames[name] = frames[name].join(frames[whole], left_on=column, right_on=key, how="semi")


def _episodes(rows: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Keep those open in the year, or without further action in it, as they stood at its end.

    One that nobody has decided yet is a referral all the same; its need is not stated.
    """
    on, closed = pl.col("cine_referral_date"), pl.col("cine_close_date")
    no_action = (pl.col("cine_referral_nfa") == "Y").fill_null(False)
    open_in_it = ~no_action & (closed.is_null() | (closed >= period.start))
    kept = rows.filter(on <= period.end, open_in_it | (on >= period.start))
    later = (closed > period.end).fill_null(False)
    undecided = pl.col("cine_referral_nfa").is_null()
    need = pl.col("cine_cin_primary_need_code")
    return kept.with_columns(
        cine_close_date=pl.when(~later).then(closed),
        cine_close_reason=pl.when(~later).then("cine_close_reason"),
        cine_referral_nfa=pl.col("cine_referral_nfa").fill_null("N"),
        cine_cin_primary_need_code=pl.when(undecided).then(need.fill_null(NOT_STATED))
        .otherwise(need),
    )  # fmt: skip


def _assessments(rows: pl.DataFrame, episodes: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Keep those of the episodes that were started by the end of the year, and not done before."""
    started, done = pl.col("cina_assessment_start_date"), pl.col("cina_assessment_auth_date")
    mine = rows.join(episodes, left_on="cina_referral_id", right_on="cine_referral_id", how="semi")
    kept = mine.filter(started <= period.end, done.is_null() | (done >= period.start))
    return kept.with_columns(cina_assessment_auth_date=pl.when(done <= period.end).then(done))


def _persons(rows: pl.DataFrame, episodes: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Keep the children of the episodes, as they were at the end of the year.

    Why a child has no unique pupil number has to be said: too young for one, referred without
    further action, or not to be had.
    """
    id_, born, died = pl.col("pers_person_id"), pl.col("pers_dob"), pl.col("pers_death_date")
    acted = episodes.filter(pl.col("cine_referral_nfa") == "N")
    known = rows.join(episodes, left_on="pers_person_id", right_on="cine_person_id", how="semi")
    unborn = (born > period.end).fill_null(False)
    young = born.is_null() | (born.dt.offset_by(f"{SCHOOL_AGE}y") > period.end)
    why = (
        pl.when(young).then(pl.lit(NOT_AT_SCHOOL))
        .when(id_.is_in(acted["cine_person_id"].unique().to_list())).then(pl.lit(CANNOT_BE_HAD))
        .otherwise(pl.lit(NO_ACTION))
    )  # fmt: skip
    return known.with_columns(
        pers_dob=pl.when(~unborn).then(born),
        pers_expected_dob=pl.when(unborn).then(born).otherwise("pers_expected_dob"),
        pers_sex=pl.when(unborn).then(pl.lit("U")).otherwise("pers_sex"),
        pers_death_date=pl.when(died <= period.end).then(died),
        pers_upn_unknown=pl.when(pl.col("lscp_upn").is_null()).then(
            pl.coalesce("pers_upn_unknown", why)
        ),
    )
