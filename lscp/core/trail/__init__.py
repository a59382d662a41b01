"""The trail: who did, saw, looked for, took away or was refused what; only ever added to.

An entry is written in the transaction of what it records, so that neither happens without the
other; it holds no personal detail (see `detail`). Each bears a mark made with a key that is not in
the database (`marks`), and is sealed within a second or so (`seals`). `verify` finds what was done
to them since.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, models, transaction

from lscp.core.time import now
from lscp.core.trail import detail, witnesses
from lscp.core.trail.kinds import Kind
from lscp.core.trail.marks import key, said

if TYPE_CHECKING:
    from lscp.core.policy import Actor

__all__ = ["Kind", "NotRecorded", "write"]

# The transaction has its number before it draws one for the entry: by that, sealing knows when
# no entry of a lower number can come any more.
DRAW = "SELECT pg_current_xact_id(), nextval('core_entry_id_seq')"
ADD = """
INSERT INTO core_entry (id, at, kind, "user", membership, role, organisation, name, subject_type,
                        subject, person, after, detail, mark)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::bigint[], %s::jsonb, %s)
"""


class NotRecorded(RuntimeError):
    """The database took the entry and kept none: what it records must not happen."""


def write(
    kind: Kind,
    actor: "Actor",
    name: str,
    *,
    subject: models.Model | None = None,
    person: UUID | None = None,
    **plain_detail: object,
) -> None:
    """Add an entry, in the transaction that is open. `name` is that of the permission or page.

    `subject` is the record; `person` the child or adult concerned, where the record does not say.
    What the record's Privacy calls personal or special becomes the word “recorded”.
    """
    if subject is not None and person is None:
        about = getattr(subject, "person_id_about", None)
        person = about() if about else None
    plain = detail.plain(subject, plain_detail)
    if actor.role == "system":
        plain["job"] = actor.name
    after = witnesses.waiting()
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(DRAW)
        number = cursor.fetchone()[1]
        entry = (
            number, now(), kind.value, actor.user, actor.membership, actor.role,
            actor.organisation, name, subject._meta.label if subject is not None else "",
            subject.pk if subject is not None else None, person, after, detail.text(plain),
        )  # fmt: skip
        cursor.execute(ADD, [*entry, key().mark(said(*entry))])
        if cursor.rowcount != 1:
            raise NotRecorded(f"The trail kept no entry of {name}: nothing was done")
        transaction.on_commit(lambda: witnesses.committed(number, after))
