"""A plan of what meets what: boxes on a grid, lines between those that are joined. Not to scale, by intent."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Drawing,
    Fault,
    Figure,
    Group,
    Label,
    Line,
    Point,
    Shape,
    Table,
    cut,
    px,
    wrapped,
)

MOST = 24
"""The most boxes; more do not fit side by side."""

_GAP = {WIDE: (34, 56), NARROW: (0, 26)}
_PAD, _TOP, _LANE = 10, 46, 14
_LEAST_ROOM = 90


@dataclass(frozen=True, slots=True)
class _Part:
    """A box: its id, its place on the wide grid, its words, where its name leads and how sure its mark is."""

    id: str
    column: int
    row: int
    label: str
    note: str
    href: str | None
    mark: str | None
    ship: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a box lies, in pixels."""

    x: float
    y: float
    width: float
    height: float


def draw(data: Data) -> Figure:
    """Return boxes for the `parts`, frames round the `groups` of them, and lines for the `links`.

    A part with a `mark` has a bar in it that shows how sure that fact is; a `ship` is no part of the whole. Lengths
    mean nothing here. In the narrow drawing all boxes stand in one column. Raises Fault.
    """
    parts = tuple(_part(entry) for entry in data["parts"])
    names = [part.id for part in parts]
    places = [(part.column, part.row) for part in parts]
    if not 0 < len(parts) <= MOST:
        message = f"`parts` has {len(parts)} rows; this plan has room for 1 to {MOST}."
        raise Fault(message, "parts")
    if len(set(names)) < len(names) or len(set(places)) < len(places):
        message = "`parts` has two with one `id`, or two at one place."
        raise Fault(message, "parts")
    links = tuple(data.get("links") or ())
    groups = tuple(data.get("groups") or ())
    wanted = [(end, "links") for link in links for end in (link["from"], link["to"])]
    wanted += [(name, "groups") for group in groups for name in group["parts"]]
    for name, parameter in wanted:
        if name not in names:
            message = f"`{parameter}` names `{name}`, and no part has that `id`."
            raise Fault(message, parameter)
    return Figure(
        wide=_drawn(WIDE, parts, links, groups),
        narrow=_drawn(NARROW, parts, links, groups),
        table=Table(("part", "belongs_to", "remark", "meets"), tuple(_rows(parts, links, groups))),
    )


def _part(entry: Mapping[str, Any]) -> _Part:
    term, mark = entry.get("term"), entry.get("mark")
    return _Part(
        entry["id"],
        entry["column"],
        entry["row"],
        entry["label"],
        entry.get("note") or "",
        f"term:{term.id}" if term else None,
        mark.status if mark else None,
        bool(entry.get("ship")),
    )


def _rows(parts: tuple[_Part, ...], links: Any, groups: Any) -> list[tuple[str, ...]]:
    labels = {part.id: part.label for part in parts}
    rows: list[tuple[str, ...]] = []
    for part in parts:
        meets = [labels[link["to"]] for link in links if link["from"] == part.id]
        meets += [labels[link["from"]] for link in links if link["to"] == part.id]
        home = next((group["label"] for group in groups if part.id in group["parts"]), "")
        rows.append((part.label, home, part.note, ", ".join(meets)))
    return rows


def _drawn(width: float, parts: tuple[_Part, ...], links: Any, groups: Any) -> Drawing:
    """Return the frames, then the lines, then the boxes over them."""
    places = _grid(parts) if width == WIDE else _column(parts, links, groups)
    shapes: list[Shape] = []
    for group in groups:
        shapes += _frame([places[name] for name in group["parts"]], group["label"])
    for lane, link in enumerate(links):
        first, second = places[link["from"]], places[link["to"]]
        way = _straight(first, second) if width == WIDE else _around(first, second, lane)
        shapes += _joined(way, arrow=bool(link.get("arrow")))
    for part in parts:
        shapes += _box(part, places[part.id])
    foot = max(place.y + place.height for place in places.values()) + _PAD + 2
    return Drawing(width, px(foot), tuple(shapes))


def _grid(parts: tuple[_Part, ...]) -> dict[str, _Place]:
    """Return the places of the wide drawing: columns of one width, rows as high as the highest box in them."""
    across, down = _GAP[WIDE]
    columns = max(part.column for part in parts)
    width = (WIDE - 2 * _PAD - across * (columns - 1)) / columns
    tops, y = {}, float(_TOP)
    for row in sorted({part.row for part in parts}):
        tops[row] = (y, max(_height(part, width) for part in parts if part.row == row))
        y += tops[row][1] + down
    return {
        part.id: _Place(_PAD + (part.column - 1) * (width + across), tops[part.row][0], width, tops[part.row][1])
        for part in parts
    }


