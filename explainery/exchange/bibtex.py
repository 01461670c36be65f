"""BibTeX and BibLaTeX into items of CSL, and back. Only user of bibtexparser, with `people`.

bibtexparser finds entries and fields; what stands in fields is read here, since it knows neither joins (`"a" # b`) nor
heirs (`crossref`), and takes two fields without a comma between them for one.
Types and fields: the manual of BibLaTeX, section 2 (ctan.org/pkg/biblatex).
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library as Blocks
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    Entry,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from explainery.exchange.entries import csl_fields
from explainery.exchange.items import Item, Library, Lines, the_entry
from explainery.exchange.latex import escaped
from explainery.exchange.people import written
from explainery.problems import Place, Problem

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it says there, problems say

_MONTHS = "January February March April May June July August September October November December".split()
_STRINGS = {name[:3].lower(): name for name in _MONTHS}
_NEXT_FIELD = re.compile(r"\s*([A-Za-z][\w:+.-]*)\s*=\s*")
_SPACE = re.compile(r"\s*")
_BARE = re.compile(r"[^\s#{}\",=]+")
_SIGN = re.compile(r"\\.|[{}\"]", re.DOTALL)
_SWALLOWED = re.compile(r"[\n,][^\S\n]*[A-Za-z][\w-]*\s*=\s*[{\"]")
_ENTRY_WITHOUT_BRACE = re.compile(r"^[ \t]*@(?P<type>[A-Za-z]+)[ \t]+(?P<key>[^\s,={}\"]{1,200})[ \t]*,", re.MULTILINE)
_NO_KEY = re.compile(r"(\s*@\s*\w+\s*[{(])(?=\s*[A-Za-z][\w-]*\s*=)")
_LEFT_OVER = re.compile(r"[\s,}]*[A-Za-z][\w-]*\s*=\s*[{\"\d]")
_NO_ENTRY = {"xdata", "control"}
_LONGEST = 200_000
_MOST_GIVERS = 100  # entries that one takes fields from, each from the next
_TOLD_BY = 100  # characters at its beginning that tell a block
_MOST_TAKEN = 10_000_000  # characters that the values of a file take from `@string`, which may double at each step
_BACK = {
    "article-journal": "article",
    "book": "book",
    "report": "report",
    "dataset": "dataset",
    "webpage": "online",
    "article-newspaper": "article",
    "article-magazine": "article",
    "entry-encyclopedia": "inreference",
}
_SUBTYPES = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
_AS_THEY_ARE = {"URL": "url", "DOI": "doi", "ISBN": "isbn", "language": "langid"}


@dataclass(slots=True)
class _Raw:
    """An entry before its words are read: its fields in LaTeX, by their names in small letters."""

    type: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


class _Unreadable(Exception):  # noqa: N818 - it says what cannot be read
    """What is wrong with an entry, in a sentence's words behind its name, and where."""

    def __init__(self, says: str, hint: str, line: int) -> None:
        self.says, self.hint, self.line = says, hint, line
        super().__init__(says)


def read_bibtex(text: str, path: str) -> Library:
    """Return the entries of a file as items of CSL, and a problem for each that cannot be read."""
    return _Reading(text, path).library()


