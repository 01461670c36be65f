"""A course on one axis: bars for dates, lines for stages without, marks for events."""

import datetime as dt

import pytest
from happenings import at, event, fact, stage, tidy
from home import drawer
from shapes import of, words

from explainery.draw import Fault
from explainery.model import Month

draw = drawer("course")

OPENS = event("opens", dt.date(2020, 11, 3))
EVENTS = (OPENS, event("four", Month(2021, 4)), event("exams", dt.date(2021, 9, 8), dt.date(2021, 9, 9)))
STAGES = (
    stage("Competition", dt.date(2020, 11, 3), dt.date(2021, 3, 9)),
    stage("Centrifuge", dt.date(2021, 5, 24)),
    stage("Vibration", dt.date(2021, 5, 24), evidence="announced"),
)
MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())


def data(**changes):
    named = ({"event": OPENS, "label": "Contest opens"},)
    said = {"dated": "Dated events", "undated": "no date", "announced": "only announced", "months": MONTHS}
    return {"records": EVENTS, "stages": STAGES, "end": fact(at("10-05 08:55:02")), "named": named, **said, **changes}


@pytest.mark.parametrize(("width", "day"), [("wide", (800 - 8 - 166) / 365), ("narrow", 252 / 365)])
def test_bars_are_as_long_as_the_days_from_first_to_last(width, day):
    drawing = getattr(draw(data()), width)
    (competition,) = of(drawing, "box", "series-3")
    assert abs(competition.width - 127 * day) < 0.5  # 3 November to 9 March, both counted
    month, exams = of(drawing, "box", "quiet")
    assert abs(month.width - 30 * day) < 0.5
    assert abs(exams.width - 2 * day) < 0.5


def test_a_stage_without_an_end_is_a_line_to_the_end_of_the_course():
    traces = [shape for shape in draw(data()).wide.shapes if shape.kind == "trace"]
    assert [trace.status for trace in traces] == ["documented", "announced"]
    day = (800 - 8 - 166) / 365
    for trace in traces:
        (first, _), (last, _) = trace.points
        assert abs(last - first - (134 + (8 * 3600 + 55 * 60 + 2) / 86400) * day) < 0.5


def test_what_is_not_dated_says_so():
    for drawing in (draw(data()).wide, draw(data()).narrow):
        assert {"no date", "only announced", "Contest opens", "2020", "2021"} <= set(words(drawing))


def test_the_table_has_stages_and_events():
    rows = draw(data()).table.rows
    assert rows[1] == ("Centrifuge", "2021-05-24", "", "documented")
    assert rows[4] == ("four", "2021-04", "", "")


def test_one_of_each_and_long_cyrillic_names():
    tidy(draw(data(records=(OPENS,), stages=STAGES[:1], named=())))
    long = "Подготовка к полёту в Звёздном городке " * 4
    named = tuple({"event": OPENS, "label": long} for _ in range(3))
    tidy(draw(data(stages=(stage(long, dt.date(2021, 5, 24)),), named=named, undated=long, dated=long)))


@pytest.mark.parametrize(
    ("changes", "parameter", "says"),
    [
        ({"stages": ()}, "stages", "0 entries"),
        ({"records": ()}, "events", "0 entries"),
        ({"records": EVENTS * 3334}, "events", "10002 entries"),
        ({"stages": (stage("X", None),)}, "stages", "does not say"),
        ({"stages": (stage("X", dt.date(2021, 5, 24), dt.date(2021, 5, 1)),)}, "stages", "ends before"),
        ({"stages": (stage("X", dt.date(2021, 5, 24), dt.date(2022, 5, 1)),)}, "stages", "after the end"),
        ({"records": (event("x", dt.date(2021, 9, 9), dt.date(2021, 9, 1)),)}, "events", "ends before"),
        ({"records": (event("x", dt.date(1961, 4, 12)),)}, "events", "months"),
        ({"end": fact(None)}, "end", "moment"),
    ],
)
def test_what_cannot_be_drawn(changes, parameter, says):
    with pytest.raises(Fault, match=says) as error:
        draw(data(**changes))
    assert error.value.parameter == parameter


def test_the_same_data_give_the_same_drawing():
    assert draw(data()) == draw(data())
