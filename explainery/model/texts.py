"""What a writer wrote: Markdown, cut where it needs the rest of the site, and the values of fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from explainery.problems import Place
from explainery.value import Value


@dataclass(frozen=True, slots=True)
class Month(Value):
    """A month whose day is not known."""

    year: int
    month: int

    def __str__(self) -> str:
        """Return the month as ISO 8601 writes it."""
        return f"{self.year:04}-{self.month:02}"


Amount = Decimal | datetime | date | time | timedelta | Month
"""A fact's value: a number, a moment (UTC), a day, a time (UTC), a duration or a month."""


@dataclass(frozen=True, slots=True)
class Ref(Value):
    """A reference from a field to a record or a page, with an optional place inside a source."""

    kind: str
    id: str
    place: Place
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Link(Value):
    """Words that lead somewhere. `scheme` is `page`, `fact`, `term` or `web`; `html` are the words as HTML."""

    scheme: str
    target: str
    fragment: str
    html: str
    place: Place


@dataclass(frozen=True, slots=True)
class Citation(Value):
    """One pair of brackets with the sources that it names."""

    refs: tuple[Ref, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Picture(Value):
    """A picture that stands beside the file; `path` is relative to `content/`."""

    path: str
    alt: str
    title: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Heading(Value):
    """A heading of the text; `html` are its words."""

    level: int
    id: str
    html: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Block(Value):
    """A component with the parameters that the writer gave."""

    name: str
    fields: Mapping[str, Any]
    place: Place


Mark = Link | Citation | Picture | Heading | Block
Segment = str | Mark


@dataclass(frozen=True, slots=True)
class Body(Value):
    """Markdown made into finished HTML, cut at the places that need the rest of the site.

    `marks` are these places, and after each block those in the Markdown of its parameters.
    """

    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]
    words: int
    text: str

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return the headings in reading order."""
        return tuple(mark for mark in self.marks if isinstance(mark, Heading))
