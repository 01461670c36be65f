"""The drawing vocabulary that all figures share."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainery.draw import (
    Box,
    Contours,
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
    for (start_x, start_y), (end_x, end_y) in box.hatched:
        assert x - 0.01 <= start_x <= end_x <= x + width + 0.01
        assert y - 0.01 <= end_y <= start_y <= y + height + 0.01
        assert abs((end_x - start_x) - (start_y - end_y)) < 0.01


@given(lengths, lengths, st.floats(20, 500))
def test_hatching_leaves_no_gap_wider_than_its_pitch(x, y, side):
    lines = Box(x, y, side, side, "series-1", "announced").hatched
    feet = [start_x + start_y for (start_x, start_y), _ in lines]
    assert {round(after - before, 6) for before, after in pairwise(feet)} == {6}
    assert feet[0] - (x + y) <= 6
    assert (x + y + 2 * side) - feet[-1] <= 6


@given(lengths, lengths)
def test_only_what_was_announced_is_hatched(width, height):
    assert Box(0, 0, width, height, "series-1", "announced").hatched
    for status in ("documented", "disputed", "computed"):
        assert Box(0, 0, width, height, "series-1", status).hatched == ()
        assert Box(0, 0, width, height, "series-1", status).hatch == ""


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


def grid(columns, rows, pitch, length=0.0):
    """Return dots in rows, the last of which is half full."""
    many = columns * rows - columns // 2
    return Dots(tuple((at % columns * pitch, at // columns * pitch) for at in range(many)), 3, "quiet", length)


def dashed(dots):
    """Return the middles of the dots as a browser draws them: each subpath is dashed from its start."""
    steps = re.findall(r"([Mm])(\S+) (\S+?)h([^Mm]+)", dots.path)
    x = y = 0.0
    for command, across, down, long in steps:
        x, y = (float(across), float(down)) if command == "M" else (x + float(across), y + float(down))
        at = 0.0
        while at <= float(long):
            yield x + at + dots.length / 2, y
            at += dots.length + dots.gap if dots.gap is not None else math.inf
        x += float(long)


@given(st.integers(1, 60), st.integers(1, 9), st.floats(2, 20).map(px), st.sampled_from([0, 1]))
def test_dots_in_rows_are_dashed_lines(columns, rows, pitch, length):
    dots = grid(columns, rows, pitch, length)
    found = [place for dot in dashed(dots) for place in dot]
    assert found == pytest.approx([place for dot in dots.points for place in dot], abs=0.1)
    assert dots.path.count("h") == (rows if columns > 1 else len(dots.points))


def test_dots_that_stand_anyhow_are_strokes():
    dots = Dots(((0, 1.5), (1, 1.5), (3, 1.5), (3, 9)), 3, "quiet")
    assert dots.gap is None
    assert dots.path == "M0 1.5h0m1 0h0m2 0h0m0 7.5h0"
    assert Dots((), 3, "quiet").path == ""


@given(st.floats(-1e4, 1e4))
def test_lengths_are_written_short(value):
    assert abs(px(value) - value) <= 0.0051
    assert len(str(px(value)).split(".")[-1]) <= 2 or px(value) == int(px(value))


def test_a_line_is_written_from_point_to_point():
    assert Trace(((0, 1), (2.25, 3.333), (2.24, 3.32), (1, 4)), "series-1").path == "m0 1 2.2 2.3-1.2 .7"
    assert Trace(((3, 4),), "series-1").path == "m3 4 0 0"
    square = ((5, 5), (9, 5), (9, 9), (5, 9))
    assert Trace(square, "series-1", closed=True).path == "m5 5 4 0 0 4-4 0z"
    assert Contours((square, ((6, 6), (6, 7), (7, 7))), "land").path == "m5 5 4 0 0 4-4 0zm1 1 0 1 1 0z"
    assert Contours((square[:2], ((6, 6), (6, 7))), "border", closed=False).path == "m5 5 4 0m-3 1 0 1"


@given(st.lists(st.tuples(st.floats(-900, 900), st.floats(-900, 900)), min_size=1, max_size=400))
def test_rounding_does_not_add_up(points):
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", Trace(tuple(points), "thing").path)]
    ends = sum(numbers[0::2]), sum(numbers[1::2])
    assert ends == pytest.approx(points[-1], abs=0.051)


@pytest.mark.parametrize(
    "drawn", [lambda boat: Data({"since": boat}).moment("since"), stretch_of, lambda boat: days_of([boat])]
)
def test_a_record_of_a_kind_without_a_time_cannot_be_drawn_in_time(drawn):
    boat = Record("boat", "ferry", {"id": "ferry"}, {}, Place("content/boats.yaml"), "boats", b"")
    with pytest.raises(Fault, match=r"must be|must hold"):
        drawn(boat)


def test_columns_have_names_of_their_own():
    assert distinct(("A", "B", "A (2)", "A", "A")) == ("A", "B", "A (2)", "A (3)", "A (4)")
