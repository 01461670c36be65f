"""YAML into nodes. Only user of PyYAML, with `mistakes`."""

import re
from collections.abc import Iterator

import yaml

from explainery.fields.invisible import invisible
from explainery.fields.mistakes import in_quotes, mistake, unusual_space
from explainery.fields.nodes import Fields, Items, Node, Scalar
from explainery.problems import Place, Problem, Problems

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"[ \t]+#.*")
_BEFORE_VALUE = re.compile(r"(\s*(?:- +)*(?:[\w-]+:)?\s*)(.*)")
_DEEPEST = 50


def load(text: str, path: str, start: int = 0, *, comments: bool = False) -> Node | None:
    """Return the nodes of the YAML in `text` from offset `start` on; None where there is nothing. Raises Problems.

    With `comments` one may stand behind a value; else it is a problem, since writers mean `Number #1` as it stands.
    """
    reader = _Reader(text, path, start, comments=comments)
    try:
        node = reader.document(yaml.parse(text[start:], Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        raise Problems([reader.translated(error)]) from None
    except yaml.reader.ReaderError:  # in a template only: other files are searched for such characters before
        says = "A character in this file is not allowed in YAML."
        raise Problems([Problem("INVISIBLE CHARACTER", Place(path), says, "Delete it.")]) from None
    if reader.problems:
        raise Problems(reader.problems)
    return node


class _Reader:
    """Turns PyYAML's events into nodes, noting on the way what this project does not allow."""

    def __init__(self, text: str, path: str, start: int, *, comments: bool) -> None:
        self.text, self.path, self.start, self.comments = text, path, start, comments
        self.first_line = text.count("\n", 0, start) + 1
        self.lines = text[start:].split("\n")
        self.problems: list[Problem] = []
        self.depth = 0

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        node: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    self._say("TWO DOCUMENTS", event, "A second YAML document begins here.", "Delete this line.")
                    return node
                node = self._node(next(events), events)
        if isinstance(node, Scalar) and not node.text and node.plain:
            return None
        return node

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        self._refuse_signs(event)
        place = self._place(event)
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_comment(event)
            self._refuse_spaces(event)
            if found := next(invisible(event.value), None):
                self._say("INVISIBLE CHARACTER", event, *found[1:])
            start, end = (self.start + mark.index for mark in (event.start_mark, event.end_mark) if mark)
            return Scalar(event.value, event.style in (None, ""), place, start, end)
        if not isinstance(event, yaml.CollectionStartEvent):
            return Scalar("", plain=False, place=place, start=0, end=0)
        self.depth += 1
        if self.depth > _DEEPEST:
            says = f"Here more than {_DEEPEST} lists or groups of fields stand inside one another."
            raise Problems([Problem("BRACKETS TOO DEEP", place, says, "Close brackets before you open new ones.")])
        is_list = isinstance(event, yaml.SequenceStartEvent)
        node = self._items(place, events) if is_list else self._fields(place, events)
        self.depth -= 1
        return node

    def _items(self, place: Place, events: Iterator[yaml.Event]) -> Items:
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events))
        return Items(tuple(items), place)

    def _fields(self, place: Place, events: Iterator[yaml.Event]) -> Fields:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events)
            value = self._node(next(events), events)
            if not isinstance(key, Scalar):
                says = "A field’s name is a word; here stands something in brackets."
                self.problems.append(Problem("NOT A FIELD", key.place, says, "Write `name: value`."))
                continue
            first, _value = entries.setdefault(key.text, (key, value))
            if first is not key:
                says = (
                    f"The field `{key.text}` appears twice here: in line {first.place.line}, and again in line"
                    f" {key.place.line}."
                )
                also = (first.place,)
                self.problems.append(Problem("DUPLICATE FIELD", key.place, says, "Keep one of them.", also))
        return Fields(tuple(entries.values()), place)

    def _refuse_signs(self, event: yaml.Event) -> None:
        """Note an anchor, an alias or a tag: YAML takes such words away, and writers mean them."""
        anchor: str = getattr(event, "anchor", None) or ""
        tag: str = getattr(event, "tag", None) or ""
        hint = "Write the value out; if the sign is part of the words, put them in quotation marks."
        if isinstance(event, yaml.AliasEvent):
            says = f"`*{anchor}` stands for something written elsewhere; that is not allowed here."
            self._say("ALIAS IN YAML", event, says, hint, 1 + len(anchor))
        elif anchor:
            says = f"`&{anchor}` names a value for use elsewhere; that is not allowed here."
            self._say("ANCHOR IN YAML", event, says, hint, 1 + len(anchor))
        elif tag and self._rest(event).startswith("!"):
            sign = self._rest(event).split()[0]
            says = f"YAML takes `{sign}` for the name of a type, and would lose it."
            self._say("TAG IN YAML", event, says, hint, len(sign))

    def _refuse_comment(self, event: yaml.ScalarEvent) -> None:
        if self.comments or event.style not in (None, "") or not event.end_mark:
            return
        line, column = event.end_mark.line, event.end_mark.column
        comment = _COMMENT.fullmatch(self.lines[line], column) if line < len(self.lines) else None
        if comment:
            sign = self.lines[line].index("#", column)
            place = Place(self.path, self.first_line + line, sign + 1, len(self.lines[line]) - sign)
            says = "Everything from a `#` after a space to the end of the line is a comment, and would be lost."
            value = _BEFORE_VALUE.match(self.lines[line])
            before, text = value.groups() if value else ("", "")
            hint = (
                f"Put a comment on a line of its own. If it is part of the words, write:\n\n{before}{in_quotes(text)}"
            )
            self.problems.append(Problem("COMMENT AFTER A VALUE", place, says, hint))

    def _refuse_spaces(self, event: yaml.ScalarEvent) -> None:
        """Note what looks like the space behind a hyphen or a colon: YAML takes that item or field for words."""
        if event.style not in (None, "") or not event.start_mark or not event.end_mark or event.value.isascii():
            return
        for number in range(event.start_mark.line, event.end_mark.line + 1):
            since = event.start_mark.column if number == event.start_mark.line else 0
            if found := unusual_space(self.lines[number], since):
                place = Place(self.path, self.first_line + number, found[0] + 1)
                self.problems.append(Problem("UNUSUAL SPACE", place, found[1], found[2]))

    def _rest(self, event: yaml.Event) -> str:
        mark = event.start_mark
        return self.lines[mark.line][mark.column :] if mark and mark.line < len(self.lines) else ""

    def _say(self, title: str, event: yaml.Event, says: str, hint: str, length: int | None = None) -> None:
        place = self._place(event)
        place = Place(place.path, place.line, place.column, length or place.length)
        self.problems.append(Problem(title, place, says, hint))

    def _place(self, event: yaml.Event) -> Place:
        """Return where a node stands: a value up to its end, a list or group of fields its first line."""
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None  # noqa: PT018, S101 - PyYAML marks every event that it reads
        whole = isinstance(event, yaml.ScalarEvent | yaml.AliasEvent) and end.line == start.line
        length = (end.column if whole else len(self._rest(event).rstrip()) + start.column) - start.column
        return Place(self.path, self.first_line + start.line, start.column + 1, max(1, length))

    def translated(self, error: yaml.MarkedYAMLError) -> Problem:
        """Return what PyYAML could not read as a problem in the writer's words."""
        found = mistake(error, self.lines)
        line = min(found.line, len(self.lines) - 1)  # PyYAML stops behind the last one where a file just ends
        column = min(found.column, len(self.lines[line]))
        place = Place(self.path, self.first_line + line, column + 1, max(1, found.length))
        return Problem(found.title, place, found.says, found.hint)
