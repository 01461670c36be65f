"""The flight in which everything floats: its hill, its phases, and what cannot be drawn."""

import math
from decimal import Decimal

import pytest
from home import drawer, placed
from hypothesis import given
from hypothesis import strategies as st
from shapes import is_tidy, of, words

from explainery.draw import Fact, Fault

draw = drawer("parabola")


def data(**changes):
    phases = changes.pop("phases", None) or (
        {"id": "up", "label": "Pull up", "load": "about 1.8 g"},
        {"id": "fall", "label": "Weightless", "load": "0 g", "unit": "seconds", "gain": "m"},
        {"id": "out", "label": "Pull out", "load": "about 1.8 g"},
    )
    return {"seconds": 25, "angle": 45, "gravity": Decimal("9.80665"), "all": "All", "phases": phases, **changes}


@pytest.mark.parametrize("name", ["wide", "narrow"])
@given(seconds=st.integers(1, 600), angle=st.integers(5, 79), gravity=st.floats(1, 25))
def test_both_axes_have_one_scale(name, seconds, angle, gravity):
    drawing = getattr(draw(data(seconds=seconds, angle=angle, gravity=gravity)), name)
    (fall,) = of(drawing, "trace", "accent")
    across = fall.points[-1][0] - fall.points[0][0]
    high = fall.points[0][1] - min(y for _, y in fall.points)
    up = gravity * seconds / 2
    along = up * (across / high) / 4  # so says the drawing: rise = up·T/4, reach = along·T
    assert abs(up / along - math.tan(math.radians(angle))) < 0.01 * up / along


def test_the_drawn_rise_and_reach_are_the_computed_ones():
    figure = draw(data())
    (fall,) = of(figure.wide, "trace", "accent")
    scale = (fall.points[-1][0] - fall.points[0][0]) / 3064.58  # metres: 122.58 m/s for 25 s
    assert abs((fall.points[0][1] - fall.points[20][1]) - 766.14 * scale) < 0.5
    assert figure.values == {"up": "123", "along": "441", "rise": "766", "reach": "3.06"}


def test_the_arcs_meet_the_fall_without_a_bend():
    for drawing in (draw(data()).wide, draw(data()).narrow):
        (fall,), (pull, out) = of(drawing, "trace", "accent"), of(drawing, "trace", "series-1")
        assert pull.points[-1] == pytest.approx(fall.points[0])
        assert out.points[0] == pytest.approx(fall.points[-1])
        slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in (pull.points[-2:], fall.points[:2])]
        assert slopes[0] == pytest.approx(slopes[1], rel=0.06)


def test_each_phase_is_one_position_and_all_is_the_first():
    figure = draw(data())
    assert figure.detents == ("All", "Pull up", "Weightless", "Pull out")
    assert [group.dim for group in figure.wide.shapes] == [2, 3, 4]
    assert [group.dim for group in figure.narrow.shapes] == [2, 3, 4]


def test_a_computed_path_is_dotted():
    assert {trace.status for role in ("accent", "series-1") for trace in of(draw(data()).wide, "trace", role)} == {
        "computed"
    }


def test_the_table_holds_what_is_drawn():
    table = draw(data()).table
    assert table.columns == ("phase", "load", "seconds", "metres_gained")
    assert table.rows[1] == ("Weightless", "0 g", "25", "766")
    assert len(table.rows) == 3


@given(st.integers(1, 600), st.integers(5, 79))
def test_words_stay_apart_and_inside(seconds, angle):
    figure = draw(data(seconds=seconds, angle=angle))
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)


def test_long_and_cyrillic_words_are_cut_in_the_drawing_and_whole_in_the_table():
    long = "Невесомость в самолёте-лаборатории " * 4
    phases = tuple(
        {"id": name, "label": long, "load": long, "unit": "с", "gain": "м"} for name in ("up", "fall", "out")
    )
    figure = draw(data(phases=phases))
    assert is_tidy(figure.narrow)
    assert figure.table.rows[0][0] == long
    assert sum(text.endswith("…") for text in words(figure.narrow)) == 6


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"seconds": 0}, "seconds"),
        ({"seconds": -1}, "seconds"),
        ({"seconds": None}, "seconds"),
        ({"seconds": 10_000}, "seconds"),
        ({"seconds": Fact("tra-15", "No number.", None, "documented")}, "seconds"),
        ({"angle": 0}, "angle"),
        ({"angle": 80}, "angle"),
        ({"angle": "steep"}, "angle"),
        ({"gravity": 0}, "gravity"),
        ({"phases": ({"id": "up", "label": "Up", "load": "2 g"},)}, "phases"),
        ({"phases": tuple({"id": name, "label": "A", "load": "2 g"} for name in ("up", "fall", "out"))}, "phases"),
        ({"phases": tuple({"id": n, "label": "A", "load": "", "unit": None} for n in ("up", "fall", "out"))}, "phases"),
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
    block, figure = placed("parabola")
    assert "less than a kilometre" in block.fields["claim"].text
    assert 500 < int(figure.values["rise"]) < 1000
