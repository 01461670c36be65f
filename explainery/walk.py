"""What stands inside a value: the Markdown of its fields, the references in them, the marks in their text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from explainery.model import Block, Body, Citation, Link, Picture, Record, Ref, Segment, Shape, Site


def bodies(value: Any) -> Iterator[Body]:
    """Yield every piece of Markdown inside a field's value, in the order of writing."""
    if isinstance(value, Body):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from bodies(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from bodies(inner)


def refs(value: Any) -> Iterator[Ref]:
    """Yield every reference inside a field's value, those in blocks of its Markdown not among them."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from refs(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from refs(inner)


def segments(body: Body) -> Iterator[Segment]:
    """Yield the segments of a body, and after each block those of the Markdown in its parameters."""
    for segment in body.segments:
        yield segment
        if isinstance(segment, Block):
            for inner in bodies(segment.fields):
                yield from segments(inner)


def blocks(found: Iterable[Body]) -> Iterator[Block]:
    """Yield every block of some bodies."""
    for body in found:
        for segment in segments(body):
            if isinstance(segment, Block):
                yield segment


def mentions(body: Body) -> Iterator[Ref]:
    """Yield what a body refers to by its marks: facts, terms and sources, in reading order."""
    for segment in segments(body):
        if isinstance(segment, Link) and segment.scheme in ("fact", "term"):
            yield Ref(segment.scheme, segment.target, segment.place)
        elif isinstance(segment, Citation):
            yield from segment.refs


def links(body: Body) -> Iterator[Link]:
    """Yield the links of a body."""
    for segment in segments(body):
        if isinstance(segment, Link):
            yield segment


def pictures(body: Body) -> Iterator[Picture]:
    """Yield the pictures of a body."""
    for segment in segments(body):
        if isinstance(segment, Picture):
            yield segment


def every_body(site: Site) -> Iterator[Body]:
    """Yield the Markdown of all pages, then that of all records."""
    for page in site.pages:
        yield from bodies(page.document.fields)
        yield page.document.body
    for kind in site.records.values():
        for record in kind.values():
            yield from bodies(record.fields)


def selected(block: Block, shape: Shape, records: Mapping[str, Mapping[str, Record]]) -> tuple[Record, ...] | None:
    """Return the records that a component shows by its schema's `x-select`; None where it selects none.

    `x-select: term` selects all records of a kind; on a parameter, `x-select: event.group` those whose field has the
    parameter's value.
    """
    found: tuple[Record, ...] | None = None
    for parameter, selection in shape.selects.items():
        kind, _, field = selection.partition(".")
        wanted = block.fields.get(parameter) if parameter else None
        everything = tuple(records.get(kind, {}).values())
        if not parameter:
            found = everything
        elif wanted is not None:
            found = tuple(record for record in everything if record.fields.get(field) == wanted)
        else:
            found = everything if found is None else found
    return found
