"""What a build is told."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is told: folders, the site's public address, drafts, and whether to forget earlier builds."""

    root: Path
    out: Path | None = None
    url: str | None = None
    drafts: bool = False
    clean: bool = False
