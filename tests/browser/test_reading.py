"""What readers do: on paper, with little to spend, and with settings of their own."""

import functools
import gzip
import re

import pytest

PAPER = {"A4": 673, "Letter": 695}  # pixels between the margins of 16 mm


@pytest.mark.parametrize("format_", PAPER)
def test_paper_carries_everything_but_the_navigation(tab, served, format_):
    page = tab()
    page.goto(served + "training/weightlessness.html")
    page.emulate_media(media="print")
    assert not page.locator(".masthead__navigation").is_visible()
    assert not page.locator(".sequence").is_visible()
    hidden = (
        "() => [...document.querySelectorAll('details')].filter(d => !d.matches('.contents details, .contents__fold'))"
    )
    closed = page.evaluate(
        hidden + ".filter(d => [...d.children].every(e => e.tagName === 'SUMMARY' || !e.checkVisibility())).length"
    )
    assert closed == 0
    page.set_viewport_size({"width": PAPER[format_], "height": 900})
    clipped = """() => [...document.querySelectorAll('figure, table')].filter(e => e.getClientRects().length
      && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.id || e.className)"""
    assert page.evaluate(clipped) == []


@pytest.mark.parametrize(
    "settings",
    [{"forced_colors": "active"}, {"contrast": "more"}, {"reduced_motion": "reduce"}, {"color_scheme": "dark"}],
    ids=["forced colours", "more contrast", "reduced motion", "dark"],
)
def test_settings_of_the_reader_are_kept(tab, served, settings):
    page = tab(viewport={"width": 1280, "height": 900}, **settings)
    page.goto(served + "training/weightlessness.html")
    ground, ink = page.evaluate("() => ['backgroundColor', 'color'].map(p => getComputedStyle(document.body)[p])")
    assert ground != ink
    assert page.evaluate("() => document.getAnimations().length") == 0
    if "color_scheme" in settings:
        assert ground == "rgb(15, 23, 20)"


def test_a_page_costs_little(tab, served, pages, folder):
    heavy, many, scripted = {}, {}, {}
    page = tab(viewport={"width": 360, "height": 800})
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in pages:
        asked.clear()
        page.goto(served + address)
        page.evaluate("() => document.fonts.ready.then(() => true)")
        packed = {url: packed_size(folder / url.removeprefix(served)) for url in asked if url.startswith(served)}
        limit = 180_000 if page.locator("figure").count() else 120_000
        if sum(packed.values()) > limit:
            heavy[address] = sum(packed.values())
        if len(packed) > 9:
            many[address] = sorted(packed)
        if sum(size for url, size in packed.items() if url.endswith(".js")) > 6_000:
            scripted[address] = packed
    assert not heavy
    assert not many
    assert not scripted


# Too much, and not to grow: what stands in every note is what weighs.
TEXT = {"index.html": 16_700, "training/competition.html": 17_200, "training/exams-and-baikonur.html": 14_900}
ELEMENTS = {
    "film.html": 2_500,
    "mission.html": 2_550,
    "station.html": 2_050,
    "crew/index.html": 1_750,
    "training/index.html": 1_550,
}  # too many, likewise


def test_a_page_is_small(every_page, folder):
    big = {}
    for address in every_page:
        html = (folder / address).read_text(encoding="utf-8")
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
        styles = sum(packed_size((folder / address).parent / sheet) for sheet in sheets)
        drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
        text = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
        lists = address.startswith(("sources/", "glossary", "facts/"))
        if (
            address.startswith(("training/", "index", "sources/", "glossary", "facts/"))
            and address != "training/index.html"
        ):
            big[address] = packed(text) + styles > (30_200 if lists else TEXT.get(address, 14_700))
        big[address, "elements"] = len(re.findall(r"<[a-z]", html)) > (3_000 if lists else ELEMENTS.get(address, 1_500))
        big[address, "drawing"] = any(packed(drawing) > 12_000 for drawing in drawings)
    assert not [what for what, over in big.items() if over]


def packed(text) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


@functools.cache
def packed_size(file) -> int:
    """Return the bytes that GitHub Pages sends: text compressed, fonts as they are."""
    content = file.read_bytes()
    return len(content) if file.suffix in (".woff2", ".png") else len(gzip.compress(content, 9, mtime=0))


def test_the_page_for_lost_addresses_stands_alone(tab, served):
    page = tab(viewport={"width": 1280, "height": 900})
    asked = []
    page.on("request", lambda sent: asked.append(sent.url))
    response = page.goto(served + "crew/no/such/page.html")
    assert response.status == 404
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(233, 237, 232)"
    assert [url for url in asked if not url.startswith("data:")] == [served + "crew/no/such/page.html"]
    page.get_by_role("link", name="front page").click()
    page.wait_for_load_state()
    assert page.title()
