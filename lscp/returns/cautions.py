"""What was odd about a file, and yet did not stop it from being read."""

from dataclasses import dataclass

SPELLING = "The figures are right. Have the case system export it as the specification says."
LOST = "What counts by this value leaves the row out. Put it right in the case system."

REMEDIES = {
    "unknown_element": "Nothing, if the census does not have it. If it is misspelt, its values "
    "are missing from the figures: have the export put right.",
    "repeated_value": "Check which of the values is right, and that the export gives it once.",
    "repeated_block": "Check which of the blocks is right, and that the export gives it once.",
    "missing_block": "Find out why the export leaves it out: every child has it.",
    "no_children": "Check that the right file was exported: figures of it are all zero.",
    "repeated_child": "Nothing for the figures. The census allows each child once.",
    "differing_child": "Merge the child's records in the case system, and export again.",
    "unusual_date": SPELLING,
    "unusual_flag": SPELLING,
    "unreadable_date": LOST,
    "unreadable_flag": LOST,
    "unreadable_count": LOST,
    "no_reference_date": "Check that Year is the year of the return, and give ReferenceDate.",
    "year_disagrees": "Check that ReferenceDate is of the year that is meant.",
    "not_31_march": "Give 31 March: the return is of the year up to that day.",
    "year_not_known": "Check ReferenceDate. If it is right, the program is older than the census.",
    "other_year": "Check the year that was said, and that they are the right files.",
    "no_collection": "Check that this is a children in need census.",
}
"""What to do about each kind of caution, by its code."""


@dataclass(frozen=True)
class Caution:
    """One oddity: its code, a sentence without personal data, how many, and the first's line.

    `line` is 0 where the oddity has no one place.
    """

    code: str
    message: str
    count: int = 1
    line: int = 0

    def __post_init__(self) -> None:
        if self.code not in REMEDIES:
            raise KeyError(f"There is no kind of caution {self.code!r}: give it its remedy")

    @property
    def remedy(self) -> str:
        """Return what to do about it."""
        return REMEDIES[self.code]