def _column(parts: tuple[_Part, ...], links: Any, groups: Any) -> dict[str, _Place]:
    """Return the places of the narrow drawing: one below the other, a lane for each line at the right of them."""
    width = max(_LEAST_ROOM, NARROW - 2 * _PAD - 6 - _LANE * len(links))
    first = {group["parts"][0] for group in groups}
    last = {group["parts"][-1] for group in groups}
    places, y = {}, 6.0
    for part in parts:
        y += _TOP - 16 if part.id in first else 0
        places[part.id] = _Place(_PAD, y, width, _height(part, width))
        y += places[part.id].height + _GAP[NARROW][1] + (_PAD if part.id in last else -8)
    return places


def _height(part: _Part, width: float) -> float:
    return 34 + 19 * len(_note(part, width)) + (14 if part.mark else 0)


def _note(part: _Part, width: float) -> tuple[str, ...]:
    return wrapped(part.note, width - 20, "tick", 4) if part.note else ()


def _frame(places: list[_Place], label: str) -> tuple[Shape, ...]:
    left, top = min(place.x for place in places) - _PAD, min(place.y for place in places) - _PAD
    right = max(place.x + place.width for place in places) + _PAD
    bottom = max(place.y + place.height for place in places) + _PAD
    return (
        Box(px(left), px(top), px(right - left), px(bottom - top), "frame"),
        Label(px(left), px(top - 8), cut(label, right - left), "label"),
    )


def _box(part: _Part, place: _Place) -> tuple[Shape, ...]:
    """Return a box with its words; the whole of it leads to the glossary, where the part is a term."""
    x, y = place.x, place.y
    shapes: list[Shape] = [
        Box(px(x), px(y), px(place.width), px(place.height), "ship" if part.ship else "room"),
        Label(px(x + 10), px(y + 23), cut(part.label, place.width - 20), "label"),
    ]
    if part.mark:
        shapes.append(Box(px(x + 10), px(y + 32), px(place.width - 20), 9, "accent", part.mark))
    y += 14 if part.mark else 0
    words = [Label(px(x + 10), px(y + 43 + 19 * at), line, "tick") for at, line in enumerate(_note(part, place.width))]
    return (Group((*shapes, *words), href=part.href),)


def _straight(first: _Place, second: _Place) -> tuple[Point, ...]:
    """Return the way between two boxes of the grid, from side to side where they are neighbours in a row."""
    middles = [(place.x + place.width / 2, place.y + place.height / 2) for place in (first, second)]
    if first.y == second.y:
        left, right = sorted((first, second), key=lambda place: place.x)
        ends = ((left.x + left.width, middles[0][1]), (right.x, middles[0][1]))
        return ends if left is first else ends[::-1]
    upper, lower = sorted((first, second), key=lambda place: place.y)
    ends = ((middles[0][0], upper.y + upper.height), (middles[1][0], lower.y))
    return ends if upper is first else ((middles[0][0], lower.y), (middles[1][0], upper.y + upper.height))


def _around(first: _Place, second: _Place, lane: int) -> tuple[Point, ...]:
    """Return the way between two boxes of the column, through a lane at their right."""
    right = first.x + first.width
    x = right + _PAD + 6 + lane * _LANE
    ends = [place.y + min(place.height - 8, 20 + lane * 12) for place in (first, second)]
    return ((right, ends[0]), (x, ends[0]), (x, ends[1]), (right, ends[1]))


def _joined(way: tuple[Point, ...], *, arrow: bool) -> tuple[Shape, ...]:
    """Return a line along a way, with an arrow head of 8 px at its end if it leads somewhere."""
    shapes = [Line(px(a[0]), px(a[1]), px(b[0]), px(b[1]), "series-1") for a, b in itertools.pairwise(way)]
    if arrow:
        (x0, y0), (x, y) = way[-2:]
        length = max(1.0, abs(x - x0) + abs(y - y0))
        back, side = ((x0 - x) / length * 8, (y0 - y) / length * 8), ((y0 - y) / length * 6, (x0 - x) / length * 6)
        for turn in (-1, 1):
            head = (x + back[0] + turn * side[0], y + back[1] + turn * side[1])
            shapes.append(Line(px(head[0]), px(head[1]), px(x), px(y), "series-1"))
    return tuple(shapes)
