"""Snapshots: the facts of one return as a folder of Parquet files, named by what it holds.

A snapshot is written beside the others, checked, and never changed; so a stored figure can name
the facts that it was counted from, for as long as they are kept.
"""

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

import polars as pl

from lscp.core.engines import collect
from lscp.core.facts import Facts, Source, from_frames, tables

SOURCE = "source.json"


class Damaged(ValueError):
    """A snapshot whose files are not what its name says."""


def write(facts: Facts, root: Path) -> str:
    """Write the facts of one source; return the snapshot's name. The same facts, the same name."""
    (source,) = facts.sources
    root.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".writing-", dir=root))
    try:
        for name in sorted(facts.frames):
            frame = collect(facts.frames[name])
            if frame.height:
                frame.sort(by=list(_order(name, frame))).write_parquet(beside / f"{name}.parquet")
        about = asdict(source) | {"supplies": sorted(source.supplies), "snapshot": ""}
        (beside / SOURCE).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
        name = _name(beside)
        if not (root / name).exists():
            os.replace(beside, root / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return name


def read(name: str, root: Path) -> Facts:
    """Return a snapshot's facts, lazily. Raises FileNotFoundError where there is none."""
    folder = root / name
    about = json.loads((folder / SOURCE).read_text(encoding="utf-8"))
    source = Source(**{**about, "supplies": frozenset(about["supplies"]), "snapshot": name})
    frames = {path.stem: pl.scan_parquet(path) for path in sorted(folder.glob("*.parquet"))}
    return from_frames(frames, [source])


def verify(name: str, root: Path) -> None:
    """Check that a snapshot holds what its name says. Raises Damaged."""
    if _name(root / name) != name:
        raise Damaged(f"The snapshot {name} does not hold what it held when it was written")


def _order(name: str, frame: pl.DataFrame) -> list[str]:
    return list(tables()[name].key) or frame.columns


def _name(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
