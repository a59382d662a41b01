"""Reference pages of what the areas declare to the kernel: grants, workflows, fields."""

import csv
import io
import os
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lscp.config.settings")
django.setup()

from django.urls import get_resolver  # noqa: E402

from lscp.access.roles import Role  # noqa: E402
from lscp.core import clocks, policy, records  # noqa: E402
from lscp.core.actions import ACTIONS  # noqa: E402
from lscp.core.workflow import NEW, WORKFLOWS, Workflow  # noqa: E402

assert get_resolver().url_patterns  # views declare permissions: they are all imported by now


def permissions() -> str:
    """Return the table of grants, as CSV: one row a permission, one column a role.

    A cell holds how far the grant reaches; an empty one means that there is none.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["permission", "what it is", "records", *Role.values])
    for name, known in sorted(policy.PERMISSIONS.items()):
        reaches = (policy.GRANTS.get(role, {}).get(name, ()) for role in Role.values)
        rows.writerow([name, known.title, known.of, *(" ".join(sorted(each)) for each in reaches)])
    return written.getvalue().rstrip("\n")


def workflows() -> str:
    """Return each workflow: its diagram, its moves and its clocks."""
    parts = ["# Workflows", "What may happen to each kind of record. Written by `make docs`."]
    for of, workflow in sorted(WORKFLOWS.items()):
        parts += [f"## {of}", _diagram(workflow), _moves(workflow)]
        if workflow.clocks:
            parts.append("\n".join(_clocks(workflow)))
    return "\n\n".join(parts)


def _diagram(workflow: Workflow) -> str:
    """Return the diagram, in Mermaid's notation, which the site that shows the code draws."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {each.value}: {each.label}" for each in workflow.states]
    for verb, (_, after) in workflow.moves.items():
        for before in workflow.befores(verb):
            ends = after if after is not None else before
            lines.append(f"    {before or '[*]'} --> {ends or '[*]'}: {verb}")
    return "\n".join([*lines, "```"])


def _moves(workflow: Workflow) -> str:
    area = workflow.of.partition(".")[0]
    lines = ["| Action | What it is called | From | To |", "| --- | --- | --- | --- |"]
    for verb, (_, after) in workflow.moves.items():
        befores = ", ".join(
            "new" if each == NEW else workflow.states(each).label for each in workflow.befores(verb)
        )
        ends = workflow.states(after).label if after else "as before"
        lines.append(f"| `{verb}` | {ACTIONS[f'{area}.{verb}'].title} | {befores} | {ends} |")
    return "\n".join(lines)


def _clocks(workflow: Workflow) -> Iterator[str]:
    for each in workflow.clocks:
        for entry in (one for one in clocks.all_clocks() if one.id == each.clock):
            yield (
                f"- {entry.name}: {entry.length} {entry.unit} from `{each.starts_on}` to "
                f"`{each.stops_on}` ({entry.authority} {entry.edition}, {entry.paragraph})"
            )


def privacy() -> str:
    """Return each field of each record, plain, personal or special."""
    parts = [
        "# Fields and how private they are",
        (
            "Plain fields may stand in exports without names and in the trail; personal ones "
            "say who somebody is; special ones say what is kept about them. Both go into the "
            "trail as “recorded”, never as they are. Written by `make docs`."
        ),
    ]
    for model in sorted(records.kinds(), key=lambda each: each._meta.label):
        kinds = records.privacy(model)
        lines = [f"## {model._meta.label}"]
        lines += [(model.__doc__ or "").strip().splitlines()[0]]
        for kind in ("plain", "personal", "special"):
            named = sorted(f"`{name}`" for name, of in kinds.items() if of == kind)
            lines.append(f"- {kind}: {', '.join(named) or 'none'}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


PAGES = {"permissions.csv": permissions, "workflows.md": workflows, "privacy.md": privacy}
