"""Parts end to end: their lengths, the total, and what does not add up."""

from decimal import Decimal

import pytest
from home import code_of, drawer, placed
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import held, is_tidy, of, words

from explainery.draw import NARROW, WIDE, Fact, Fault

MOST = code_of("hours").MOST
draw = drawer("hours")

BOTH = pytest.mark.parametrize(("name", "width"), [("wide", WIDE), ("narrow", NARROW)])


def fact(value, status="documented"):
    return Fact("a-fact", "", held(None if value is None else Decimal(value), None, "hours"), status)


def part(value, *inner, label="part {value}"):
    found = {"fact": fact(value), "label": label}
    return {**found, "parts": tuple(part(one) for one in inner)} if inner else found


def data(*parts, total=None, **changes):
    total = sum(entry["fact"].value for entry in parts) if total is None else total
    return {"parts": parts, "total": fact(total), "sum": "{value} hours", "unit": "hours", **changes}


@BOTH
@settings(deadline=None)
@given(amounts=st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_bars_are_as_long_as_their_amounts_and_end_to_end(name, width, amounts):
    drawing = getattr(draw(data(*map(part, amounts))), name)
    scale = (width - 24) / max(100, -(-sum(amounts) // 100) * 100)
    at = 12
    for bar, amount in zip(of(drawing, "box", "series-3"), amounts, strict=True):
        assert abs(bar.x - at) < 0.5
        assert abs(bar.width - amount * scale) < 0.5
        at += amount * scale
    (total,) = of(drawing, "box", "thing")
    assert abs(total.width - sum(amounts) * scale) < 0.5


@pytest.mark.parametrize("name", ["wide", "narrow"])
def test_inner_parts_fill_their_part(name):
    drawing = getattr(draw(data(part(130, 87, 43), part(70))), name)
    first, one, two, _ = of(drawing, "box", "series-3")
    assert (one.x, one.y) == (first.x, first.y + 27)
    assert abs(two.x + two.width + 2 - first.x - first.width) < 0.5


def test_the_table_says_what_is_part_of_what():
    table = draw(data(part(130, 87, 43), part(70))).table
    assert table.rows == (
        ("part 130", "130", ""),
        ("part 87", "87", "part 130"),
        ("part 43", "43", "part 130"),
        ("part 70", "70", ""),
    )


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (data(part(130), part(70), total=266), "add up to 200, and `total` says 266", "total"),
        (data(part(130, 87, 44)), "add up to 131, and `parts` says 130", "parts"),
        (data(), "0 rows", "parts"),
        (data(*[part(1)] * (MOST + 1)), "draws 1 to 40", "parts"),
        (data(*[part(1)] * 10_000), "10000 rows", "parts"),
        (data(part(-1)), "less than nothing", "parts"),
        ({**data(part(1)), "parts": (part(None),)}, "must be a number", "parts"),
        ({**data(part(1)), "total": fact(None)}, "must be a number", "total"),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter


def test_nothing_one_row_and_long_names_are_drawn():
    assert is_tidy(draw(data(part(0))).wide)
    assert is_tidy(draw(data(part(0))).narrow)
    long = "Медицинская и биологическая подготовка экипажа к полёту на станцию и обратно, {value} часов"
    figure = draw(data(part(10), part(500, label=long)))
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert long.replace("{value}", "500") in [row[0] for row in figure.table.rows]


def test_the_one_on_the_site_is_tidy_and_the_same_each_time():
    _, figure = placed("hours")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert placed("hours")[1] == figure
    assert "266 hours" in words(figure.wide)
