"""What the checkable numbers rest on: facts that they are compared with, citations alone, reasons."""

from collections.abc import Iterator

from explainery.editorial.measure import Finding, Measure
from explainery.model import Site
from explainery.problems import Place

_KINDS = (
    ("held", "Numbers held by facts", 1),
    ("cited", "Numbers cited, not compared", -1),
    ("exempt", "Exempt numbers", -1),
)


def measures(site: Site) -> Iterator[Measure]:
    """Yield how many numbers are held, cited and exempt; nothing where the explainer looks only at some of them."""
    if not site.counts:
        return
    for name, title, better in _KINDS:
        found = {path: getattr(counts, name) for path, counts in sorted(site.counts.items())}
        most = sorted(((path, count) for path, count in found.items() if count), key=lambda one: (-one[1], one[0]))
        findings = tuple(Finding(Place(f"content/{path}"), f"{path or 'records'}: {count}") for path, count in most)
        yield Measure(f"numbers-{name}", title, sum(found.values()), better, findings=findings if better < 0 else ())
