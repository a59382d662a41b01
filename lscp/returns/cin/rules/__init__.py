"""The published rules of the children in need census: one file for each of its modules."""

from functools import partial

from lscp.returns.rules import Kind, Registry, Rule, declare

REGISTRY: Registry = {}
CHILD = ("LAchildID",)
EPISODE = ("LAchildID", "CINdetailsID")
ASSESSMENT = ("LAchildID", "CINdetailsID", "AssessmentID")
PLAN = ("LAchildID", "CINdetailsID", "CPPID")


def error(module: str) -> partial:
    """Return the decorator of a module's errors: `@error("8640", {"CINdetails": (…)})`."""
    return partial(_declare, module, Kind.ERROR)


def query(module: str) -> partial:
    """Return the decorator of a module's queries."""
    return partial(_declare, module, Kind.QUERY)


def _declare(module, kind, code, fields=None, **more):  # type: ignore[no-untyped-def]
    return declare(REGISTRY, module, code, kind, fields or {}, **more)


def load() -> dict[str, Rule]:
    """Declare every rule, once, and return them by number."""
    from lscp.returns.cin.rules import (  # noqa: F401
        assessments,
        assessments_factors,
        child_characteristics,
        child_identifiers,
        child_protection_plans,
        cin_details,
        cin_details_episodes,
        cin_plan_dates,
        disabilities,
        header,
        reviews,
        section47,
    )

    return dict(sorted(REGISTRY.items()))
