"""What a writer wrote: Markdown, cut where it needs the rest of the site, and the values of fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from explainery.problems import Place
from explainery.value import Value

_LONG_FORMULA = 20  # letters of its words


@dataclass(frozen=True, slots=True)
class Month(Value):
    """A month whose day is not known."""

    year: int
    month: int

    def __str__(self) -> str:
        """Return the month as ISO 8601 writes it."""
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class EdtfDate(Value):
    """A date as far as it is known. `span`: the years it may be (10 for `202X`); a `month` of 21 to 24 is a season.

    `qualifier` is `?` (possibly), `~` (about), `%` (both) or empty; `earliest` and `latest` are the days it may mean.
    """

    year: int
    span: int
    month: int | None
    day: int | None
    qualifier: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Edtf(Value):
    """A date that is not quite known, or a time between two (`interval`), of which one may be open (None)."""

    text: str
    begins: EdtfDate | None
    ends: EdtfDate | None
    interval: bool = False

    def __str__(self) -> str:
        """Return it as it was written."""
        return self.text

    @property
    def dates(self) -> tuple[EdtfDate, ...]:
        """Return the dates that it names."""
        return tuple(one for one in (self.begins, self.ends) if one)


Amount = Decimal | datetime | date | time | timedelta | Month | Edtf
"""A fact's value: a number, a moment (UTC), a day, a time (UTC), a duration, a month, or a date not quite known."""


@dataclass(frozen=True, slots=True)
class Quantity(Value):
    """What a fact holds: a value, the upper end where it is a range, and the unit of a number."""

    value: Amount
    to: Amount | None = None
    unit: str | None = None

    @property
    def ends(self) -> "tuple[Quantity, ...]":
        """Return both ends of a range, each as a quantity of its own; else the quantity itself."""
        if self.to is None:
            return (self,)
        return Quantity(self.value, None, self.unit), Quantity(self.to, None, self.unit)


@dataclass(frozen=True, slots=True)
class Ref(Value):
    """A reference from a field to a record or a page, with an optional place inside a source."""

    kind: str
    id: str
    place: Place
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class FromFact(Value):
    """A value that a field takes from a fact, until `assemble` puts it there: `time: fact:opened`.

    `field` is the name of the field, `schema` says what it may hold.
    """

    ref: Ref
    field: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Formula(Value):
    """A formula over facts that stands in a block, such as `closed - opened`; `refs` are the facts that it names."""

    text: str
    refs: tuple[Ref, ...]
    place: Place


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
    """A heading of the text; `html` are its words. `given`: its id is the writer’s own; `former`: ids that it had."""

    level: int
    id: str
    html: str
    text: str
    place: Place
    given: bool = False
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block(Value):
    """A component with the parameters that the writer gave.

    `places` are those of its values where it draws a figure, `rows.0.value`.
    """

    name: str
    fields: Mapping[str, Any]
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bracketed(Value):
    """A word in square brackets that is neither a link nor a citation. It is printed as it was written."""

    word: str
    place: Place


@dataclass(frozen=True, slots=True)
class End(Value):
    """Where a paragraph, list, table or quotation ends that mentions facts or sources."""


@dataclass(frozen=True, slots=True)
class Said(Value):
    """Where the generator says something itself, in the language of the explainer.

    `name` is a kind of alert (`note`, `tip`, `important`, `warning`, `caution`), `done` or `to do` of a task, or
    `formula`: the number of one that has the address `anchor`.
    """

    name: str
    anchor: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Footnote(Value):
    """The mark of a footnote, with its words; `again`: the text had a mark of it before."""

    body: "Body"
    place: Place
    again: bool


@dataclass(frozen=True, slots=True)
class Equation(Value):
    """A formula: the LaTeX that a writer wrote, the MathML made of it, and its words, in which numbers are looked for.

    `display`: it stands by itself. One with an address (`anchor`) has a `number`.
    """

    latex: str
    mathml: str
    said: str
    display: bool
    place: Place
    anchor: str = ""
    number: int = 0

    @property
    def is_long(self) -> bool:
        """Say whether a narrow column may have no room for it in a line."""
        return len(self.said) > _LONG_FORMULA


Mark = Link | Citation | Picture | Heading | Block | Bracketed | Footnote | Equation
Segment = str | Mark | End | Said


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

    @property
    def numbered(self) -> tuple[Equation, ...]:
        """Return the formulas that have an address and a number, in reading order."""
        return tuple(mark for mark in self.marks if isinstance(mark, Equation) and mark.anchor)
