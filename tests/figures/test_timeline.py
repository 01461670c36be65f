"""Events on an axis: marks at their time, titles that never meet."""

import datetime as dt

import pytest
from happenings import at, event, tidy
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import code_of, drawer, of, words

from explainery.draw import Fault
from explainery.model import Month

draw = drawer("timeline")
ticks = code_of("timeline").ticks

MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
COURSE = (
    event("opens", dt.date(2020, 11, 3)),
    event("four left", Month(2021, 4)),
    event("second stage", Month(2021, 7), Month(2021, 10)),
    event("launch", at("10-05 08:55")),
)


def test_marks_lie_at_their_time_on_one_scale():
    figure = draw({"records": COURSE, "months": MONTHS})
    day = 760 / 365  # November 2020 to November 2021
    assert [round((disc.x - 20) / day, 1) for disc in of(figure.wide, "disc", "accent")] == [2.0, 338.4]
    month, stage = of(figure.wide, "box", "series-1")
    assert abs(month.width - 30 * day) < 0.5
    assert abs(stage.width - 123 * day) < 0.5
    month, stage = of(figure.narrow, "box", "series-1")
    assert abs(month.height - 30 * 320 / 365) < 0.5


def test_every_title_is_there():
    figure = draw({"records": COURSE, "months": MONTHS})
    for drawing in (figure.wide, figure.narrow):
        assert {"opens", "four left", "second stage", "launch"} <= set(words(drawing))
    assert figure.table.rows[2] == ("second stage", "2021-07", "2021-10")
    assert figure.table.rows[3] == ("launch", "2021-10-05T08:55Z", "")


@settings(deadline=None)
@given(st.lists(st.dates(dt.date(1961, 1, 1), dt.date(2026, 1, 1)), min_size=1, max_size=40))
def test_titles_never_meet_and_never_leave_the_drawing(dates):
    tidy(draw({"records": tuple(event(f"Событие {number} на орбите", day) for number, day in enumerate(dates))}))


@pytest.mark.parametrize(
    ("first", "last", "some"),
    [
        ((2021, 10, 5), (2021, 10, 18), "5"),
        ((2020, 11, 3), (2021, 10, 5), "Nov"),
        ((1961, 4, 12), (2021, 10, 5), "1970"),
        ((2017, 4, 12), (2021, 10, 5), "2017"),
    ],
)
def test_ticks_are_days_months_or_years(first, last, some):
    marks = ticks(dt.date(*first).toordinal(), dt.date(*last).toordinal(), 13, MONTHS)
    assert marks[0][0] <= dt.date(*first).toordinal()
    assert marks[-1][0] >= dt.date(*last).toordinal()
    assert some in [said for _, said in marks]
    assert len([said for _, said in marks if said]) <= 13


@pytest.mark.parametrize(
    ("last", "most", "said"), [(2019, 13, 20), (2019, 8, 20), (1925, 13, 5), (1900, 8, 1), (9990, 8, 2000)]
)
def test_years_are_written_where_they_are_round(last, most, said):
    marks = ticks(dt.date(1895, 10, 2).toordinal(), dt.date(last, 8, 1).toordinal(), most, None)
    written = [int(words) for _, words in marks if words]
    assert 0 < len(written) <= most
    assert {year % said for year in written} == {0}
    assert marks[0][0] == dt.date(1895, 1, 1).toordinal()


def test_months_without_names_are_written_as_numbers():
    assert ticks(dt.date(2020, 11, 3).toordinal(), dt.date(2021, 2, 3).toordinal(), 13, None)[0][1] == "2020-11"


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ((), "0 events"),
        (COURSE * 2500, "10000 events"),
        ((event("x", dt.date(2021, 5, 2), dt.date(2021, 5, 1)),), "ends before"),
        ((event("x", dt.time(9, 2)),), "day or a moment"),
    ],
)
def test_what_cannot_be_drawn(events, says):
    with pytest.raises(Fault, match=says):
        draw({"records": events})


def test_the_same_data_give_the_same_drawing():
    assert draw({"records": COURSE}) == draw({"records": COURSE})
