"""Puts a finished site where readers find it: on a branch of a git repository, or into one file."""

from explainery.publishing.archive import is_own_archive, write_archive
from explainery.publishing.branch import Change, Published, put_on_branch
from explainery.publishing.source import source_commit, state_of
from explainery.publishing.tip import Target, Tip, tip_of

__all__ = [
    "Change",
    "Published",
    "Target",
    "Tip",
    "is_own_archive",
    "put_on_branch",
    "source_commit",
    "state_of",
    "tip_of",
    "write_archive",
]
