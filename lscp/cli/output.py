"""How commands say things: rows as a table, CSV or JSON; progress as a bar or as plain lines."""

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

Row = Mapping[str, Any]
Command = TypeVar("Command", bound=Callable[..., Any])
NUMBERS_RIGHT = (int, float)


def format_option(command: Command) -> Command:
    """Give a command the option `--format`."""
    option = click.option(
        "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table",
        show_default=True, help="How to write the rows.",
    )  # fmt: skip
    return option(command)


def rows(
    found: Iterable[Row], columns: Sequence[str], form: str, shown: Sequence[str] = ()
) -> None:
    """Write rows to standard output. A table has the columns `shown`; CSV and JSON have all."""
    given = [{name: plain(row[name]) for name in columns} for row in found]
    if form == "json":
        click.echo(json.dumps(given, indent=1, ensure_ascii=False))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(given)
    else:
        _table(given, list(shown or columns))


def plain(value: Any) -> Any:
    """Return a value as it is written: a whole number without its point, an enum by its value."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return getattr(value, "value", value)


def _table(given: Sequence[Row], columns: list[str]) -> None:
    texts = [[_cell(row[name]) for name in columns] for row in given]
    widths = [max(map(len, column)) for column in zip(columns, *texts, strict=True)]
    right = [
        all(isinstance(row[name], (*NUMBERS_RIGHT, type(None))) for row in given)
        for name in columns
    ]
    for cells in (columns, ["-" * width for width in widths], *texts):
        line = (
            cell.rjust(width) if is_right else cell.ljust(width)
            for cell, width, is_right in zip(cells, widths, right, strict=True)
        )
        click.echo("  ".join(line).rstrip())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, NUMBERS_RIGHT) else str(value)


@contextmanager
def reading(*paths: Path) -> Iterator[Callable[[int], object]]:
    """Give what is to be told of each piece that is read: a bar, where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda size: None
        return
    size = sum(os.path.getsize(path) for path in paths if path.exists())
    label = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
    with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
        yield bar.update


def step(sentence: str) -> None:
    """Say which step of a longer job begins."""
    click.echo(sentence)
