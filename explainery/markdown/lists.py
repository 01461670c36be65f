"""Lists that Python-Markdown would flatten, number anew, or take for something else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from explainery.markdown.silence import BLOCK, SOMETHING

Finding = tuple[str, int, int, str, str]
"""Title, offset, length, sentence, hint."""

CHANGING_LINES_BELOW = frozenset(
    "BLOCK IN A QUOTATION, LINE UNDER A QUOTATION, LINE UNDER AN ITEM, LIST IN ONE LINE, LIST WITHOUT AN EMPTY LINE, "
    "LIST WOULD FLATTEN, LISTS RUN TOGETHER, NOT A LIST, QUOTATION UNDER AN ITEM".split(", ")
)
"""Titles of problems that change how the lines below are read, so that no more is said of them."""

_QUOTED = re.compile(r"(?: {0,3}> ?)*")
_ITEM = re.compile(r"( *)([-*+]|\d{1,3}\.)(?: +|$)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
_UNDERLINE = re.compile(r" *(?:-+|=+) *")  # that of a heading, of which more is said elsewhere
_MAYBE_ITEM = re.compile(r"\n[ \t>]*(?:[-*+](?:[ \t\n]|$)|\d+[.)]|>)")
_QUOTED_IN_ITEM = re.compile(r"((?: {4})+) {0,3}>")
_IN_QUOTES = re.compile(r"(?: {0,3}> ?)+")
_QUOTED_CODE = re.compile(r"(?: {0,3}>)+ {5}")
_WORDS = re.compile(  # a line that goes on with a paragraph
    r" *(?!(?:[-*+]|\d{1,9}[.)])(?: |$)|#{1,6} |[>|]|(?P<rule>[-*_])(?: *(?P=rule)){2,} *$|=+ *$|`{3}|~{3})[^\s\1]"
)
_NUMBERED = re.compile(r" {0,3}(\d+)([.)])(?: +\S|(?P<alone>) *$)")
_LEVEL = 4
_DEEPEST = 10
_MOST_DIGITS = 3  # more of them, as in a year, begin no item
_FOUR_OR_NONE = "Indent it by four spaces; or by none, if the list ends here."
_UNDER_ITEM = (
    "This line stands right under a heading, a rule, code or a quotation of an item, so it would become part of that."
)
_EMPTY_LINE_OR_FOUR = "Put an empty line above it; if it is part of the item, begin it with four spaces, too."
_WITHOUT_LINE = "A list begins right under a line of text, so it would become part of that paragraph."


def lists(text: str, code: Iterable[int]) -> Iterator[Finding]:
    """Yield what would not become the list or quotation it looks like, or the one numbered as it is.

    In `text` all code, comments and escapes are blanked out; `code` are the offsets of what stands in indented code.
    """
    if _MAYBE_ITEM.search(f"\n{text}"):
        offsets = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
        coded = frozenset(text.rfind("\n", 0, offset) for offset in code)
        yield from _Lists(text, coded, tuple(zip(offsets, text.split("\n"), strict=False))).findings()


class _Lists:
    """One walk through the lines of a text. Lists are known by their indentation, in quotations by that inside."""

    def __init__(self, text: str, code: frozenset[int], lines: Sequence[tuple[int, str]]) -> None:
        """Take a text, the ends of the lines above those of code, and lines of it with their offsets."""
        self.text, self.code, self.lines = text, code, lines
        self.open: dict[int, str] = {}  # the last sign of each list that goes on
        self.previous = ""
        self.in_text = False  # the paragraph began with words, so no item can begin in it
        self.quotes = 0
        self.touching = False  # the line before was not empty
        self.under_code = False
        self.ended = False  # the line before stood in a quotation of an item, and no paragraph goes on there
        self.begun = 0  # how far in the first line since the last empty one begins

    def findings(self) -> Iterator[Finding]:
        number = 0
        while number < len(self.lines):
            offset, written = self.lines[number]
            if not self.quotes and (not written or (not self.open and written[0].isalpha())):
                self.previous, self.touching, self.under_code = written, bool(written), False
                self.in_text, self.ended, self.begun, number = True, False, 0, number + 1
                continue  # an empty line, or one of words, as nearly all are
            line = written.expandtabs(_LEVEL) if "\t" in written else written
            quotation = self._quotation_in_item(number) if self.open else ()
            if quotation:
                yield from _Lists(self.text, self.code, quotation).findings()
                line = " " * _LEVEL + SOMETHING if quotation[-1][1].strip(" >") else ""
            quoted = None if quotation else _QUOTED.match(line)
            begin = quoted.end() if quoted else 0
            inner = line[begin:]
            begin = len(written) - len(written.lstrip(" \t>" if begin else " \t"))
            where = (offset + begin, max(1, len(written.rstrip()) - begin))
            quotes = line[: len(line) - len(inner)].count(">")
            is_code = (bool(self.code) and self.text.rfind("\n", 0, offset) in self.code) or bool(
                quotation and not line
            )
            filled = is_code or bool(inner.strip())
            if quotes != self.quotes and not self._is_lazy(inner, quotes):
                if filled or quotes > self.quotes:
                    yield from self._other_quotation(quotes, line, where)
                self.open, self.previous, self.quotes, self.under_code = {}, "", quotes, False
            if is_code and self.ended:
                yield ("LINE UNDER AN ITEM", *where, _UNDER_ITEM, _EMPTY_LINE_OR_FOUR)
            yield from self._line(inner, number, where)
            item = _ITEM.match(inner)
            in_quotation = quotation or (item and inner.startswith(">", item.end()))
            self.ended = bool(in_quotation) and not _ends_with_words(quotation[-1][1] if quotation else inner)
            if len(self.open) > _DEEPEST:
                return
            block = line.startswith(BLOCK)
            self.previous, self.under_code = "" if block else inner, is_code
            self.touching = (filled or quotes > 0) and not block
            number += len(quotation) or 1

    def _quotation_in_item(self, number: int) -> Sequence[tuple[int, str]]:
        """Return the lines of a quotation that begins in this line and stands in an item, without their indentation."""
        found: list[tuple[int, str]] = []
        for offset, line in self.lines[number:]:
            begin = _QUOTED_IN_ITEM.match(line)
            if not begin:
                break
            found.append((offset + begin.end(1), line[begin.end(1) :]))
        return found

    def _is_lazy(self, line: str, quotes: int) -> bool:
        """Say whether a line goes on with the paragraph of a quotation, without its `>`."""
        return bool(quotes < self.quotes and self.touching and self._goes_on_with_words() and _WORDS.match(line))

    def _other_quotation(self, quotes: int, line: str, where: tuple[int, int]) -> Iterator[Finding]:
        """Yield what is wrong where more or fewer quotations are around a line than around the one before."""
        if quotes > self.quotes and self.open:
            indent = len(line) - len(line.lstrip(" "))
            if self.previous.strip() or self.under_code:
                says = "A quotation begins right under an item of a list, so it would become part of that item."
                hint = "Put an empty line above it; if it is to be part of the item, begin it with four spaces, too."
                yield ("QUOTATION UNDER AN ITEM", *where, says, hint)
            elif indent:
                says = f"This quotation is indented by {_spaces(indent)}, so it would end the list."
                yield ("LIST WOULD FLATTEN", *where, says, _FOUR_OR_NONE)
        elif quotes < self.quotes and self.touching and (self.under_code or not _UNDERLINE.fullmatch(line)):
            says = "This line stands right under a quotation, so it would become part of that."
            yield ("LINE UNDER A QUOTATION", *where, says, "Put an empty line above it; or begin it with `>`, too.")

    def _goes_on_with_words(self) -> bool:
        """Say whether the line before ends with words, so that a paragraph may go on."""
        return _ends_with_words(self.previous)

    def _line(self, line: str, number: int, where: tuple[int, int]) -> Iterator[Finding]:
        item = None if _RULE.fullmatch(line) else _ITEM.match(line)
        indent = len(line) - len(line.lstrip(" "))
        after_gap = not self.previous.strip() and not (self.under_code and self.open)
        self.begun = indent if after_gap else self.begun
        ended = self.previous.lstrip().startswith("#") or _RULE.fullmatch(self.previous)
        under_text = not after_gap and not ended
        self.in_text = self.in_text if under_text else not item
        if item and self.open and indent // _LEVEL < self.begun // _LEVEL:
            says = "This item stands right under the inner part of another one, so it would become part of that."
            yield ("LIST WITHOUT AN EMPTY LINE", *where, says, "Put an empty line above it.")
            self.open = {level: sign for level, sign in self.open.items() if level < indent} | {indent: item[2]}
            self.begun, self.in_text = indent, False
        elif item and not (self.in_text and under_text):
            yield from self._item(line, item, where, under_text=under_text)
        elif item and (item[2][0] in "-*+" or self._goes_on(item[2], number)):
            yield ("LIST WITHOUT AN EMPTY LINE", *where, _WITHOUT_LINE, _empty_line_above(item[2]))
            self.open, self.in_text = {indent: item[2]}, False
        elif not item:
            yield from self._words(line, indent, number, where)

    def _item(self, line: str, item: re.Match[str], where: tuple[int, int], *, under_text: bool) -> Iterator[Finding]:
        """Yield what is wrong with an item, and note it."""
        if not (self.open and len(item[1]) % _LEVEL):
            yield from _by_itself(line, item, where, under_text=under_text)
        sign, indent = item[2], len(item[1])
        if self.open and indent < (outer := min(self.open)):
            self.open = {indent: self.open[outer]}
        if under_text and sign not in ("1.", *"-*+") and indent > max(self.open, default=indent):
            says = "A list that does not begin with 1 stands right under words; elsewhere it would be part of them."
            yield ("LIST WITHOUT AN EMPTY LINE", *where, says, _empty_line_above(sign))
        printed = sign
        if before := self.open.get(indent, "").rstrip("-*+"):
            printed = f"{int(before[:-1]) + 1}." if printed[-1] == "." else printed
        if self.open:
            yield from self._next_item(indent, sign, printed, where)
        elif indent >= _LEVEL:
            return
        self.open = {level: sign for level, sign in self.open.items() if level < indent} | {indent: printed}

    def _moves(self, indent: int) -> bool:
        """Say whether what begins in this column is to be moved with an item around it, which has too few spaces."""
        odd = any(min(self.open) < level < indent and level % _LEVEL for level in self.open)
        return odd and self._wanted(indent) != indent

    def _wanted(self, indent: int) -> int:
        """Return by how many spaces to indent what begins in this column, where CommonMark sees it in its items."""
        around: list[int] = []  # where what belongs to each begins
        for level in sorted(self.open):
            if around and level < around[-1]:  # beside the one before
                around.pop()
            around.append(level + len(self.open[level]) + 1)
        return _LEVEL * max(1, sum(begin <= indent for begin in around))

    def _paragraph(self, line: str, indent: int, where: tuple[int, int]) -> Iterator[Finding]:
        """Yield what is wrong with where a paragraph begins that stands below an item, behind an empty line."""
        if self._moves(indent):
            says = f"This paragraph is indented by {_spaces(indent)}, and would not belong to the item above."
            hint = f"Indent it by {self._wanted(indent)} spaces, four for each level of the item."
            yield ("LIST WOULD FLATTEN", *where, says, hint)
        elif 0 < indent < _LEVEL:
            says = (
                f"This paragraph is indented by {_spaces(indent)}, so it would end the list instead of belonging to it."
            )
            yield ("LIST WOULD FLATTEN", *where, says, _FOUR_OR_NONE)
        elif indent % _LEVEL > 1 and line[indent] != "#":
            says = f"This paragraph is indented by {_spaces(indent)}; here it is text, and elsewhere it would be code."
            hint = f"Indent text by {indent - indent % _LEVEL} spaces, and code by four more."
            yield ("LIST WOULD FLATTEN", *where, says, hint)

    def _words(self, line: str, indent: int, number: int, where: tuple[int, int]) -> Iterator[Finding]:
        """Yield what is wrong with a line that begins no item."""
        after_gap = not self.previous.strip() and not (self.under_code and self.open)
        if self.open and line.strip() and after_gap:
            yield from self._paragraph(line, indent, where)
        if self.open and line.strip() and not after_gap and self._begins_anew(line, indent):
            yield ("LINE UNDER AN ITEM", *where, _UNDER_ITEM, _EMPTY_LINE_OR_FOUR)
        if line.startswith(BLOCK) or (line.strip() and not indent and after_gap):
            self.open = {}
        found = _NUMBERED.match(line)
        if not found:
            return
        digits, sign = found[1], found[2]
        if found["alone"] is not None and not (after_gap or self.open):
            return
        goes_on = self._goes_on(digits + sign, number)
        if last := self.open.get(indent, "").rstrip(".-*+"):
            goes_on = int(last) + 1 == int(digits) or sign == ")"
        if sign == ")" and (after_gap or goes_on):
            says = f"`{digits})` does not begin a list item."
            yield ("NOT A LIST", *where, says, f"Write `{digits}.`; for the sign itself, `{digits}\\)`.")
        elif sign == "." and goes_on and len(digits) > _MOST_DIGITS:
            says = f"The number of a list item has at most {_MOST_DIGITS} digits, so these lines become one paragraph."
            hint = f"Put an empty line between them, or begin them with `- {digits}: `."
            yield ("NOT A LIST", *where, says, hint)

    def _begins_anew(self, line: str, indent: int) -> bool:
        """Say whether a line right under one of an item belongs to it only because no empty line is between."""
        if self.ended:
            return True
        if self.under_code or (_ITEM.match(self.previous) and not self._goes_on_with_words()):
            return indent < _LEVEL
        return indent // _LEVEL < self.begun // _LEVEL and not _WORDS.match(line) and not line.startswith(BLOCK)

    def _goes_on(self, sign: str, number: int) -> bool:
        """Say whether the numbered line right under text begins a list: with 1, or the next line is numbered, too."""
        following = _NUMBERED.match(self.lines[number + 1][1]) if number + 1 < len(self.lines) else None
        if following and len(sign) > _MOST_DIGITS + 1 and len(following[1]) > _MOST_DIGITS:
            return True
        return sign[:-1] == "1" or bool(
            following and following[2] == sign[-1] and int(following[1]) == int(sign[:-1]) + 1
        )

    def _next_item(self, indent: int, sign: str, printed: str, where: tuple[int, int]) -> Iterator[Finding]:
        """Yield what is wrong with an item that follows another one, and would be printed with another sign."""
        before = self.open.get(indent)
        if indent > min(self.open) and (indent % _LEVEL or self._moves(indent)):
            says = f"This item is indented by {_spaces(indent)}, so it would not be inside the item above."
            if not indent % _LEVEL:
                says = f"This item is indented by {_spaces(indent)}, and would be further out than the items around it."
            hint = f"Indent it by {self._wanted(indent)} spaces, four for each level."
            yield ("LIST WOULD FLATTEN", *where, says, hint)
        elif before is None and len(self.open) >= _DEEPEST:
            says = f"More than {_DEEPEST} lists are nested here."
            yield ("LISTS TOO DEEP", *where, says, "Begin a list with a heading of its own.")
        elif before and (before[-1] == ".") != (sign[-1] == "."):
            says = "A list with numbers and one with bullets follow each other, so they would become one list."
            yield ("LISTS RUN TOGETHER", *where, says, "Put a line of text or a heading between them.")
        elif before and sign[-1] == "." and int(sign[:-1]) != int(printed[:-1]):
            says = f"This item would be printed as number {printed[:-1]}, since it follows number {int(before[:-1])}."
            hint = f"Write `{printed}`; or put a line of text above it, and it begins a list with its own number."
            yield ("NUMBER OUT OF ORDER", *where, says, hint)


def _ends_with_words(line: str) -> bool:
    """Say whether a line of an item or a quotation ends with words, so that a paragraph may go on."""
    while begin := (not _QUOTED_CODE.match(line) and _IN_QUOTES.match(line)) or _ITEM.match(line):
        line = line[begin.end() :]
    return bool(_WORDS.match(line)) and not _QUOTED_CODE.match(line)


def _by_itself(line: str, found: re.Match[str], where: tuple[int, int], *, under_text: bool) -> Iterator[Finding]:
    """Yield what is wrong with an item by itself."""
    sign, words = found[2], line[found.end() :].rstrip()
    itself = f"for the sign itself, `{sign[:-1]}\\{sign[-1]}`."
    digits, indent, spaces = sign.rstrip("."), len(found[1]) % _LEVEL, found.end() - found.end(2)
    if not words and not (sign == "-" and under_text):  # right under text it is the line of a heading
        hint = f"Write something after it, or delete it; {itself}"
        yield ("EMPTY ITEM", *where, f"In this list nothing follows `{sign}`.", hint)
    elif indent + len(sign) + spaces > _LEVEL and (spaces > 1 or indent):
        says = "These words are indented by more than four columns; elsewhere such an item holds less than here."
        yield (
            "SPACES IN AN ITEM",
            *where,
            says,
            f"Write one space after `{sign}`, and as few before it as the list needs.",
        )
    elif _ITEM.match(words) and not _RULE.fullmatch(words):
        says = f"A list begins right after `{sign}`, on the line of the item that holds it."
        hint = f"Write words before it, and put it below them, indented by four more spaces; {itself}"
        yield ("LIST IN ONE LINE", *where, says, hint)
    if len(digits) > 1 and digits.startswith("0"):
        says = f"The number of this item would be printed as {int(digits)}, without the zeros."
        yield ("NUMBER WITH ZEROS", *where, says, f"Write `{int(digits)}.`; for the digits themselves, `{digits}\\.`.")


def _empty_line_above(sign: str) -> str:
    hint = "Put an empty line above it."
    return hint if sign[0] in "-*+" else f"{hint} If it is not a list, write `{sign[:-1]}\\.`."


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
