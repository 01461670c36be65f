"""The station: boxes where they are put, joined where facts say so, beds, cameras, and links to the glossary."""

from types import SimpleNamespace

import pytest
from home import drawer, placed
from shapes import is_tidy, of, words

from explainery.draw import Fact, Fault

draw = drawer("station")

BOTH = pytest.mark.parametrize(("name", "scale"), [("wide", 1), ("narrow", 260 / 800)])
PLAN = Fact("a-fact", "", None, "announced")
ONE = {"id": "one", "label": "One", "at": (0, 40, 100, 70), "beds": "Ann, Bob", "film": "the kiss", "mark": PLAN}
TWO = {"id": "two", "label": "Two", "at": (130, 40, 100, 70), "term": SimpleNamespace(id="two")}
THREE = {"id": "three", "label": "Three", "at": (140, 130, 100, 70), "ship": True, "note": "came late"}
FOUR = {"id": "four", "label": "Four", "at": (300, 210, 100, 70), "film": "the end", "likely": True}
JOINED = ("one", "two"), ("two", "three")


def data(*parts, **changes):
    links = [{"from": one, "to": other, "fact": PLAN, "open": None} for one, other in JOINED]
    links.append({"from": "two", "to": "four", "fact": PLAN, "open": True})
    said = {"space": "Space", "earth": "The Earth", "slept": "slept here", "filmed": "filmed here"}
    return {"parts": parts or (ONE, TWO, THREE, FOUR), "links": links, **said, **changes}


@BOTH
def test_boxes_are_where_they_are_put_to_one_scale(name, scale):
    drawing = getattr(draw(data()), name)
    rooms, (ship,) = of(drawing, "box", "room"), of(drawing, "box", "ship")
    assert len(rooms) == 3
    assert abs(rooms[1].x - rooms[0].x - 130 * scale) < 0.02
    assert abs(ship.y - rooms[1].y - 90 * scale) < 0.02
    assert all(abs(box.width - 100 * scale) < 0.02 and abs(box.height - 70 * scale) < 0.02 for box in (*rooms, ship))


@BOTH
def test_parts_that_face_each_other_are_joined_across_the_gap(name, scale):
    drawing = getattr(draw(data()), name)
    one, two, _ = of(drawing, "box", "room")
    (ship,) = of(drawing, "box", "ship")
    across, down = of(drawing, "line", "thing")
    assert (across.x1, across.x2) == pytest.approx((one.x + one.width, two.x), abs=0.02)
    assert across.y1 == across.y2 == pytest.approx(one.y + one.height / 2, abs=0.02)
    assert (down.y1, down.y2) == pytest.approx((two.y + two.height, ship.y), abs=0.02)
    (broken,) = [trace for trace in of(drawing, "trace", "thing") if trace.status == "announced"]
    assert abs(broken.points[1][0] - broken.points[0][0] - 170 * scale) < 0.02


@pytest.mark.parametrize(("name", "legend"), [("wide", 1), ("narrow", 0)])
def test_a_camera_is_filled_as_sure_as_it_is_and_a_bed_has_its_names(name, legend):
    drawing = getattr(draw(data()), name)
    assert [box.status for box in of(drawing, "box", "accent")][legend:] == ["announced", "disputed"]
    assert len(of(drawing, "disc", "thing")) == 1 + legend
    assert {"Ann, Bob", "the kiss", "came late", "Four"} <= set(words(drawing))
    links = [shape.href for shape in drawing.shapes if shape.kind == "group" and shape.href]
    assert links == ["term:two"]


def test_the_table_says_what_meets_what():
    rows = draw(data()).table.rows
    assert rows[0] == ("One", "Ann, Bob", "the kiss", "", "Two")
    assert rows[1] == ("Two", "", "", "", "Three, Four, One")


@pytest.mark.parametrize(
    ("changed", "says", "parameter"),
    [
        (data(ONE, ONE, TWO, THREE, FOUR), "two with one `id`", "parts"),
        (data(ONE, {**TWO, "at": (90, 40, 100, 70)}, THREE, FOUR), "One and Two lie on each other", "parts"),
        (data(ONE, {**TWO, "at": (750, 40, 100, 70)}, THREE, FOUR), "reaches pixel 850", "parts"),
        (data(ONE, TWO, THREE), "names `four`", "links"),
    ],
)
def test_what_cannot_be_drawn_is_said(changed, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(changed)
    assert error.value.parameter == parameter


def test_long_words_stay_in_their_boxes():
    long = "Служебный модуль Международной космической станции " * 3
    figure = draw(data({**ONE, "label": long, "beds": long, "film": long}, {**TWO, "note": long}, THREE, FOUR))
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)


def test_the_one_on_the_site_is_tidy_and_has_five_sets_and_four_bedrooms():
    _, figure = placed("station")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    assert sum(bool(row[2]) for row in figure.table.rows) == 5
    assert {row[0] for row in figure.table.rows if row[1]} == {"Zvezda", "Poisk", "Nauka", "Soyuz MS-19"}
