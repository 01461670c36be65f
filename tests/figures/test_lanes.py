"""Spans in rows: as long as they are, and none of their words on others."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import LANGUAGES, fact, is_sound, scale_of
from shapes import code_of, of, words

from explainery.draw import Data, Fact, Fault, Quantity
from explainery.model import Month

WORDS = "Bridge Øresund Donaudampfschifffahrtsgesellschaft Мост 橋 of the long railway viaduct".split()
STATUSES = (None, "documented", "announced", "disputed", "computed")


def span(begins, ends=None, label=None, **more):
    return {"begins": begins, "ends": ends, "open": None, "label": label, "status": None, "series": None, **more}


def draw(*lanes, lines=None, unit=None, language="en"):
    rows = tuple({"label": label, "spans": spans} for label, *spans in lanes)
    return code_of("lanes").draw(Data({"lanes": rows, "lines": lines, "unit": unit}, language))


def said(chance, most=8):
    return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))


def some(chance):
    """Return a span of days, months, moments or years."""
    first = dt.date(1950 + chance.randrange(60), 1 + chance.randrange(12), 1 + chance.randrange(28))
    last = first + dt.timedelta(chance.randrange(9000))
    begins, ends = chance.choice(((first, last), (Month(first.year, first.month), None), (Decimal(first.year), last)))
    return span(begins, ends, chance.choice((None, said(chance))), status=chance.choice(STATUSES))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(0, 3), st.sampled_from(LANGUAGES))
def test_words_keep_apart(seed, count, lines, language):
    chance = random.Random(seed)  # noqa: S311
    lanes = [(said(chance), *(some(chance) for _ in range(chance.randint(1, 3)))) for _ in range(count)]
    marked = [{"at": dt.date(1960 + 20 * at, 5, 1), "label": said(chance, 3)} for at in range(lines)]
    is_sound(draw(*lanes, lines=marked, language=language))


def test_a_bar_is_as_long_as_its_days():
    days = {1: span(dt.date(2021, 10, 5), dt.date(2021, 10, 17)), 2: span(Month(2021, 7)), 3: span(Decimal(2021))}
    figure = draw(("A", days[1]), ("B", days[2]), ("C", days[3]))
    for drawing in (figure.wide, figure.narrow):
        scale_of(list(zip([box.width for box in of(drawing, "box", "series-1")], (13, 31, 365), strict=True)))
    assert figure.table.rows[0] == ("A", "", "2021-10-05", "2021-10-17", "documented")
    assert figure.table.rows[2][2:4] == ("2021", "")


def test_numbers_have_one_unit():
    figure = draw(("A", span(fact(2, unit="km"), fact(3, unit="km"))), ("B", span(fact(500, Decimal(2500), unit="m"))))
    scale_of(list(zip([box.width for box in of(figure.wide, "box")], (1, 2), strict=True)))
    assert "km" in words(figure.wide)


def test_what_was_planned_lies_beside_what_came_of_it():
    plan, real = span(Decimal(2001), Decimal(2003), status="announced"), span(Decimal(2002), Decimal(2009))
    first, second = of(draw(("A", plan, real)).wide, "box", "series-1")
    assert (first.status, second.status) == ("announced", "documented")
    assert first.y + first.height < second.y


def test_a_span_is_as_sure_as_its_facts():
    announced = Fact("f", "It is.", Quantity(dt.date(2026, 5, 1)), "announced")
    figure = draw(("A", span(dt.date(2026, 1, 1), announced)))
    assert [box.status for box in of(figure.wide, "box")] == ["announced"]
    assert figure.values["statuses"] == "announced"
    opened = Fact("g", "It was.", Quantity(dt.date(2026, 1, 1)), "documented")
    figure = draw(("A", span(opened, announced)))
    assert [box.status for box in of(figure.wide, "box")] == ["announced"]


def test_what_goes_on_reaches_to_the_end_of_the_axis():
    figure = draw(("A", span(Decimal(1900), open=True)), ("B", span(Decimal(1950))))
    (arrow,) = of(figure.wide, "trace")
    _shaft, year = of(figure.wide, "box", "series-1")
    assert abs(max(x for x, _y in arrow.points) - year.x - year.width) < 0.1
    assert figure.table.rows[0][2:4] == ("1900", "")


def test_moments_of_one_day_have_hours():
    at = [dt.datetime(2021, 10, 5, hour, tzinfo=dt.UTC) for hour in (8, 12)]
    assert {"08:00", "10:00", "12:00"} <= set(words(draw(("A", span(*at))).wide))


@pytest.mark.parametrize(
    ("lanes", "more", "says", "parameter"),
    [
        ((), {}, "0 entries", "lanes"),
        ((("A", span(Decimal(2000))),) * 10_000, {}, "10,000 entries", "lanes"),
        ((("A", *[span(Decimal(2000))] * 201),), {}, "201 spans", "lanes"),
        ((("A", span(Decimal(2001), Decimal(2000))),), {}, "“A” ends before", "lanes.0.spans.0.ends"),
        ((("A", span(Decimal(2000), dt.date(1999, 1, 1))),), {}, "ends before", "lanes.0.spans.0.ends"),
        ((("A", span(fact(2, unit="km"))), ("B", span(dt.date(1999, 1, 1)))), {}, "numbers", "lanes.1.spans.0.begins"),
        ((("A", span(dt.time(8))),), {}, "expected", "lanes.0.spans.0.begins"),
        ((("A", span(Decimal(2000), Decimal(2001), open=True)),), {}, "both goes on", "lanes.0.spans.0.ends"),
        ((("A", span(dt.datetime(2000, 1, 1, tzinfo=dt.UTC), open=True)),), {}, "goes on", "lanes"),
        (
            (("A", span(Decimal(2000))),),
            {
                "lines": [
                    {"at": dt.date(2000, 1, 1) + dt.timedelta(19 * at), "label": " ".join(WORDS * 5)}
                    for at in range(20)
                ]
            },
            "no room",
            "lines",
        ),
    ],
)
def test_what_cannot_be_drawn(lanes, more, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(*lanes, **more)
    assert error.value.parameter == parameter
    assert error.value.hint
