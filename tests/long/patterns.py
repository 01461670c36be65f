"""Lets every regular expression of the program look through repetitions: none takes a time that grows out of hand.

    python tests/long/patterns.py

Where a pattern can share a text out in many ways, 28 repetitions take for ever (2^28), or 2,000 characters do (n^3).
"""

import argparse
import importlib
import pkgutil
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2])]

import explainery
from explainery.model import Quantity
from explainery.wording import Finder, bound_of, codes_in, split_sentences, words_say

SECONDS = 5
PIECES = [
    *" \t\n\u00a0a1é_-*`~^=+$@!&#%/|\\:.,'\"“[](){}<>",
    *("> ", "- ", "1. ", "a ", "A. ", ": ", "1 ", "1,", "1-", "1/", "a.", "a/", "a-", "a@", "a: ", "](", "![", "[a]("),
    *("{{", "<!--", "<a ", "\n ", "\n> ", "\n- ", "one ", "of ", "2021-", "\\n", "a=b "),
]


class TooLong(BaseException):
    """A pattern took too long."""


def patterns() -> dict[re.Pattern[str], str]:
    """Return all patterns that modules hold, with the names under which they do, and those that languages need."""
    found = patterns_of_languages()
    for module in pkgutil.walk_packages(explainery.__path__, "explainery."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in _inside(value):
                    found.setdefault(pattern, f"{module.name}.{name}")
    return found


def patterns_of_languages() -> dict[re.Pattern[str], str]:
    """Return the patterns that are made where a text is looked through, with their language and what makes them."""
    found: dict[re.Pattern[str], str] = {}
    plain = re.compile

    def kept(pattern: Any, flags: Any = 0) -> Any:
        made = plain(pattern, flags)
        code = sys._getframe(1).f_code  # noqa: SLF001 - of whoever makes the pattern
        if code.co_filename.startswith(str(Path(explainery.__file__).parent)):
            found.setdefault(made, f"{language}: {Path(code.co_filename).stem}.{code.co_name}")
        return made

    re.compile = kept  # type: ignore[assignment]
    try:
        for language in ("en", "de", "fr", "es", "ru", "sv"):
            text = "On 5 May 2021, at 8:55, it was 1.5 km. 2,5 km. I. E."
            quantity = Quantity(Decimal(2), None, "km")
            words_say(text, quantity, Finder(language), {})
            bound_of(text, 30, 36, language, of_time=False)
            list(codes_in(text, language))
            split_sentences(text, language)
    finally:
        re.compile = plain  # type: ignore[assignment]
    return found


def _inside(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth < 4:  # tables of rows of patterns
        if isinstance(value, dict):
            parts = list(value.values())
        elif is_dataclass(value) and not isinstance(value, type):
            parts = [getattr(value, field.name) for field in fields(value)]
        else:
            parts = value if isinstance(value, (tuple, list)) else []
        for part in parts:
            yield from _inside(part, depth + 1)


def main() -> int:
    """Look through all patterns, or as many as there is time for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--seed", type=int, default=12, help="in which order they come, and which pieces are put together"
    )
    parser.add_argument("--seconds", type=float, default=600)
    told = parser.parse_args()
    chance, started, slow, done = random.Random(told.seed), time.monotonic(), [], 0

    def ring(*_signal: object) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, ring)
    all_of_them = sorted(patterns().items(), key=lambda pair: pair[1])
    chance.shuffle(all_of_them)
    pieces = PIECES + ["".join(chance.sample(PIECES, 2)) for _ in range(40)]
    for pattern, name in all_of_them:
        if time.monotonic() - started > told.seconds:
            break
        done += 1
        for piece in pieces:
            for text in (f"x\n{piece * 28}\x01", f"x\n{piece * 28}\n", f"x\n{(piece * 2000)[:2000]}\x01"):
                signal.setitimer(signal.ITIMER_REAL, SECONDS)
                try:
                    for _found in pattern.finditer(text):
                        pass
                except TooLong:
                    slow.append(name)
                    print(f"{name}: {len(text)} characters of {piece!r} take more than {SECONDS} seconds.", flush=True)
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
    print(f"{done} of {len(all_of_them)} patterns in {time.monotonic() - started:.0f} seconds: {len(slow)} findings.")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
