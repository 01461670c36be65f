"""Every address of another site that a site names, and where."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag

from explainery import walk
from explainery.model import Site, Source
from explainery.problems import Place

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """An address without its fragment, the places that name it, and the sources whose address it is."""

    address: str
    places: tuple[Place, ...]
    sources: tuple[Source, ...]


def addresses_of(site: Site) -> tuple[Named, ...]:
    """Return the addresses in texts and those of sources, in the order of their letters.

    The address of a source with `link: false` is left out: it is not safe to visit.
    """
    places: dict[str, set[Place]] = defaultdict(set)
    sources: dict[str, list[Source]] = defaultdict(list)
    for found, place in _in_texts(site):
        places[found].add(place)
    for source in site.sources.values():
        for field, address in (("URL", source.url), ("archived", source.archived)):
            if address and source.link is not False:
                places[_bare(address)].add(source.places.get(field, source.place))
                if field == "URL":
                    sources[_bare(address)].append(source)
    return tuple(Named(one, tuple(sorted(places[one])), tuple(sources[one])) for one in sorted(places))


def _in_texts(site: Site) -> Iterator[tuple[str, Place]]:
    for body in site.texts:
        for link in walk.links(body):
            if link.scheme == "web" and _ADDRESS.match(link.target):
                yield _bare(link.target), link.place


def _bare(address: str) -> str:
    return urldefrag(address).url
