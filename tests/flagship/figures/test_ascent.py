"""From launch to docking: the whole flight, and its end to a larger scale."""

from decimal import Decimal

import pytest
from happenings import at, fact, tidy
from home import drawer
from shapes import of, words

from explainery.draw import Fault

draw = drawer("ascent")


def data(**changes):
    facts = {
        "launch": fact(at("10-05 08:55:02")),
        "plan": fact(at("10-05 12:12"), status="announced"),
        "docking": fact(at("10-05 12:22:31")),
        "silent": fact(Decimal(30), unit="seconds"),
    }
    said = {"lift_off": "Lift-off", "turns": "Two turns", "planned": "Planned for", "docked": "Docked by hand"}
    return {**facts, **said, "after": "after", "late": "late", "silence": "Out of contact", **changes}


BOTH = pytest.mark.parametrize(("name", "width"), [("wide", 800), ("narrow", 260)])
FLOWN, PLAN = 3 * 3600 + 27 * 60 + 29, 3 * 3600 + 16 * 60 + 58


@BOTH
def test_the_whole_flight_is_above_and_its_last_half_hour_below_each_to_its_own_scale(name, width):
    drawing = getattr(draw(data()), name)
    whole, plan, flown = of(drawing, "box", "series-1")
    above, below = of(drawing, "box", "accent")
    assert abs(whole.width - width * PLAN / FLOWN) < 0.02
    assert abs(above.x + above.width - width) < 0.02
    assert plan.width == flown.width
    assert abs(plan.width - width * (1800 - (FLOWN - PLAN)) / 1800) < 0.02
    assert abs(below.width - width * (FLOWN - PLAN) / 1800) < 0.02
    (band,) = of(drawing, "trace", "band")
    assert abs(band.points[0][0] - width * (FLOWN - 1800) / FLOWN) < 0.02
    (silent,) = of(drawing, "box", "thing")
    assert abs(silent.width - width * 30 / 1800) < 0.02


@BOTH
def test_clock_times_stand_where_they_are(name, width):
    drawing = getattr(draw(data()), name)
    ticks = {label.text: label.x for label in of(drawing, "label", "tick")}
    assert abs(ticks["12:10"] - width * (1 - (12 * 60 + 31) / 1800)) < 0.02


def test_the_plan_is_hatched():
    _, plan, flown = of(draw(data()).wide, "box", "series-1")
    assert (plan.status, flown.status) == ("announced", "documented")
    assert plan.hatch


def test_times_are_said():
    figure = draw(data())
    flown = "3\u00a0h 27\u00a0min 29\u00a0s"
    for drawing in (figure.wide, figure.narrow):
        assert {"Lift-off 08:55:02", "Planned for 12:12", f"12:22:31 UTC, after {flown}"} <= set(words(drawing))
    assert figure.values == {"flown": flown, "late": "10\u00a0min 31\u00a0s"}
    assert figure.table.rows[1] == ("Planned for", "2021-10-05T12:12Z", "3\u00a0h 16\u00a0min 58\u00a0s")


@pytest.mark.parametrize("docked", ["10-05 12:12", "10-05 09:10", "10-07 08:00"])
def test_on_time_and_after_minutes_or_days(docked):
    docking = fact(at(docked))
    figure = draw(data(docking=docking, plan=docking if docked < "10-05 12:12" else fact(at("10-05 12:12"))))
    tidy(figure)
    assert all(box.x >= 0 and box.x + box.width <= 800.02 for box in of(figure.wide, "box"))


def test_long_and_cyrillic_labels_stay_inside():
    said = ("lift_off", "turns", "planned", "docked", "late", "silence")
    tidy(draw(data(**dict.fromkeys(said, "Ручная стыковка на орбите " * 8))))


@pytest.mark.parametrize(
    ("changes", "parameter", "says"),
    [
        ({"docking": fact(at("10-05 12:00"))}, "docking", "earlier"),
        ({"docking": fact(at("10-08 12:22"))}, "docking", "two days"),
        ({"silent": fact(Decimal(-9), unit="seconds")}, "silent", "less than nothing"),
        ({"silent": fact(None)}, "silent", "holds none"),
        ({"silent": fact(Decimal(600), unit="minutes")}, "silent", "longer than the whole flight"),
        ({"plan": fact(Decimal(12))}, "plan", "moment"),
        ({"launch": None}, "launch", "moment"),
    ],
)
def test_what_cannot_be_drawn(changes, parameter, says):
    with pytest.raises(Fault, match=says) as error:
        draw(data(**changes))
    assert error.value.parameter == parameter


def test_the_same_data_give_the_same_drawing():
    assert draw(data()) == draw(data())
