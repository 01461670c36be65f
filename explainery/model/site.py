"""Files as they were read, what they say each by itself, the site that they make, and what is published of it."""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from explainery.model.given import Field, Option
from explainery.model.history import History, Life
from explainery.model.records import Correction, Fact, Question, Record, Source, Term
from explainery.model.texts import Block, Body, Link, Picture, Quantity, Ref
from explainery.model.words import Words
from explainery.problems import Place
from explainery.value import Value

VALUES, SHIPPED_VALUES = "css/tokens.css", "css/shipped/tokens.css"
"""The asset that holds the values of all style sheets, and the one that is shipped, where an explainer adds its own."""

SHIPPED_SCHEMAS = "shipped/"
"""Stands before the path of a shipped schema among the templates, where an explainer's own one extends it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was read. `path` is relative to the explainer's folder, with forward slashes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that `read` found, by path below each folder, in the order of the paths.

    `left_out` are the schemas of what the explainer does without, which are no templates of it.
    """

    pages: tuple[File, ...]
    records: tuple[File, ...]
    settings: File
    files: Mapping[str, bytes]
    templates: Mapping[str, str]
    assets: Mapping[str, bytes]
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document(Value):
    """One parsed page. `path` is relative to `content/`.

    `texts` are the pieces of Markdown with marks, those of fields first; `refs` the references in fields and blocks;
    `digest` stands for all that the page says; `taken` are the facts that fields take their values from, by the field;
    `files` are the pictures and other files that fields name; `blocks` the components in the text;
    `styled` is what in its texts and fields has styles of its own, such as `code` or `picture`.
    """

    path: str
    kind: str
    fields: Mapping[str, Any]
    places: Mapping[str, Place]
    body: Body
    texts: tuple[Body, ...]
    refs: tuple[Ref, ...]
    digest: bytes
    taken: Mapping[str, Ref] = field(default_factory=dict)
    files: tuple[Picture | Link, ...] = ()
    blocks: tuple[Block, ...] = ()
    styled: frozenset[str] = frozenset()

    title = Field[str]()
    answer = Field[Body]()
    checked = Field[date]()
    check_every = Option[str]()
    exempt = Option[tuple[Mapping[str, Any], ...]]()

    @property
    def draft(self) -> bool:
        """Say whether its writer keeps it out of the site for now."""
        return bool(self.fields.get("draft"))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return the addresses that it had before."""
        return tuple(alias.partition("#")[0] for alias in self.fields.get("aliases") or ())

    @property
    def led_to(self) -> Mapping[str, str]:
        """Return the places on the page to which old addresses lead: of `old.html#place` the part behind `#`."""
        parts = (alias.partition("#") for alias in self.fields.get("aliases") or ())
        return {alias: place for alias, sharp, place in parts if sharp}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the schema of a kind, record or component says beside the types of its fields.

    `texts` are the names of the fields whose words people read; what is `untied` may say any number. `amounts` are the
    paths of the fields that hold numbers or dates (`time`, `years.*`), `dates` those of dates alone.
    `sequence_words` are what one page of a sequence is called (`name`), and the whole (`label`). `words` are what
    readers see in place of a field's choices, by the field and the choice.
    """

    name: str
    fields: tuple[str, ...]
    extends: str = ""
    order: tuple[str, ...] = ()
    sequence: bool = False
    sequence_words: Mapping[str, str] = field(default_factory=dict)
    page: str | None = None
    content: str | None = None
    figure: str | None = None
    needs: tuple[str, ...] = ()
    selects: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    untied: bool = False
    amounts: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `site.yaml` says."""

    fields: Mapping[str, Any]
    places: Mapping[str, Place]

    def __getitem__(self, name: str) -> Any:
        """Return a setting; None where the writer left it out."""
        return self.fields[name]

    def wants(self, name: str) -> bool:
        """Say whether something beside the pages is published: it is, where `outputs` does not forbid it."""
        return (self.fields["outputs"] or {}).get(name) is not False


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything that `parse` made, each from its own file alone.

    `lists` are pages that are shipped: each lists the records that no page of the explainer shows, if there are any.
    `words` are those that the generator itself says to readers.
    """

    settings: Settings
    documents: tuple[Document, ...]
    records: tuple[Record, ...]
    kinds: Mapping[str, Shape]
    record_kinds: Mapping[str, Shape]
    components: Mapping[str, Shape]
    files: Mapping[str, bytes]
    lists: tuple[Document, ...] = ()
    words: Words = field(default_factory=lambda: Words("en"))


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
        return self.document.title


