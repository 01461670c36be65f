"""What an editor wants to know of a site: figures, what stands behind each, and whether they keep to the site's limits.

Takes a checked site, knows no clock, and gives the same report for the same site and day.
"""

import datetime as dt

from explainery.editorial import due, facts, leftover, numbers, pages, prose, reading, sources, unknown
from explainery.editorial.history import Version, versions
from explainery.editorial.measure import Finding, Measure
from explainery.editorial.thresholds import Limit, limits
from explainery.model import Site

__all__ = ["Finding", "Limit", "Measure", "Version", "limits", "survey", "versions"]


def survey(site: Site, today: dt.date) -> tuple[Measure, ...]:
    """Return every measure of a site. `today` is the day by which reviews are due."""
    return (
        *facts.measures(site),
        *numbers.measures(site),
        *due.measures(site, today),
        *sources.measures(site),
        *leftover.measures(site),
        *pages.measures(site),
        *prose.measures(reading.readings(site)),
        *unknown.measures(site),
    )
