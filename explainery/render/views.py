"""What templates see: pages and records with their references followed. Read-only.

Every look-up goes through here, and is noted as something that the page being rendered has read (`reads.py`).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery import walk
from explainery.ages import past_due
from explainery.model import Block, Body, Fact, Formula, FromFact, Heading, Page, Quantity, Record, Ref, Site
from explainery.paths import below_content
from explainery.render.past import Past
from explainery.render.reads import Key
from explainery.render.working import working

_WORDS_A_MINUTE = 200
_LEADS_NOWHERE = frozenset({str, int, float, bool, type(None), dt.date, Body})
"""The types of most values: they hold no reference, or, as texts do, are followed while they are printed."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that a record names, with the place inside it."""

    record: "RecordView"
    locator: str | None


class Views:
    """Makes and keeps the views of one site."""

    def __init__(self, site: Site) -> None:
        """Remember the site; views are made when they are first asked for."""
        self.site = site
        self.reads: set[Key] = set()
        self._reader = ""
        self._pages: dict[str, PageView] = {}
        self._records: dict[tuple[str, str], RecordView] = {}

    def begin(self, path: str) -> set[Key]:
        """Begin to note what the page at `path` reads, and return what will hold it; its own document always counts."""
        self._reader = path
        self.reads = {("document", path), ("settings",), ("record_kinds",), ("catalogue",)}
        return self.reads

    def note(self, *key: str) -> None:
        """Note that the page being rendered reads something."""
        self.reads.add(key)

    def note_field(self, path: str, name: str) -> None:
        """Note that the page being rendered reads a field of a page; its own are noted all together."""
        if path != self._reader:
            self.reads.add(("field", path, name))

    def there(self, path: str) -> bool:
        """Say whether there is a page at `path`."""
        self.note("address", path)
        return path in self.site.by_path

    def page(self, path: str) -> "PageView":
        """Return the view of the page at `path`."""
        self.note("address", path)
        if path not in self._pages:
            self._pages[path] = PageView(self.site.by_path[path], self)
        return self._pages[path]

    def record(self, kind: str, name: str) -> "RecordView":
        """Return the view of a record, found also by an id that it had before."""
        self.note("record", kind, name)
        found = self.site.record(kind, name)
        if found is None:
            raise KeyError(kind, name)
        if (kind, found.id) not in self._records:
            self._records[kind, found.id] = RecordView(found, self)
        return self._records[kind, found.id]

    def records(self, kind: str) -> "tuple[RecordView, ...]":
        """Return all records of a kind, in their order."""
        self.note("records", kind)
        return tuple(self.record(kind, name) for name in self.site.records[kind])

    def follow(self, value: Any) -> Any:
        """Return a field's value with its references followed."""
        if type(value) in _LEADS_NOWHERE:
            return value
        if isinstance(value, Ref | FromFact):
            return self._followed(value.ref if isinstance(value, FromFact) else value)
        if isinstance(value, Formula):
            return tuple(map(self._followed, value.refs))
        if isinstance(value, tuple):
            return tuple(self.follow(inner) for inner in value)
        if walk.is_mapping(type(value)):
            return {name: self.follow(inner) for name, inner in value.items()}
        return value

    def _followed(self, ref: Ref) -> "Cited | RecordView | PageView":
        if ref.kind == "source":
            return Cited(self.record("source", ref.id), ref.locator)
        if ref.kind in self.site.records:
            return self.record(ref.kind, ref.id)
        return self.page(walk.path_of(ref))

    def block(self, block: Block) -> Mapping[str, Any]:
        """Return a component's parameters with their references followed; whether it is a figure, its schema says."""
        self.note("shape", "components", block.name)
        return {name: self.follow(value) for name, value in block.fields.items()}

    def note_pages(self, block: Block) -> None:
        """Note that the page being rendered reads the front matter of the pages that a component names."""
        pages = (walk.path_of(ref) for ref in walk.refs(block.fields) if ref.kind not in self.site.records)
        self.reads.update(("front", path) for path in pages)

    def selected(self, block: Block) -> "tuple[RecordView, ...]":
        """Return the records that a component shows."""
        self.note("selected", below_content(block.place.path))
        found = walk.selected(block, self.site.parsed.components[block.name], self.site.records) or ()
        return tuple(self.record(record.kind, record.id) for record in found)


