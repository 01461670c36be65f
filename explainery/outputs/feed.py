"""`feed.xml` (Atom, RFC 4287): the pages, by the day on which their words changed, and what was corrected."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from explainery.model import Life, Output, Page, Site
from explainery.urls import absolute

_MOST = 50
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry; `name` is its lasting part of an address below the site, `address` where its link leads.

    `text` says in plain words what is new, `page` is the page whose text it carries; a correction carries none.
    """

    life: Life
    name: str
    address: str
    title: str
    text: str
    page: Page | None = None


def pages_of_feed(site: Site) -> tuple[Page, ...]:
    """Return the pages whose texts the feed carries."""
    return tuple(entry.page for entry in _newest(site) if entry.page)


def feed(site: Site, texts: Mapping[str, str]) -> tuple[Output, ...]:
    """Return the feed, newest first, at most 50 entries; nothing where no absolute address can be known.

    Days come from git (see `past.lives_of`), else from the content (`checked`), and a correction's from its `date`: the
    same content gives the same feed. `texts` are those of its pages as HTML that stands by itself, by their paths.
    """
    newest = _newest(site)
    if site.url is None or not newest:
        return ()
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": site.settings["language"]})
    _text(root, "id", site.url)
    _text(root, "title", site.settings["title"])
    if site.settings["description"]:
        _text(root, "subtitle", site.settings["description"])
    _text(root, "updated", _moment(newest[0].life.last))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{site.url}feed.xml")
    SubElement(root, "link", rel="alternate", type="text/html", href=site.url)
    # RFC 4287 asks for an author; where nobody is named, the site speaks for itself.
    for name in site.settings["authors"] or (site.settings["publisher"] or site.settings["title"],):
        _text(SubElement(root, "author"), "name", name)
    for entry in newest:
        _add(root, entry, site.url, texts)
    indent(root, "")
    return (Output("feed.xml", tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"),)


def _newest(site: Site) -> list[_Entry]:
    if site.url is None or not site.pages:
        return []
    entries = (*_pages(site, site.url), *_corrections(site, site.url))
    return sorted(entries, key=lambda entry: (-entry.life.last.toordinal(), entry.name))[:_MOST]


def _add(root: Element, entry: _Entry, url: str, texts: Mapping[str, str]) -> None:
    element = SubElement(root, "entry")
    _text(element, "id", url + entry.name)
    _text(element, "title", entry.title)
    _text(element, "published", _moment(entry.life.first))
    _text(element, "updated", _moment(entry.life.last))
    SubElement(element, "link", rel="alternate", type="text/html", href=entry.address)
    _text(element, "summary", entry.text)
    if entry.page:
        _text(element, "content", texts[entry.page.path])
        element[-1].set("type", "html")


def _pages(site: Site, url: str) -> Iterator[_Entry]:
    """Yield an entry for each page that somebody wrote.

    One that moved keeps the id that it had: the first of its old addresses.
    """
    words = site.parsed.words
    for page in (page for page in site.pages if page.path not in site.listed):
        document, address = page.document, absolute(url, page.address)
        life = site.lives.get(page.path) or Life(document.checked, document.checked)
        said = life.subject if site.settings["history"] is not False else ""
        text = words.gettext("What changed: %(words)s", words=said) if said else document.answer.text
        first = (*document.aliases, page.address)[0]
        yield _Entry(life, first, address, page.title, text, page)


def _corrections(site: Site, url: str) -> Iterator[_Entry]:
    words = site.parsed.words
    for record in site.corrections.values():
        page, name = site.by_path[record.page.id], f"correction-{record.id}"
        old = words.gettext("We wrote: %(words)s", words=record.old)
        new = words.gettext("It is now: %(words)s", words=record.new.text)
        texts = (old, new, record.why.text if record.why else "")
        title = words.gettext("Correction: %(page)s", page=page.title)
        address = absolute(url, page.address, name)
        life = Life(record.date, record.date)
        yield _Entry(life, f"#{name}", address, title, "\n".join(filter(None, texts)))


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
