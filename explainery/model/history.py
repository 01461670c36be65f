"""What git knows of the files that an explainer is made from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from explainery.value import Value


@dataclass(frozen=True, slots=True)
class Change(Value):
    """A commit that touched a file: the day on which its author made it, its subject, its id, and the text it left.

    `blob` is git's name of that text; None where the commit deleted the file.
    """

    day: dt.date
    subject: str
    commit: str
    blob: str | None


@dataclass(frozen=True, slots=True)
class History(Value):
    """The changes of each file below `content/`, by its path there now, newest first. `head` is the newest commit.

    `day` is the latest on which anything in it was written or committed, `blobs` are git's names of the files as it has
    them.
    """

    head: str
    changes: Mapping[str, tuple[Change, ...]]
    day: dt.date
    blobs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Life(Value):
    """The day on which a page was first written, that on which its words changed last, and what is said of that change.

    Where git knows nothing of the page, both are the day on which it was checked, and nothing is said.
    """

    first: dt.date
    last: dt.date
    subject: str = ""
