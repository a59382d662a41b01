"""Backup and restore: the database, the snapshots, kept originals and attachments, in one file.

The file is a tar archive with a manifest of checksums. It holds children's data. It does not
hold the keys: without the old installation's `secrets/file-key`, kept originals stay closed.
"""

import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from lscp.core import digests, home, locks, postgres
from lscp.core.database import NotReady, Place
from lscp.core.time import now

MANIFEST, DUMP = "manifest.json", "database.dump"
FOLDERS = ("snapshots", "kept", "attachments")
ANCHORS = "trail/anchors"  # of the trail: a restore leaves those that are there as they are
FORM = 1  # the version of the layout of a backup


class NotABackup(ValueError):
    """A file that cannot be restored, and why. Nothing was changed."""


def backup(place: Place, file: Path) -> int:
    """Write everything of an installation to a file; return how many files are in it."""
    beside = file.with_name(f".{file.name}.writing")
    with _nobody_loads(place), tempfile.TemporaryDirectory(dir=home.home()) as made:
        dump, anchors = Path(made) / DUMP, Path(made) / "anchors"
        if (home.private("trail") / "anchors").exists():  # never ahead of what is dumped next
            shutil.copyfile(home.private("trail") / "anchors", anchors)
        # The owner is bound by row-level security too, and its own policy lets it read all.
        how = ("--format=custom", "--enable-row-security")
        _run("pg_dump", place, *how, f"--file={dump}")
        parts = {DUMP: dump} | ({ANCHORS: anchors} if anchors.exists() else {}) | dict(_files())
        about = {
            "form": FORM,
            "database": place.name,
            "written_at": now().isoformat(timespec="seconds"),
            "files": {name: digests.of_file(path) for name, path in parts.items()},
        }
        try:
            with open(beside, "xb", opener=_private) as target:
                _write(target, about, parts)
            os.replace(beside, file)
        finally:
            beside.unlink(missing_ok=True)
    return len(parts)


def restore(place: Place, file: Path, *, replace: bool = False) -> int:
    """Put back what a backup holds; return how many files. Raises NotABackup and NotReady.

    An installation that has tables already is only overwritten with `replace`. All is checked
    before anything is changed.
    """
    if not replace and _has_tables(place):
        raise NotReady(
            "There is an installation here already, and it was left as it is. Restore into an "
            "empty place (LSCP_HOME, DATABASE_URL), or add --force to overwrite this one."
        )
    home.private("secrets")
    with tempfile.TemporaryDirectory(dir=home.home()) as unpacked:
        folder = Path(unpacked)
        about = _unpacked(file, folder)
        if about["database"] != place.name:
            raise NotABackup(
                f"{file.name} is of a database named {about['database']}, whose roles bear that "
                f"name; restore it into a database of that name, not {place.name}"
            )
        clean = ("--clean", "--if-exists") if replace else ()
        how = ("--single-transaction", "--exit-on-error", "--no-owner", *clean)
        _run("pg_restore", place, *how, str(folder / DUMP))
        _put_back(folder)
    return len(about["files"])


def _files() -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        root = home.private(folder)
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                yield f"{folder}/{inside.as_posix()}", path


def _write(target: object, about: dict[str, object], parts: dict[str, Path]) -> None:
    with tarfile.open(fileobj=target, mode="w") as archive:  # type: ignore[call-overload]
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=home.home()) as manifest:
            json.dump(about, manifest, indent=1)
            manifest.flush()
            archive.add(manifest.name, arcname=MANIFEST)
        for name, path in parts.items():
            archive.add(path, arcname=name)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _unpacked(file: Path, folder: Path) -> dict[str, dict[str, str]]:
    """Unpack a backup and check each file against the manifest. Raises NotABackup."""
    try:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
        about = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise NotABackup(f"{file.name} is no backup of this program, or is cut short") from error
    if about.get("form") != FORM:
        raise NotABackup(f"{file.name} is of another version of this program")
    for name, digest in about["files"].items():
        path = folder / name
        if not path.is_file() or digests.of_file(path) != digest:
            raise NotABackup(f"{file.name} is damaged: {name} is not what it was when written")
    return dict(about)


def _put_back(folder: Path) -> None:
    for name in (*FOLDERS, "trail"):
        if (folder / name).is_dir():
            for path in (folder / name).iterdir():
                target = home.private(name) / path.name
                if not target.exists():  # a snapshot of that name holds the same
                    shutil.move(path, target)


@contextmanager
def _nobody_loads(place: Place) -> Iterator[None]:
    with psycopg.connect(place.conninfo(place.owner), autocommit=True) as connection:
        connection.execute(locks.FOR_SESSION, [locks.Lock.LOADING, 0])
        yield


def _has_tables(place: Place) -> bool:
    with psycopg.connect(place.conninfo(place.owner)) as connection:
        found = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    return bool(found and found[0])


def _run(program: str, place: Place, *arguments: str) -> None:
    """Run a client program of PostgreSQL as the owner; the password is not on its command line."""
    given: dict[str, Any] = conninfo_to_dict(place.conninfo(place.owner))
    environment = {**os.environ, "PGPASSWORD": str(given.pop("password"))}
    command = [str(_program(program, place)), f"--dbname={psycopg.conninfo.make_conninfo(**given)}"]
    done = subprocess.run(
        [*command, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotReady(f"{program} failed: {done.stderr.strip()}")


def _program(name: str, place: Place) -> Path:
    """Return the program of the server's own version: a newer one may write what it cannot read."""
    if place.server is not None:
        return postgres.programs() / name
    with psycopg.connect(place.conninfo(place.owner)) as connection:
        version = str(connection.info.server_version // 10_000)
    found = shutil.which(name)
    for path in (Path(f"/usr/lib/postgresql/{version}/bin/{name}"), Path(found or "/none")):
        if path.exists() and _version(path) == version:
            return path
    if _version(postgres.programs() / name) == version:
        return postgres.programs() / name
    raise NotReady(
        f"{name} of PostgreSQL {version}, the server's version, is needed and is not installed "
        f"(on Debian: apt install postgresql-client-{version})"
    )


def _version(program: Path) -> str:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    numbers = re.search(r"(\d+)", said.stdout)
    return numbers[1] if numbers else ""
