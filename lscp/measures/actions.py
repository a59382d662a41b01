"""Keeping figures: a year's are replaced as one, so that no reader ever sees half of two sets."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.db import connection, transaction

from lscp.core.figures import Figure
from lscp.core.time import now

from .models import FigureSet, StoredFigure
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
    given = asdict(figure)
    given["left_out"] = json.dumps(figure.left_out)
    return [given[name] for name in FIELDS]
