"""Pictures with marks: numbers where the writer put them, and none on another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import is_sound
from shapes import drawer, of

from explainery.draw import Fault

draw = drawer("picture")


def mark(x, y, text="What is there"):
    return {"x": x, "y": y, "text": text}


def test_marks_lie_where_they_are_put():
    figure = draw({"picture": "", "marks": (mark(25, 50), mark(75, 20))})
    for drawing in (figure.wide, figure.narrow):
        frame = of(drawing, "box", "frame")[0]
        assert [(disc.x / frame.width, disc.y / frame.height) for disc in of(drawing, "disc")] == [
            pytest.approx((0.25, 0.5), abs=0.01),
            pytest.approx((0.75, 0.2), abs=0.01),
        ]
    assert figure.table.rows[1] == ("2", "75", "20", "What is there")


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), min_size=1, max_size=60, unique=True),
    st.text("ab ж", max_size=90),
)
def test_words_never_meet_and_never_leave_the_drawing(places, text):
    is_sound(
        draw(
            {
                "picture": "",
                "marks": tuple(mark(x * 11.1, y * 20, f"It {text}") for x, y in places),
            }
        )
    )


@pytest.mark.parametrize(
    ("marks", "says"),
    [((mark(5, 5), mark(9, 9)), "marks 1 and 2 lie so near"), (tuple(mark(1, 1) for _ in range(61)), "61 marks")],
)
def test_what_cannot_be_drawn(marks, says):
    with pytest.raises(Fault, match=says):
        draw({"picture": "", "marks": marks})
