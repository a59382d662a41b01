"""The indicators that a return answers, one module for each theme. They know no Django.

What only live records answer is declared in the `measures.py` of their area.
"""

from importlib import import_module
from pathlib import Path

import lscp
from lscp.core.indicators import REGISTRY, Indicator


def load() -> dict[str, Indicator]:
    """Declare every indicator, once, and return the registry: id → indicator, in order of id."""
    from lscp.measures.indicators import (  # noqa: F401
        assessments,
        care_leavers,
        child_protection,
        child_protection_over_time,
        children_in_care,
        children_in_care_adoption,
        children_in_care_first_weeks,
        children_in_care_health,
        children_in_care_missing,
        children_in_care_moves,
        children_in_care_placements,
        children_in_care_reviews,
        children_in_care_stability,
        children_in_care_substance,
        children_in_care_wellbeing,
        children_in_need,
        cin_plans,
        enquiries,
        referrals,
    )

    for each in of_areas():
        import_module(f"lscp.{each.parent.name}.measures")
    return dict(sorted(REGISTRY.items()))


def of_areas() -> list[Path]:
    """Return the modules of areas that declare indicators: what only live records answer."""
    return sorted(Path(lscp.__path__[0]).glob("*/measures.py"))
