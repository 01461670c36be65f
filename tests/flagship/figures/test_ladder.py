"""Why things float: four throws round an Earth to scale, each rung the last with one layer more."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from home import drawer, placed
from hypothesis import given
from hypothesis import strategies as st
from shapes import flat, held, is_tidy, of, words

from explainery.draw import Fact, Fault

draw = drawer("ladder")

RADIUS, MASS = 6378137, 3.986004418e14
WORDS = {
    "speed": "km/s",
    "far": "km away",
    "turn": "minutes a turn",
    "ground": "Gravity on the ground",
    "above": "Gravity on the station",
    "unit": "per cent",
}


def fact(value, unit):
    return Fact("f", "A number.", held(None if value is None else Decimal(str(value)), None, unit), "documented")


def data(**changes):
    rungs = changes.pop("speeds", (6, 7.3))
    labels = ("Throw", "Throw harder", "Miss the Earth", "Orbit")
    return {
        "radius": Decimal(RADIUS),
        "mass": Decimal("3.986004418e14"),
        "height": fact(418, "km"),
        "speed": fact(7.66, "km/s"),
        "period": fact(92.68, "minutes"),
        "rungs": tuple(
            {"label": label, "note": "It falls.", **({"speed": rungs[place]} if place < len(rungs) else {})}
            for place, label in enumerate(labels)
        ),
        "words": WORDS,
        **changes,
    }


def both(figure):
    return figure.wide, figure.narrow


def rungs(drawing):
    return [list(flat((group,))) for group in drawing.shapes if group.kind == "group"]


def parts(rung):
    """Return a rung's globe, its paths and the place of the throw."""
    globe, thrown = (shape for shape in rung if shape.kind == "disc")
    return globe, [shape for shape in rung if shape.kind == "trace"], thrown


def test_each_rung_is_the_last_with_one_layer_more():
    for drawing in both(draw(data())):
        found = rungs(drawing)
        assert [len(rung) for rung in found] == [3, 4, 5, 6]
        for less, more in pairwise(found):
            (old_globe, old, _), (globe, new, _) = parts(less), parts(more)
            assert globe.radius == old_globe.radius
            for one, other in zip(old, new, strict=False):
                moved = [(x - globe.x + old_globe.x, y - globe.y + old_globe.y) for x, y in other.points]
                assert moved == [pytest.approx(point) for point in one.points]
            assert [path.role for path in new] == ["leader"] * (len(new) - 1) + ["accent"]


def test_the_height_has_the_scale_of_the_earth():
    for drawing in both(draw(data())):
        for rung in rungs(drawing):
            globe, _, thrown = parts(rung)
            scale = globe.radius / RADIUS
            assert globe.y - thrown.y == pytest.approx((RADIUS + 418_000) * scale, abs=0.5)


def test_the_orbit_keeps_its_height_and_the_third_throw_just_misses():
    for drawing in both(draw(data())):
        globe, (*_, missing, orbit), _ = parts(rungs(drawing)[3])
        heights = [math.dist(point, (globe.x, globe.y)) for point in orbit.points]
        assert max(heights) - min(heights) < 0.01
        lowest = min(math.dist(point, (globe.x, globe.y)) for point in missing.points)
        assert lowest == pytest.approx(globe.radius, abs=0.01)


def test_what_is_too_slow_comes_down_where_newton_says():
    for drawing in both(draw(data())):
        globe, (first, second, *_), _ = parts(rungs(drawing)[3])
        for path, speed in ((first, 6000), (second, 7300)):
            x, y = path.points[-1]
            assert math.dist((x, y), (globe.x, globe.y)) == pytest.approx(globe.radius, abs=0.01)
            turned = math.atan2(x - globe.x, globe.y - y)
            assert turned == pytest.approx(_walked(speed), abs=0.005)


