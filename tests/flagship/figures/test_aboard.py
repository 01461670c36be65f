"""Who was aboard: lanes to scale, ships with their seats, and counts that add up."""

import datetime as dt
from decimal import Decimal

import pytest
from happenings import at, days, fact, tidy
from home import drawer
from shapes import of

from explainery.draw import Fault

draw = drawer("aboard")

UP, DOWN = fact(at("10-05 12:22:31")), fact(at("10-17 01:14"))
LONG_AGO, LATER = fact(dt.date(2021, 4, 9)), fact(dt.date(2022, 3, 30))


def person(name, came, went, role="quiet", **notes):
    return {"name": name, "role": role, "came": came, "went": went, "since": None, "until": None, **notes}


PEOPLE = (
    person("Commander", UP, LATER, "flight", until="until March"),
    person("Actress", UP, DOWN, "film"),
    person("Cosmonaut", LONG_AGO, DOWN, "flight", since="since April"),
    person("Astronaut", LONG_AGO, None),
)


def data(people=PEOPLE, **changes):
    ships = {"up": {"label": "Up on MS-19", "fact": UP}, "down": {"label": "Down on MS-18", "fact": DOWN}}
    counts = {"count": fact(Decimal(4)), "left": fact(Decimal(2))}
    return {"records": days(), "people": people, **ships, **counts, "unit": "October", **changes}


@pytest.mark.parametrize(("width", "day"), [("wide", (800 - 168) / 13), ("narrow", (260 - 18) / 13)])
def test_bars_are_as_long_as_the_stay(width, day):
    drawing = getattr(draw(data()), width)
    whole, came, went = 13.0, 12 / 24 + 22 / 1440 + 31 / 86400, 12 + 1 / 24 + 14 / 1440
    (actress,) = of(drawing, "box", "accent")
    commander, cosmonaut = of(drawing, "box", "series-1")
    (astronaut,) = of(drawing, "box", "quiet")
    wanted = (went - came, whole - came, went, whole)
    for bar, length in zip((actress, commander, cosmonaut, astronaut), wanted, strict=True):
        assert abs(bar.width - length * day) < 0.5


def test_a_stay_that_goes_on_has_a_point():
    tips = [shape for shape in draw(data()).wide.shapes if shape.kind == "trace"]
    assert [tip.role for tip in tips] == ["series-1", "series-1", "quiet", "quiet", "frame"]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_every_seat_has_a_dot_at_its_ship(width):
    drawing = getattr(draw(data()), width)
    up, down = of(drawing, "line", "thing")
    seats = [disc.x for disc in of(drawing, "disc", "thing")]
    assert seats == [up.x1, up.x1, down.x1, down.x1]


def test_nothing_is_lost_in_the_table():
    rows = draw(data()).table.rows
    assert rows[0] == ("Commander", "2021-10-05T12:22:31Z", "2022-03-30T00:00Z")
    assert rows[3] == ("Astronaut", "2021-04-09T00:00Z", "")


def test_one_person_and_long_cyrillic_names():
    alone = (person("Антон Николаевич Шкаплеров, командир корабля " * 3, UP, LATER, since="с октября " * 30),)
    tidy(draw(data(alone, count=fact(Decimal(1)), left=fact(Decimal(1)))))
    short = (person("Somebody with a long name", fact(at("10-16 20:00")), DOWN), *PEOPLE)
    tidy(draw(data(short)))


@pytest.mark.parametrize(
    ("changes", "parameter", "says"),
    [
        ({"count": fact(Decimal(10))}, "count", "4 people aboard where `count` says 10"),
        ({"left": fact(Decimal(7))}, "left", "2 people aboard where `left` says 7"),
        ({"count": fact(None)}, "count", "holds none"),
        ({"people": ()}, "people", "0 entries"),
        ({"people": PEOPLE * 2500}, "people", "10000 entries"),
        ({"people": (person("X", DOWN, UP),)}, "people", "leaves before"),
        ({"people": (person("X", fact(None), DOWN),)}, "people", "day or a moment"),
        ({"up": {"label": "Up", "fact": DOWN}, "down": {"label": "Down", "fact": UP}}, "up", "before"),
        ({"down": {"label": "Down", "fact": LATER}}, "up", "within the days"),
        ({"records": ()}, "days", "0 events"),
    ],
)
def test_what_cannot_be_drawn(changes, parameter, says):
    with pytest.raises(Fault, match=says) as error:
        draw(data(**changes))
    assert error.value.parameter == parameter


def test_the_same_data_give_the_same_drawing():
    assert draw(data()) == draw(data())
