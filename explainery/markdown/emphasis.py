"""Emphasis as CommonMark reads it (spec.commonmark.org/0.31.2, “Emphasis and strong emphasis”), and words struck out.

GitHub reads `~~` in the same way (github.github.com/gfm, “Strikethrough (extension)”).

Python-Markdown sets words in italics where CommonMark prints stars, as in `a*"b"*`, and takes others for what nests.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX

_RUN, _SIGN = re.compile(r"\*\**|__*|~~*"), re.compile(r"[*_~]")
_PLAIN = re.compile(  # as most are: words without other signs, after a space, which end with a letter or before a space
    rf"(?<!\S)(\*\*?)(?=[^\s*_~{STX}])([^*_~]*(?:\w\1(?=[\s.,;:!?)]|\Z)|[^\s*_~{ETX}]\1(?=\s|\Z)))(?!\*)"
)
_STRONG = 2
_THIRD = 3
_OPENING = ("Ps", "Pi")
_STRAIGHT = "\"'"
_ENDS_TOO = {"“": "„", "‘": "‚", "«": "»", "‹": "›"}
"""Marks that open a quotation in one language and close it in another, and what opened it there: `„So“`."""

Loose = Callable[[str], None]
"""Takes words from signs on that look like the begin of emphasis, and are none."""


@dataclass(slots=True)
class _Run:
    """Signs side by side: where those that are not used up begin and end, how many there were, what stands beside."""

    sign: str
    start: int
    end: int
    count: int
    before: str
    after: str

    @property
    def opens(self) -> bool:
        """Say whether emphasis can begin here."""
        return self._flanks(self.after, self.before) and (
            self.sign != "_" or not self._flanks(self.before, self.after) or _is_mark(self.before)
        )

    @property
    def closes(self) -> bool:
        """Say whether emphasis can end here."""
        return self._flanks(self.before, self.after) and (
            self.sign != "_" or not self._flanks(self.after, self.before) or _is_mark(self.after)
        )

    def _flanks(self, inside: str, outside: str) -> bool:
        return not inside.isspace() and (not _is_mark(inside) or outside.isspace() or _is_mark(outside))


def _is_mark(sign: str) -> bool:
    """Say whether a sign is one of punctuation; so is one with which that begins or ends which was found before."""
    return sign in (STX, ETX) or unicodedata.category(sign)[0] in "PS"


class Emphasis(InlineProcessor):
    """Finds all emphasis of a text when it is asked about the first sign in it, and gives one after the other."""

    def __init__(self, engine: markdown.Markdown, loose: Loose = lambda _words: None) -> None:
        """Take the converter, and whom to tell of signs that would be printed though they look like emphasis."""
        super().__init__(r"[*_~]", engine)
        engine.delimiters = self  # type: ignore[assignment] # so it is reset for every text
        self._loose = loose
        self.reset()

    def reset(self) -> None:
        """Forget the last text."""
        self._before, self._rest = "", ""  # of the text in which it is known what is emphasis
        self._known: deque[tuple[int, int, Element]] = deque()  # begin and end, counted from the end of the text

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return what begins at a sign, and where that begins and ends; else where the next one begins."""
        start, length = m.start(), len(data)
        known = start >= length - len(self._rest) and data.endswith(self._rest) and data.startswith(self._before)
        if not known and (plain := _PLAIN.match(data, start)):
            element = Element("em" if len(plain[1]) == 1 else "strong")
            element.text = plain[2][: -len(plain[1])]
            return element, plain.start(), plain.end()
        if not known:
            self._read(data, start)
        if not self._known:
            return None, start, length
        begin, end, element = self._known[0]
        if length - begin > start:
            return None, start, length - begin
        self._known.popleft()
        self._before, self._rest = data[: length - begin], data[length - end :]
        return element, length - begin, length - end

    def _read(self, data: str, start: int) -> None:
        """Find all emphasis from `start` on."""
        runs = [
            self._run(found, data)
            for found in _RUN.finditer(data, start)
            if found[0].strip("~") or len(found[0]) <= _STRONG
        ]
        regions = sorted(_matched(runs), key=lambda region: region[0])
        for begin, end, count in regions:
            if count == 1 and data[begin] == "~":
                self._loose(data[begin:end])
        self._known = deque(self._elements(data, regions))
        self._before, self._rest = data[:start], data[start:]
        for words in _loose(data, runs, regions, self._begins_element):
            self._loose(words)

    def _run(self, found: re.Match[str], data: str) -> _Run:
        start, end = found.span()
        before, after = data[start - 1 : start] or "\n", data[end : end + 1] or "\n"
        if before == ETX and self._ends_line(data, data.rfind(STX, 0, start)):
            before = "\n"
        if after == STX and self._ends_line(data, end):
            after = "\n"
        return _Run(found[0][0], start, end, end - start, before, after)

    def _ends_line(self, data: str, at: int) -> bool:
        """Say whether what was found before and stands here is the end of a line."""
        found = INLINE_PLACEHOLDER_RE.match(data, max(at, 0))
        node = found and self.md.treeprocessors["inline"].stashed_nodes.get(found[1])  # type: ignore[attr-defined]
        return isinstance(node, Element) and node.tag == "br"

    def _begins_element(self, data: str, at: int) -> bool:
        """Say whether a link or the like was found before, and begins here."""
        found = INLINE_PLACEHOLDER_RE.match(data, at)
        node = found and self.md.treeprocessors["inline"].stashed_nodes.get(found[1])  # type: ignore[attr-defined]
        return isinstance(node, Element) and node.tag != "br"

    def _elements(self, data: str, regions: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, Element]]:
        """Yield begin and end, counted from the end of the text, of emphasis that stands in none, and its element."""
        around: list[tuple[Element, int, int]] = []  # the elements around, where they end, and how many signs do that
        outermost: list[tuple[int, int, Element]] = []
        at = 0  # up to where the text stands in elements
        for start, end, count in (*regions, (len(data), len(data), 0)):
            while around and around[-1][1] <= start:
                element, stop, signs = around.pop()
                self._add(element, data[at : stop - signs])
                at = stop
            element = Element("s" if data[start : start + 1] == "~" else "strong" if count == _STRONG else "em")
            if around:
                self._add(around[-1][0], data[at:start])
                around[-1][0].append(element)
            elif count:
                outermost.append((len(data) - start, len(data) - end, element))
            around.append((element, end, count))
            at = start + count
        yield from outermost

    def _add(self, element: Element, words: str) -> None:
        """Add words behind what an element holds. Signs in them are none of emphasis, so they become escapes."""
        if _SIGN.search(words):
            words = _SIGN.sub(lambda sign: f"{STX}{ord(sign[0])}{ETX}", words)
        if len(element):
            element[-1].tail = words
        else:
            element.text = words


