"""One piece of Markdown, from its text to its `Body`."""

import functools
import html as entities
import re
from collections.abc import Callable, Iterator

import nh3

from explainery import walk
from explainery.markdown.comments import comments
from explainery.markdown.cut import Cut, with_ends, words_of
from explainery.markdown.escapes import KEPT
from explainery.markdown.given import Given
from explainery.markdown.headings import Headings
from explainery.markdown.lines import FoundLines
from explainery.markdown.lists import CHANGING_LINES_BELOW
from explainery.markdown.look import invisible_signs, leftovers, look, too_heavy
from explainery.markdown.marks import CLOSE, OPEN, Converter, Marks
from explainery.markdown.region import Occurrences, Region
from explainery.markdown.silence import Fence, Silence, masked, silences
from explainery.markdown.targets import Say, link_to, picture_at
from explainery.markdown.typography import Quotes, typeset
from explainery.model import Block, Body, Bracketed, Citation, Link, Picture, Ref, Segment
from explainery.problems import Place, Problem, Problems

BlockReader = Callable[[str, int, int, Place], Block]
"""Takes a component's name, the offsets of its YAML in the file, and its place. Raises Problems."""

PLAIN_CODE = ("text", "python", "html", "css", "yaml", "json", "sh", "markdown")
"""What a block of code may be called."""

_ELEMENT = re.compile(r"</?([A-Za-z!?][^\s<>/]*)")
_LINK_IN_LINK = re.compile(r'<a id="mark-(\d+)">(?=[^<]*(?:<(?!/?a\b)[^<]*)*<a )')
_MOST_BLOCKS = 1_000
# A line in which Markdown finds nothing, as in most fields: it begins with a letter, and none of its signs is a mark.
_ONLY_WORDS = re.compile(
    r"(?!(?:h\d|bq|fn\d+)\.|[ovqØü] {3}|import |.*turn\d)"  # what only `foreign` knows
    r"[^\W\d_](?:[^\s\\`*_{}\[\]()<>&#|~^$%=+:!\"'/†\x00-\x1f\x7f-\xa0\ue000-\uf8ff]"
    r"|:(?![a-z:])|[!\"'/](?![!\"'/:\w])|(?<=\w)['/](?=\w)|(?<!:)/(?=\w)|(?<= )[\"'](?=\w)| (?! *$)){0,1000}"
)
_CITED = re.compile(r"@(\w(?:[\w:.#$%&+?~/-]*\w)?)(?:,\s*(.+))?", re.DOTALL)  # what keys are made of in libraries
_BRACKETED = re.compile(r"(?<![\w\]!\\])\[(\w[\w:.-]*)\](?![(\[:])")
_ANOTHER = re.compile(r"(?:\A|,)\s*@(\w(?:[\w:.-]*\w)?)")
_TAGS = {
    *"a abbr b blockquote br cite code dd dfn dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li mark ol p pre q s samp".split(),
    *"small strong sub sup table tbody td th thead tr u ul var wbr".split(),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"id"},
    "code": {"class"},
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


