"""Sources that may be lost, because no archive is named, and those whose day nobody knows."""

from collections.abc import Iterator

from explainery.editorial.measure import Finding, Measure
from explainery.model import Site, Source


def measures(site: Site) -> Iterator[Measure]:
    """Yield the sources on the web without `archived`, and those without `issued`."""
    sources = [source for _name, source in sorted(site.sources.items())]
    unarchived = [one for one in sources if one.url and not one.archived]
    undated = [one for one in sources if not one.issued]
    yield Measure("unarchived", "Sources without an archived address", len(unarchived), findings=_findings(unarchived))
    yield Measure("undated", "Sources without a date", len(undated), findings=_findings(undated))


def _findings(sources: list[Source]) -> tuple[Finding, ...]:
    return tuple(Finding(source.place, f"{source.id}: {source.title}") for source in sources)
