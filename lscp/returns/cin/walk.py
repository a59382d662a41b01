"""Walks the elements of a census as they are read, and gathers rows as columns.

This is the part that runs for each of the millions of elements of a large file: it does little
for each, and what can be done for a whole column is left for later. Rows become frames every
fifty thousand, so that memory grows with what the tables hold and not with the text of the file.
"""

from typing import Any
from xml.parsers import expat

import polars as pl

from lscp.returns.cin.tables import CHILD, MESSAGE, Block, Items, Leaf, leaves
from lscp.returns.errors import NotAReturn
from lscp.returns.stream import AGAIN, EXPORT, LONGEST

ENOUGH = 200_000
DEEPEST = 100
MOST_NAMES = 1_000
ITEM = -1


class Place:
    """A point in the tree of elements, and the rows of its table so far."""

    def __init__(self, block: Block, place_of_row: "Place | None" = None) -> None:
        self.table = block.table or ("Child" if block is CHILD else "")
        rows = self if self.table else place_of_row
        if self.table:
            names = [leaf.name for leaf in leaves(block)]
            self.columns = ["parent", "line", *names]
            self.blank: list[Any] = [None] * len(self.columns)
            self.row: list[Any] = []
        self.count = 0
        # The rows end to end: one list of values costs far less than a list for each row.
        self.cells: list[Any] = []
        self.parts: list[pl.DataFrame] = []
        self.leaves: dict[str, int] = {}
        self.blocks: dict[str, Place] = {}
        self.items: Place | None = None
        self.even_empty = self.empty = False
        for inner in block.within:
            if isinstance(inner, Leaf) and rows is not None:
                self.leaves[inner.name] = rows.columns.index(inner.name)
            elif isinstance(inner, Block):
                self.blocks[inner.name] = Place(inner, rows)
            elif isinstance(inner, Items):
                self.leaves[inner.name] = ITEM
                self.items = _items(inner)
                self.even_empty = inner.even_empty

    def flush(self) -> None:
        """Turn the rows so far into a frame."""
        if self.cells:
            width = len(self.columns)
            self.parts.append(_frame(self.columns, [self.cells[at::width] for at in range(width)]))
            self.cells.clear()

    def frame(self) -> pl.DataFrame:
        """Return all rows: `parent` is the row's position in the table around it."""
        self.flush()
        empty = _frame(self.columns, [[] for _ in self.columns])
        return pl.concat([empty, *self.parts])


def _items(items: Items) -> Place:
    table = items.table or "AssessmentFactorsList"
    name = items.name if items.table else "AssessmentFactor"
    return Place(Block(items.name, (Leaf(name),), table=table))


def _frame(names: list[str], columns: Any) -> pl.DataFrame:
    frame = pl.DataFrame(
        [
            pl.Series(name, values, dtype=pl.Int64 if name in ("parent", "line") else pl.String)
            for name, values in zip(names, columns, strict=True)
        ]
    )
    text = pl.col(pl.String).str.strip_chars()
    return frame.with_columns(pl.when(text != "").then(text))


