"""Steps: each with its number, none on another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import drawer, is_tidy, of, words

from explainery.draw import Fault

TEXT = st.text("abc йШ", min_size=1, max_size=300).filter(str.strip)


def step(title, text=None, status=None):
    return {"title": title, "text": text, "status": status}


def draw(*steps, back=None):
    return drawer("steps")({"steps": steps, "back": back})


@settings(deadline=None, max_examples=30)
@given(st.lists(st.builds(step, TEXT, st.none() | TEXT), min_size=1, max_size=60))
def test_steps_never_meet_and_never_leave_the_drawing(steps):
    figure = draw(*steps)
    for drawing in (figure.wide, figure.narrow):
        assert is_tidy(drawing)
        numbers = [label.text for label in of(drawing, "label", "title")]
        assert numbers == [str(number) for number in range(1, len(steps) + 1)]


def test_a_row_is_as_high_as_its_longest_step():
    assert is_tidy(draw(step("Long", "many words " * 40), *[step("Short", "few words")] * 4).wide)


def test_a_step_says_how_sure_it_is():
    figure = draw(step("Model"), step("Mould", status="announced"))
    assert [mark.status for mark in of(figure.wide, "box")] == ["announced"]
    assert figure.table.rows == (("1", "Model", "", "documented"), ("2", "Mould", "", "announced"))


def test_the_last_step_leads_back():
    assert words(draw(step("Model"), step("Mould"), back={"to": 1, "label": "again"}).narrow)[-1] == "↺ 1: again"


@pytest.mark.parametrize(
    ("steps", "back", "says", "parameter"),
    [
        ((), None, "0 entries", "steps"),
        ((step("One"),) * 10_000, None, "10,000 entries", "steps"),
        ((step("One"), step("Two")), {"to": 2, "label": "again"}, "leads to step 2", "back"),
    ],
)
def test_what_cannot_be_drawn(steps, back, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(*steps, back=back)
    assert error.value.parameter == parameter
