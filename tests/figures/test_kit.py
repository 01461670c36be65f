"""The drawing vocabulary that all figures share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainery.draw import (
    Box,
    Data,
    Dots,
    Fault,
    Record,
    Scale,
    Trace,
    days_of,
    distinct,
    fitted,
    px,
    ruler,
    stretch_of,
)
from explainery.problems import Place

lengths = st.floats(1, 500, allow_nan=False)


@given(lengths, lengths, lengths, lengths)
def test_hatching_stays_inside_its_box_at_45_degrees(x, y, width, height):
    box = Box(x, y, width, height, "series-1", "announced")
    for line in box.hatch:
        assert x - 0.01 <= line.x1 <= line.x2 <= x + width + 0.01
        assert y - 0.01 <= line.y2 <= line.y1 <= y + height + 0.01
        assert abs((line.x2 - line.x1) - (line.y1 - line.y2)) < 0.05


@given(lengths, lengths)
def test_only_what_was_announced_is_hatched(width, height):
    assert Box(0, 0, width, height, "series-1", "announced").hatch
    for status in ("documented", "disputed", "computed"):
        assert Box(0, 0, width, height, "series-1", status).hatch == ()


@given(st.floats(-1e3, 1e3), st.floats(1, 1e3), st.floats(0, 400), st.floats(401, 800))
def test_a_fitted_scale_lays_its_ends_where_they_belong(start, span, first, last):
    scale = fitted(start, start + span, first, last)
    assert abs(scale(start) - first) < 0.01
    assert abs(scale(start + span) - last) < 0.01
    assert abs(scale.length(span) - (last - first)) < 0.01


def test_a_scale_of_one_value_has_no_length():
    assert fitted(5, 5, 10, 90).length(3) == 0


def test_a_ruler_has_a_tick_and_a_number_at_every_value():
    shapes = ruler(Scale(0, 10, 2), [(0, "0"), (5, "5"), (25, "25")], 100, "seconds")
    ticks = [shape for shape in shapes if shape.kind == "line" and shape.y2 == 106]
    labels = [shape for shape in shapes if shape.kind == "label"]
    assert [tick.x1 for tick in ticks] == [10, 20, 60]
    assert [(label.x, label.text) for label in labels] == [(10, "0"), (20, "5"), (60, "25"), (60, "seconds")]


def test_many_dots_are_one_path():
    dots = Dots(tuple((number, 1.5) for number in range(3000)), 3, "quiet")
    assert dots.path.count("h0") == 3000
    assert dots.path.startswith("M0 1.5h0m1 0h0m1 0h0")
    assert Dots((), 3, "quiet").path == ""


@given(st.floats(-1e4, 1e4))
def test_lengths_are_written_short(value):
    assert abs(px(value) - value) <= 0.0051
    assert len(str(px(value)).split(".")[-1]) <= 2 or px(value) == int(px(value))


def test_points_are_written_as_svg_wants_them():
    assert Trace(((0, 1), (2.25, 3.333)), "series-1").pairs == "0,1 2.25,3.33"


@pytest.mark.parametrize(
    "drawn", [lambda boat: Data({"since": boat}).moment("since"), stretch_of, lambda boat: days_of([boat])]
)
def test_a_record_of_a_kind_without_a_time_cannot_be_drawn_in_time(drawn):
    boat = Record("boat", "ferry", {"id": "ferry"}, {}, Place("content/boats.yaml"), "boats", b"")
    with pytest.raises(Fault, match=r"must be|must hold"):
        drawn(boat)


def test_columns_have_names_of_their_own():
    assert distinct(("A", "B", "A (2)", "A", "A")) == ("A", "B", "A (2)", "A (3)", "A (4)")
