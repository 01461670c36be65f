"""Bars: as long as their numbers, beside one another, stacked, or parts that add up."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import blocks, fact, is_sound, lengths_of, scale_of
from shapes import drawer, of, words

from explainery.draw import Data, Fault

draw = drawer("bars")
BOTH = pytest.mark.parametrize("width", ["wide", "narrow"])


def block(*rows, **more):
    return Data({"rows": rows, "unit": None, "data": None, "arrange": None, "total": None, **more})


def bar(label, value, **more):
    return {"label": label, "value": None if value is None else fact(value, unit="m"), **more}


@settings(max_examples=30)
@given(blocks(series=4, ranges=True, negative=True, same=True))
def test_words_of_bars_keep_apart(given_block):
    is_sound(draw(Data({**given_block, "arrange": None, "total": None}, given_block.language)))


@settings(max_examples=30)
@given(blocks(series=4, same=True), st.sampled_from(("stacked", "parts")))
def test_words_of_parts_keep_apart(given_block, arrange):
    is_sound(draw(Data({**given_block, "arrange": arrange, "total": None}, given_block.language)))


@BOTH
def test_a_bar_is_as_long_as_its_number(width):
    drawing = getattr(draw(block(bar("A", 1410), bar("B", "70.5"), bar("C", -300), bar("D", 0))), width)
    lengths = lengths_of(drawing, "series-1")
    assert scale_of(list(zip(lengths, (1410, 70.5, 300, 0), strict=True))) > 0.1
    assert of(drawing, "box")[2].x < of(drawing, "box")[0].x


def test_a_range_floats_and_what_is_uncertain_has_a_line():
    wide = draw(block(bar("A", 100, low=fact(50, unit="m"), high=fact(200, unit="m")), bar("B", 100))).wide
    first, *_ = of(wide, "line", "reach")
    (long, _other) = lengths_of(wide, "series-1")
    assert first.x2 - first.x1 == pytest.approx(1.5 * long, abs=0.1)
    ranges = draw(block({"label": "A", "value": fact(50, Decimal(200), "m")}, bar("B", 100))).wide
    floating, whole = of(ranges, "box")
    assert floating.width == pytest.approx(1.5 * whole.width, abs=0.1)
    assert "50–200" in words(ranges)


@BOTH
def test_parts_lie_end_to_end(width):
    drawing = getattr(draw(block(bar("A", 280), bar("B", 1410), bar("C", 530), arrange="parts")), width)
    boxes = [box for box in of(drawing, "box") if box.height > 12]
    assert scale_of([(box.width, value) for box, value in zip(boxes, (280, 1410, 530), strict=True)])
    assert all(one.x + one.width == pytest.approx(other.x, abs=0.02) for one, other in itertools.pairwise(boxes))


def test_a_gap_is_no_bar_and_says_so():
    wide = draw(block(bar("A", 1), bar("B", None))).wide
    assert len(of(wide, "box")) == 1
    assert "–" in words(wide)


@pytest.mark.parametrize(
    ("given_block", "says"),
    [
        (block(bar("A", 280), bar("B", 1410), arrange="parts", total=fact(1691, unit="m")), "add up to 1,690 m"),
        (block(bar("A", 280), arrange="parts", total=fact("0.279", unit="km")), "the total is 279 m"),
        (block(bar("A", -1), bar("B", 3), arrange="parts"), "below zero"),
        (block({"label": "A", "value": fact(1, Decimal(2))}, arrange="stacked"), "ranges cannot be stacked"),
        (block(bar("A", 1), total=fact(1, unit="m")), "no parts of one"),
        (block(*(bar("A", 1, series=str(number)) for number in range(5))), "5 series"),
        (block(*(bar("A", 1) for _ in range(10_000))), "at most 60"),
    ],
)
def test_bars_that_cannot_be_drawn(given_block, says):
    with pytest.raises(Fault, match=says) as fault:
        draw(given_block)
    assert fault.value.hint
