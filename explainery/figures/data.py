"""What a block gives its figure: its parameters, and what its schema needs beside them."""

import posixpath
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from explainery import draw, walk
from explainery.model import Block, Body, Constant, Fact, Formula, FromFact, Page, Quantity, Record, Ref, Site
from explainery.origins import origins_of
from explainery.paths import below_content


def data_of(block: Block, site: Site) -> dict[str, Any]:
    """Return a block's parameters: facts as `Fact`, other records and pages as they are, Markdown as its words.

    Under `records` stand those that its schema's `x-select` chooses, under `held` the facts that hold fields of these,
    by their ids and the names of the fields, under `folder` where the page stands in `content/`; where `x-needs` says
    `support`, all facts with their sources stand under `support`.
    """
    data = {name: _followed(value, site) for name, value in block.fields.items()}
    data["folder"] = posixpath.dirname(below_content(block.place.path))
    if "support" in site.parsed.components[block.name].needs:
        data |= support_of(site)
    if "files" in site.parsed.components[block.name].needs:
        refs = (Ref("fact", name, block.place) for name in facts_in_file(block, site))
        data["facts"] = {ref.id: fact for ref in refs if isinstance(fact := _target(ref, site), draw.Fact)}
    shown = walk.selected(block, site.parsed.components[block.name], site.records)
    if shown is None:
        return data
    held = {record.id: {name: _target(ref, site) for name, ref in record.taken.items()} for record in shown}
    return {**data, "records": shown, "held": {name: facts for name, facts in held.items() if facts}}


def facts_in_file(block: Block, site: Site) -> tuple[str, ...]:
    """Return the facts that are named in the file with data that a block names."""
    if "files" not in site.parsed.components[block.name].needs:
        return ()
    folder = posixpath.dirname(below_content(block.place.path))
    return draw.facts_named(block.fields, folder, site.parsed.files)


def _followed(value: Any, site: Site) -> Any:
    if isinstance(value, Ref):
        return _target(value, site)
    if isinstance(value, FromFact):
        return _target(value.ref, site)
    if isinstance(value, Formula):
        facts = {ref.id: fact for ref in value.refs if isinstance(fact := _target(ref, site), draw.Fact)}
        return draw.Formula(value.text, facts, value.place)
    if isinstance(value, tuple):
        return tuple(_followed(inner, site) for inner in value)
    if isinstance(value, Mapping):
        return {name: _followed(inner, site) for name, inner in value.items()}
    return value.text if isinstance(value, Body) else value


def _target(ref: Ref, site: Site) -> draw.Fact | Record | Page | None:
    record = site.record(ref.kind, ref.id)
    if isinstance(record, Constant):
        constant = Quantity(Decimal(str(record.value)), None, record.unit)
        return draw.Fact(record.id, record.name, constant, "documented", ref.place)
    if isinstance(record, Fact):
        held = site.quantities.get(record.id)
        return draw.Fact(record.id, record.statement, held, record.status, ref.place)
    return record or site.by_path.get(walk.path_of(ref))


def support_of(site: Site) -> Mapping[str, Any]:
    """Return all facts under `support`."""
    return {
        "support": tuple(
            draw.Support(name, fact.file, fact.status, _sources(fact, site), len(origins_of(fact, site)))
            for name, fact in site.facts.items()
        ),
    }


def _sources(fact: Fact, site: Site) -> tuple[str, ...]:
    """Return the ids of a fact's sources, each once; those that are not there are a matter of another rule."""
    found = (site.source(ref.id) for ref in fact.sources)
    return tuple(dict.fromkeys(source.id for source in found if source))
