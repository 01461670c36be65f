"""A line of words still and shaken: an illustration that says so, and the same at every build."""

import pytest
from home import drawer, placed
from shapes import box_of, of, words

from explainery.draw import Fault

draw = drawer("vibration")


def data(**changes):
    return {
        "text": "Can you read it?",
        "still": "At rest",
        "shaken": "Shaken",
        "illustration": "none found.",
        **changes,
    }


def both(figure):
    return figure.wide, figure.narrow


def test_the_same_line_stands_still_and_is_shaken():
    for drawing in both(draw(data())):
        assert [label.text for label in of(drawing, "label", "title")] == ["Can you read it?"]
        seen = of(drawing, "label", "smear")
        assert {label.text for label in seen} == {"Can you read it?"}
        assert len({(label.x, label.y) for label in seen}) == len(seen) > 2


def test_the_needle_draws_a_straight_and_a_shaken_trace_of_one_length():
    for drawing in both(draw(data())):
        (still,), (moved,) = of(drawing, "trace", "series-1"), of(drawing, "trace", "accent")
        assert len({y for _, y in still.points}) == 1
        assert max(y for _, y in moved.points) - min(y for _, y in moved.points) > 20
        assert (still.points[0][0], still.points[-1][0]) == (moved.points[0][0], moved.points[-1][0])


def test_an_illustration_has_no_table_and_no_control():
    figure = draw(data())
    assert figure.table is None
    assert figure.detents == ()


@pytest.mark.parametrize(
    "text", ["A", "Can you read this line?", "Можете ли вы прочитать эту строку, пока она дрожит? " * 3]
)
def test_words_stay_inside_and_off_the_traces(text):
    for drawing in both(draw(data(text=text, still=text, shaken=text))):
        labels = [box_of(label) for label in of(drawing, "label")]
        assert all(left >= 0 and right <= drawing.width + 1 for left, right, _, _ in labels)
        assert all(top >= -1 and bottom <= drawing.height for _, _, top, bottom in labels)
        for role, kind in (("series-1", "title"), ("accent", "smear")):
            (trace,) = of(drawing, "trace", role)
            for left, right, top, bottom in (box_of(label) for label in of(drawing, "label", kind)):
                assert not any(left < x < right and top < y < bottom for x, y in trace.points)


def test_a_long_line_is_wrapped_and_then_cut():
    assert any(text.endswith("…") for text in words(draw(data(text="A line that never ends, " * 9)).narrow))


@pytest.mark.parametrize("name", ["text", "still", "shaken", "illustration"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_cannot_be_drawn(name, value):
    with pytest.raises(Fault) as problem:
        draw(data(**{name: value}))
    assert problem.value.parameter == name
    assert f"`{name}`" in str(problem.value)


def test_the_same_words_make_the_same_figure():
    assert draw(data()) == draw(data())


def test_the_shipped_figure_says_that_it_is_an_illustration():
    block, _ = placed("vibration")
    assert block.fields["illustration"]
    assert not block.fields.get("sources")
