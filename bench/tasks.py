"""The things that are timed, each run in a process of its own: `python bench/tasks.py NAME ARG…`.

Prints one line of JSON: seconds (of the whole task, or of the part of it that it measured by
itself), and the peak memory of the process in MiB.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHILD_YEAR = 2022


def write(path: str, children: str) -> None:
    """Write a census of so many made-up children."""
    from lscp.demo.write import write_large

    write_large(Path(path), children=int(children))


def bare_parse(path: str) -> None:
    """Walk every end event and let it go: the least that any reader of XML has to do."""
    from lxml import etree

    for _, element in etree.iterparse(path):
        element.clear()


def read(path: str) -> None:
    """Read a census into facts, all of them computed."""
    for frame in _facts(path).frames.values():
        frame.collect()


def keep(path: str, folder: str) -> None:
    """Write the facts of a census as a snapshot, for `indicators` to start from."""
    from lscp.core.facts import store

    print(store.write(_facts(path), Path(folder)), file=sys.stderr)


def indicators(folder: str) -> None:
    """Compute every indicator with every breakdown from the one snapshot in a folder."""
    from lscp.core import periods
    from lscp.core.breakdowns import BREAKDOWNS
    from lscp.core.facts import store
    from lscp.core.indicators import evaluate
    from lscp.measures.indicators import load

    (snapshot,) = [path.name for path in Path(folder).iterdir()]
    facts = store.read(snapshot, Path(folder))
    figures = evaluate(load().values(), facts, periods.year(CHILD_YEAR), by=BREAKDOWNS)
    print(len(figures), "figures", file=sys.stderr)


def report(folder: str) -> None:
    """Build the annual report of the demonstration, with everything it needs already loaded."""
    from lscp.cli import session

    with session.ready():
        from lscp.report import build

        build.build(CHILD_YEAR, Path(folder))


def _facts(path: str):
    from lscp.returns.cin import facts, read

    return facts.facts(read.read(Path(path)))


def check(path: str) -> None:
    """Check a census: read it, run every rule, and say of each finding what it is about."""
    from lscp.returns import checked

    found = checked.check_file(Path(path))
    print(found.findings.height, "findings;", found.not_run.height, "not run", file=sys.stderr)


def rules(path: str) -> float:
    """Run every rule on tables that are in memory already; return how long that alone took."""
    from lscp import returns
    from lscp.returns.cin import read

    tables = read.read(Path(path)).tables
    started = time.perf_counter()
    returns.check("cin", tables)
    return time.perf_counter() - started


TASKS: dict[str, Callable[..., float | None]] = {
    task.__name__: task
    for task in (write, bare_parse, read, keep, indicators, report, check, rules)
}


def main() -> None:
    """Run one task and print what it took."""
    name, *arguments = sys.argv[1:]
    started = time.perf_counter()
    alone = TASKS[name](*arguments)
    seconds = time.perf_counter() - started if alone is None else alone
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": round(seconds, 3), "peak_mib": round(peak)}))


if __name__ == "__main__":
    main()
