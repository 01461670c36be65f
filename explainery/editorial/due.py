"""Facts and pages whose time to be checked again has come. Oldest first, with who depends on them."""

import datetime as dt
from collections.abc import Iterator

from explainery.ages import past_due
from explainery.editorial.measure import Finding, Measure
from explainery.formula import names_in
from explainery.model import Site
from explainery.problems import Place


def measures(site: Site, today: dt.date) -> Iterator[Measure]:
    """Yield what is due on the day `today`."""
    findings = tuple(Finding(place, says) for _day, place, says in sorted(_due(site, today)))
    yield Measure("due", "Due for checking", len(findings), findings=findings)


def _due(site: Site, today: dt.date) -> Iterator[tuple[dt.date, Place, str]]:
    for fact in site.facts.values():
        day = past_due(fact, today)
        if day:
            users = [*site.used_on.get(("fact", fact.id), ()), *_computed_from(fact.id, site)]
            on = f"; on it depend {', '.join(users)}" if users else ""
            yield day, fact.places.get("checked", fact.place), f"{fact.id}: due since {day}{on}"
    for page in site.pages:
        day, path = past_due(page.document, today), f"content/{page.path}"
        if day:
            yield day, page.document.places.get("checked", Place(path)), f"{page.path}: due since {day}"


def _computed_from(name: str, site: Site) -> Iterator[str]:
    for other in sorted(site.facts.values(), key=lambda fact: fact.id):
        if other.formula and name in names_in(other.formula):
            yield other.id
