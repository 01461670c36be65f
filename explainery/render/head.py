"""What the head of a page says of it to search engines, to those who share it, and to machines."""

import functools
from typing import Any

from markupsafe import Markup

from explainery import walk
from explainery.model import Link
from explainery.paths import FRONT, FRONT_ADDRESS, twin_of
from explainery.render.cards import Card, Lettering
from explainery.render.citation import citation_address
from explainery.render.environment import expect
from explainery.render.graph import graph_of
from explainery.render.page import PageContext
from explainery.render.views import PageView, RecordView
from explainery.urls import absolute
from explainery.wording import locale_of

_TITLE = 70
_DESCRIPTION = 160
_MEDIA_TYPES = {
    **dict.fromkeys(("jpg", "jpeg"), "image/jpeg"),
    **{kind: f"image/{kind}" for kind in ("avif", "gif", "png", "webp")},
    **{kind: f"video/{kind}" for kind in ("mp4", "webm")},
    **dict.fromkeys(("ogg", "opus"), "audio/ogg"),
    "svg": "image/svg+xml",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
}


class Head:
    """The head of one page as its templates see it. What is absolute is there only where the site's URL is known."""

    def __init__(self, context: PageContext) -> None:
        """Take the page while it is rendered."""
        self._context, self._page = context, context.page
        self._settings = context.views.site.settings

    @property
    def title(self) -> str:
        """Return the page's name with the site's, where both have room in 70 characters; Home has the site's alone."""
        site = str(self._settings["title"])
        if self._page.address == FRONT_ADDRESS:
            return site
        whole = f"{self._page.label} – {site}"
        return whole if len(whole) <= _TITLE else str(self._page["title"])

    @property
    def description(self) -> str:
        """Return the answer, cut at a word to 160 characters."""
        return shortened(self._context.plain(self._page["answer"]), _DESCRIPTION)

    @property
    def locale(self) -> str:
        """Return the site's language with the region where most speak it: `en_US` (ogp.me)."""
        return locale_of(self._context.language)

    def absolute(self, target: PageView | RecordView, anchor: str = "") -> str | None:
        """Return the absolute address of a page or a record; None where the site's is unknown, or no page shows it."""
        url = self._context.views.site.url
        expect("absolute", target, PageView, RecordView)
        if url is None:
            return None
        if isinstance(target, RecordView):
            home = target.home
            return self.absolute(self._context.views.page(home), target.id) if home else None
        return absolute(url, target.address, anchor)

    def absolute_file(self, file: str | Link) -> str | None:
        """Return the absolute address of a file, by its own below the site or by the field with `x-file` that names it.

        None where the site's is unknown.
        """
        url = self._context.views.site.url
        expect("absolute_file", file, str, Link)
        address = self._context.address_of(f"content/{file.target}") if isinstance(file, Link) else file
        return absolute(url, address) if url else None

    @functools.cached_property
    def card(self) -> Card | None:
        """Return the page's share card; None where there is none. Raises Problems where its words do not fit."""
        press, page = self._context.press, self._context.views.site.by_path.get(self._page.path)
        if press is None or page is None:
            return None
        self._context.views.note("fonts")
        template = self._context.environment.select_template([f"kinds/{self._page.kind}/card.svg", "card.svg"])
        svg = template.render(**self._context.names, letters=Lettering(press, page))
        card = press.card(page, svg, str(template.name))
        self._context.cards.append(card)
        return card

    @property
    def image(self) -> str | None:
        """Return the absolute address of the picture to show with a link: the card, or the one for all pages."""
        site, social = self._context.views.site, self._settings["social-image"]
        if site.url and social:
            return absolute(site.url, self._context.address_of(f"assets/{social}"))
        return absolute(site.url, self.card.address) if site.url and self.card else None

    @property
    def plays(self) -> bool:
        """Say whether the page has a recording, which its policy has to allow."""
        blocks = walk.blocks([self._page.body])
        return any(isinstance(one, Link) for block in blocks for one in walk.files_in(block.fields))

    @property
    def feed(self) -> str | None:
        """Return the relative address of the feed; None where there is none."""
        site = self._context.views.site
        return self._context.relative("feed.xml") if site.url and site.settings.wants("feed") else None

    @property
    def twin(self) -> str | None:
        """Return the relative address of the page's Markdown twin; None where it has none."""
        site = self._context.views.site
        has_one = self._page.path in site.by_path and site.settings.wants("twins")
        return self._context.relative(twin_of(self._page.address)) if has_one else None

    @property
    def citation(self) -> str | None:
        """Return the relative address of the page as CSL-JSON; None where it has none."""
        site = self._context.views.site
        has_one = self._page.path in site.by_path and site.settings.wants("citations")
        return self._context.relative(citation_address(self._page.address)) if has_one else None

    def graph(self) -> Markup | None:
        """Return what the page is about as JSON-LD; ask after the text was printed. None where no URL is known."""
        site = self._context.views.site
        return graph_of(self._context) if site.url and site.settings.wants("jsonld") else None

    @property
    def way(self) -> tuple[PageView, ...]:
        """Return the pages from the front page to this one."""
        first = (self._context.views.page(FRONT),) if self._context.views.there(FRONT) else ()
        return (*first, *self._page.trail, self._page)

    @property
    def sources(self) -> tuple[RecordView, ...]:
        """Return the sources that the text so far cites, in the order of their first mention."""
        cited = [cited.record for note in self._context.notes.all() for cited in note.citations]
        return tuple({source.id: source for source in cited}.values())


def shortened(text: str, most: int) -> str:
    """Return a text in at most so many characters: whole, or cut after a word, with `…`."""
    if len(text) <= most:
        return text
    begin = text[:most]  # one more than there is room for, so that a word that just fits stays
    return begin.rpartition(" ")[0].rstrip(" ,;:–(“«") + "…" if " " in begin else begin[:-1] + "…"


def media_type(address: str | None) -> str | None:
    """Return the media type of a picture or recording by its address (iana.org/assignments/media-types); else None."""
    expect("media_type", address, str, type(None))
    return _MEDIA_TYPES.get((address or "").rpartition(".")[2].lower())


def names_of_head(context: PageContext) -> dict[str, Any]:
    """Return the names that templates have for it."""
    head = Head(context)
    return {"head": head, "absolute": head.absolute, "absolute_file": head.absolute_file, "media_type": media_type}
