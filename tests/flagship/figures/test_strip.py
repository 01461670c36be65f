"""The strip of days: bars to scale, days in order, and dated filming."""

import datetime as dt

import pytest
from happenings import at, days, event, fact, tidy
from home import drawer
from shapes import of, words

from explainery.draw import Fault

draw = drawer("strip")

WHEN = {"launch": "10-05 08:55:02", "docking": "10-05 12:22:31", "undocking": "10-17 01:14", "landing": "10-17 04:35"}
DAY = 86_400


def data(**changes):
    moments = {name: fact(at(text)) for name, text in WHEN.items()}
    filmed = (
        {"fact": fact(dt.date(2021, 10, 9), dt.date(2021, 10, 10)), "label": "diary"},
        {"fact": fact(dt.date(2021, 10, 14)), "label": "Cupola"},
    )
    named = {"up": "Up", "aboard": "Aboard", "home": "Home", "filming": "Filming"}
    return {"records": days(), **moments, **named, "filmed": filmed, **changes}


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_bars_are_as_long_as_the_time(width):
    drawing = getattr(draw(data()), width)
    day = drawing.width / 13
    up, home = of(drawing, "box", "series-1")
    (stay,) = of(drawing, "box", "quiet")
    moments = [at(text) for text in WHEN.values()]
    for bar, begin, end in zip((up, stay, home), moments, moments[1:], strict=False):
        assert abs(bar.width - (end - begin).total_seconds() / DAY * day) < 0.5
        assert abs(bar.x - (begin - at("10-05 00:00")).total_seconds() / DAY * day) < 0.5


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_filmed_days_are_whole_cells(width):
    drawing = getattr(draw(data()), width)
    day = drawing.width / 13
    assert [(round(box.x / day, 2), round(box.width / day, 2)) for box in of(drawing, "box", "accent")] == [
        (4, 2),
        (9, 1),
    ]


def test_lengths_are_said_and_stand_in_the_table():
    figure = draw(data())
    assert {"Aboard 11\u00a0d 12\u00a0h 51\u00a0min", "Up 3\u00a0h 27\u00a0min", "Home 3\u00a0h 21\u00a0min"} <= set(
        words(figure.wide)
    )
    assert figure.table.rows[0] == (
        "Up",
        "2021-10-05T08:55:02Z",
        "2021-10-05T12:22:31Z",
        "3\u00a0h 27\u00a0min 29\u00a0s",
    )
    assert figure.table.rows[3] == ("diary", "2021-10-09", "2021-10-10", "")


def test_nobody_filmed_and_one_day():
    tidy(draw(data(filmed=())))
    moments = {name: fact(at("10-05 08:55")) for name in WHEN}
    tidy(draw(data(records=days(5, 5), filmed=(), **moments)))


def test_long_and_cyrillic_labels_stay_inside():
    long = {"fact": fact(dt.date(2021, 10, 17)), "label": "Съёмки на месте посадки, " * 20}
    tidy(draw(data(filmed=(long, long), up="Полёт " * 40, aboard="На станции " * 40, home="Домой " * 40)))


@pytest.mark.parametrize(
    ("changes", "parameter", "says"),
    [
        ({"launch": fact(at("10-06 08:55"))}, "docking", "earlier"),
        ({"landing": fact(at("10-18 04:35"))}, "landing", "outside"),
        ({"launch": fact(None)}, "launch", "moment"),
        ({"docking": None}, "docking", "moment"),
        ({"records": ()}, "days", "0 events"),
        ({"records": days() * 1000}, "days", "13000 events"),
        ({"records": (*days(5, 6), *days(8, 17))}, "days", "day-08"),
        ({"records": (event("launch", at("10-05 08:55")),)}, "days", "launch"),
        ({"filmed": ({"fact": fact(None), "label": "x"},)}, "filmed", "hold a day"),
        ({"filmed": ({"fact": fact(dt.date(2021, 10, 18)), "label": "x"},)}, "filmed", "outside"),
    ],
)
def test_what_cannot_be_drawn(changes, parameter, says):
    with pytest.raises(Fault, match=says) as error:
        draw(data(**changes))
    assert error.value.parameter == parameter


def test_the_same_data_give_the_same_drawing():
    assert draw(data()) == draw(data())
