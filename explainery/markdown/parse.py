"""One piece of Markdown, from its text to its `Body`."""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Protocol

import nh3
from markdown_it.token import Token

from explainery import walk
from explainery.markdown.blocks import Words, read_blocks
from explainery.markdown.code import PLAIN_CODE, highlighted, language_of
from explainery.markdown.comments import comments
from explainery.markdown.cut import Cut, with_ends, words_of
from explainery.markdown.escapes import KEPT
from explainery.markdown.footnotes import Footnotes
from explainery.markdown.formulas import Formulas, loose_dollars, of_blocks
from explainery.markdown.headings import Headings
from explainery.markdown.lines import LooseSigns
from explainery.markdown.look import invisible_signs, leftovers, look, too_heavy
from explainery.markdown.marks import Converter, Marks
from explainery.markdown.region import Occurrences, Region
from explainery.markdown.silence import Fence, Silence, masked, silences
from explainery.markdown.targets import Say, link_to, picture_at
from explainery.markdown.tree import CLOSE, OPEN, Sink, Tree
from explainery.markdown.typography import Quotes, typeset
from explainery.model import Block, Body, Bracketed, Citation, Footnote, Link, Mark, Picture, Ref, Said, Segment
from explainery.paths import below_content
from explainery.problems import Place, Problem, Problems


class BlockReader(Protocol):
    """Whoever reads the components that stand in a text."""

    def __call__(self, name: str, start: int, end: int, place: Place, *, margin: bool) -> Block | None:
        """Return the component of that name, given the offsets of its YAML in the file; None where it is code.

        `margin`: it begins at the margin, and in no list or quotation. Raises Problems.
        """


_ELEMENT = re.compile(r"</?([A-Za-z!?][^\s<>/]*)")
_LINK_IN_LINK = re.compile(r'<a id="mark-(\d+)">(?=[^<]*(?:<(?!/?a\b)[^<]*)*<a )')
_MOST_BLOCKS = 1_000
# A line in which Markdown finds nothing, as in most fields: it begins with a letter, and none of its signs is a mark.
_ONLY_WORDS = re.compile(
    r"(?!(?:h\d|bq|fn\d+)\.|[ovqØü] {3}|import |.*turn\d|.*www\.)"  # what only `foreign` knows, and addresses
    r"[^\W\d_](?:[^\s\\`*_{}\[\]()<>&#|~^$%=+@:!\"'/†\x00-\x1f\x7f-\xa0\ue000-\uf8ff]"
    r"|:(?![a-z:])|[!\"'/](?![!\"'/:\w])|(?<=\w)['/](?=\w)|(?<!:)/(?=\w)|(?<= )[\"'](?=\w)| (?! *$)){0,1000}"
)
_CITED = re.compile(r"@(\w(?:[\w:.#$%&+?~/-]*\w)?)(?:,\s*(.+))?", re.DOTALL)  # what keys are made of in libraries
_BRACKETED = re.compile(r"\[(?<![\w\]!\\]\[)(\w[\w:.-]*)\](?![(\[:])")
_ANOTHER = re.compile(r"(?:\A|,)\s*@(\w(?:[\w:.-]*\w)?)")
_TAGS = {
    *"a abbr aside b blockquote br cite code dd dfn dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li mark ol p pre q s".split(),
    *"samp small strong sub sup table tbody td th thead tr u ul var wbr".split(),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"id"},
    "aside": {"class"},
    "li": {"class"},
    "td": {"class"},
    "th": {"class"},
    "ol": {"start"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_CLEANER = nh3.Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, strip_comments=True)


@functools.cache
def _converter() -> Converter:
    """Return this process's converter: making one costs as much as parsing a page."""
    return Converter()


def parse_markdown(
    text: str, region: Region, quotes: Quotes, read_block: BlockReader | None = None, *, inline: bool = False
) -> Body:
    """Return the body that `text` says, which stands in `region`.

    Without `read_block` no component may stand in the text. `inline` text is one paragraph, given without its `<p>`.
    Raises Problems.
    """
    return _Parse(text, region, quotes, read_block).run(inline=inline)


def _say_nothing(_title: str, _says: str, _hint: str) -> None:
    """Say nothing of what is wrong: it was said already."""


