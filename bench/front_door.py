"""A burst of contacts from partners' systems, and the front door's screen meanwhile.

`python bench/front_door.py CONTACTS` prints one line of JSON. Twenty systems send them all at
once, half of them one by one and half a hundred in a request; each tenth request is sent again
though it was answered. Five officers look at the screen, a second between two looks.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SYSTEMS, MANY = 20, 100
OFFICERS, WAIT = 5, 1.0
SCREEN = "/front-door/"
AUTHORITY = "E09000020"
GIVEN = ("Amelia", "Oliver", "Isla", "George", "Ava", "Noah", "Mia", "Arthur", "Ivy", "Muhammad")


@dataclass
class Burst:
    """What was sent and seen, by all threads together."""

    port: int
    answered: dict[str, str] = field(default_factory=dict)  # sent_as → id
    waited: int = 0  # how often a system was told to send later
    looks: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


def main(contacts: int) -> dict[str, Any]:
    """Make an installation, serve it, and measure; return the figures."""
    home = Path(os.environ.get("LSCP_BENCH_HOME", ROOT / "var" / "bench")) / "front-door"
    os.environ |= {
        "LSCP_HOME": str(home), "LSCP_KEY_LIMIT": "1000000",
        "DJANGO_SETTINGS_MODULE": "lscp.config.settings",
    }  # fmt: skip
    sys.path.insert(0, str(ROOT))
    from lscp.cli import session

    _forget(home)
    with session.ready(statistics=False):
        tokens, cookies = _people()
        with _served() as port:
            burst = Burst(port)
            seconds = _driven(burst, tokens, cookies, contacts)
        return {
            "contacts": contacts,
            "seconds": round(seconds, 1),
            "not_once": _not_once(burst, contacts),
            "told_to_wait": burst.waited,
            "looks": len(burst.looks),
            "screen_p50_ms": round(1000 * statistics.median(burst.looks), 1),
            "screen_p99_ms": round(1000 * statistics.quantiles(burst.looks, n=100)[98], 1),
        }


def _forget(home: Path) -> None:
    """Begin with nothing on record."""
    from lscp.core import database

    if home.exists():
        with database.place().running():
            pass  # a server that a killed run left behind ends with this
        shutil.rmtree(home)


def _people() -> tuple[list[str], list[str]]:
    """Make a front door and its officers, and a key for each system; return what they send."""
    from datetime import timedelta

    from lscp.access import actions, keys
    from lscp.core.time import today
    from tests.cast import assemble, join, sign_in

    cast = assemble()
    administrator = join(cast, "organisation_administrator", organisation=cast.police)
    tokens = [keys.new_token() for _ in range(SYSTEMS)]
    for number, token in enumerate(tokens):
        actions.issue_key(
            by=administrator, token=token, system=f"System {number}",
            to_on=today() + timedelta(days=1),
        )  # fmt: skip
    officers = [join(cast, "front_door_officer") for _ in range(OFFICERS)]
    return tokens, [str(sign_in(each).session.session_key) for each in officers]


@contextmanager
def _served() -> Iterator[int]:
    """Serve as `lscp serve` does: the pages, a worker beside them, and the sealing of the trail."""
    from lscp.cli import work
    from lscp.cli.serve import command, free_port
    from lscp.core.trail.seals import sealing

    port = free_port("127.0.0.1", 8766)
    with work.beside(), sealing():
        server = subprocess.Popen(command(f"127.0.0.1:{port}"), cwd=ROOT)
        try:
            yield port
        finally:
            server.terminate()
            server.wait()


def _driven(burst: Burst, tokens: list[str], cookies: list[str], contacts: int) -> float:
    """Let all systems send at once; return how many seconds it took until all were answered."""
    _warm(burst, cookies[0])
    systems = [
        threading.Thread(target=_send, args=(burst, token, number, contacts))
        for number, token in enumerate(tokens)
    ]
    officers = [
        threading.Thread(target=_look, args=(burst, cookie, number))
        for number, cookie in enumerate(cookies)
    ]
    print(f"  {contacts:,} contacts are sent from now on", file=sys.stderr, flush=True)
    started = time.perf_counter()
    for each in (*officers, *systems):
        each.start()
    for each in systems:
        each.join()
    seconds = time.perf_counter() - started
    burst.over.set()
    for each in officers:
        each.join()
    if burst.faults:
        raise RuntimeError(f"{len(burst.faults)} requests failed, the first: {burst.faults[0]}")
    return seconds


def _warm(burst: Burst, cookie: str) -> None:
    """Open the screen until every process that serves has done so."""
    for _ in range(40):
        try:
            _asked(burst.port, "GET", SCREEN, {"Cookie": f"sessionid={cookie}"})
        except OSError:
            time.sleep(0.25)


def _send(burst: Burst, token: str, number: int, contacts: int) -> None:
    """Send one system's share: one by one, or many in a request."""
    mine = [_contact(each) for each in range(number, contacts, SYSTEMS)]
    size = 1 if number % 2 else MANY
    for turn, at in enumerate(range(0, len(mine), size)):
        part = mine[at : at + size]
        for _ in range(2 if turn % 10 == 0 else 1):
            _sent(burst, token, part)


