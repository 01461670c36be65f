"""Spans on one axis, in rows: a bar as long as each, and a dot for a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Axis,
    Box,
    Data,
    Drawing,
    Fault,
    Figure,
    Label,
    Line,
    Scale,
    Shape,
    Span,
    Table,
    Trace,
    axis_of,
    dot,
    fitted,
    flags,
    inside,
    packed,
    px,
    thinned,
    width_of,
    wrapped,
)

MOST, MOST_SPANS, MOST_LINES = 60, 200, 20
_BAR, _LINE, _HEAD, _GAP, _EDGE = 18, 20, 18, 8, 14  # pixels
_NAMES, _LEAST = 190, 5  # pixels: the room for names in the wide drawing, and the shortest bar; below that is a dot
_TICKS: Mapping[float, int] = {WIDE: 9, NARROW: 5}
_LINES = 40


@dataclass(frozen=True, slots=True)
class _Bar:
    span: Span
    label: str
    status: str
    role: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class _Chart:
    lanes: tuple[tuple[str, tuple[_Bar, ...]], ...]
    lines: tuple[tuple[float, str], ...]
    axis: Axis
    first: float
    last: float


def draw(data: Data) -> Figure:
    """Return the `lanes` on one axis, and `lines` across all of them. Raises Fault."""
    lanes, lines = data["lanes"], data["lines"] or ()
    _few(lanes, "lanes", MOST)
    _few([span for lane in lanes for span in lane["spans"]], "lanes", MOST_SPANS, "spans")
    _few(lines, "lines", MOST_LINES)
    axis = axis_of(_values(lanes, lines), data["unit"] or "", data.language)
    rows = tuple(
        (lane["label"], tuple(_bar(span, f"lanes.{at}.spans.{number}", lane["label"], axis) for number, span in spans))
        for at, lane in enumerate(lanes)
        if (spans := list(enumerate(lane["spans"])))
    )
    marked = tuple(
        (axis.span(line["at"], None, f"lines.{at}", line["label"]), line["label"]) for at, line in enumerate(lines)
    )
    bars = [bar for _label, found in rows for bar in found]
    places = [end for span in (*(bar.span for bar in bars), *(span for span, _label in marked)) for end in _ends(span)]
    chart = _Chart(rows, tuple((span.begins, label) for span, label in marked), axis, min(places), max(places))
    if any(bar.is_open and bar.span.begins >= chart.last for bar in bars):
        message = "A span here goes on, and nothing on the axis comes after its beginning, so it has no length."
        raise Fault(message, "lanes", hint="Name in `lines` where the axis is to end, as in `{at: …, label: today}`.")
    table = [
        (lane, bar.label, *bar.span.cells[:1], "" if bar.is_open else bar.span.cells[1], bar.status)
        for lane, found in rows
        for bar in found
    ]
    return Figure(
        wide=_drawn(chart, WIDE),
        narrow=_drawn(chart, NARROW),
        table=Table(("lane", "label", "begins", "ends", "status"), tuple(table)),
        values={"statuses": " ".join(dict.fromkeys(bar.status for bar in bars if bar.status != "documented"))},
    )


def _few(found: Sequence[Any], parameter: str, most: int, what: str = "entries") -> None:
    if len(found) > most or (parameter == "lanes" and not found):
        message = f"`{parameter}` has {len(found):,} {what}; at most {most} can be drawn, and one at least."
        raise Fault(message, parameter, hint="Keep those that the claim is about, or draw them in several figures.")


def _values(lanes: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]]) -> list[tuple[Any, str]]:
    """Return all places on the axis, each with the parameter that it stands in."""
    spans = (
        (f"lanes.{at}.spans.{number}", span)
        for at, lane in enumerate(lanes)
        for number, span in enumerate(lane["spans"])
    )
    found = [(span[name], f"{where}.{name}") for where, span in spans for name in ("begins", "ends")]
    return [*found, *((line["at"], f"lines.{at}.at") for at, line in enumerate(lines))]


def _bar(span: Mapping[str, Any], where: str, lane: str, axis: Axis) -> _Bar:
    if span["open"] and span["ends"] is not None:
        message = f"A span of “{lane}” both goes on and ends."
        raise Fault(message, f"{where}.ends", hint="Delete `open`, or delete `ends`.")
    found = axis.span(span["begins"], span["ends"], where, span["label"] or lane)
    status = span["status"] or found.status or "documented"
    return _Bar(found, span["label"] or "", status, f"series-{span['series'] or 1}", bool(span["open"]))


def _ends(span: Span) -> tuple[float, float]:
    return span.begins, span.ends


# The drawing ----------------------------------------------------------------------------------------------------------


def _drawn(chart: _Chart, width: float) -> Drawing:
    """Return the lanes over their axis: names at the left, or, narrow, above each lane."""
    wide = width == WIDE
    left = min(_NAMES, max(width_of(name) for name, _bars in chart.lanes) + 16) if wide else 0.0
    ticks = chart.axis.ticks(chart.first, chart.last, _TICKS[width])
    scale = fitted(ticks[0][0], max(ticks[-1][0], chart.last), left + _EDGE, width - _EDGE)
    shapes: list[Shape] = []
    head, top = _head(chart, scale, width)
    y = top
    for name, bars in chart.lanes:
        shapes.append(Line(0, px(y), width, px(y), "grid"))
        y += _GAP
        words = wrapped(name, (left if wide else width) - 4, "label", _LINES)
        for at, line in enumerate(words):
            shapes += _on_ground(Label(0, px(y + 15 + at * _LINE), line), [scale(x) for x, _words in chart.lines])
        below = y + len(words) * _LINE
        drawn, foot = _lane(bars, chart, scale, (left, width), y if wide else below + 2)
        shapes += drawn
        y = max(below, foot) + _GAP
    return Drawing(width, px(y + 46), (*_grid(ticks, chart, scale, width, (top, y)), *head, *shapes))


def _lane(
    bars: Sequence[_Bar], chart: _Chart, scale: Scale, sides: tuple[float, float], top: float
) -> tuple[list[Shape], float]:
    """Return the bars of a lane in as many rows as they need, and where they end."""
    placed = [_placed(bar, chart, scale, sides) for bar in bars]
    rows = packed([reach for reach, _shapes, _lines in placed], 6)
    shapes: list[Shape] = []
    y = top
    for row in range(max(rows) + 1):
        mine = [one for one, at in zip(placed, rows, strict=True) if at == row]
        lines = max(lines for _reach, _shapes, lines in mine)
        for _reach, drawn, above in mine:
            shapes += [_moved(shape, y + (lines - above) * _LINE) for shape in drawn]
        y += lines * _LINE + _BAR + 6
    return shapes, y - 6


def _placed(
    bar: _Bar, chart: _Chart, scale: Scale, sides: tuple[float, float]
) -> tuple[tuple[float, float], list[Shape], int]:
    """Return a bar with its words as if it were at the top: how far both reach, and how many lines stand above it."""
    first, last = scale(bar.span.begins), scale(chart.last if bar.is_open else bar.span.ends)
    low, high = sides[0] + 2, sides[1] - 2
    words = width_of(bar.label)
    is_dot = last - first < _LEAST
    start, end = ((first + last) / 2 - 5, (first + last) / 2 + 5) if is_dot else (first, last)
    if not bar.label:
        return (start, end), _mark(bar, first, last, 0), 0
    if not is_dot and words + 12 + (_BAR / 2 if bar.is_open else 0) <= end - start:
        role = "on" if bar.status == "documented" else "label"
        return (start, end), [*_mark(bar, first, last, 0), *_inside(bar, start, words, role)], 0
    beside = [(end + 6, end + 6 + words), (start - 6 - words, start - 6)]
    free = [one for one in beside if low <= one[0] and one[1] <= high]
    lines_at = [scale(at) for at, _words in chart.lines]
    if free:
        left, right = min(free, key=lambda one: _crossed(one[0], one[1], lines_at))
        words_beside = _on_ground(Label(px(left), 14, bar.label), lines_at)
        return (min(start, left), max(end, right)), [*_mark(bar, first, last, 0), *words_beside], 0
    lines = wrapped(bar.label, high - low, "label", _LINES)
    long = max(width_of(line) for line in lines)
    x = max(low, min(start, high - long))
    labels = [
        shape for at, line in enumerate(lines) for shape in _on_ground(Label(px(x), 14 + at * _LINE, line), lines_at)
    ]
    reach = (min(start, x), max(end, x + long))
    return reach, [*_mark(bar, first, last, len(lines) * _LINE), *labels], len(lines)


def _crossed(left: float, right: float, lines: Sequence[float]) -> bool:
    return any(left - 2 < x < right + 2 for x in lines)


def _on_ground(label: Label, lines: Sequence[float]) -> list[Shape]:
    """Return words, which begin at their place, on a ground of their own where a line would cross them."""
    wide = width_of(label.text)
    if not _crossed(label.x, label.x + wide, lines):
        return [label]
    return [Box(label.x, px(label.y - 13), px(wide), _BAR - 2, "ground"), label]


def _inside(bar: _Bar, start: float, words: float, role: str) -> list[Shape]:
    """Return the words in a bar; on one that is not plainly filled they have a ground of their own."""
    ground = [] if role == "on" else [Box(px(start + 3), 2, px(words + 6), _BAR - 4, "ground")]
    return [*ground, Label(px(start + 6), 14, bar.label, role)]


def _mark(bar: _Bar, first: float, last: float, y: float) -> list[Shape]:
    """Return a bar at a height; a dot, where it would be too short to be seen; with a point, where it goes on."""
    if last - first < _LEAST:
        return [dot((first + last) / 2, y + _BAR / 2, 5, bar.role, bar.status)]
    if bar.is_open:
        shaft, middle = max(first, last - _BAR / 2), y + _BAR / 2
        point = Trace(((shaft, y), (last, middle), (shaft, y + _BAR)), bar.role, closed=True, status=bar.status)
        return [Box(px(first), px(y), px(shaft - first), _BAR, bar.role, bar.status), point]
    return [Box(px(first), px(y), px(last - first), _BAR, bar.role, bar.status)]


def _moved(shape: Any, down: float) -> Shape:
    if isinstance(shape, Trace):
        return replace(shape, points=tuple((x, y + down) for x, y in shape.points))
    moved: Shape = replace(shape, y=px(shape.y + down))
    return moved


def _head(chart: _Chart, scale: Scale, width: float) -> tuple[list[Shape], float]:
    """Return the words at the top of the lines, in as many rows as they need, and where they end."""
    if not chart.lines:
        return [], 1
    marks = sorted((scale(at), words) for at, words in chart.lines)
    found = flags(marks, width, (width / 2, width / 4, 90), "tick")
    if found is None:
        message = f"There is no room for the words of {len(marks)} lines that lie close to each other."
        raise Fault(message, "lines", hint="Name fewer of them, or give them shorter words.")
    top = (max(flag.top for flag in found) + 1) * _HEAD
    shapes: list[Shape] = []
    for flag in found:
        high = top - flag.top * _HEAD
        shapes.append(Line(px(flag.x), px(high - 14), px(flag.x), px(top + 8), "leader"))
        x = px(flag.x + (5 if flag.anchor == "start" else -5))
        shapes += [
            Label(x, px(high - 2 + at * _HEAD), words, "tick", flag.anchor) for at, words in enumerate(flag.lines)
        ]
    return shapes, top + 8


def _grid(
    ticks: Sequence[tuple[float, str]], chart: _Chart, scale: Scale, width: float, ends: tuple[float, float]
) -> list[Shape]:
    """Return the axis below all lanes, and what stands behind them."""
    top, foot = ends
    shapes: list[Shape] = []
    for at, words in ticks:
        x = px(scale(at))
        shapes += [Line(x, px(top), x, px(foot), "grid")] if words else []
        shapes.append(Line(x, px(foot), x, px(foot + (8 if words else 5)), "axis"))
    shapes += [Line(px(scale(at)), px(top), px(scale(at)), px(foot), "leader") for at, _words in chart.lines]
    shapes.append(Line(px(scale(ticks[0][0])), px(foot), px(scale(ticks[-1][0])), px(foot), "axis"))
    labels = [
        inside(Label(px(scale(at)), px(foot + 24), words, "tick", "middle"), 0, width) for at, words in ticks if words
    ]
    shapes += thinned(labels)
    if chart.axis.unit:
        shapes.append(Label(width, px(foot + 42), chart.axis.unit, "unit", "end"))
    return shapes
