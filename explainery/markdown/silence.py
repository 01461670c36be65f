"""Where nothing in a text is a mark: code, comments, escaped signs.

Each of them can hold the signs of the others, so they are found in one go from beginning to end, before Markdown
is parsed: whatever begins first is what it looks like.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

SOMETHING = "\0"
"""What stands in a masked text in place of every character of a code span or an escape; no text holds it."""

BLOCK = "\1"
"""What a fenced block begins with in a masked text; then spaces follow."""

_ANY = re.compile(r"[`\\]|<!--|~~~|^[ >]*(?: {4}|\t)", re.MULTILINE)
_OPENING = re.compile(r"^([ \t]*)(`{3,}|~{3,})[ \t]*([^\n`]*)$", re.MULTILINE)
_SIGN = re.compile(r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<ticks>`+)|<!--")
_TICKS = re.compile("`+")
_QUOTED = re.compile(r"(?: {0,3}> ?)+")
_QUOTED_IN_ITEM = re.compile(r"(?: {4})+(?= {0,3}>)")
_ITEM = re.compile(r" *(?:[-*+]|\d{1,3}\.) ")
_CODE_IN_ITEM = re.compile(r" *(?:[-*+]|\d{1,3}\.) {1,3}(?:> {0,3})*> {5}(?=\S| )")
_ENDS_ITSELF = re.compile(r" {0,3}(?:#|([-*_])(?: *\1){2,} *$)")  # headings and rules, which need no empty line
# Behind these line ends something else begins, to which no code span goes on.
_BREAK = r"(?:$|[-*+][ \t]|\d{1,3}[.)][ \t]|#|\||[-*_]{3,}[ \t]*$|`{3}[^`\n]*$|~{3})"
_AFTER_TEXT = re.compile(rf"\n(?=[ \t]*(?:>|{_BREAK}))", re.MULTILINE)
_AFTER_QUOTE = re.compile(rf"\n(?=[ \t>]*{_BREAK})", re.MULTILINE)
_LEVEL = 4  # spaces of indentation for each list around a line


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of a text in which nothing is a mark: a code span, a line of indented code, a comment, an escape."""

    kind: Literal["span", "indented", "comment", "escape"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block by its offsets: as a whole, of its first line, and of what stands inside."""

    name: str
    sign: str
    indent: str
    start: int
    first_line_end: int
    inner: tuple[int, int]
    end: int
    closed: bool


def silences(text: str) -> Iterator[Silence | Fence]:
    """Yield code, comments and escapes in the order of `text`; a fenced block without an end goes on to that of it."""
    return _Walk(text).lines() if _ANY.search(text) else iter(())


class _Walk:
    """One walk through a text, line after line, that knows what a line belongs to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.fresh = True  # nothing goes on here: a line of code may begin
        self.empty = True  # the line before was empty
        self.depth = 0  # lists around the line before
        self.quotes = 0
        self.around: int | None = None  # lists around the quotation in which the line before stood
        self.prefix = 0  # how much of the line stands before what its quotation holds
        self.comments_end = "-->" in text
        self.looked_up_to = 0  # code spans are known up to here, where their paragraph ends
        self.closing: dict[int, deque[int]] = {}

    def lines(self) -> Iterator[Silence | Fence]:
        while self.at < len(self.text):
            if (opening := _OPENING.match(self.text, self.at)) is not None:
                yield self._fence(opening)
                continue
            end = self._line_end(self.at)
            line = self.text[self.at : end]
            if not line.strip():
                self.fresh, self.empty, self.at = True, True, end + 1
                continue
            depth = self.depth
            if self._is_code(line.expandtabs(_LEVEL)):
                yield Silence("indented", min(self.at + self.prefix, end), end)
                self.at = end + 1
            else:
                yield from self._words(depth)

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return end if end >= 0 else len(self.text)

    def _fence(self, opening: re.Match[str]) -> Fence:
        text, sign = self.text, opening[2]
        indent = rf"(?: {{0,3}}|{opening[1]})" if opening[1] else " {0,3}"  # where it is indented, more is wrong
        closing = re.compile(rf"^{indent}{sign}{sign[0]}*[ \t]*$", re.MULTILINE).search(text, opening.end())
        begin = min(opening.end() + 1, len(text))
        inner = (begin, max(begin, closing.start() if closing else len(text)))
        start, self.at = self.at, closing.end() + 1 if closing else len(text)
        self.fresh, self.empty, self.depth, self.around = True, True, 0, None
        end = closing.end() if closing else len(text)
        return Fence(opening[3].strip(), sign, opening[1], start, opening.end(), inner, end, closing is not None)

    def _is_code(self, line: str) -> bool:
        """Say whether a line is indented code, and note which lists and quotations are around it."""
        begin = self._end_of_indentation(line)
        quoted = _QUOTED.match(line, begin)
        quotes = quoted[0].count(">") if quoted else 0
        # Behind an empty line a quotation is a new one; elsewhere lines may go on without `>`.
        if quotes > self.quotes or (self.empty and (quotes or self.quotes)):
            self.fresh, self.depth, self.quotes = True, 0, quotes
        self.empty = False
        self.prefix = quoted.end() if quoted else 0
        line = line[self.prefix :]
        if not line.strip():
            self.fresh = True
            return False
        indent = len(line) - len(line.lstrip(" "))
        level = min(indent // _LEVEL, self.depth)
        if self.fresh and indent >= (level + 1) * _LEVEL:
            return True
        ends_itself = _ENDS_ITSELF.match(line, level * _LEVEL)
        if not ends_itself and _ITEM.match(line) and (self.fresh or self.depth):
            self.depth = level + 1
            if code := _CODE_IN_ITEM.match(line):
                self.prefix += code.end()
                self.fresh = True
                return True
        elif self.fresh:
            self.depth = level
        self.fresh = bool(ends_itself)
        return False

    def _end_of_indentation(self, line: str) -> int:
        """Return where in a line a quotation in an item begins, and note which lists are around that; else 0."""
        found = _QUOTED_IN_ITEM.match(line)
        around = self.depth if self.around is None else self.around
        if found and found.end() <= around * _LEVEL and (self.around is not None or self.fresh):
            self.around = around
            return found.end()
        if self.around is not None:
            self.depth, self.quotes, self.around = self.around, 0, None
        return 0

    def _words(self, depth: int) -> Iterator[Silence]:
        """Yield what stands in a line of words, which ends with that of its last span or comment.

        A line of comments alone changes nothing: what comes next stands in as many lists as the line before, `depth`.
        """
        text, at, end = self.text, self.at, self._line_end(self.at)
        words = ""
        while (sign := _SIGN.search(text, at, end)) is not None:
            kind: Literal["span", "comment", "escape"] = "escape"
            to: int | None = sign.end()
            if sign["ticks"]:
                kind, to = "span", self._span_end(sign)
            elif not sign["escape"]:
                kind, to = "comment", self._comment_end(sign)
            words = words.strip() or text[at : sign.start() if kind == "comment" and to else sign.end()]
            at = sign.end() if to is None else to
            if to is not None:
                yield Silence(kind, sign.start(), to)
                end = self._line_end(to)
        if not words.strip() and not text[at:end].strip():
            self.fresh, self.empty, self.depth = True, True, depth
        self.at = end + 1

    def _comment_end(self, sign: re.Match[str]) -> int | None:
        end = self.text.find("-->", sign.start() + 2) if self.comments_end else -1
        self.comments_end = end >= 0
        return end + len("-->") if end >= 0 else None

    def _span_end(self, sign: re.Match[str]) -> int | None:
        """Return where a code span ends: at as many backticks as it begins with, in the same paragraph."""
        if sign.start() >= self.looked_up_to:
            gap = (_AFTER_QUOTE if self.quotes else _AFTER_TEXT).search(self.text, sign.start())
            self.looked_up_to = gap.start() if gap else len(self.text)
            self.closing = defaultdict(deque)
            for ticks in _TICKS.finditer(self.text, sign.start(), self.looked_up_to):
                self.closing[len(ticks[0])].append(ticks.end())
        ends = self.closing[len(sign[0])]
        while ends and ends[0] <= sign.end():
            ends.popleft()
        return ends[0] if ends else None


def masked(text: str, silent: Iterable[Silence | Fence]) -> str:
    """Return `text` with all in it that is silent blanked out, every other character at its place.

    Where words or signs of a paragraph were, stands `SOMETHING`; where nothing is that Markdown reads, spaces.
    """
    pieces, at = [], 0
    for one in silent:
        filling = SOMETHING if isinstance(one, Silence) and one.kind in ("span", "escape") else " "
        filled = re.sub(r"[^\n]", filling, text[one.start : one.end])
        pieces += [text[at : one.start], BLOCK + filled[1:] if isinstance(one, Fence) else filled]
        at = one.end
    return "".join([*pieces, text[at:]])
