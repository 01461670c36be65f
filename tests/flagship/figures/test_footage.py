"""Strips of film: as many as fit, one length for all, and what cannot be drawn."""

from decimal import Decimal

import pytest
from home import drawer, placed
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import held, is_tidy, of, words

from explainery.draw import Fact, Fault

draw = drawer("footage")

BOTH = pytest.mark.parametrize("name", ["wide", "narrow"])


def fact(value, unit="minutes", to=None, status="disputed"):
    number = [None if one is None else Decimal(one) for one in (value, to)]
    return Fact("a-fact", "", held(number[0], number[1], unit), status)


def data(hours=30, used=50, **changes):
    ratio = fact(Decimal(hours) * 60 / Decimal(used or 1), status="computed")
    shown = {"shot": fact(hours, "hours"), "used": fact(used), "ratio": ratio}
    return {**shown, "shot_label": "{value} hours, {strips} strips", "used_label": "{value} minutes", **changes}


@BOTH
@settings(deadline=None)
@given(hours=st.integers(1, 40), used=st.integers(13, 60))
def test_there_are_as_many_strips_as_fit_and_all_are_equal(name, hours, used):
    drawing = getattr(draw(data(hours, used)), name)
    (mine,), rest = of(drawing, "box", "used"), of(drawing, "box", "rest")
    assert 1 + len(rest) == int(hours * 60 / used)
    assert {(strip.width, strip.height) for strip in rest} <= {(mine.width, mine.height)}
    assert all(strip.x >= mine.x and strip.x + strip.width <= drawing.width for strip in rest)


@BOTH
def test_earlier_lengths_have_the_scale_of_the_strips(name):
    plan = fact(35, to=40, status="announced")
    drawing = getattr(draw(data(earlier=({"fact": plan, "label": "{value} planned"},))), name)
    (mine,) = of(drawing, "box", "used")
    bar = of(drawing, "box", "rest")[-1]
    assert bar.status == "announced"
    assert abs(bar.width - mine.height * 40 / 50) < 0.5
    tick = of(drawing, "line", "thing")[-1]
    assert abs(tick.x1 - bar.x - mine.height * 35 / 50) < 0.5
    assert any(found.startswith("35–40") for found in words(drawing))


def test_what_is_disputed_is_hollow():
    drawing = draw(data()).wide
    assert {box.status for box in of(drawing, "box")} == {"disputed"}


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (data(used=0), "needs a length", "used"),
        (data(ratio=fact(40)), "is 36.0, and `ratio` says 40", "ratio"),
        (data(hours=10_000), "draws 1 to 200", "shot"),
        (data(hours=Decimal("0.5")), "draws 1 to 200", "shot"),
        (data(shot=fact(-1, "hours")), "less than nothing", "shot"),
        (data(shot=fact(None, "hours")), "must be a number", "shot"),
        (data(used=50, shot=fact(30, "terabytes")), "terabytes", "shot"),
        (data(earlier=({"fact": fact(3, "kg"), "label": "x"},)), "cannot be converted to min", "earlier"),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter


def test_one_strip_and_the_most_strips_are_drawn():
    for hours, used in ((1, 60), (100, 30)):
        figure = draw(data(hours, used))
        assert is_tidy(figure.wide)
        assert is_tidy(figure.narrow)


def test_the_one_on_the_site_is_tidy_and_the_same_each_time():
    _, figure = placed("footage")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert placed("footage")[1] == figure
    assert figure.values == {"minutes": "50", "strips": "36"}
    assert len(of(figure.wide, "box", "used")) == 1
