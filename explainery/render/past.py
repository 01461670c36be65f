"""What templates see of a page's past: its commits, its corrections, and where its source is kept."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from explainery.model import Change, Life

if TYPE_CHECKING:
    from explainery.render.views import RecordView, Views

_SHOWN = 8
_ID = 10  # digits of a commit's id: enough to be found by, and the same in every clone


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a page: its day, its subject, and where it can be looked at, where that is known."""

    day: dt.date
    subject: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a page's changes: how many there are, the newest of them, and how many others came before."""

    count: int
    steps: tuple[Step, ...]
    before: int


class Past:
    """The part of a page's view that tells of its past."""

    path: str
    __getitem__: Any
    _views: "Views"

    @property
    def corrections(self) -> "tuple[RecordView, ...]":
        """Return what was corrected on this page, newest first."""
        self._views.note("corrections", self.path)
        names = self._views.site.corrected.get(self.path, ())
        return tuple(self._views.record("correction", name) for name in names)

    @property
    def history(self) -> Told | None:
        """Return the changes of this page's file; None where git knows none, or the settings leave them out."""
        self._views.note("history", self.path)
        site = self._views.site
        changes = site.history.changes.get(self.path, ()) if site.history else ()
        if not changes or site.settings["history"] is False:
            return None
        steps = tuple(Step(change.day, change.subject, self._address(change)) for change in changes[:_SHOWN])
        return Told(len(changes), steps, len(changes) - len(steps))

    @property
    def published(self) -> dt.date:
        """Return the day on which this page was first written; the day on which it was checked where git knows none."""
        return self._life().first

    @property
    def modified(self) -> dt.date:
        """Return the day on which this page changed last: a correction counts, a check alone does not."""
        corrected = (self._views.site.corrections[name].date for name in self._views.site.corrected.get(self.path, ()))
        self._views.note("corrections", self.path)
        return max((self._life().last, *corrected))

    def _life(self) -> Life:
        self._views.note("life", self.path)
        checked: dt.date = self["checked"]
        return self._views.site.lives.get(self.path) or Life(checked, checked)

    @property
    def edit_url(self) -> str | None:
        """Return where this page can be edited; None where the settings tell no way, or no file is behind the page."""
        base, branch = self._repository()
        edit = self._views.site.settings["edit"]
        if edit in (None, True) and base:
            edit = f"{base}/edit/{branch}/content/{{path}}"
        there = isinstance(edit, str) and self._views.there(self.path) and self.path not in self._views.site.listed
        return edit.replace("{path}", quote(self.path)) if there else None

    def _address(self, change: Change) -> str | None:
        base, _ = self._repository()
        return f"{base}/commit/{change.commit[:_ID]}" if base else None

    def _repository(self) -> tuple[str, str]:
        """Return the address of the repository, empty where it is not known, and its branch."""
        base, _, branch = (self._views.site.settings["repository"] or "").rstrip("/").partition("/tree/")
        return base, branch or "main"
