"""Whether the time that an answer takes betrays that there is a file on the LADO's register.

`python bench/allegations.py TIMES` prints one line of JSON. Three roles that the register is shut
to ask for pages of it by the address of what there is and of what there is not; and for people, and
search for them, of whom one half have a file and the other half have none. Both are asked for by
turns. A rank test (Mann and Whitney) must not tell the two apart; what it does tell apart it is
asked again, since one in a thousand it tells apart by chance.
"""

import gc
import json
import logging
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[1]
ROLES = ("school_lead", "social_worker", "information_governance")
NAMED = ROLES[:2]  # may see a meeting or a report that names them
PEOPLE = 20  # with a file, and as many without
TOLD_APART = 0.001


@dataclass
class Question:
    """What somebody asks for, of what there is and of what there is not: each time another."""

    role: str
    page: str
    status: int
    asks: tuple[Callable[[], Any], Callable[[], Any]]  # with a file, and without

    def told_apart(self, times: int) -> dict[str, Any]:
        """Ask by turns, and again where chance may have told apart; return what was found."""
        found = self._measured(times)
        if found["p"] < TOLD_APART:
            found = self._measured(times) | {"p_before": found["p"]}
        return {"role": self.role, "page": self.page, **found}

    def _measured(self, times: int) -> dict[str, Any]:
        from scipy.stats import mannwhitneyu  # type: ignore[import-untyped]

        taken: tuple[list[float], list[float]] = ([], [])
        for number in range(times + 5):
            for which in random.sample((0, 1), 2):
                started = time.perf_counter()
                answer = self.asks[which]()
                assert answer.status_code == self.status, f"{self.page}: {answer.status_code}"
                if number >= 5:  # the first are slower
                    taken[which].append(time.perf_counter() - started)
        medians = [round(1000 * statistics.median(each), 2) for each in taken]
        return {"p": float(mannwhitneyu(*taken).pvalue), "with_ms": medians[0],
                "without_ms": medians[1]}  # fmt: skip


def main(times: int) -> dict[str, Any]:
    """Make an installation with files in it, and measure; return the figures."""
    sys.path.insert(0, str(ROOT))
    home = Path(tempfile.mkdtemp())
    os.environ |= {"LSCP_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lscp.config.settings"}
    from lscp.cli import session

    with session.ready(statistics=False):
        logging.disable(logging.CRITICAL)  # what is refused would be said for each request
        questions = list(_questions(*_world()))
        gc.collect()
        gc.freeze()
        found = [_said(each.told_apart(times)) for each in questions]
    shutil.rmtree(home, ignore_errors=True)
    told = [each for each in found if each["p"] < TOLD_APART]
    return {"asked": times, "questions": len(found), "told_apart": len(told), "found": found}


def _said(found: dict[str, Any]) -> dict[str, Any]:
    print(f"  {found}", file=sys.stderr, flush=True)
    return found


def _world() -> tuple[dict[str, Any], dict[str, list[Any]], list[Any]]:
    """Make people, and a file on each second of them; return who looks, the people, the files."""
    from lscp.core.named import name_on
    from lscp.people import actions as people
    from tests import lado_file
    from tests.cast import KENSINGTON, assemble, join

    cast = assemble()
    lado = join(cast, "lado", team=cast.lado_of(KENSINGTON))
    reporter, invited = join(cast, "school_lead"), join(cast, "police_officer")
    actors = {role: join(cast, role) for role in ROLES}
    known: dict[str, list[Any]] = {"with": [], "without": []}
    files = []
    for number in range(2 * PEOPLE):
        which = ("with", "without")[number % 2]
        name = {"given": "Neville", "family": f"Tranter{_letters(number)}"}
        one = people.record_person(
            by=actors["social_worker"],
            given=name["given"],
            family=name["family"],
            date_of_birth=lado_file.BORN,
            is_adult=True,
        )
        for actor in (*actors.values(), lado):
            name_on(one, actor.user)
        known[which].append((one, name))
        if which == "with":
            files.append(
                lado_file.make(lado, reporter=reporter, invited=invited, person=one, name=name)
            )
    return actors, known, files


def _letters(number: int) -> str:
    """Return an ending by which no two names sound alike."""
    return "".join("bdfglmnprt"[int(digit)] + "o" for digit in f"{number:02}")


def _questions(
    actors: dict[str, Any], known: dict[str, list[Any]], files: list[Any]
) -> Iterator[Question]:
    from django.test import Client

    from tests.cast import sign_in

    for role, actor in actors.items():
        client = sign_in(actor, Client(SERVER_NAME="localhost"))
        for page, kind in (
            ("allegations:allegation", "allegation"), ("allegations:meeting", "meeting"),
            ("allegations:report_you_made", "report"),
        ):  # fmt: skip
            status = 404 if page != "allegations:allegation" and role in NAMED else 403
            real = [getattr(each, kind).pk for each in files]
            yield Question(
                role, page, status, (partial(_get, client, page, real), partial(_get, client, page))
            )
        opens, finds = partial(_open, client), partial(_search, client)
        for said, asks in (("people:person", opens), ("search of people", finds)):
            yield Question(
                role, said, 200, (partial(asks, known["with"]), partial(asks, known["without"]))
            )


def _get(client: Any, page: str, real: Sequence[Any] = ()) -> Any:
    """Ask for a page of what there is; or of nothing, by an address as good as any."""
    from django.urls import reverse

    made_up = uuid4()
    return client.get(reverse(page, args=[random.choice(real) if real else made_up]))


def _open(client: Any, those: Sequence[Any]) -> Any:
    one, _ = random.choice(those)
    return _get(client, "people:person", [one.pk])


def _search(client: Any, those: Sequence[Any]) -> Any:
    from django.urls import reverse

    _, name = random.choice(those)
    return client.post(reverse("people:people"), {"text": name["family"]}, follow=True)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
