"""Things and links between them: in which order they come."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

_SWEEPS = 8


class Circle(Exception):  # noqa: N818 - it is in the data, and no error of the program
    """Links that lead in a circle; `names` are the things on it, the first of which is also the last."""

    def __init__(self, names: Sequence[str]) -> None:
        """Keep the names."""
        super().__init__(", ".join(names))
        self.names = tuple(names)


def ranked(names: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return a rank for each thing, from 0: one more than the highest of those that lead to it. Raises Circle."""
    before: dict[str, list[str]] = {name: [] for name in names}
    for start, end in links:
        before[end].append(start)
    try:
        order = tuple(TopologicalSorter(before).static_order())
    except CycleError as error:
        raise Circle(error.args[1]) from None
    ranks: dict[str, int] = {}
    for name in order:
        ranks[name] = max((ranks[one] + 1 for one in before[name]), default=0)
    return {name: ranks[name] for name in before}


def ordered(ranks: Mapping[str, int], links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return the things of each rank in an order in which few links cross.

    Each stands at the mean place of those that it is linked with, sweep by sweep (Sugiyama, Tagawa, Toda 1981).
    """
    rows: list[list[str]] = [[] for _ in range(max(ranks.values(), default=-1) + 1)]
    for name, rank in ranks.items():
        rows[rank].append(name)
    near: dict[str, list[str]] = {name: [] for name in ranks}
    for start, end in links:
        near[start].append(end)
        near[end].append(start)
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            places = {name: (at + 0.5) / len(one) for one in rows for at, name in enumerate(one)}
            means = {name: _mean([places[other] for other in near[name]], places[name]) for name in row}
            row.sort(key=means.__getitem__)
    return rows


def _mean(places: Sequence[float], own: float) -> float:
    return sum(places) / len(places) if places else own
