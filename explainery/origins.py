"""Whose story a source tells: `origin` names it, or the source that told it before."""

from collections.abc import Mapping

from explainery.model import Fact, Site, Source


def origins_of(fact: Fact, site: Site) -> frozenset[str]:
    """Return the origins of a fact's sources; where an origin is another source, that one's."""
    found = (site.source(ref.id) for ref in fact.sources)
    return frozenset(chain_of(source.id, site.sources)[-1] for source in found if source)


def chain_of(name: str, sources: Mapping[str, Source]) -> list[str]:
    """Return a source's id and the origins behind it, up to one that is no source, or that stood there before."""
    chain = [name]
    while chain[-1] in sources:
        origin = sources[chain[-1]].origin
        if origin in chain:
            return [*chain, origin]
        chain.append(origin)
    return chain