class _Parse(Marks, Sink):
    """The parsing of one text; collects segments and problems while Python-Markdown runs."""

    def __init__(self, text: str, region: Region, quotes: Quotes, read_block: BlockReader | None) -> None:
        self.text, self.region, self.quotes, self.read_block = text, region, quotes, read_block
        self.path = below_content(region.path)
        self.problems: list[Problem] = []
        self.marked: list[Segment | None] = []
        self.finished: list[str] = []

    def run(self, *, inline: bool) -> Body:
        if inline and _ONLY_WORDS.fullmatch(self.text):
            return self._only_words()
        blocks = read_blocks(self.text)
        silent = tuple(self._few(silences(blocks)))
        self.fences = {id(one.token): one for one in silent if isinstance(one, Fence)}
        visible = masked(self.text, silent)
        unreadable = (*too_heavy(masked(self.text, self.fences.values())), *invisible_signs(visible))
        for title, offset, length, says, hint in (
            *unreadable,
            *comments(blocks, visible, silent),
            *look(blocks, visible),
            *loose_dollars(visible),
        ):
            self._say(title, (offset, length), says, hint)
        if unreadable:
            raise Problems(self.problems)
        self.loose_signs = LooseSigns(visible, self._say)
        self.occurrences = Occurrences(self.text, visible)
        self.headings = Headings(self._say)
        self.formulas = Formulas(
            lambda *where: self.region.place(self.text, *where),
            self._say,
            self.quotes.language,
            is_page=self.read_block is not None,
            inline=inline,
        )
        self.displayed: dict[int, int] = {}
        for words, begin, end in of_blocks(blocks):
            number = self._mark(self.formulas.read(words, begin, end))
            words.marks.append(f"{OPEN}{number}{CLOSE}")
            self.displayed[id(words)] = number
        tree = Tree(blocks, self)
        converter = _converter()
        converter.names.read(blocks.names)
        self.footnotes = Footnotes(blocks, visible, self._say)
        for name, root in tree.footnotes.items():
            self.footnotes.add(name, self._body(self._segments(converter.convert(root, self))))
        html = converter.convert(tree.root, self)
        self.formulas.against({name: one.place for name, one in self.headings.found.items()})
        for title, offset, length, says, hint in (*converter.names.wrong(), *self.footnotes.wrong()):
            self._say(title, (offset, length), says, hint)
        segments = tuple(self._segments(self._one_paragraph(html)) if inline else with_ends(self._segments(html)))
        self._leftovers(visible)
        if self.problems:
            raise Problems(self.problems)
        return self._body(segments, self._bracketed(visible))

    def _segments(self, html: str) -> Iterator[Segment]:
        """Yield the segments of HTML that Python-Markdown made."""
        self._refuse_links_in_links(html)
        self._refuse_what_cleaning_drops(html)
        html = _CLEANER.clean(html)
        self.finished.append(html)
        html = typeset(html, self.quotes).replace(KEPT, "")
        return Cut(self.marked, self.headings.found, self._say).segments(html)

    def _leftovers(self, visible: str) -> None:
        for html in self.finished:
            for title, offset, length, says, hint in leftovers(html, visible):
                self._say(title, (offset, length), says, hint)

    def _body(self, segments: Iterable[Segment], more: Iterable[Mark] = ()) -> Body:
        segments = tuple(segments)
        words = words_of(segments)
        return Body(segments, (*walk.marks(segments), *more), len(words.split()), words)

    def _bracketed(self, visible: str) -> Iterator[Bracketed]:
        for found in _BRACKETED.finditer(visible) if "[" in visible else ():
            yield Bracketed(found[1], self.region.place(self.text, found.start(), len(found[0])))

    def _only_words(self) -> Body:
        """Return the body of a text in which there is nothing for Python-Markdown to find."""
        text = typeset(self.text, self.quotes)
        return Body((text,), (), len(text.split()), " ".join(text.split()))

    def _say(self, title: str, where: tuple[int, int] | Place, says: str, hint: str) -> None:
        place = where if isinstance(where, Place) else self.region.place(self.text, *where)
        self.problems.append(Problem(title, place, says, hint))

    def _say_at(self, place: Place) -> Say:
        return lambda title, says, hint: self._say(title, place, says, hint)

    def _refuse_what_cleaning_drops(self, html: str) -> None:
        """Note elements that `look` did not see, since they are written in a way that only the parser understands."""
        if {name.lower() for name in _ELEMENT.findall(html)} <= _TAGS:
            return
        for tag in _ELEMENT.finditer(html):
            if tag[1].lower() not in _TAGS and not self.problems:
                says = f"`{tag[0]}` is not an HTML element that is allowed in a text."
                where = (max(0, self.text.find(tag[0])), len(tag[0]))
                self._say("RAW HTML", where, says, "Write `&lt;` for the sign itself.")

    def _refuse_links_in_links(self, html: str) -> None:
        """Note links that hold another one, which cleaning would divide."""
        for outer in _LINK_IN_LINK.finditer(html):
            link = self.marked[int(outer[1])]
            if isinstance(link, Link):
                says = "A link cannot hold a citation, a footnote, a formula, a picture or another link."
                self._say("MARK INSIDE A LINK", link.place, says, "Put it after the link.")

    # Fences ----------------------------------------------------------------------------------------------------------

    def _few(self, silent: Iterator[Silence | Fence]) -> Iterator[Silence | Fence]:
        """Yield what is silent, of which no more blocks may be than can be published."""
        count = 0
        for one in silent:
            count += isinstance(one, Fence)
            if count > _MOST_BLOCKS and isinstance(one, Fence):
                says = f"This text has more than {_MOST_BLOCKS:,} blocks."
                self._say("TOO MANY BLOCKS", (one.start, len(one.sign)), says, "Divide it into several pages.")
                raise Problems(self.problems)
            yield one

    # What the tree of blocks asks for ---------------------------------------------------------------------------------

    def code(self, token: Token) -> int:
        fence = self.fences.get(id(token))
        if fence is None:
            return self._mark(highlighted(token.content.rstrip("\n"), ""))
        where = (fence.start, fence.first_line_end - fence.start)
        place = self.region.place(self.text, *where)
        if not fence.closed:
            is_end = not fence.name and any(one.title == "NOT A BLOCK" for one in self.problems)
            says = "A block opens here and never closes."
            if not is_end:  # of the block that was to begin there
                self._say("BLOCK WITHOUT END", place, says, f"Put a line after it that holds only {fence.sign}")
            return self._mark(None)
        if not fence.name or fence.name in PLAIN_CODE:
            return self._mark(highlighted(token.content.rstrip("\n"), fence.name))
        try:
            found = self._component(fence, place)
        except Problems as problems:
            self.problems += problems.problems
            return self._mark(None)
        return self._mark(found or highlighted(token.content.rstrip("\n"), fence.name))

    def _component(self, fence: Fence, place: Place) -> Block | None:
        """Return the component that a fenced block is; None where it is code. Raises Problems."""
        if self.read_block:
            start, end = (self.region.start + at for at in fence.inner)
            return self.read_block(fence.name, start, end, place, margin=not (fence.nested or fence.indent))
        if language_of(fence.name):
            return None
        says = "A component is not allowed in a field or in another block, only in the text of a page."
        raise Problems([Problem("BLOCK IN A FIELD", place, says, "Move it to the text of a page.")])

    def heading(self, level: int, words: Words, line: tuple[int, int]) -> tuple[str, str]:
        return self.headings.add(level, words.published, self.region.place(self.text, line[0], line[1] - line[0]))

    def formula(self, token: Token) -> int:
        return self.displayed[id(token.meta["words"])]

    def said(self, name: str) -> int:
        return self._mark(Said(name))

    # What Python-Markdown calls while it runs -------------------------------------------------------------------------

    def _mark(self, segment: Segment | None) -> int:
        self.marked.append(segment)
        return len(self.marked) - 1

    def link(self, target: str, words: str, title: str | None) -> int:
        place = self.region.place(self.text, *self.occurrences.next(target, words))
        if title is not None:
            says = "A title on a link is seen by nobody who reads on a phone or hears the page."
            self._say("TITLE ON A LINK", place, says, "Delete the words in quotation marks, or say them in the text.")
        if not words and (number := self.formulas.number_of(target, place)):
            return self._mark(number)
        said = any(one.title == "MARK OF ANOTHER DIALECT" and one.place.line == place.line for one in self.problems)
        say = self._say_at(place) if words != target or not said else _say_nothing
        return self._mark(link_to(target, self.path, place, say))

    def citation(self, raw: str) -> int:
        place = self.region.place(self.text, *self.occurrences.next(raw))
        refs = []
        for part in raw[1:-1].split(";"):
            cited = _CITED.fullmatch(part.strip())
            if cited and (another := _ANOTHER.search(cited[2] or "")):
                says = f"`@{another[1]}` after a comma would be a part of what `@{cited[1]}` is cited for."
                hint = f"Write `;` before it: `[@{cited[1]}; @{another[1]}]`."
                self._say("BAD CITATION", place, says, hint)
            elif cited:
                refs.append(Ref("source", cited[1], place, cited[2] and " ".join(cited[2].split())))
            else:
                says = f"`{part.strip()}` is not a citation."
                self._say("BAD CITATION", place, says, "Write `[@source-id]`, or `[@source-id, p. 12; @another-id]`.")
        return self._mark(Citation(tuple(refs), place))

    def picture(self, target: str, written: str, title: str | None, words: str) -> int:
        place = self.region.place(self.text, *self.occurrences.next("!" + target, written))
        if not words:
            says = "This picture says nothing to people who cannot see it."
            hint = f"Say what it shows between the brackets:\n\n![What the picture shows]({target})"
            self._say("PICTURE WITHOUT WORDS", place, says, hint)
        if OPEN in words:
            says = "The words of a picture cannot hold a citation, a formula or a link."
            self._say("MARK IN A PICTURE", place, says, "Put it in the text beside the picture.")
        path = picture_at(target, self.path, self._say_at(place))
        return self._mark(Picture(path, words, title, place))

    def footnote(self, label: str) -> int:
        offset, length, body, again = self.footnotes.mention(label)
        place = self.region.place(self.text, offset, length)
        return self._mark(Footnote(body, place, again) if body else None)

    def loose(self, words: str) -> None:
        self.loose_signs(words)

    def _one_paragraph(self, html: str) -> str:
        if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            return html[3:-4]
        if html:
            says = "This field takes one paragraph, and there is more: a second one, a list, a heading or code."
            self._say(
                "ONE PARAGRAPH ONLY",
                (0, len(self.text)),
                says,
                "Keep one paragraph; the rest has its place in the text.",
            )
        return html
