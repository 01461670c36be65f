"""The command `lock`: the addresses of the finished site into `content/addresses.txt`, so that none vanishes unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from explainery.addresses import FILE, published, written
from explainery.commands.build import build
from explainery.commands.options import Options
from explainery.problems import Place, Problem, Problems


@dataclass(frozen=True, slots=True)
class Locked:
    """How many addresses the list holds now, and how many of them are new."""

    addresses: int
    new: int


def lock(root: Path, progress: Callable[[int, int], None] | None = None) -> Locked:
    """Build the explainer at `root`, and list its addresses. Raises Problems; then the list stays as it was."""
    build(Options(root), progress)
    file = root / "content" / FILE
    before = file.read_bytes() if file.is_file() else b""
    after = written((root / "site" / FILE).read_text(encoding="utf-8"), before).encode()
    known, now = published(before).places, published(after).places
    if after != before:
        try:
            file.write_bytes(after)
        except OSError as error:
            says = f"This file cannot be written: {error.strerror}."
            place = Place(f"content/{FILE}")
            raise Problems([Problem("CANNOT WRITE", place, says, "See who may write in that folder.")]) from None
    return Locked(len(now), len(now.keys() - known.keys()))
