"""`make bench`: how fast the main job is, as ratios that hold on any machine, and as JSON.

A *bare parse* is `lxml.iterparse` over all end events with clearing. `LSCP_BENCH_CHILDREN`
(100,000 by default) is the smaller census; the larger has ten times as many. `LSCP_BENCH_PEOPLE`
(a million) is how many people are on record when the served pages are timed, and
`LSCP_BENCH_CONTACTS` (ten thousand) how many contacts are sent to the front door at once.
`LSCP_BENCH_IN_CARE` (100,000) is the largest return of children looked after.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
RESULTS = ROOT / "var" / "bench.json"


@dataclass(frozen=True)
class Result:
    """One measured figure beside its target."""

    what: str
    measured: float
    unit: str
    target: float

    @property
    def line(self) -> str:
        """Return the result as a line to print."""
        verdict = "met" if self.measured <= self.target else "NOT MET"
        measured = f"{self.measured:>9.2f} {self.unit:<11}"
        return f"{self.what:<62}{measured} target {self.target:g}: {verdict}"


def run(*arguments: str | Path, times: int = 1) -> dict[str, float]:
    """Run a task in processes of its own and return the median of each thing it measures."""
    runs = [_once([str(argument) for argument in arguments]) for _ in range(times)]
    return {key: statistics.median(each[key] for each in runs) for key in runs[0]}


def _once(arguments: list[str]) -> dict[str, float]:
    command = [sys.executable, str(HERE / "tasks.py"), *arguments]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lscp.config.settings"}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {' '.join(arguments):<90.90} {found['seconds']:8.2f} s", file=sys.stderr)
    return found


def census(folder: Path, children: int) -> list[Result]:
    """Measure reading, counting and checking, on a census and on one ten times as large."""
    small, large, facts = folder / "small.xml", folder / "large.xml", folder / "facts"
    run("write", small, str(children))
    run("write", large, str(10 * children))
    parse, parse_large = run("bare_parse", small, times=3), run("bare_parse", large)
    read, read_large = run("read", small, times=3), run("read", large)
    run("keep", large, facts)
    counted = run("indicators", facts)
    size = f"{children:,} children"
    return [
        Result(f"Read {size} into facts", read["seconds"] / parse["seconds"], "bare parses", 2.5),
        Result(f"Peak memory of that, {size}", read["peak_mib"], "MiB", 1024),
        Result("Read ten times the children", read_large["seconds"] / read["seconds"], "times", 11),
        Result(
            f"Every indicator and breakdown, {10 * children:,} children",
            counted["seconds"] / parse_large["seconds"],
            "bare parses",
            1,
        ),
        *checking(small, large, parse["seconds"], size),
    ]


def checking(small: Path, large: Path, parse: float, size: str) -> list[Result]:
    """Measure checking by every rule, on two censuses; `parse` is a bare parse of the first."""
    check, check_large = run("check", small, times=3), run("check", large)
    rules = run("rules", small, times=3)
    return [
        Result(f"Check {size}", check["seconds"] / parse, "bare parses", 4),
        Result(f"Peak memory of that, {size}", check["peak_mib"], "MiB", 1536),
        Result(
            "Check ten times the children", check_large["seconds"] / check["seconds"], "times", 11
        ),
        Result(
            f"All rules on tables in memory, {size}",
            rules["seconds"] / parse,
            "bare parses",
            1,
        ),
    ]


def people(many: int) -> list[Result]:
    """Measure the served pages with people on record, few and many: see `bench/people.py`."""
    few, found = _served("people.py", 10_000), _served("people.py", many)
    results = []
    for name in ("list", "person", "search", "action"):
        for part, target in (("p50", 100), ("p99", 300)):
            taken = found[f"{name}_{part}_ms"]
            results.append(Result(f"{name}, {part}, {many:,} people", taken, "ms", target))
        grown = found[f"{name}_alone_ms"] / few[f"{name}_alone_ms"]
        results.append(Result(f"{name}, beside that with 10,000 people", grown, "times", 1.5))
        cost = found[f"{name}_cost"]
        results.append(Result(f"{name}, with the second lock and the trail", cost, "times", 1.3))
    scans = found["scans"]
    print("\n".join(f"  scans a whole table: {each}" for each in scans), file=sys.stderr)
    return [*results, Result("Questions that scan a whole table", len(scans), "", 0)]


def front_door(contacts: int) -> list[Result]:
    """Measure the front door's screen while systems send at once: see `bench/front_door.py`."""
    found = _served("front_door.py", contacts)
    print(f"  {contacts:,} contacts sent in {found['seconds']:.0f} s", file=sys.stderr)
    return [
        Result(f"Of {contacts:,} contacts sent at once, not there once", found["not_once"], "", 0),
        Result("The front door’s screen meanwhile, p99", found["screen_p99_ms"], "ms", 500),
    ]


def allegations(times: int) -> list[Result]:
    """Measure whether response times betray a file of the LADO: see `bench/allegations.py`."""
    found = _served("allegations.py", times)
    said = f"Questions of {found['questions']} whose time betrays a file of the LADO"
    return [Result(said, found["told_apart"], "", 0)]


def children_looked_after(most: int) -> list[Result]:
    """Measure checking an SSDA903 return with last year's, of three sizes: `bench/ssda903.py`."""
    sizes = (most // 10, 3 * most // 10, most)
    found = _served("ssda903.py", *sizes)
    results = []
    for size in sizes:
        of = found[str(size)]
        ratio, said = of["seconds"] / of["read_seconds"], f"{size:,} children looked after"
        results.append(Result(f"Check {said}, this year's and last", ratio, "bare reads", 100))
        results.append(
            Result(f"Peak memory of that, {size:,} children", of["peak_mib"], "MiB", 3072)
        )
    few, many = (found[str(size)]["seconds"] / size for size in (sizes[0], most))
    results.append(Result("Check ten times as many, for each child", many / few, "times", 1.2))
    return results


def proof_reader() -> list[Result]:
    """Measure proof-reading a report of a hundred pages: see `bench/proof.py`."""
    found = _served("proof.py")
    return [
        Result("Proof-read a PDF of 100 pages", found["seconds"], "seconds", 10),
        Result("Peak memory of that", found["peak_mib"], "MiB", 500),
    ]


def _served(script: str, *arguments: int) -> dict[str, Any]:
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def command_line() -> Result:
    """Measure how long `lscp --help` takes to answer: the median of nine."""
    command, taken = [str(Path(sys.executable).with_name("lscp")), "--help"], []
    for _ in range(9):
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - started)
    return Result("lscp --help", statistics.median(taken), "seconds", 0.3)


def main() -> None:
    """Measure everything, print it and write it down."""
    children = int(os.environ.get("LSCP_BENCH_CHILDREN", "100000"))
    subprocess.run([Path(sys.executable).with_name("lscp"), "demo", "--no-serve"], check=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("report", folder / "report")
        warm = run("report", folder / "report", times=3)
        results = [*census(folder, children), command_line()]
    results += people(int(os.environ.get("LSCP_BENCH_PEOPLE", "1000000")))
    results += front_door(int(os.environ.get("LSCP_BENCH_CONTACTS", "10000")))
    results += allegations(200)
    results += proof_reader()
    results += children_looked_after(int(os.environ.get("LSCP_BENCH_IN_CARE", "100000")))
    results.append(Result("Annual report, warm", warm["seconds"], "seconds", 10))
    print("\n".join(result.line for result in results))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n")
    print(f"Written to {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
