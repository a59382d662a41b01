"""Makes what the areas declare known before the first page: grants, actions, what they tell."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """The kernel."""

    name = "lscp.core"
    DECLARING = ("policy", "actions", "chronology")

    def ready(self) -> None:
        """Import the modules of each area that declare something to the kernel."""
        autodiscover_modules(*self.DECLARING)
