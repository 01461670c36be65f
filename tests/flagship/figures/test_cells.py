"""The two tables that are figures: a mark for every job, and for every yes and no."""

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


def role(person, group, job="A job"):
    return SimpleNamespace(
        id=f"{person}-{group}", fields={"person": SimpleNamespace(id=person), "group": group, "job": job}
    )


def crew(records, people=("ann", "bob"), groups=("flight", "on_screen")):
    pages = tuple(SimpleNamespace(path=f"crew/{name}.md", title=name.title()) for name in people)
    return {
        "records": records,
        "people": pages,
        "groups": tuple({"id": group, "label": group} for group in groups),
    }


@BOTH
def test_a_yes_is_filled_and_a_no_hollow(name):
    figure = drawer("films")({"records": (film("A film", 1, 0, 1, 0),), "words": QUESTIONS})
    squares = of(getattr(figure, name), "box", "accent")
    assert [square.status for square in squares] == ["documented", "disputed", "documented", "disputed"]
    assert figure.table.rows == (("A film", "2023", "Yes", "No", "Yes", "No"),)


def test_no_answer_is_a_colour_alone():
    figure = drawer("films")({"records": (film("A film", 1, 0, 1, 0),), "words": QUESTIONS})
    assert [word for word in words(figure.wide) if word in ("Yes", "No")] == ["Yes", "No", "Yes", "No"]


@BOTH
def test_every_job_is_one_dot_in_its_column(name):
    records = (role("ann", "flight"), role("bob", "on_screen"), role("bob", "on_screen", "Another"))
    drawing = getattr(drawer("matrix")(crew(records)), name)
    assert [len(of(drawing, "disc", kind)) for kind in ("series-1", "accent")] == [1, 2]
    (ann,), (one, two) = of(drawing, "disc", "series-1"), of(drawing, "disc", "accent")
    assert ann.y < one.y <= two.y
    assert ann.x < one.x


def test_a_person_without_a_job_has_a_row():
    assert drawer("matrix")(crew((role("ann", "flight"),))).table.rows == (("Ann", "A job", ""), ("Bob", "", ""))


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (crew((role("carl", "flight"),)), "lacks `carl`", "people"),
        (crew((role("ann", "off_screen"),)), "lacks `off_screen`", "groups"),
        (crew((), groups=("flight", "flight")), "one twice", "groups"),
        (crew((), people=()), "0 rows", "people"),
        (crew((), people=[f"p{number}" for number in range(10_000)]), "10,000 rows", "people"),
    ],
)
def test_jobs_that_cannot_be_drawn_are_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        drawer("matrix")(changed)
    assert error.value.parameter == parameter


def test_no_films_cannot_be_drawn():
    with pytest.raises(Fault, match="0 rows"):
        drawer("films")({"records": (), "words": QUESTIONS})


@pytest.mark.parametrize("component", ["films", "matrix"])
def test_those_on_the_site_are_tidy_and_shown_in_html(component):
    _, figure = placed(component)
    assert figure.in_html
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert placed(component)[1] == figure


def test_what_the_claims_on_the_site_say_of_rows_is_so():
    rows = placed("films")[1].table.rows
    assert [row[0] for row in rows if row[2:].count("Yes") == 4] == ["The Challenge"]
    assert [row[2:] for row in rows if row[0] == "Return from Orbit"] == [("Yes", "Yes", "Yes", "No")]
    jobs = {row[0]: [cell.split("; ") if cell else [] for cell in row[1:]] for row in placed("matrix")[1].table.rows}
    orbit = ["Yulia Peresild", "Klim Shipenko", "Anton Shkaplerov", "Oleg Novitskiy", "Pyotr Dubrov"]
    assert all(sum(map(len, jobs[name])) >= 3 for name in orbit)
    assert [name for name in orbit if not jobs[name][1]] == ["Klim Shipenko"]
