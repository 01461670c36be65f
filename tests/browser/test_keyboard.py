"""What readers reach without a mouse: every control of a page, in reading order, with a focus that can be seen."""

import pytest
from looks import FOCUS_EACH, LOOK, LOOK_AT_EACH_KEY, WRONG


@pytest.mark.parametrize("address", ["film.html", "crew/index.html"])
def test_every_control_is_reached_in_reading_order(tab, served, address):
    page = tab(viewport={"width": 1280, "height": 450})  # a low window is painted sooner
    page.goto(served + address)
    stops = page.evaluate(LOOK)
    page.evaluate(LOOK_AT_EACH_KEY)
    assert stops > 10
    for _stop in range(stops + 1):
        page.keyboard.down("Tab")  # held down, which is one message to the browser and not two
    page.keyboard.up("Tab")
    assert page.evaluate(WRONG) == []


def test_every_control_is_seen_on_a_phone_with_keys(tab, served, pages):
    page = tab(viewport={"width": 360, "height": 640})
    found = {}
    for address in pages:
        page.goto(served + address)
        page.evaluate(LOOK)
        page.evaluate(FOCUS_EACH)
        if wrong := page.evaluate(WRONG):
            found[address] = wrong
    assert not found


def test_the_first_stop_leads_past_the_navigation(tab, served, pages):
    page = tab(viewport={"width": 1280, "height": 900})
    for address in pages:
        page.goto(served + address)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        past = (
            "() => document.activeElement.matches('main *, footer *')"  # a page of plain words has no stop in its text
        )
        assert page.evaluate(past), address
