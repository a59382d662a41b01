"""What the pages of checks ask: a file, and why something odd is true after all."""

from typing import Any

from lscp.core import fields


class UploadForm(fields.ActionForm):
    """The file of a return. `limit` is the largest that is taken, in MiB; `over`, it was larger."""

    file = fields.File(
        label="The XML file of a return", missing="Select the XML file of a return",
        accept=".xml,text/xml,application/xml",
    )  # fmt: skip

    def __init__(self, *sent: Any, limit: int, over: bool = False) -> None:
        super().__init__(*sent)
        file = self.fields["file"]
        file.help_text = (
            f"Choose it or drop it here, as the case system exports it, up to {limit:,} MB"
        )
        if over:
            file.error_messages["required"] = (
                f"The file must be smaller than {limit:,} MB. Check larger ones on the command "
                "line: lscp returns check FILE"
            )


class NoteForm(fields.ActionForm):
    """Why a query is true after all."""

    text = fields.Textarea(
        label="Why it is true after all", missing="Say why it is true", called="The note", rows=4,
        hint="A note is never changed or deleted: to correct one, add another. Every later check "
        "that finds the same shows it.",
    )  # fmt: skip


class WriteCensusForm(fields.ActionForm):
    """Which census is to be written."""

    authority = fields.Radios(label="Whose census?", missing="Select the authority", choices=())
    year = fields.Radios(label="Of which year?", missing="Select the year", choices=())
