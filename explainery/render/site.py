"""What templates know as `site`."""

import functools
from collections.abc import Mapping
from typing import Any

from explainery.model import Body, Document, Page
from explainery.paths import FRONT
from explainery.render.views import PageView, RecordView, Views

_CREDITS = "media-credits.md"
_OUTPUTS = ("cards", "citations", "data", "feed", "jsonld", "llms", "search", "twins")


@functools.lru_cache(maxsize=1)
def _search(views: Views) -> PageView:
    """Return the page of the search, which no file stands behind: it is not among the site's pages.

    One for all pages, since it looks at each of them.
    """
    checked = max((page.document.checked for page in views.site.pages), default=None)
    words = views.site.parsed.words
    answer = words.gettext("Search this site, or go through its pages from A to Z.")
    if views.site.records.get("question"):
        answer = words.gettext("Search this site, or go through its questions and pages from A to Z.")
    fields = {"title": words.gettext("Search"), "label": None, "answer": answer, "checked": checked}
    document = Document("search.md", "search", fields, {}, Body((), (), 0, ""), (), (), b"")
    return PageView(Page("search.md", "search.html", document, (), (), None, None, None, None), views)


class SiteView:
    """The site as one page's templates see it."""

    def __init__(self, views: Views) -> None:
        """Take the views, which note what the page reads."""
        self._views = views

    def __getitem__(self, name: str) -> Any:
        """Return a setting. Raises KeyError, which templates see as an undefined name."""
        return self._views.follow(self._views.site.settings[name])

    @property
    def direction(self) -> str:
        """Return the direction in which its language is written: `ltr` or `rtl`."""
        return self._views.site.parsed.words.direction

    @property
    def url(self) -> str | None:
        """Return the public address, with a slash at the end; None where it is not known."""
        return self._views.site.url

    @functools.cached_property
    def navigation(self) -> tuple[PageView, ...]:
        """Return the pages of the main navigation."""
        return self._follow("navigation")

    @functools.cached_property
    def footer(self) -> tuple[PageView, ...]:
        """Return the pages to name at the foot of every page."""
        return self._follow("footer")

    def _follow(self, name: str) -> tuple[PageView, ...]:
        return tuple(self._views.follow(self._views.site.settings[name] or ()))

    @functools.cached_property
    def home(self) -> PageView | None:
        """Return the front page."""
        return self._views.page(FRONT) if self._views.there(FRONT) else None

    @functools.cached_property
    def credits(self) -> PageView | None:
        """Return the shipped page of credits, or the explainer's own of that name; None where there is none."""
        return self._views.page(_CREDITS) if self._views.there(_CREDITS) else None

    @functools.cached_property
    def outputs(self) -> Mapping[str, bool]:
        """Say of each output beside the pages whether it is published."""
        said = self._views.site.settings["outputs"] or {}
        return {name: said.get(name) is not False for name in _OUTPUTS}

    @functools.cached_property
    def search(self) -> PageView | None:
        """Return the page of the search; None where it is switched off."""
        return _search(self._views) if self.outputs["search"] else None

    @property
    def records(self) -> "RecordsView":
        """Return all records by their kinds."""
        return RecordsView(self._views)


class RecordsView(Mapping[str, tuple[RecordView, ...]]):
    """All records by kind, each kind read only where it is asked for."""

    def __init__(self, views: Views) -> None:
        """Take the views, which note what the page reads."""
        self._views = views

    def __getitem__(self, kind: str) -> tuple[RecordView, ...]:
        """Return the records of a kind, in its order; none where it is left out. Raises KeyError for any other name."""
        if kind in (self._views.site.settings["without"] or ()):
            return ()
        return self._views.records(kind)

    def __iter__(self) -> Any:
        """Yield the kinds."""
        return iter(self._views.site.records)

    def __len__(self) -> int:
        """Return how many kinds there are."""
        return len(self._views.site.records)
