"""What stands inside a value: the Markdown of its fields, the references in them, the marks in their text."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from explainery.model import (
    Block,
    Body,
    Citation,
    Document,
    End,
    Equation,
    Footnote,
    Formula,
    FromFact,
    Link,
    Mark,
    Picture,
    Record,
    Ref,
    Said,
    Segment,
    Shape,
    Site,
)

_CLASS = re.compile(r' class="(\w+)')
_FIELD = re.compile(r"\{(\w+)\}")

ANY_KIND = "*"
"""What `x-select` says on a parameter that names the kind of records itself."""

is_mapping: Callable[[type], bool] = functools.cache(lambda kind: issubclass(kind, Mapping))
"""Says whether values of a type are mappings; hundreds of thousands are asked, and `isinstance` takes longer."""


def bodies(value: Any) -> Iterator[Body]:
    """Yield every piece of Markdown inside a field's value, in the order of writing."""
    if isinstance(value, Body):
        yield value
    elif is_mapping(type(value)):
        for inner in value.values():
            yield from bodies(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from bodies(inner)


def taken_in(fields: Mapping[str, Any]) -> dict[str, Ref]:
    """Return the facts that fields take their values from, by the path of the field: `time`, `years.0`."""
    found: dict[str, Ref] = {}

    def look(value: Any, path: str) -> None:
        if isinstance(value, FromFact):
            found[path] = value.ref
        elif is_mapping(type(value)):
            for name, inner in value.items():
                look(inner, f"{path}.{name}")
        elif isinstance(value, tuple):
            for number, inner in enumerate(value):
                look(inner, f"{path}.{number}")

    for name, value in fields.items():
        look(value, name)
    return found


def refs(value: Any) -> Iterator[Ref]:
    """Yield every reference inside a field's value, those in blocks of its Markdown not among them."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, FromFact):
        yield value.ref
    elif isinstance(value, Formula):
        yield from value.refs
    elif is_mapping(type(value)):
        for inner in value.values():
            yield from refs(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from refs(inner)


def named_by(record: Record) -> Iterator[Ref]:
    """Yield what the fields of a record refer to, and the facts that they take their values from."""
    yield from record.refs
    yield from record.taken.values()


def marks(segments: Iterable[Segment]) -> Iterator[Mark]:
    """Yield the marks among segments, and after each block and footnote the files and marks in it."""
    for segment in segments:
        if not isinstance(segment, str | End | Said):
            yield segment
        if isinstance(segment, Footnote) and not segment.again:
            yield from segment.body.marks
        if isinstance(segment, Block):
            yield from files_in(segment.fields)
            for inner in bodies(segment.fields):
                yield from inner.marks


def blocks(found: Iterable[Body]) -> Iterator[Block]:
    """Yield every block of some bodies."""
    for body in found:
        for mark in body.marks:
            if isinstance(mark, Block):
                yield mark


def mentions(body: Body) -> Iterator[Ref]:
    """Yield what a body refers to by its marks: facts, terms and sources, in reading order."""
    for mark in body.marks:
        if isinstance(mark, Link) and mark.scheme in ("fact", "term"):
            yield Ref(mark.scheme, mark.target, mark.place)
        elif isinstance(mark, Citation):
            yield from mark.refs


def links(body: Body) -> Iterator[Link]:
    """Yield the links of a body."""
    for mark in body.marks:
        if isinstance(mark, Link):
            yield mark


def pictures(body: Body) -> Iterator[Picture]:
    """Yield the pictures of a body."""
    for mark in body.marks:
        if isinstance(mark, Picture):
            yield mark


def files_in(value: Any) -> Iterator[Picture | Link]:
    """Yield the pictures and other files that fields name (`x-picture`, `x-file`); what Markdown names is its marks."""
    if isinstance(value, Picture | Link):
        yield value
    elif is_mapping(type(value)):
        for inner in value.values():
            yield from files_in(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from files_in(inner)


def pictures_in(value: Any) -> Iterator[Picture]:
    """Yield the pictures among the files that fields name."""
    yield from pictures_of(files_in(value))


def pictures_of(files: Iterable[Picture | Link]) -> Iterator[Picture]:
    """Yield the pictures among files, such as those that a page or record has listed."""
    yield from (one for one in files if isinstance(one, Picture))


def shown(site: Site) -> Iterator[Picture]:
    """Yield every picture that a site shows: in texts, in blocks, in the fields of pages and records."""
    for body in site.texts:
        yield from pictures(body)
    for page in site.pages:
        yield from pictures_of(page.document.files)
    for kind in site.records.values():
        for record in kind.values():
            yield from pictures_of(record.files)


def texts(documents: Iterable[Document], records: Mapping[str, Mapping[str, Record]]) -> Iterator[Body]:
    """Yield the Markdown of all pages, then that of all records, as far as it has marks."""
    for document in documents:
        yield from document.texts
    for kind in records.values():
        for record in kind.values():
            yield from (body for body in record.texts if body.marks)


def styled(texts: Iterable[Body], files: Iterable[Picture | Link]) -> frozenset[str]:
    """Return what has styles of its own among texts and the files that fields name, such as `code` or `picture`."""
    found: set[str] = {"picture"} if any(pictures_of(files)) else set()
    for body in texts:
        for segment in body.segments:
            if isinstance(segment, str):
                found.update(_CLASS.findall(segment))
            elif isinstance(segment, Footnote):
                found |= {"footnote"} | styled([segment.body], ())
            elif isinstance(segment, Equation):
                found.add("formula")
            elif isinstance(segment, Picture):
                found.add("picture")
            elif isinstance(segment, Block):
                found |= styled(bodies(segment.fields), files_in(segment.fields))
    return frozenset(found)


def path_of(ref: Ref) -> str:
    """Return the path of the page that a reference names, from `content/` on or by its name in the kind's folder."""
    return ref.id if ref.kind == "page" else f"{ref.kind}/{ref.id}.md"


def field_of(record: Record, name: str) -> Any:
    """Return a field of a record; `file`, where its schema has no field of that name, is the stem of its file."""
    return record.file if name == "file" and name not in record.fields else record.fields.get(name)


def home_of(record: Record, shape: Shape) -> str:
    """Return the path of the page that is to show a record: `x-page` of its kind's schema, with its fields in braces.

    Empty where the schema names no page; whether there is a page at that path, the caller knows.
    """
    return _FIELD.sub(lambda name: str(field_of(record, name[1])), shape.page or "")


def amounts(record: Record, shape: Shape) -> Iterator[str]:
    """Yield the paths of the fields of a record in which a number or date stands: `time`, `years.0`."""
    for pattern in shape.amounts:
        yield from _filled(record.fields, pattern.split("."), ())


def _filled(value: Any, steps: list[str], path: tuple[str, ...]) -> Iterator[str]:
    if not steps:
        if value is not None:
            yield ".".join(path)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _filled(inner, steps[1:], (*path, str(number)))
    elif is_mapping(type(value)):
        yield from _filled(value.get(steps[0]), steps[1:], (*path, steps[0]))


def _is_so(record: Record, where: Mapping[str, str]) -> bool:
    """Say whether the fields of a record say what is wanted of them; a reference says the name of what it leads to."""
    values = ((field_of(record, name), wanted) for name, wanted in where.items())
    return all((value.id if isinstance(value, Ref) else str(value)) == wanted for value, wanted in values)


def selected(block: Block, shape: Shape, records: Mapping[str, Mapping[str, Record]]) -> tuple[Record, ...] | None:
    """Return the records that a component shows by its schema's `x-select`; None where it selects none.

    `x-select: term` selects all records of a kind; on a parameter, `x-select: event.group` those whose field has the
    parameter's value; `x-select: fact.file` those of one file. `x-select: "*"` on a parameter selects the records of
    the kind that it names whose fields are what the parameter `where`, if there is one, says of them.
    """
    found: tuple[Record, ...] | None = None
    for parameter, selection in shape.selects.items():
        kind, _, field = selection.partition(".")
        wanted = block.fields.get(parameter) if parameter else None
        if kind == ANY_KIND:
            if wanted is not None:
                where = block.fields.get("where") or {}
                found = tuple(record for record in records.get(wanted, {}).values() if _is_so(record, where))
            continue
        everything = tuple(records.get(kind, {}).values())
        if not parameter:
            found = everything
        elif wanted is not None:
            found = tuple(record for record in everything if field_of(record, field) == wanted)
        else:
            found = everything if found is None else found
    return found


def each_name(names: Any) -> list[tuple[str, str]]:
    """Return what something is called in other languages, one or several names in each, with the language's code."""
    by_language = names.items() if isinstance(names, Mapping) else ()
    return [
        (language, name) for language, given in by_language for name in ((given,) if isinstance(given, str) else given)
    ]