class RecordView:
    """A record as templates see it: its fields by name, None where the writer left one out."""

    def __init__(self, record: Record, views: Views) -> None:
        """Wrap `record`."""
        self._record, self._views = record, views
        self.id, self.record_kind, self.file = record.id, record.kind, record.file
        self._key = ("record", record.kind, record.id)

    def __getitem__(self, name: str) -> Any:
        """Return a field. Raises KeyError, which templates see as an undefined name."""
        self._views.reads.add(self._key)
        return self._views.follow(self._record.fields[name])

    @property
    def quantity(self) -> Quantity | None:
        """Return what a fact holds, worked out where it is computed; None for nothing, and for other records."""
        self._views.reads.add(self._key)
        return self._views.site.quantities.get(self.id) if self.record_kind == "fact" else None

    @property
    def working(self) -> str | None:
        """Return how a computed fact was worked out: `3 July 2021 − 1 July 2021 = 2 days`; None for other facts."""
        self._views.reads.add(self._key)
        if not isinstance(self._record, Fact):
            return None
        return working(self._record, self._views.site, lambda name: self._views.note("record", "fact", name))

    @property
    def due(self) -> dt.date | None:
        """Return since when it is due for checking; None where it is not, or nobody said what day it is."""
        self._views.note("due", self.record_kind, self.id)
        return past_due(self._record, self._views.site.today) if isinstance(self._record, Fact) else None

    @property
    def home(self) -> str | None:
        """Return the path of the page that shows this record at its lasting address; None where there is none."""
        self._views.note("home", self.record_kind, self.id)
        return self._views.site.homes.get((self.record_kind, self.id))

    @property
    def used_on(self) -> tuple[str, ...]:
        """Return the paths of the pages whose text refers to it, without the one that shows it at its address."""
        self._views.note("used_on", self.record_kind, self.id)
        home = self.home
        return tuple(path for path in self._views.site.used_on.get((self.record_kind, self.id), ()) if path != home)


class PageView(Past):
    """A page as templates see it: its place on the site, and its fields by name."""

    def __init__(self, page: Page, views: Views) -> None:
        """Wrap `page`."""
        self._page, self._views = page, views
        self.path, self.address, self.kind = page.path, page.address, page.document.kind

    def __getitem__(self, name: str) -> Any:
        """Return a field of the front matter. Raises KeyError, which templates see as an undefined name."""
        self._views.note_field(self.path, name)
        return self._views.follow(self._page.document.fields[name])

    def _placed(self, where: str) -> Page:
        self._views.note(where, self.path)
        return self._page

    @property
    def body(self) -> Body:
        """Return the text."""
        self._views.note("document", self.path)
        return self._page.document.body

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return the headings of the second level: the title is the first."""
        return tuple(heading for heading in self.body.headings if heading.level == 2)  # noqa: PLR2004 - h2

    @property
    def label(self) -> str:
        """Return the short title, or the title where there is none."""
        return str(self["label"] or self["title"])

    @property
    def opens_with(self) -> str | None:
        """Return the name of the component that the page begins with; None where it begins with text."""
        first = self.body.segments[0] if self.body.segments else None
        return first.name if isinstance(first, Block) else None

    @property
    def minutes(self) -> int | None:
        """Return the time that reading takes, at 200 words a minute; None where components say nearly all."""
        few = self.body.words < _WORDS_A_MINUTE / 2 and any(isinstance(mark, Block) for mark in self.body.marks)
        return None if few else max(1, round(self.body.words / _WORDS_A_MINUTE))

    @property
    def due(self) -> dt.date | None:
        """Return since when it is due for checking; None where it is not, or nobody said what day it is."""
        self._views.note("due", "page", self.path)
        return past_due(self._page.document, self._views.site.today)

    @property
    def trail(self) -> "tuple[PageView, ...]":
        """Return the index pages above this one, the outermost first."""
        return tuple(self._views.page(path) for path in self._placed("trail").trail)

    @property
    def children(self) -> "tuple[PageView, ...]":
        """Return the pages of this index page's folder."""
        return tuple(self._views.page(path) for path in self._placed("children").children)

    @property
    def sequence(self) -> Mapping[str, str]:
        """Return what the kind calls its sequence: one page (`name`) and the whole (`label`), as far as it says so."""
        self._views.note("shape", "kinds", self.kind)
        words = self._views.site.parsed.kinds[self.kind].sequence_words
        return {"name": words.get("name", ""), "label": words.get("label", "")}

    @property
    def previous(self) -> "PageView | None":
        """Return the page before this one in its sequence."""
        path = self._placed("sequence").previous
        return self._views.page(path) if path else None

    @property
    def next(self) -> "PageView | None":
        """Return the page after this one in its sequence."""
        path = self._placed("sequence").next
        return self._views.page(path) if path else None

    @property
    def position(self) -> int | None:
        """Return the number of this page in its sequence, from 1."""
        return self._placed("sequence").position

    @property
    def count(self) -> int | None:
        """Return how many pages its sequence has."""
        return self._placed("sequence").count