@dataclass(frozen=True, slots=True)
class Counts(Value):
    """How many checkable numbers a text has: held by facts, cited and not compared, exempt for a reason."""

    held: int = 0
    cited: int = 0
    exempt: int = 0


@dataclass(frozen=True, slots=True)
class Site:
    """The whole site: every page, every record, who refers to whom, and all texts that have marks.

    `drafts` says how many pages and records were left out, and `left_out` are these records; `corrected` are the
    corrections of each page by its path, newest first; `counts` tells of the numbers of each page, and under an empty
    path of those of all records, where every number was looked at; `lives` are those of pages that git knows, where
    the address of the site is known. `homes` are the pages that show records, by kind and
    id; no file of the explainer is behind those pages that are `listed`.
    """

    settings: Settings
    url: str | None
    pages: tuple[Page, ...]
    by_path: Mapping[str, Page]
    records: Mapping[str, Mapping[str, Record]]
    duplicates: tuple[tuple[Record, Record], ...]
    record_aliases: Mapping[tuple[str, str], str]
    quantities: Mapping[str, Quantity]
    used_on: Mapping[tuple[str, str], tuple[str, ...]]
    supports: Mapping[str, tuple[str, ...]]
    texts: tuple[Body, ...]
    parsed: Parsed
    drafts: int
    left_out: tuple[Record, ...] = ()
    today: date | None = None
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    history: History | None = None
    counts: Mapping[str, Counts] = field(default_factory=dict)
    lives: Mapping[str, Life] = field(default_factory=dict)
    homes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()

    def record(self, kind: str, name: str) -> Record | None:
        """Return a record by its id or by an id that it had before."""
        found = self.records.get(kind, {}).get(name)
        if found is None and (kind, name) in self.record_aliases:
            found = self.records[kind][self.record_aliases[kind, name]]
        return found

    def fact(self, name: str) -> Fact | None:
        """Return a fact by its id or by an id that it had before."""
        found = self.record("fact", name)
        return found if isinstance(found, Fact) else None

    def source(self, name: str) -> Source | None:
        """Return a source by its id, or by another name that it is cited by."""
        found = self.record("source", name)
        return found if isinstance(found, Source) else None

    def term(self, name: str) -> Term | None:
        """Return a term by its id or by an id that it had before."""
        found = self.record("term", name)
        return found if isinstance(found, Term) else None

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Return the facts by their ids, in their order."""
        return cast("Mapping[str, Fact]", self.records.get("fact", {}))

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the sources by their ids, in their order."""
        return cast("Mapping[str, Source]", self.records.get("source", {}))

    @property
    def terms(self) -> Mapping[str, Term]:
        """Return the terms by their ids, in their order; none where the explainer does without."""
        return cast("Mapping[str, Term]", self.records.get("term", {}))

    @property
    def questions(self) -> Mapping[str, Question]:
        """Return the questions by their ids; none where the explainer does without."""
        return cast("Mapping[str, Question]", self.records.get("question", {}))

    @property
    def corrections(self) -> Mapping[str, Correction]:
        """Return the corrections by their ids, in their order; none where the explainer does without."""
        return cast("Mapping[str, Correction]", self.records.get("correction", {}))


@dataclass(frozen=True, slots=True)
class Output(Value):
    """A file of the finished site. `path` is relative to the output folder, with forward slashes."""

    path: str
    content: bytes

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 of the content."""
        return hashlib.sha256(self.content).digest()


@dataclass(frozen=True, slots=True)
class Packed(Value):
    """A file of the finished site whose content is kept small until it is written; `digest` is its SHA-256."""

    path: str
    packed: bytes
    digest: bytes

    @classmethod
    def of(cls, path: str, content: bytes) -> "Packed":
        """Return a file with its content packed, to a fifth of a page's size in a sixth of a millisecond."""
        return cls(path, zlib.compress(content, 1), hashlib.sha256(content).digest())

    @property
    def content(self) -> bytes:
        """Return the content."""
        return zlib.decompress(self.packed)


@dataclass(frozen=True, slots=True)
class Same:
    """A file of the finished site that is already there as it should be, with the SHA-256 of its content."""

    path: str
    digest: bytes


Made = Output | Packed | Same
"""Whatever the finished site is to hold under a path."""
