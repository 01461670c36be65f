"""Sources that may be lost, because no archive is named, and those whose day nobody knows."""

from collections.abc import Iterator

from explainery.editorial.measure import Finding, Measure
from explainery.model import Record, Site


def measures(site: Site) -> Iterator[Measure]:
    """Yield the sources on the web without `archived`, and those without `issued`."""
    sources = [source for _name, source in sorted(site.records.get("source", {}).items())]
    fields = "URL", "archived"
    unarchived = [one for one in sources if one.fields.get(fields[0]) and not one.fields.get(fields[1])]
    undated = [one for one in sources if not one.fields.get("issued")]
    yield Measure("unarchived", "Sources without an archived address", len(unarchived), findings=_findings(unarchived))
    yield Measure("undated", "Sources without a date", len(undated), findings=_findings(undated))


def _findings(sources: list[Record]) -> tuple[Finding, ...]:
    return tuple(Finding(source.place, f"{source.id}: {source.fields['title']}") for source in sources)
