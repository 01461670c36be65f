"""`feed.xml` (Atom, RFC 4287): the pages, by the day on which they were last checked, and what was corrected."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from explainery.model import Output, Page, Site
from explainery.urls import escaped

_MOST = 50
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry; `name` is its lasting part of an address below the site, `address` where its link leads."""

    day: dt.date
    name: str
    address: str
    title: str
    text: str


def feed(site: Site) -> tuple[Output, ...]:
    """Return the feed, newest first, at most 50 entries; nothing where no absolute address can be known.

    Days come from the content (`checked`, a correction's `date`), so that the same content gives the same feed.
    """
    if site.url is None or not site.pages:
        return ()
    entries = sorted((*_pages(site), *_corrections(site)), key=lambda entry: (-entry.day.toordinal(), entry.name))
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": site.settings["language"]})
    _text(root, "id", site.url)
    _text(root, "title", site.settings["title"])
    if site.settings["description"]:
        _text(root, "subtitle", site.settings["description"])
    _text(root, "updated", _moment(entries[0].day))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{site.url}feed.xml")
    SubElement(root, "link", rel="alternate", type="text/html", href=site.url)
    # RFC 4287 asks for an author; where nobody is named, the site speaks for itself.
    for name in site.settings["authors"] or (site.settings["publisher"] or site.settings["title"],):
        _text(SubElement(root, "author"), "name", name)
    for entry in entries[:_MOST]:
        _add(root, entry, site.url)
    indent(root, "")
    return (Output("feed.xml", tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"),)


def _add(root: Element, entry: _Entry, url: str) -> None:
    element = SubElement(root, "entry")
    _text(element, "id", url + entry.name)
    _text(element, "title", entry.title)
    _text(element, "updated", _moment(entry.day))
    SubElement(element, "link", rel="alternate", type="text/html", href=url + entry.address)
    _text(element, "summary", entry.text)


def _pages(site: Site) -> Iterator[_Entry]:
    """Yield an entry for each page that somebody wrote.

    One that moved keeps the id that it had: the first of its old addresses.
    """
    for page in (page for page in site.pages if page.path not in site.listed):
        document = page.document
        first = (*document.aliases, page.address)[0]
        yield _Entry(document.checked, first, _address(page), page.title, document.answer.text)


def _corrections(site: Site) -> Iterator[_Entry]:
    words = site.parsed.words
    for record in site.corrections.values():
        page, name = site.by_path[record.page.id], f"#correction-{record.id}"
        old = words.gettext("We wrote: %(words)s", words=record.old)
        new = words.gettext("It is now: %(words)s", words=record.new.text)
        texts = (old, new, record.why.text if record.why else "")
        title = words.gettext("Correction: %(page)s", page=page.title)
        address = _address(page) + name
        yield _Entry(record.date, name, address, title, "\n".join(filter(None, texts)))


def _address(page: Page) -> str:
    return "" if page.address == "index.html" else escaped(page.address)


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
