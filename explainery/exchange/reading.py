"""A file with a library: its bytes into text, and which format it has; of another one, what to export instead."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from explainery.exchange.bibtex import read_bibtex
from explainery.exchange.csl import read_json, read_yaml
from explainery.exchange.items import Item, Library, the_entry
from explainery.problems import Place, Problem, Problems
from explainery.utf8 import text_of

_DECLARED = re.compile(rb"^\s*%+\s*(?:JabRef )?Encoding:\s*([\w-]{2,30})", re.IGNORECASE | re.MULTILINE)
_BINARY = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip file"),
    (b"SQLite format 3", "a database, such as Zotero keeps for itself"),
    (b"\x1f\x8b", "a compressed file"),
)
_FOREIGN = (
    (r"\s*<(?:!doctype html|html|head|body)\b", "a web page", True),
    (r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<xml>\s*<records>", "EndNote XML", False),
    (r"\s*(?:<\?xml[^>]*\?>\s*)?<(?:\w+:)?modsCollection", "MODS", False),
    (r"\s*(?:<\?xml[^>]*\?>\s*)?<rdf:RDF", "RDF", False),
    (r"\s*(?:<\?xml|<[a-zA-Z!])", "XML", False),
    (r"(?:[^\n]*\n){0,30}?TY {1,2}- ", "RIS", False),
    (r"\s*%[0A-Z] \S", "the tagged format of EndNote and Refer", False),
    (r"\s*(?:FN (?:Clarivate|Thomson|ISI)|PT [A-Z]\n)", "the tagged format of Web of Science", False),
    (r"\s*PMID ?- ?\d", "the tagged format of PubMed", False),
    (r'\s*"Key","Item Type"', "CSV", False),
    (r"\s*\{\\rtf", "RTF", False),
)
_YAML = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:---\s*\n)?(?:[\w-]+:[^\n]*\n)*?(?:references:\s*(?:\n|\[)|-\s+[\w-]+:)")
_LOST = "\ufffd"  # what stands in the place of a byte that cannot be read
_SAY_ENCODING = (
    "Save the file with the encoding UTF-8, or, if it is BibTeX, write into its first line which encoding it has, as in"
    " `% Encoding: windows-1252`. Then import it again; what is there already is left out."
)
_INSTEAD = (
    "Export the library again as CSL JSON (Zotero: Export Library, format “CSL JSON”) or as BibTeX (Mendeley, EndNote,"
    " JabRef)."
)


def read_library(content: bytes, path: str) -> Library:
    """Return the entries of a file of CSL-JSON, CSL-YAML, BibTeX or BibLaTeX, and what is wrong with the others."""
    try:
        text = _text(content, path)
    except Problems as problems:
        return _of_whole_entries(content, path) or Library((), problems.problems)
    return _read(text, path)


def _read(text: str, path: str) -> Library:
    if problem := _not_a_library(text, path):
        return Library((), (problem,))
    begins = text.lstrip()[:1]
    if begins in ("[", "{"):
        return read_json(text, path)
    if _YAML.match(text):
        return read_yaml(text, path)
    return read_bibtex(text, path)


def _of_whole_entries(content: bytes, path: str) -> Library | None:
    """Return the entries of a file that is not all UTF-8 which hold no other byte; None where it is no text at all.

    Nobody can tell which letters the other bytes were meant to be, so what holds one is left out, and named.
    """
    if content.startswith((*(begins for begins, _what in _BINARY), codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    text = _one_line_end(content.decode("utf-8", errors="replace"))
    library, lines = _read(text, path), text.split("\n")
    if not library.items:
        return None
    problems = [replace(one, says=one.says.replace(_LOST, "…")) for one in library.problems]
    items: list[Item] = []
    ends = [*(item.place.line for item in library.items[1:]), len(lines)]
    for item, end in zip(library.items, ends, strict=True):
        if (
            not _holds_lost(item.name)
            and not _holds_lost(dict(item.fields))
            and not any(map(_holds_lost, item.remarks))
        ):
            items.append(item)
            continue
        line = next((at for at in range(item.place.line, end + 1) if _LOST in lines[at - 1]), item.place.line)
        column = max(lines[line - 1].find(_LOST), 0) + 1
        says = f"{the_entry(item.name.replace(_LOST, '…'))} holds a byte that is not UTF-8 text."
        problems.append(Problem("NOT UTF-8", Place(path, line, column), says, _SAY_ENCODING))
    return Library(tuple(items), tuple(problems))


def _holds_lost(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_lost(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return any(map(_holds_lost, value))
    return isinstance(value, str) and _LOST in value


def _text(content: bytes, path: str) -> str:
    """Return the text of a file: UTF-8, UTF-16 with its mark, or in the encoding that JabRef says. Raises Problems."""
    for begins, what in _BINARY:
        if content.startswith(begins):
            raise Problems([_foreign(what, path)])
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return _one_line_end(content.decode("utf-16"))
        except UnicodeDecodeError:
            says = "This file says that it is UTF-16, and is not."
            raise Problems([Problem("NOT UTF-8", Place(path), says, "Save it with the encoding UTF-8.")]) from None
    try:
        return _one_line_end(text_of(content, path))
    except Problems:
        declared = _DECLARED.search(content[:2000])
        if not declared:
            raise
        try:
            return _one_line_end(content.decode(declared[1].decode("ascii")))
        except (LookupError, ValueError):
            pass
        raise


def _one_line_end(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _not_a_library(text: str, path: str) -> Problem | None:
    if not text.strip():
        return Problem("EMPTY FILE", Place(path), "This file is empty.", _INSTEAD)
    if "\0" in text[:1000]:
        return _foreign("no text", path)
    for pattern, what, is_page in _FOREIGN:
        if re.match(pattern, text, re.IGNORECASE if is_page else 0):
            return _foreign(what, path, is_page=is_page)
    return None


def _foreign(what: str, path: str, *, is_page: bool = False) -> Problem:
    says = f"This file is {what}, and sources are read from CSL-JSON, CSL-YAML, BibTeX and BibLaTeX."
    hint = "Look into it: a site may have asked to log in. " + _INSTEAD if is_page else _INSTEAD
    return Problem("ANOTHER FORMAT", Place(path, 0 if what in dict(_BINARY).values() else 1), says, hint)
