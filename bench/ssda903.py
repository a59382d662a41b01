"""How fast a whole SSDA903 return is checked: `python bench/ssda903.py CHILDREN…`.

Prints one line of JSON: for each size, seconds and MiB of reading the CSV files with Polars alone,
and of the whole check: read this year's files and last year's, run every rule, and say of each
finding what it is about. Each is run in a process of its own.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

ROOT = Path(__file__).parents[1]
LAST = "_last"
AUTHORITY = "E09000033"


def made(folder: str, children: str) -> None:
    """Write the CSV files of a made-up return, this year's and last year's."""
    from bench.ssda903_return import write

    write(Path(folder), int(children))


def _files(folder: str) -> Iterator[list[Path]]:
    files = sorted(Path(folder).glob("*.csv"))
    for ends in (False, True):
        yield [each for each in files if each.stem.endswith(LAST) is ends]


def bare_read(folder: str) -> None:
    """Read every file with Polars, every cell as text: the least that any check has to do."""
    for files in _files(folder):
        for file in files:
            pl.read_csv(file, infer_schema=False)


def check(folder: str) -> None:
    """Check a return: read both years' files, run every rule, and say what each finding is."""
    from bench.ssda903_return import YEAR
    from lscp.returns.checked import check_handed
    from lscp.returns.ssda903.rules import load
    from lscp.returns.submitted import Handed

    now, last = _files(folder)
    found = check_handed("ssda903", Handed(now, last, authority=AUTHORITY, year=YEAR))
    assert found.not_run.is_empty(), found.not_run
    assert all(rule.applies(YEAR) for rule in load().values())
    broken = found.findings["rule"].n_unique()
    print(found.findings.height, "findings of", broken, "rules", file=sys.stderr)


TASKS: dict[str, Callable[..., None]] = {task.__name__: task for task in (made, bare_read, check)}


def _task(name: str, *arguments: str) -> None:
    started = time.perf_counter()
    TASKS[name](*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - started, "peak_mib": round(peak)}))


def _run(*arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, *arguments], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {' '.join(arguments):<70.70} {found['seconds']:8.2f} s", file=sys.stderr)
    return found


def main(*sizes: str) -> dict[str, Any]:
    """Measure returns of each size; return what each took."""
    found = {}
    for children in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _run("made", folder, children)
            reads = [_run("bare_read", folder)["seconds"] for _ in range(5)]
            check = _run("check", folder)
            found[children] = {"read_seconds": statistics.median(reads), **check}
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if sys.argv[1] in TASKS:
        _task(*sys.argv[1:])
    else:
        print(json.dumps(main(*sys.argv[1:])))
