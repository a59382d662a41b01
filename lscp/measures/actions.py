"""Keeping figures and official statistics: replaced as one, so that no reader sees half of two."""

import json
from collections.abc import Iterable, Mapping

import polars as pl
from django.db import connection, transaction

from lscp.core import digests
from lscp.core.figures import Figure
from lscp.core.time import now
from lscp.measures.official.read import KEY, SCHEMA

from .models import FigureSet, OfficialFigure, OfficialLoad, StoredFigure
from .queries import FIELDS


@transaction.atomic
def keep(
    year: int, views: Mapping[str, Iterable[Figure]], *, snapshots: list[str], definitions: str
) -> FigureSet:
    """Make the given figures, by view, the current ones of a year; those before stay on record.

    Only the set before stays, not its figures: they can be computed again from its snapshots.
    """
    before = FigureSet.objects.filter(year=year, current=True)
    StoredFigure.objects.filter(set__in=before).delete()
    before.update(current=False)
    made = FigureSet.objects.create(
        year=year, snapshots=snapshots, definitions=definitions, computed_at=now()
    )
    columns = ", ".join(f'"{name}"' for name in ("set_id", "view", *FIELDS))
    copy = f"COPY {StoredFigure._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(copy) as rows:
        for view, figures in views.items():
            for figure in figures:
                rows.write_row((made.pk, str(view), *_row(figure)))
    return made


def _row(figure: Figure) -> list[object]:
    left_out = json.dumps(figure.left_out)
    return [left_out if name == "left_out" else getattr(figure, name) for name in FIELDS]


@transaction.atomic
def load_official(cells: pl.DataFrame, *, by: str) -> list[OfficialLoad]:
    """Keep tables of a release (columns: official.SCHEMA) beside those of other releases.

    A table of a release that was loaded before is replaced where it differs, and left where it
    does not. Returns what was loaded.
    """
    loaded = []
    for (release, table), part in cells.sort(KEY).group_by("release", "table", maintain_order=True):
        if _differs(str(release), str(table), part):
            loaded.append(_load_table(str(release), str(table), part, by))
    return loaded


def _differs(release: str, table: str, cells: pl.DataFrame) -> bool:
    held = OfficialLoad.objects.filter(release=release, table=table, digest=_digest(cells))
    return not held.exists()


def _load_table(release: str, table: str, cells: pl.DataFrame, by: str) -> OfficialLoad:
    OfficialLoad.objects.filter(release=release, table=table).delete()
    load = OfficialLoad.objects.create(
        release=release, table=table, digest=_digest(cells), loaded_at=now(), loaded_by=by
    )
    columns = [name for name in SCHEMA if name not in ("release", "table")]
    names = ", ".join(f'"{name}"' for name in ("load_id", *columns))
    copy = f"COPY {OfficialFigure._meta.db_table} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(copy) as rows:
        for row in cells.select(columns).iter_rows():
            rows.write_row((load.pk, *row))
    return load


def _digest(cells: pl.DataFrame) -> str:
    return digests.of_text(cells.select(SCHEMA.keys()).write_csv())
