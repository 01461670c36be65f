"""What a page read while it was rendered, and whether that is still the same: if so, so is the page.

Everything that a page can read has a key, which the views, the page's context and the loader of templates note as it
happens; nobody declares anything. A key's digest stands for what was read under it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from explainery import walk
from explainery.ages import past_due
from explainery.essence import digest_of
from explainery.illustrations import credited
from explainery.model import Body, Document, Fact, Page, Site
from explainery.paths import below_content
from explainery.pictures.scaling import Photograph
from explainery.value import Value

Key = tuple[str, ...]
"""The sort of thing, then what names it: `("field", "page.md", "title")`."""

_BETWEEN_NAMES, _BETWEEN_KEYS, _BETWEEN_HOLDERS = "\x1f", "\x1e", "\x1d"
_SHORT = 100
_NOTHING = digest_of(None)
_OF_ALL = ("asset", "catalogue", "colour", "record_kinds", "records", "settings", "shape", "template", "words")
"""The sorts of key that many pages read alike."""


@dataclass(frozen=True, slots=True)
class Assets:
    """What pages need to know of the assets: their addresses below the site, and the sizes of pictures in pixels.

    `inline` are addresses that carry the content itself; `styles` names the sheet of each page's kind and components;
    `fonts` are those of share cards by name, none where no cards are to be drawn; `colours` those of light pages;
    `photographs` what those of the content become, by their paths.
    """

    addresses: Mapping[str, str]
    sizes: Mapping[str, tuple[int, int]]
    inline: Mapping[str, str]
    styles: Mapping[str, str]
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    photographs: Mapping[str, Photograph] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary(Value):
    """What a page read: the keys in one text, quick to keep, and one digest of what stood under all of them.

    Keys stand together by what they are read of: most pages read the same of all that is shared, and what links to a
    page reads the same of it. So each such part is worked out once.
    """

    keys: str
    digest: bytes


class Inputs:
    """Everything that pages of one site can read, and its digests, each worked out when first asked for."""

    def __init__(self, site: Site, templates: Mapping[str, str], assets: Assets) -> None:
        """Take what the stage is given."""
        self._site, self._templates, self._assets = site, templates, assets
        self._known: dict[str, bytes] = {}
        self._known_together: dict[str, bytes] = {}

    def _digest(self, key: str) -> bytes:
        """Return the digest of what is read under a key now; of nothing, where it is not there any more."""
        found = self._known.get(key)
        if found is None:
            sort, *names = key.split(_BETWEEN_NAMES)
            value = getattr(self, f"_{sort}")(*names)
            found = _NOTHING if value is None else value.encode() if _is_short(value) else digest_of(value)
            self._known[key] = found
        return found

    def summary(self, reads: Iterable[Key]) -> "Summary":
        """Return keys in one text, and one digest for all that is read under them now."""
        by_holder: dict[str, list[str]] = {}
        read = frozenset(reads)
        for key in sorted(read):
            if key[0] in ("field", "front") and ("document", key[1]) in read:  # which stands for all fields
                continue
            by_holder.setdefault(_holder(key), []).append(_BETWEEN_NAMES.join(key))
        keys = _BETWEEN_HOLDERS.join(map(_BETWEEN_KEYS.join, by_holder.values()))
        return Summary(keys, self._of_page(keys))

    def same(self, summary: "Summary") -> bool:
        """Say whether everything under the keys is what it was."""
        return self._of_page(summary.keys) == summary.digest

    def _of_page(self, keys: str) -> bytes:
        return _digest_of([self._together(part) for part in keys.split(_BETWEEN_HOLDERS)])

    def _together(self, keys: str) -> bytes:
        """Return one digest for what is read of one holder."""
        found = self._known_together.get(keys)
        if found is None:
            found = _digest_of([self._digest(key) for key in keys.split(_BETWEEN_KEYS)])
            self._known_together[keys] = found
        return found

    def _page(self, path: str) -> Page | None:
        return self._site.by_path.get(path)

    # One method a sort of key ---------------------------------------------------------------------------------------

    def _document(self, path: str) -> Any:
        page = self._page(path)
        return page and page.document.digest.hex()

    def _address(self, path: str) -> Any:
        page = self._page(path)
        return page and f"{page.address} {page.document.kind}"

    def _trail(self, path: str) -> Any:
        page = self._page(path)
        return page and repr(page.trail)

    def _children(self, path: str) -> Any:
        page = self._page(path)
        return page and repr(page.children)

    def _sequence(self, path: str) -> Any:
        page = self._page(path)
        return page and repr((page.previous, page.next, page.position, page.count))

    def _field(self, path: str, name: str) -> Any:
        page = self._page(path)
        if page is None:
            return None
        fields, taken = page.document.fields, page.document.taken.get(name)
        value = fields.get(name)
        if taken is None and isinstance(value, str | Body) and (words := _plain(value)):
            return words
        return name in fields, value, taken

    def _front(self, path: str) -> Any:
        page = self._page(path)
        return page and page.document.fields

    def _record(self, kind: str, name: str) -> Any:
        record = self._site.record(kind, name)
        return record and (record.digest, self._site.quantities.get(record.id))

    def _due(self, kind: str, name: str) -> Any:
        page = self._page(name)
        holder = page and page.document if kind == "page" else self._site.record(kind, name)
        return past_due(holder, self._site.today) if isinstance(holder, Document | Fact) else None

    def _records(self, kind: str) -> Any:
        return tuple(self._site.records.get(kind, ()))

    def _selected(self, path: str) -> Any:
        """Return what the components of a page choose by their `x-select`."""
        page, found = self._page(path), []
        for block in page.document.blocks if page else ():
            shape = self._site.parsed.components.get(block.name)
            chosen = walk.selected(block, shape, self._site.records) if shape else None
            found.append(tuple(record.id for record in chosen or ()))
        return tuple(found)

    def _home(self, kind: str, name: str) -> Any:
        return self._site.homes.get((kind, name))

    def _used_on(self, kind: str, name: str) -> Any:
        return self._site.used_on.get((kind, name))

    def _corrections(self, path: str) -> Any:
        return self._site.corrected.get(path)

    def _history(self, path: str) -> Any:
        changes = self._site.history.changes.get(path, ()) if self._site.history else ()
        return tuple((change.day, change.subject, change.commit) for change in changes) or None

    def _life(self, path: str) -> Any:
        return self._site.lives.get(path)

    def _counts(self, path: str) -> Any:
        return repr(self._site.counts.get(path))

    def _supports(self, name: str) -> Any:
        return self._site.supports.get(name)

    def _settings(self) -> Any:
        return (self._site.settings.fields, self._site.url)

    def _record_kinds(self) -> Any:
        return tuple(self._site.records)

    def _shape(self, sort: str, name: str) -> Any:
        return getattr(self._site.parsed, sort).get(name)

    def _words(self, kind: str) -> Any:
        shape = self._site.parsed.record_kinds.get(kind)
        return shape and shape.words

    def _catalogue(self) -> Any:
        return self._site.parsed.words

    def _files(self) -> Any:
        return {path: hashlib.sha256(content).digest() for path, content in self._site.parsed.files.items()}

    def _template(self, name: str) -> Any:
        return self._templates.get(name)

    def _asset(self, path: str) -> Any:
        known = self._assets
        inside = below_content(path)
        found = known.addresses.get(path), known.sizes.get(inside), known.inline.get(path)
        return (*found, known.photographs.get(inside))

    def _credits(self) -> Any:
        return credited((page.document for page in self._site.pages), self._site.records)

    def _fonts(self) -> Any:
        return {name: hashlib.sha256(font).digest() for name, font in self._assets.fonts.items()}

    def _colour(self, name: str) -> Any:
        return self._assets.colours.get(name)

    def _styles(self, path: str) -> Any:
        name = self._assets.styles.get(path)
        return name and self._assets.addresses[name]


def _holder(key: Key) -> str:
    return "" if key[0] in _OF_ALL else key[1] if len(key) > 1 else key[0]


def _digest_of(parts: Iterable[bytes]) -> bytes:
    return hashlib.blake2b(b"\x00".join(parts), digest_size=16).digest()


def _plain(value: str | Body) -> str | None:
    """Return what says all that a text or plain Markdown does; None where more stands in it than words."""
    if isinstance(value, str):
        return f"={value}"
    match value.segments:
        case (str(html),):
            return f"<{html}"
    return None


def _is_short(value: Any) -> bool:
    """Say whether a value is a text that is as good as its digest; one with a zero could be taken for two."""
    return isinstance(value, str) and len(value) < _SHORT and value.isprintable()
