"""Events on an axis: marks at their time, titles that never meet."""

import datetime as dt
import random

import pytest
from happenings import at, event
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import LANGUAGES, is_sound
from shapes import code_of, drawer, of, words

from explainery.draw import Data, Fact, Fault, Quantity
from explainery.model import Month

draw = drawer("timeline")
COURSE = (
    event("opens", dt.date(2020, 11, 3)),
    event("four left", Month(2021, 4)),
    event("second stage", Month(2021, 7), Month(2021, 10)),
    event("launch", at("10-05 08:55")),
)


def test_marks_lie_at_their_time_on_one_scale():
    figure = draw({"records": COURSE})
    day = 760 / 365  # November 2020 to November 2021
    assert [round((disc.x - 20) / day, 1) for disc in of(figure.wide, "disc", "accent")] == [2.0, 338.4]
    month, stage = of(figure.wide, "box", "series-1")
    assert abs(month.width - 30 * day) < 0.5
    assert abs(stage.width - 123 * day) < 0.5
    month, stage = of(figure.narrow, "box", "series-1")
    assert abs(month.height - 30 * 320 / 365) < 0.5


def test_every_title_is_there():
    figure = draw({"records": COURSE})
    for drawing in (figure.wide, figure.narrow):
        assert {"opens", "four left", "second stage", "launch"} <= set(words(drawing))
    assert figure.table.rows[2] == ("second stage", "2021-07", "2021-10", "documented")
    assert figure.table.rows[3] == ("launch", "2021-10-05T08:55Z", "", "documented")


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32), st.integers(1, 60), st.sampled_from(LANGUAGES))
def test_titles_keep_apart(seed, count, language):
    chance = random.Random(seed)  # noqa: S311
    days, far = chance.choice((3, 300, 30_000)), chance.choice((10, 90, 300))
    events = []
    for number in range(count):
        first = dt.date(1901, 3, 1) + dt.timedelta(chance.randrange(days))
        last = first + dt.timedelta(days // 50) if number % 12 == 0 and days > 300 else None
        events.append(event(f"{number}", first, last, "Событие на орбите Øresund " * (chance.randrange(far) // 26 + 1)))
    is_sound(code_of("timeline").draw(Data({"records": tuple(events)}, language)))


def test_an_event_is_as_sure_as_the_fact_that_holds_its_time():
    held = {"launch": {"time": Fact("f", "It was.", Quantity(dt.date(2021, 10, 5)), "announced")}}
    figure = draw({"records": COURSE, "held": held})
    assert [disc.status for disc in of(figure.wide, "disc", "accent")] == ["documented"]
    assert [box.status for box in of(figure.wide, "box", "accent")] == ["announced"]
    assert figure.values["statuses"] == "announced"


def test_what_lasts_at_the_same_time_lies_beside_each_other():
    events = [event("a", Month(2021, 4), Month(2021, 6)), event("b", Month(2021, 5)), event("c", Month(2021, 8))]
    figure = draw({"records": events})
    first, second, third = of(figure.wide, "box", "series-1")
    assert first.y > second.y + second.height
    assert third.y == first.y
    assert of(figure.narrow, "box", "series-1")[1].x > of(figure.narrow, "box", "series-1")[0].x


def test_where_flags_have_no_room_the_axis_goes_down():
    events = [event(str(at), dt.date(2021, 1, 1 + at % 28), title="A title of some length") for at in range(60)]
    ends = {(line.x1, line.x2) for line in of(draw({"records": events}).wide, "line", "axis")}
    assert min(abs(x1 - x2) for x1, x2 in ends) == 0
    assert max(abs(x1 - x2) for x1, x2 in ends) < 20


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ((), "0 events"),
        (COURSE * 2500, "10,000 events"),
        ((event("x", dt.date(2021, 5, 2), dt.date(2021, 5, 1)),), "ends before"),
        ((event("x", dt.time(9, 2)),), "day or a moment"),
        ([event(str(at), Month(2021, 5)) for at in range(7)], "last at the same time"),
    ],
)
def test_what_cannot_be_drawn(events, says):
    with pytest.raises(Fault, match=says):
        draw({"records": events})


def test_the_same_data_give_the_same_drawing():
    assert draw({"records": COURSE}) == draw({"records": COURSE})
