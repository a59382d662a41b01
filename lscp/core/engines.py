"""The two engines that run indicators and rules: Polars in one process, Spark beyond it.

Definitions are written in Narwhals and never ask which engine it is. Only here is that known.
"""

from functools import cache
from typing import Any

import narwhals as nw
import polars as pl


def lazy(frame: Any) -> nw.LazyFrame:
    """Return any frame (Polars, pandas, Spark, Narwhals) as a lazy Narwhals frame."""
    wrapped = nw.from_native(frame, pass_through=False)
    return wrapped.lazy() if isinstance(wrapped, nw.DataFrame) else wrapped


def like(frame: nw.LazyFrame, small: pl.DataFrame) -> nw.LazyFrame:
    """Return a small Polars frame on the engine that `frame` is on, so that they can be joined."""
    if frame.implementation.is_polars():
        return lazy(small)
    return lazy(_on_spark(frame.to_native().sparkSession, _Small(small)))


def held(frame: nw.LazyFrame) -> nw.LazyFrame:
    """Return the frame computed once, to be read many times."""
    if frame.implementation.is_polars():
        return frame.collect(backend="polars").lazy()
    return lazy(frame.to_native().cache())


def numbered(frame: nw.LazyFrame, name: str) -> nw.LazyFrame:
    """Return the frame with a number for each row, on the engine where that costs nothing."""
    if not frame.implementation.is_polars():
        return frame
    return lazy(frame.to_native().with_row_index(name).with_columns(pl.col(name).cast(pl.Int64)))


def collect(frame: nw.LazyFrame) -> pl.DataFrame:
    """Compute a frame and return it as Polars, whichever engine it is on."""
    return frame.collect(backend="polars").to_native()


def collect_all(frames: list[nw.LazyFrame]) -> list[pl.DataFrame]:
    """Compute many frames at once, so that what they share is computed once."""
    if all(frame.implementation.is_polars() for frame in frames):
        return pl.collect_all([frame.to_native() for frame in frames])
    return [collect(frame) for frame in frames]


def session_of(frame: Any) -> Any:
    """Return the Spark session that a frame lives in, or None for a frame of any other kind."""
    return getattr(frame, "sparkSession", None)


def on(frame: pl.DataFrame, session: Any) -> nw.LazyFrame:
    """Return a Polars frame on the engine of a session: Spark's, or Polars itself for None."""
    return lazy(frame) if session is None else lazy(session.createDataFrame(frame.to_arrow()))


class _Small:
    """A frame that can be a cache's key: by what it holds."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self._key = (tuple(frame.schema.items()), frame.height, frame.hash_rows().sum())

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Small) and self._key == other._key


@cache
def _on_spark(session: Any, small: _Small) -> Any:
    return session.createDataFrame(small.frame.to_arrow()).cache()
