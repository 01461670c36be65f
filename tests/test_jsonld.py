"""What pages say to machines: each graph is expanded by a JSON-LD library and followed through the whole site."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from explainers import SMALL, build, put
from pyld import jsonld

ROOT = Path(__file__).parent.parent
URL = "https://example.org/x/"
SCHEMA = "https://schema.org/"
NEEDED = {
    "WebSite": {"url", "name", "inLanguage"},
    "Article": {"url", "headline", "description", "inLanguage", "dateModified"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Person": {"name", "alternateName", "jobTitle", "subjectOf"},
    "Movie": {"name", "dateCreated"},
    "Event": {"name", "startDate"},
    "DefinedTermSet": {"name", "hasDefinedTerm"},
    "DefinedTerm": {"name", "description"},
    "ImageObject": {"contentUrl", "caption", "encodingFormat", "isPartOf"},
    "CreativeWork": {"name"},
    "CorrectionComment": {"text", "datePublished"},
}
"""The properties that each type of thing must have; a type that is not here may not be used."""


def vocabulary(_url, _options):
    """Return the context of schema.org as far as the graphs need it, from no network."""
    links = {name: {"@type": "@id"} for name in ("url", "item", "image", "license", "contentUrl")}
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


def graph_of(page):
    graph = json.loads(script_of(page))
    assert graph["@context"] == "https://schema.org"
    return list(things_of(jsonld.expand(graph, {"documentLoader": vocabulary})))


def built(root, url=URL):
    """Build an explainer and return its pages."""
    result = build(root, "--url", url)
    assert result.exit_code == 0, result.stderr
    return pages_of(root / "site")


def pages_of(folder):
    """Return the pages of a finished site by address."""
    pages = {}
    for file in sorted(folder.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in text and file.name != "404.html":
            pages[file.relative_to(folder).as_posix()] = text
    return pages


@pytest.fixture(scope="module")
def graphs(shipped_with_url):
    return pages_of(shipped_with_url), shipped_with_url


def short(thing):
    return [kind.removeprefix(SCHEMA) for kind in thing.get("@type", ())]


def test_everything_has_what_its_type_needs(graphs):
    pages, _site = graphs
    lacking = []
    for address, text in pages.items():
        for thing in graph_of(text):
            for kind in short(thing):
                has = {name.removeprefix(SCHEMA) for name in thing}
                lacking += [(address, kind, name) for name in NEEDED[kind] - has]
    assert not lacking


def test_every_kind_of_thing_is_told_of(graphs):
    pages, _site = graphs
    kinds = Counter(kind for text in pages.values() for thing in graph_of(text) for kind in short(thing))
    assert set(NEEDED) - {"CorrectionComment"} <= set(kinds)  # nothing has been corrected so far
    assert kinds["WebSite"] == 1
    assert kinds["Article"] == len(pages)


def test_whatever_is_named_is_there(graphs):
    pages, site = graphs
    graphs = {address: graph_of(text) for address, text in pages.items()}
    told = {thing["@id"] for things in graphs.values() for thing in things if "@type" in thing and "@id" in thing}
    for things in graphs.values():
        for thing in things:
            name = thing.get("@id", URL)
            if name.startswith(URL) and name not in told:
                assert (site / (name.removeprefix(URL) or "index.html")).is_file(), name
    assert all(name.startswith(URL) for name in told)


def test_no_two_things_have_one_address(graphs):
    pages, _site = graphs
    names = Counter(
        thing["@id"] for text in pages.values() for thing in graph_of(text) if "@type" in thing and "@id" in thing
    )
    assert not [name for name, count in names.items() if count > 1]


def test_days_are_part_of_the_mission(graphs):
    pages, _site = graphs
    events = [thing for thing in graph_of(pages["mission.html"]) if "Event" in short(thing)]
    whole = next(event for event in events if f"{SCHEMA}subEvent" in event)
    assert len(whole[f"{SCHEMA}subEvent"]) == 13
    assert whole[f"{SCHEMA}startDate"] == [{"@value": "2021-10-05"}]
    assert all(f'id="{event["@id"].partition("#")[2]}"' in pages["mission.html"] for event in events if event != whole)


def test_an_article_cites_what_its_notes_cite(graphs):
    pages, _site = graphs
    notes = re.search(r'<section class="notes".*?</section>', pages["film.html"], re.DOTALL)[0]
    cited = {f"{URL}{address}" for address in re.findall(r'href="(sources/[^"]+#[^"]+)"', notes)}
    article = next(thing for thing in graph_of(pages["film.html"]) if "Article" in short(thing))
    assert {source["@id"] for source in article[f"{SCHEMA}citation"]} == cited
    assert len(cited) > 20


def test_a_correction_is_told_on_its_page(tmp_path):
    correction = "- id: one\n  date: 2026-02-01\n  page: film.md\n  old: Eleven.\n  new: '[12 days](fact:days).'\n"
    pages = built(put(tmp_path, SMALL | {"content/corrections.yaml": correction}))
    told = {
        address: [thing for thing in graph_of(text) if "CorrectionComment" in short(thing)]
        for address, text in pages.items()
    }
    assert [address for address, found in told.items() if found] == ["film.html"]
    assert told["film.html"][0][f"{SCHEMA}text"] == [{"@value": "12 days."}]


def test_an_article_names_who_wrote_it(tmp_path):
    settings = SMALL["content/site.yaml"] + "authors: [Ada & Grace, Катя]\n"
    pages = built(put(tmp_path, SMALL | {"content/site.yaml": settings}))
    article = next(thing for thing in graph_of(pages["film.html"]) if "Article" in short(thing))
    assert article[f"{SCHEMA}author"] == [{"@value": "Ada & Grace"}, {"@value": "Катя"}]


def test_a_source_that_no_page_lists_is_told_where_it_is_cited(tmp_path):
    settings = SMALL["content/site.yaml"] + "without: [sources]\n"
    pages = built(put(tmp_path, SMALL | {"content/site.yaml": settings}))
    works = [thing for thing in graph_of(pages["film.html"]) if "CreativeWork" in short(thing)]
    assert [work[f"{SCHEMA}name"] for work in works] == [[{"@value": "A report"}]]


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!-- <script>", "a\u2028b\u2029c", '"\\"', "]]>"]
)
def test_nothing_ends_the_script_before_its_end(tmp_path, words):
    title = json.dumps(f"A {words}", ensure_ascii=False)
    film = SMALL["content/film.md"].replace("title: Film", f"title: {title}")
    root = put(
        tmp_path,
        SMALL
        | {"content/film.md": film, "content/site.yaml": SMALL["content/site.yaml"] + "outputs: {cards: false}\n"},
    )
    result = build(root, "--url", URL)
    if result.exit_code:  # invisible characters are a problem before
        assert "INVISIBLE" in result.stderr
        return
    script = script_of((root / "site/film.html").read_text(encoding="utf-8"))
    assert not re.search("[<>&\u2028\u2029]", script)
    article = next(thing for thing in json.loads(script)["@graph"] if thing["@type"] == "Article")
    assert article["headline"].startswith("A ")


def test_a_kind_of_ones_own_tells_of_its_own_things(tmp_path):
    own = {
        "templates/kinds/device/schema.yaml": "title: device\nx-extends: page\nproperties:\n  maker: {type: string}\n",
        "templates/kinds/device/page.html": '{% extends "base.html" %}',
        "templates/kinds/device/card.html": "{{ card.title }}",
        "templates/kinds/device/graph.json": (
            '{"@type": "Product", "@id": {{ absolute(page, "device")|tojson }}, "name": {{ page.title|tojson }},'
            ' "manufacturer": {{ page.maker|tojson }}}'
        ),
        "content/camera.md": "---\ntitle: Camera\nkind: device\nanswer: A camera.\nchecked: 2026-01-31\n---\n",
    }
    things = json.loads(script_of(built(put(tmp_path, SMALL | own))["camera.html"]))["@graph"]
    assert {"@type": "Product", "@id": f"{URL}camera.html#device", "name": "Camera"} in things
