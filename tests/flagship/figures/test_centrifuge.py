"""The centrifuge: speeds and tilts from the load, drawn to scale, one drawing a position."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from home import drawer, placed
from hypothesis import given
from hypothesis import strategies as st
from shapes import flat, held, is_tidy, of, words

from explainery.draw import Fact, Fault

draw = drawer("centrifuge")

WORDS = {"metres": "m", "above": "Swept in one second", "turns": "turns a minute", "tilt": "tilt", "unit": "a minute"}


def data(**changes):
    arm = Fact("tra-11-arm", "An arm of 18 m.", held(Decimal(18), None, "m"), "documented")
    return {"arm": arm, "gravity": Decimal("9.80665"), "loads": (1, 2, 4, 6, 8), "words": WORDS, **changes}


def shown(drawing, position):
    """Return the shapes of one position."""
    (group,) = (shape for shape in drawing.shapes if shape.kind == "group" and shape.only == position)
    return list(flat((group,)))


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


def test_one_drawing_a_position():
    figure = draw(data())
    assert figure.detents == ("1 g", "2 g", "4 g", "6 g", "8 g")
    for drawing in both(figure):
        assert [shape.only for shape in drawing.shapes if shape.kind == "group"] == [1, 2, 3, 4, 5]


def test_the_arrow_is_as_long_as_the_load():
    for drawing, unit in zip(both(draw(data())), (18, 10), strict=True):
        for position, load in enumerate((1, 2, 4, 6, 8), 1):
            arrow = next(shape for shape in shown(drawing, position) if shape.kind == "trace" and shape.role == "accent"
                         and len(shape.points) == 2)  # fmt: skip
            assert math.dist(*arrow.points) == pytest.approx(load * unit, abs=0.5)


def test_the_arrow_leans_as_the_cabin():
    for drawing in both(draw(data())):
        for position, tilt in enumerate((0, 60, 75.52, 80.41, 82.82), 1):
            (x0, y0), (x1, y1) = next(
                shape.points
                for shape in shown(drawing, position)
                if shape.kind == "trace" and shape.role == "accent" and len(shape.points) == 2
            )
            assert math.degrees(math.atan2(x1 - x0, y1 - y0)) == pytest.approx(tilt, abs=0.01)


def test_what_is_swept_is_one_second_of_turning():
    for drawing, radius in zip(both(draw(data())), (140, 76), strict=True):
        for position, load in enumerate((2, 4, 6, 8), 2):
            (arc,) = (
                shape for shape in shown(drawing, position) if shape.kind == "trace" and shape.status == "computed"
            )
            length = sum(math.dist(a, b) for a, b in pairwise(arc.points))
            assert length == pytest.approx(turns_of(load) / 60 * math.tau * radius, abs=0.5)
        assert not [shape for shape in shown(drawing, 1) if shape.kind == "trace" and shape.status == "computed"]


def test_the_ruler_has_the_loads_where_their_turns_are():
    drawing = draw(data()).wide
    marks = [disc for disc in of(drawing, "disc", "thing") if disc.y == 388]
    assert [disc.x for disc in marks] == pytest.approx(
        [20 + 750 * turns_of(load) / turns_of(8) for load in (1, 2, 4, 6, 8)], abs=0.5
    )


def test_the_arm_has_one_scale_from_above_and_from_the_side():
    for drawing in both(draw(data())):
        lengths = [abs(line.x2 - line.x1) for line in of(drawing, "line", "thing") if line.y1 == line.y2]
        assert len(set(lengths)) == 1


@pytest.mark.parametrize(
    "loads", [(1,), (8,), (1, 1.01, 1.02), (1, 2, 4, 6, 8), (7.6, 7.7, 7.8, 7.9, 8), (1, 2, 3, 4, 5)]
)
def test_words_stay_apart_and_inside(loads):
    for drawing in both(draw(data(loads=loads))):
        assert is_tidy(drawing)


def test_long_and_cyrillic_words_are_cut():
    long = dict.fromkeys(WORDS, "Наклон кабины к вертикали, рассчитанный и нигде не названный " * 3) | {"metres": "м"}
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
