"""Portraits in data: years and days on two scales that all share, and what cannot be drawn."""

import datetime as dt
from decimal import Decimal

import pytest
from home import TEMPLATES, code_of, drawer, flagship
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import held, is_tidy, of, words

from explainery import walk
from explainery.draw import NARROW, WIDE, Fact, Fault, width_of
from explainery.figures import Drawings
from explainery.model import Month

DAYS = code_of("portrait").DAYS
YEARS = code_of("portrait").YEARS
when = code_of("portrait").when
MOST = code_of("portrait").MOST
draw = drawer("portrait")

BOTH = pytest.mark.parametrize(("name", "width"), [("wide", WIDE), ("narrow", NARROW)])
LANDING = dt.date(2021, 10, 17)


def fact(value, to=None, unit="", status="documented"):
    number = Decimal(value) if isinstance(value, int) else value
    return Fact("a-fact", "", held(number, to, unit), status)


def stay(days, label="{value} days", status="documented"):
    return {"fact": fact(days, unit="days", status=status), "label": label}


def data(**changes):
    words = {"life": "born in {year}", "space": "{value} days", "unit_years": "years", "unit_days": "days"}
    return {"born": fact(dt.date(1984, 9, 5)), "until": fact(LANDING), **words, **changes}


def year(day):
    start = dt.date(day.year, 1, 1)
    return day.year + (day - start).days / (dt.date(day.year + 1, 1, 1) - start).days


@settings(deadline=None)
@given(born=st.dates(dt.date(1970, 1, 1), dt.date(2020, 12, 31)))
def test_a_life_is_as_long_as_its_years(born):
    figure = draw(data(born=fact(born)))
    (wide,), (narrow,) = of(figure.wide, "box", "muted"), of(figure.narrow, "box", "muted")
    lived = year(LANDING) - year(born)
    assert abs(wide.width - lived * (WIDE - 32) / (YEARS[1] - YEARS[0])) < 0.5
    assert abs(narrow.height - lived * 7) < 0.5


@BOTH
@settings(deadline=None)
@given(days=st.lists(st.integers(0, 180), max_size=4))
def test_days_in_space_have_one_scale(name, width, days):
    drawing = getattr(draw(data(stays=tuple(map(stay, days)))), name)
    at = 16
    for box, length in zip(of(drawing, "box", "series-1"), days, strict=True):
        assert abs(box.x - at) < 0.5
        assert abs(box.width - length * (width - 32) / DAYS) < 0.5
        at += box.width
    assert f"{sum(days)} days" in words(drawing)


def test_a_duration_is_days_too():
    (box,) = of(
        draw(data(stays=({"fact": fact(dt.timedelta(days=11, hours=12)), "label": "x"},))).wide, "box", "series-1"
    )
    assert abs(box.width - 11.5 * (WIDE - 32) / DAYS) < 0.5


@BOTH
def test_a_year_of_birth_leaves_it_open_for_a_year(name, width):
    drawing = getattr(draw(data(born=fact(1980))), name)
    lived, unsure = of(drawing, "box", "muted")
    assert (lived.status, unsure.status) == ("documented", "computed")
    long = unsure.width if name == "wide" else unsure.height
    assert abs(long - (7 if name == "narrow" else (width - 32) / (YEARS[1] - YEARS[0]))) < 0.5
    assert "born in 1980" in words(drawing)


def test_marks_stand_at_their_time():
    marks = (
        {"fact": fact(2010), "label": "film {year}", "kind": "film"},
        {"fact": fact(dt.date(2012, 10, 23), dt.date(2013, 3, 16)), "label": "flight {year}", "kind": "flight"},
        {"fact": fact(Month(2003, 5)), "label": "other {year}"},
    )
    drawing = draw(data(marks=marks)).wide
    scale = (WIDE - 32) / (YEARS[1] - YEARS[0])
    (disc,), (box,), (tick,) = of(drawing, "disc"), of(drawing, "box", "series-1"), of(drawing, "line", "thing")
    assert abs(disc.x - 16 - (2010.5 - YEARS[0]) * scale) < 0.5
    assert abs(box.x + box.width / 2 - 16 - (2013.006 - YEARS[0]) * scale) < 0.5
    assert abs(tick.x1 - 16 - (2003 + 4.5 / 12 - YEARS[0]) * scale) < 0.5
    assert {"film 2010", "flight 2012–2013", "other 2003"} <= set(words(drawing))


def test_a_flight_of_which_only_the_year_is_known_is_no_year_long():
    (box,) = of(draw(data(marks=({"fact": fact(2014), "label": "x", "kind": "flight"},))).wide, "box", "series-1")
    assert box.width == 6


def test_years_are_written_from_and_to():
    assert [when(2014.0, 2015.0), when(2011.0, 2013.0), when(2021.3, 2021.3), when(2021.8, 2022.2)] == [
        "2014",
        "2011–2012",
        "2021",
        "2021–2022",
    ]


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (data(born=fact("yesterday")), "a day, a month or a year", "born"),
        (data(born=fact(dt.date(1961, 1, 1))), "1961; portraits go from 1970 to 2026", "born"),
        (data(marks=({"fact": fact(2031), "label": "x"},)), "2031", "marks"),
        (data(marks=({"fact": fact(None), "label": "x"},)), "a day, a month or a year", "marks"),
        (data(marks=({"fact": fact(2010), "label": "x"},) * (MOST + 1)), "13 rows", "marks"),
        (data(marks=({"fact": fact(2010), "label": "x"},) * 10_000), "10000 rows", "marks"),
        (data(stays=(stay(-1),)), "less than nothing", "stays"),
        (data(stays=(stay(None),)), "must be a number", "stays"),
        (data(stays=(stay(761),)), "room for 760", "stays"),
        (
            data(stays=(stay(533), stay(170)), total=fact(709, unit="days")),
            "make 703.0 days, and `total` says 709",
            "stays",
        ),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter


def portraits():
    """Return the portraits of the flagship."""
    site = flagship()
    blocks = [block for page in site.pages for block in walk.blocks([page.document.body]) if block.name == "portrait"]
    return [Drawings(site, TEMPLATES, {}).draw(block) for block in blocks]


def test_those_on_the_site_are_tidy_and_have_the_same_rulers():
    figures = portraits()
    assert len(figures) == 6
    for figure in figures:
        assert is_tidy(figure.wide)
        assert is_tidy(figure.narrow)
    rulers = {
        tuple(label.x for label in of(figure.wide, "label", "tick") if label.anchor == "middle") for figure in figures
    }
    assert len(rulers) == 1


def test_no_line_to_a_mark_crosses_the_words_of_another():
    for figure in portraits():
        for line in of(figure.wide, "line", "leader"):
            for label in of(figure.wide, "label", "label"):
                wide = width_of(label.text)
                left = label.x - (wide if label.anchor == "end" else 0)
                inside = left < line.x1 < left + wide
                assert not (inside and min(line.y1, line.y2) < label.y - 6 < max(line.y1, line.y2)), (line, label)
