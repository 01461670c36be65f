"""Heights to scale: two kilometres a pixel, on the ground's true bend, with words that keep apart."""

import math
from decimal import Decimal

import pytest
from home import drawer, placed
from hypothesis import given
from hypothesis import strategies as st
from shapes import held, is_tidy, of, words

from explainery.draw import Fact, Fault

draw = drawer("altitude")

RADIUS = Decimal(6378137)


def fact(value, to=None, unit="km", status="documented"):
    value, to = (None if given is None else Decimal(str(given)) for given in (value, to))
    return Fact("f", "A height.", held(value, to, unit), status)


def data(*heights, **changes):
    given = heights or (
        {"label": "The plane", "height": fact(6000, 9000, "m"), "note": "all arcs", "main": True},
        {"label": "The station", "height": fact(418)},
        {"label": "Inspiration4", "height": fact(575, status="disputed")},
    )
    return {"heights": given, "radius": RADIUS, "ground": "The ground", "unit": "km", **changes}


def both(figure):
    return figure.wide, figure.narrow


def ground(drawing):
    """Return the pixel of the ground at the ruler."""
    (surface,) = of(drawing, "trace", "quiet")
    return surface.points[0][1]


def test_two_kilometres_are_a_pixel_in_both_drawings():
    for drawing in both(draw(data())):
        base = ground(drawing)
        station, other = of(drawing, "trace", "series-1")
        assert base - station.points[0][1] == pytest.approx(209, abs=0.1)
        assert base - other.points[0][1] == pytest.approx(287.5, abs=0.1)
        (band,) = of(drawing, "trace", "accent")
        at_ruler = sorted(base - y for x, y in band.points if x == band.points[0][0])
        assert at_ruler == pytest.approx([3, 4.5], abs=0.01)


def test_the_whole_parabola_is_less_than_two_pixels_high():
    for drawing in both(draw(data())):
        (band,) = of(drawing, "trace", "accent")
        for x in {x for x, _ in band.points}:
            heights = [y for at, y in band.points if at == x]
            assert max(heights) - min(heights) < 2


def test_the_ground_bends_as_the_earth_does():
    for drawing in both(draw(data())):
        (surface,) = of(drawing, "trace", "quiet")
        (first, *_, last) = surface.points[:-2]
        along = 2 * (last[0] - first[0])
        assert 2 * (last[1] - first[1]) == pytest.approx(6378.137 - math.sqrt(6378.137**2 - along**2), abs=0.5)


def test_numbers_of_the_ruler_stand_at_their_heights():
    for drawing in both(draw(data())):
        marks = {label.text.removesuffix(" km"): label.y - 5 for label in of(drawing, "label") if label.anchor == "end"}
        assert set(marks) == {"0", "200", "400"}
        assert all(ground(drawing) - y == pytest.approx(int(height) / 2, abs=0.1) for height, y in marks.items())


def test_what_is_disputed_is_hollow():
    assert [disc.status for disc in of(draw(data()).wide, "disc")] == ["documented", "disputed"]


def test_the_table_is_in_kilometres_from_the_lowest_up():
    assert draw(data(*reversed(data()["heights"]))).table.rows == (
        ("The plane", "6", "9", "documented"),
        ("The station", "418", "418", "documented"),
        ("Inspiration4", "575", "575", "disputed"),
    )


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=20))
def test_words_stay_apart_and_inside_whatever_the_heights(heights):
    for drawing in both(draw(data(*({"label": "Something", "height": fact(height)} for height in heights)))):
        assert is_tidy(drawing)


def test_a_height_of_zero_lies_on_the_ground():
    drawing = draw(data({"label": "Here", "height": fact(0)})).wide
    assert of(drawing, "trace", "series-1")[0].points[0][1] == ground(drawing)


def test_a_field_that_was_left_out_is_no_word():
    given = {"label": "Here", "height": fact(9), "note": None, "main": None}
    assert "9 km" in words(draw(data(given)).wide)


def test_words_that_had_to_move_keep_a_line_to_their_height():
    drawing = draw(data(*({"label": "A", "height": fact(height)} for height in (400, 405)))).wide
    (leader,) = of(drawing, "line", "leader")
    assert leader.y1 == ground(drawing) - 202.5


def test_long_and_cyrillic_words_are_wrapped_or_cut_and_whole_in_the_table():
    long = "Международная космическая станция в день стыковки корабля " * 4
    figure = draw(data({"label": long, "note": long, "height": fact(418)}, ground=long))
    assert is_tidy(figure.narrow)
    assert is_tidy(figure.wide)
    assert figure.table.rows[0][0] == long
    assert any(text.endswith("…") for text in words(figure.narrow))


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        (data(heights=()), "heights"),
        (data(heights=None), "heights"),
        (data(heights=({"label": "A", "height": fact(1)},) * 10_000), "heights"),
        (data({"label": "A", "height": fact(None)}), "heights"),
        (data({"label": "A", "height": fact(-1)}), "heights"),
        (data({"label": "A", "height": fact(9, 6)}), "heights"),
        (data({"label": "A", "height": fact(1, -6)}), "heights"),
        (data({"label": "A", "height": fact(4001)}), "heights"),
        (data({"label": "A", "height": fact(1, 4001)}), "heights"),
        (data({"label": "A", "height": fact(25, unit="seconds")}), "heights"),
        (data({"label": "A", "height": 25}), "heights"),
        (data(radius=0), "radius"),
        (data(radius=None), "radius"),
        (data(radius=6378), "radius"),
    ],
)
def test_what_cannot_be_drawn(given, parameter):
    with pytest.raises(Fault) as problem:
        draw(given)
    assert problem.value.parameter == parameter
    assert f"`{parameter}`" in str(problem.value)


def test_the_same_data_make_the_same_figure():
    assert draw(data()) == draw(data())


def test_a_peak_is_as_high_as_its_mountain():
    drawing = draw(data({"label": "A mountain", "height": fact(9), "peak": True})).wide
    (peak,) = of(drawing, "trace", "thing")
    assert ground(drawing) - min(y for _, y in peak.points) == pytest.approx(4.5, abs=0.01)


def test_what_the_claim_of_the_shipped_figure_calls_a_scratch_is_one():
    _, figure = placed("altitude")
    low = {"Mount Everest", "The training plane, Il-76 MDK", "Airliners"}
    highest = {name: float(high) for name, _, high, _ in figure.table.rows}
    assert max(highest[name] for name in low) < highest["The station"] / 30
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
