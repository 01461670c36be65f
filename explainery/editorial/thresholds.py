"""Whether the figures of a site keep to what its settings allow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explainery.editorial.measure import Measure


@dataclass(frozen=True, slots=True)
class Limit:
    """The `least` and the `most` that the settings allow for a figure, and whether the figure keeps to both."""

    measure: Measure
    least: float | None
    most: float | None

    @property
    def kept(self) -> bool:
        """Say whether the figure is on the right side of its limits, or on one."""
        value = self.measure.value
        return (self.least is None or self.least <= value) and (self.most is None or value <= self.most)

    @property
    def allowed(self) -> float | list[float]:
        """Return the limit as it is written in the settings."""
        found = [bound for bound in (self.least, self.most) if bound is not None]
        return found if len(found) > 1 else found[0]

    @property
    def shown(self) -> str:
        """Return the limit as people read it."""
        unit = self.measure.unit
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}{unit}"
        return f"at most {self.most:g}{unit}" if self.least is None else f"at least {self.least:g}{unit}"


def limits(measures: tuple[Measure, ...], thresholds: Mapping[str, Any] | None) -> Iterator[Limit]:
    """Yield the limit of each measure that has one in `thresholds`: one number, or a least and a most in any order."""
    for measure in measures:
        allowed = (thresholds or {}).get(measure.name)
        if isinstance(allowed, Sequence):
            yield Limit(measure, min(allowed), max(allowed))
        elif measure.better and allowed is not None:
            yield Limit(measure, *((allowed, None) if measure.better > 0 else (None, allowed)))
