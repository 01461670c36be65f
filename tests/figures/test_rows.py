"""Rows of general figures: typed or from a file, brought into one unit, and refused where they cannot be drawn."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from properties import blocks, fact
from shapes import is_tidy

from explainery.draw import (
    Area,
    Callout,
    Data,
    Drawing,
    Fact,
    Fault,
    Formula,
    Line,
    called_out,
    day_ticks,
    round_ticks,
    rows_of,
    spread,
)
from explainery.draw.words import cut, width_of, wrapped


def block(*rows, language="en", **more):
    return Data({"rows": rows, "unit": None, "data": None, **more}, language)


def sheet(text, *columns, language="en", **more):
    files = {"spans.csv": text.encode()}
    return Data({"data": "spans.csv", "folder": "", "files": files, "columns": columns, "unit": None, **more}, language)


def test_facts_formulas_and_ranges_come_in_one_unit_and_in_the_language_of_the_page():
    facts = {"a": fact(1410, unit="m"), "b": fact("0.41", unit="km")}
    rows = rows_of(
        block(
            {"label": "Long", "value": fact("1.4105", unit="km")},
            {"label": "Longer by", "formula": Formula("a - b", facts), "round": "whole"},
            {"label": "About", "value": fact(900, Decimal(1100), "m")},
            {"label": "Nobody knows"},
            unit="m",
            language="de",
        ),
        10,
    )
    assert [row.said for row in rows.rows] == ["1.410,5", "1.000", "900–1.100", ""]
    assert [row.value for row in rows.rows] == [1410.5, 1000, None, None]
    assert [row.status for row in rows.rows] == ["documented", "computed", "documented", "documented"]
    assert rows.rows[2].reach == (900, 1100)
    assert rows.table().columns == ("label", "value", "low", "high", "unit", "status")


def test_a_file_gives_the_same_rows_as_typing_them():
    humber = fact("1.41", unit="km")
    typed = rows_of(
        block(
            {"label": "Humber", "value": humber, "at": Decimal(1981)},
            {"label": "Lost", "at": Decimal(1900)},
            unit="m",
        ),
        10,
    )
    text = "bridge,year,metres\nHumber,1981,fact:humber\nLost,1900,\n"
    columns = {"name": "metres", "unit": "m"}, {"name": "year", "unit": "year"}
    read = rows_of(sheet(text, *columns, facts={"humber": humber}), 10)
    assert read.table() == typed.table()
    assert (read.axis, typed.axis) == ("year", "year")


def test_several_columns_of_values_are_a_series_each():
    text = "year,steel,concrete\n1990,1,2\n2000,3,\n"
    columns = {"name": "steel", "unit": "t", "label": "Steel"}, {"name": "concrete", "unit": "t"}
    rows = rows_of(sheet(text, *columns, {"name": "year", "unit": "year"}), 10)
    assert rows.series == ("Steel", "concrete")
    assert [row.value for row in rows.of("concrete")] == [2, None]


def test_days_are_written_as_the_page_writes_them():
    rows = rows_of(block({"label": "A", "value": fact(1), "at": dt.date(2021, 10, 5)}, language="fr"), 10)
    assert (rows.axis, rows.rows[0].said_at) == ("days", "5 octobre 2021")


REFUSED = {
    "two numbers that share no unit": (
        block({"label": "A", "value": fact(1, unit="m")}, {"label": "B", "value": fact(1, unit="kg")}),
        "has the unit `kg`",
    ),
    "a day in place of a number": (
        block({"label": "A", "value": Fact("day", "A day.", None, "documented")}),
        "holds no value",
    ),
    "half a range": (block({"label": "A", "low": fact(1)}), "only one end"),
    "a range turned round": (block({"label": "A", "low": fact(3), "high": fact(1)}), "out of order"),
    "nothing but gaps": (block({"label": "A"}), "No row here holds a number"),
    "too many": (block(*({"label": "A", "value": fact(1)} for _ in range(11))), "at most 10"),
    "words without end": (block({"label": "A" * 301, "value": fact(1)}), "301 letters"),
    "a formula that mixes units": (
        block({"label": "A", "formula": Formula("a", {"a": fact(1, unit="m")})}, unit="kg"),
        "the unit of the fact",
    ),
    "numbers and days on one axis": (
        block(
            {"label": "A", "value": fact(1), "at": dt.date(2021, 1, 1)},
            {"label": "B", "value": fact(1), "at": Decimal("1.5")},
        ),
        "share no axis",
    ),
    "rows twice": (block({"label": "A"}, data="spans.csv"), "both `rows` and `data`"),
    "no rows": (Data({"rows": None, "data": None}), "no `rows`"),
}


@pytest.mark.parametrize(("given_block", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_is_refused_with_a_remedy(given_block, says):
    with pytest.raises(Fault, match=says) as fault:
        rows_of(given_block, 10)
    assert fault.value.hint


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("bridge,metres\nA,many\n", 2, 3, "`many` stands in the column"),
        ('bridge,metres\n"A, B",1\nC,"1,410"\n', 3, 3, "`1,410` stands in the column"),
        ("bridge,metres\nA,1,2\n", 2, 1, "3 cells"),
        ("bridge,metres\nA,fact:humbr\n", 2, 3, "no fact `humbr`"),
        (f"bridge,metres\n{'A' * 301},1\n", 2, 1, "301 letters"),
        ("bridge,metres,status\nA,1,sure\n", 2, 1, "no status"),
    ],
)
def test_a_cell_is_refused_at_its_place(text, line, column, says):
    with pytest.raises(Fault, match=says) as fault:
        rows_of(sheet(text, {"name": "metres", "unit": "m"}, facts={"humber": fact(1)}), 10)
    assert (fault.value.place.path, fault.value.place.line) == ("content/spans.csv", line)
    assert fault.value.place.column == column
    assert fault.value.hint


@given(blocks(at="days", ranges=True, negative=True))
def test_any_rows_come_in_their_order(given_block):
    rows = rows_of(given_block, 60)
    assert [row.label for row in rows.rows] == [row["label"] for row in given_block["rows"]]


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 20)), min_size=1, max_size=40))
def test_what_is_spread_keeps_apart_and_in_order(things):
    wanted, sizes = sorted(at for at, _ in things), [size for _, size in things]
    found = spread(wanted, sizes, 0, 800)
    for at in range(len(found) - 1):
        assert found[at + 1] - found[at] >= (sizes[at] + sizes[at + 1]) / 2 - 1e-6
    assert found[0] - sizes[0] / 2 >= -1e-6
    assert found[-1] + sizes[-1] / 2 <= 800 + 1e-6


@given(st.lists(st.tuples(st.integers(0, 260), st.integers(0, 300), st.sampled_from(["A", "Øresund"])), max_size=40))
def test_words_around_marks_keep_apart(marks):
    found = called_out([Callout((x, y), (words,), 3) for x, y, words in marks], Area(0, 0, 260, 300))
    if found is not None:
        is_tidy(Drawing(260, 300, tuple(shape for one in found for shape in one.shapes())))


def test_words_far_from_their_mark_have_a_line_to_it():
    found = called_out([Callout((100, 100), ("One",), 3)] * 12, Area(0, 0, 260, 300), strict=False)
    assert any(isinstance(shape, Line) for one in found for shape in one.shapes())
    assert called_out([Callout((100, 100), ("One",), 3)] * 12, Area(50, 50, 150, 100)) is None


@given(st.floats(-1e6, 1e6), st.floats(1e-2, 1e9), st.integers(2, 9))
def test_round_ticks_reach_around_all_and_are_few(low, span, most):
    ticks = [at for at, _ in round_ticks(low, low + span, most)]
    step = ticks[1] - ticks[0]
    assert ticks[0] <= low + 1e-6 * step
    assert ticks[-1] >= low + span - 1e-6 * step
    assert 2 <= len(ticks) <= max(3, most)


def test_ticks_of_days_are_months_or_years_where_there_are_many():
    first = dt.date(2021, 1, 1).toordinal()
    assert [words for _, words in day_ticks(first, first + 3, 9, "en")] == ["1 Jan", "2 Jan", "3 Jan", "4 Jan"]
    assert day_ticks(first, first + 200, 9, "en")[0][1] == "Jan 2021"
    assert day_ticks(first, first + 9000, 9, "en")[0][1] == "2020"


@given(st.text(max_size=60), st.floats(20, 300))
def test_words_that_are_cut_fit(text, room):
    assert width_of(cut(text, room)) <= max(room, width_of("…"))
    assert len(wrapped(text, room, most=3)) <= 3
