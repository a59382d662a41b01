"""The indicators that a return answers, one module for each theme. They know no Django."""

from lscp.core.indicators import REGISTRY, Indicator


def load() -> dict[str, Indicator]:
    """Declare every indicator, once, and return the registry: id → indicator, in order of id."""
    from lscp.measures.indicators import (  # noqa: F401
        assessments,
        child_protection,
        child_protection_over_time,
        children_in_need,
        cin_plans,
        enquiries,
        referrals,
    )

    return dict(sorted(REGISTRY.items()))
