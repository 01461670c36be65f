"""Turns: arcs as far round as their degrees, and the station after them, and what cannot be drawn."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from home import drawer, placed
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import held, is_tidy, of, words

from explainery.draw import Fact, Fault

draw = drawer("turn")

BOTH = pytest.mark.parametrize("name", ["wide", "narrow"])


def turn(degrees, label="{value} degrees", when="in October"):
    value = None if degrees is None else Decimal(degrees)
    return {"fact": Fact("a-fact", "", held(value, None, "degrees"), "documented"), "label": label, "when": when}


def angles(drawing):
    """Return how far round each arc goes about its middle, in degrees, all its turns counted."""
    found = []
    for band in of(drawing, "trace", "band"):
        (x, y), *arc = band.points
        ways = [math.degrees(math.atan2(across - x, y - up)) for across, up in arc]
        found.append(sum((later - way + 180) % 360 - 180 for way, later in pairwise(ways)))
    return found


@BOTH
@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 3600), min_size=1, max_size=3))
def test_an_arc_goes_as_far_round_as_its_degrees(name, degrees):
    drawing = getattr(draw({"turns": tuple(map(turn, degrees))}), name)
    assert angles(drawing) == pytest.approx(degrees, abs=0.5)
    assert is_tidy(drawing)


@BOTH
def test_the_station_is_turned_by_the_same_angle(name):
    drawing = getattr(draw({"turns": (turn(57), turn(540))}), name)
    before, after = of(drawing, "disc", "axis"), of(drawing, "disc", "thing")
    for mast, old, band, degrees in zip(after, before, of(drawing, "trace", "band"), (57, 540), strict=True):
        x, y = band.points[0]
        assert old.x == pytest.approx(x, abs=0.02)
        assert math.degrees(math.atan2(mast.x - x, y - mast.y)) % 360 == pytest.approx(degrees % 360, abs=0.1)
    assert {"57 degrees", "540 degrees"} <= set(words(drawing))


@pytest.mark.parametrize(
    ("degrees", "says"),
    [(0, "0 degrees"), (3601, "up to 3,600"), (-5, "less than nothing"), (None, "must be a number")],
)
def test_what_cannot_be_drawn_is_said(degrees, says):
    with pytest.raises(Fault, match=says) as error:
        draw({"turns": (turn(degrees),)})
    assert error.value.parameter == "turns"


def test_the_one_on_the_site_is_what_its_claim_says():
    _, figure = placed("turn")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert [float(row[1]) for row in figure.table.rows] == [57, 1.5 * 360]
