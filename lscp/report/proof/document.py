"""A report as the rules see it, whatever it was read from: sentences and tables, each in place."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import TypeVar

from lscp.report.proof.finding import Place
from lscp.report.proof.numbers import Number, numbers

# Before these a full stop ends no sentence.
SHORT = r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)"
ENDS = re.compile(SHORT + r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
Of = TypeVar("Of")
One = TypeVar("One")
LONGEST, MOST_NUMBERS = 2000, 80
"""Letters and numbers of a sentence at most."""


@dataclass(frozen=True)
class Sentence:
    """A sentence, or what stands alone: a heading, an item of a list. `heading` stands above it."""

    text: str
    place: Place
    heading: str = ""
    paragraph: int = 0  # of the document, from 0: sentences of one paragraph belong together
    is_item: bool = False  # of a list
    breaks: tuple[int, ...] = ()  # where in the text a new line begins

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Return the numbers that it says, in their order; of more than a sentence holds, none."""
        found = numbers(self.text)
        return found if len(found) <= MOST_NUMBERS else ()

    def place_of(self, number: Number) -> Place:
        """Return where a number of the sentence stands: the line that it begins on."""
        if not self.place.line:
            return self.place
        passed = sum(each <= number.start for each in self.breaks)
        return replace(self.place, line=self.place.line + passed)


@dataclass(frozen=True)
class Table:
    """A table: rows of cells as text. `places` has the place of each cell; `caption` is above.

    `paragraph` is the number of the paragraph that comes next.
    """

    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[Place, ...], ...]
    caption: str = ""
    paragraph: int = 0


@dataclass(frozen=True)
class Document:
    """One report. `unread` says what of it could not be read, and why: a scanned page."""

    file: str
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    unread: tuple[str, ...] = field(default_factory=tuple)

    def paragraphs(self) -> Iterator[tuple[Sentence, ...]]:
        """Give the sentences of each paragraph."""
        held: list[Sentence] = []
        for sentence in self.sentences:
            if held and held[-1].paragraph != sentence.paragraph:
                yield tuple(held)
                held = []
            held.append(sentence)
        if held:
            yield tuple(held)


def kept(function: Callable[[Of], Iterable[One]]) -> Callable[[Of], tuple[One, ...]]:
    """Keep what a function finds in a document or a sentence: each rule asks for it again."""

    @wraps(function)
    def again(of: Of) -> tuple[One, ...]:
        held = vars(of).setdefault("_kept", {})
        if function not in held:
            held[function] = tuple(function(of))
        found: tuple[One, ...] = held[function]
        return found

    return again


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Give each sentence of a paragraph with the place in the text where it begins."""
    at = 0
    for end in ENDS.finditer(text):
        yield from _cut(at, text[at : end.start()])
        at = end.end()
    if text[at:].strip():
        yield from _cut(at, text[at:])


def _cut(at: int, text: str) -> Iterator[tuple[int, str]]:
    """Give a sentence whole, or in pieces where no person wrote it: so that any ends in time."""
    while len(text) > LONGEST:
        space = text.rfind(" ", 1, LONGEST)
        end = space if space > 0 else LONGEST
        yield at, text[:end].strip()
        at, text = at + end, text[end:]
    yield at, text.strip()
