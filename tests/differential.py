"""Compares what Explainery reads in a text with what cmark-gfm does, GitHub's own reader of Markdown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from itertools import zip_longest

import cmarkgfm
from cmarkgfm.cmark import Options

from explainery.markdown import Region, parse_markdown, quotes_of
from explainery.markdown.silence import SOMETHING
from explainery.model import Body, Citation, Footnote, Heading, Link, Picture
from explainery.problems import Problem, Problems

_YEAR = re.compile(r"^([ >]*\d{4,})\.", re.MULTILINE)
_QUOTED = re.compile(r"(?: *>)*")
_WAY_BACK = re.compile(r"<a [^>]*data-footnote-backref.*?</a>", re.DOTALL)
_EMPTY_COMMENT = re.compile("<!---?>")  # which Python does not take for whole
_EMPTY_LINE = re.compile(r"Put an empty line above it[.,;]")
_WORD = re.compile(r"[^\W_]+")
_LISTS = ("ul", "ol")
_NUMBERED = frozenset({"li", "blockquote", "pre", "table", "tr", "th", "td", *(f"h{level}" for level in range(1, 7))})
_LOOKS = {"code": "code", "em": "em", "strong": "strong", "del": "s", "s": "s"}
_BLOCKS = frozenset({"p", "br", "hr", "div", *_LISTS, *_NUMBERED})


@dataclass(frozen=True)
class Word:
    """A word, and what it stands in from outside to inside: `3. #2` is the item of number 3, the second block."""

    text: str
    inside: tuple[str, ...]


class _Reader(HTMLParser):
    """Reads words out of HTML. Every block that holds words has a number, so that two are told from one."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[tuple[str, tuple[str, ...]]] = []
        self._open: list[tuple[str, str]] = []
        self._next: list[int | None] = []  # the numbers of the next items
        self._count = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in _BLOCKS:
            self.pieces.append((" ", ()))
        if tag == "img":
            self.handle_data(given.get("alt") or "")
        elif tag in _LISTS:
            self._next.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag in _NUMBERED:
            self._count += 1
            self._open.append((tag, f"{self._item() if tag == 'li' else tag} #{self._count}"))
        elif tag in _LOOKS:
            self._open.append((tag, _LOOKS[tag]))

    def _item(self) -> str:
        number = self._next[-1] if self._next else None
        if number is None:
            return "-"
        self._next[-1] = number + 1
        return f"{number}."

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append((" ", ()))
        if tag in _LISTS and self._next:
            self._next.pop()
        elif any(opened == tag for opened, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.pieces.append((data, tuple(kind for _, kind in self._open)))

    def words(self) -> Iterator[Word]:
        """Yield the words; one that changes its look in the middle is one word."""
        text = "".join(piece for piece, _ in self.pieces)
        insides = [inside for piece, inside in self.pieces for _ in piece]
        numbers: dict[str, int] = {}
        for found in _WORD.finditer(text):
            inside = []
            for one in dict.fromkeys(insides[found.start()]):  # `strong` in `strong` is one
                kind, _, number = one.partition(" #")
                inside.append(f"{kind} #{numbers.setdefault(one, len(numbers))}" if number else kind)
            yield Word(found[0], tuple(inside))


def words_of(html: str) -> list[Word]:
    """Return the words that a reader of `html` sees or hears, with what they stand in."""
    reader = _Reader()
    reader.feed(_EMPTY_COMMENT.sub("", html))
    reader.close()
    return list(reader.words())


def theirs(text: str) -> list[Word]:
    """Return the words that cmark-gfm reads in a text."""
    years = _YEAR.sub(r"\1\\.", text)  # for us these begin no item, which is a rule of its own
    html = cmarkgfm.github_flavored_markdown_to_html(years, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES)
    return words_of(_WAY_BACK.sub("", html))


def parsed(text: str) -> Body | Sequence[Problem]:
    """Return what Explainery makes of a text that stands on the page `a.md`, or what is wrong with it.

    The only other page is `b.md`.
    """
    try:
        body = parse_markdown(text, Region("content/a.md", text, 0, len(text)), quotes_of("en"))
    except Problems as found:
        return found.problems
    lost = [
        link for link in body.segments if isinstance(link, Link) and link.scheme == "page" and link.target != "b.md"
    ]
    return [Problem("NO SUCH PAGE", link.place, link.target, "") for link in lost] or body


def difference(text: str, expected: list[Word] | None = None) -> str | None:
    """Say where our words, or what they stand in, are others than `expected`; else those of cmark-gfm.

    None where they are the same, or there is a problem.
    """
    body = parsed(text)
    if not isinstance(body, Body):
        return None
    pairs = zip_longest(words_of(html_of(body)), theirs(text) if expected is None else expected)
    return next((f"{ours}, and not {other}" for ours, other in pairs if ours != other), None)


def printed(body: Body) -> str:
    """Return the text of a body with `SOMETHING` in place of code."""
    html = re.sub(r"<(code|pre)\b.*?</\1>", SOMETHING, html_of(body), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", html))


def followed(text: str) -> str:
    """Return a text in which every hint to put an empty line somewhere was followed, one after the other."""
    for _ in range(50):
        problems = parsed(text)
        if isinstance(problems, Body) or not (asking := [one for one in problems if _EMPTY_LINE.match(one.hint)]):
            break
        lines, number = text.split("\n"), asking[0].place.line - 1
        above, line = (_QUOTED.match(lines[one])[0] if one >= 0 else "" for one in (number - 1, number))
        lines.insert(number, min(above, line, key=lambda prefix: prefix.count(">")).rstrip())
        text = "\n".join(lines)
    return text


def html_of(body: Body) -> str:
    """Return the HTML of a body, in which links and pictures are what they are without a site around."""
    pieces: list[str] = []
    remarks: list[Body] = []
    for segment in body.segments:
        match segment:
            case Footnote():
                remarks += [] if segment.again else [segment.body]
                pieces.append(str(remarks.index(segment.body) + 1))
            case Heading():
                pieces.append(f"<h{segment.level}>{segment.html}</h{segment.level}>")
            case Link():
                pieces.append(f"<a>{segment.html}</a>")
            case Picture():
                pieces.append(f'<img alt="{escape(segment.alt)}">')
            case Citation():
                pieces.append(" ".join(ref.id for ref in segment.refs))
            case str():
                pieces.append(segment)
    listed = "".join(f"<li>{html_of(remark)}</li>" for remark in remarks)
    return "".join([*pieces, f"<ol>{listed}</ol>"])
