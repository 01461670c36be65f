"""Reads more texts than `tests/test_differential.py` has time for: their words come out as cmark reads them.

    python tests/long/texts.py --texts 2000 --seconds 3600

The texts follow from the seed. Ends with 1 where anything was found.
"""

import argparse
import sys
import time
import traceback
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as beginning_with
from markdowns import texts
from test_differential import hold

_AT_ONCE = 100


def main() -> int:
    """Read until the time is over, or all texts were read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=3600)
    told = parser.parse_args()
    read, found, started = 0, 0, time.monotonic()
    while read < told.texts and time.monotonic() - started < told.seconds:
        try:
            _reading(told.seed * 1_000_000 + read)()
        except Exception:
            found += 1
            traceback.print_exc()
        read += _AT_ONCE
    print(f"{read} texts in {time.monotonic() - started:.0f} seconds: {found} findings.")
    return 1 if found else 0


def _reading(number: int):
    """Return what reads a hundred texts that follow from a number."""

    @beginning_with(number)
    @settings(
        max_examples=_AT_ONCE,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(texts)
    def read(text: str) -> None:
        hold(text)

    return read


if __name__ == "__main__":
    sys.exit(main())
