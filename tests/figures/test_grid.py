"""Marks in rows and columns: written, or from records that are rows, or from records that are marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import drawer, is_tidy, of, words

from explainery.draw import Fault, Record, Ref
from explainery.problems import Place

BLANK = dict.fromkeys(("corner", "columns", "rows", "words", "of", "where", "row", "column", "mark", "records"))
WORDS = {"yes": "Yes", "no": "No", "partly": "In part"}
LABEL = st.text("abc йШ", min_size=1, max_size=300).filter(str.strip)


def column(label, **more):
    return {"label": label, "is": None, "field": None, "series": None, **more}


def cell(answer, words=None, status=None):
    return {"is": answer, "words": words, "status": status}


def row(label, *cells, **more):
    return {"label": label, "page": None, "is": None, "cells": cells or None, **more}


def draw(**parameters):
    return drawer("grid")({**BLANK, "corner": "Thing", "words": WORDS, **parameters})


def record(name, **fields):
    return Record("trip", name, fields, {}, Place("content/trips.yaml"), "trips", b"")


TRIPS = (
    record("one", title="One", person=Ref("crew", "ann", Place("x")), by="sea", long=True, aim=None),
    record("two", title="Two", person=Ref("crew", "ann", Place("x")), by="air", long=False, aim="work"),
)
MARKS = {
    "of": "trip",
    "records": TRIPS,
    "row": "by",
    "column": "title",
    "mark": "title",
    "columns": (column("First", **{"is": "One"}), column("Second", **{"is": "Two", "series": 3})),
    "rows": (row("By sea", **{"is": "sea"}), row("By air", **{"is": "air"})),
}


def test_each_answer_has_a_look_of_its_own():
    cells = (cell("yes"), cell("no"), cell("partly"), cell("none", "–"), *(cell("yes", status=one) for one in LOOKS))
    drawing = draw(columns=[column("C")] * len(cells), rows=[row("R", *cells)]).wide
    assert [box.status for box in of(drawing, "box", "series-1")] == ["documented", "documented", *LOOKS]
    half = of(drawing, "box", "series-1")[1]
    assert half.height * 2 == half.width
    assert len(of(drawing, "line", "axis")) == 1


LOOKS = ("announced", "disputed", "computed")


@settings(deadline=None, max_examples=30)
@given(st.lists(LABEL, min_size=1, max_size=12), st.lists(LABEL, min_size=1, max_size=60), LABEL)
def test_words_never_meet_and_never_leave_the_drawing(columns, rows, said):
    cells = [cell("yes", said)] * len(columns)
    figure = draw(columns=[column(name) for name in columns], rows=[row(name, *cells) for name in rows])
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)


def test_a_record_is_a_mark_in_its_row_and_column():
    figure = draw(**MARKS)
    (first,), (second,) = of(figure.wide, "disc", "series-1"), of(figure.wide, "disc", "series-3")
    assert (first.x < second.x, first.y < second.y) == (True, True)
    assert figure.table.rows == (("By sea", "One", ""), ("By air", "", "Two"))


def test_a_record_is_a_row_of_what_its_fields_say():
    columns = (column("Long?", field="long"), column("Aim", field="aim"))
    figure = draw(of="trip", records=TRIPS, row="title", columns=columns)
    assert figure.table.rows == (("One", "Yes", "–"), ("Two", "No", "work"))
    assert "Thing" in words(figure.wide)


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        ({"columns": [column("A")], "rows": ()}, "0 rows", "rows"),
        ({"columns": [column("A")], "rows": [row("R", cell("yes"))] * 10_000}, "10,000 rows", "rows"),
        ({"columns": [column("A")] * 13, "rows": [row("R", *[cell("yes")] * 13)]}, "13 entries", "columns"),
        ({"columns": [column("A")], "rows": [row("R", cell("yes"), cell("no"))]}, "“R” has 2 cells", "rows"),
        ({"columns": [column("A")], "rows": [row("R", cell(None))]}, "says nothing", "rows"),
        ({"columns": [column("A")], "rows": [row("R", cell("no", status="disputed"))]}, "no mark that could", "rows"),
        ({"columns": [column("A")], "rows": [row(None, cell("no"))]}, "Row 1 has no name", "rows"),
        ({"columns": [column("A")], "rows": [row("R", cell("no"))], "words": None}, "`words` does not say", "words"),
        ({**MARKS, "mark": None}, "`mark` is missing", "column"),
        ({**MARKS, "rows": MARKS["rows"][:1]}, "lacks `air`", "rows"),
        ({**MARKS, "rows": MARKS["rows"] * 2}, "one twice", "rows"),
        ({**MARKS, "columns": MARKS["columns"][:1]}, "lacks `Two`", "columns"),
        ({**MARKS, "columns": MARKS["columns"] * 2}, "`is` of its own", "columns"),
        ({**MARKS, "row": "person"}, "lacks `crew/ann.md`", "rows"),
        ({**MARKS, "row": "way"}, "`trip` have no such", "row"),
        ({"of": "trip", "records": TRIPS, "columns": [column("A")]}, "does not say which field", "columns"),
        ({"of": "trip", "records": TRIPS, "columns": [column("A", field="person")]}, "more than a grid", "columns"),
        ({**MARKS, "column": None}, "`rows` has nothing to say", "rows"),
    ],
)
def test_what_cannot_be_drawn(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(**changed)
    assert error.value.parameter == parameter
