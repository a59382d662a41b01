"""What the page of proof-reading asks: the report, and the year that it is of."""

from typing import Any

from lscp.core import fields

KINDS = ".pdf,.docx,.xlsx,.csv,.html,.htm,.md,.txt"


class ProofForm(fields.ActionForm):
    """A report, and its year. `limit` is the largest file, in MiB; `over`, it was larger."""

    file = fields.File(label="The report", missing="Select a report", accept=KINDS)
    year = fields.Select(
        label="Which year is it of?", required=False, choices=(),
        hint="Its figures are compared with those that are published of that year. Choose none "
        "to leave that out.",
    )  # fmt: skip

    def __init__(self, *sent: Any, limit: int, over: bool = False, **more: Any) -> None:
        super().__init__(*sent, **more)
        file = self.fields["file"]
        file.help_text = (
            "Choose it or drop it here: PDF, Word, Excel, CSV, HTML, Markdown or text, up to "
            f"{limit:,} MB"
        )
        if over:
            file.error_messages["required"] = f"The report must be smaller than {limit:,} MB"
