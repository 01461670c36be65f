"""The centrifuge: speeds and tilts from the load, drawn to scale."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from home import drawer, placed
from hypothesis import given
from hypothesis import strategies as st
from shapes import held, is_tidy, of, words

from explainery.draw import Fact, Fault

draw = drawer("centrifuge")

WORDS = {"load": "How heavy you feel", "turns": "turns a minute"}


def data(**changes):
    arm = Fact("tra-11-arm", "An arm of 18 m.", held(Decimal(18), None, "m"), "documented")
    return {"arm": arm, "gravity": Decimal("9.80665"), "loads": (1, 2, 4, 6, 8), "words": WORDS, **changes}


def turns_of(load):
    """Return the turns a minute of an arm of 18 m, by the formula of uniform circular motion."""
    return math.sqrt(math.sqrt(load**2 - 1) * 9.80665 / 18) * 60 / math.tau


def both(figure):
    return figure.wide, figure.narrow


def test_speeds_and_tilts_are_those_of_the_formula():
    assert draw(data()).table.rows == (
        ("1", "0", "0"),
        ("2", "9.3", "60"),
        ("4", "13.9", "75.5"),
        ("6", "17.1", "80.4"),
        ("8", "19.9", "82.8"),
    )


@given(st.floats(1.1, 30), st.floats(1, 60), st.floats(1, 25))
def test_the_sum_of_both_loads_is_the_total(load, arm, gravity):
    turns, tilt = (float(cell) for cell in draw(data(loads=(load,), arm=arm, gravity=gravity)).table.rows[0][1:])
    flat_load = (turns / 60 * math.tau) ** 2 * arm / gravity
    assert math.hypot(flat_load, 1) == pytest.approx(load, rel=0.2)
    assert math.tan(math.radians(tilt)) == pytest.approx(math.sqrt(load**2 - 1), rel=0.2)


def hinges(drawing):
    """Return where the cabins hang."""
    return [(disc.x, disc.y) for disc in of(drawing, "disc", "accent")]


def test_cabins_are_as_far_along_as_their_turns_and_as_high_as_their_load():
    for drawing in both(draw(data())):
        places = hinges(drawing)
        (x0, y0), (x1, y1) = places[0], places[-1]
        for (x, y), load in zip(places, (1, 2, 4, 6, 8), strict=True):
            assert x == pytest.approx(x0 + (x1 - x0) * turns_of(load) / turns_of(8), abs=0.5)
            assert y == pytest.approx(y0 + (y1 - y0) * (load - 1) / 7, abs=0.5)


def test_the_curve_runs_through_all_cabins():
    for drawing in both(draw(data())):
        (curve,) = of(drawing, "trace", "accent")
        for x, y in hinges(drawing):
            (left, low), (right, high) = next(
                pair for pair in pairwise(curve.points) if pair[0][0] - 0.02 <= x <= pair[1][0] + 0.02
            )
            on = low + (high - low) * (x - left) / ((right - left) or 1)
            assert y == pytest.approx(on, abs=1)


def test_cabins_hang_at_the_tilt_of_their_load():
    for drawing in both(draw(data())):
        rods = [trace for trace in of(drawing, "trace", "thing") if len(trace.points) == 2]
        for rod, tilt in zip(rods, (0, 60, 75.52, 80.41, 82.82), strict=True):
            (x0, y0), (x1, y1) = rod.points
            assert math.degrees(math.atan2(x1 - x0, y1 - y0)) == pytest.approx(tilt, abs=0.3)


def test_people_lie_so_that_the_load_goes_from_chest_to_back():
    for drawing in both(draw(data())):
        rods = [trace for trace in of(drawing, "trace", "thing") if len(trace.points) == 2]
        bodies = [trace for trace in of(drawing, "trace", "thing") if len(trace.points) == 4]
        assert len(bodies) == len(rods)
        for rod, body in zip(rods, bodies, strict=True):
            (x0, y0), (x1, y1) = rod.points  # the load goes along the rod
            (shoulder_x, shoulder_y), (hip_x, hip_y), (knee_x, knee_y), _ = body.points
            along = (x1 - x0) * (hip_x - shoulder_x) + (y1 - y0) * (hip_y - shoulder_y)
            assert along == pytest.approx(0, abs=1)  # across the back
            assert (x1 - x0) * (knee_x - hip_x) + (y1 - y0) * (knee_y - hip_y) < 0  # the knees are drawn up


def test_turns_are_said_below_the_cabins():
    for drawing in both(draw(data())):
        said = {label.text: label.x for label in of(drawing, "label", "tick")}
        assert {"0", "9.3", "13.9", "19.9"} <= said.keys()
        assert said["19.9"] == hinges(drawing)[-1][0]


@pytest.mark.parametrize(
    "loads", [(1,), (8,), (1, 1.01, 1.02), (1, 2, 4, 6, 8), (7.6, 7.7, 7.8, 7.9, 8), (1, 2, 3, 4, 5)]
)
def test_words_stay_apart_and_inside(loads):
    for drawing in both(draw(data(loads=loads))):
        assert is_tidy(drawing)


def test_long_and_cyrillic_words_are_cut():
    long = dict.fromkeys(WORDS, "Наклон кабины к вертикали, рассчитанный и нигде не названный " * 3)
    for drawing in both(draw(data(words=long))):
        assert is_tidy(drawing)
        assert any(text.endswith("…") for text in words(drawing))


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"arm": 0}, "arm"),
        ({"arm": -18}, "arm"),
        ({"arm": None}, "arm"),
        ({"gravity": 0}, "gravity"),
        ({"gravity": "strong"}, "gravity"),
        ({"loads": ()}, "loads"),
        ({"loads": None}, "loads"),
        ({"loads": (0, 1)}, "loads"),
        ({"loads": (1, -2)}, "loads"),
        ({"loads": (1, "two")}, "loads"),
        ({"loads": (1, 2, 2)}, "loads"),
        ({"loads": (4, 2)}, "loads"),
        ({"loads": (1, 1000)}, "loads"),
        ({"loads": tuple(range(1, 10_001))}, "loads"),
    ],
)
def test_what_cannot_be_drawn(changes, parameter):
    with pytest.raises(Fault) as problem:
        draw(data(**changes))
    assert problem.value.parameter == parameter
    assert f"`{parameter}`" in str(problem.value)


def test_the_same_data_make_the_same_figure():
    assert draw(data()) == draw(data())


def test_the_claim_of_the_shipped_figure_is_what_it_computes():
    block, figure = placed("centrifuge")
    assert "about twenty turns" in block.fields["claim"].text
    assert round(float(figure.values["fastest"])) == 20
    assert figure.values["fastest"] == "19.9"
