"""The Earth in the plane: projections, the land, great circles."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainery.draw.clipping import pieces, within
from explainery.draw.earth import Azimuthal, Conic, EqualEarth, circle, distance, great_circle, projection_for, view_of

# By PROJ 9.7 with +R=6371008.8 (laea, aea with the two parallels, eqearth), in km
BY_PROJ = [
    (Azimuthal((48, 11)), (0, 0), (-1335.618, -5106.265)),
    (Azimuthal((48, 11)), (40, -100), (-5664.523, 5022.616)),
    (Azimuthal((48, 11)), (-41.3, 174.8), (11537.831, 5202.184)),
    (Azimuthal((-33, 170)), (40, -100), (8561.495, 6024.966)),
    (Azimuthal((-33, 170)), (-41.3, 174.8), (401.784, -931.796)),
    (Azimuthal((-33, 170)), (71.2, 25.8), (-3298.136, 11399.644)),
    (Conic(24, 50, -96), (0, 0), (10407.682, 1725.654)),
    (Conic(24, 50, -96), (40, -100), (-337.066, 344.347)),
    (Conic(-50, -24, 130), (40, -100), (15156.670, -5051.080)),
    (Conic(-50, -24, 130), (-41.3, 174.8), (3576.005, -1330.429)),
    (EqualEarth(0), (40, -100), (-8490.799, 4935.118)),
    (EqualEarth(0), (71.2, 25.8), (1656.219, 7769.169)),
    (EqualEarth(150), (0, 0), (-14369.970, 0.000)),
    (EqualEarth(150), (-41.3, 174.8), (2088.339, -5079.334)),
]
LAND = (
    (48.9, 2.4),
    (51.2, 71.4),
    (-25, 134),
    (64, -150),
    (66, -172),
    (66, 178),
    (-89, 0),
    (-75, 60),
    (0, 22),
    (40, -100),
)
WATER = ((45, -35), (0, -160), (0, 179.9), (-60, -179.9), (89.9, 0), (35, 18), (41.5, 51), (-40, 100))
"""Places far from any shore; the last but one lies in the Caspian Sea, a hole in the land."""


@pytest.mark.parametrize(("projection", "place", "point"), BY_PROJ)
def test_projections_agree_with_another_program(projection, place, point):
    assert projection(place) == pytest.approx(point, abs=0.001)


@pytest.mark.parametrize("projection", [Azimuthal((30, -60)), Conic(24, 50, -96), EqualEarth(10)])
@settings(max_examples=20)
@given(st.floats(-70, 70), st.floats(-120, 0))
def test_areas_are_those_of_the_sphere(projection, latitude, longitude):
    step = 0.05
    corners = ((0, 0), (0, step), (step, step), (step, 0))
    points = [projection((latitude + up, longitude + along)) for up, along in corners]
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    area = abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairs)) / 2
    up = math.sin(math.radians(latitude + step)) - math.sin(math.radians(latitude))
    assert area == pytest.approx(6371.0088**2 * up * math.radians(step), rel=0.001)


@pytest.mark.parametrize(
    "projection",
    [
        *(EqualEarth(longitude) for longitude in (0, 170)),
        *(Azimuthal(middle) for middle in ((-41, -6), (-90, 0), (-48, -177))),
        *(Conic(south, north, longitude) for south, north, longitude in ((24, 50, -96), (-50, -24, 180))),
    ],
)
def test_land_is_land_and_sea_is_sea_wherever_the_map_is_cut(projection):
    """The middle of one map lies opposite land, so its rim is land; others have the pole in them, or beside the cut."""
    view = view_of(projection, [(-9e3, -9e3), (9e3, 9e3)], 3000, (1, 1))
    land = view.land()
    for places, kind in ((LAND, True), (WATER, False)):
        for place in places:
            at = view.at(place)
            if all(5 < side < 2995 for side in at):
                assert holds(land, at) is kind, place


def holds(lines, point):
    """Say whether a point lies within an odd number of lines."""
    x, y = point
    odd = False
    for line in lines:
        for (x1, y1), (x2, y2) in zip(line, (*line[1:], line[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                odd = not odd
    return odd


def test_great_circles_are_the_shortest_way():
    home, away = (40.74, -73.61), (48.96, 2.44)
    assert distance(home, away) == pytest.approx(5810.279, abs=0.001)
    way = great_circle([home, away])
    assert distance(way[len(way) // 2], (51.5816, -38.7844)) < 60  # there is a point at every degree
    assert sum(distance(one, other) for one, other in pairwise(way)) == pytest.approx(5810.279, abs=0.01)
    assert great_circle([(0, 0), (0, 180)])[90] == pytest.approx((90, 0))  # no one way is shortest: over the pole


def test_a_line_that_leaves_the_map_comes_in_on_the_other_side():
    way = great_circle([(35.7, 139.7), (37.8, -122.4)])
    west, east = EqualEarth(0).line(way)
    assert west[-1] == pytest.approx((-east[0][0], east[0][1]))
    for piece in (west, east):
        assert all(math.dist(one, other) < 200 for one, other in pairwise(piece))


@settings(max_examples=20)
@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(1, 19_000))
def test_all_points_of_a_circle_are_equally_far(latitude, longitude, radius):
    assert all(
        distance((latitude, longitude), at) == pytest.approx(radius, rel=1e-6)
        for at in circle((latitude, longitude), radius)
    )


@pytest.mark.parametrize(
    ("places", "kind", "middle"),
    [
        ([(46, 63), (51, 71)], Azimuthal, (48.5, 67)),
        ([(25, -80), (49, -124), (47, -68)], Conic, (37, -96)),
        ([(-36, 175), (21, -158)], Azimuthal, (-7.5, -170)),
        ([(70, 20), (72, -156), (70, 100)], Azimuthal, (83, 83)),
        ([(35, -117), (40, -4), (-35, 149)], EqualEarth, (2.5, 0)),
    ],
)
def test_a_projection_suits_the_region(places, kind, middle):
    found = projection_for(places)
    assert type(found) is kind
    assert distance(found.middle, middle) < 400 or kind is EqualEarth


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(-50, 150)), min_size=3, max_size=12))
def test_what_is_cut_lies_in_the_rectangle(points):
    box = (0, 10, 100, 90)
    for line in (within(points, box), *pieces(points, box)):
        for x, y in line:
            assert -1e-6 <= x <= 100 + 1e-6
            assert 10 - 1e-6 <= y <= 90 + 1e-6
    middle = (50.1, 50.3)
    part = within(points, box)
    assert holds([part] if part else [], middle) == holds([points], middle)
