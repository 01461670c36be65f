"""CSL-JSON and CSL-YAML (citationstyles.org, 1.0.2) as files: every source that can be read, with its place."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from explainery import fields
from explainery.exchange.items import Item, Library, Lines, the_entry
from explainery.problems import Place, Problem, Problems

_GAP = re.compile(r"[\s,]*")
_BEHIND = re.compile(r"\s*\S")
_LIST = re.compile(r'"(?:items|references)"\s*:\s*\[')
# Where an entry begins, after one that cannot be read: with a field that neither a name nor a date has.
_ENTRY = re.compile(
    r'\{\s*"(?!family|given|literal|date-parts|non-dropping|dropping|suffix|raw|season|circa)[^"]*"\s*:'
)
_KEY = re.compile(r'"(?:id|citation-key)"\s*:\s*"([^"\\\n]{1,200})"')
_KEY_IN_NOTE = re.compile(r"^citation[ -]?key: *(\S{1,200})$", re.IGNORECASE | re.MULTILINE)
_DASH = re.compile(r" *-(?: |$)")
_YAML_KEY = re.compile(r"^(?:- )? *(?:- )?id: *(\S[^\n]{0,200})$", re.MULTILINE)
_HALF = re.compile("[\\ud800-\\udfff]")
_MOST_FAULTS = 100
_MOST_DIGITS = 15
_WHOLE = "A CSL-JSON file is a list of sources: `[{…}, {…}]`. In Zotero: Export Library, format “CSL JSON”."
_CLOSE = "Close brackets before you open new ones."


class _Object(dict[str, Any]):
    """An object of JSON, and which of its names stand there twice."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        names = Counter(name for name, _value in pairs)
        found.twice = tuple(sorted(name for name, count in names.items() if count > 1))
    return found


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_whole_number, parse_constant=lambda _name: None)


def read_json(text: str, path: str) -> Library:
    """Return the sources in a file of CSL-JSON, and what is wrong with the others."""
    lines, start = Lines(text, path), _GAP.match(text).end()  # type: ignore[union-attr] # it matches nothing, too
    if text[start] == "[":
        return _Reading(text, lines).entries(start + 1)
    if inner := _LIST.search(text):
        return _Reading(text, lines).entries(inner.end())
    try:
        value, _more = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        return Library((), (_fault(error, lines, start, ""),))
    if "title" in value and "itemType" not in value:
        return _Reading(text, lines).entries(start, closed=True)  # one source, or one a line
    says = "This JSON is not a list of sources."
    return Library((), (Problem("NOT CSL-JSON", lines.place(start), says, _WHOLE),))


