"""What the search of the trail asks."""

import re
from typing import Any
from uuid import UUID

from lscp.core import fields
from lscp.core.time import today

NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class SearchTrailForm(fields.ActionForm):
    """Which days, by whom, about whom."""

    since = fields.Date(label="From which day?", required=False, latest=today)
    until = fields.Date(label="Until which day?", required=False)
    who = fields.Text(
        label="Who did it?", required=False, hint="A name, or a part of one, of your organisation"
    )
    person = fields.Text(
        label="About which person?", required=False,
        hint="The address of the person’s page, or the number in it",
    )  # fmt: skip

    def clean_person(self) -> UUID | None:
        """Return the number in what was pasted."""
        given = self.cleaned_data["person"] or ""
        found = NUMBER.search(given)
        if given.strip() and not found:
            self.add_error("person", "Enter the address of the person’s page, or the number in it")
        return UUID(found[0]) if found else None

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        answers = super().clean() or self.cleaned_data
        since, until = answers.get("since"), answers.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must be the same as or after the first day")
        return answers
