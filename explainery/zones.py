"""The time of day in other places.

Zones are those of the package tzdata alone: what one machine knows of them is not what another one knows.
"""

import datetime as dt
import functools
import zoneinfo
from collections.abc import Mapping

zoneinfo.reset_tzpath(to=())


@functools.cache
def names() -> frozenset[str]:
    """Return the names of all zones of the IANA database: `Europe/Moscow`."""
    return frozenset(zoneinfo.available_timezones())


def local(moment: dt.datetime, place: str, zones: Mapping[str, str]) -> dt.datetime | None:
    """Return a moment by the clocks of a place (UTC where it is empty).

    None for a place that `zones` does not name, or to which it gives a zone that is none.
    """
    if not place:
        return moment
    return moment.astimezone(zoneinfo.ZoneInfo(zones[place])) if zones.get(place) in names() else None
