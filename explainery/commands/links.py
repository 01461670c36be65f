"""The command `check --links`: whether addresses of other sites still answer. It asks the network; no build does."""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explainery.commands.check import looked_at
from explainery.commands.kept import kept_at
from explainery.linkcheck import (
    Asker,
    Kept,
    Named,
    Patience,
    State,
    Verdict,
    addresses_of,
    archive_address,
    check_addresses,
    date_of,
    known_copy,
)
from explainery.model import Site

_ORDER = (State.GONE, State.MOVED, State.UNKNOWN, State.ALIVE)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the command is told: whether to ask again what is known, and whether to ask the archive what it has."""

    again: bool = False
    ask_archive: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An address, what became of it, and the archived copy that a source without one may name."""

    named: Named
    verdict: Verdict
    archived: str | None

    @property
    def lost(self) -> bool:
        """Say whether it is gone, and no source that had it names an archived copy."""
        kept = self.named.sources and all(source.archived for source in self.named.sources)
        return self.verdict.state is State.GONE and not kept


def check_links(
    root: Path,
    asking: Asking,
    progress: Callable[[int, int], None] | None = None,
    patience: Patience | None = None,
) -> list[Found]:
    """Return what became of each address in the explainer at `root`, gone ones first. Raises Problems."""
    site, _sources = looked_at(root)
    patience = patience or Patience()
    named = {one.address: one for one in addresses_of(site)}
    kept = Kept(kept_at(root, "links.json"), time.time())
    known = {} if asking.again else {name: verdict for name in named if (verdict := kept.get(name))}
    asker = Asker(patience)
    new = check_addresses(named.keys() - known.keys(), asker.verdict, patience, progress)
    kept.save(new)
    verdicts = {**known, **new}
    ask = asker.json if asking.ask_archive else None
    found = [Found(one, verdicts[name], _archived(one, verdicts[name], site, ask)) for name, one in named.items()]
    return sorted(found, key=lambda one: (_ORDER.index(one.verdict.state), one.named.address))


def _archived(named: Named, verdict: Verdict, site: Site, ask: Callable[[str], Any] | None) -> str | None:
    """Return the copy for a source that names none: as the archive has it where it is asked, else by rule."""
    bare = tuple(source for source in named.sources if not source.archived)
    if not bare or (ask is None and verdict.state is State.ALIVE):
        return None
    date = date_of(bare, site)
    return known_copy(named.address, date, ask) if ask else archive_address(named.address, date)


def links_text(found: list[Found], *, everything: bool) -> str:
    """Return what a terminal shows: addresses that need somebody, what to paste, and how many there are of each state.

    With `everything` also those that are alive.
    """
    lines = []
    for one in found:
        verdict = one.verdict
        if verdict.state is State.ALIVE and not everything and not one.archived:
            continue
        lines.append(f"{verdict.state.upper()}: {one.named.address} ({verdict.why})")
        lines += [f"  now: {verdict.target}"] if verdict.target else []
        lines += [f"  {place.path}:{place.line}:{place.column}" for place in one.named.places]
        lines += [f"  archived: {one.archived}"] if one.archived else []
    counts = Counter(one.verdict.state for one in found)
    total = f"{len(found)} address{'es' if len(found) != 1 else ''}"
    return "\n".join([*lines, f"{total}: {', '.join(f'{counts[one]} {one}' for one in _ORDER)}."])


def links_json(found: list[Found]) -> str:
    """Return the same for programs."""
    return json.dumps({"addresses": [_plain(one) for one in found]}, ensure_ascii=False, indent=2)


def _plain(one: Found) -> dict[str, Any]:
    return {
        "address": one.named.address,
        "state": one.verdict.state,
        "why": one.verdict.why,
        "target": one.verdict.target,
        "archived": one.archived,
        "places": [{"path": place.path, "line": place.line, "column": place.column} for place in one.named.places],
    }
