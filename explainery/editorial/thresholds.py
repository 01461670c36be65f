"""Whether the figures of a site keep to what its settings allow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from explainery.editorial.measure import Measure


@dataclass(frozen=True, slots=True)
class Limit:
    """The most, or the least, that the settings allow for a figure, and whether the figure keeps to it."""

    measure: Measure
    allowed: int

    @property
    def kept(self) -> bool:
        """Say whether the figure is on the right side of its limit, or on it."""
        return (self.measure.value - self.allowed) * self.measure.better >= 0

    @property
    def shown(self) -> str:
        """Return the limit as people read it."""
        return f"at {'least' if self.measure.better > 0 else 'most'} {self.allowed}{self.measure.unit}"


def limits(measures: tuple[Measure, ...], thresholds: Mapping[str, Any] | None) -> Iterator[Limit]:
    """Yield the limit of each measure that has one in `thresholds`."""
    for measure in measures:
        allowed = (thresholds or {}).get(measure.name)
        if measure.better and allowed is not None:
            yield Limit(measure, int(allowed))
