"""What a build is told."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is told.

    Folders, the site's public address, drafts, whether to forget earlier builds, where the sources can be edited, and
    the day by which pages are due for checking (there is no clock).
    """

    root: Path
    out: Path | None = None
    url: str | None = None
    drafts: bool = False
    clean: bool = False
    repository: str | None = None
    today: date | None = None
