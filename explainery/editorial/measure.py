"""One figure about a site, and what stands behind it."""

from dataclasses import dataclass

from explainery.problems import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that counts: where it stands, and what is to be known of it."""

    place: Place
    says: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure. `name` is its key in JSON and in `thresholds`; `better` is -1 where less is better, 1 where more is.

    With `better` 0 neither is: it only informs, or has a least and a most. `parts` are counts by name; `findings` are
    in the order in which to mend them, and `lists` says what they are, where it is not the title.
    """

    name: str
    title: str
    value: float
    better: int = -1
    unit: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()
    lists: str = ""

    @property
    def listed(self) -> str:
        """Return what its findings are called."""
        return self.lists or self.title

    @property
    def shown(self) -> str:
        """Return the figure as people read it."""
        return f"{self.value:g}{self.unit}"
