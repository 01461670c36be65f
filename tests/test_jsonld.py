"""What pages say to machines: each graph is expanded by a JSON-LD library and followed through the whole site."""

import json
import re
from collections import Counter

import pytest
from explainers import SMALL, build, put
from graphs import (
    NEEDED,
    OF_PRINT,
    OF_RECORDINGS,
    SCHEMA,
    URL,
    graph_of,
    lacking,
    named_and_nowhere,
    pages_of,
    script_of,
    short,
    told_twice,
)
from recordings import RECORDINGS


def built(root, url=URL):
    """Build an explainer and return its pages."""
    result = build(root, "--url", url)
    assert result.exit_code == 0, result.stderr
    return pages_of(root / "site")


@pytest.fixture(scope="module")
def pages(voyage_with_url):
    return pages_of(voyage_with_url)


def test_everything_has_what_its_type_needs(pages):
    assert lacking(pages) == []


def test_every_kind_of_thing_is_told_of(pages):
    kinds = Counter(kind for text in pages.values() for thing in graph_of(text) for kind in short(thing))
    others = {"Organization", *OF_RECORDINGS, *OF_PRINT}  # who wrote it is a person, and nothing in it plays
    assert kinds.keys() | others == NEEDED.keys()
    assert kinds["WebSite"] == 1
    assert kinds["Article"] == len(pages)


def test_whatever_is_named_is_there(pages, voyage_with_url):
    assert named_and_nowhere(pages, voyage_with_url) == []


def test_no_two_things_have_one_address(pages):
    assert told_twice(pages) == []


def test_only_what_has_a_place_is_told_of_as_an_event(pages):
    (event,) = [thing for thing in graph_of(pages["days.html"]) if "Event" in short(thing)]
    assert event[f"{SCHEMA}startDate"] == [{"@value": "2021-10-05"}]
    assert event[f"{SCHEMA}location"][0][f"{SCHEMA}name"] == [{"@value": "The harbour"}]
    assert f'id="{event["@id"].partition("#")[2]}"' in pages["days.html"]


def test_an_article_cites_what_its_notes_cite(pages):
    panels = "".join(re.findall(r'<details class="evidence".*?</details>', pages["film.html"], re.DOTALL))
    shown = set(re.findall(r">(\w+) \((?:agency|book)\)", panels))
    article = next(thing for thing in graph_of(pages["film.html"]) if "Article" in short(thing))
    named = {"TASS": "sources/agency.html#tass-1", "AST": "sources/book.html#book-1"}
    assert {source["@id"] for source in article[f"{SCHEMA}citation"]} == {URL + named[who] for who in shown}
    assert len(shown) == 2


def test_a_correction_is_told_on_its_page(tmp_path):
    correction = "- id: one\n  date: 2026-02-01\n  page: film.md\n  old: Eleven.\n  new: '[12 days](fact:days).'\n"
    pages = built(put(tmp_path, SMALL | {"content/corrections.yaml": correction}))
    told = {
        address: [thing for thing in graph_of(text) if "CorrectionComment" in short(thing)]
        for address, text in pages.items()
    }
    assert [address for address, found in told.items() if found] == ["film.html"]
    assert told["film.html"][0][f"{SCHEMA}text"] == [{"@value": "We wrote: Eleven.\nIt is now: 12 days."}]
    article = next(thing for thing in graph_of(pages["film.html"]) if "Article" in short(thing))
    assert article[f"{SCHEMA}datePublished"] == [{"@value": "2026-01-31"}]
    assert article[f"{SCHEMA}dateModified"] == [{"@value": "2026-02-01"}]


@pytest.mark.parametrize(
    ("more", "kind", "publishers"),
    [
        ("", "Person", ["Ada & Grace", "Катя"]),
        ("authors-are: organizations\npublisher: Press\n", "Organization", ["Press"]),
    ],
)
def test_an_article_names_who_wrote_it_and_who_publishes_it(tmp_path, more, kind, publishers):
    settings = SMALL["content/site.yaml"] + "authors: [Ada & Grace, Катя]\n" + more
    pages = built(put(tmp_path, SMALL | {"content/site.yaml": settings}))
    things = graph_of(pages["film.html"])
    told = {thing["@id"]: thing for thing in things if "@type" in thing and "@id" in thing}
    article = next(thing for thing in things if "Article" in short(thing))

    def named(role):
        people = [told[one["@id"]] for one in article[SCHEMA + role]]
        return [(short(one), one[f"{SCHEMA}name"][0]["@value"]) for one in people]

    assert named("author") == [([kind], "Ada & Grace"), ([kind], "Катя")]
    assert [name for _kind, name in named("publisher")] == publishers
    assert told_twice(pages) == []


def test_a_source_that_no_page_lists_is_told_where_it_is_cited(tmp_path):
    settings = SMALL["content/site.yaml"] + "without: [sources]\n"
    pages = built(put(tmp_path, SMALL | {"content/site.yaml": settings}))
    works = [thing for thing in graph_of(pages["film.html"]) if "CreativeWork" in short(thing)]
    assert [work[f"{SCHEMA}name"] for work in works] == [[{"@value": "A report"}]]


