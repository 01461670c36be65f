"""Plans: boxes that never meet, links that lead around them, words that keep apart."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import is_sound
from shapes import drawer, of, words

from explainery.draw import Fault

draw = drawer("plan")
LONG = "A box with the long name of a Donaudampfschifffahrtsgesellschaft in it"


def plan(names, pairs, **more):
    boxes = tuple({"id": name, "label": name} for name in names)
    return {"boxes": boxes, "links": tuple({"from": a, "to": b} for a, b in pairs), "order": None, **more}


def test_links_lead_down_from_foot_to_head():
    figure = draw(plan("abc", ["ab", "bc"]))
    for drawing in (figure.wide, figure.narrow):
        a, b, c = of(drawing, "box", "cell")
        assert a.y + a.height < b.y < b.y + b.height < c.y
        first, second = of(drawing, "trace", "link")
        assert first.points[0][1] == pytest.approx(a.y + a.height, abs=0.01)
        assert first.points[-1][1] == pytest.approx(b.y, abs=0.01)
        assert second.points[-1][1] == pytest.approx(c.y, abs=0.01)
    assert figure.table.rows[0] == ("a", "", "", "b")


def test_the_last_link_of_a_circle_leads_back_up():
    figure = draw(plan("abc", ["ab", "bc", "ca"]))
    back = of(figure.wide, "trace", "link")[2]
    assert back.points[0][1] > back.points[-1][1]


def test_boxes_lie_where_the_writer_puts_them():
    data = plan("ab", ["ab"])
    places = {"a": (2, 1), "b": (1, 3)}
    data["boxes"] = tuple({**box, "at": places[box["id"]]} for box in data["boxes"])
    a, b = of(draw(data).wide, "box", "cell")
    assert b.x < a.x
    assert a.y < b.y


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 60), st.data())
def test_nothing_meets(count, data):
    names = [f"box-{number}" for number in range(count)]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    pairs = data.draw(st.lists(ends, max_size=60, unique=True)) if count > 1 else []
    label, note, said = (data.draw(st.sampled_from(["", "x", LONG])) for _ in range(3))
    boxes = tuple({"id": name, "label": label or name, "note": note, "group": label[:40]} for name in names)
    links = tuple({"from": start, "to": end, "label": said[:60]} for start, end in pairs)
    figure = draw({"boxes": boxes, "links": links, "order": None})
    is_sound(figure)
    for drawing in (figure.wide, figure.narrow):
        cells = of(drawing, "box", "cell")
        for at, one in enumerate(cells):
            for other in cells[at + 1 :]:
                beside = one.x + one.width <= other.x or other.x + other.width <= one.x
                assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y
        for link in of(drawing, "trace", "link"):
            for (x, y), (to_x, to_y) in pairwise(link.points):
                for cell in cells:
                    across = min(x, to_x) < cell.x + cell.width - 0.1 and max(x, to_x) > cell.x + 0.1
                    down = min(y, to_y) < cell.y + cell.height - 0.1 and max(y, to_y) > cell.y + 0.1
                    assert not (across and down), (link, cell)
        links_said = [text for text in words(drawing) if said and text in said]
        assert len(links_said) >= len(links) if said else True


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (plan("aa", []), "Two boxes have one `id`"),
        (plan([f"b{number}" for number in range(61)], []), "61 boxes"),
        (plan("ab", ["ac"]), "No box has the id `c`"),
        (plan("ab", ["aa"]), "to itself"),
        (plan("ab", ["ab", "ab"]), "as an earlier one does"),
        (plan("abc", ["ab", "bc", "ca"], order=True), "lead in a circle: "),
        ({**plan("ab", []), "boxes": ({"id": "a", "label": "a", "at": (1, 1)}, {"id": "b", "label": "b"})}, "no place"),
        ({**plan("a", []), "boxes": ({"id": "a", "label": "a", "at": (5, 1)},)}, "4 columns"),
        (
            {**plan("a", []), "boxes": tuple({"id": name, "label": "a", "at": (1, 1)} for name in "ab")},
            "row 1 is taken",
        ),
    ],
)
def test_what_cannot_be_drawn(data, says):
    with pytest.raises(Fault, match=says):
        draw(data)
