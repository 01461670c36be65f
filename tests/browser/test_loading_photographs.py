"""Photographs in a real browser: a phone loads what it shows and no more, and sizes are those of the real grid."""

import pytest
from browsing import serving
from explainers import SMALL, build, once_for_all, put
from photographs import photograph

_SIZES = """() => [...document.querySelectorAll("main img")].map(one => ({
  file: one.currentSrc.split("/").pop(), waits: one.loading, wide: one.getBoundingClientRect().width}))"""
_MOST = 400_000  # bytes that six photographs cost on a phone
_BLOCKS = (
    "```picture\nwide: true\nfile: p2.jpg\nalt: A hill\ncaption: Wide.\n```\n\n"
    "```picture\nbeside: true\nfile: p3.jpg\nalt: A hill\ncaption: Beside.\n```\n\n"
    "```picture\npictures:\n"
    + "".join(f"  - {{file: p{number}.jpg, alt: A hill, caption: One of them.}}\n" for number in (4, 5, 6))
    + "```\n"
)


def make(folder):
    text = "---\ntitle: Six\nanswer: Six photographs.\nchecked: 2026-01-31\n---\n\n![A hill](p1.jpg)\n\n"
    root = put(folder, SMALL | {"content/six.md": f"{text}{'Words upon words. ' * 200}\n\n{_BLOCKS}"})
    for number in range(1, 7):
        (root / f"content/p{number}.jpg").write_bytes(photograph(1_500, 1_000, number))
    result = build(root)
    assert result.exit_code == 0, result.stderr


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(once_for_all(tmp_path_factory, "six-photographs", make) / "site") as served:
        yield f"{served}six.html"


@pytest.mark.parametrize(("width", "density"), [(360, 3), (1280, 1)])
def test_a_page_loads_what_it_shows(tab, address, width, density):
    page = tab(viewport={"width": width, "height": 740}, device_scale_factor=density)
    loaded = {}
    page.on("response", lambda answer: loaded.update({answer.url.split("/")[-1]: answer}))
    page.goto(address, wait_until="networkidle")
    assert [name for name in loaded if name.startswith("p6")] == []  # until it comes near
    for _ in range(4):
        page.mouse.wheel(0, 4_000)
        page.wait_for_load_state("networkidle")
    page.evaluate("async () => Promise.all([...document.images].map(one => one.decode()))")
    found = page.evaluate(_SIZES)
    assert [one["waits"] for one in found] == ["auto", *["lazy"] * 5]
    assert {one["file"].rpartition(".")[2] for one in found} == {"webp"}
    for one in found:
        across = int(one["file"].rpartition("-")[2].removesuffix(".webp"))
        assert one["wide"] * min(density, 2) <= across * 1.35, "sharp enough"
    if width == 360:
        assert sum(len(loaded[one["file"]].body()) for one in found) <= _MOST
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_pictures_keep_the_light_ground_on_dark_pages(tab, address):
    page = tab(color_scheme="dark")
    page.goto(address)
    grounds = page.evaluate(
        "() => [document.body, ...document.querySelectorAll('.picture')].map(one => getComputedStyle(one).backgroundColor)"
    )
    body, *pictures = grounds
    page.emulate_media(color_scheme="light")
    assert set(pictures) == {page.evaluate("getComputedStyle(document.body).backgroundColor")}
    assert body not in pictures


def test_a_picture_leaves_room_on_paper(tab, address):
    page = tab(viewport={"width": 1400, "height": 900})
    page.emulate_media(media="print")
    page.goto(address, wait_until="networkidle")
    across, high = page.evaluate(
        "() => { const box = document.querySelector('p .picture').getBoundingClientRect(); return [box.width, box.height]; }"
    )
    assert high <= 11 / 2.54 * 96 + 2, "at most half a sheet"
    assert across / high == pytest.approx(1.5, abs=0.02), "not pressed together"
