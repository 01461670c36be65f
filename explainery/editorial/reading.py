"""The prose of a site as readers meet it: each page in sections, each section in sentences, with the facts it ties."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explainery import walk
from explainery.model import Block, Heading, Link, Page, Segment, Site
from explainery.problems import Place
from explainery.wording import is_whole, split_sentences

FEW_WORDS = 60
"""A text with fewer words says nothing about how its writer writes."""

_LONG_WORD = 6
TIE = "\ue000"
"""Stands in running text before words that are tied to a fact."""

_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*|\d[\d.,:]*")
_TAG = re.compile(r"<[^>]*>")
_TABLE = re.compile(r"<(table|pre)\b.*?</\1>", re.DOTALL)
_END_OF_PARAGRAPH = re.compile(r"</(?:p|li|h\d|dt|dd|blockquote)>|<br>|\n\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its words. `is_whole`: a mark ends it, so it is no label and no item of a list."""

    words: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Prose:
    """A text without its tables, code and blocks. `ties` are its links to facts; `place` is where it begins."""

    place: Place
    name: str
    sentences: tuple[Sentence, ...]
    ties: int

    @property
    def words(self) -> tuple[str, ...]:
        """Return its words."""
        return tuple(word for sentence in self.sentences for word in sentence.words)

    @property
    def whole(self) -> tuple[Sentence, ...]:
        """Return its whole sentences."""
        return tuple(sentence for sentence in self.sentences if sentence.is_whole)

    @property
    def lix(self) -> int:
        """Return its LIX: words in a sentence on average, and the per cent of them with more than six letters.

        (C. H. Björnsson, "Läsbarhet", 1968.) It needs no dictionary, so it is the same on each machine and fits every
        language with letters; about 30 is easy, 40 is a newspaper, 50 is hard, 60 very hard.
        """
        words = self.words
        long = sum(len(word) > _LONG_WORD and not word[0].isdigit() for word in words)
        return round(len(words) / len(self.sentences) + 100 * long / len(words))

    @property
    def tells(self) -> bool:
        """Say whether it has words enough to judge its style."""
        return len(self.words) >= FEW_WORDS


@dataclass(frozen=True, slots=True)
class Reading:
    """The prose of one page: section by section, and whole."""

    path: str
    sections: tuple[Prose, ...]
    whole: Prose


def joined(name: str, parts: Iterable[Prose]) -> Prose:
    """Return several texts, at least one, as one, which stands where the first does."""
    found = tuple(parts)
    sentences = tuple(sentence for one in found for sentence in one.sentences)
    return Prose(found[0].place, name, sentences, sum(one.ties for one in found))


def readings(site: Site) -> tuple[Reading, ...]:
    """Return the prose of every page that has some, in the order of their paths."""
    language, found = str(site.settings["language"]), []
    for page in sorted(site.pages, key=lambda one: one.path):
        sections = tuple(section for section in _sections(page, language) if section.sentences)
        if sections:
            found.append(Reading(page.path, sections, joined(page.title, sections)))
    return tuple(found)


def plain(segments: Iterable[Segment], *, tables: bool = False) -> str:
    """Return the running text of segments, each paragraph apart, without code and blocks, and without `tables`.

    `TIE` stands before words that are tied to a fact.
    """
    parts = []
    for segment in segments:
        if isinstance(segment, Link):
            parts.append((TIE if segment.scheme == "fact" else "") + segment.html)
        else:
            parts.append(segment if isinstance(segment, str) else "\n\n" if isinstance(segment, Block) else "")
    running = "".join(parts) if tables else _TABLE.sub("\n\n", "".join(parts))
    return html.unescape(_TAG.sub("", _END_OF_PARAGRAPH.sub("\n\n", running)))


def _sections(page: Page, language: str) -> Iterator[Prose]:
    """Yield the parts of a page between its headings; what stands in fields and before a heading is the first."""
    document = page.document
    texts = [plain(body.segments) for body in walk.bodies(document.fields)]
    place, name, parts = document.places.get("title", Place(f"content/{page.path}")), page.title, list[Segment]()
    for segment in (*document.body.segments, None):
        if segment is not None and not isinstance(segment, Heading):
            parts.append(segment)
            continue
        text = "\n\n".join([*texts, plain(parts)])
        yield Prose(place, name, tuple(_sentences(text.replace(TIE, ""), language)), text.count(TIE))
        texts, parts = [], []
        if segment is not None:
            place, name = segment.place, f"{page.title}, {segment.text}"


def _sentences(text: str, language: str) -> Iterator[Sentence]:
    for paragraph in re.split(r"\n\n+", text):
        for sentence in split_sentences(" ".join(paragraph.split()), language):
            if words := tuple(_WORD.findall(sentence)):
                yield Sentence(words, is_whole(sentence))