def _matched(runs: Sequence[_Run]) -> Iterator[tuple[int, int, int]]:
    """Yield where emphasis begins and ends, and with how many signs; they are used up."""
    open_runs: list[_Run] = []
    nothing_before: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        kind = (run.sign, run.opens, run.count % _THIRD)
        while run.start < run.end and run.closes:
            at = _opener(open_runs, run, nothing_before.get(kind, -1))
            if at is None:
                nothing_before[kind] = run.start
                break
            opener = open_runs[at]
            count = min(_STRONG, opener.end - opener.start, run.end - run.start)
            opener.end -= count
            run.start += count
            yield opener.end, run.start, count
            del open_runs[at + (opener.start < opener.end) :]
        if run.start < run.end and run.opens:
            open_runs.append(run)


def _opener(open_runs: Sequence[_Run], closer: _Run, since: int) -> int | None:
    """Return which of the open runs a closing one belongs to."""
    for at in range(len(open_runs) - 1, -1, -1):
        opener = open_runs[at]
        if opener.start < since:
            return None
        if opener.sign == "~" != closer.sign or (opener.sign == "~" and opener.count != closer.count):
            continue
        if opener.sign == closer.sign and not (
            (opener.closes or closer.opens)
            and (opener.count + closer.count) % _THIRD == 0
            and opener.count % _THIRD != 0
        ):
            return at
    return None


def _loose(
    data: str,
    runs: Sequence[_Run],
    regions: Sequence[tuple[int, int, int]],
    begins_element: Callable[[str, int], bool],
) -> Iterator[str]:
    """Yield the words from each sign that looks like the begin of emphasis and is none to the one that would end it.

    Where there is none, only the first of the words is given.
    """
    begun: dict[tuple[str, int, int], int] = {}  # where, by the sign, how many there are, and what they stand in
    around: list[int] = []
    at = 0
    for run in runs:
        while at < len(regions) and regions[at][0] <= run.start:
            around.append(at)
            at += 1
        while around and regions[around[-1]][1] <= run.start:
            around.pop()
        if run.end - run.start != run.count or run.count > _THIRD or (run.sign in "_~" and run.count != _STRONG):
            continue
        kind = (run.sign, run.count, around[-1] if around else -1)
        if kind in begun and _seems_to_close(run, data[begun[kind] : run.start]):
            yield data[begun.pop(kind) : run.end]
        elif kind not in begun and _seems_to_open(run):
            begun[kind] = run.start
    for (sign, count, _around), start in begun.items():
        run = next(run for run in runs if run.start == start)
        if sign == "_" or (sign == "~" and count == 1) or count > _STRONG or run.closes:
            continue
        if run.after.isalnum() or (count == _STRONG and _quotes(run.after)) or begins_element(data, run.end):
            yield data[start : run.end] + re.split(rf"[\s{STX}]", data[run.end :], maxsplit=1)[0]


def _quotes(sign: str) -> bool:
    return sign in _STRAIGHT or unicodedata.category(sign) in _OPENING


def _seems_to_open(run: _Run) -> bool:
    """Say whether words may be meant to be set in bold or italics from here on, whether or not they are."""
    if run.after.isspace():
        return run.count == _STRONG and run.sign == "*" and run.before.isspace()
    return run.opens or run.after == STX or _quotes(run.after)


def _seems_to_close(run: _Run, words: str) -> bool:
    """Say whether `words` may be meant to be set in bold or italics up to here, whether or not they are."""
    if run.before.isspace():
        return run.sign == "*" and (run.count == _STRONG or run.after == "\n" or _is_mark(run.after))
    if unicodedata.category(run.before) not in _OPENING:
        return True
    return run.before in _ENDS_TOO and _ENDS_TOO[run.before] in words
