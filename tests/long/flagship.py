"""Edits the flagship, builds it, and compares each tenth build with a clean one: the same bytes, or the same problems.

    python tests/long/flagship.py --edits 1000 --seconds 4200

An edit takes about a second, a clean build several. What is wrong in the end is told with the edits that led to it;
ends with 1 then.
"""

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from explainers import files_of

from explainery.commands.build import build
from explainery.commands.memory import Memory
from explainery.commands.options import Options
from explainery.problems import Problem, Problems

_OFTEN = 10  # edits after which a clean build is made
_SORTS = {".md": 6, ".yaml": 4, ".css": 1, ".html": 1}  # how often files of a sort are edited

Edit = Callable[[random.Random, str], str]


def _without_a_part(chance: random.Random, text: str) -> str:
    parts = text.split("\n\n")
    del parts[chance.randrange(len(parts))]
    return "\n\n".join(parts)


def _with_a_part_twice(chance: random.Random, text: str) -> str:
    parts = text.split("\n\n")
    at = chance.randrange(len(parts))
    return "\n\n".join([*parts[:at], parts[at], *parts[at:]])


def _with_another_order(chance: random.Random, text: str) -> str:
    parts = text.split("\n\n")
    one, other = (chance.randrange(len(parts)) for _ in range(2))
    parts[one], parts[other] = parts[other], parts[one]
    return "\n\n".join(parts)


def _with_another(pattern: str, new: Sequence[str]) -> Edit:
    def edit(chance: random.Random, text: str) -> str:
        found = list(re.finditer(pattern, text))
        if not found:
            return text
        one = chance.choice(found)
        return text[: one.start()] + chance.choice(new) + text[one.end() :]

    return edit


_EDITS: dict[str, tuple[Edit, ...]] = {
    ".md": (
        _without_a_part,
        _with_a_part_twice,
        _with_another_order,
        _with_another(r"(?<=[a-z] )[a-z]{4,9}(?= [a-z])", ("other", "and more", "")),
        _with_another(r"(?m)^(?:title|label|answer): ", ("title: The ", "answer: More ")),
        _with_another(r"\d", "0123456789"),
    ),
    ".yaml": (
        _with_another(r"(?<=[a-z] )[a-z]{4,9}(?= [a-z])", ("other", "and more", "")),
        _with_another(r"\d", "0123456789"),
        _with_another(r"(?m)^  [a-z-]+: .*\n", ("",)),
        _with_another(r"(?m)^- id: ", ("- draft: true\n  id: ",)),
    ),
    ".css": (_with_another(r"\Z", (".more { color: red }\n", "/* a remark */\n")),),
    ".html": (_with_another(r"\Z", ("<!-- more -->\n", "{# a remark #}\n")),),
}


def built(options: Options, memory: Memory | None = None) -> tuple[Problem, ...]:
    """Build, and return the problems."""
    try:
        build(options, memory=memory)
    except Problems as found:
        return found.problems
    return ()


def main() -> int:
    """Edit as often as was asked for, or as there is time for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edits", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=4_200)
    told = parser.parse_args()
    end, chance = time.monotonic() + told.seconds, random.Random(told.seed)
    with tempfile.TemporaryDirectory(prefix="explainery-") as folder:
        root = Path(folder, "explainer")
        for name in ("content", "templates", "assets"):
            shutil.copytree(ROOT / name, root / name)
        done, wrong = _edit(root, chance, told.edits, end)
    print(f"{done} edits, seed {told.seed}: {wrong or 'nothing was found'}.")
    return 1 if wrong else 0


def _edit(root: Path, chance: random.Random, edits: int, end: float) -> tuple[int, str]:
    """Return how many edits were made, and what was wrong after the last one."""
    assert not built(Options(root))
    since: list[str] = []
    refused = 0
    for number in range(1, edits + 1):
        sort = chance.choices(list(_SORTS), list(_SORTS.values()))[0]
        file = chance.choice(sorted(root.glob(f"*/**/*{sort}")))
        before = file.read_text(encoding="utf-8")
        file.write_text(chance.choice(_EDITS[sort])(chance, before), encoding="utf-8")
        since.append(file.relative_to(root).as_posix())
        problems = built(Options(root))
        if number % _OFTEN == 0:
            clean = Options(root, out=root / "clean")
            if built(clean, Memory(None)) != problems:
                return number, f"other problems after edits of {', '.join(since)}"
            if not problems and _differing(root):
                return number, f"{', '.join(_differing(root)[:5])} differ after edits of {', '.join(since)}"
            since = []
        if problems:
            refused += 1
            file.write_text(before, encoding="utf-8")
        if time.monotonic() > end:
            break
    print(f"{refused} of the edits were problems, and taken back.")
    return number, ""


def _differing(root: Path) -> list[str]:
    one, other = files_of(root / "site"), files_of(root / "clean")
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


if __name__ == "__main__":
    sys.exit(main())
