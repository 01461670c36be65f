"""A site says nothing of itself that its owner did not say, and nothing of another explainer."""

import re

import pytest
from explainers import SMALL, build, files_of, put
from lxml import etree

import explainery.render.cards

CLAIMS = re.compile(
    r"licen[cs]e|creative.?commons|\bCC\b|\bMIT\b|author|publisher|archived|copies|stage|challenge|cosmonaut|\bfilm|movie"
    r"|russian|launch|docking|flight|mission|glossary|source|fact\b|question|edit this|report an error|explainery",
    re.IGNORECASE,
)
SILENT = ("assets/", ".explainery.json")
BARE = {
    "content/site.yaml": "id: bees\ntitle: Bees\nlanguage: en\nurl: https://example.org/\n",
    "content/index.md": "---\ntitle: Bees\nanswer: A hive lives on flowers.\nchecked: 2026-01-31\n---\n\nBees fly.\n",
}
"""An explainer of which nothing is known but its name and its one page."""


def built(root):
    """Build an explainer; return the texts of all that is published, and as `card.svg` the card of its front page."""
    cards = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(explainery.render.cards, "judge", lambda svg, *_: cards.append(svg))
        result = build(root)
    assert (result.exit_code, result.stderr) == (0, "")
    files = {path: content.decode("utf-8", "replace") for path, content in files_of(root / "site").items()}
    return {**files, "card.svg": cards[0].decode()}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return all that is published of it."""
    return built(put(tmp_path_factory.mktemp("bare"), BARE))


def words_of(card):
    """Return the words on a card."""
    texts = etree.fromstring(card.encode()).iter("{http://www.w3.org/2000/svg}text")
    return " ".join("".join(text.itertext()) for text in texts)


def test_a_bare_site_makes_no_claim(site):
    texts = {
        path: re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
        for path, text in site.items()
        if not path.startswith(SILENT) and not path.endswith(".png")
    }
    texts["feed.xml"] = texts["feed.xml"].replace("<author>\n<name>Bees</name>\n</author>", "")  # RFC 4287 asks for one
    texts["card.svg"] = words_of(texts["card.svg"])
    texts["data/site.json"] = texts["data/site.json"].replace('"facts": [], "terms": [], "sources": []', "")
    assert {"index.html", "search.html", "404.html", "feed.xml", "llms.txt", "sitemap.xml", "card.svg"} <= texts.keys()
    assert {"index.md", "data/site.json", "index.csl.json", "robots.txt"} <= texts.keys()
    claims = {
        path: [text[max(0, at.start() - 40) : at.end() + 40] for at in CLAIMS.finditer(text)]
        for path, text in texts.items()
    }
    assert {path: found for path, found in claims.items() if found} == {}


def test_a_bare_site_says_when_it_was_checked_and_nothing_more(site):
    assert '<span>Checked <time datetime="2026-01-31">31 January 2026</time></span>' in site["index.html"]
    assert "theme-color" not in site["index.html"]
    assert "data-fonts" not in site["index.html"]
    assert "Search this site, or go through its pages from A to Z." in site["search.html"]


def test_a_card_is_drawn_on_in_its_slots(tmp_path):
    slots = {
        "templates/slots/card-brand.svg": "{# nothing #}",
        "templates/slots/card-ground.svg": '<path d="M1 2h3"/>',
        "templates/slots/card-foot.svg": "<text>Made of {{ page.title }}</text>",
    }
    card = built(put(tmp_path, BARE | slots))["card.svg"]
    assert '<path d="M1 2h3"/>' in card
    assert '<text x="72" y="95" font-size="40">Bees</text>' in card  # where no mark stands before it
    assert words_of(card).split() == ["Bees", "Bees", "Made", "of", "Bees"]


def test_notes_follow_where_sources_without_an_address_stand(tmp_path):
    page = "---\ntitle: Reading\nanswer: All.\nchecked: 2026-01-31\n---\n\n```sources\n```\n"
    sources = SMALL["content/sources.yaml"].replace("  URL: https://tass.com/1\n", "")
    root = put(tmp_path / "first", SMALL | {"content/reading.md": page, "content/sources.yaml": sources})
    assert build(root).exit_code == 0
    assert b'href="reading.html#tass-1"' in (root / "site/index.html").read_bytes()
    assert build(put(root, {"content/sources/agency.md": page})).exit_code == 0
    assert b'href="sources/agency.html#tass-1"' in (root / "site/index.html").read_bytes()


def test_a_colour_of_its_own_leaves_high_contrast_and_print_alone(tmp_path):
    own = ":root { --paper: #fffdf5; } @media print { :root { --ink: #123456; } } /* @media print { */\n"
    assert build(put(tmp_path, {**BARE, "assets/css/tokens.css": own})).exit_code == 0
    (sheet,) = (text.decode() for path, text in files_of(tmp_path / "site").items() if path.startswith("assets/site."))
    in_order = ("--paper:light-dark(", "--paper:#fffdf5", "prefers-contrast:more", "@media print", "--ink:#123456")
    assert [sheet.index(one) for one in in_order] == sorted(sheet.index(one) for one in in_order)
    assert sheet.count("--paper:#fffdf5") == 1


def test_colours_of_its_own_reach_cards_and_files_of_figures(tmp_path):
    own = (
        ":root { --masthead: light-dark(#123456, #000); --series-1: var(--brand); --brand: rgb(1 2 3);"
        " --accent: oklch(0.5 0.1 30); }\n@media print { :root { --masthead: #fff; } }\n"
    )
    page = BARE["content/index.md"] + (
        "\n```timeline\nevents: bees\ndrawn: true\nid: year\nclaim: A year of bees.\nalt: A line.\nmethod: By day."
        "\nsources: [keeper-1]\n```\n"
    )
    records = {
        "content/events.yaml": "- {id: swarm, group: bees, title: They swarm, time: 2025-05, sources: [keeper-1]}\n",
        "content/sources.yaml": (
            "- {id: keeper-1, type: book, title: Bees, publisher: A keeper, kind: press, origin: bees}\n"
        ),
    }
    texts = built(put(tmp_path, {**BARE, **records, "content/index.md": page, "assets/css/tokens.css": own}))
    assert 'fill="#123456" d="M0 0h1200v630H0z"' in texts["card.svg"]
    assert ".drawing__series-1 { stroke: rgb(1 2 3); }" in texts["figures/index-year.svg"]
    assert ".drawing__accent { stroke: #a83a08; }" in texts["figures/index-year.svg"]
