"""The environment that page templates are rendered in."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from govuk_frontend_jinja import __name__ as components
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
)

from lscp.core import periods, wording


def address(name: str, args: Sequence[object] = ()) -> str:
    """Return the address of a page; of one that takes no arguments, worked out once."""
    return reverse(name, args=args) if args else _fixed(name)


@cache
def _fixed(name: str) -> str:
    return reverse(name)


def environment(*, loader: BaseLoader, **options: Any) -> Environment:
    """Return the environment: our templates, and GOV.UK's under their own prefix."""
    govuk = PrefixLoader({components: PackageLoader(components)})
    # Components read attributes of parameters that were not given.
    options["undefined"] = ChainableUndefined
    made = Environment(
        loader=ChoiceLoader([loader, govuk]), trim_blocks=True, lstrip_blocks=True, **options
    )
    made.globals.update(
        static=static, url=address, messages=get_messages, in_words=wording.in_words
    )
    made.filters.update(
        said=wording.of_figure,
        plainly=wording.plainly,
        day=periods.day_label,
        year_label=periods.year_label,
    )
    return made