class _Reading:
    """Reads one entry after the other, so that one which cannot be read costs itself alone."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text, self.lines = text, lines
        self.problems: list[Problem] = []

    def entries(self, at: int, *, closed: bool = False) -> Library:
        """Return the sources from an offset on, up to the end of their list, unless that is none and `closed`."""
        items: list[Item] = []
        for value, place in self._values(at, closed=closed):
            if isinstance(value, dict) and "itemType" in value and "type" not in value:
                return Library(tuple(items), (*self.problems, _of_zotero(place)))
            if isinstance(value, dict):
                items.append(_of_whole_characters(_item(value, place)))
            else:
                self.problems.append(_no_source(place))
        return Library(tuple(items), tuple(self.problems))

    def _values(self, at: int, *, closed: bool) -> Iterator[tuple[Any, Place]]:
        while (at := _GAP.match(self.text, at).end()) < len(self.text) and self.text[at] != "]":  # type: ignore[union-attr] # as above
            place = self.lines.place(at)
            try:
                value, end = _DECODER.raw_decode(self.text, at)
            except (ValueError, RecursionError) as error:
                wrong = error.pos if isinstance(error, json.JSONDecodeError) else at
                following = _ENTRY.search(self.text, max(wrong, at + 1))
                end = following.start() if following else len(self.text)
                key = _KEY.search(self.text, at, end)
                self.problems.append(_fault(error, self.lines, at, key[1] if key else ""))
                if not isinstance(error, json.JSONDecodeError) or len(self.problems) >= _MOST_FAULTS:
                    self._stop(end)
                    return
                at = end
                continue
            yield value, place
            at = end
        whole = self.text.lstrip().startswith("[")  # and no list that stands in something else
        if whole and at < len(self.text) and (behind := _BEHIND.match(self.text, at + 1)):
            says = "Here the list of sources ended already; what stands here and below was not read."
            self.problems.append(Problem("NOT JSON", self.lines.place(behind.end() - 1), says, "Put it into the list."))
        if not closed and at >= len(self.text) and not self.problems:
            says = "The list of sources does not end: its last bracket is missing, and perhaps more."
            self.problems.append(Problem("NOT JSON", self.lines.place(max(0, at - 1)), says, "Export it again."))

    def _stop(self, at: int) -> None:
        if _ENTRY.search(self.text, at):
            says = "From here on nothing was read, since so much before is wrong."
            self.problems.append(Problem("NOT JSON", self.lines.place(at), says, "Mend the first problems first."))


def _of_zotero(place: Place) -> Problem:
    says = "This JSON is Zotero’s own, in which the fields of sources have other names; from here on nothing was read."
    hint = "In Zotero: Export Library, format “CSL JSON”, or “Better CSL JSON”, which keeps your keys."
    return Problem("NOT CSL-JSON", place, says, hint)


def _no_source(place: Place) -> Problem:
    says = "This entry of the list is not a source: it is not a group of fields."
    return Problem("NOT A SOURCE", place, says, _WHOLE)


def _fault(error: Exception, lines: Lines, start: int, key: str) -> Problem:
    """Return what is wrong with an entry that begins at `start` and cannot be read."""
    if isinstance(error, json.JSONDecodeError):
        place = lines.place(error.pos)
        says = f"{the_entry(key)} is not JSON from here on: {error.msg[:1].lower()}{error.msg[1:]}."
        return Problem("NOT JSON", place, says, "Look for a comma, a bracket or a quotation mark that is missing.")
    says = f"In {the_entry(key)[:1].lower()}{the_entry(key)[1:]} brackets stand too deep one inside another."
    return Problem("BRACKETS TOO DEEP", lines.place(start), says, _CLOSE)


def _item(value: dict[str, Any], place: Place) -> Item:
    keys = (value.get("citation-key"), value.get("citationKey"), _key_in_note(value.get("note")), value.get("id"))
    name = next((str(key).strip() for key in keys if isinstance(key, str | int | float) and key), "")
    twice = getattr(value, "twice", ())
    return Item(name, value, place, tuple(f"says twice what its `{one}` is; the second was taken" for one in twice))


def _key_in_note(note: Any) -> str | None:
    """Return the key that Zotero writes into a note where it has no other place for it."""
    found = _KEY_IN_NOTE.search(note) if isinstance(note, str) else None
    return found[1] if found else None


def _of_whole_characters(item: Item) -> Item:
    """Return a source without halves of characters, which JSON may name alone, and which no file can hold."""
    name, found = _without_halves(item.name), _without_halves(item.fields)
    if name == item.name and found == item.fields:
        return item
    return replace(item, name=name, fields=found, remarks=(*item.remarks, "holds half a character; it was taken out"))


def _without_halves(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("", value)
    if isinstance(value, list):
        return [_without_halves(one) for one in value]
    if isinstance(value, dict):
        return {_without_halves(name): _without_halves(one) for name, one in value.items()}
    return value


def read_yaml(text: str, path: str) -> Library:
    """Return the sources in a file of CSL-YAML, as Pandoc has it: a list, or one under `references`."""
    try:
        node = fields.load(re.sub(r"\n(?:---|\.\.\.)\s*$", "\n", text), path, comments=True)
    except Problems as found:
        return _one_by_one(text, path) or Library((), found.problems)
    if isinstance(node, fields.Fields):
        node = next((value for key, value in node.entries if key.text == "references"), None)
    if not isinstance(node, fields.Items):
        hint = "Write `references:`, and below it the sources, each beginning with a hyphen."
        return Library((), (Problem("NOT CSL-YAML", Place(path, 1), "This YAML holds no list of sources.", hint),))
    return Library(*_sources(node))


def _sources(node: fields.Items, before: int = 0) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """Return the sources in a list, and what is wrong with the others; so many lines stand `before` it."""
    items, problems = [], []
    for one in node.items:
        place = replace(one.place, line=one.place.line + before)
        if isinstance(one, fields.Fields):
            items.append(_item(plain(one), place))
        else:
            problems.append(_no_source(place))
    return tuple(items), tuple(problems)


def _one_by_one(text: str, path: str) -> Library | None:
    """Return what is in a list of which not all can be read, or None where it cannot be divided."""
    items: list[Item] = []
    problems: list[Problem] = []
    for before, entry in _divided(text.split("\n")):
        try:
            node = fields.load(entry, path, comments=True)
        except Problems as found:
            key = _YAML_KEY.search(entry)
            name = the_entry(key[1].strip("\"' ") if key else "")
            problems += (
                replace(
                    one,
                    place=replace(one.place, line=one.place.line + before),
                    says=f"{name}: {one.says}",
                    also=(),
                )
                for one in found.problems
            )
            continue
        if isinstance(node, fields.Items):
            more, wrong = _sources(node, before)
            items += more
            problems += wrong
    return Library(tuple(items), tuple(problems)) if items or problems else None


def _divided(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the entries of a list in block style, each with the number of lines before it."""
    first = next((number for number, line in enumerate(lines) if _DASH.match(line)), len(lines))
    indent = len(lines[first]) - len(lines[first].lstrip(" ")) if first < len(lines) else 0
    begun: int | None = None
    for number in range(first, len(lines) + 1):
        line = lines[number] if number < len(lines) else ""
        depth = len(line) - len(line.lstrip(" "))
        ends = number == len(lines) or (depth <= indent and line.strip() and line.lstrip(" ")[0] not in "#\t")
        if ends and begun is not None:
            yield begun, "\n".join(one[indent:] for one in lines[begun:number]) + "\n"
            begun = None
        if ends and depth == indent and _DASH.match(line):
            begun = number


def plain(node: fields.Node) -> Any:
    """Return a node of YAML as texts, lists and objects."""
    if isinstance(node, fields.Fields):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, fields.Items):
        return [plain(item) for item in node.items]
    return node.text


def lists(value: Any) -> Iterable[Any]:
    """Return a value that ought to be a list as one."""
    return value if isinstance(value, list) else () if value in (None, "") else (value,)
