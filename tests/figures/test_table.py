"""Facts in a table: in one unit a column, in an order, with their decimals under each other."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import LANGUAGES, fact, is_sound
from shapes import code_of, of

from explainery.draw import Data, Fact, Fault, Quantity

WORDS = "Bridge Øresund Donaudampfschifffahrtsgesellschaft Мост 橋 of the long railway viaduct".split()


def cell(held):
    return {"fact": held, "text": None} if isinstance(held, Fact) else {"fact": None, "text": held}


def day(text):
    return Fact("day", "A day.", Quantity(dt.date.fromisoformat(text)), "documented")


def draw(columns, *rows, sort=None, language="en"):
    heads = tuple({"label": label, "unit": unit} for label, unit in columns)
    lines = tuple({"label": label, "cells": tuple(map(cell, cells))} for label, *cells in rows)
    data = {"corner": "Thing", "columns": heads, "rows": lines, "sort": sort}
    return code_of("table").draw(Data(data, language))


def column(figure, at=1):
    return [row[at] for row in figure.table.rows]


def said(chance, most=8):
    return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))


def some(chance):
    number = round(Decimal(chance.random()) * chance.choice((1, 1000, 9_999_999)), chance.choice((0, 1, 3)))
    return chance.choice((fact(number, unit="km"), said(chance, 20)))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 8), st.sampled_from(LANGUAGES))
def test_words_keep_apart(seed, rows, columns, language):
    chance = random.Random(seed)  # noqa: S311
    heads = [(said(chance, 4), None) for _ in range(columns)]
    lines = [(said(chance), *(some(chance) for _ in heads)) for _ in range(rows)]
    is_sound(draw(heads, *lines, language=language))


def test_numbers_of_a_column_have_one_unit():
    figure = draw(
        [("Long", None), ("High", "cm")], ("A", fact(2, unit="km"), fact(3, unit="m")), ("B", fact(50, unit="m"), "–")
    )
    assert figure.table.columns == ("Thing", "Long (km)", "High (cm)")
    assert figure.table.rows == (("A", "2", "300"), ("B", "0.05", "–"))


def test_decimals_lie_under_each_other():
    rows = [("A", fact("25.48", unit="m")), ("B", fact(24, unit="m")), ("C", fact("2.2", unit="m"))]
    figure = draw([("Long", None)], *rows, language="de")
    assert [figure.values[f"{at}.0"] + figure.values[f"{at}.0.space"] for at in range(3)] == [
        "25,48",
        "24\u2008\u2007\u2007",
        "2,2\u2007",
    ]
    ends = {label.x for label in of(figure.wide, "label") if label.anchor == "end"}
    assert len(ends) == 1


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (None, "0 1 2 3"),
        ({"column": 1, "order": None}, "2 0 3 1"),
        ({"column": 1, "order": "falling"}, "3 0 2 1"),
        ({"column": 2, "order": "rising"}, "3 0 2 1"),
        ({"column": 0, "order": None}, "3 2 1 0"),
    ],
)
def test_rows_stand_in_their_order_and_words_last(sort, order):
    rows = [
        ("d", fact(2), day("2001-02-01")),
        ("c", "–", "–"),
        ("b", fact(1), day("2002-01-01")),
        ("a", fact(3), day("2000-12-31")),
    ]
    assert draw([("N", None), ("Day", None)], *rows, sort=sort).values["order"] == order


def test_a_day_is_said_in_the_language_and_a_range_with_both_ends():
    figure = draw(
        [("Day", None), ("Volt", None)], ("A", day("2001-02-01"), fact(600, Decimal(750), "V")), language="de"
    )
    assert (figure.values["0.0"], figure.values["0.1"]) == ("1. Februar 2001", "600–750")
    assert figure.table.rows == (("A", "2001-02-01", "600–750"),)


@pytest.mark.parametrize(
    ("columns", "rows", "sort", "says", "parameter"),
    [
        ([("N", None)], [], None, "0 entries", "rows"),
        ([("N", None)], [("A", fact(1))] * 10_000, None, "10,000 entries", "rows"),
        ([("N", None)] * 9, [("A", *[fact(1)] * 9)], None, "9 entries", "columns"),
        ([("N", None)], [("A", fact(1), fact(2))], None, "has 2 cells", "rows.0.cells"),
        ([("N", None)], [("A", None)], None, "says nothing", "rows.0.cells.0"),
        ([("N", None)], [("A", fact(1, unit="m")), ("B", fact(1, unit="h"))], None, "has the unit", "rows.1.cells.0"),
        ([("N", None)], [("A", Fact("f", "It is.", None, "documented"))], None, "holds no value", "rows.0.cells.0"),
        ([("N", None)], [("A", fact(1))], {"column": 2, "order": None}, "names column 2", "sort"),
    ],
)
def test_what_cannot_be_drawn(columns, rows, sort, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(columns, *rows, sort=sort)
    assert error.value.parameter == parameter
    assert error.value.hint
