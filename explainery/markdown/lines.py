"""What is wrong with lines that the parser took for something else, said by it, with the place in the text."""

import re
from collections.abc import Callable
from typing import Protocol

from markdown.util import STX

from explainery.markdown.given import Given

_NO_TABLE = {
    "headless": (
        "A table needs a line of hyphens and `|` under its head, and there is none here.",
        "Put the names of the columns above it, with `|` between them.",
    ),
    "uneven": (
        "The head of a table has as many cells as the line of hyphens under it, and here it has more or fewer.",
        "Write `---` for each cell of the head, with `|` between them.",
    ),
    "under text": (
        "A table begins right under a line of text, so it would become part of that paragraph.",
        "Put an empty line above its head.",
    ),
    "bare": (
        "This looks like a row of a table, and no table begins here.",
        "Put a head above it, and below that a line such as `|---|---|`; for the sign itself, write `\\|`.",
    ),
}
_UNREAD = (  # how such a line begins, and what to say of it
    (
        re.compile(r">"),
        "NOT A QUOTATION",
        "`>` begins no quotation here, so it would be printed as it stands.",
        "Put an empty line above it, and in a list four spaces before it for each level; or write `\\>` for the sign.",
    ),
    (
        re.compile(r"#{2,6}"),
        "NOT A HEADING",
        "`##` begins no heading here, so it would be printed as it stands.",
        "Put an empty line above it, and write it at the margin; for the signs themselves, write `\\#`.",
    ),
    (
        re.compile(r"(?P<sign>`|~)(?P=sign){2}"),
        "NOT A BLOCK",
        "No block begins here, so this line would be printed as it stands.",
        "Begin it at the margin, below the list, with only a name after its signs; or write `\\{sign}` for the first.",
    ),
    (
        re.compile(r"\[(?!@)(?P<name>[^\n]*?)\]:"),
        "NOT AN ADDRESS",
        "This looks like a line that gives the name `{name}` to an address, and would be printed as it stands.",
        "Write only the address after the colon; if this is text, begin it with `\\[`.",
    ),
    (
        re.compile(r"(?P<sign>[-*+]|\d+[.)])"),
        "NOT A LIST",
        "`{sign}` begins no list item here, so it would be printed as it stands.",
        "Put it on its own line below words of the item, with four spaces before it; or write `\\{end}` for the sign.",
    ),
)


class Lines(Protocol):
    """Whoever is told of lines that would be lost or printed as they stand."""

    def surplus_cell(self, row: str, cell: int, columns: int) -> None:
        """Take a row with more cells than its table has columns, and where in it the first cell too many begins."""

    def row_without_cells(self, row: str) -> None:
        """Take a line right under a table that has no cells."""

    def indented_row(self, row: str) -> None:
        """Take a line of a table before which as many spaces stand as before code."""

    def no_table(self, line: str, why: str) -> None:
        """Take a line of what looks like a table and is none: why it is `headless`, `uneven`, `under text`, `bare`."""

    def unread(self, line: str) -> None:
        """Take a line of a paragraph that begins with the sign of another block."""

    def passed(self, line: str) -> None:
        """Take the last line of a text in which such lines were looked for."""

    def loose(self, words: str) -> None:
        """Take words that stand between stars, or two `_`, which are none of emphasis."""


