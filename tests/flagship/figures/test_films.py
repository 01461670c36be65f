"""Films on a time line: each at its year, a filled square for every yes, and what cannot be drawn."""

from types import SimpleNamespace

import pytest
from home import code_of, drawer, placed
from shapes import is_tidy, of, words

from explainery.draw import Fault

draw = drawer("films")

BOTH = pytest.mark.parametrize("name", ["wide", "narrow"])
QUESTIONS = code_of("films").QUESTIONS
WORDS = {"yes": "Yes", "no": "No", **dict.fromkeys(QUESTIONS, "A question?")}


def film(title, year, *answers):
    return SimpleNamespace(fields={"title": title, "year": year, **dict(zip(QUESTIONS, answers, strict=True))})


def data(*films):
    return {"records": films, "words": WORDS}


FILMS = (film("Late", 2023, 1, 1, 1, 1), film("Early", 1984, 1, 0, 1, 0), film("Middle", 2002, 0, 0, 1, 0))


def squares(drawing):
    """Return the squares of each film, from the earliest on."""
    found = of(drawing, "box", "accent")
    return [found[at : at + 4] for at in range(0, len(found), 4)]


@BOTH
def test_a_yes_is_filled_and_a_no_hollow(name):
    filled = [[box.status == "documented" for box in mine] for mine in squares(getattr(draw(data(*FILMS)), name))]
    assert filled == [[True, False, True, False], [False, False, True, False], [True] * 4]
    assert draw(data(*FILMS)).table.rows[0] == ("Early", "1984", "Yes", "No", "Yes", "No")


def test_films_are_as_far_apart_as_their_years():
    early, middle, late = (mine[0].x for mine in squares(draw(data(*FILMS)).wide))
    assert abs((middle - early) / (late - early) - 18 / 39) < 0.001
    lines = sorted({line.y1 for line in of(draw(data(*FILMS)).narrow, "line", "leader")})
    assert abs((lines[1] - lines[0]) / (lines[2] - lines[0]) - 18 / 39) < 0.001


def test_only_a_film_that_answers_all_with_yes_has_a_ground():
    drawing = draw(data(*FILMS)).wide
    (ground,) = of(drawing, "box", "band")
    late = squares(drawing)[-1][0]
    assert ground.x < late.x < late.x + late.width < ground.x + ground.width


@BOTH
def test_films_of_one_year_and_long_titles_keep_apart(name):
    many = [film(f"Возвращение с орбиты, часть {number}", 1984 + number // 2, 1, 1, 1, 0) for number in range(8)]
    drawing = getattr(draw(data(*many)), name)
    assert is_tidy(drawing)
    assert is_tidy(getattr(draw(data(many[0])), name))


@pytest.mark.parametrize("number", [0, 21, 10_000])
def test_no_films_and_too_many_cannot_be_drawn(number):
    with pytest.raises(Fault, match=f"has {number:,} films") as error:
        draw(data(*FILMS[:1] * number))
    assert error.value.parameter == "records"


def test_what_the_claim_on_the_site_says_of_rows_is_so():
    _, figure = placed("films")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert [row[0] for row in figure.table.rows if row[2:].count("Yes") == 4] == ["The Challenge"]
    assert [row[2:] for row in figure.table.rows if row[0] == "Return from Orbit"] == [("Yes", "Yes", "Yes", "No")]
    assert {f"{row[0]}, {row[1]}" for row in figure.table.rows} < set(words(figure.wide))
