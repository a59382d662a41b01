"""Rules of the proof-reader: what one is, its examples, and the registry of them.

A rule is a small function that gives the statements it has checked. Its docstring says what it
checks. Its examples are part of it: what it must call wrong, right or doubtful, and what it must
leave alone. A test runs them all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from lscp.report.proof.document import Document
from lscp.report.proof.finding import Finding, Place, Verdict


@dataclass(frozen=True)
class Known:
    """What the system knows, for the rules that compare: official and own figures, the year.

    `figures` is given by whoever calls; without it those rules have nothing to compare with.
    """

    year: int | None = None  # the reporting year: 2022 is 1 April 2021 to 31 March 2022
    authority: str = ""
    figures: tuple["KnownFigure", ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of authorities, by code


@dataclass(frozen=True)
class KnownFigure:
    """A figure of the system. `words` are those by which a report speaks of the measure.

    Of one that is not `official`, a report may have counted otherwise: that is doubtful. So is
    what this system `counted` itself where the official figure says otherwise.
    """

    measure: str
    words: tuple[str, ...]
    authority: str
    year: int
    value: float
    source: str
    official: bool = True
    counted: float | None = None

    def judged(self, value: float, *, is_quoted: bool) -> Verdict:
        """Say whether a report may give a value as this figure."""
        if value == self.value:
            return Verdict.RIGHT
        open_to_doubt = is_quoted or not self.official or value == self.counted
        return Verdict.DOUBTFUL if open_to_doubt else Verdict.WRONG

    @property
    def told(self) -> str:
        """Return what it is and where it comes from."""
        source = f"{self.measure}, {self.authority}, {self.year}: {self.source}"
        differs = self.counted is not None and self.counted != self.value
        return f"{source}; this system counts {self.counted:g}" if differs else source


@dataclass(frozen=True)
class Says:
    """What a rule found of a statement, before it is known in which file that stands."""

    place: Place
    text: str
    claim: str
    expected: str
    how: str
    verdict: Verdict


Function = Callable[[Document, Known], Iterator[Says]]


@dataclass(frozen=True)
class Example:
    """A text (tables with tabs) and what the rule says of it, in order; without any, nothing."""

    text: str
    verdicts: tuple[Verdict, ...] = ()
    known: Known = Known()


@dataclass(frozen=True)
class Rule:
    """One rule: its name, what it checks, its examples."""

    name: str
    function: Function
    examples: tuple[Example, ...]

    @property
    def about(self) -> str:
        """Return what the rule checks, in plain words."""
        return " ".join((self.function.__doc__ or "").split())

    def __call__(self, document: Document, known: Known) -> Iterator[Finding]:
        """Give the findings of a document."""
        for said in self.function(document, known):
            yield Finding(
                document.file, said.place, said.text, self.name, said.claim, said.expected,
                said.how, said.verdict,
            )  # fmt: skip


RULES: dict[str, Rule] = {}


def wrong(text: str, **known: object) -> Example:
    """Return an example of something wrong."""
    return Example(text, (Verdict.WRONG,), Known(**known))  # type: ignore[arg-type]


def right(text: str, **known: object) -> Example:
    """Return an example of something right."""
    return Example(text, (Verdict.RIGHT,), Known(**known))  # type: ignore[arg-type]


def doubtful(text: str, **known: object) -> Example:
    """Return an example of something doubtful."""
    return Example(text, (Verdict.DOUBTFUL,), Known(**known))  # type: ignore[arg-type]


def silent(text: str, **known: object) -> Example:
    """Return an example of what the rule must leave alone."""
    return Example(text, (), Known(**known))  # type: ignore[arg-type]


def rule(*examples: Example) -> Callable[[Function], Rule]:
    """Declare a rule by its examples; the function below becomes it, under its own name."""

    def declare(function: Function) -> Rule:
        name = function.__name__
        if name in RULES:
            raise ValueError(f"The rule {name} is declared twice")
        RULES[name] = Rule(name, function, examples)
        return RULES[name]

    return declare


@cache
def load() -> dict[str, Rule]:
    """Declare every rule, once, and return them by name."""
    from lscp.report.proof import rules

    for found in iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{found.name}")
    return dict(sorted(RULES.items()))
