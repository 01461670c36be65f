"""The plain text of Markdown, passage by passage, with its links."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from explainery.model import Block, Body, Citation, Equation, Footnote, Heading, Link, Picture
from explainery.wording import sentence_spans

_SILENT = re.compile(r"<(code|pre|kbd|del|s)\b.*?</\1>", re.DOTALL)
_BREAKS = re.compile(
    r"</?(p|li|ul|ol|dl|dt|dd|t[dhr]|table|thead|tbody|blockquote|aside|h[1-6]|div|figure|hr|br|section)\b[^>]*>"
)
# What readers of `<abbr title="…">` are shown, or hear, with a number in it.
_TITLE = re.compile(r'<([a-z]+)\b[^>]*\btitle="([^"]*\d[^"]*)"[^>]*>.*?</\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_OPEN, _CLOSE, _CITED = "\ue000", "\ue001", "\ue002"
_ROW, _CELL, _SECTION, _HEADING, _IN, _OUT, _BREAK = "\ue010", "\ue011", "\ue012", "\ue013", "\ue014", "\ue015", "\x00"
_KEPT = re.compile(f"{_OPEN}.*?{_CLOSE}|{_CITED}", re.DOTALL)  # of what is silent
_MARK = re.compile(f"[{_OPEN}{_CLOSE}{_CITED}]")
_PART = re.compile(f"([{_ROW}{_CELL}{_SECTION}{_HEADING}{_IN}{_OUT}{_BREAK}])")
_LEVEL = 2  # headings of this level begin a section, smaller ones stand in it


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, item, cell or heading without its marks, in section `section` of its text (0 before any heading).

    `links` and `formulas` are those in it, with where their words begin and end; `cited` where sources are cited, those
    of its whole row in a table (at the end of the text). `is_cell`: it is a cell of a table, `is_heading`: a heading or
    title. `whole_page`: it is about all of its page, as headings are.
    """

    text: str
    links: tuple[tuple[int, int, Link], ...] = ()
    formulas: tuple[tuple[int, int, Equation], ...] = ()
    cited: tuple[int, ...] = ()
    section: int = 0
    is_cell: bool = False
    is_heading: bool = False
    whole_page: bool = False

    def formula_at(self, start: int, end: int) -> Equation | None:
        """Return the formula in which a place in the text lies; None where that is in words."""
        return next((one for first, last, one in self.formulas if first <= start and end <= last), None)


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in passages, and the section in which each of its blocks stands."""

    passages: tuple[Passage, ...]
    blocks: tuple[tuple[int, Block], ...] = ()


def cut(body: Body, language: str) -> Cut:
    """Return the passages of a text, headings, alternative texts and footnotes among them.

    Code is none of them, and what is struck out. `language` says where their sentences end.
    """
    links: list[Link | Equation] = []
    blocks: list[tuple[int, Block]] = []
    apart: list[Passage] = []
    pieces: list[str] = []
    section = 0
    for segment in body.segments:
        if isinstance(segment, str):
            pieces.append(_TITLE.sub(r"\g<0> (\2)", segment))
        elif isinstance(segment, Link):
            links.append(segment)
            pieces.append(f"{_OPEN}{segment.html}{_CLOSE}")
        elif isinstance(segment, Equation):
            links.append(segment)
            around = _BREAK if segment.display else ""
            pieces.append(f"{around}{_OPEN}{html.escape(segment.said)}{_CLOSE}{around}")
        elif isinstance(segment, Citation):
            pieces.append(_CITED)
        elif isinstance(segment, Heading):
            section += segment.level <= _LEVEL
            pieces.append(f"{_SECTION if segment.level <= _LEVEL else _BREAK}{_HEADING}{segment.html}{_BREAK}")
        elif isinstance(segment, Block):
            blocks.append((section, segment))
            pieces.append(_BREAK)
        elif isinstance(segment, Picture):
            words = " ".join(filter(None, (segment.alt, segment.title)))
            apart.append(Passage(words, section=section, whole_page=True))
            pieces.append(" ")
        elif isinstance(segment, Footnote) and not segment.again:
            apart += (replace(one, section=section) for one in cut(segment.body, language).passages)
    whole = _BREAKS.sub(_broken, _SILENT.sub(_silenced, "".join(pieces)))
    found = list(_parts(html.unescape(_TAG.sub("", whole)), links, language))
    return Cut((*found, *apart), tuple(blocks))


def _silenced(code: re.Match[str]) -> str:
    """Return what is read of code, or words struck out: those of its links, so each has its own, and what it cites."""
    return " ".join(("", *_KEPT.findall(code[0]), ""))


def _broken(tag: re.Match[str]) -> str:
    if tag[1] == "br":
        return " "
    if tag[1] in ("li", "table", "blockquote", "aside"):
        return _OUT if tag[0].startswith("</") else _IN
    if tag[0].startswith("</"):
        return _BREAK
    return {"tr": _ROW, "td": _CELL, "th": _CELL}.get(tag[1], _BREAK)


def _parts(whole: str, links: list[Link | Equation], language: str) -> Iterator[Passage]:
    """Yield the passages between marks of structure; those of one row of a table share what it cites."""
    section, at, depth = 0, 0, 0
    is_cell = is_heading = False
    before = Passage("")  # the last paragraph outside of tables and lists
    row: list[Passage] = []
    for part in _PART.split(whole):
        if _PART.fullmatch(part):
            if part != _CELL and row and (part == _ROW or not is_cell):
                yield from _sharing(row, language)
                row = []
            section += part == _SECTION
            depth += (part == _IN) - (part == _OUT)
            is_heading, is_cell = part == _HEADING, part == _CELL
        elif part.strip() or _CITED in part:
            passage, at = _passage(" ".join(part.split()), links, at)
            passage = replace(passage, section=section, is_cell=is_cell, is_heading=is_heading, whole_page=is_heading)
            if not depth:
                before = passage
            elif not passage.cited and _introduces(before, language, is_table=is_cell):
                passage = _cited_whole(passage, language)
            if is_cell:
                row.append(passage)
            elif passage.text.strip():
                yield passage
    yield from _sharing(row, language)


def _introduces(paragraph: Passage, language: str, *, is_table: bool) -> bool:
    """Say whether the paragraph before a table, list or quotation cites where that is from: its last sentence does.

    That before a list or quotation ends with a colon; they may also be on quite another matter.
    """
    if not paragraph.cited:
        return False
    *_, last = sentence_spans(paragraph.text, language)
    ends = paragraph.text.rstrip().endswith(":")
    return (is_table or ends) and any(at > last[0] for at in paragraph.cited)


def _cited_whole(passage: Passage, language: str) -> Passage:
    """Return a passage with what is cited for all of it: at the end of each of its sentences."""
    return replace(passage, cited=tuple(end for _start, end in sentence_spans(passage.text, language)))


def _sharing(row: list[Passage], language: str) -> Iterator[Passage]:
    """Yield the cells of a row; one that cites nothing itself is cited by what the row cites."""
    cites = any(cell.cited for cell in row)
    for cell in row:
        if cell.text.strip():
            yield _cited_whole(cell, language) if cites and not cell.cited else cell


def _passage(marked: str, links: list[Link | Equation], at: int) -> tuple[Passage, int]:
    text, cited, begun, after = "", [], 0, 0
    found: list[tuple[int, int, Link]] = []
    formulas: list[tuple[int, int, Equation]] = []
    for mark in _MARK.finditer(marked):
        text += marked[after : mark.start()]
        after = mark.end()
        if mark[0] == _OPEN:
            begun = len(text)
        elif mark[0] == _CITED:
            cited.append(len(text))
        else:
            one = links[at]
            if isinstance(one, Link):
                found.append((begun, len(text), one))
            else:
                formulas.append((begun, len(text), one))
            at += 1
    return Passage(text + marked[after:], tuple(found), tuple(formulas), tuple(cited)), at
