"""Rules about corrections: what one puts right stood on its page, and stands there no more."""

import functools
import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from explainery import walk
from explainery.model import Correction, Page, Record, Site, Sources
from explainery.paths import below_content
from explainery.problems import Problem

_LINK_END = re.compile(r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)|\]\[[^\]]*\]")
_SILENT = re.compile(r"\[-?@[^\]]*\]|\{#[^}]*\}|<[^>]*>|\xad|[*_`\\]")
_WORD = re.compile(r"\w+")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier texts of the content: `texts_of` gives some by git's names, `stood` keeps where words were found."""

    texts_of: Callable[[Iterable[str]], Mapping[str, str]]
    stood: MutableMapping[bytes, Any]


@dataclass(frozen=True, slots=True)
class _Quoted:
    """The words that a correction puts right, the page on which they stood, and git's names of all its texts."""

    correction: Correction
    old: str
    page: Page
    blobs: tuple[str, ...]

    @property
    def key(self) -> bytes:
        """Return a digest of page and words, by which it is kept where they stood."""
        return hashlib.sha256(f"{self.page.path}\0{self.old}".encode()).digest()


def corrections_stood_there(site: Site, sources: Sources, earlier: Earlier) -> Iterator[Problem]:
    """The old words of a correction stand on its page no more, and did once, as far as git knows the page.

    If its text has moved, they stood on the page from which it came.
    """
    current = {source.path: source.content for source in sources.pages}
    gone: list[_Quoted] = []
    for correction in site.corrections.values():
        page = site.by_path.get(correction.page.id)
        old = words_of(correction.old)
        # There is a rule for the first; signs alone are in too many places to be found; behind a list is no file.
        if page is None or not old or page.path in site.listed:
            continue
        now = words_of(current[f"content/{page.path}"].decode("utf-8-sig", "replace"))
        if old in now.replace(words_of(correction.new.text), "  "):
            yield _still_there(correction, page)
        elif old not in now:
            came = correction.moved_from and site.by_path.get(correction.moved_from.id)
            once = came or page
            gone.append(_Quoted(correction, old, once, tuple(_texts(once, site))))
    yield from (_never_there(one.correction, one.page) for one in _never_stood(gone, earlier))


def _never_stood(quoted: Iterable[_Quoted], earlier: Earlier) -> Iterator[_Quoted]:
    """Yield the words that no text of their page has; where git knows no text of it, nobody can tell."""
    unknown = [one for one in quoted if one.blobs and earlier.stood.get(one.key) not in one.blobs]
    texts = earlier.texts_of(blob for one in unknown for blob in one.blobs)
    words = functools.cache(lambda blob: words_of(texts[blob]))
    for one in unknown:
        found = next((blob for blob in one.blobs if one.old in words(blob)), None)
        if found is None:
            yield one
        else:
            earlier.stood[one.key] = found


def words_of(text: str) -> str:
    """Return the words of a text as readers saw them, one space apart: without marks, signs, and where links lead.

    It is for looking up alone. Marks are cut out without parsing: an early text may break rules that came later.
    """
    plain = _SILENT.sub("", _LINK_END.sub("", html.unescape(unicodedata.normalize("NFC", text))))
    return f" {' '.join(_WORD.findall(plain))} "


def _texts(page: Page, site: Site) -> Iterator[str]:
    """Yield git's names of all texts that the page had, newest first, then of those whose records it shows.

    None where git knows nothing of the page.
    """
    changes = site.history.changes if site.history else {}
    if page.path not in changes:
        return
    shown = {below_content(record.place.path) for record in _records(page, site)}
    for path in (page.path, *sorted(shown)):
        yield from (change.blob for change in changes.get(path, ()) if change.blob)


def _records(page: Page, site: Site) -> Iterator[Record]:
    """Yield the records whose words a page prints: those that it mentions, and those that its components show."""
    for body in page.document.texts:
        for ref in walk.mentions(body):
            record = site.record(ref.kind, ref.id)
            yield from [record] if record else []
        for block in walk.blocks([body]):
            shape = site.parsed.components.get(block.name)
            yield from (shape and walk.selected(block, shape, site.records)) or ()


def _still_there(correction: Correction, page: Page) -> Problem:
    says = f"The page `content/{page.path}` still says “{_short(correction)}”, which this corrects."
    hint = (
        "Write the new words there; or, if it says so in another place by right, quote more of the old sentence here."
    )
    return Problem("NOT YET CORRECTED", correction.places["old"], says, hint)


def _never_there(correction: Correction, page: Page) -> Problem:
    says = f"No version of `content/{page.path}` that git knows says “{_short(correction)}”, which this corrects."
    hint = (
        "Copy the old words from the page as it was; this shows every version of it:\n\n"
        f"git log -p --follow -- content/{page.path}"
    )
    return Problem("NEVER WRITTEN", correction.places["old"], says, hint)


def _short(correction: Correction) -> str:
    text = " ".join(correction.old.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
