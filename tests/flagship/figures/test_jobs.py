"""Sixty people and five: each is drawn, all of one size, every job has a sign, and what cannot be drawn is said."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from home import drawer, placed
from shapes import held, is_tidy, of, words

from explainery.draw import Fact, Fault

draw = drawer("jobs")

BOTH = pytest.mark.parametrize("name", ["wide", "narrow"])


def fact(value):
    return Fact("a-fact", "", held(Decimal(value), None, "people"), "documented")


def role(person, group, job="A job"):
    return SimpleNamespace(
        id=f"{person}-{group}", fields={"person": SimpleNamespace(id=person), "group": group, "job": job}
    )


def crew(*records, usual=60, people=("ann", "bob"), groups=("flight", "on_screen")):
    pages = tuple(SimpleNamespace(path=f"crew/{name}.md", title=name.title()) for name in people)
    return {
        "records": records,
        "usual": fact(usual),
        "usual_label": "Usually {value} people",
        "team_label": "Here",
        "people": pages,
        "groups": tuple({"id": group, "label": group, "said": f"{group}: {{job}}"} for group in groups),
    }


BOTH_WORK = (role("ann", "flight"), role("bob", "on_screen"), role("bob", "on_screen", "Another"))


@BOTH
@pytest.mark.parametrize("usual", [1, 60, 200])
def test_there_are_as_many_people_as_the_fact_says_and_all_are_of_one_size(name, usual):
    drawing = getattr(draw(crew(*BOTH_WORK, usual=usual)), name)
    assert f"Usually {usual} people" in " ".join(words(drawing))
    crowd, team = of(drawing, "trace", "muted"), of(drawing, "trace", "accent")
    assert (len(crowd), len(team)) == (usual, 2)
    assert len(of(drawing, "disc", "muted")) == usual
    sizes = {
        tuple((round(x - body.points[0][0], 2), round(y - body.points[0][1], 2)) for x, y in body.points)
        for body in (*crowd, *team)
    }
    assert len(sizes) == 1
    assert max(x for body in crowd for x, _ in body.points) <= drawing.width


@BOTH
def test_every_job_has_a_sign_of_its_kind_and_its_words_on_a_phone_too(name):
    drawing = getattr(draw(crew(*BOTH_WORK)), name)
    legend = 1
    signs = {kind: of(drawing, shape, kind) for shape, kind in (("disc", "series-1"), ("box", "series-4"))}
    assert [len(found) - legend for found in signs.values()] == [1, 2]
    assert {"flight: A job", "on_screen: A job", "on_screen: Another"} <= set(words(drawing))
    (_, ann), (_, one, two) = signs.values()
    assert ann.y < one.y <= two.y


def test_jobs_of_others_are_left_out():
    figure = draw(crew(*BOTH_WORK, role("carl", "flight", "Elsewhere")))
    assert figure.table.rows == (
        ("Ann", "flight", "A job"),
        ("Bob", "on_screen", "A job"),
        ("Bob", "on_screen", "Another"),
    )
    assert not any("Elsewhere" in found for found in words(figure.wide))


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (crew(role("ann", "flight")), "names Bob, for whom no job", "people"),
        (crew(*BOTH_WORK, groups=("flight", "flight")), "one twice", "groups"),
        (crew(*BOTH_WORK, people=["ann"] * 13), "13 pages", "people"),
        (crew(*BOTH_WORK, usual=201), "at most 200", "usual"),
        (crew(*BOTH_WORK, usual="2.5"), "whole numbers", "usual"),
        (crew(*BOTH_WORK, usual=-1), "less than nothing", "usual"),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter


def test_long_jobs_are_tidy():
    long = "Костюм, реквизит, грим и непрерывность от первого до последнего съёмочного дня"
    figure = draw(crew(*BOTH_WORK, *(role("ann", "on_screen", long) for _ in range(3))))
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)


def test_the_one_on_the_site_is_tidy_and_what_it_claims_is_so():
    _, figure = placed("jobs")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert placed("jobs")[1] == figure
    assert (len(of(figure.wide, "trace", "muted")), len({row[0] for row in figure.table.rows})) == (60, 2 + 3)
