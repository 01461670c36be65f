"""From launch to docking: two bars on one scale of time."""

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
        "orbit": fact(Decimal(9), status="disputed"),
        "plan": fact(at("10-05 12:12"), status="announced"),
        "docking": fact(at("10-05 12:22:31")),
    }
    said = {"lift_off": "Lift-off", "in_orbit": "In orbit", "turns": "Two turns", "planned": "Planned for"}
    return {**facts, **said, "docked": "Docked by hand", "late": "ten minutes late", "unit": "hours", **changes}


@pytest.mark.parametrize(("width", "along", "hour"), [("wide", "width", 760 / 3.5), ("narrow", "height", 430 / 3.5)])
def test_bars_are_as_long_as_the_time(width, along, hour):
    drawing = getattr(draw(data()), width)
    plan, flown = of(drawing, "box", "series-1")
    (late,) = of(drawing, "box", "accent")
    assert abs(getattr(plan, along) - (3 + 16 / 60 + 58 / 3600) * hour) < 0.5
    assert getattr(flown, along) == getattr(plan, along)
    assert abs(getattr(late, along) - (10 / 60 + 31 / 3600) * hour) < 0.5


def test_status_is_seen():
    drawing = draw(data()).wide
    plan, flown = of(drawing, "box", "series-1")
    assert (plan.status, flown.status) == ("announced", "documented")
    assert plan.hatch
    assert [disc.status for disc in of(drawing, "disc", "series-1")] == ["disputed"]


def test_times_are_said():
    figure = draw(data())
    for drawing in (figure.wide, figure.narrow):
        assert {"Lift-off 08:55:02", "In orbit T+0:09", "Planned for 12:12", "12:22:31, T+3:27:29"} <= set(
            words(drawing)
        )
    assert figure.values == {"flown": "3\u00a0h 27\u00a0min 29\u00a0s", "late": "10\u00a0min 31\u00a0s"}
    assert figure.table.rows[2] == ("Planned for", "2021-10-05T12:12Z", "T+3:16:58", "announced")


def test_on_time_and_at_once():
    figure = draw(data(docking=fact(at("10-05 12:12")), orbit=fact(Decimal(0))))
    assert [box.width for box in of(figure.wide, "box", "accent")] == [0]
    tidy(figure)


def test_long_and_cyrillic_labels_stay_inside():
    said = ("lift_off", "in_orbit", "turns", "planned", "docked", "late")
    tidy(draw(data(**dict.fromkeys(said, "Ручная стыковка на орбите " * 8))))


@pytest.mark.parametrize(
    ("changes", "parameter", "says"),
    [
        ({"docking": fact(at("10-05 12:00"))}, "docking", "earlier"),
        ({"docking": fact(at("10-08 12:22"))}, "docking", "two days"),
        ({"orbit": fact(Decimal(-9))}, "orbit", "less than nothing"),
        ({"orbit": fact(None)}, "orbit", "holds none"),
        ({"orbit": fact(Decimal(600))}, "orbit", "behind"),
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