class _Reading:
    def __init__(self, text: str, path: str) -> None:
        self.text, self.lines = text, Lines(text, path)
        self.path = path
        self.problems: list[Problem] = []
        self.strings = dict(_STRINGS)
        self.taken = 0  # characters from `@string` so far
        self.entries: list[_Raw] = []

    def library(self) -> Library:
        blocks = parse_string(self.text, parse_stack=[]).blocks
        starts = list(self._starts(blocks))
        end = len(self.text)
        ends = []
        for block, start in zip(reversed(blocks), reversed(starts), strict=True):
            ends.append(end)
            if not isinstance(block, ImplicitComment):  # what stands behind one that cannot be read may belong to it
                end = start
        for at, (block, start, behind) in enumerate(zip(blocks, starts, reversed(ends), strict=True)):
            self._take(block, blocks[at + 1] if at + 1 < len(blocks) else None, self.text[start:behind])
        by_key = {entry.key.casefold(): entry for entry in reversed(self.entries)}
        items = []
        for entry in self.entries:
            if entry.type == "set":
                self.problems.append(self._set(entry))
            elif entry.type not in _NO_ENTRY:
                fields, remarks = csl_fields(entry.type, _with_inherited(entry, by_key), entry.key)
                items.append(
                    Item(entry.key, fields, self._place(entry.line), tuple(dict.fromkeys((*entry.remarks, *remarks))))
                )
        if not items and not self.problems and self.text.strip():
            says = "This file holds no entry of BibTeX, such as `@article{…}`."
            hint = "Export it again, in the format BibTeX or BibLaTeX."
            self.problems.append(Problem("NOT BIBTEX", Place(self.path), says, hint))
        return Library(tuple(items), tuple(self.problems))

    def _starts(self, blocks: Iterable[Block]) -> Iterator[int]:
        """Yield the offset at which each block begins; several may stand in one line."""
        at = 0
        for block in blocks:
            line = self.lines.start((block.start_line or 0) + 1)
            at = max(at, line)
            found = self.text.find((block.raw or "")[:_TOLD_BY], at)
            at = found if found >= 0 else at
            yield at
            at += 1

    def _set(self, entry: _Raw) -> Problem:
        """Return what is said of an entry that only names others."""
        keys = [key for key in re.split(r"[,\s]+", entry.fields.get("entryset", "")) if key]
        says = f"{the_entry(entry.key)} is a set of others, which come in one by one, and no source itself."
        hint = f"Where you cite it, write `[{'; '.join(f'@{key}' for key in keys)}]`." if keys else "Leave it out."
        return Problem("SET OF ENTRIES", self._place(entry.line), says, hint)

    def _place(self, line: int) -> Place:
        start = self.lines.start(line)
        end = self.text.find("\n", start)
        length = len(self.text[start : end if end >= 0 else None].rstrip())
        return Place(self.path, line, 1, max(1, length))

    def _take(self, block: Block, following: Block | None, text: str) -> None:
        """Keep what a block holds, of which `text` goes up to the next; note a problem where it cannot be read."""
        if isinstance(block, DuplicateBlockKeyBlock):  # what the one is to the other is found out later
            block = block.ignore_error_block or block
        line = (block.start_line or 0) + 1
        if isinstance(block, ImplicitComment):
            self._look_for_entries(block)
        if isinstance(block, String):
            self._define(block)
            return
        try:
            if isinstance(block, ParsingFailedBlock) and not isinstance(block.ignore_error_block, Entry):
                self.entries.append(self._mended(block, text, line))
                return
            entry = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
            if isinstance(entry, Entry):
                _closed_in_time(following)
                self.entries.append(self._raw(entry, line))
        except _Unreadable as unreadable:
            key = _key_of(block.raw or "")
            says = f"{the_entry(key)} {unreadable.says}."
            self.problems.append(Problem("BAD BIBTEX", self._place(unreadable.line), says, unreadable.hint))

    def _look_for_entries(self, block: ImplicitComment) -> None:
        """Note a problem for each entry in what is taken for words between entries: it lacks its brace."""
        for found in _ENTRY_WITHOUT_BRACE.finditer(block.comment):
            line = (block.start_line or 0) + 1 + block.comment.count("\n", 0, found.start("key"))
            says = f"{the_entry(found['key'])} has no brace after `@{found['type']}`."
            hint = f"Write `@{found['type']}{{{found['key']},` and close the brace at its end."
            self.problems.append(Problem("BAD BIBTEX", self._place(line), says, hint))

    def _define(self, block: String) -> None:
        unknown: list[str] = []
        try:
            value, _more, _at = self._value(str(block.value), 0, 0, unknown)
        except _Unreadable:
            return  # who uses it is told so
        if not unknown:
            self.strings[block.key.casefold()] = value

    def _raw(self, entry: Entry, line: int) -> _Raw:
        raw = _Raw(entry.entry_type.strip().lower(), entry.key.strip(), line)
        for one in entry.fields:
            where = (one.start_line or 0) + 1
            name: str | None = one.key
            at = 0
            while name is not None:
                value, more, at = self._value(str(one.value), at, where, raw.remarks)
                if more:
                    raw.remarks.append(f"lacks a comma after its `{name}`")
                self._keep(raw, name.strip().casefold(), value)
                name = more
        return raw

    def _keep(self, raw: _Raw, name: str, value: str) -> None:
        before = raw.fields.get(name, "").strip()
        if before and value.strip() and before != value.strip():
            raw.remarks.append(f"says twice what its `{name}` is; the first was taken")
        elif value.strip() or name not in raw.fields:
            raw.fields[name] = value

    def _value(self, text: str, at: int, line: int, remarks: list[str]) -> tuple[str, str | None, int]:
        """Return a value from `at` on, the name of a field behind it without a comma, and where that has its value."""
        pieces = []
        while True:
            piece, at = self._piece(text, _SPACE.match(text, at).end(), line, remarks)  # type: ignore[union-attr] # it matches nothing, too
            pieces.append(piece)
            at = _SPACE.match(text, at).end()  # type: ignore[union-attr] # as above
            if at == len(text):
                return "".join(pieces), None, at
            if text[at] == "#":
                at += 1
            elif following := _NEXT_FIELD.match(text, at):
                return "".join(pieces), following[1], following.end()
            else:
                says = "has words after the end of a field: a brace or a quotation mark comes too early"
                raise _Unreadable(says, "Write each field as `name = {value},`.", line)

    def _piece(self, text: str, at: int, line: int, remarks: list[str]) -> tuple[str, int]:
        """Return one piece of a value, without its braces or quotation marks, and where it ends."""
        sign = text[at : at + 1]
        if sign in ("{", '"') and sign:
            end = _end_of(text, at, "}" if sign == "{" else '"')
            if end is None:
                says, hint = "has a field that does not end", "Look for a `{` or a quotation mark too many."
                raise _Unreadable(says, hint, line)
            return text[at + 1 : end], end + 1
        found = _BARE.match(text, at)
        if not found:
            return "", min(at + 1, len(text))
        name = found[0]
        if not name[0].isdecimal() and name[0] != "\\" and name.casefold() not in self.strings:
            remarks.append(f"uses `{name}`, for which there is no `@string`")
        value = self.strings.get(name.casefold(), name)
        if self.taken + len(value) > _MOST_TAKEN:
            says = f"uses `{name}`, and by then values took over {_MOST_TAKEN:,} characters from `@string`"
            raise _Unreadable(
                says, "Write out what it stands for, and delete strings that stand for one another.", line
            )
        self.taken += len(value)
        return value, found.end()

    def _mended(self, block: ParsingFailedBlock, text: str, line: int) -> _Raw:
        """Return an entry that cannot be read as it stands, but would be with a key, fewer commas or its end."""
        without_key = _NO_KEY.match(text)  # EndNote writes none where nobody gave any
        text = f"{without_key[0]},{text[without_key.end() :]}" if without_key else text
        fewer_commas = re.sub(r",(\s*,)+", ",", text)
        ways = (
            *([(text, "has no key")] if without_key else ()),
            (fewer_commas, "has a comma too many between its fields"),
            (f"{text.rstrip()}\n}}", "lacks the brace at its end"),
            (f"{fewer_commas.rstrip()}\n}}", "lacks the brace at its end"),
        )
        for mended, remark in ways if len(text) <= _LONGEST else ():
            blocks = parse_string(mended, parse_stack=[]).blocks
            entry = blocks[0] if len(blocks) == 1 else None
            if isinstance(entry, Entry) and not any(_SWALLOWED.search(str(one.value)) for one in entry.fields):
                raw = self._raw(Entry(entry.entry_type, entry.key, entry.fields), line)
                raw.remarks += dict.fromkeys((*(["has no key"] if without_key else ()), remark))
                return raw
        where = line + (block.raw or "").count("\n")
        reason = str(getattr(block.error, "abort_reason", ""))
        if "comma after entry key" in reason:
            says, hint = "has no comma after its key", "Write the key right after the brace, and a comma after it."
        elif "=" in reason and "block start" not in reason:
            says, hint = "lacks a comma, or a `=` after a field’s name", "Write each field as `name = {value},`."
        else:
            says, where = "does not end: a brace or a quotation mark is missing in it", line
            hint = "Close what it opens, or leave the entry out."
        raise _Unreadable(says, hint, where)


