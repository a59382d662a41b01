"""Static files that packages bring at set-up: chosen ones only, straight from node_modules.

GOV.UK's stylesheet names a typeface and a crest that are for gov.uk services alone, so neither
is among the files that are served; `lscp.css` sets Arial instead.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from lscp.core import fonts

GOVUK = fonts.PACKAGE.parents[1] / "govuk-frontend" / "dist" / "govuk"
SERVED: dict[str, tuple[Path, tuple[str, ...]]] = {
    "govuk": (
        GOVUK,
        (
            "govuk-frontend.min.css",
            "govuk-frontend.min.css.map",
            "govuk-frontend.min.js",
            "govuk-frontend.min.js.map",
        ),
    ),
    "inter": (
        fonts.PACKAGE,
        ("400Regular/Inter_400Regular.ttf", "600SemiBold/Inter_600SemiBold.ttf"),
    ),
}


class PackagesFinder(BaseFinder):
    """Finds the served files of packages, each package under a name of its own."""

    def check(self, **kwargs: Any) -> list[Any]:
        """Return nothing: a missing package is told of when its files are asked for."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the place of a file such as `govuk/govuk-frontend.min.css`, if it is served."""
        package, _, name = path.partition("/")
        folder, names = SERVED.get(package, (Path(), ()))
        found = str(folder / name) if name in names else None
        if find_all or kwargs.get("all"):
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield each served file with where it is. Raises FileNotFoundError without packages."""
        for package, (folder, names) in SERVED.items():
            storage = FileSystemStorage(location=folder)
            storage.prefix = package  # type: ignore[attr-defined]  # read by collectstatic, WhiteNoise
            for name in names:
                if not storage.exists(name):
                    raise FileNotFoundError(f"There is no {folder / name}. Run `make setup`.")
                yield name, storage