class Walk:
    """The handlers of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[str, Place] = {}
        self.place = Place(Block("", (MESSAGE,)))
        self._gather(self.place)
        self.leaves = self.place.leaves
        self.row: list[Any] = []
        self.owner: int | None = None
        self.line = 0
        self.text: list[str] = []
        self.inside = False
        self.skipping = 0
        self.stack: list[tuple[Place, list[Any], int | None, int]] = []
        # Name → how often, and the line of the first.
        self.unknown: dict[str, list[int]] = {}
        self.repeated: dict[str, list[int]] = {}

    def _gather(self, place: Place) -> None:
        if place.table:
            self.places[place.table] = place
        if place.items is not None:
            self.places[place.items.table] = place.items
        for inner in place.blocks.values():
            self._gather(inner)

    def begin(self, parser: expat.XMLParserType) -> None:
        """Set the parser's handlers."""
        self.parser = parser
        self._watch()

    def _watch(self) -> None:
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text.append

    def start(self, name: str, _: object) -> None:
        """Take a start tag: of a value, or of a block."""
        if self.inside or name not in self.leaves:
            self.enter(name)
        else:
            self.inside = True
            self.text.clear()

    def end(self, name: str) -> None:
        """Take an end tag: keep the value, or leave the block."""
        at = self.leaves.get(name)
        if at is None:
            self.leave()
            return
        self.inside = False
        if at == ITEM:
            self.item("".join(self.text))
        elif self.row[at] is None:
            self.row[at] = "".join(self.text)
        else:
            self.remark(self.repeated, name, self.line)

    def item(self, value: str) -> None:
        """Keep one of several values of a block as a row of its own."""
        if self.place.items is not None:
            self.place.empty = False
            self.place.items.cells.extend((self.owner, self.line, value))

    def remark(self, names: dict[str, list[int]], name: str, line: int) -> None:
        """Count a name that is odd where it stands, and keep the line of the first."""
        names.setdefault(name, [0, line])[0] += 1

    def enter(self, name: str) -> None:
        """Go into a block, and begin its row."""
        inner = self.place.blocks.get(name)
        if inner is None or self.inside:
            self.strange(name)
            return
        self.stack.append((self.place, self.row, self.owner, self.line))
        self.place, self.leaves = inner, inner.leaves
        if inner.table:
            self.line = self.parser.CurrentLineNumber
            self.row = inner.row
            self.row[:] = inner.blank
            self.row[0], self.row[1] = self.owner, self.line
            self.owner = inner.count
            inner.count += 1
        else:
            inner.empty = inner.even_empty

    def leave(self) -> None:
        """Keep the block's row, and go back to the block around it."""
        if self.place.table:
            self.place.cells += self.row
        elif self.place.empty:
            self.item("")
        self.place, self.row, self.owner, self.line = self.stack.pop()
        self.leaves = self.place.leaves

    def strange(self, name: str) -> None:
        """Take a name with a prefix as the name without; pass over what the census has not."""
        local = name.rpartition(":")[2]
        if not self.inside and local != name and self._known_as(name, local):
            self.start(name, None)
            return
        if not self.stack:
            raise self.refusal(f"This is another kind of XML: it begins with <{local[:40]}>.")
        self.remark(self.unknown, local, self.parser.CurrentLineNumber)
        if len(self.unknown) > MOST_NAMES:
            raise self.refusal("Hardly any of the elements here are the census's.")
        self.skipping = 1
        self.parser.StartElementHandler = self.pass_in
        self.parser.EndElementHandler = self.pass_out
        self.parser.CharacterDataHandler = None

    def _known_as(self, name: str, local: str) -> bool:
        if len(self.place.leaves) + len(self.place.blocks) > MOST_NAMES:
            raise self.refusal("The elements here have more prefixes than a census can.")
        if local in self.place.leaves:
            self.place.leaves[name] = self.place.leaves[local]
        elif local in self.place.blocks:
            self.place.blocks[name] = self.place.blocks[local]
        return name in self.place.leaves or name in self.place.blocks

    def pass_in(self, *_: object) -> None:
        """Pass over a start tag inside what the census has not."""
        self.skipping += 1
        if self.skipping > DEEPEST:
            raise NotAReturn(
                self.file, self.parser.CurrentLineNumber, "Elements are nested too deep.", AGAIN
            )

    def pass_out(self, *_: object) -> None:
        """Pass over an end tag; listen again after the last."""
        self.skipping -= 1
        if not self.skipping:
            self._watch()

    def refusal(self, reason: str) -> NotAReturn:
        """Return the error that says that this is no census."""
        wanted = "A children in need census begins with <Message> and its collection is CIN."
        return NotAReturn(self.file, self.parser.CurrentLineNumber, reason, f"{wanted} {EXPORT}")

    def between(self) -> None:
        """After each piece of the file: refuse another collection, and make room."""
        header = self.places["Header"]
        for value in header.cells[2 :: len(header.columns)]:
            collection = (value or "CIN").strip()
            if collection.upper() != "CIN":
                raise self.refusal(f"This is the return of another collection, {collection[:40]}.")
        if sum(map(len, self.text)) > LONGEST:
            raise self.refusal("A value here is longer than a million characters.")
        if sum(len(place.cells) for place in self.places.values()) > ENOUGH:
            for place in self.places.values():
                place.flush()
