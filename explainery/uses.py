"""Who uses what: the pages that refer to a record, the facts that a source supports, the corrections of a page."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from explainery import walk
from explainery.draw import facts_named
from explainery.model import Block, Body, Correction, Document, Fact, Parsed, Record, Ref
from explainery.paths import below_content

Records = Mapping[str, Mapping[str, Record]]


def used_on(
    documents: list[Document], parsed: Parsed, records: Records, aliases: Mapping[tuple[str, str], str]
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return, for every fact, term and source, the pages that refer to it, also through what they show and mention."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for document in documents:
        mentions = _mentions(document.texts, parsed, records)
        for ref in (*document.taken.values(), *_sources(document.refs), *mentions):
            name = aliases.get((ref.kind, ref.id), ref.id)
            found[ref.kind, name][document.path] = None
            record = records.get(ref.kind, {}).get(name)
            for source in _sources(record.refs) if record else ():
                found["source", aliases.get(("source", source.id), source.id)][document.path] = None
    return {key: tuple(sorted(pages)) for key, pages in found.items()}


def _mentions(bodies: Iterable[Body], parsed: Parsed, records: Records) -> Iterator[Ref]:
    """Yield what some bodies refer to, themselves and through the records that their blocks show.

    A fact in a list of facts is not mentioned, and what supports it neither.
    """
    for body in bodies:
        yield from walk.mentions(body)
        for block in walk.blocks([body]):
            shown = list(walk.selected(block, parsed.components[block.name], records) or ())
            named = [ref for ref in walk.refs(block.fields) if ref.id in records.get(ref.kind, {})]
            named += [Ref("fact", name, block.place) for name in _in_file(block, parsed) if name in records["fact"]]
            yield from (ref for ref in named if ref.kind == "fact")
            shown += [records[ref.kind][ref.id] for ref in named]
            for record in shown:
                yield from record.taken.values()
                if not isinstance(record, Fact):
                    yield from _sources(record.refs)
                for inner in record.texts:
                    yield from walk.mentions(inner)


def _sources(refs: Iterable[Ref]) -> Iterator[Ref]:
    """Yield the sources among references."""
    return (ref for ref in refs if ref.kind == "source")


def _in_file(block: Block, parsed: Parsed) -> tuple[str, ...]:
    """Return the facts that the file with a figure's data names."""
    if "files" not in parsed.components[block.name].needs:
        return ()
    return facts_named(block.fields, posixpath.dirname(below_content(block.place.path)), parsed.files)


def homes(documents: list[Document], parsed: Parsed, records: Records) -> Mapping[tuple[str, str], str]:
    """Return the path of the page that shows each record, of the kinds which have an address (`x-page`).

    It is the page that their schema names, or where there is none the first of all whose blocks show the record.
    """
    paths = {document.path for document in documents}
    found: dict[tuple[str, str], str] = {}
    for kind, shape in parsed.record_kinds.items():
        if shape.page:
            planned = {name: walk.home_of(record, shape) for name, record in records[kind].items()}
            found |= {(kind, name): path for name, path in planned.items() if path in paths}
            if not planned.keys() <= {name for of, name in found if of == kind}:
                _found_elsewhere(found, kind, documents, parsed, records)
    return found


def _found_elsewhere(
    found: dict[tuple[str, str], str], kind: str, documents: list[Document], parsed: Parsed, records: Records
) -> None:
    """Add where the records of a kind stand that have no place yet."""
    for document in documents:
        for block in document.blocks:
            for record in walk.selected(block, parsed.components[block.name], records) or ():
                if record.kind == kind:
                    found.setdefault((kind, record.id), document.path)


def corrected(records: Records) -> Mapping[str, tuple[str, ...]]:
    """Return, for every page with something corrected, its corrections, the newest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, correction in reversed(tuple(records.get("correction", {}).items())):
        if isinstance(correction, Correction):
            found[correction.page.id].append(name)
    return {page: tuple(names) for page, names in found.items()}


def supports(records: Records, aliases: Mapping[tuple[str, str], str]) -> Mapping[str, tuple[str, ...]]:
    """Return, for every source, the facts that name it, also in one of their versions."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name, fact in records.get("fact", {}).items():
        for ref in _sources(fact.refs):
            found[aliases.get(("source", ref.id), ref.id)][name] = None
    return {source: tuple(facts) for source, facts in found.items()}
