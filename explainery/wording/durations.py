"""Durations that are said in parts, `3 hours 27 minutes`, or with colons, `48:12 hours`."""

import datetime as dt
import re
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from explainery.wording.number import Number

_SECONDS = {"week": 604800, "d": 86400, "h": 3600, "min": 60, "s": 1}
_LONGEST = 1e13  # seconds of a duration that Python can hold


def joined(numbers: Iterable[Number], text: str, gap: re.Pattern[str]) -> Iterator[Number]:
    """Yield numbers, neighbouring parts of one duration together; `gap` may stand between them."""
    parts: list[Number] = []
    for number in numbers:
        if parts and not (_follows(parts[-1], number) and gap.fullmatch(text, parts[-1].end, number.start)):
            yield _together(parts)
            parts = []
        parts.append(number)
    if parts:
        yield _together(parts)


def with_colons(span: tuple[int, int], parts: list[int], units: Container[str]) -> Iterator[Number]:
    """Yield the duration whose two or three parts have colons between them: the unit behind is that of the first."""
    if "h" in units or "min" in units:
        largest = _SECONDS["h" if "h" in units or len(parts) > 2 else "min"]  # noqa: PLR2004 - with seconds
        yield _duration(*span, sum(part * largest // 60**at for at, part in enumerate(parts)))


def _follows(before: Number, after: Number) -> bool:
    is_plain = not (before.is_foreign or after.is_foreign) and before.to is None and after.to is None
    return is_plain and _worth(before) > _worth(after) > 0


def _worth(number: Number) -> int:
    return next((_SECONDS[unit] for unit in sorted(number.units) if unit in _SECONDS), 0)


def _together(parts: list[Number]) -> Number:
    if len(parts) == 1:
        return parts[0]
    seconds = sum(part.value * _worth(part) for part in parts if isinstance(part.value, Decimal))
    return _duration(parts[0].start, parts[-1].end, seconds)


def _duration(start: int, end: int, seconds: Decimal | int) -> Number:
    duration = dt.timedelta(seconds=min(float(seconds), _LONGEST))
    return Number(start, end, "measure", duration, units=frozenset(("s",)))
