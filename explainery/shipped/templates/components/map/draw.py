"""A map: places, the shortest ways between them, and areas, on the land of the Earth."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Area,
    Box,
    Callout,
    Contours,
    Data,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Line,
    Placed,
    Point,
    Shape,
    Table,
    Trace,
    called_out,
    dot,
    keyed,
    px,
    quantity,
    say_number,
    wrapped,
)
from explainery.draw.earth import (
    RADIUS,
    Azimuthal,
    Conic,
    Coordinates,
    EqualEarth,
    Projection,
    View,
    circle,
    distance,
    great_circle,
    projection_for,
    view_of,
)

MOST = 60
"""The most places; the words of more find no room."""

_SHAPE: Mapping[float, tuple[float, float]] = {WIDE: (0.42, 0.75), NARROW: (0.8, 1.3)}
_MARGIN: Mapping[float, float] = {WIDE: 44, NARROW: 24}
_ROOM: Mapping[float, float] = {WIDE: 170, NARROW: 104}
_MARK: Mapping[float, float] = {WIDE: 5, NARROW: 4.5}
_BAR: Mapping[float, float] = {WIDE: 180, NARROW: 90}
_INSET: Mapping[float, float] = {WIDE: 110, NARROW: 90}
_AROUND = 3000  # kilometres that the inset shows in each direction, where the map is not too large for that
_SPOT = 6  # pixels; the mark of the map in it is no smaller
_REACH = 60  # pixels that words may lie from their place; beyond, numbers are easier to read
_APART = 24  # pixels that the words of a way are set from places on it
_NEXT = 0.001  # kilometres; two places that lie nearer are one
_LEAST = 0.01  # kilometres across; no map of less
_GRID = 20  # degrees across, from which meridians and parallels are drawn
_STEPS = (5, 10, 15, 30)  # degrees between them
_LINES = 7  # of each at most


@dataclass(frozen=True, slots=True)
class _Place:
    """A point with its words."""

    id: str
    label: str
    at: Coordinates
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class _Way:
    """A route, or the edge of an area, with its words; `at` is where those lie best, `row` what the table says."""

    label: str
    line: tuple[Coordinates, ...]
    status: str
    at: Coordinates
    row: tuple[str, ...]


def draw(data: Data) -> Figure:
    """Return the map of `points`, `routes` and `areas`, as far as these reach, or in an `extent`, or of the `world`.

    One scale holds in the middle of the map, and equal parts of the drawing are equal areas of the Earth everywhere.
    Words stand beside what they name; where they have no room, numbers do, and the words below. Raises Fault.
    """
    places = tuple(_places(data))
    _apart(places)
    by_id = {place.id: place for place in places if place.id}
    routes = tuple(_route(route, by_id) for route in data.get("routes") or ())
    areas = tuple(_area(area, by_id, data) for area in data.get("areas") or ())
    shown = [place.at for place in places] + [at for way in (*routes, *areas) for at in way.line]
    edge = _edge(data, shown)
    projection = EqualEarth(_middle(shown)) if data.get("world") else projection_for(edge)
    content = (places, routes, areas)
    return Figure(
        wide=_drawn(WIDE, projection, edge, content, data),
        narrow=_drawn(NARROW, projection, edge, content, data),
        table=Table(("name", "latitude", "longitude", "note"), tuple(_rows(*content))),
        values={
            "projection": {
                Conic: data.words.gettext("Albers conic equal-area projection"),
                EqualEarth: data.words.gettext("Equal Earth projection"),
            }.get(type(projection), data.words.gettext("Lambert azimuthal equal-area projection")),
            "latitude": _latitude(projection.middle[0], data),
        },
    )


def _latitude(degrees: float, data: Data) -> str:
    """Return a latitude as maps say it, to the degree: `46° N`."""
    whole = f"{abs(degrees):.0f}"
    if whole == "0":
        return "0°"
    if degrees > 0:
        return data.words.gettext("%(degrees)s°\u00a0N", degrees=whole)
    return data.words.gettext("%(degrees)s°\u00a0S", degrees=whole)


def _places(data: Data) -> Iterator[_Place]:
    """Yield the points of the block, and the records of a component that chooses some. Raises Fault."""
    rows = list(data.get("points") or ())
    rows += ({**one.fields, "label": _name(one.fields) or one.id} for one in data.get("records") or ())
    if len(rows) > MOST:
        message = f"There are {len(rows):,} places; a map shows at most {MOST}."
        raise Fault(message, "points", hint="Leave out those that the claim does not need.")
    for row in rows:
        label = str(row["label"])
        at = (_degrees(row, "latitude", 90, label), _degrees(row, "longitude", 180, label))
        yield _Place(row.get("id") or "", label, at, row.get("status") or "documented", row.get("note") or "")


def _name(fields: Mapping[str, Any]) -> Any:
    return fields.get("label") or fields.get("title") or fields.get("name")


def _degrees(row: Mapping[str, Any], name: str, most: float, label: str) -> float:
    """Return a coordinate, typed or held by a fact. Raises Fault."""
    value = row.get(name)
    fact = value if isinstance(value, Fact) else None
    number = fact.value if fact else value
    try:
        degrees = float(number)  # type: ignore[arg-type] # a day is no number, and is told so below
    except (TypeError, ValueError):
        message = f"The `{name}` of “{label}” must be a number of degrees."
        raise Fault(message, "points", fact.place if fact else None, "Write decimal degrees: `45.96`.") from None
    if not -most <= degrees <= most:
        message = (
            f"The `{name}` of “{label}” is {degrees:g}; on the Earth it lies between -{most:g} and {most:g} degrees."
        )
        raise Fault(message, "points", fact.place if fact else None, "Correct it, or name another fact.")
    return degrees


def _apart(places: Sequence[_Place]) -> None:
    """Raise Fault where two places are one, or two have one id."""
    for at, one in enumerate(places):
        for other in places[:at]:
            if distance(one.at, other.at) < _NEXT:
                message = f"“{other.label}” and “{one.label}” lie in the same place, so one would hide the other."
                raise Fault(message, f"points.{at}.label", hint="Make one point of both, or correct one.")
            if one.id and one.id == other.id:
                message = f"Two points have the id `{one.id}`."
                raise Fault(message, f"points.{at}.id", hint="Give each an id of its own.")


def _route(route: Mapping[str, Any], places: Mapping[str, _Place]) -> _Way:
    """Return a route. Raises Fault."""
    through, line = route.get("through") or (), route.get("line") or ()
    if bool(through) == bool(line):
        message = "A route needs either `through`, ids of points, or `line`, pairs of latitude and longitude."
        raise Fault(message, "routes", hint="Write one of the two.")
    if through:
        found = [_named(name, places, "routes") for name in through]
        stops, said = [place.at for place in found], " – ".join(place.label for place in found)
    else:
        stops, said = _pairs(line, "routes"), ""
    for one, other in pairwise(stops):
        if distance(one, other) < _NEXT:
            message = "A route stays in one place: two of its stops that follow each other are the same."
            raise Fault(message, "routes", hint="Leave one of them out.")
    whole = great_circle(stops)
    label = route.get("label") or ""
    row = (label or said, "", "", said if label else "")
    return _Way(label, whole, route.get("status") or "documented", whole[len(whole) // 2], row)


def _area(area: Mapping[str, Any], places: Mapping[str, _Place], data: Data) -> _Way:
    """Return the edge of an area. Raises Fault."""
    around, ring, label = area.get("around"), area.get("ring") or (), area.get("label") or ""
    status = area.get("status") or "documented"
    if bool(around) == bool(ring) or (around and area.get("radius") is None):
        message = "An area needs either `around`, the id of a point, and `radius`, or `ring`, pairs of coordinates."
        raise Fault(message, "areas", hint="Write one of the two.")
    if not around:
        corners = _pairs(ring, "areas")
        line = great_circle([*corners, corners[0]])
        middle = (sum(at[0] for at in corners) / len(corners), corners[0][1])
        return _Way(label, line, status, middle, (label, "", "", ""))
    place = _named(around, places, "areas")
    held = quantity(area["radius"], "radius")
    radius = held.to("km")
    if not 0 < radius < math.pi * RADIUS:
        message = (
            f"The circle around “{place.label}” has a radius of {radius:,.0f} km;"
            " it must be more than 0, and less than half the way around the Earth."
        )
        raise Fault(message, "areas", held.place, "Correct it, or name another fact.")
    line = circle(place.at, radius)
    said = _length(radius, data)
    return _Way(label, line, status, line[0], (label or place.label, *map(_plain, place.at), said))


def _named(name: str, places: Mapping[str, _Place], parameter: str) -> _Place:
    if name not in places:
        message = f"`{parameter}` names `{name}`, and no point has that id."
        known = ", ".join(f"`{one}`" for one in places)
        raise Fault(message, parameter, hint=f"The ids of points are {known}." if known else "Give a point that `id`.")
    return places[name]


def _pairs(pairs: Sequence[Sequence[Any]], parameter: str) -> list[Coordinates]:
    """Return pairs of latitude and longitude. Raises Fault."""
    found = []
    for latitude, longitude in pairs:
        if abs(float(latitude)) > 90:  # noqa: PLR2004 - degrees
            message = (
                f"`{parameter}` has the latitude {float(latitude):g}; on the Earth it lies between -90 and 90 degrees."
            )
            raise Fault(
                message, parameter, hint="The first number of a pair is the latitude, the second the longitude."
            )
        found.append((float(latitude), float(longitude)))
    return found


def _edge(data: Data, shown: Sequence[Coordinates]) -> list[Coordinates]:
    """Return the places that the map reaches to. Raises Fault where they are none, or all are one."""
    extent = data.get("extent")
    if extent:
        return _within(extent, shown)
    if not shown and not data.get("world"):
        message = "This map shows nothing."
        raise Fault(
            message, "points", hint="Write `points`, `routes` or `areas`; or what it shows: `extent`, or `world: true`."
        )
    if not data.get("world") and max(distance(shown[0], at) for at in shown) < _LEAST:
        message = "One place has no extent, so no scale follows from it."
        raise Fault(
            message,
            "extent",
            hint="Say what the map shows around it:\n\nextent: {south: …, north: …, west: …, east: …}",
        )
    return list(shown)


def _within(extent: Mapping[str, Any], shown: Sequence[Coordinates]) -> list[Coordinates]:
    """Return the edge of an extent, a point at every few degrees. Raises Fault where it holds nothing, or not all."""
    south, north, west, east = (float(extent[side]) for side in ("south", "north", "west", "east"))
    span = (east - west) % 360 or (360 if east != west else 0)
    if south >= north or not span:
        message = "This extent holds nothing: it must reach from `south` up to `north`, and from `west` to `east`."
        raise Fault(message, "extent")
    if any(not south <= at[0] <= north or (at[1] - west) % 360 > span for at in shown):
        message = "Something on this map lies outside its `extent`."
        raise Fault(
            message, "extent", hint="Make the extent larger, or leave it out: then the map reaches as far as needed."
        )
    steps = max(2, math.ceil(span / 5))
    rows = max(2, math.ceil((north - south) / 5))
    across = [west + span * step / steps for step in range(steps + 1)]
    up = [south + (north - south) * step / rows for step in range(rows + 1)]
    return [
        *((side, x) for side in (south, north) for x in across),
        *((y, side) for side in (west, west + span) for y in up),
    ]


def _middle(shown: Sequence[Coordinates]) -> float:
    """Return the longitude in the middle of a map of the world: Greenwich, or that of what lies across 180°."""
    far = [longitude for _, longitude in shown if abs(longitude) > 120]  # noqa: PLR2004
    return 170.0 if len(far) > len(shown) / 2 else 0.0


def _rows(places: Sequence[_Place], routes: Sequence[_Way], areas: Sequence[_Way]) -> Iterator[tuple[str, ...]]:
    for place in places:
        yield (place.label, *map(_plain, place.at), place.note)
    for way in (*routes, *areas):
        if any(way.row):
            yield way.row


def _plain(degrees: float) -> str:
    return f"{degrees:.6f}".rstrip("0").rstrip(".")


def _drawn(
    width: float,
    projection: Projection,
    edge: Sequence[Coordinates],
    content: tuple[Sequence[_Place], Sequence[_Way], Sequence[_Way]],
    data: Data,
) -> Drawing:
    """Return the map, below it scale and north, and below those the words of the numbers on it, if there are any."""
    places, routes, areas = content
    view = _view(width, projection, edge, exact=bool(data.get("extent")))
    shapes = list(_ground(view, borders=bool(data.get("borders"))))
    drawn = {way: view.line(way.line) for way in routes}
    edges = {way: view.surface(way.line) for way in areas}
    shapes += [Contours(edges[way], "area", status=way.status) for way in areas if edges[way]]
    shapes += [Contours(drawn[way], "route", closed=False, status=way.status) for way in routes if drawn[way]]
    spots = {place: view.at(place.at) for place in places}
    shapes += [dot(x, y, _MARK[width], "thing", place.status) for place, (x, y) in spots.items()]
    named = [(place.label, spots[place], _MARK[width] + 1) for place in places]
    for way in routes:
        named += [(way.label, _midway(drawn[way], spots.values()), 0.0)] if way.label and drawn[way] else []
    for way in areas:
        named += [(way.label, _upmost(edges[way]), 0.0)] if way.label and edges[way] else []
    lines = [line for pieces in (*drawn.values(), *edges.values()) for line in pieces]
    labels, key = _labels(view, named, lines)
    shapes += [shape for label in labels for shape in label.shapes()]
    lowest = max((label.area.bottom for label in labels), default=0.0)
    top = max(view.height, lowest)
    strip, foot = _strip(view, top, data)
    if not _has_shore(view):
        beside = (
            (view.width - _INSET[width]) / 2,
            top + 10,
        )  # between scale and north, or where that is too narrow below
        inset, foot = _inset(view, *(beside if width == WIDE else (1, foot + 4)))
        strip = (*strip, *inset)
    listed, foot = keyed(width, foot, key)
    return Drawing(width, px(foot), (*shapes, *strip, *listed))


def _view(width: float, projection: Projection, edge: Sequence[Coordinates], *, exact: bool) -> View:
    if isinstance(projection, EqualEarth):
        return view_of(projection, projection.rim(), width, (0, 1), _MARK[width] + 1)
    points = [projection(at) for at in edge]
    return view_of(projection, points, width, _SHAPE[width], _MARK[width] + 1 if exact else _MARGIN[width])


def _ground(view: View, *, borders: bool) -> Iterator[Shape]:
    """Yield water, a grid of degrees where the map is large, land, and its frame."""
    whole = isinstance(view.projection, EqualEarth)
    rim = view.plane(view.projection.rim()) if isinstance(view.projection, EqualEarth) else ()
    yield Contours((rim,), "water") if whole else Box(0, 0, view.width, px(view.height), "water")
    if grid := tuple(_graticule(view)):
        yield Contours(grid, "graticule", closed=False)
    if land := view.land():
        yield Contours(land, "land")
    if borders and (lines := view.borders()):
        yield Contours(lines, "border", closed=False)
    yield Contours((rim,), "frame") if whole else Box(0, 0, view.width, px(view.height), "frame")


def _has_shore(view: View, margin: float = 0.5) -> bool:
    """Say whether a shore lies in the view, so many pixels off its frame, so that readers see where it is."""
    if isinstance(view.projection, EqualEarth):
        return True
    right, foot = view.width - margin, view.height - margin
    return any(margin < x < right and margin < y < foot for line in view.land() for x, y in line)


def _inset(view: View, left: float, top: float) -> tuple[tuple[Shape, ...], float]:
    """Return a small map of a part of the Earth, as large as shores need, with the view as a mark; and its foot."""
    size, (west, low, east, high) = _INSET[view.width], view.box
    least = max(_AROUND, 2 * (east - west), 2 * (high - low))
    for reach in (least, 1.5 * least, 2.25 * least):
        around = view_of(Azimuthal(view.projection.middle), [(-reach, -reach), (reach, reach)], size, (1, 1))
        if _has_shore(around, size / 4):
            break
    land = tuple(tuple((px(left + x), px(top + y)) for x, y in line) for line in around.land())
    wide, tall = (max((end - start) * around.pixels, _SPOT) for start, end in ((west, east), (low, high)))
    x, y = px(left + (size - wide) / 2), px(top + (size - tall) / 2)
    mark: Shape = Box(x, y, px(wide), px(tall), "thing")
    if max(wide, tall) > 2 * _SPOT:
        mark = Contours((((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)),), "area")
    shapes: list[Shape] = [Box(px(left), px(top), size, size, "water")]
    shapes += [Contours(land, "land")] if land else []
    return (*shapes, Box(px(left), px(top), size, size, "frame"), mark), top + size


def _graticule(view: View) -> Iterator[tuple[Point, ...]]:
    """Yield meridians and parallels of round degrees, where the map is so large that meridians are not parallel."""
    degrees = view.width / view.scale / RADIUS * 180 / math.pi
    if degrees < _GRID:
        return
    step = next((step for step in _STEPS if degrees / step <= _LINES), _STEPS[-1])
    for longitude in range(-180, 180, step):
        yield from view.line([(latitude, longitude) for latitude in range(-90 + step, 91 - step, 2)])
    for latitude in range(-90 + step, 90, step):
        yield from view.line([(latitude, view.projection.middle[1] + turn) for turn in range(-178, 180, 2)])


def _labels(
    view: View, named: Sequence[tuple[str, Point, float]], lines: Sequence[Sequence[Point]]
) -> tuple[Sequence[Placed], Sequence[str]]:
    """Return words beside what they name and no key, or numbers there and the words as a key.

    Numbers that find no room on the map stand below it, at the end of a line. Raises Fault where even those do not.
    """
    room = Area(3, 3, view.width - 3, view.height - 3)
    words = [Callout(at, wrapped(label, _ROOM[view.width], "label", 3), clear) for label, at, clear in named]
    found = called_out(words, room, lines, _REACH)
    if found is not None:
        return found, ()
    numbers = [Callout(at, (str(number),), clear) for number, (_, at, clear) in enumerate(named, 1)]
    for below, strict in ((0, True), (60, True), (180, True), (180, False)):
        found = called_out(numbers, replace(room, bottom=room.bottom + below), lines, strict=strict)
        if found is not None:
            return found, tuple(label for label, _, _ in named)
    message = "The places of this map lie so close together that not even numbers find room beside them."
    raise Fault(message, "points", hint="Leave some out, or show a smaller part: `extent`.")


def _midway(pieces: Sequence[Sequence[Point]], spots: Collection[Point]) -> Point:
    """Return the point near the middle of a way at which no place leaves its words without room."""
    longest = max(pieces, key=len)
    halves = [((x + to_x) / 2, (y + to_y) / 2) for (x, y), (to_x, to_y) in pairwise(longest)]
    finer = [point for pair in zip(longest, (*halves, longest[-1]), strict=True) for point in pair]
    middle = len(longest) // 2 * 2
    free = [at for at, point in enumerate(finer) if all(math.dist(point, spot) > _APART for spot in spots)]
    return finer[min(free, key=lambda at: abs(at - middle), default=middle)]


def _upmost(pieces: Sequence[Sequence[Point]]) -> Point:
    return min((point for piece in pieces for point in piece), key=lambda point: point[1])


def _strip(view: View, foot: float, data: Data) -> tuple[tuple[Shape, ...], float]:
    """Return a scale bar of a round length and an arrow to the north, below what ends at `foot`; and where they end."""
    y, length = foot + 22, _round(_BAR[view.width] / view.scale)
    end = px(1 + length * view.scale)
    said = _length(length, data)
    north = view.width - 8
    shapes = (
        Line(1, px(y), end, px(y), "axis"),
        Line(1, px(y - 6), 1, px(y + 6), "axis"),
        Line(end, px(y - 6), end, px(y + 6), "axis"),
        Label(px(end + 8), px(y + 5), said, "tick"),
        Trace(
            ((north, px(y - 10)), (north + 6, px(y + 8)), (north, px(y + 4)), (north - 6, px(y + 8))),
            "thing",
            closed=True,
        ),
        Label(north - 12, px(y + 5), data.words.pgettext("on the arrow to the north", "N"), "tick", "end"),
    )
    return shapes, y + 14


def _length(kilometres: float, data: Data) -> str:
    """Return a length as the language of the page writes it: `200 km`, `500 m`."""
    if kilometres >= 1:
        return data.words.gettext("%(number)s km", number=say_number(kilometres, data.language))
    return data.words.gettext("%(number)s m", number=say_number(1000 * kilometres, data.language))


def _round(length: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20, 50 and so on that is at most so long."""
    power = 10.0 ** math.floor(math.log10(length))
    return next(step * power for step in (5, 2, 1) if step * power <= length)
