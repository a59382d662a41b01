"""What is typed: words, numbers, addresses; and a file."""

import re
from typing import Any

from django import forms

from .questions import Asked, Question

LINE, PAGE = 200, 4000  # characters, where a form says nothing else
POSTCODE = re.compile(r"(GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})")


class Text(Asked, forms.CharField):
    """A line of text. `width` is how many characters the box shows: 2, 3, 4, 5, 10, 20 or 30."""

    kind = "text"
    empty: Any = ""

    def __init__(
        self, *, limit: int = LINE, width: int = 0, autocomplete: str = "", **more: Any
    ) -> None:
        super().__init__(**more)
        self.limit, self.width, self.autocomplete = limit, width, autocomplete

    def to_python(self, value: Any) -> Any:
        """Return the text with its lines ended alike, however the browser ended them."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text

    def validate(self, value: Any) -> None:
        """Refuse a text that is too long."""
        super().validate(value)
        if isinstance(value, str) and len(value) > self.limit:
            raise self.must(f"be {self.limit:,} characters or less", "too_long")

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what an input is told."""
        return {
            **super().params(asked),
            "type": self.kind,
            "classes": f"govuk-input--width-{self.width}" if self.width else "",
            "autocomplete": self.autocomplete or None,
        }


class Textarea(Text):
    """A text of several lines; it counts down to its limit."""

    component = "character-count"

    def __init__(self, *, limit: int = PAGE, rows: int = 5, **more: Any) -> None:
        super().__init__(limit=limit, **more)
        self.rows = rows

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what a text area is told; the count shows when three quarters are used."""
        return {"value": self.words(asked.value()), "rows": self.rows,
                "maxlength": self.limit, "threshold": 75}  # fmt: skip


class Email(Text):
    """An e-mail address."""

    kind = "email"

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"limit": 254, "autocomplete": "email", **more})

    def validate(self, value: Any) -> None:
        """Refuse what cannot be an address."""
        super().validate(value)
        if value:
            try:
                forms.EmailField().clean(value)
            except forms.ValidationError:
                form = "be an email address in the correct format, like name@example.com"
                raise self.must(form) from None


class Telephone(Text):
    """A telephone number, as it was given."""

    kind = "tel"

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"limit": 40, "width": 20, "autocomplete": "tel", **more})

    def validate(self, value: Any) -> None:
        """Refuse what nobody could dial."""
        super().validate(value)
        digits = sum(letter.isdigit() for letter in value or "")
        if value and not (9 <= digits <= 15 and re.fullmatch(r"[\d\s()+.x-]+", value)):
            raise self.must("be a telephone number, like 020 7946 0018 or +44 808 157 0192")


class Postcode(Text):
    """A postcode, kept as it is written: capitals, and a space before the last three."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"limit": 12, "width": 10, "autocomplete": "postal-code", **more})

    def to_python(self, value: Any) -> Any:
        """Return the postcode as it is written."""
        text = re.sub(r"[^A-Z\d]", "", str(super().to_python(value) or "").upper())
        return f"{text[:-3]} {text[-3:]}" if len(text) > 3 else text

    def validate(self, value: Any) -> None:
        """Refuse what cannot be a postcode."""
        super().validate(value)
        if value and not POSTCODE.fullmatch(value):
            raise self.must("be a full postcode, like AA3 1AB")


class Number(Text):
    """A whole number, which may be given with commas."""

    empty = None

    def __init__(
        self, *, least: int | None = None, most: int | None = None, suffix: str = "", **more: Any
    ) -> None:
        super().__init__(**{"width": 5, **more})
        self.least, self.most, self.suffix = least, most, suffix

    def to_python(self, value: Any) -> Any:
        """Return the number, or None."""
        if isinstance(value, int):
            return value
        text = re.sub(r"[\s,]", "", str(value or ""))
        if not text:
            return None
        if not re.fullmatch(r"[-−]?\d{1,15}", text, re.ASCII):
            raise self.must("be a whole number, like 15")
        return int(text.replace("−", "-"))

    def validate(self, value: Any) -> None:
        """Refuse a number that is too small or too large."""
        super().validate(value)
        if value is None:
            return
        low, high = self.least, self.most
        if low is not None and high is not None and not low <= value <= high:
            raise self.must(f"be between {low:,} and {high:,}")
        if low is not None and value < low:
            raise self.must(f"be {low:,} or more")
        if high is not None and value > high:
            raise self.must(f"be {high:,} or less")

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what an input for digits is told."""
        affix = {"suffix": {"text": self.suffix}} if self.suffix else {}
        return {**super().params(asked), "inputmode": "numeric", **affix}


class File(Asked, forms.FileField):
    """A file. What kinds and sizes are taken is said where attachments are."""

    component = "file-upload"

    def __init__(self, *, accept: str = "", **more: Any) -> None:
        super().__init__(**more)
        self.error_messages["empty"] = "The selected file is empty"
        self.accept = accept

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what an upload is told; a browser never sends a file back to be kept."""
        return {"attributes": {"accept": self.accept} if self.accept else {}}


class _SeveralFiles(forms.FileInput):
    """An input for files, of which several can be chosen."""

    allow_multiple_selected = True


class Files(File):
    """Several files at once. The answer is a list of them, empty where there are none."""

    widget = _SeveralFiles
    empty: Any = ()

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files. Refuses one that is empty, by its name."""
        given = [each for each in data or () if each]
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if empty := [each.name for each in given if not each.size]:
            raise forms.ValidationError(f"{empty[0]} is empty", code="empty")
        return given

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what an upload of several is told."""
        return {**super().params(asked), "multiple": True}
