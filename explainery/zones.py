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
    """Return the names of all zones of the IANA database: `Europe/London`."""
    return frozenset(zoneinfo.available_timezones())


def local(moment: dt.datetime, place: str, zones: Mapping[str, str]) -> dt.datetime | None:
    """Return a moment by the clocks of a place (UTC where it is empty).

    None for a place that `zones` does not name, or to which it gives a zone that is none; and where the year there
    would be none that a calendar has.
    """
    if not place:
        return moment
    if zones.get(place) not in names():
        return None
    try:
        return moment.astimezone(zoneinfo.ZoneInfo(zones[place]))
    except OverflowError:
        return None
