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
        if len(packed) > 10:  # with two fonts in three scripts, which names of people ask for
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
    "index.html": 27_200,
    "worth-it.html": 28_800,
    "before-and-after.html": 22_400,
    "film.html": 29_900,
    "mission.html": 45_000,
    "station.html": 35_800,
    "corrections.html": 23_900,
    "sources/index.html": 39_200,
    "sources/agency.html": 25_300,
    "sources/press.html": 40_500,
    "sources/russian-press.html": 33_000,
    "crew/index.html": 31_200,
    "training/index.html": 22_100,
    "training/centrifuge.html": 19_400,
    "training/competition.html": 20_400,
    "training/weightlessness.html": 18_600,
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
