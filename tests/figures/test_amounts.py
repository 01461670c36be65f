"""Dots, a ruler, and quantities side by side: as many, as far along and as large as their numbers say."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import blocks, fact, is_sound, lengths_of, scale_of
from shapes import drawer, of, words

from explainery.draw import Data, Fault

dots, scale, compare = drawer("dots"), drawer("scale"), drawer("compare")
BOTH = pytest.mark.parametrize("width", ["wide", "narrow"])
NOTHING = {"rows": None, "unit": None, "data": None, "each": None, "funnel": None, "log": None, "as": None}


def block(*rows, **more):
    return Data({**NOTHING, "rows": rows, **more})


def row(label, value, to=None, **more):
    return {"label": label, "value": fact(value, to and Decimal(to)), **more}


def with_parameters(given_block, **more):
    return Data({**NOTHING, **given_block, **more}, given_block.language)


@settings(max_examples=40)
@given(blocks(ranges=True, negative=True, notes=True))
def test_words_at_a_ruler_keep_apart(given_block):
    is_sound(scale(with_parameters(given_block)))


@settings(max_examples=40)
@given(blocks(most=5, gaps=False, notes=True), st.sampled_from(("area", "height")))
def test_words_of_what_is_compared_keep_apart(given_block, kind):
    alone = len(given_block["rows"]) == 1
    rows = given_block["rows"] * 2 if alone else given_block["rows"]
    is_sound(compare(with_parameters(given_block, rows=rows, **{"as": kind})))


@settings(max_examples=30)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=30), st.booleans())
def test_words_above_dots_keep_apart(counts, funnel):
    counts = sorted(counts, reverse=True)
    is_sound(
        dots(block(*(row("Those who came, and " * (at % 5), count) for at, count in enumerate(counts)), funnel=funnel))
    )


@BOTH
def test_there_are_as_many_dots_as_things(width):
    drawing = getattr(dots(block(row("A", 120), row("B", 7), row("None", 0))), width)
    assert [len(one.points) for one in of(drawing, "dots")] == [120, 7]


def test_in_a_funnel_the_dots_that_go_on_are_large():
    wide = dots(block(row("A", 30), row("B", 10), row("C", 1), funnel=True)).wide
    assert [len(one.points) for one in of(wide, "dots", "series-1")] == [10, 1, 1]
    assert [len(one.points) for one in of(wide, "dots", "quiet")] == [20, 9]


def test_a_dot_may_be_many_things():
    wide = dots(block(row("A", 3000), each=100)).wide
    assert len(of(wide, "dots")[0].points) == 30
    assert "One dot is 100." in words(wide)


@BOTH
def test_marks_lie_as_far_along_the_ruler_as_their_numbers(width):
    drawing = getattr(scale(block(row("A", 0), row("B", 50), row("C", 100), row("D", 20, 80))), width)
    a, b, c = sorted(of(drawing, "disc"), key=lambda disc: -disc.y)
    assert (a.y - b.y) == pytest.approx((a.y - c.y) / 2, abs=0.02)
    (range_,) = of(drawing, "box")
    assert range_.height == pytest.approx(0.6 * (a.y - c.y), abs=0.02)


def test_steps_of_ten_are_equal():
    wide = scale(block(*(row(str(power), 10**power) for power in (0, 3, 6)), log=True)).wide
    a, b, c = (disc.y for disc in of(wide, "disc"))
    assert a - b == pytest.approx(b - c, abs=0.02)


@BOTH
def test_what_was_only_announced_is_hatched_on_a_ruler(width):
    (mark,) = of(getattr(scale(block(row("A", 50, status="announced"))), width), "box")
    assert mark.hatch


def test_the_name_of_what_is_uncertain_leads_to_its_value_on_a_ruler_of_steps_of_ten():
    rows = (row("A", 1), row("B", 10, low=fact(9), high=fact(1000)))
    wide = scale(block(*rows, log=True)).wide
    assert {line.y1 for line in of(wide, "line", "leader")} == {disc.y for disc in of(wide, "disc")}


@BOTH
@pytest.mark.parametrize(("kind", "power"), [("area", 2), ("height", 1)])
def test_a_square_has_the_area_and_a_bar_the_height_of_its_number(width, kind, power):
    drawing = getattr(compare(block(row("A", 100), row("B", 25), row("C", 0), **{"as": kind})), width)
    heights = lengths_of(drawing, "series-1", "height")
    assert scale_of([(height**power, value) for height, value in zip(heights, (100, 25, 0), strict=True)])


@pytest.mark.parametrize(
    ("draw", "given_block", "says"),
    [
        (dots, block(row("A", "1.5")), "whole numbers"),
        (dots, block(row("A", -1)), "whole numbers"),
        (dots, block(row("A", 1, 3)), "is a range"),
        (dots, block(row("A", 20_000)), "20,000 dots"),
        (dots, block(row("A", 1), row("B", 2), funnel=True), "more than “A”"),
        (scale, block(row("A", 0), log=True), "not above zero"),
        (scale, block(*(row("A", 1) for _ in range(10_000))), "at most 60"),
        (compare, block(row("A", 1)), "cannot be compared"),
        (compare, block(row("A", 1), row("B", -1)), "no number from zero"),
        (compare, block(*(row("A", 1) for _ in range(6))), "at most 5"),
    ],
)
def test_amounts_that_cannot_be_drawn(draw, given_block, says):
    with pytest.raises(Fault, match=says) as fault:
        draw(given_block)
    assert fault.value.hint
