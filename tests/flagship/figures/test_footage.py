"""Footage: two bars with scales of their own, the same minutes lit in both, and what cannot be drawn."""

from decimal import Decimal

import pytest
from home import drawer, placed
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import held, is_tidy, of, words

from explainery.draw import NARROW, WIDE, Fact, Fault

draw = drawer("footage")

BOTH = pytest.mark.parametrize(("name", "width"), [("wide", WIDE), ("narrow", NARROW)])


def fact(value, unit="minutes", status="documented"):
    return Fact("a-fact", "", held(None if value is None else Decimal(value), None, unit), status)


def data(*seen, hours=30, film=165, **changes):
    counts = tuple({"fact": fact(one), "label": "{value} seen"} for one in seen)
    shown = {"shot": fact(hours, "hours", "disputed"), "film": fact(film), "seen": counts}
    return {**shown, "shot_label": "{value} hours shot", "film_label": "{value} minutes long", **changes}


@BOTH
@settings(deadline=None)
@given(hours=st.integers(3, 60), film=st.integers(60, 180), least=st.integers(1, 29), more=st.integers(1, 30))
def test_the_same_minutes_are_lit_in_both_bars_to_the_scale_of_each(name, width, hours, film, least, more):
    drawing = getattr(draw(data(least + more, least, hours=hours, film=film)), name)
    sure = [box for box in of(drawing, "box", "accent") if box.status == "documented"]
    doubt = [box for box in of(drawing, "box", "accent") if box.status == "disputed"]
    for lit, open_, rest, whole in zip(sure, doubt, of(drawing, "box", "muted"), (hours * 60, film), strict=True):
        assert abs(lit.width - width * least / whole) < 0.02
        assert abs(open_.width - width * more / whole) < 0.02
        assert abs(open_.x - lit.width) < 0.02
        assert abs(rest.x + rest.width - width) < 0.02
    (band,) = of(drawing, "trace", "band")
    ends = sorted(x for x, _ in band.points)
    assert ends[:2] == [0, 0]
    both = sorted(width * (least + more) / whole for whole in (hours * 60, film))
    assert all(abs(x - far) < 0.02 for x, far in zip(ends[2:], both, strict=True))


@BOTH
def test_where_all_agree_nothing_is_hollow(name, width):  # noqa: ARG001 - one pair
    drawing = getattr(draw(data(50)), name)
    assert [box.status for box in of(drawing, "box")] == ["documented"] * 4
    assert {"30 hours shot", "165 minutes long", "50 seen"} <= set(words(drawing))


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (data(0), "0 minutes", "seen"),
        (data(170), "170 minutes, more than the 165 of `film`", "seen"),
        (data(50, hours="0.5"), "50 minutes, more than the 30 of `shot`", "seen"),
        (data(50, hours=-1), "less than nothing", "shot"),
        (data(50, hours=None), "must be a number", "shot"),
        (data(50, film=None), "must be a number", "film"),
        (data(50, shot=fact(30, "terabytes")), "terabytes", "shot"),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter


def test_three_counts_and_long_words_are_tidy():
    figure = draw(data(20, 35, 50, shot_label="Очень длинная подпись о том, что сняли на орбите: {value} часов"))
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)


def test_the_one_on_the_site_is_tidy_and_the_same_each_time():
    _, figure = placed("footage")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert placed("footage")[1] == figure
