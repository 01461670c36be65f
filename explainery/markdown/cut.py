"""Finished HTML, cut at the marks that Python-Markdown left in it."""

import html as entities
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from explainery.markdown.tree import CLOSE, OPEN
from explainery.model import Citation, End, Equation, Footnote, Heading, Link, Segment
from explainery.problems import Place

_TAG = re.compile(r"<[^>]*>")
_GAP = re.compile(r"</(?:p|li|h\d|td|th|tr|pre)>|<br>")
_CLOSED_OR_OPENED = re.compile(r'<(/)?(?!(?:br|hr|wbr)\b)[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>')
_MARK = re.compile(  # each choice begins with a plain sign: so `re` finds the places to try without trying all
    rf'<a id="mark-(\d+)">(.*?)</a>|<p>{OPEN}(\d+)B{CLOSE}(?:</p>)?|{OPEN}(\d+)(?:B{CLOSE}(?:</p>)?|{CLOSE})'
    r'|<h([1-6]) id="([^"]*)">(.*?)</h\5>',
    re.DOTALL,
)


class Cut:
    """The cutting of one text.

    `marked` are its segments by their numbers, `headings` its headings by their ids, still without their words.
    """

    def __init__(
        self,
        marked: Sequence[Segment | None],
        headings: Mapping[str, Heading],
        say: Callable[[str, Place, str, str], None],
    ) -> None:
        """Take what the marks stand for, and whom to tell what is wrong (title, place, sentence, hint)."""
        self._marked, self._headings, self._say = marked, headings, say

    def segments(self, html: str) -> Iterator[Segment]:
        """Yield the segments of `html` in reading order."""
        at = 0
        for cut in _MARK.finditer(html):
            if cut.start() > at:
                yield html[at : cut.start()]
            link, words, block, mark, level, name, title = cut.groups()
            if level:
                yield self._heading(int(level), entities.unescape(name), title)
            elif (segment := self._marked[int(link or block or mark)]) is not None:
                yield self._link(segment, words) if isinstance(segment, Link) else segment
            at = cut.end()
        if html[at:]:
            yield html[at:]

    def _link(self, link: Link, words: str) -> Link:
        if not _TAG.sub("", words).strip():
            says = "This link has no words, so nobody can see it or hear it."
            self._say("LINK WITHOUT WORDS", link.place, says, "Write between the brackets where it leads.")
        if OPEN in words:
            says = "A link cannot hold a citation, a footnote, a formula, a picture or another link."
            self._say("MARK INSIDE A LINK", link.place, says, "Put it after the link.")
        return Link(link.scheme, link.target, link.fragment, words, link.place)

    def _heading(self, level: int, name: str, html: str) -> Heading:
        if "<a id=" in html or OPEN in html:
            says = "A heading cannot hold a link, a citation, a footnote, a formula or a picture."
            place = self._headings[name].place
            self._say("LINK IN A HEADING", place, says, "Say it in the first sentence below the heading.")
        return replace(self._headings[name], level=level, html=html, text=_text(html))


def with_ends(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield segments with an `End` after each element of the outermost level that mentions facts or sources."""
    depth, mentioned = 0, False
    for segment in segments:
        mentioned = (
            mentioned
            or isinstance(segment, Citation | Footnote)
            or (isinstance(segment, Link) and segment.scheme == "fact")
        )
        if not isinstance(segment, str):
            yield segment
            continue
        at = 0
        for tag in _CLOSED_OR_OPENED.finditer(segment):
            depth += -1 if tag[1] else 1
            if depth == 0 and mentioned:
                yield segment[at : tag.end()]
                yield End()
                at, mentioned = tag.end(), False
        if segment[at:]:
            yield segment[at:]


def words_of(segments: Sequence[Segment]) -> str:
    """Return the plain words of a body, for descriptions and counts; a formula is what was written for it.

    The words of footnotes come last.
    """
    parts = []
    for segment in segments:
        if isinstance(segment, str):
            parts.append(segment)
        elif isinstance(segment, Link | Heading):
            parts.append(segment.html + ("\n" if isinstance(segment, Heading) else ""))
        elif isinstance(segment, Equation):
            parts.append(f" {entities.escape(segment.latex)} " if segment.display else entities.escape(segment.latex))
        elif isinstance(segment, Citation | Footnote) and parts:
            parts[-1] = parts[-1].rstrip()  # the space stands for the note to follow
    parts += [f"\n{one.body.text}" for one in segments if isinstance(one, Footnote) and not one.again]
    return " ".join(_text(_GAP.sub(" ", "".join(parts))).split())


def _text(html: str) -> str:
    return entities.unescape(_TAG.sub("", html))
