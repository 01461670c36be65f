"""The values that pass between the stages: frozen, complete when made, never filled in later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from explainery.problems import Place


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read. `path` is relative to the explainer's folder, with forward slashes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that `read` found, by path below each folder, in the order of the paths."""

    pages: tuple[Source, ...]
    records: tuple[Source, ...]
    settings: Source
    files: Mapping[str, bytes]
    templates: Mapping[str, str]
    assets: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Month:
    """A month whose day is not known."""

    year: int
    month: int

    def __str__(self) -> str:
        """Return the month as ISO 8601 writes it."""
        return f"{self.year:04}-{self.month:02}"


Amount = Decimal | datetime | date | time | timedelta | Month
"""A fact's value: a number, a moment (UTC), a day, a time (UTC), a duration or a month."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference from a field to a record or a page, with an optional place inside a source."""

    kind: str
    id: str
    place: Place
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. `scheme` is `page`, `fact`, `term` or `web`; `html` are the words as HTML."""

    scheme: str
    target: str
    fragment: str
    html: str
    place: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """One pair of brackets with the sources that it names."""

    refs: tuple[Ref, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands beside the file; `path` is relative to `content/`."""

    path: str
    alt: str
    title: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text; `html` are its words."""

    level: int
    id: str
    html: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Block:
    """A component with the parameters that the writer gave."""

    name: str
    fields: Mapping[str, Any]
    place: Place


Segment = str | Link | Citation | Picture | Heading | Block


@dataclass(frozen=True, slots=True)
class Body:
    """Markdown made into finished HTML, cut at the places that need the rest of the site."""

    segments: tuple[Segment, ...]
    words: int
    text: str

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return the headings in reading order."""
        return tuple(segment for segment in self.segments if isinstance(segment, Heading))


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed page. `path` is relative to `content/`; `digest` stands for all that the page says."""

    path: str
    kind: str
    fields: Mapping[str, Any]
    places: Mapping[str, Place]
    body: Body
    digest: bytes


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a record file. `file` is the stem of the file that holds it."""

    kind: str
    id: str
    fields: Mapping[str, Any]
    places: Mapping[str, Place]
    place: Place
    file: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What the schema of a kind, record or component says beside the types of its fields."""

    name: str
    fields: tuple[str, ...]
    order: tuple[str, ...] = ()
    sequence: bool = False
    page: str | None = None
    content: str | None = None
    figure: str | None = None
    selects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `site.yaml` says."""

    fields: Mapping[str, Any]
    places: Mapping[str, Place]

    def __getitem__(self, name: str) -> Any:
        """Return a setting; None where the writer left it out."""
        return self.fields[name]


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything that `parse` made, each from its own file alone."""

    settings: Settings
    documents: tuple[Document, ...]
    records: tuple[Record, ...]
    kinds: Mapping[str, Shape]
    record_kinds: Mapping[str, Shape]
    components: Mapping[str, Shape]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """A document in its place on the site. The neighbours are paths of other pages."""

    path: str
    address: str
    document: Document
    trail: tuple[str, ...]
    children: tuple[str, ...]
    previous: str | None
    next: str | None
    position: int | None
    count: int | None

    @property
    def title(self) -> str:
        """Return the page's title."""
        return str(self.document.fields["title"])


@dataclass(frozen=True, slots=True)
class Site:
    """The whole site: every page, every record, and who refers to whom."""

    settings: Settings
    url: str | None
    pages: tuple[Page, ...]
    by_path: Mapping[str, Page]
    records: Mapping[str, Mapping[str, Record]]
    duplicates: tuple[tuple[Record, Record], ...]
    record_aliases: Mapping[tuple[str, str], str]
    amounts: Mapping[str, Amount]
    used_on: Mapping[tuple[str, str], tuple[str, ...]]
    supports: Mapping[str, tuple[str, ...]]
    parsed: Parsed
    drafts: int

    def record(self, kind: str, name: str) -> Record | None:
        """Return a record by its id or by an id that it had before."""
        found = self.records.get(kind, {}).get(name)
        if found is None and (kind, name) in self.record_aliases:
            found = self.records[kind][self.record_aliases[kind, name]]
        return found


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the finished site. `path` is relative to the output folder, with forward slashes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Same:
    """A file of the finished site that is already there as it should be, with the SHA-256 of its content."""

    path: str
    digest: bytes
