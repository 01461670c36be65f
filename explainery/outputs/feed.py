"""`feed.xml` (Atom, RFC 4287): the pages, by the day on which their words changed, and what was corrected."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from explainery.model import Block, Body, Citation, Footnote, Heading, Life, Link, Output, Segment, Site
from explainery.urls import absolute

_MOST = 50
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry; `name` is its lasting part of an address below the site, `address` where its link leads.

    `text` says in plain words what is new, `html` is the page's text.
    """

    life: Life
    name: str
    address: str
    title: str
    text: str
    html: str = ""


def feed(site: Site) -> tuple[Output, ...]:
    """Return the feed, newest first, at most 50 entries; nothing where no absolute address can be known.

    Days come from git (see `past.lives_of`), else from the content (`checked`), and a correction's from its `date`: the
    same content gives the same feed.
    """
    if site.url is None or not site.pages:
        return ()
    entries = (*_pages(site, site.url), *_corrections(site, site.url))
    newest = sorted(entries, key=lambda entry: (-entry.life.last.toordinal(), entry.name))[:_MOST]
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
        _add(root, entry, site.url)
    indent(root, "")
    return (Output("feed.xml", tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"),)


def _add(root: Element, entry: _Entry, url: str) -> None:
    element = SubElement(root, "entry")
    _text(element, "id", url + entry.name)
    _text(element, "title", entry.title)
    _text(element, "published", _moment(entry.life.first))
    _text(element, "updated", _moment(entry.life.last))
    SubElement(element, "link", rel="alternate", type="text/html", href=entry.address)
    _text(element, "summary", entry.text)
    if entry.html:
        _text(element, "content", entry.html)
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
        html = f"<p>{_html(document.answer, address, site)}</p>\n{_html(document.body, address, site)}"
        yield _Entry(life, first, address, page.title, text, html)


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


def _html(body: Body, address: str, site: Site) -> str:
    """Return Markdown as HTML that stands by itself: with the claims of figures, and without notes."""
    pieces: list[str] = []
    for segment in body.segments:
        if isinstance(segment, Citation | Footnote) and pieces:
            pieces[-1] = pieces[-1].rstrip()  # the space stands for the note
        pieces.append(segment if isinstance(segment, str) else _segment(segment, address, site))
    return "".join(pieces)


def _segment(segment: Segment, address: str, site: Site) -> str:
    if isinstance(segment, Heading):
        return f"<h{segment.level}>{segment.html}</h{segment.level}>"
    if isinstance(segment, Link):
        target = _target(segment, address, site)
        return f'<a href="{escape(target)}">{segment.html}</a>' if target else segment.html
    if isinstance(segment, Block):
        told = [segment.fields.get(name) for name in ("claim", "text")]
        return "".join(f"<p>{_html(body, address, site)}</p>\n" for body in told if isinstance(body, Body))
    return ""


def _target(link: Link, address: str, site: Site) -> str | None:
    """Return the absolute address to which a link leads; None for facts and terms, and for what is no page."""
    if link.scheme == "web":
        return link.target
    if link.scheme == "page" and (page := site.by_path.get(link.target)):
        return absolute(site.url or "", page.address, link.fragment)
    return f"{address.partition('#')[0]}#{link.fragment}" if link.scheme == "page" and link.fragment else None


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