def _closed_in_time(following: Block | None) -> None:
    """Raise _Unreadable where fields stand behind the end of an entry."""
    if isinstance(following, ImplicitComment) and _LEFT_OVER.match(following.comment):
        says, where = "is closed too early: what follows it belongs to no entry", (following.start_line or 0) + 1
        raise _Unreadable(says, "Look for a `}` too many before this line.", where)


def _key_of(raw: str) -> str:
    found = re.match(r"@\s*\w+\s*[{(]\s*([^\s,={}\"]{1,200})", raw)
    return found[1] if found else ""


def _end_of(text: str, start: int, closing: str) -> int | None:
    """Return where the piece ends that opens at `start`; None where it does not."""
    depth = 0
    for found in _SIGN.finditer(text, start + 1):
        sign = found[0]
        if sign == closing and not depth:
            return found.start()
        depth += (sign == "{") - (sign == "}")
    return None


def _with_inherited(entry: _Raw, by_key: Mapping[str, _Raw]) -> dict[str, str]:
    """Return the fields of an entry, with those that it takes from others: `crossref`, `xdata`."""
    fields = dict(entry.fields)
    waiting, met = [entry], {entry.key.casefold()}
    while waiting:
        heir = waiting.pop()
        names = [(name, "") for name in re.split(r"[,\s]+", heir.fields.get("xdata", ""))]
        names += [(heir.fields.get("crossref", "").strip(), "book")]
        for name, kind in names:
            giver = by_key.get(name.casefold())
            if not name or name.casefold() in met:
                continue
            met.add(name.casefold())
            if giver is None:
                entry.remarks.append(f"takes fields from `{name}`, which is not in this file")
                continue
            if len(met) > _MOST_GIVERS:
                entry.remarks.append(f"takes fields from over {_MOST_GIVERS} others; the rest were not looked at")
                return _without_givers(fields)
            waiting.append(giver)
            for own, value in giver.fields.items():
                fields.setdefault(f"{kind}{own}" if kind and own in ("title", "subtitle") else own, value)
    return _without_givers(fields)


