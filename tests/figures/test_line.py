"""Lines: each point where its number and its place on the axis say, with gaps, ranges and notes."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import blocks, fact, is_sound
from shapes import drawer, of, words

from explainery.draw import Data, Fault

draw = drawer("line")


def block(*rows, **more):
    return Data({"rows": rows, "unit": None, "data": None, **more})


def point(at, value, **more):
    return {"label": str(at), "at": at, "value": None if value is None else fact(value), **more}


@settings(max_examples=60)
@given(st.data())
def test_words_of_lines_keep_apart(data):
    at = data.draw(st.sampled_from(("year", "number", "days")))
    is_sound(draw(data.draw(blocks(series=4, at=at, ranges=True, negative=True, notes=True))))


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_points_lie_where_they_say(width):
    years = [(1990, 10), (2000, 40), (2030, 20)]
    drawing = getattr(draw(block(*(point(Decimal(year), value) for year, value in years))), width)
    first, second, third = of(drawing, "disc")
    assert (third.x - first.x) / (second.x - first.x) == pytest.approx(4, abs=0.01)
    assert (first.y - third.y) / (first.y - second.y) == pytest.approx(1 / 3, abs=0.01)
    (line,) = of(drawing, "trace")
    assert len(line.points) == 3


def test_a_gap_breaks_the_line():
    wide = draw(block(*(point(Decimal(2000 + at), value) for at, value in enumerate((1, 2, None, 3, 4))))).wide
    assert [len(line.points) for line in of(wide, "trace")] == [2, 2]


def test_what_is_announced_is_drawn_otherwise_from_the_last_known_point():
    rows = (point(Decimal(2000), 1), point(Decimal(2001), 2), point(Decimal(2002), 3, status="announced"))
    assert [line.status for line in of(draw(block(*rows)).wide, "trace")] == ["documented", "announced"]


def test_ranges_are_a_band_below_their_line():
    rows = (point(Decimal(at), 5, low=fact(4), high=fact(7)) for at in (1, 2))
    wide = draw(block(*rows)).wide
    band, line = of(wide, "trace")
    assert (band.closed, line.closed) == (True, False)
    assert band.points[0][1] < line.points[0][1] < band.points[-1][1]


def test_days_are_an_axis_in_the_language_of_the_page():
    data = block(*(point(dt.date(2021, month, 1), month) for month in (1, 4, 7)))
    assert "oct. 2020" not in words(draw(data).wide)
    assert "avr. 2021" in words(draw(Data(data, "fr")).wide)


@pytest.mark.parametrize(
    ("given_block", "says"),
    [
        (block({"label": "A", "value": fact(1)}), "does not say where it lies"),
        (block(point(Decimal(1), 1), point(Decimal(1), 2)), "Two numbers lie at 1"),
        (block(*(point(Decimal(at), 1, series=str(at)) for at in range(5))), "5 series"),
        (block(*(point(Decimal(at), 1, note="So") for at in range(13))), "More than 12 points"),
        (block(*(point(Decimal(at), 1) for at in range(10_000))), "at most 400"),
    ],
)
def test_lines_that_cannot_be_drawn(given_block, says):
    with pytest.raises(Fault, match=says) as fault:
        draw(given_block)
    assert fault.value.hint
