"""How hard the text of each section is to read: LIX, and sentences that are too long.

LIX is the words in a sentence on average, and the share of words longer than six letters in per cent (C. H. Björnsson,
"Läsbarhet", 1968). It needs no dictionary, so it is the same on each machine and fits every language with letters;
about 30 is easy, 40 is a newspaper, 50 is hard, 60 very hard.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from explainery import walk
from explainery.editorial.measure import Finding, Measure
from explainery.model import Block, Heading, Link, Page, Segment, Site
from explainery.problems import Place
from explainery.wording import split_sentences

_LONG_WORD = 6
_LONG_SENTENCE = 30
_FEW_WORDS = 60  # a text that is shorter says nothing about how its writer writes
_SHOWN = 8
_LEVELS = f"Sections of at least {_FEW_WORDS} words, the hardest first"
_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*|\d[\d.,:]*")
_TAG = re.compile(r"<[^>]*>")
_TABLE = re.compile(r"<(table|pre)\b.*?</\1>", re.DOTALL)
_END_OF_PARAGRAPH = re.compile(r"</(?:p|li|h\d|dt|dd|blockquote)>|<br>|\n\n")


@dataclass(frozen=True, slots=True)
class _Section:
    place: Place
    name: str
    sentences: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for sentence in self.sentences for word in sentence)

    @property
    def lix(self) -> int:
        words = self.words
        long = sum(len(word) > _LONG_WORD and not word[0].isdigit() for word in words)
        return round(len(words) / len(self.sentences) + 100 * long / len(words))


def measures(site: Site) -> Iterator[Measure]:
    """Yield the LIX of the hardest section, with that of each, and the sentences of more than 30 words."""
    pages = sorted(site.pages, key=lambda page: page.path)
    sections = [
        section for page in pages for section in _sections(page, str(site.settings["language"])) if section.words
    ]
    enough = sorted(
        (section for section in sections if len(section.words) >= _FEW_WORDS),
        key=lambda section: (-section.lix, section.place),
    )
    levels = tuple(Finding(one.place, f"{one.name}: LIX {one.lix}, {_counts(one)}") for one in enough)
    yield Measure(
        "reading-level", "LIX of the hardest section", enough[0].lix if enough else 0, findings=levels, lists=_LEVELS
    )
    long = [(section, words) for section in sections for words in section.sentences if len(words) > _LONG_SENTENCE]
    long.sort(key=lambda found: (-len(found[1]), found[0].place))
    findings = tuple(Finding(one.place, f"{len(words)} words: {' '.join(words[:_SHOWN])} …") for one, words in long)
    title = f"Sentences of more than {_LONG_SENTENCE} words"
    yield Measure("long-sentences", title, len(long), findings=findings)


def _counts(section: _Section) -> str:
    long = sum(len(sentence) > _LONG_SENTENCE for sentence in section.sentences)
    return f"{len(section.words)} words, {len(section.sentences)} sentences, {long} of them long"


def _sections(page: Page, language: str) -> Iterator[_Section]:
    """Yield the parts of a page between its headings; what stands in fields and before a heading is the first."""
    document = page.document
    texts = [_text(body.segments) for body in walk.bodies(document.fields)]
    place, name, parts = document.places.get("title", Place(f"content/{page.path}")), page.title, list[Segment]()
    for segment in (*document.body.segments, None):
        if segment is not None and not isinstance(segment, Heading):
            parts.append(segment)
            continue
        texts.append(_text(parts))
        yield _Section(place, name, tuple(_sentences("\n\n".join(texts), language)))
        texts, parts = [], []
        if segment is not None:
            place, name = segment.place, f"{page.title}, {segment.text}"


def _text(segments: tuple[Segment, ...] | list[Segment]) -> str:
    """Return the running text of segments, each paragraph apart, without tables, code and the parameters of blocks."""
    parts = []
    for segment in segments:
        if isinstance(segment, Link):
            parts.append(segment.html)
        else:
            parts.append(segment if isinstance(segment, str) else "\n\n" if isinstance(segment, Block) else "")
    running = _TABLE.sub("\n\n", "".join(parts))
    return html.unescape(_TAG.sub("", _END_OF_PARAGRAPH.sub("\n\n", running)))


def _sentences(text: str, language: str) -> Iterator[tuple[str, ...]]:
    for paragraph in re.split(r"\n\n+", text):
        for sentence in split_sentences(" ".join(paragraph.split()), language):
            if words := tuple(_WORD.findall(sentence)):
                yield words
