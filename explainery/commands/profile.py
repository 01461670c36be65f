"""The table of `build --profile`: the time of each stage, and the slowest files and components."""

from collections.abc import Iterable, Iterator, Mapping

_SLOWEST = 10


def profile_table(times: Mapping[str, Mapping[str, float]], seconds: float) -> str:
    """Return the table. `times` are seconds by sort (`stage`, `page`, `component`) and name, `seconds` those of all."""
    stages = times.get("stage", {})
    rest = {"everything else": max(0.0, seconds - sum(stages.values()))}
    parts = [_part("Stages", {**stages, **rest}.items(), seconds)]
    wanted = {"page": "slowest files, parsed and rendered", "component": "slowest components, all uses together"}
    for sort, title in wanted.items():
        found = sorted(times.get(sort, {}).items(), key=lambda one: (-one[1], one[0]))[:_SLOWEST]
        if found:
            parts.append(_part(f"The {len(found)} {title}", found, seconds))
    return "\n\n".join("\n".join(part) for part in parts)


def _part(title: str, rows: Iterable[tuple[str, float]], seconds: float) -> Iterator[str]:
    yield title
    for name, taken in rows:
        yield f"  {taken * 1000:9.1f} ms {taken / seconds if seconds else 0:6.1%}  {name}"
