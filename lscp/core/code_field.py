"""The field for a code of a code set: its labels are the set’s, and no migration has them."""

from typing import Any

from django.db import models

from lscp.core.vocab import codes


class CodeField(models.TextField):
    """Holds a code of a set, such as `cin/ethnicity`; empty where it is not known."""

    def __init__(self, code_set: str = "", **more: Any) -> None:
        self.code_set = code_set
        if code_set:
            more["choices"] = list(codes(code_set).items())
        super().__init__(**more)

    def deconstruct(self) -> Any:
        """Return the field as migrations keep it: a code set may grow without one."""
        name, path, args, more = super().deconstruct()
        more.pop("choices", None)
        return name, "django.db.models.TextField", args, more
