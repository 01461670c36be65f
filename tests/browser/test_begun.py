"""What `init` writes, with the page of the guide that shows all that a text may have: every page of it is right on a desk and on a phone, by day and by night."""

import pytest
from browsing import serving
from click.testing import CliRunner
from explainers import build, put
from guides import page_of_everything
from looks import (
    COLOURS,
    FRAMED,
    NO_COLOURS,
    ON_A_DESK,
    ON_A_PHONE,
    WINDOWS,
    WITH_AND_WITHOUT,
    asked_axe,
    heard,
    looked_at,
)

from explainery.cli import commands
from explainery.commands.build import SHIPPED

PAGES = (
    "index.html",
    "heights/everyday.html",
    "heights/rock.html",
    "heights/snow.html",
    "sources.html",
    "search.html",
    "404.html",
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """Return the address of a site that `init` began."""
    root = tmp_path_factory.mktemp("begun") / "everest"
    assert CliRunner().invoke(commands, ["init", str(root)]).exit_code == 0
    guide = (SHIPPED / "WRITING.md").read_text(encoding="utf-8")
    put(root, {"content/heights/everyday.md": page_of_everything(guide)})
    assert build(root).exit_code == 0
    assert {file.relative_to(root / "site").as_posix() for file in (root / "site").rglob("*.html")} == {*PAGES}
    with serving(root / "site") as address:
        yield address


def test_its_pages_are_right_on_a_desk(tab, begun, axe):
    page = tab(color_scheme="light", viewport={"width": 1280, "height": 900})
    said, asked = heard(page)
    found = {}
    for address in PAGES:
        page.goto(begun + address)
        page.evaluate("() => document.fonts.ready.then(() => true)")
        found[address] = looked_at(page, ON_A_DESK) | asked_axe(page, axe, NO_COLOURS)
    assert not {address: wrong for address, wrong in found.items() if wrong}
    assert not said
    assert not [url for url in asked if not url.startswith((begun, "data:"))]


def test_a_remark_stands_apart_from_the_names_of_sources(tab, begun):
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto(begun + "heights/everyday.html")
    remark = page.locator(".evidence__who + .evidence__remarks").first
    names = page.locator(".evidence__who:has(+ .evidence__remarks)").first
    assert remark.bounding_box()["x"] - names.bounding_box()["x"] - names.bounding_box()["width"] > 4


def test_they_are_right_in_the_dark_and_on_a_phone(tab, begun, axe):
    page = tab(color_scheme="dark", viewport={"width": 320, "height": 800})
    found = {}
    for address in PAGES:
        page.goto(begun + address)
        found[address] = looked_at(page, ON_A_PHONE) | asked_axe(page, axe, COLOURS)
    assert not {address: wrong for address, wrong in found.items() if wrong}


def test_they_neither_scroll_sideways_nor_need_a_script(tab, begun):
    page = tab(viewport={"width": 2600, "height": 900})
    page.goto(begun + "robots.txt")  # a page of the same origin, which has no policy of its own
    found = {address: page.evaluate(FRAMED, [begun + address, WINDOWS]) for address in PAGES}
    assert not {address: wrong for address, wrong in found.items() if wrong}
    for address in PAGES[:-1]:  # the page of lost addresses finds the way home by a script
        assert page.evaluate(WITH_AND_WITHOUT, begun + address) == [], address
