"""Boxes and links between them, in rows, with the links in the room between rows and columns."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Circle,
    Data,
    Drawing,
    Fault,
    Figure,
    Label,
    Point,
    Shape,
    Table,
    Trace,
    ordered,
    px,
    ranked,
    width_of,
    wrapped,
)

MOST = 60
"""The most boxes; a plan of more cannot be read."""

_COLUMNS: Mapping[float, int] = {WIDE: 4, NARROW: 1}
_PITCH = 250  # pixels from one column to the next, at most
_GUTTER = 44  # pixels between two columns, and on the right of the last, where links lead up and down
_LANE = 7  # pixels between two links side by side
_PAD, _BAR = 9, 4  # around words in a box; the bar of its group
_TRACK, _SAID = 9, 22  # how high the room of a link is where it leads across, without and with words
_ARROW = 5


@dataclass(frozen=True, slots=True)
class _Node:
    id: str
    label: str
    note: str
    group: str
    status: str


@dataclass(frozen=True, slots=True)
class _Link:
    start: str
    end: str
    label: str
    both: bool
    status: str


@dataclass(slots=True)
class _Room:
    """What leads across between two rows, from the top: tracks of links, each so high. Lines lie in their middles."""

    heights: list[float] = field(default_factory=list)

    def track(self, height: float) -> int:
        """Return the number of one more track."""
        self.heights.append(height)
        return len(self.heights) - 1

    def middle(self, number: int) -> float:
        """Return how far below its beginning a track has its line."""
        return sum(self.heights[:number]) + self.heights[number] - _TRACK / 2 + 6

    @property
    def height(self) -> float:
        """Return how high the room is, with some air above and an arrow below."""
        return sum(self.heights) + 20 if self.heights else 14.0


def draw(data: Data) -> Figure:
    """Return the `boxes` in rows, and `links` that lead from the foot of one to the head of another.

    Links lead down the page where they can. Narrow, all boxes stand below each other. Raises Fault.
    """
    nodes = {
        one["id"]: _Node(
            one["id"], one["label"], one.get("note") or "", one.get("group") or "", one.get("status") or "documented"
        )
        for one in data["boxes"]
    }
    if len(nodes) < len(data["boxes"]) or len(nodes) > MOST:
        message = (
            "Two boxes have one `id`."
            if len(nodes) < len(data["boxes"])
            else f"There are {len(nodes)} boxes; a plan shows at most {MOST}."
        )
        raise Fault(message, "boxes", hint="Give each box an id of its own, and show no more than can be read.")
    links = _links(data, nodes)
    ranks = _ranks(nodes, links, strict=bool(data["order"]))
    pairs = [(link.start, link.end) for link in links]
    rows = ordered(ranks, pairs)
    columns = min(_COLUMNS[WIDE], max(len(row) for row in rows))
    wide = _given(data) or [part for row in rows for part in _parts(row, columns)]
    narrow = [{0: name} for row in rows for name in row]
    leads = {
        name: [
            nodes[link.end].label + (f" ({link.label})" if link.label else "") for link in links if link.start == name
        ]
        for name in nodes
    }
    table = tuple((node.label, node.group, node.note, "; ".join(leads[node.id])) for node in nodes.values())
    return Figure(
        wide=_drawn(WIDE, nodes, links, wide),
        narrow=_drawn(NARROW, nodes, links, narrow),
        table=Table(("name", "group", "note", "leads_to"), table),
    )


def _links(data: Data, nodes: Mapping[str, _Node]) -> tuple[_Link, ...]:
    """Return the links. Raises Fault where one leads nowhere, to itself, or is there twice."""
    found: dict[tuple[str, str], _Link] = {}
    for number, one in enumerate(data["links"] or ()):
        for side in ("from", "to"):
            if one[side] not in nodes:
                message = f"No box has the id `{one[side]}`."
                known = ", ".join(f"`{name}`" for name in nodes)
                raise Fault(message, f"links.{number}.{side}", hint=f"The boxes are {known}.")
        pair = (one["from"], one["to"])
        if one["from"] == one["to"] or pair in found:
            where = "itself" if pair[0] == pair[1] else f"`{pair[1]}`, as an earlier one does"
            message = f"This link leads from `{pair[0]}` to {where}."
            raise Fault(message, f"links.{number}.to", hint="Leave it out, or name another box.")
        found[pair] = _Link(*pair, one.get("label") or "", bool(one.get("both")), one.get("status") or "documented")
    return tuple(found.values())


def _ranks(nodes: Mapping[str, _Node], links: Sequence[_Link], *, strict: bool) -> dict[str, int]:
    """Return the row of each box. Of a circle, the last link leads back up. Raises Fault where that may not be."""
    pairs = [(link.start, link.end) for link in links]
    while True:
        try:
            return ranked(nodes, pairs)
        except Circle as circle:
            names = circle.names
            if strict:
                message = f"These links lead in a circle: {' – '.join(nodes[name].label for name in names)}."
                raise Fault(
                    message, "links", hint="Leave one out; or say `order: false` where nothing has to come first."
                ) from None
            last = max(
                (pairs.index(pair) for pair in pairwise(names) if pair in pairs),
                default=len(pairs) - 1,
            )
            pairs.pop(last)


def _parts(row: Sequence[str], most: int) -> list[dict[int, str]]:
    """Return a row in parts that are not too long, each with its columns, in the middle."""
    count = math.ceil(len(row) / most)
    each = math.ceil(len(row) / count)
    parts = [row[at : at + each] for at in range(0, len(row), each)]
    return [{(most - len(part)) // 2 + at: name for at, name in enumerate(part)} for part in parts]


def _given(data: Data) -> list[dict[int, str]] | None:
    """Return the rows with the places that the writer gave; None where there are none. Raises Fault."""
    places = {one["id"]: one.get("at") for one in data["boxes"]}
    if not any(places.values()):
        return None
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    for number, (name, at) in enumerate(places.items()):
        if not at:
            message = f"The box `{name}` has no place, and others have."
            raise Fault(message, f"boxes.{number}.id", hint="Write `at: [column, row]` for all boxes, or for none.")
        column, row = int(at[0]) - 1, int(at[1]) - 1
        if column >= _COLUMNS[WIDE] or column in rows[row]:
            message = (
                f"Column {column + 1} of row {row + 1} is taken."
                if column in rows[row]
                else f"There are {_COLUMNS[WIDE]} columns, and this box is in column {column + 1}."
            )
            raise Fault(message, f"boxes.{number}.at", hint="Give it another column or row.")
        rows[row][column] = name
    return [rows[row] for row in sorted(rows)]


def _drawn(
    width: float, nodes: Mapping[str, _Node], links: Sequence[_Link], rows: Sequence[Mapping[int, str]]
) -> Drawing:
    """Return boxes in a grid, and links that lead around them."""
    columns = max(max(row) for row in rows) + 1
    pitch = min(width / columns, max(_PITCH, width / _COLUMNS[width]))
    room, side = pitch - _GUTTER, (width - columns * pitch) / 2
    words = {name: _words(node, room) for name, node in nodes.items()}
    high = [max(_PAD * 2 + sum(step for step, _, _ in words[name]) for name in row.values()) for row in rows]
    at = {name: (row, column) for row, one in enumerate(rows) for column, name in one.items()}
    ways = _ways(links, at, columns)
    rooms = [_Room() for _ in range(len(rows) + 1)]
    tracks: dict[_Link, tuple[int, ...]] = {}
    for link, way in ways.items():  # a link out of its room first; then, nearer to where it ends, with its words
        leaving = (rooms[way.below].track(_TRACK),) if way.gutter is not None else ()
        lines = _said(link, width)
        tracks[link] = (*leaving, rooms[way.above].track(_TRACK + 18 * len(lines)))
    starts = [0.0]
    for one, row_high in zip(rooms, (*high, 0.0), strict=True):
        starts.append(starts[-1] + one.height + row_high)
    tops = [start + one.height for start, one in zip(starts, rooms, strict=False)]
    doors = _doors(links, at, pitch, room)
    lanes = _lanes(ways)
    shapes: list[Shape] = []
    said: list[Label] = []
    for link, way in ways.items():
        (row, _), (end, _) = at[link.start], at[link.end]
        x, to_x = (side + door for door in doors[link])
        entry = starts[way.above] + rooms[way.above].middle(tracks[link][-1])
        points: list[Point] = [(x, tops[row] + high[row])]
        if way.gutter is not None:
            leave = starts[way.below] + rooms[way.below].middle(tracks[link][0])
            lane = side + (way.gutter + 1) * pitch - _GUTTER / 2 + lanes[link]
            points += [(x, leave), (lane, leave), (lane, entry)]
        else:
            points.append((x, entry))
        points += [(to_x, entry), (to_x, tops[end])]
        shapes.append(Trace(tuple((px(a), px(b)) for a, b in points), "link", status=link.status))
        shapes.append(_arrow(to_x, tops[end], 1))
        if link.both:
            shapes.append(_arrow(x, tops[row] + high[row], -1))
        said += _label(_said(link, width), points[-2], points[-3], entry, width)
    groups = dict.fromkeys(node.group for node in nodes.values() if node.group)
    colours = {group: f"series-{number % 4 + 1}" for number, group in enumerate(groups)}
    for name, (row, column) in at.items():
        left = side + column * pitch
        shapes += _box(nodes[name], words[name], (left, tops[row], room, high[row]), colours)
    foot = starts[-1] if rooms[-1].heights else tops[len(rows) - 1] + high[-1] + 2
    return Drawing(width, px(foot), (*shapes, *said))


@dataclass(frozen=True, slots=True)
class _Way:
    """How a link leads: out into the room `below` its start, by a gutter if need be, and in from the room `above`."""

    below: int
    above: int
    gutter: int | None


def _ways(links: Sequence[_Link], at: Mapping[str, tuple[int, int]], columns: int) -> dict[_Link, _Way]:
    found = {}
    for link in links:
        (row, column), (to_row, to_column) = at[link.start], at[link.end]
        if to_row == row + 1:
            found[link] = _Way(row + 1, to_row, None)
        else:
            found[link] = _Way(
                row + 1, to_row, min(max(column, to_column), columns - 1) if column != to_column else column
            )
    return found


def _doors(
    links: Sequence[_Link], at: Mapping[str, tuple[int, int]], pitch: float, room: float
) -> dict[_Link, tuple[float, float]]:
    """Return where across each link leaves its box and enters the other, side by side, sorted by where they lead."""
    found: dict[_Link, list[float]] = {link: [0.0, 0.0] for link in links}
    for side in (0, 1):
        by_box: dict[str, list[_Link]] = defaultdict(list)
        for link in links:
            by_box[link.end if side else link.start].append(link)
        for name, some in by_box.items():
            some.sort(key=lambda link: at[link.start if side else link.end][::-1])
            for number, link in enumerate(some, 1):
                share = number / (len(some) + 1)
                if not _straight(link, links, at):  # out on the left and in on the right, so that no two share a line
                    share = share / 2 + (0.5 if side else 0.0)
                found[link][side] = at[name][1] * pitch + room * share
    return {link: (start, end) for link, (start, end) in found.items()}


def _straight(link: _Link, links: Sequence[_Link], at: Mapping[str, tuple[int, int]]) -> bool:
    """Say whether a link leads straight down to the next box, the only one out of its start and into its end."""
    (row, column), (to_row, to_column) = at[link.start], at[link.end]
    alone = all(other is link or (other.start != link.start and other.end != link.end) for other in links)
    return alone and to_row == row + 1 and to_column == column


def _lanes(ways: Mapping[_Link, _Way]) -> dict[_Link, float]:
    """Return how far from the middle of its gutter each link leads up or down it."""
    gutters: dict[int, list[_Link]] = defaultdict(list)
    for link, way in ways.items():
        if way.gutter is not None:
            gutters[way.gutter].append(link)
    found = {}
    for some in gutters.values():
        step = min(_LANE, (_GUTTER - 12) / len(some))
        for number, link in enumerate(some):
            found[link] = (number - (len(some) - 1) / 2) * step
    return found


def _said(link: _Link, width: float) -> tuple[str, ...]:
    return wrapped(link.label, min(width - 8, 180), "tick", 3) if link.label else ()


def _label(lines: Sequence[str], end: Point, start: Point, y: float, width: float) -> Iterable[Label]:
    """Return the words of a link above the line that leads across to where it ends, within the drawing."""
    wide = max((width_of(line, "tick") for line in lines), default=0.0)
    middle = min(max((end[0] + start[0]) / 2, wide / 2 + 2), width - wide / 2 - 2)
    for number, line in enumerate(reversed(lines)):
        yield Label(px(middle), px(y - 5 - 18 * number), line, "tick", "middle")


def _arrow(x: float, y: float, way: int) -> Trace:
    """Return a point that touches a box at its head (1) or its foot (-1)."""
    far = y - way * _ARROW * 1.8
    return Trace(((px(x), px(y)), (px(x - _ARROW), px(far)), (px(x + _ARROW), px(far))), "arrow", closed=True)


def _words(node: _Node, room: float) -> tuple[tuple[float, str, str], ...]:
    """Return the lines of a box: how high each is, its words, and their role."""
    inner = room - 2 * _PAD - _BAR
    return (
        *((18.0, line, "tick") for line in wrapped(node.group, inner, "tick", 2)),
        *((20.0, line, "label") for line in wrapped(node.label, inner, "label", 5)),
        *((18.0, line, "tick") for line in wrapped(node.note, inner, "tick", 9)),
    )


def _box(
    node: _Node,
    words: Sequence[tuple[float, str, str]],
    place: tuple[float, float, float, float],
    colours: Mapping[str, str],
) -> Iterable[Shape]:
    """Yield a box at a place (from the left, from the top, width, height) with its words, and the bar of its group."""
    left, top, room, high = place
    yield Box(px(left), px(top), px(room), px(high), "cell", node.status)
    if node.group:
        yield Box(px(left), px(top), _BAR, px(high), colours[node.group])
    y = top + (high - sum(step for step, _, _ in words)) / 2
    for step, line, role in words:
        y += step
        yield Label(px(left + _PAD + _BAR), px(y - 5), line, role)