def _walked(speed, step=0.5):
    """Return the angle at which a throw meets the ground, stepped through time under Newton's law."""
    x, y, vx, vy = 0.0, RADIUS + 418_000.0, float(speed), 0.0
    while math.hypot(x, y) > RADIUS:
        pull = MASS / math.hypot(x, y) ** 3
        vx, vy = vx - pull * x * step, vy - pull * y * step
        x, y = x + vx * step, y + vy * step
    return math.atan2(x, y)


def test_the_numbers_are_computed_and_agree_with_those_reported():
    figure = draw(data())
    assert figure.values == {"share": "88", "speed": "7.66", "minutes": "93"}
    assert [row[1] for row in figure.table.rows] == ["6", "7.3", "7.54", "7.66"]
    assert [bool(row[2]) for row in figure.table.rows] == [True, True, False, False]
    assert [row[3] for row in figure.table.rows] == ["", "", "", "93"]


def test_the_bars_are_as_long_as_gravity_is_strong():
    for drawing in both(draw(data())):
        ground, above = of(drawing, "box")
        share = (RADIUS / (RADIUS + 418_000)) ** 2
        assert above.width == pytest.approx(ground.width * share, abs=0.5)
        assert above.status == "computed"


def test_a_computed_path_is_dotted():
    for drawing in both(draw(data())):
        assert {path.status for path in of(drawing, "trace", "accent")} == {"computed"}


@given(st.floats(0.5, 4), st.floats(4.1, 7.5))
def test_words_stay_apart_and_inside(slow, fast):
    for drawing in both(draw(data(speeds=(slow, fast)))):
        assert is_tidy(drawing)


def test_long_and_cyrillic_words_are_wrapped_or_cut_and_whole_in_the_table():
    long = "Бросить ещё сильнее и промахнуться мимо Земли " * 4
    figure = draw(data(words=dict.fromkeys(WORDS, long), rungs=tuple(
        {"label": long, "note": long, "speed": speed} for speed in (6, 7.3, 0, 0)
    )))  # fmt: skip
    for drawing in both(figure):
        assert is_tidy(drawing)
    assert figure.table.rows[0][0] == long
    assert any(text.endswith("…") for text in words(figure.narrow))


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"radius": 0}, "radius"),
        ({"radius": None}, "radius"),
        ({"mass": 0}, "mass"),
        ({"mass": -1}, "mass"),
        ({"height": fact(0, "km")}, "height"),
        ({"height": fact(None, "km")}, "height"),
        ({"height": fact(418, "seconds")}, "height"),
        ({"height": fact(7000, "km")}, "height"),
        ({"height": 418}, "height"),
        ({"speed": fact(7.8, "km/s")}, "speed"),
        ({"period": fact(90, "minutes")}, "period"),
        ({"period": None}, "period"),
        ({"rungs": ()}, "rungs"),
        ({"rungs": ({"label": "Throw", "speed": 1},)}, "rungs"),
        ({"rungs": ({"label": "Throw", "speed": 1},) * 10_000}, "rungs"),
        ({"speeds": ()}, "rungs"),
        ({"speeds": (6, -7)}, "rungs"),
        ({"speeds": (0, 7)}, "rungs"),
        ({"speeds": (7, 6)}, "rungs"),
        ({"speeds": (7, 7.6)}, "rungs"),
    ],
)
def test_what_cannot_be_drawn(changes, parameter):
    with pytest.raises(Fault) as problem:
        draw(data(**changes))
    assert problem.value.parameter == parameter
    assert f"`{parameter}`" in str(problem.value)


def test_a_note_that_was_left_out_is_no_word():
    given = tuple({**rung, "note": None} for rung in data()["rungs"])
    assert is_tidy(draw(data(rungs=given)).narrow)


def test_the_same_data_make_the_same_figure():
    assert draw(data()) == draw(data())


def test_the_claim_of_the_shipped_figure_is_what_it_computes():
    block, figure = placed("ladder")
    assert f"{figure.values['share']} per cent" in block.fields["claim"].text
