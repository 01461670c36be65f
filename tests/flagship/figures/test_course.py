"""A course on one axis: its parts, bars for stages with dates, lines for those without."""

import datetime as dt

import pytest
from happenings import at, fact, stage, tidy
from home import drawer
from shapes import of, words

from explainery.draw import Fault
from explainery.model import Month

draw = drawer("course")

STAGES = (
    stage("Competition", dt.date(2020, 11, 3), dt.date(2021, 3, 9)),
    stage("Centrifuge", dt.date(2021, 5, 24)),
    stage("Vibration", dt.date(2021, 5, 24), evidence="announced"),
)
MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())


def span(begins, ends, label="{value} days"):
    return {"begins": fact(begins), "ends": fact(ends), "label": label}


LAUNCH = at("10-05 08:55:02")
SPANS = (span(dt.date(2020, 11, 3), dt.date(2021, 5, 13)), span(dt.date(2021, 5, 24), LAUNCH))


def data(**changes):
    said = {"undated": "no date", "announced": "only announced", "months": MONTHS}
    return {"stages": STAGES, "end": fact(LAUNCH), "spans": SPANS, **said, **changes}


DAYS = pytest.mark.parametrize(("width", "day"), [("wide", (800 - 8 - 166) / 365), ("narrow", 252 / 365)])


@DAYS
def test_bars_are_as_long_as_the_days_from_first_to_last(width, day):
    (competition,) = of(getattr(draw(data()), width), "box", "series-3")
    assert abs(competition.width - 127 * day) < 0.5  # 3 November to 9 March, both counted


@DAYS
def test_the_parts_of_the_whole_are_as_long_as_the_days_that_they_say(width, day):
    drawing = getattr(draw(data()), width)
    (choice,), (training,) = of(drawing, "box", "accent"), of(drawing, "box", "series-1")
    assert abs(choice.width - 191 * day) < 0.02
    assert abs(training.width - (134 + (8 * 3600 + 55 * 60 + 2) / 86400) * day) < 0.02
    assert abs(training.x - choice.x - 202 * day) < 0.02
    assert {"191 days", "134 days"} <= set(words(drawing))


def test_a_stage_of_which_only_the_month_is_known_is_as_long_as_the_month():
    drawing = draw(data(stages=(stage("Lake", Month(2021, 7)),))).wide
    (lake,), (training,) = of(drawing, "box", "series-3"), of(drawing, "box", "series-1")
    day = (800 - 8 - 166) / 365
    assert abs(lake.width - 31 * day) < 0.5
    assert abs(lake.x - training.x - 38 * day) < 0.5  # from 24 May to 1 July
    assert draw(data(stages=(stage("Lake", Month(2021, 7)),))).table.rows[-1] == ("Lake", "2021-07", "", "documented")


def test_a_stage_without_an_end_is_a_line_to_the_end_of_the_course():
    traces = [shape for shape in draw(data()).wide.shapes if shape.kind == "trace"]
    assert [trace.status for trace in traces] == ["documented", "announced"]
    day = (800 - 8 - 166) / 365
    for trace in traces:
        (first, _), (last, _) = trace.points
        assert abs(last - first - (134 + (8 * 3600 + 55 * 60 + 2) / 86400) * day) < 0.5


def test_what_is_not_dated_says_so():
    for drawing in (draw(data()).wide, draw(data()).narrow):
        assert {"no date", "only announced", "2020", "2021"} <= set(words(drawing))


def test_the_table_has_parts_and_stages():
    rows = draw(data()).table.rows
    assert rows[0] == ("191 days", "2020-11-03", "2021-05-13", "")
    assert rows[3] == ("Centrifuge", "2021-05-24", "", "documented")


def test_one_of_each_and_long_cyrillic_names():
    tidy(draw(data(spans=SPANS[:1], stages=STAGES[:1])))
    long = "Подготовка к полёту в Звёздном городке " * 4
    spans = tuple({**one, "label": long} for one in SPANS)
    tidy(draw(data(stages=(stage(long, dt.date(2021, 5, 24)),), spans=spans, undated=long)))


@pytest.mark.parametrize(
    ("changes", "parameter", "says"),
    [
        ({"stages": ()}, "stages", "0 entries"),
        ({"spans": ()}, "spans", "0 entries"),
        ({"spans": SPANS * 4}, "spans", "8 entries"),
        ({"stages": (stage("X", None),)}, "stages", "does not say"),
        ({"stages": (stage("X", dt.date(2021, 5, 24), dt.date(2021, 5, 1)),)}, "stages", "ends before"),
        ({"stages": (stage("X", dt.date(2021, 5, 24), dt.date(2022, 5, 1)),)}, "stages", "after the end"),
        ({"spans": (span(dt.date(2021, 9, 9), dt.date(2021, 9, 1)),)}, "spans", "ends before"),
        ({"spans": (span(dt.date(1961, 4, 12), LAUNCH),)}, "spans", "months"),
        ({"end": fact(None)}, "end", "moment"),
    ],
)
def test_what_cannot_be_drawn(changes, parameter, says):
    with pytest.raises(Fault, match=says) as error:
        draw(data(**changes))
    assert error.value.parameter == parameter


def test_the_same_data_give_the_same_drawing():
    assert draw(data()) == draw(data())
