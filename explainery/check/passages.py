"""The plain text of Markdown, passage by passage, with its links; and where words of it stand in a file."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explainery.model import Body, Citation, Link
from explainery.problems import Place

_SILENT = re.compile(r"<(code|pre|kbd)\b.*?</\1>", re.DOTALL)
_BREAKS = re.compile(
    r"</?(?:p|li|ul|ol|dl|dt|dd|t[dhr]|table|thead|tbody|blockquote|h[1-6]|div|figure|hr|br|section)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}|{_CLOSE}")
_BETWEEN = r"(?:\]\([^()\s]*\)|[\W_])*?"  # what may stand between two words of a text in Markdown
_WORD = re.compile(r"\w+")
_AROUND = ((2, 2), (1, 1), (0, 1), (1, 0), (0, 0))  # words before and after that a place is looked for with


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, item or cell without its marks. `links` are its links, with where their words begin and end."""

    text: str
    links: tuple[tuple[int, int, Link], ...]


def passages(body: Body) -> Iterator[Passage]:
    """Yield the passages of a text; headings, code and the parameters of blocks are none of them."""
    links: list[Link] = []
    pieces: list[str] = []
    for segment in body.segments:
        if isinstance(segment, str):
            pieces.append(segment)
        elif isinstance(segment, Link):
            links.append(segment)
            pieces.append(f"{_OPEN}{segment.html}{_CLOSE}")
        elif not isinstance(segment, Citation):
            pieces.append("<br>")
    whole = _BREAKS.sub("\x00", _SILENT.sub(" ", "".join(pieces)))
    remaining = iter(links)
    for part in html.unescape(_TAG.sub("", whole)).split("\x00"):
        if part.strip():
            yield _passage(" ".join(part.split()), remaining)


def _passage(marked: str, links: Iterator[Link]) -> Passage:
    text, found, begun, at = "", [], 0, 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[0] == _OPEN:
            begun = len(text)
        else:
            found.append((begun, len(text), next(links)))
    return Passage(text + marked[at:], tuple(found))


def find_in(source: str, where: Place, passage: str, span: tuple[int, int]) -> Place:
    """Return where the words at `span` of a passage stand in a file, outside the words of facts, from a place on.

    `where` itself where they are not found, as they may be written in another way.
    """
    start, end = span
    since = sum(map(len, source.splitlines(keepends=True)[: max(where.line - 1, 0)]))
    before, after = _WORD.findall(passage[:start]), _WORD.findall(passage[end:])
    sign = re.escape(passage[start : start + 1]) if not passage[start].isalnum() else ""
    wanted = sign + _joined(_WORD.findall(passage[start:end]))
    for some, more in _AROUND:
        first, last = _joined(before[len(before) - some :]), _joined(after[:more])
        pattern = "".join((first and f"{first}{_BETWEEN}", f"({wanted})", last and f"{_BETWEEN}{last}"))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", source[since:]):
            if not re.match(r"[^\[\]\n]*\]\(fact:", source[since + match.end(1) :]):
                return _place(source, where.path, since + match.start(1), match.end(1) - match.start(1))
    return where


def _joined(words: Iterable[str]) -> str:
    return _BETWEEN.join(map(re.escape, words))


def _place(source: str, path: str, at: int, length: int) -> Place:
    line_start = source.rfind("\n", 0, at) + 1
    line_end = (source + "\n").find("\n", at)
    return Place(path, source.count("\n", 0, at) + 1, at - line_start + 1, min(length, line_end - at))
