"""How the served pages answer with so many people on record: `python bench/people.py PEOPLE`.

Prints one line of JSON. Twenty users wait a second between pages; each page is timed at the user.
What the second lock and the trail cost is timed page by page in one process, with both and without.
The loaded installation is kept in var/bench, and used again while what made it is the same.
"""

import json
import os
import pickle
import random
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
USERS = 20
WAIT = 1.0
PAGES_EACH = 60  # pages of each user, after some to warm up
WARM = 8
BIG = 5000  # rows; a table that has more must not be scanned


@dataclass(frozen=True)
class User:
    """Somebody signed in: their cookie, and whose pages they open."""

    cookie: str
    token: str
    people: list[str]


@dataclass(frozen=True)
class Page:
    """One thing that a user does: its name, and how it is asked for."""

    name: str
    method: str
    path: Callable[[str], str]
    body: Callable[[str], dict[str, str]] | None = None


def pages() -> list[Page]:
    """Return what the users do: a list, a person, a search, an action."""
    from django.urls import reverse

    return [
        Page("list", "GET", lambda _: reverse("people:mine")),
        Page("person", "GET", lambda pk: reverse("people:person", args=[pk])),
        Page("search", "POST", lambda _: reverse("people:people"), _asked),
        Page("action", "POST", lambda pk: reverse("people:record_entry", args=[pk]), _entry),
    ]


def _asked(pk: str) -> dict[str, str]:
    from bench.people_load import GIVEN, SYLLABLES

    chance = random.Random(pk)
    family = "".join(chance.choices(SYLLABLES, k=2))
    return {"text": f"{chance.choice(GIVEN)} {family}"}


def _entry(pk: str) -> dict[str, str]:
    return {
        "happened_on_day": "5", "happened_on_month": "1", "happened_on_year": "2026",
        "kind": "other", "words": "What happened", "for_all": "no", "once": str(uuid.uuid4()),
    }  # fmt: skip