class FoundLines(Lines):
    """Makes problems of such lines. It is told of them in the order of the text: first of those in tables."""

    def __init__(
        self,
        given: Given,
        visible: str,
        say: Callable[[str, tuple[int, int], str, str], None],
        said: Callable[[int], bool],
    ) -> None:
        """Take a text as the parser has it, and as it was written with code blanked out.

        `say` is told (title, offset and length, sentence, hint); `said` tells whether something was said of a line.
        """
        self._given, self._visible, self._say, self._said = given, visible, say, said
        self._in_tables, self._in_texts = 0, 0  # up to where it was told of lines
        self._in_stars: dict[str, int] = {}  # and of words

    def surplus_cell(self, row: str, cell: int, columns: int) -> None:
        """Say that a cell would be lost."""
        words = row[cell:].lstrip()
        says = f"The head of this table has {columns} cells, so this one in a longer row would be lost."
        hint = "Give the head another cell, or put this into one that it has; for the sign itself, write `\\|`."
        start = self._row(row) + len(row) - len(words)
        self._say("CELL TOO MANY", (start, max(1, len(words.rstrip(" |")))), says, hint)

    def row_without_cells(self, row: str) -> None:
        """Say that a line would become a row."""
        says = "This line right under a table would become a row of it."
        hint = "Put an empty line above it; if it is a row, write `|` between its cells."
        self._say("ROW WITHOUT CELLS", (self._row(row), len(row)), says, hint)

    def indented_row(self, row: str) -> None:
        """Say that a line would be none of the table elsewhere."""
        says = "This line of a table is indented by four spaces or more; elsewhere it is code, or text."
        self._say("INDENTED ROW", (self._row(row), len(row)), says, "Begin it where the head of the table begins.")

    def no_table(self, line: str, why: str) -> None:
        """Say that a line would be printed as it stands, unless it is in code that goes over several lines."""
        start = self._seen(line)
        if start is not None:
            self._say("NOT A TABLE", (start, len(line)), *_NO_TABLE[why])

    def unread(self, line: str) -> None:
        """Say that a sign would be printed, unless it is in code, or what is wrong with the line was said."""
        start = self._seen(line)
        if start is None or self._said(start):
            return
        for pattern, title, says, hint in _UNREAD:
            if begin := pattern.match(line):
                named = begin.groupdict()
                named["end"] = named.get("sign", "")[-1:]
                self._say(title, (start, len(line)), says.format(**named), hint.format(**named))
                return

    def passed(self, line: str) -> None:
        """Look for the next lines behind this one."""
        self._seen(line)

    def loose(self, words: str) -> None:
        """Say that the signs around words would be printed."""
        signs = words[: len(words) - len(words.lstrip(words[0]))]
        begins = re.split(rf"[\n{STX}]", words, maxsplit=1)[0]
        pattern = r"\s+".join(map(re.escape, re.split(r"\s+", begins)))  # comments are spaces there
        if begins == signs:  # what follows is a link, code or the like
            pattern = rf"(?<![{signs[0]}\\]){pattern}(?=[^\w\s{signs[0]}])"
        spaced = re.compile(pattern)
        found = spaced.search(self._visible, self._in_stars.get(begins, 0)) or spaced.search(self._visible)
        start = found.start() if found else max(0, self._visible.find(signs))
        self._in_stars[begins] = start + 1
        tag, look = ("b", "bold") if len(signs) == len("**") else ("i", "italics")
        itself = "".join(f"\\{sign}" for sign in signs)
        says = f"`{signs}` sets nothing in {look} here, so it would be printed as it stands."
        hint = (
            f"Put spaces and punctuation outside of the signs, or write `<{tag}>` and `</{tag}>` in their place; for"
            f" the signs themselves, write `{itself}`."
        )
        if not words.endswith(signs[0]) or words == signs:
            says = f"`{signs}` begins words in {'bold' if tag == 'b' else 'italics'} that never end here."
            hint = f"Write `{signs}` after the last of them; for the signs themselves, write `{itself}`."
        self._say("NO EMPHASIS", (start, len(begins.rstrip())), says, hint)

    def _seen(self, line: str) -> int | None:
        """Return where a line of a text was written; None where it stands in code."""
        found = self._given.find(line, self._in_texts)
        if not found:
            return None
        self._in_texts = found[1]
        start = self._given.origin(found[0])
        return start if self._visible[start : start + 1] == line[:1] else None

    def _row(self, row: str) -> int:
        found = self._given.find(row, self._in_tables)
        if not found:
            return 0
        self._in_tables = found[1]
        return self._given.origin(found[0])
