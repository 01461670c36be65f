"""The funnel: a dot for each, lines that narrow with the numbers, and what cannot be drawn."""

from decimal import Decimal

import pytest
from home import code_of, drawer, placed
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import held, is_tidy, of, words

from explainery.draw import Fact, Fault

MOST = code_of("funnel").MOST
draw = drawer("funnel")

BOTH = pytest.mark.parametrize("name", ["wide", "narrow"])


def fact(value, status="documented"):
    return Fact("a-fact", "", held(value, None, "people"), status)


def data(*numbers, **changes):
    stages = tuple({"fact": fact(Decimal(number)), "label": "{value} left"} for number in numbers)
    return {"stages": stages, **changes}


@BOTH
@settings(deadline=None)
@given(numbers=st.lists(st.integers(0, 3000), min_size=2, max_size=4).map(lambda found: sorted(found, reverse=True)))
def test_every_person_is_one_dot(name, numbers):
    groups = of(getattr(draw(data(*numbers)), name), "dots")
    assert [len(group.points) for group in groups] == [number for number in numbers if number]
    assert all(len(set(group.points)) == len(group.points) for group in groups)


@BOTH
def test_all_dots_have_one_size_and_one_distance(name):
    groups = of(getattr(draw(data(3000, 20, 4)), name), "dots")
    assert len({group.diameter for group in groups}) == 1
    steps = {round(group.points[1][0] - group.points[0][0], 2) for group in groups if len(group.points) > 20}
    assert len(steps) == 1


def test_the_lines_narrow_with_the_columns():
    drawing = draw(data(3000, 20, 4)).wide
    lines = of(drawing, "line", "leader")
    heights = [abs(second.y2 - first.y2) for first, second in zip(lines[::2], lines[1::2], strict=True)]
    assert heights == pytest.approx([20 * 6, 4 * 6], abs=0.5)


@BOTH
def test_a_disputed_number_is_rings(name):
    stages = ({"fact": fact(Decimal(30), "disputed"), "label": "all"}, {"fact": fact(Decimal(3)), "label": "some"})
    drawing = getattr(draw({"stages": stages}), name)
    (hole,) = of(drawing, "dots", "hole")
    (people,) = of(drawing, "dots", "people")
    assert hole.points == people.points
    assert hole.diameter < people.diameter


@BOTH
def test_who_stands_apart_has_no_line(name):
    apart = {"fact": fact(Decimal(5)), "label": "a list"}
    without, beside = draw(data(30, 3)), draw(data(30, 3, apart=apart))
    assert len(of(getattr(without, name), "line")) == len(of(getattr(beside, name), "line"))
    (dots,) = of(getattr(beside, name), "dots", "apart")
    assert len(dots.points) == 5


@BOTH
def test_an_arrow_leads_from_who_comes_from_the_side(name):
    drawing = getattr(draw(data(30, 3, beside={"label": "A. Person", "joins": 2})), name)
    (dot,) = of(drawing, "disc")
    shaft = of(drawing, "line", "accent")[0]
    assert (shaft.x1, shaft.y1) == (dot.x, dot.y)
    assert shaft.y2 < shaft.y1


def test_the_table_has_a_row_for_each_step_and_the_number_in_the_words():
    figure = draw(data(3000, 20, beside={"label": "A. Person", "joins": 2}))
    assert figure.table.rows == (("3,000 left", "3000", ""), ("20 left", "20", ""), ("A. Person", "1", ""))
    assert "3,000 left" in words(figure.wide)


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (data(20, 30), "keep more", "stages"),
        (data(20), "two steps", "stages"),
        (data(MOST + 1, 3), "at most 5,000", "stages"),
        (data(10_000, 3), "at most 5,000", "stages"),
        ({"stages": ({"fact": fact(Decimal("2.5")), "label": "x"},)}, "whole numbers", "stages"),
        ({"stages": ({"fact": fact(Decimal(-1)), "label": "x"},)}, "less than nothing", "stages"),
        ({"stages": ({"fact": fact(None), "label": "x"},)}, "must be a number", "stages"),
        (data(20, 3, beside={"label": "x", "joins": 3}), "steps 2 to 2", "beside"),
        (data(20, 3, apart={"fact": fact(None), "label": "x"}), "must be a number", "apart"),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter


def test_the_one_on_the_site_is_tidy_and_the_same_each_time():
    _, figure = placed("funnel")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert placed("funnel")[1] == figure
    assert [len(group.points) for group in of(figure.wide, "dots") if group.role != "hole"] == [3000, 20, 4, 5]