def _sent(burst: Burst, token: str, part: list[dict[str, Any]]) -> None:
    body = json.dumps({"contacts": part})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    while True:
        status, text, later = _asked(burst.port, "POST", "/api/contacts", headers, body)
        if later is None:
            break
        burst.waited += 1
        time.sleep(later)
    if status != 200:
        burst.faults.append(f"contacts answered {status}: {text[:300]}")
        return
    for each in json.loads(text)["results"]:
        if burst.answered.setdefault(each["sent_as"], each["id"]) != each["id"]:
            burst.faults.append(f"{each['sent_as']} was answered in two ways")


def _look(burst: Burst, cookie: str, number: int) -> None:
    """Look at the screen, ever again, as an officer."""
    burst.over.wait(number * WAIT / OFFICERS)
    while not burst.over.is_set():
        started = time.perf_counter()
        status, _, _ = _asked(burst.port, "GET", SCREEN, {"Cookie": f"sessionid={cookie}"})
        burst.looks.append(time.perf_counter() - started)
        if status != 200:
            burst.faults.append(f"the screen answered {status}")
        burst.over.wait(WAIT)


def _asked(
    port: int, method: str, path: str, headers: dict[str, str], body: str | None = None
) -> tuple[int, str, float | None]:
    """Return the status, the text and, where it is to be sent later, after how many seconds."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request(method, path, body, {"Host": "localhost", **headers})
        answer = connection.getresponse()
        later = answer.getheader("Retry-After")
        return answer.status, answer.read().decode(), float(later) if later else None
    finally:
        connection.close()


def _contact(number: int) -> dict[str, Any]:
    family = f"Family{chr(97 + number % 26)}{number}"
    return {
        "sent_as": f"BENCH-{number}", "authority": AUTHORITY, "consent": "given",
        "worries": "A bruise on the arm, and nobody at home after school. " * 5,
        "working_well": "An aunt helps", "immediate_danger": number % 50 == 0,
        "referrer": {"name": "PC Lee", "role": "Officer", "email": "lee@example.org"},
        "children": [
            {"given": GIVEN[number % len(GIVEN)], "family": family, "date_of_birth": "2016-05-04",
             "address": f"{number} Elm Street", "postcode": "W8 5TT"},
        ],
        "adults": [{"name": f"Eve {family}", "stands_as": "parent", "home": 1}],
    }  # fmt: skip


def _not_once(burst: Burst, contacts: int) -> int:
    """Return how many contacts are not there once, under the id that was answered."""
    import psycopg

    from lscp.core import database

    place = database.place()
    with psycopg.connect(**{**place.admin, "dbname": place.name}) as connection:
        rows = connection.execute("SELECT sent_as, id::text FROM front_door_contact").fetchall()
    times, ids = Counter(name for name, _ in rows), dict(rows)
    wanted = [f"BENCH-{number}" for number in range(contacts)]
    return sum(times[name] != 1 or ids[name] != burst.answered.get(name) for name in wanted)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
