"""What readers of the flagship reach without a mouse: every sort of control, in reading order, with a visible focus."""

import pytest
from looks import FOCUS_EACH, LOOK, LOOK_AT_EACH_KEY, WRONG

PARTS = 4  # the walk is the longest test: parts of it run side by side


@pytest.mark.by_day(2)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_control_is_reached_in_reading_order(tab, served, pages_of_every_control, part):
    page = tab(viewport={"width": 1280, "height": 450})  # a low window is painted sooner
    found = {}
    for address in pages_of_every_control[part::PARTS]:
        page.goto(served + address)
        stops = page.evaluate(LOOK)
        page.evaluate(LOOK_AT_EACH_KEY)
        assert stops > 10, address
        for _stop in range(stops + 1):
            page.keyboard.down("Tab")  # held down, which is one message to the browser and not two
        page.keyboard.up("Tab")
        if wrong := page.evaluate(WRONG):
            found[address] = wrong
    assert not found


def test_every_control_is_seen_on_a_phone_with_keys(tab, served, pages_of_every_control):
    page = tab(viewport={"width": 360, "height": 640})
    found = {}
    for address in pages_of_every_control:
        page.goto(served + address)
        page.evaluate(LOOK)
        page.evaluate(FOCUS_EACH)
        if wrong := page.evaluate(WRONG):
            found[address] = wrong
    assert not found
