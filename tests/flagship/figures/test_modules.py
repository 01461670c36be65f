"""The plan: boxes apart, lines between those that are named, names that lead to the glossary."""

from types import SimpleNamespace

import pytest
from home import code_of, drawer, placed
from shapes import is_tidy, of

from explainery.draw import Fact, Fault

MOST = code_of("modules").MOST
draw = drawer("modules")

BOTH = pytest.mark.parametrize("name", ["wide", "narrow"])
FACT = Fact("a-fact", "", None, "announced")


def part(name, column=1, row=1, **more):
    return {"id": name, "label": name.title(), "column": column, "row": row, **more}


def data(*parts, **changes):
    return {"parts": parts or (part("one"), part("two", 2), part("three", 1, 2)), **changes}


@BOTH
def test_boxes_lie_apart_and_inside(name):
    drawing = getattr(draw(data()), name)
    boxes = of(drawing, "box", "room")
    assert len(boxes) == 3
    for at, one in enumerate(boxes):
        assert one.x >= 0
        assert one.x + one.width <= drawing.width
        assert one.y + one.height <= drawing.height
        for two in boxes[at + 1 :]:
            across = one.x + one.width <= two.x or two.x + two.width <= one.x
            assert across or one.y + one.height <= two.y or two.y + two.height <= one.y


@BOTH
def test_only_what_is_linked_has_a_line(name):
    assert of(getattr(draw(data()), name), "line", "series-1") == []
    drawing = getattr(draw(data(links=({"from": "three", "to": "one", "fact": FACT},))), name)
    lines, (one, _, three) = of(drawing, "line", "series-1"), of(drawing, "box", "room")
    assert three.x <= lines[0].x1 <= three.x + three.width
    assert three.y <= lines[0].y1 <= three.y + three.height
    assert one.x <= lines[-1].x2 <= one.x + one.width
    assert one.y <= lines[-1].y2 <= one.y + one.height


def test_an_arrow_has_a_head_where_it_leads():
    link = {"from": "two", "to": "one", "fact": FACT, "arrow": True}
    shaft, *head = of(draw(data(links=(link,))).wide, "line", "series-1")
    assert len(head) == 2
    assert {(line.x2, line.y2) for line in head} == {(shaft.x2, shaft.y2)}
    assert shaft.x1 > shaft.x2


@BOTH
def test_a_term_makes_its_box_a_link_and_a_mark_shows_how_sure_it_is(name):
    shown = part("one", term=SimpleNamespace(id="nauka"), mark=FACT)
    drawing = getattr(draw(data(shown)), name)
    assert [group.href for group in drawing.shapes if group.kind == "group"] == ["term:nauka"]
    assert drawing.linked
    assert [box.status for box in of(drawing, "box", "accent")] == ["announced"]
    assert not getattr(draw(data()), name).linked


@BOTH
def test_a_frame_holds_its_parts_and_no_other(name):
    group = {"label": "A group", "parts": ("one", "three")}
    drawing = getattr(draw(data(part("one"), part("three", 1, 2), part("two", 2), groups=(group,))), name)
    (frame,), (one, three, two) = of(drawing, "box", "frame"), of(drawing, "box", "room")
    for box in (one, three):
        assert frame.x < box.x
        assert frame.y < box.y
        assert box.y + box.height < frame.y + frame.height
    assert two.x > frame.x + frame.width or two.y > frame.y + frame.height


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (data(links=({"from": "one", "to": "four", "fact": FACT},)), "names `four`", "links"),
        (data(groups=({"label": "x", "parts": ("five",)},)), "names `five`", "groups"),
        (data(part("one"), part("one", 2)), "one `id`", "parts"),
        (data(part("one"), part("two")), "at one place", "parts"),
        ({"parts": ()}, "0 rows", "parts"),
        (data(*[part(f"p{at}", 1, at + 1) for at in range(MOST + 1)]), "25 rows", "parts"),
        (data(*[part(f"p{at}", 1, at + 1) for at in range(10_000)]), "10000 rows", "parts"),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter


def test_long_names_are_cut_and_stay_whole_in_the_table():
    long = "Научно-энергетический модуль с очень длинным названием на русском языке"
    figure = draw(data(part("one", label=long, note=long), part("two", 2, note=long)))
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert figure.table.rows[0][0] == long


def test_the_one_on_the_site_is_tidy_and_the_same_each_time():
    _, figure = placed("modules")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert placed("modules")[1] == figure
    meets = {row[0]: row[3] for row in figure.table.rows}
    assert meets["Rassvet"] == "Zarya, Soyuz MS-19"
    assert meets["Nauka"] == "Soyuz MS-18"
