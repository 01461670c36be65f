"""Phrases by which a text says that something is not known: one box a page is their place."""

import re
from collections.abc import Iterator

from explainery import walk
from explainery.editorial.measure import Finding, Measure
from explainery.editorial.reading import TIE, plain
from explainery.model import Block, Body, Heading, Segment, Site
from explainery.problems import Place

BOX = "open-questions"
"""The component whose text may say what is not known."""

_AROUND = 30


def measures(site: Site) -> Iterator[Measure]:
    """Yield how often the texts of pages and records have one of the phrases that the settings list; none without."""
    phrases = [" ".join(str(phrase).split()) for phrase in site.settings["not-known"] or ()]
    if not phrases:
        return
    longest = sorted(phrases, key=len, reverse=True)  # so that a phrase within another is not counted as well
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
    found = [
        Finding(place, f"… {_around(text, match)} …")
        for place, text in _texts(site)
        for match in pattern.finditer(text)
    ]
    yield Measure("not-known", "Phrases of not knowing outside boxes", len(found), findings=tuple(found))


def _texts(site: Site) -> Iterator[tuple[Place, str]]:
    """Yield every text of pages and records, with the heading, block or record that it is in."""
    for page in sorted(site.pages, key=lambda one: one.path):
        document = page.document
        where = document.places.get("title", Place(f"content/{page.path}"))
        for body in (*walk.bodies(document.fields), document.body):
            yield from _parts(body, where)
    for _kind, records in sorted(site.records.items()):
        for _id, record in sorted(records.items()):
            for body in record.texts:
                yield from _parts(body, record.place)


def _parts(body: Body, where: Place) -> Iterator[tuple[Place, str]]:
    """Yield the text of a body heading by heading, then that in its blocks, boxes left out."""
    parts: list[Segment] = []
    for segment in (*body.segments, None):
        if segment is None or isinstance(segment, Heading):
            yield where, " ".join(plain(parts, tables=True).replace(TIE, "").split())
            parts = []
        if isinstance(segment, Heading):
            where, parts = segment.place, [f"{segment.html}\n\n"]
        elif segment is not None:
            parts.append(segment)
    for block in body.segments:
        if isinstance(block, Block) and block.name != BOX:
            for inner in walk.bodies(block.fields):
                yield from _parts(inner, block.place)


def _around(text: str, match: re.Match[str]) -> str:
    """Return a match with a few words before and after it."""
    start = text.rfind(" ", 0, max(0, match.start() - _AROUND)) + 1
    end = text.find(" ", match.end() + _AROUND)
    return text[start : end if end >= 0 else len(text)]
