"""Whose story a source tells: `origin` names it, or the source that told it before."""

from collections.abc import Mapping

from explainery import walk
from explainery.model import Record, Site


def origins_of(fact: Record, site: Site) -> frozenset[str]:
    """Return the origins of a fact's sources; where an origin is another source, that one's."""
    records = site.records.get("source", {})
    found = (site.record("source", ref.id) for ref in walk.refs(fact.fields.get("sources") or ()))
    return frozenset(chain_of(source.id, records)[-1] for source in found if source)


def chain_of(name: str, sources: Mapping[str, Record]) -> list[str]:
    """Return a source's id and the origins behind it, up to one that is no source, or that stood there before."""
    chain = [name]
    while chain[-1] in sources:
        origin = str(sources[chain[-1]].fields["origin"])
        if origin in chain:
            return [*chain, origin]
        chain.append(origin)
    return chain
