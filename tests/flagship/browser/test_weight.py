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
        if sum(size for url, size in packed.items() if url.endswith(".js")) > 7_300:
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
