"""Questions in PostgreSQL's own words: one of many, whether a record is named, whose glass broke.

`pk__in` asks with as many parameters as values, so that each number of them is another question,
planned anew; `pk__among` asks with an array: it keeps its shape, and its plan (see
`database.PREPARED`). `IsNamed` and `Glass` stand in every request, and are written once.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, F, Field, ForeignKey, Func, Lookup, UUIDField


@Field.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):
    """`field__among=values`: the field is one of the values; of no value, none is."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the comparison with one parameter, an array."""
        column, params = self.process_lhs(compiler, connection)
        field = self.lhs.output_field
        values = [field.get_db_prep_value(each, connection) for each in self.rhs]
        if not values:
            raise EmptyResultSet  # as with `in`: nothing is asked
        kind = field.rel_db_type(connection)
        return f"{column} = ANY(%s::{kind}[])", (*params, values)


class Glass(Func):
    """The people whose glass a user broke, while it is open at a moment: their ids."""

    output_field = ArrayField(UUIDField())

    def __init__(self, user: UUID, moment: datetime) -> None:
        super().__init__()
        self.user, self.moment = user, moment

    def as_sql(  # type: ignore[override]  # no template is asked for
        self, compiler: Any, connection: Any, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Return an array, for which `core_named` has an index by party."""
        asked = (
            "ARRAY(SELECT n.subject FROM core_named n WHERE n.party = %s AND n.kind = 'glass'"
            " AND n.since <= %s AND (n.until IS NULL OR n.until > %s))"
        )
        return asked, (self.user, self.moment, self.moment)


class IsNamed(Func):
    """Whether what a field holds is named to one of some parties at a moment: see `core_named`.

    By name, or with `opened` so that what is restricted is open to them.
    """

    output_field = BooleanField()

    def __init__(
        self, field: str, parties: Iterable[UUID], moment: datetime, *, opened: bool = False
    ) -> None:
        super().__init__(F(field))
        self.parties, self.moment, self.opened = tuple(parties), moment, opened

    def as_sql(  # type: ignore[override]  # no template is asked for
        self, compiler: Any, connection: Any, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Return an EXISTS, for which `core_named` has an index by subject and by party."""
        subject, params = compiler.compile(self.source_expressions[0])
        how = "n.opens_restricted" if self.opened else "n.kind = 'named'"
        asked = (
            f"EXISTS (SELECT 1 FROM core_named n WHERE n.subject = {subject}"
            f" AND n.party = ANY(%s::uuid[]) AND {how}"
            " AND n.since <= %s AND (n.until IS NULL OR n.until > %s))"
        )
        return asked, (*params, list(self.parties), self.moment, self.moment)
