"""Promises that hold on every page of the flagship, in a real browser."""

import pytest
from looks import (
    COLOURS,
    FRAMED,
    GENERIC,
    NO_COLOURS,
    ON_A_DESK,
    ON_A_PHONE,
    OPEN_EACH,
    PAPER,
    SHIFT,
    SIZES,
    THIN_OUT,
    WINDOWS,
    WITH_AND_WITHOUT,
    asked_axe,
    heard,
    looked_at,
    on_paper,
    without_positions,
)

PARTS = 2  # they run side by side


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_right_on_a_desk(tab, served, pages, axe, part):
    page = tab(color_scheme="light", viewport={"width": 1280, "height": 900})
    said, asked = heard(page)
    found = {}
    for address in pages[part::PARTS]:
        page.goto(served + address)
        page.evaluate("() => document.fonts.ready.then(() => true)")
        found[address] = looked_at(page, ON_A_DESK) | asked_axe(page, axe, NO_COLOURS)
    assert not {address: wrong for address, wrong in found.items() if wrong}
    assert not said
    assert not [url for url in asked if not url.startswith((served, "data:"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out(tab, served, pages_of_every_sort, axe, scheme, whole):
    page = tab(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    found = {}
    # Seconds a page: each is looked at in one scheme, every night in both; all pairs of colours are computed for both.
    for address in pages_of_every_sort if whole else pages_of_every_sort[scheme == "dark" :: 4]:
        page.goto(served + address)
        page.evaluate(THIN_OUT)
        look = {"what everything else looks like": GENERIC}
        found[address] = looked_at(page, look) | asked_axe(page, axe, COLOURS)
    assert not {address: wrong for address, wrong in found.items() if wrong}


def test_every_page_is_right_on_a_phone(tab, served, pages):
    page = tab(viewport={"width": 320, "height": 800})
    found = {}
    for address in pages:
        page.goto(served + address)
        found[address] = looked_at(page, ON_A_PHONE)
    assert not {address: wrong for address, wrong in found.items() if wrong}


def test_nothing_scrolls_sideways(tab, served, pages):
    page = tab(viewport={"width": 2600, "height": 900})
    page.goto(served + "robots.txt")  # a page of the same origin, which has no policy of its own
    found = {address: page.evaluate(FRAMED, [served + address, WINDOWS]) for address in pages}
    assert not {address: wrong for address, wrong in found.items() if wrong}


def test_nothing_moves_while_a_page_loads(tab, served, pages):
    page = tab(viewport={"width": 360, "height": 800})
    found = {}
    for address in pages:
        page.goto(served + address)
        if (shift := page.evaluate(SHIFT)) > 0.01:
            found[address] = shift
    assert not found


def test_without_javascript_every_word_and_link_is_there(tab, served, pages):
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto(served + "robots.txt")
    found = {address: both for address in pages if (both := page.evaluate(WITH_AND_WITHOUT, served + address))}
    assert not found


@pytest.mark.parametrize("placed", [True, False], ids=["beside", "old browser"])
@pytest.mark.parametrize("size", SIZES)
def test_popovers_lie_inside_the_window(tab, served, pages, size, placed):
    page = tab(viewport=SIZES[size])
    if not placed:
        without_positions(page)
    found = {}
    for address in pages[::2] if placed else pages[::4]:
        page.goto(served + address)
        assert page.evaluate("() => CSS.supports('position-area: block-end')"), "the browser of the tests is too old"
        if wrong := page.evaluate(OPEN_EACH, placed):
            found[address] = wrong
    assert not found


def test_paper_carries_everything_but_the_navigation(tab, served):
    page = tab()
    page.goto(served + "training/weightlessness.html")
    assert on_paper(page, PAPER["A4"]) == []
