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


STORY, LONG, STAGE, LIST, OTHER = 26_000, 30_000, 18_000, 24_000, 18_800  # bytes of a page with its styles, packed
# Longer than others, and not to grow: each of their many claims leads to its sources themselves.
HEAVY = {
    "index.html": STORY,
    "film.html": LONG,
    "mission.html": LONG,
    "homecoming.html": LONG,
    "station.html": LONG,
    "worth-it.html": 28_400,
    "before-and-after.html": 21_600,
    "corrections.html": 23_600,  # and each mistake that is found adds to it
    "sources/index.html": 38_500,
    "sources/agency.html": 24_600,
    "sources/press.html": 39_800,
    "sources/russian-press.html": 32_300,
    "crew/index.html": 28_800,
    "training/index.html": 21_300,  # the list of stages, no stage itself
}
MANY = ("film.html", "mission.html", "homecoming.html", "station.html", "crew/index.html")


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
