"""What the pages of the flagship cost their readers."""

import re

from looks import packed, packed_size


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
        most = 8_800 if address == "search.html" else 4_000
        if sum(size for url, size in packed.items() if url.endswith(".js")) > most:
            scripted[address] = packed
    assert not heavy
    assert not many
    assert not scripted


STAGE, LIST, OTHER = 18_000, 24_000, 19_800  # bytes that a page and its styles weigh at most, compressed
# Heavier than that, and not to grow: each of their many claims leads to its sources themselves.
HEAVY = {
    "index.html": 26_900,
    "worth-it.html": 28_500,
    "before-and-after.html": 22_100,
    "film.html": 29_900,
    "mission.html": 42_700,
    "station.html": 35_300,
    "corrections.html": 23_700,
    "sources/index.html": 39_000,
    "sources/agency.html": 25_100,
    "sources/press.html": 40_300,
    "sources/russian-press.html": 32_800,
    "crew/index.html": 31_000,
    "training/index.html": 21_900,
    "training/centrifuge.html": 18_700,
    "training/competition.html": 20_200,
}
MANY = ("film.html", "mission.html", "station.html", "crew/index.html")


def test_a_page_is_small(every_page, folder):
    big = {}
    for address in every_page:
        html = (folder / address).read_text(encoding="utf-8")
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
        weight = packed(html) + sum(packed_size((folder / address).parent / sheet) for sheet in sheets)
        drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
        lists = address.startswith(("sources/", "glossary", "facts/"))
        usual = LIST if lists else STAGE if address.startswith("training/") else OTHER
        if weight > HEAVY.get(address, usual):
            big[address] = weight
        most = 3_000 if lists else 2_200 if address in MANY else 1_500
        if (elements := len(re.findall(r"<[a-z]", html))) > most:
            big[address, "elements"] = elements
        if any(packed(drawing) > 12_000 for drawing in drawings):
            big[address, "drawing"] = max(map(packed, drawings))
    assert not big
