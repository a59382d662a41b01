"""What the pages of checks ask: files, whose they are, and why something odd is true after all."""

from typing import Any

from lscp.core import fields

TABLES = ".csv,.txt,.xlsx,.xml,text/csv,application/xml"
TOO_LARGE = (
    "{} must be smaller than {:,} MB. Check larger ones on the command line: "
    "lscp returns check FILE"
)


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
            file.error_messages["required"] = TOO_LARGE.format("The file", limit)


class CheckLookedAfterForm(fields.ActionForm):
    """The files of an SSDA903 return, and what they do not say: whose it is, and of which year."""

    authority = fields.Radios(
        label="Whose return is it?", missing="Select the authority", choices=()
    )
    year = fields.Select(label="Which year is it of?", missing="Select the year", choices=())
    this_year = fields.Files(
        label="The files of this year’s return", missing="Select the files of this year’s return",
        accept=TABLES,
    )  # fmt: skip
    last_year = fields.Files(
        label="The files of last year’s return", required=False, accept=TABLES,
        hint="Some rules compare the two years. Where you choose none, last year’s return is taken "
        "as it was loaded here, if it was.",
    )  # fmt: skip

    def __init__(self, *sent: Any, limit: int, over: bool = False, **more: Any) -> None:
        super().__init__(*sent, **more)
        files = self.fields["this_year"]
        files.help_text = (
            "Choose all of them at once: CSV files, a workbook or the XML file, as the case system "
            f"exports them, up to {limit:,} MB together. They can have any names. A list of "
            "postcodes or of providers can be among them."
        )
        if over:
            files.error_messages["required"] = TOO_LARGE.format("The files together", limit)


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
