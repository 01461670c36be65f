"""Which sources support which facts, of a whole site, as figures see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery import walk
from explainery.model import Site
from explainery.origins import origins_of


@dataclass(frozen=True, slots=True)
class Support:
    """A fact, the file that it stands in, its sources, and of how many origins these are."""

    fact: str
    subject: str
    status: str
    sources: tuple[str, ...]
    origins: int


def support_of(site: Site) -> Mapping[str, Any]:
    """Return all facts under `support`, and under `kind_of` the kind of every source by its id."""
    return {
        "support": tuple(
            Support(
                name, fact.file, str(fact.fields["status"]), _sources(fact.fields, site), len(origins_of(fact, site))
            )
            for name, fact in site.records.get("fact", {}).items()
        ),
        "kind_of": {name: str(source.fields["kind"]) for name, source in site.records.get("source", {}).items()},
    }


def _sources(fields: Mapping[str, Any], site: Site) -> tuple[str, ...]:
    """Return the ids of a fact's sources, each once; those that are not there are a matter of another rule."""
    found = (site.record("source", ref.id) for ref in walk.refs(fields.get("sources") or ()))
    return tuple(dict.fromkeys(source.id for source in found if source))
