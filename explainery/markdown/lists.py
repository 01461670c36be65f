"""Lists that Python-Markdown would flatten, number anew, or take for something else."""

import re
from collections.abc import Iterator

from explainery.markdown.silence import BLOCK

Finding = tuple[str, int, int, str, str]
"""Title, offset, length, sentence, hint."""

_QUOTED = re.compile(r"(?: {0,3}> ?)*")
_ITEM = re.compile(r"( *)([-*+]|\d{1,3}\.)(?: +|$)")
_MAYBE_ITEM = re.compile(r"\n[ >]*(?:[-*+](?:[ \n]|$)|\d+[.)])")
_NUMBERED = re.compile(r" {0,3}(\d+)([.)]) +\S")
_LEVEL = 4
_DEEPEST = 10
_MOST_DIGITS = 3  # more of them, as in a year, begin no item
_WITHOUT_LINE = "A list begins right under a line of text, so it would become part of that paragraph."


def lists(text: str) -> Iterator[Finding]:
    """Yield everything that would not become the list it looks like, or the one numbered as it is."""
    if _MAYBE_ITEM.search(f"\n{text}"):
        yield from _Lists(text).findings()


class _Lists:
    """One walk through the lines of a text. Lists are known by their indentation, in quotations by that inside."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.open: dict[int, str] = {}  # the last sign of each list that goes on
        self.previous = ""
        self.in_text = False  # the paragraph began with words, so no item can begin in it
        self.quotes = 0

    def findings(self) -> Iterator[Finding]:
        offset = 0
        for number, line in enumerate(self.lines):
            quoted = _QUOTED.match(line)
            begin = quoted.end() if quoted else 0
            if line[:begin].count(">") != self.quotes:
                self.open, self.previous, self.quotes = {}, "", line[:begin].count(">")
            inner = line[begin:]
            yield from self._line(inner, number, offset + begin)
            if len(self.open) > _DEEPEST:
                return
            self.previous = "" if line.startswith(BLOCK) else inner
            offset += len(line) + 1

    def _line(self, line: str, number: int, offset: int) -> Iterator[Finding]:
        item = _ITEM.match(line)
        indent = len(line) - len(line.lstrip(" "))
        where = (offset + indent, max(1, len(line.rstrip()) - indent))
        under_text = bool(self.previous.strip()) and not self.previous.lstrip().startswith("#")
        self.in_text = self.in_text if under_text else not item
        if item and not (self.in_text and under_text):
            yield from _empty(line, where, under_text=under_text)
            yield from _zeros(item[2], where)
            printed = item[2]
            if before := self.open.get(indent, "").rstrip("-*+"):
                printed = f"{int(before[:-1]) + 1}." if printed[-1] == "." else printed
            if self.open:
                yield from self._next_item(indent, item[2], printed, where)
            elif indent >= _LEVEL:
                return
            self.open = {level: sign for level, sign in self.open.items() if level < indent} | {indent: printed}
        elif item and (item[2][0] in "-*+" or self._goes_on(item[2], number)):
            hint = "Put an empty line above it."
            if item[2][0] not in "-*+":
                hint += f" If it is no list, write `{item[2][:-1]}\\.`."
            yield ("LIST WITHOUT AN EMPTY LINE", *where, _WITHOUT_LINE, hint)
            self.open, self.in_text = {indent: item[2]}, False
        elif not item:
            yield from self._words(line, indent, number, where)

    def _words(self, line: str, indent: int, number: int, where: tuple[int, int]) -> Iterator[Finding]:
        """Yield what is wrong with a line that begins no item."""
        after_gap = not self.previous.strip()
        if self.open and 0 < indent < _LEVEL and line.strip() and after_gap:
            says = (
                f"This paragraph is indented by {_spaces(indent)}, so it would end the list instead of belonging to it."
            )
            yield ("LIST WOULD FLATTEN", *where, says, "Indent it by four spaces; or by none, if the list ends here.")
        if line.startswith(BLOCK) or (line.strip() and not indent and after_gap):
            self.open = {}
        found = _NUMBERED.match(line)
        if not found:
            return
        digits, sign = found.groups()
        goes_on = self._goes_on(digits + sign, number)
        if sign == "." and (last := self.open.get(indent, "").rstrip(".-*+")):
            goes_on = int(last) + 1 == int(digits)
        if sign == ")" and (after_gap or goes_on):
            says = f"`{digits})` does not begin a list item."
            yield ("NOT A LIST", *where, says, f"Write `{digits}.`; for the sign itself, `{digits}\\)`.")
        elif sign == "." and goes_on and len(digits) > _MOST_DIGITS:
            says = f"The number of a list item has at most {_MOST_DIGITS} digits, so these lines become one paragraph."
            hint = f"Put an empty line between them, or begin them with `- {digits}: `."
            yield ("NOT A LIST", *where, says, hint)

    def _goes_on(self, sign: str, number: int) -> bool:
        """Say whether the numbered line right under text begins a list: with 1, or the next line is numbered, too."""
        following = _NUMBERED.match(self.lines[number + 1]) if number + 1 < len(self.lines) else None
        return sign[:-1] == "1" or bool(
            following and following[2] == sign[-1] and int(following[1]) == int(sign[:-1]) + 1
        )

    def _next_item(self, indent: int, sign: str, printed: str, where: tuple[int, int]) -> Iterator[Finding]:
        """Yield what is wrong with an item that follows another one, and would be printed with another sign."""
        before = self.open.get(indent)
        if indent > min(self.open) and indent % _LEVEL:
            says = f"This item is indented by {_spaces(indent)}, so it would not be inside the item above."
            yield ("LIST WOULD FLATTEN", *where, says, "Indent it by four spaces for each level.")
        elif before is None and len(self.open) >= _DEEPEST:
            says = f"Here more than {_DEEPEST} lists stand one inside another."
            yield ("LISTS TOO DEEP", *where, says, "Begin a list with a heading of its own.")
        elif before and (before[-1] == ".") != (sign[-1] == "."):
            says = "A list with numbers and one with bullets follow each other, so they would become one list."
            yield ("LISTS RUN TOGETHER", *where, says, "Put a line of text or a heading between them.")
        elif before and sign[-1] == "." and int(sign[:-1]) != int(printed[:-1]):
            says = f"This item would be printed as number {printed[:-1]}, since it follows number {int(before[:-1])}."
            hint = f"Write `{printed}`; or put a line of text above it, and it begins a list with its own number."
            yield ("NUMBER OUT OF ORDER", *where, says, hint)


def _empty(line: str, where: tuple[int, int], *, under_text: bool) -> Iterator[Finding]:
    """Yield a problem where nothing stands in an item; a hyphen right under text is that of a heading."""
    sign = line.strip()
    if _ITEM.fullmatch(line.rstrip()) and not (sign == "-" and under_text):
        hint = f"Write something behind it, or delete it; for the sign itself, `{sign[:-1]}\\{sign[-1]}`."
        yield ("EMPTY ITEM", *where, f"In the list nothing stands behind `{sign}`.", hint)


def _zeros(sign: str, where: tuple[int, int]) -> Iterator[Finding]:
    digits = sign.rstrip(".")
    if len(digits) > 1 and digits.startswith("0"):
        says = f"The number of this item would be printed as {int(digits)}, without the zeros."
        yield ("NUMBER WITH ZEROS", *where, says, f"Write `{int(digits)}.`; for the digits themselves, `{digits}\\.`.")


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
