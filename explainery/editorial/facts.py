"""Facts by status, and how many are told by two sources of different origin."""

from collections import Counter
from collections.abc import Iterator

from explainery.editorial.measure import Finding, Measure
from explainery.model import Site
from explainery.origins import origins_of

_TWO = 2


def measures(site: Site) -> Iterator[Measure]:
    """Yield the counts of facts, and the share that has two origins, in whole per cent, rounded down."""
    facts = site.facts
    for field, counts in (
        ("status", Counter(fact.status for fact in facts.values())),
        ("confidence", Counter(fact.confidence for fact in facts.values())),
    ):
        parts = tuple(sorted(counts.items()))
        yield Measure(f"facts-by-{field}", f"Facts by {field}", len(facts), 0, parts=parts)
    origins = {name: sorted(origins_of(fact, site)) for name, fact in sorted(facts.items())}
    single = [name for name, found in origins.items() if len(found) < _TWO]
    yield Measure(
        "two-origins",
        "Facts with two origins",
        100 * (len(facts) - len(single)) // len(facts) if facts else 100,
        better=1,
        unit=" %",
        lists="Facts with fewer than two origins",
        findings=tuple(Finding(facts[name].place, f"{name}: {_told_by(origins[name])}") for name in single),
    )


def _told_by(origins: list[str]) -> str:
    return f"only {origins[0]}" if origins else "no source"
