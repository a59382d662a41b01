"""Form fields that are GOV.UK components: the label is the question, and each says what is missing.

A form asks what one action needs. It touches no database: what can be chosen is handed to it.
"""

from .choices import Checkboxes, Radios, Select, YesNo, of_codes
from .dates import Date
from .forms import ActionForm
from .questions import Question
from .texts import Email, File, Files, Number, Postcode, Telephone, Text, Textarea
from .times import Time

__all__ = [
    "ActionForm", "Checkboxes", "Date", "Email", "File", "Files", "Number", "Postcode", "Question",
    "Radios", "Select", "Telephone", "Text", "Textarea", "Time", "YesNo", "of_codes",
]  # fmt: skip
