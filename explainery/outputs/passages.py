"""What a reader can search: the words of each page, cut at its headings, and records that have a place of their own."""

import datetime as dt
import html
from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explainery import walk
from explainery.essence import digest_of
from explainery.illustrations import KIND, in_block
from explainery.markdown.cut import words_of
from explainery.model import (
    Block,
    Body,
    Document,
    Fact,
    Footnote,
    Heading,
    Link,
    Page,
    Picture,
    Quantity,
    Record,
    Segment,
    Site,
)
from explainery.units import known_unit
from explainery.value import Value

_OF_TERMS = ("id", "term")  # what a term is found by anyway; other fields are further names of it
_OF_PICTURES = ("alt", "credit")
_SAID = ("title", "summary", "author", "silent", *_OF_PICTURES)  # of a block, where they are no Markdown
_OWN_PLACE = ("fact", "question", "source", "term")  # records that are found by themselves


@dataclass(frozen=True, slots=True)
class Section(Value):
    """The words under one heading; the first section of a page has no heading. `facts` are those mentioned in it."""

    anchor: str
    title: str
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A place that can be found. `names` are words by which it is found as well, and which are not shown.

    A fact has its id there, unless that is the anchor, and as `text` the words of its title that it lacks itself.
    `answers` says what its value answers: a letter of `_ANSWERS`, and `?` where it was only announced, or is disputed.
    """

    page: str
    anchor: str
    kind: str
    title: str
    text: str
    names: str = ""
    answers: str = ""


# The letter of what a value answers by its dimension; days are "d", money is "c", and whatever is left a number, "n".
_ANSWERS = {
    (("time", 1),): "t",
    (("calendar", 1),): "t",
    (("length", 1),): "l",
    (("length", 1), ("time", -1)): "s",
    (("mass", 1),): "m",
    (("temperature", 1),): "h",
    (("fahrenheit", 1),): "h",
    (("kelvin", 1),): "h",
}


def passages(site: Site, kept: MutableMapping[bytes, tuple[Section, ...]]) -> tuple[Passage, ...]:
    """Return every passage of a site: sections, whose kind is empty, then questions, terms, facts and sources.

    `kept` holds the sections of earlier builds by a digest of what they were made from.
    """
    keys = {page.path: _key(page, site) for page in site.pages}
    for page in site.pages:
        if keys[page.path] not in kept:
            kept[keys[page.path]] = tuple(_sections(page, site))
    cut = {path: kept[key] for path, key in keys.items()}
    for key in kept.keys() - set(keys.values()):
        del kept[key]
    found = [
        Passage(page.path, part.anchor, "", part.title, part.text, "" if part.anchor else _names(page))
        for page in site.pages
        for part in cut[page.path]
    ]
    return (*found, *_questions(site), *_terms(site), *_facts(site, cut), *_sources(site))


def _key(page: Page, site: Site) -> bytes:
    """Return a digest of all that the sections of a page are made from."""
    blocks = page.document.blocks
    shown = [record for block in blocks for record in (*_shown(block, site), *_pictured(block, site))]
    return digest_of((page.document.digest, tuple(record.digest for record in shown)))


def _sections(page: Page, site: Site) -> Iterator[Section]:
    """Yield the sections of a page. The fields of its front matter are the first, with what stands before a heading."""
    fields = list(walk.bodies(page.document.fields))
    parts: list[Segment] = []
    heading: Heading | None = None
    for segment in (*page.document.body.segments, None):
        if segment is not None and not isinstance(segment, Heading):
            parts.append(segment)
            continue
        words = [*map(_text_of, fields), *_words(parts, site)]
        facts = dict.fromkeys([*_facts_in(fields), *_facts_of(parts)])
        text = " ".join(filter(None, words))
        yield Section(heading.id if heading else "", heading.text if heading else "", text, tuple(facts))
        fields, parts, heading = [], [], segment


def _words(parts: Sequence[Segment], site: Site) -> Iterator[str]:
    """Yield the words of segments in reading order; of a block those of its parameters, and of the records it shows."""
    text: list[Segment] = []
    for part in parts:
        if not isinstance(part, Block):
            text.append(part)
            continue
        yield _plain(text)
        text = []
        yield from map(_text_of, walk.bodies(part.fields))
        yield from dict.fromkeys(_said(part, site))
        for record in _shown(part, site):
            yield str(record.fields.get("title") or "")
            yield from map(_text_of, record.texts)
    yield _plain(text)


def _text_of(body: Body) -> str:
    """Return the words of a Markdown text, those of its pictures among them."""
    return _plain(body.segments) if any(isinstance(one, Picture) for one in body.segments) else body.text


def _plain(segments: Sequence[Segment]) -> str:
    """Return the words of segments, of a picture what it shows and what stands below it, each at its place."""
    return words_of(
        [html.escape(f" {one.alt} {one.title or ''} ") if isinstance(one, Picture) else one for one in segments]
    )


def _said(block: Block, site: Site) -> Iterator[str]:
    """Yield what a block says in plain words, itself or by the records of its pictures."""
    yield from (value for name in _SAID if isinstance(value := block.fields.get(name), str))
    for one in in_block(block, site.records):
        yield from (value for name in _OF_PICTURES if isinstance(value := one.said[name], str))
    yield from (_text_of(body) for record in _pictured(block, site) for body in record.texts)


def _pictured(block: Block, site: Site) -> Iterator[Record]:
    """Yield the records of the pictures that a block names."""
    known = site.records.get(KIND, {})
    yield from (known[ref.id] for ref in walk.refs(block.fields) if ref.kind == KIND and ref.id in known)


def _shown(block: Block, site: Site) -> tuple[Record, ...]:
    """Return the records that a block shows, without those that are found by themselves."""
    shape = site.parsed.components[block.name]
    found = walk.selected(block, shape, site.records) or ()
    return tuple(record for record in found if record.kind not in _OWN_PLACE)


def _facts_of(parts: Sequence[Segment]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Link) and part.scheme == "fact":
            yield part.target
        elif isinstance(part, Footnote) and not part.again:
            yield from _facts_in([part.body])
        elif isinstance(part, Block):
            yield from _facts_in(walk.bodies(part.fields))
            yield from (ref.id for ref in walk.refs(part.fields) if ref.kind == "fact")


def _facts_in(bodies: Any) -> Iterator[str]:
    for body in bodies:
        yield from (mention.id for mention in walk.mentions(body) if mention.kind == "fact")


def _names(page: Page) -> str:
    """Return the texts of the front matter that are no Markdown, such as a name in another script."""
    known = ("title", "kind", "checked")
    fields = page.document.fields.items()
    texts = [str(value) for name, value in fields if isinstance(value, str) and name not in known]
    return " ".join((*texts, *_in_other_languages(page.document)))


def _in_other_languages(holder: Document | Record) -> Iterator[str]:
    """Yield what something is called in other languages."""
    yield from (name for _language, name in walk.each_name(holder.fields.get("names")))


# Records --------------------------------------------------------------------------------------------------------------


def _questions(site: Site) -> Iterator[Passage]:
    for one in site.questions.values():
        yield Passage(one.page.id, one.anchor or "", "question", one.question, _text_of(one.answer))


def _terms(site: Site) -> Iterator[Passage]:
    for term in site.terms.values():
        if page := site.homes.get(("term", term.id)):
            fields = term.fields.items()
            texts = (value for name, value in fields if isinstance(value, str) and name not in _OF_TERMS)
            names = " ".join((*texts, *_in_other_languages(term)))
            yield Passage(page, term.id, "term", term.term, _text_of(term.definition), names)


def _sources(site: Site) -> Iterator[Passage]:
    for source in site.sources.values():
        if page := site.homes.get(("source", source.id)):
            yield Passage(page, source.id, "source", source.title, source.publisher or "")


def _facts(site: Site, cut: Mapping[str, tuple[Section, ...]]) -> Iterator[Passage]:
    """Yield each fact that a page mentions, at the first place on the page that is most about it; others at their home.

    Facts that stand in one file are about one subject, so it is the page that mentions most of that file's facts.
    """
    homes = {name: path for name in site.facts if (path := site.homes.get(("fact", name)))}
    places: dict[str, dict[str, str]] = {}
    about: Counter[tuple[str, str]] = Counter()
    for path, sections in cut.items():
        for section in sections:
            for name in section.facts:
                record = site.fact(name)
                if record and path != homes.get(record.id) and path not in places.setdefault(record.id, {}):
                    places[record.id][path] = section.anchor
                    about[record.file, path] += 1
    for record in site.facts.values():
        if record.id in places:
            counts = {path: about[record.file, path] for path in places[record.id]}
            path = max(counts, key=counts.__getitem__)
            place = path, places[record.id][path]
        elif record.id in homes:
            place = homes[record.id], record.id
        else:
            continue
        name = "" if place[1] == record.id else record.id
        answers = _answers(record, site.quantities.get(record.id))
        yield Passage(*place, "fact", record.statement, _further(record), name, answers)


def _further(fact: Fact) -> str:
    """Return the words of a fact's title that its statement has not."""
    there = fact.statement.casefold()
    return " ".join(word for word in (fact.title or "").split() if word.casefold() not in there)


def _answers(fact: Fact, holds: Quantity | None) -> str:
    """Return what a fact answers; nothing where it holds no value."""
    if holds is None:
        return ""
    doubtful = "?" if fact.status in ("announced", "disputed") else ""
    if isinstance(holds.value, dt.timedelta):
        return "t" + doubtful
    if holds.unit is None:
        return ("n" if isinstance(holds.value, Decimal) else "d") + doubtful
    unit = known_unit(holds.unit)
    dimension = unit.dimension if unit else ()
    money = len(dimension) == 1 and dimension[0][0].isupper()
    return ("c" if money else _ANSWERS.get(dimension, "n")) + doubtful
