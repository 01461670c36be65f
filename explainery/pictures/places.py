"""Where something stands in a drawing that is being parsed."""

import re
from collections.abc import Sequence
from xml.parsers.expat import XMLParserType

from explainery.problems import Place

_ATTRIBUTE = re.compile(r"""([^\s=/<>"']+)\s*=\s*(?:"[^"]*"|'[^']*')""")

Piece = tuple[str, int, int]
"""Text as the parser gives it, and line and column of its beginning in the file."""


class Places:
    """Gives the places of what the parser is at."""

    def __init__(self, path: str, text: str, parser: XMLParserType) -> None:
        """Take the file's path, its text with line ends of Unix, and what parses it as UTF-8."""
        self._path, self._text, self._parser = path, text, parser
        self._content = text.encode()

    def here(self, length: int = 1) -> Place:
        """Return the place of what the parser is at."""
        return Place(self._path, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1, length)

    def piece(self, text: str) -> Piece:
        """Return text that the parser gives with its place."""
        return text, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def attribute(self, written: str) -> Place:
        """Return the place of an attribute of the element that the parser is at, by its name as it is written."""
        begin = len(self._content[: self._parser.CurrentByteIndex].decode()) + 1
        found = next((one for one in _ATTRIBUTE.finditer(self._text, begin) if one[1] == written), None)
        return self.of(found) if found else self.here()

    def of(self, found: re.Match[str]) -> Place:
        """Return the place of what was found in the text."""
        begin = found.start()
        line = self._text.count("\n", 0, begin) + 1
        return Place(self._path, line, begin - self._text.rfind("\n", 0, begin), len(found[0].partition("\n")[0]))

    def inside(self, pieces: Sequence[Piece], line: int, column: int, length: int) -> Place:
        """Return the place of what stands at a line and column of pieces put together."""
        place = self.here(length)
        at_line, at_column = 1, 1
        for text, file_line, file_column in pieces:
            if (at_line, at_column) > (line, column):
                break
            moved = file_column - at_column if at_line == line else 0
            place = Place(self._path, file_line + line - at_line, column + moved, length)
            at_column = len(text) - text.rfind("\n") if "\n" in text else at_column + len(text)
            at_line += text.count("\n")
        return place
