"""What is wrong with tables, said by the parser that finds them, with the place in the text."""

import re
from collections.abc import Callable
from typing import Protocol

_NO_TABLE = {
    "headless": (
        "A line of hyphens and `|` stands under the head of a table, and here is none.",
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


class Rows(Protocol):
    """Whoever is told of lines of a table that would be lost or printed as they stand."""

    def surplus_cell(self, row: str, cell: int, columns: int) -> None:
        """Take a row with more cells than its table has columns, and where in it the first cell too many begins."""

    def row_without_cells(self, row: str) -> None:
        """Take a line right under a table that has no cells."""

    def no_table(self, line: str, why: str) -> None:
        """Take a line of what looks like a table and is none: why it is `headless`, `uneven`, `under text`, `bare`."""

    def passed(self, line: str) -> None:
        """Take the last line of a text in which lines of tables were looked for."""


class TableRows(Rows):
    """Makes problems of such lines. It is told of them in the order of the text: first of those in tables."""

    def __init__(self, text: str, visible: str, say: Callable[[str, tuple[int, int], str, str], None]) -> None:
        """Take a text, the same with code blanked out, and whom to tell (title, offset and length, sentence, hint)."""
        self._text, self._visible, self._say = text, visible, say
        self._in_tables, self._in_texts = 0, 0  # up to where it was told of lines

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

    def no_table(self, line: str, why: str) -> None:
        """Say that a line would be printed as it stands, unless it is in code that goes over several lines."""
        found = _next(line, self._visible, self._in_texts)
        if found:
            self._in_texts = found.end()
            self._say("NOT A TABLE", (found.start(1), len(line)), *_NO_TABLE[why])

    def passed(self, line: str) -> None:
        """Look for the next lines behind this one."""
        found = _next(line, self._visible, self._in_texts)
        self._in_texts = found.end() if found else self._in_texts

    def _row(self, row: str) -> int:
        found = _next(row, self._text, self._in_tables)
        self._in_tables = found.end() if found else self._in_tables
        return found.start(1) if found else 0


def _next(line: str, text: str, since: int) -> re.Match[str] | None:
    """Return the next such line in a text; a tab may stand in it, in place of spaces."""
    written = re.sub(r"(?:\\ )+", r"[ \\t]+", re.escape(line))
    pattern = re.compile(rf"^[ \t>]*(?:(?:[-*+]|\d+\.)[ \t]+)?({written})[ \t]*$", re.MULTILINE)
    return pattern.search(text, since)