class _Parse(Marks):
    """The parsing of one text; collects segments and problems while Python-Markdown runs."""

    def __init__(self, text: str, region: Region, quotes: Quotes, read_block: BlockReader | None) -> None:
        self.text, self.region, self.quotes, self.read_block = text, region, quotes, read_block
        self.path = region.path.removeprefix("content/")
        self.problems: list[Problem] = []
        self.marked: list[Segment | None] = []

    def run(self, *, inline: bool) -> Body:
        if inline and _ONLY_WORDS.fullmatch(self.text):
            return self._only_words()
        silent = tuple(self._silent())
        fences = tuple(one for one in silent if isinstance(one, Fence))
        code = [one.start for one in silent if isinstance(one, Silence) and one.kind == "indented"]
        visible = masked(self.text, silent)
        unreadable = (*too_heavy(masked(self.text, fences)), *invisible_signs(visible))
        for title, offset, length, says, hint in (
            *unreadable,
            *comments(self.text, visible, silent),
            *look(self.text, visible, code),
        ):
            self._say(title, (offset, length), says, hint)
        if unreadable:
            raise Problems(self.problems)
        given = Given(self.text, silent, self._fence_or_problem)
        misread = any(problem.title in CHANGING_LINES_BELOW for problem in self.problems)
        self.lines = FoundLines(given, visible, self._say, lambda offset: misread or self._said(offset))
        self.occurrences = Occurrences(self.text, visible)
        self.headings = Headings(visible, lambda *where: self.region.place(self.text, *where), self._say)
        converter = _converter()
        html = converter.convert(given.text, self)
        for title, offset, length, says, hint in converter.names.wrong(self.text, visible):
            if not self._said(offset):
                self._say(title, (offset, length), says, hint)
        if inline:
            html = self._one_paragraph(html)
        self._refuse_links_in_links(html)
        self._refuse_what_cleaning_drops(html)
        html = _CLEANER.clean(html)
        for title, offset, length, says, hint in leftovers(html, visible):
            self._say(title, (offset, length), says, hint)
        cut = Cut(self.marked, self.headings.found, self._say)
        html = typeset(html, self.quotes).replace(KEPT, "")
        segments = tuple(cut.segments(html) if inline else with_ends(cut.segments(html)))
        if self.problems:
            raise Problems(self.problems)
        words = words_of(segments)
        return Body(segments, (*walk.marks(segments), *self._bracketed(visible)), len(words.split()), words)

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

    def _said(self, offset: int) -> bool:
        """Say whether a problem was found in the line at an offset."""
        line = self.region.place(self.text, offset, 1).line
        return any(problem.place.line == line for problem in self.problems)

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
                says = "A link cannot hold a citation, a picture or another link."
                self._say("MARK INSIDE A LINK", link.place, says, "Put it after the link.")

    # Fences ----------------------------------------------------------------------------------------------------------

    def _silent(self) -> Iterator[Silence | Fence]:
        """Yield all in the text that is silent."""
        count = 0
        for one in silences(self.text):
            count += isinstance(one, Fence)
            if count > _MOST_BLOCKS and isinstance(one, Fence):
                says = f"This text has more than {_MOST_BLOCKS:,} blocks."
                self._say("TOO MANY BLOCKS", (one.start, len(one.sign)), says, "Divide it into several pages.")
                raise Problems(self.problems)
            yield one

    def _fence_or_problem(self, fence: Fence) -> str:
        where = (fence.start + len(fence.indent), fence.first_line_end - fence.start - len(fence.indent))
        if not fence.closed and not fence.name and any(one.title == "NOT A BLOCK" for one in self.problems):
            return ""  # it is the end of the block that was to begin there
        if not fence.closed:
            says = "A block opens here and never closes."
            self._say("BLOCK WITHOUT END", where, says, f"Put a line after it that holds only {fence.sign}")
        elif fence.indent:
            says = "This block is indented; a block begins at the margin."
            self._say("INDENTED BLOCK", where, says, "Delete the spaces before it, and before its last line.")
        else:
            return f"\n{OPEN}{self._fence(fence, self.region.place(self.text, *where))}B{CLOSE}\n"
        return ""

    def _fence(self, fence: Fence, place: Place) -> int:
        start, end = fence.inner
        if not fence.name or fence.name in PLAIN_CODE:
            kind = f' class="language-{fence.name}"' if fence.name else ""
            return self._mark(f"<pre><code{kind}>{entities.escape(self.text[start:end], quote=False)}</code></pre>")
        if not self.read_block:
            says = "A component is not allowed in a field or in another block, only in the text of a page."
            self._say("BLOCK IN A FIELD", place, says, "Move it to the text of a page.")
            return self._mark(None)
        try:
            return self._mark(self.read_block(fence.name, self.region.start + start, self.region.start + end, place))
        except Problems as found:
            self.problems += found.problems
            return self._mark(None)

    # What Python-Markdown calls while it runs -------------------------------------------------------------------------

    def _mark(self, segment: Segment | None) -> int:
        self.marked.append(segment)
        return len(self.marked) - 1

    def link(self, target: str, words: str, title: str | None) -> int:
        place = self.region.place(self.text, *self.occurrences.next(target, words))
        if title is not None:
            says = "A title on a link is seen by nobody who reads on a phone or hears the page."
            self._say("TITLE ON A LINK", place, says, "Delete the words in quotation marks, or say them in the text.")
        return self._mark(link_to(target, self.path, place, self._say_at(place)))

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
            says = "The words of a picture cannot hold a citation or a link."
            self._say("MARK IN A PICTURE", place, says, "Put it in the text beside the picture.")
        path = picture_at(target, self.path, self._say_at(place))
        return self._mark(Picture(path, words, title, place))

    def heading(self, level: int, words: str, given: str | None) -> str:
        return self.headings.add(level, words, given)

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
