"""BibTeX and BibLaTeX into items of CSL, and back. Only user of bibtexparser and pylatexenc.

Types and fields: the manual of BibLaTeX, section 2 (ctan.org/pkg/biblatex).
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import NameParts
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field, ParsingFailedBlock
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import unicode_to_latex

from explainery.exchange.csl import Item
from explainery.problems import Place, Problem, Problems

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it says there, problems say

_TYPES = {
    **dict.fromkeys(("article", "suppperiodical"), "article-journal"),
    **dict.fromkeys(("book", "mvbook", "booklet", "collection", "proceedings", "inbook", "incollection"), "book"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("report", "techreport", "thesis", "phdthesis", "mastersthesis"), "report"),
    **dict.fromkeys(("online", "electronic", "www"), "webpage"),
    **dict.fromkeys(("inreference", "reference"), "entry-encyclopedia"),
    **dict.fromkeys(("video", "movie"), "motion_picture"),
    **dict.fromkeys(("misc", "unpublished", "manual", "software", "patent"), "document"),
    "audio": "broadcast",
    "dataset": "dataset",
}
_BACK = {"article-journal": "article", "book": "book", "report": "report", "dataset": "dataset", "webpage": "online"}
_AS_ARTICLE = ("article-newspaper", "article-magazine")
_NAMES = {"title": "title", "doi": "DOI", "url": "URL", "langid": "language", "language": "language"}
_PUBLISHERS = ("publisher", "journaltitle", "journal", "organization", "institution", "school", "howpublished")
_KNOWN = {*_NAMES, *_PUBLISHERS, "author", "date", "year", "month", "day", "urldate"}
_VERBATIM = ("url", "doi", "file", "eprint")
_LANGUAGES = {"english": "en", "american": "en", "british": "en", "russian": "ru", "german": "de", "french": "fr"}
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def read_bibtex(text: str, path: str) -> list[Item]:
    """Return the entries of a file as items of CSL. Raises Problems that name every entry that cannot be read."""
    steps = [
        middlewares.ResolveStringReferencesMiddleware(),
        middlewares.RemoveEnclosingMiddleware(),
        middlewares.NormalizeFieldKeys(),
        middlewares.MonthIntMiddleware(),
        middlewares.SeparateCoAuthors(),
        middlewares.SplitNameParts(),
    ]
    library = parse_string(text, parse_stack=steps)
    if library.failed_blocks:
        raise Problems(_problem(block, path) for block in library.failed_blocks)
    items = [Item(one.key, dict(_fields(one)), _place(one.start_line, path)) for one in library.entries]
    if not items and text.strip():
        says = "This file holds no entry of BibTeX, such as `@article{…}`."
        raise Problems([Problem("NOT BIBTEX", Place(path), says, "Export it again, in the format BibTeX or BibLaTeX.")])
    return items


def _place(line: int | None, path: str) -> Place:
    return Place(path, (line or 0) + 1)


def _problem(block: ParsingFailedBlock, path: str) -> Problem:
    place = _place(block.start_line, path)
    if isinstance(block, DuplicateBlockKeyBlock):
        return Problem("ID TWICE", place, f"Two entries have the key `{block.key}`.", "Give one of them another key.")
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(sorted(block.duplicate_keys))
        return Problem("FIELD TWICE", place, f"This entry says twice what its {names} is.", "Delete one of the two.")
    says = "This entry cannot be read: a brace, a quotation mark or a comma is missing in it."
    return Problem("BAD BIBTEX", place, says, "Close what it opens, or leave the entry out.")


def _fields(entry: Entry) -> Iterator[tuple[str, Any]]:
    """Yield the fields of an entry as CSL has them, and under their own names those that CSL calls otherwise."""
    values = {field.key: field.value for field in entry.fields}
    yield "type", _TYPES.get(entry.entry_type.lower(), "document")
    for name, value in values.items():
        if name in _NAMES:
            yield _NAMES[name], _language(_plain(name, value)) if "lang" in name else _plain(name, value)
        elif name not in _KNOWN:
            yield name, str(value)
    if publisher := next((values[name] for name in _PUBLISHERS if values.get(name)), None):
        yield "publisher", _plain("publisher", publisher)
    if values.get("author"):
        yield "author", [_person(name) for name in values["author"]]
    if issued := _issued(values):
        yield "issued", {"date-parts": [issued]}


def _plain(name: str, value: Any) -> str:
    """Return a value without the marks of LaTeX; an address as it stands, in which `%` is no comment."""
    text = str(value)
    words = text.replace("\\", "") if name in _VERBATIM else LatexNodes2Text().latex_to_text(text)
    return " ".join(words.split())


def _language(name: str) -> str:
    return _LANGUAGES.get(name.casefold(), name)


def _person(name: NameParts) -> dict[str, str]:
    family = _plain("", " ".join((*name.von, *name.last, *name.jr)))
    given = _plain("", " ".join(name.first))
    return {"family": family, "given": given} if given else {"literal": family}


def _issued(values: Mapping[str, Any]) -> list[int]:
    """Return year, month and day, as far as they are known."""
    if day := _DAY.match(str(values.get("date") or "")):
        return [int(part) for part in day.groups() if part]
    parts = []
    for name in ("year", "month", "day"):
        if not str(values.get(name) or "").isdecimal():
            break
        parts.append(int(values[name]))
    return parts


def write_bibtex(items: Iterable[Mapping[str, Any]]) -> str:
    """Return items of CSL as a file of BibLaTeX."""
    library = Library()
    for item in items:
        library.add(Entry(_entry_type(item), str(item["id"]), [Field(*pair) for pair in _pairs(item)]))
    return write_string(library)


def _entry_type(item: Mapping[str, Any]) -> str:
    return "article" if item["type"] in _AS_ARTICLE else _BACK.get(item["type"], "misc")


def _pairs(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "title", _escaped(item["title"])
    if people := item.get("author"):
        yield "author", " and ".join(map(_written, people))
    if publisher := item.get("publisher"):
        yield ("journaltitle" if _entry_type(item) == "article" else "publisher"), _escaped(publisher)
    if issued := item.get("issued"):
        yield "date", "-".join(f"{part:02}" for part in issued["date-parts"][0])
    for name, own in (("URL", "url"), ("language", "langid")):
        if item.get(name):
            yield own, item[name]
    if item.get("note"):
        yield "note", _escaped(item["note"])


def _escaped(text: str) -> str:
    return str(unicode_to_latex(text, unknown_char_policy="keep", unknown_char_warning=False))


def _written(person: Mapping[str, str]) -> str:
    if "family" in person and person.get("given"):
        return _escaped(f"{person['family']}, {person['given']}")
    return f"{{{_escaped(person.get('literal') or person.get('family') or '')}}}"
