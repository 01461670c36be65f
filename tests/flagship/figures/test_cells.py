"""The table that is a figure: a mark for every yes and no."""

from types import SimpleNamespace

import pytest
from home import code_of, drawer, placed
from shapes import is_tidy, of, words

from explainery.draw import Fault

BOTH = pytest.mark.parametrize("name", ["wide", "narrow"])
QUESTIONS = {"yes": "Yes", "no": "No", **dict.fromkeys(code_of("films").QUESTIONS, "A question?")}


def film(title, *answers):
    return SimpleNamespace(
        fields={"title": title, "year": 2023, **dict(zip(code_of("films").QUESTIONS, answers, strict=True))}
    )


@BOTH
def test_a_yes_is_filled_and_a_no_hollow(name):
    figure = drawer("films")({"records": (film("A film", 1, 0, 1, 0),), "words": QUESTIONS})
    squares = of(getattr(figure, name), "box", "accent")
    assert [square.status for square in squares] == ["documented", "disputed", "documented", "disputed"]
    assert figure.table.rows == (("A film", "2023", "Yes", "No", "Yes", "No"),)


def test_no_answer_is_a_colour_alone():
    figure = drawer("films")({"records": (film("A film", 1, 0, 1, 0),), "words": QUESTIONS})
    assert [word for word in words(figure.wide) if word in ("Yes", "No")] == ["Yes", "No", "Yes", "No"]


def test_no_films_cannot_be_drawn():
    with pytest.raises(Fault, match="0 rows"):
        drawer("films")({"records": (), "words": QUESTIONS})


def test_the_one_on_the_site_is_tidy_and_shown_in_html():
    _, figure = placed("films")
    assert figure.in_html
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert placed("films")[1] == figure


def test_what_the_claim_on_the_site_says_of_rows_is_so():
    rows = placed("films")[1].table.rows
    assert [row[0] for row in rows if row[2:].count("Yes") == 4] == ["The Challenge"]
    assert [row[2:] for row in rows if row[0] == "Return from Orbit"] == [("Yes", "Yes", "Yes", "No")]