def _without_givers(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name not in ("crossref", "xdata", "xref")}


def write_bibtex(items: Iterable[Mapping[str, Any]]) -> str:
    """Return items of CSL as a file of BibLaTeX."""
    library = Blocks()
    for item in items:
        library.add(Entry(_entry_type(item), _key(item), [Field(*pair) for pair in _pairs(item)]))
    return write_string(library)


def _key(item: Mapping[str, Any]) -> str:
    """Return the key that the entry came with, if it did: articles cite it so."""
    aliases = item.get("custom", {}).get("aliases") or ()
    return str(next((one for one in aliases if not re.search(r"[\s,{}()\\\"%#~=]", one)), item["id"]))


def _entry_type(item: Mapping[str, Any]) -> str:
    if item.get("container-title"):
        return "incollection" if item["type"] == "book" else "inproceedings"
    if item["type"] == "book" and item.get("page"):  # the `pages` of `@book` are how many it has
        return "inbook"
    return _BACK.get(item["type"], "misc")


def _pairs(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "title", escaped(item["title"])
    for name in ("author", "editor"):
        if people := item.get(name):
            yield name, " and ".join(escaped_name(person) for person in people)
    if container := item.get("container-title"):
        yield "booktitle", escaped(container)
    if publisher := item.get("publisher"):
        yield ("journaltitle" if _entry_type(item) == "article" else "publisher"), escaped(publisher)
    yield from _within(item)
    if item.get("issued"):
        yield "date", item["issued"]["edtf"] if "edtf" in item["issued"] else _date(item["issued"])
    for name, own in _AS_THEY_ARE.items():
        if item.get(name):
            yield own, item[name]
    if item.get("archive"):
        yield "library", escaped(item["archive"])
    if item.get("note"):
        yield "note", escaped(item["note"])


def _within(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield where an entry stands in a journal or book; the `number` of all but articles would be that of a series."""
    if paper := _SUBTYPES.get(item["type"]):
        yield "entrysubtype", paper
    number = "number" if _entry_type(item) == "article" else "issue"
    for name, own in (("volume", "volume"), ("issue", number), ("page", "pages")):
        if item.get(name):
            yield own, escaped(item[name]).replace("–", "--")


def _date(issued: Mapping[str, Any]) -> str:
    """Return a date of CSL as EDTF, which BibLaTeX takes."""
    about = "~" if issued.get("circa") else ""
    dates = [[f"{part:02}" for part in parts] for parts in issued["date-parts"]]
    if issued.get("season") and len(dates[0]) == 1:
        dates[0].append(f"{20 + issued['season']}")
    return "/".join("-".join(parts) + about for parts in dates)


def escaped_name(person: Mapping[str, str]) -> str:
    """Return a name as BibTeX writes it."""
    name = written(person)
    return f"{{{escaped(name[1:-1])}}}" if name.startswith("{") else escaped(name)
