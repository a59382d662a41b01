"""Makes what the areas declare known before the first page, and their tables locked."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """The kernel."""

    name = "lscp.core"
    DECLARING = ("policy", "actions", "chronology", "exact")

    def ready(self) -> None:
        """Import the modules of each area that declare something to the kernel."""
        autodiscover_modules(*self.DECLARING)
        post_migrate.connect(_secure, sender=self)


def _secure(*, using: str, **_: Any) -> None:
    from lscp.core import restriction, row_security

    row_security.secure(connections[using])
    restriction.follow(connections[using])