def main(people: int) -> dict[str, Any]:
    """Load, serve and measure; return the figures."""
    home = Path(os.environ.get("LSCP_BENCH_HOME", ROOT / "var" / "bench")) / f"people-{people}"
    os.environ["LSCP_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lscp.config.settings"
    sys.path.insert(0, str(ROOT))
    from lscp.cli import session

    _forget_another(home)
    with session.ready():
        loaded = _loaded(people, home)
        users = _users(loaded)
        with _served() as port:
            taken = _driven(port, users)
        found: dict[str, Any] = {"people": people}
        for name, times in taken.items():
            found[f"{name}_p50_ms"] = round(1000 * statistics.median(times), 1)
            found[f"{name}_p99_ms"] = round(1000 * statistics.quantiles(times, n=100)[98], 1)
        return found | _cost(users[0]) | {"scans": _scans(users[0])}


def _loaded(people: int, home: Path) -> Any:
    import psycopg

    from bench import people_load
    from lscp.core import database

    kept = home / "loaded"
    if kept.exists():
        return pickle.loads(kept.read_bytes())[1]
    place = database.place()
    started = time.perf_counter()
    with psycopg.connect(**{**place.admin, "dbname": place.name}, autocommit=True) as connection:
        loaded = people_load.load(connection, people)
    print(f"  loaded {people:,} in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    kept.write_bytes(pickle.dumps((_made_by(), loaded)))
    return loaded


def _forget_another(home: Path) -> None:
    """Drop an installation that other tables or another loader made."""
    from lscp.core import database

    kept = home / "loaded"
    if home.exists() and (not kept.exists() or pickle.loads(kept.read_bytes())[0] != _made_by()):
        with database.place().running():
            pass  # a server that a killed run left behind ends with this
        shutil.rmtree(home)


def _made_by() -> str:
    from lscp.core import digests

    migrations = (ROOT / "lscp" / area / "migrations" for area in ("core", "access", "people"))
    return digests.of_folders(*migrations, Path(__file__).with_name("people_load.py"))


def _users(loaded: Any) -> list[User]:
    """Make social workers, a team each, with sessions as if they had signed in."""
    from django.middleware.csrf import _get_new_csrf_string
    from django.test import Client

    from lscp.access.acting import actor as acting
    from lscp.access.models import Membership
    from lscp.access.models import User as Account
    from lscp.access.roles import Role
    from lscp.core.records import writing
    from tests.cast import sign_in

    made = []
    for number, (team, care, authority) in enumerate(loaded.teams[:USERS]):
        account, _ = Account.objects.get_or_create(
            username=f"bench-{number}", defaults={"email": f"bench-{number}@example.org"}
        )
        with writing():
            held = Membership.objects.filter(user=account).first() or Membership(
                user=account, organisation_id=care, team_id=team, authority=authority,
                role=Role.SOCIAL_WORKER, state="held", version=1,
            )  # fmt: skip
            held.save()
        sign_in(acting(account, held), client := Client())
        own = [str(pk) for pk in loaded.people[number :: len(loaded.teams)]][:500]
        made.append(User(str(client.session.session_key), _get_new_csrf_string(), own))
    return made


@contextmanager
def _served() -> Iterator[int]:
    from lscp.cli.serve import command, free_port

    port = free_port("127.0.0.1", 8765)
    server = subprocess.Popen(command(f"127.0.0.1:{port}"), cwd=ROOT)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/privacy/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("The server did not answer")


def _driven(port: int, users: list[User]) -> dict[str, list[float]]:
    """Let all users work at once; return how long each page took, by its name."""
    taken: dict[str, list[float]] = defaultdict(list)
    faults: list[str] = []
    threads = [
        threading.Thread(target=_one_user, args=(port, user, number, taken, faults))
        for number, user in enumerate(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{len(faults)} pages failed, the first: {faults[0]}")
    return taken


def _one_user(
    port: int, user: User, number: int, taken: dict[str, list[float]], faults: list[str]
) -> None:
    chance = random.Random(number)
    time.sleep(number * WAIT / USERS)  # people do not click at the same moment
    asked = pages()
    for turn in range(WARM + PAGES_EACH):
        page, pk = asked[(turn + number) % len(asked)], chance.choice(user.people)
        status, seconds, text = _ask(port, user, page, pk)
        if status != (302 if page.name == "action" else 200):
            faults.append(f"{page.name} answered {status}: {_words(text)}")
            return
        if turn >= WARM:
            taken[page.name].append(seconds)
        time.sleep(WAIT)


def _words(text: str) -> str:
    """Return what a page says."""
    body = re.sub(r"(?s).*<main[^>]*>|</main>.*|<[^>]+>", " ", text)
    return " ".join(body.split())[:600]


def _ask(port: int, user: User, page: Page, pk: str) -> tuple[int, float, str]:
    """Ask for a page; a search that leads on to its answer is timed with it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    body = None
    if page.body:
        body = urlencode({**page.body(pk), "csrfmiddlewaretoken": user.token})
    started = time.perf_counter()
    status, text, leads = _answer(connection, user, page.method, page.path(pk), body)
    if page.name == "search" and status == 302:
        status, text, _ = _answer(connection, user, "GET", leads, None)
    seconds = time.perf_counter() - started
    connection.close()
    return status, seconds, text


def _answer(
    connection: HTTPConnection, user: User, method: str, path: str, body: str | None
) -> tuple[int, str, str]:
    headers = {"Cookie": f"sessionid={user.cookie}; csrftoken={user.token}", "Host": "localhost"}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode(errors="replace")
    return answer.status, text, answer.getheader("Location") or ""


def _client(user: User) -> Any:
    from django.test import Client

    client = Client()
    client.cookies["sessionid"] = user.cookie
    return client


def _sent(client: Any, page: Page, pk: str) -> Any:
    if page.body:
        follow = page.name == "search"
        return client.post(page.path(pk), page.body(pk), follow=follow, HTTP_HOST="localhost")
    return client.get(page.path(pk), HTTP_HOST="localhost")


def _cost(user: User, turns: int = 4) -> dict[str, float]:
    """Return each page's time with the second lock and the trail, as a ratio to that without.

    By turns, so that what else the machine does weighs on both alike.
    """
    with_both, without = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for _ in range(turns):
        _in_process(user, with_both)
        with _nothing_guarded():
            _in_process(user, without)
    median = statistics.median
    alone = {
        f"{name}_alone_ms": round(1000 * median(taken), 1) for name, taken in with_both.items()
    }
    return alone | {
        f"{name}_cost": round(median(taken) / median(without[name]), 2)
        for name, taken in with_both.items()
    }


def _in_process(user: User, taken: dict[str, list[float]], rounds: int = 40) -> None:
    client = _client(user)
    for page in pages():
        for turn, pk in enumerate(user.people[: WARM + rounds]):
            started = time.perf_counter()
            _sent(client, page, pk)
            if turn >= WARM:
                taken[page.name].append(time.perf_counter() - started)


@contextmanager
def _nothing_guarded() -> Iterator[None]:
    """Take the second lock and the trail away, for the comparison alone."""
    from unittest.mock import patch

    from django.db import connections

    from lscp.core.records import kinds

    tables = [each._meta.db_table for each in kinds() if each.second_lock]

    def lock(word: str) -> None:
        with connections["owner"].cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} {word} ROW LEVEL SECURITY")

    lock("DISABLE")
    try:
        with patch("lscp.core.trail.write"):
            yield
    finally:
        lock("ENABLE")


def _scans(user: User) -> list[str]:
    """Return the questions whose plan scans a whole table that is not small."""
    from django.db import connection

    client, asked = _client(user), []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SELECT", "UPDATE")) and not many and "set_config" not in sql:
            asked.append((sql, params))
            with connection.cursor() as cursor:
                plan = _plan(cursor, sql, params)
            found.extend(f"{table} in {sql[:300]}" for table in _scanned(plan, sizes))
        return execute(sql, params, many, context)

    found: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r'")
        sizes = dict(cursor.fetchall())
    with connection.execute_wrapper(note):
        for page in pages():
            _sent(client, page, user.people[0])
    print(f"  {len(asked)} plans looked at", file=sys.stderr)
    return sorted(set(found))


def _plan(cursor: Any, sql: str, params: Any) -> Any:
    # The cursor below Django's: what explains is itself no question of the page.
    cursor.cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
    return cursor.cursor.fetchone()[0][0]["Plan"]


def _scanned(plan: dict[str, Any], sizes: dict[str, float]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan" and sizes.get(plan["Relation Name"], 0) > BIG:
        yield plan["Relation Name"]
    for inner in plan.get("Plans", ()):
        yield from _scanned(inner, sizes)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
