"""What pages say to machines: graphs taken out of pages, expanded by a JSON-LD library, and looked over."""

import json
import re
from collections import Counter
from functools import cache
from urllib.parse import unquote

from pyld import jsonld

URL = "https://example.org/x/"
SCHEMA = "https://schema.org/"
NEEDED = {
    "WebSite": {"url", "name", "inLanguage"},
    "Article": {"url", "headline", "description", "inLanguage", "datePublished", "dateModified"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Person": {"name"},
    "Organization": {"name"},
    "Event": {"name", "startDate", "location", "subjectOf"},
    "Place": {"name"},
    "DefinedTermSet": {"name", "hasDefinedTerm"},
    "DefinedTerm": {"name", "description"},
    "ImageObject": {"contentUrl", "caption", "encodingFormat", "isPartOf"},
    "AudioObject": {"contentUrl", "name", "encodingFormat", "isPartOf"},
    "VideoObject": {"contentUrl", "name", "description", "thumbnailUrl", "uploadDate", "encodingFormat", "isPartOf"},
    "CreativeWork": {"name"},
    "ScholarlyArticle": {"name"},
    "NewsArticle": {"name"},
    "Chapter": {"name"},
    "Periodical": {"name"},
    "PublicationIssue": {"issueNumber"},
    "PublicationVolume": {"volumeNumber", "name"},
    "Book": {"name"},
    "CorrectionComment": {"text", "datePublished"},
}
"""The properties that each type of thing must have that shipped templates tell of."""

OF_RECORDINGS = {"AudioObject", "VideoObject"}
OF_PRINT = {"ScholarlyArticle", "NewsArticle", "Chapter", "Periodical", "PublicationIssue", "PublicationVolume", "Book"}


def vocabulary(_url, _options):
    """Return the context of schema.org as far as the graphs need it, from no network."""
    links = {name: {"@type": "@id"} for name in ("url", "item", "image", "license", "contentUrl", "thumbnailUrl")}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": SCHEMA,
        "document": {"@context": {"@vocab": SCHEMA, **links}},
    }


def script_of(page):
    """Return what stands in the only script of data on a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    return found[0]


def things_of(value):
    """Yield everything in an expanded graph that has a type or an address, whatever it stands in."""
    if isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for inner in value.values():
            yield from things_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things_of(inner)


@cache  # several tests look at the same pages, and to expand one takes 50 ms
def graph_of(page):
    graph = json.loads(script_of(page))
    assert graph["@context"] == "https://schema.org"
    return list(things_of(jsonld.expand(graph, {"documentLoader": vocabulary})))


def pages_of(folder):
    """Return the pages of a finished site by address."""
    pages = {}
    for file in sorted(folder.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in text and file.name != "404.html":
            pages[file.relative_to(folder).as_posix()] = text
    return pages


def short(thing):
    return [kind.removeprefix(SCHEMA) for kind in thing.get("@type", ())]


def lacking(pages, needed=NEEDED):
    """Return what things lack that their type needs; a type that is not in `needed` may not be used."""
    return [
        (address, kind, name)
        for address, text in pages.items()
        for thing in graph_of(text)
        for kind in short(thing)
        for name in needed[kind] - {name.removeprefix(SCHEMA) for name in thing}
    ]


def named_and_nowhere(pages, site):
    """Return what graphs name of the site at `URL` that neither a graph tells of nor a file of the folder is."""
    graphs = {address: graph_of(text) for address, text in pages.items()}
    told = {thing["@id"] for things in graphs.values() for thing in things if "@type" in thing and "@id" in thing}
    assert all(name.startswith(URL) for name in told)
    named = {thing.get("@id", URL) for things in graphs.values() for thing in things}
    own = {name for name in named if name.startswith(URL)} - told
    return [name for name in sorted(own) if not (site / file_of(name)).is_file()]


def file_of(address):
    """Return the file below a site at `URL` that a host shows at an absolute address."""
    path = unquote(address.removeprefix(URL).partition("#")[0])
    return path + "index.html" if path == "" or path.endswith("/") else path


def told_twice(pages):
    """Return the addresses of two things; authors and the publisher are told of on every page, and alike."""
    things = (thing for text in pages.values() for thing in graph_of(text))
    told = {
        (thing["@id"], json.dumps(thing, sort_keys=True)) for thing in things if "@type" in thing and "@id" in thing
    }
    names = Counter(name for name, _thing in told)
    return [name for name, count in names.items() if count > 1]