PRINTED = """\
- {id: paper, type: article-journal, title: Paper, publisher: B, volume: 3, issue: 4, page: 5-7, kind: press, origin: a}
- {id: news, type: article-newspaper, title: News, publisher: Daily, page: A1, kind: press, origin: b}
- {id: part, type: book, title: Part, container-title: Whole, publisher: P, volume: II, page: 5, kind: book, origin: c}
- {id: story, type: article-magazine, title: Story, publisher: Week, kind: press, origin: d}
- {id: essay, type: article-journal, title: Essay, container-title: J, publisher: P, volume: 3, kind: press, origin: e}
"""


def test_a_source_is_part_of_what_it_came_out_in(tmp_path):
    film = SMALL["content/film.md"] + "\nThey say so [@paper; @news; @part; @story; @essay].\n"
    sources = SMALL["content/sources.yaml"] + PRINTED
    pages = built(put(tmp_path, SMALL | {"content/film.md": film, "content/sources.yaml": sources}))
    assert lacking(pages) == []
    told = {
        thing["name"]: {name: thing.get(name) for name in ("@type", "pagination", "isPartOf")}
        for thing in json.loads(script_of(pages["sources.html"]))["@graph"]
        if thing["@type"] != "Article" and "name" in thing
    }
    volume = {"@type": ["PublicationVolume", "Periodical"], "volumeNumber": "3", "name": "B"}
    issue = {"@type": "PublicationIssue", "issueNumber": "4", "isPartOf": volume}
    assert told["Paper"] == {"@type": "ScholarlyArticle", "pagination": "5-7", "isPartOf": issue}
    daily = {"@type": "Periodical", "name": "Daily"}
    assert told["News"] == {"@type": "NewsArticle", "pagination": "A1", "isPartOf": daily}
    whole = {"@type": ["PublicationVolume", "Book"], "volumeNumber": "II", "name": "Whole"}
    assert told["Part"] == {"@type": "Chapter", "pagination": "5", "isPartOf": whole}
    journal = {"@type": ["PublicationVolume", "Periodical"], "volumeNumber": "3", "name": "J"}
    assert told["Essay"] == {"@type": "ScholarlyArticle", "pagination": None, "isPartOf": journal}
    assert told["Story"] == {"@type": "CreativeWork", "pagination": None, "isPartOf": None}


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


MEDIA = {
    "content/hill.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="60" height="40"/>',
    "content/hills.md": """---
title: Hills
answer: Of hills.
checked: 2026-01-31
---

![A hill](hill.svg "Photo: J. Marlow") and ![the same](hill.svg "Photo: J. Marlow")

```picture
file: hill.svg
alt: A hill again.
caption: Seen from a lake.
credit: "Photo: J. Marlow"
licence: CC-BY-4.0
source: https://example.org/hill
```

```audio
id: wind
file: hill.mp3
caption: The wind.
transcript: It blows.
credit: "Recording: J. Marlow"
licence: CC-BY-4.0
```

```video
file: hill.webm
poster: hill.svg
alt: Grass that moves.
silent: Nobody speaks.
caption: The [grass](film.md).
transcript: Grass moves.
```
""",
}


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    """Return a folder with an explainer that has pictures and recordings, and its pages."""
    root = put(tmp_path_factory.mktemp("media"), SMALL | MEDIA)
    for name in ("mp3", "webm"):
        (root / "content" / f"hill.{name}").write_bytes(RECORDINGS[f"a.{name}"])
    return root, built(root)


def test_pictures_and_recordings_have_what_their_types_need(media):
    root, pages = media
    assert lacking(pages) == []
    assert named_and_nowhere(pages, root / "site") == []
    assert told_twice(pages) == []


def test_a_credit_is_what_is_to_be_printed_and_nobodys_name(media):
    things = json.loads(script_of(media[1]["hills.html"]))["@graph"]
    shown = [thing for thing in things if thing["@type"] == "ImageObject"]
    assert [(thing["caption"], thing["creditText"]) for thing in shown] == [
        ("Seen from a lake.", "Photo: J. Marlow"),
        ("A hill", "Photo: J. Marlow"),
    ]
    assert shown[0]["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert not [thing for thing in things if "creator" in thing]


def test_recordings_are_told_with_their_words(media):
    things = {thing["@type"]: thing for thing in json.loads(script_of(media[1]["hills.html"]))["@graph"]}
    sound, video = things["AudioObject"], things["VideoObject"]
    assert sound["@id"] == f"{URL}hills.html#wind"
    assert (sound["name"], sound["transcript"], sound["encodingFormat"]) == ("The wind.", "It blows.", "audio/mpeg")
    assert (sound["creditText"], sound["license"]) == (
        "Recording: J. Marlow",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    assert (video["name"], video["description"], video["uploadDate"]) == (
        "The grass.",
        "Grass that moves.",
        "2026-01-31",
    )
    assert re.fullmatch(rf"{URL}hill\.\w+\.svg", video["thumbnailUrl"])
