"""Maps: one scale, nothing across them that goes around the Earth, words that never meet."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from happenings import event, fact
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from properties import is_sound
from shapes import drawer, of, words

from explainery.draw import Area, Callout, Fault, area_of, called_out
from explainery.draw.earth import distance

draw = drawer("map")


def point(latitude, longitude, label="Here", **more):
    return {"label": label, "latitude": latitude, "longitude": longitude, **more}


PLANT = point(51.389, 30.099, "Plant", id="plant")
KYIV = point(50.45, 30.523, "Kyiv", id="kyiv")


def bar_of(drawing):
    """Return the pixels of a kilometre, as the scale bar says them."""
    bar = of(drawing, "line", "axis")[0]
    said = next(text for text in words(drawing) if text.endswith((" km", " m")))
    number, unit = said.split()
    return (bar.x2 - bar.x1) / float(number.replace(",", "")) * (1 if unit == "km" else 1000)


def test_lengths_are_drawn_to_the_scale_of_the_bar():
    area = {"around": "plant", "radius": fact(Decimal(30), unit="km")}
    figure = draw({"points": [PLANT, KYIV], "areas": [area]})
    for drawing in (figure.wide, figure.narrow):
        plant, kyiv = of(drawing, "disc")
        apart = distance((51.389, 30.099), (50.45, 30.523))
        assert math.dist((plant.x, plant.y), (kyiv.x, kyiv.y)) / bar_of(drawing) == pytest.approx(apart, rel=0.002)
        (circle,) = of(drawing, "contours", "area")
        for edge in circle.lines[0]:
            assert math.dist((plant.x, plant.y), edge) / bar_of(drawing) == pytest.approx(30, rel=0.02)
    assert figure.table.rows[-1] == ("Plant", "51.389", "30.099", "30 km")
    assert plant.y < kyiv.y  # north is at the top
    assert plant.x < kyiv.x


def test_miles_are_drawn_as_long_as_they_are():
    radius = fact(Decimal(10), unit="miles")
    figure = draw({"points": [PLANT, KYIV], "areas": [{"around": "plant", "radius": radius}]})
    (circle,) = of(figure.wide, "contours", "area")
    disc = of(figure.wide, "disc")[0]
    assert math.dist((disc.x, disc.y), circle.lines[0][3]) / bar_of(figure.wide) == pytest.approx(16.09, rel=0.02)


def test_a_route_across_180_degrees_is_one_short_line():
    pair = [point(35.7, 139.7, "Tokyo", id="tokyo"), point(37.8, -122.4, "San Francisco", id="frisco")]
    figure = draw({"points": pair, "routes": [{"through": ["tokyo", "frisco"]}]})
    (route,) = of(figure.wide, "contours", "route")
    assert len(route.lines) == 1
    assert figure.table.rows[-1] == ("Tokyo – San Francisco", "", "", "")
    world = draw({"points": pair, "routes": [{"through": ["tokyo", "frisco"]}], "world": True, "extent": None})
    for line in of(world.wide, "contours", "route")[0].lines:
        assert all(math.dist(one, other) < 40 for one, other in pairwise(line))


def test_the_words_of_a_route_keep_off_the_places_on_it():
    stops = [
        point(51.04, 2.38, "Dunkirk", id="a"),
        point(48.84, 2.34, "Paris", id="b"),
        point(44.35, 2.57, "Rodez", id="c"),
    ]
    figure = draw({"points": stops, "routes": [{"label": "The north", "through": ["a", "b", "c"]}]})
    assert "The north" in words(figure.wide)
    assert "1" not in words(figure.wide)  # no number stands for a name where there is room


def test_words_without_room_become_numbers_with_a_key():
    near = [
        point(51.2 + number / 100, 7.1 + number / 300, f"The station of {number} long words") for number in range(20)
    ]
    figure = draw({"points": near})
    assert "20" in words(figure.narrow)
    assert "The station of 19 long words" in words(figure.narrow)
    is_sound(figure)


@settings(deadline=None, max_examples=8, phases=(Phase.explicit, Phase.generate))  # to shrink one takes minutes
@given(
    st.lists(st.tuples(st.integers(-89, 89), st.integers(-179, 179)), min_size=2, max_size=60, unique=True),
    st.integers(0, 2),
)
def test_words_never_meet_and_never_leave_the_map(places, spread):
    """Places all over the world, in a region, and in a town."""
    shrunk = [
        (50 + latitude / 20**spread / 2, 9 + longitude / 20**spread) if spread else (latitude, longitude)
        for latitude, longitude in places
    ]
    figure = draw({"points": [point(*place, f"Место {number} на карте") for number, place in enumerate(shrunk)]})
    is_sound(figure)
    for drawing in (figure.wide, figure.narrow):
        areas = [area_of(label) for label in of(drawing, "label")]
        for disc in of(drawing, "disc"):
            assert not any(area.holds(Area(disc.x, disc.y, disc.x, disc.y)) for area in areas)


def test_words_keep_off_lines_where_they_can():
    bounds, road = Area(0, 0, 300, 200), ((100, 100), (300, 100))
    (beside,) = called_out([Callout((100, 100), ("Here",))], bounds)
    (off,) = called_out([Callout((100, 100), ("Here",))], bounds, [road])
    assert beside.area.left > 100 > beside.area.top  # at the right of its thing, where the road begins
    assert off.area.right < 100


def test_a_record_with_coordinates_is_a_place():
    tower = event("tower", None, title="The tower")
    tower.fields.update(latitude=48.86, longitude=2.29)
    figure = draw({"records": [tower], "points": [point(48.85, 2.35, "The cathedral")]})
    assert ("The tower", "48.86", "2.29", "") in figure.table.rows


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"points": [point(fact(Decimal(91)), 0), KYIV]}, "is 91; on the Earth"),
        ({"points": [point(fact(None), 0), KYIV]}, "must be a number of degrees"),
        ({"points": [KYIV] * 61}, "61 places"),
        ({"points": [KYIV, {**PLANT, "id": "kyiv"}]}, "Two points have the id"),
        ({"points": [KYIV, PLANT], "routes": [{"through": ["kyiv", "kyiv"]}]}, "stays in one place"),
        ({"points": [KYIV, PLANT], "routes": [{}]}, "needs either"),
        ({"points": [KYIV, PLANT], "areas": [{"around": "kyiv"}]}, "needs either"),
        ({"routes": [{"line": [(95, 0), (0, 0)]}]}, "latitude 95"),
        (
            {"points": [KYIV, PLANT], "areas": [{"around": "kyiv", "radius": fact(Decimal(0), unit="km")}]},
            "more than 0",
        ),
    ],
)
def test_what_cannot_be_drawn(data, says):
    with pytest.raises(Fault, match=says):
        draw(data)


def test_where_no_shore_is_to_be_seen_a_smaller_map_shows_where_that_is():
    inland, coast = draw({"points": [PLANT, KYIV]}), draw({"points": [KYIV, point(46.48, 30.73)]})
    assert [len(of(inland.wide, "box", "frame")), len(of(coast.wide, "box", "frame"))] == [2, 1]
    for drawing in (inland.wide, inland.narrow):
        land, inset = of(drawing, "contours", "land")[-1], of(drawing, "box", "frame")[-1]
        mark = of(drawing, "box", "thing")[0]
        assert len(land.lines) > 1, "no shore"
        assert mark.x + mark.width / 2 == pytest.approx(inset.x + inset.width / 2, abs=0.1)
        assert inset.y + inset.height <= drawing.height
