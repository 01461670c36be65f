"""Verdicts of earlier runs, in a file that can be deleted at any time; it only spares servers and writers the wait."""

import json
from collections.abc import Mapping
from pathlib import Path

from explainery.files import content_of, replaced
from explainery.linkcheck.verdict import State, Verdict

_DAY = 24 * 60 * 60
_HOLDS = {State.ALIVE: 7 * _DAY, State.MOVED: _DAY, State.GONE: _DAY}


class Kept:
    """Verdicts by address, each with the time (seconds since 1970) at which it was found. Unknown ones are not kept."""

    def __init__(self, file: Path | None, now: float) -> None:
        """Read the file, where it is there and can be read; forget what is older than a verdict of its kind holds.

        Without a file nothing is known, and nothing is kept.
        """
        self._file, self._now = file, now
        self._found: dict[str, tuple[Verdict, float]] = {}
        try:
            entries = json.loads(content_of(str(file))) if file else {}
            for address, (state, why, target, found) in entries.items():
                verdict = Verdict(State(state), str(why), target)
                if 0 <= now - float(found) < _HOLDS.get(verdict.state, 0):
                    self._found[address] = (verdict, float(found))
        except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            self._found = {}

    def get(self, address: str) -> Verdict | None:
        """Return the verdict on an address, where there is one that still holds."""
        return self._found[address][0] if address in self._found else None

    def save(self, verdicts: Mapping[str, Verdict]) -> None:
        """Keep new verdicts beside the old ones. What cannot be written is asked again another time."""
        self._found |= {address: (verdict, self._now) for address, verdict in verdicts.items()}
        if self._file is None:
            return
        entries = {
            address: (verdict.state, verdict.why, verdict.target, found)
            for address, (verdict, found) in sorted(self._found.items())
            if verdict.state in _HOLDS
        }
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replaced(self._file, json.dumps(entries, ensure_ascii=False, indent=1).encode())
        except OSError:
            pass
