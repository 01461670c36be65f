"""Lines over time or another number, each with its name at its end."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from explainery.draw import (
    NARROW,
    WIDE,
    Data,
    Drawing,
    Fault,
    Figure,
    Label,
    Line,
    Row,
    Rows,
    Scale,
    Shape,
    Tick,
    Trace,
    day_ticks,
    dot,
    fitted,
    inside,
    px,
    round_ticks,
    rows_of,
    spread,
    thinned,
    width_of,
    wrapped,
)

_MOST, _MOST_SERIES = 400, 4
_MOST_NOTES = 12
_HIGH = 300  # pixels from the lowest to the highest number
_NAMES: Mapping[float, float] = {WIDE: 180, NARROW: 84}  # the room for the names of lines, at most
_NOTE, _NOTE_LEAST = 170, 90  # the room for a note, at most and at least
_ACROSS, _UP = {WIDE: 9, NARROW: 4}, 6  # ticks
_LINE = 18
_FEW = 60  # points, up to which each has a dot


def draw(data: Data) -> Figure:
    """Return the rows as lines on one scale, each point where its `at` says. Raises Fault."""
    rows = rows_of(data, _MOST, needs="at")
    if len(rows.series) > _MOST_SERIES:
        message = f"There are {len(rows.series)} series here, and lines have {_MOST_SERIES} colours to tell them apart."
        raise Fault(message, rows.parameter, hint="Draw fewer series, or several figures.")
    if sum(bool(row.note) for row in rows.rows) > _MOST_NOTES:
        message = f"More than {_MOST_NOTES} points have a note, and there is no room for all."
        raise Fault(message, rows.parameter, hint="Keep the notes that the claim is about.")
    lines = [tuple(sorted(rows.of(name), key=lambda row: row.at or 0)) for name in rows.series]
    for line in lines:
        for one, other in pairwise(line):
            if one.at == other.at:
                message = f"Two numbers lie at {one.said_at}, and a line has one number at each place."
                raise Fault(message, rows.parameter, other.of, "Delete one, or give them different series.")
    return Figure(_drawn(WIDE, lines, rows), _drawn(NARROW, lines, rows), rows.table())


def _drawn(width: int, lines: Sequence[Sequence[Row]], rows: Rows) -> Drawing:
    names = [wrapped(name, _NAMES[width], "tick", 3) if len(rows.series) > 1 else () for name in rows.series]
    margin = max((width_of(line, "tick") for name in names for line in name), default=0.0)
    noted = [row for row in rows.rows if row.note and row.reach]
    room = min(_NOTE_LEAST, width_of(max(noted, key=lambda row: row.at or 0).note, "tick")) if noted else 0.0
    right = width - max(margin, room) - (10 if margin or room else 6)
    low, high = rows.reach
    ticks = round_ticks(low if low < 0 or low > high / 2 else 0.0, high, _UP, rows.language)
    left = max(width_of(words, "tick") for _, words in ticks) + 12
    begins, ends = (pick(row.at or 0 for row in rows.rows) for pick in (min, max))
    across = fitted(begins, ends, left, right) if ends > begins else Scale(begins, (left + right) / 2, 0.0)
    units = wrapped(rows.shown_unit, width, "unit", 2) if rows.shown_unit else ()
    shapes: list[Shape] = [Label(0, px(13 + _LINE * number), unit, "unit") for number, unit in enumerate(units)]
    notes, top = _notes(width, noted, across, _LINE * len(units))
    top += 12
    foot = top + max(_HIGH, sum(_LINE * len(name) + 6 for name in names))
    down = fitted(ticks[0][0], ticks[-1][0], foot, top)
    for at, words in ticks:
        y = px(down(at))
        shapes.append(Line(px(left), y, px(right), y, "axis" if at == 0 else "grid"))
        shapes.append(Label(px(left - 8), px(y + 5), words, "tick", "end"))
    shapes += _leading(notes, across, down)
    shapes += [shape for number, line in enumerate(lines, 1) for shape in _line(line, number, across, down)]
    shapes += _named(names, lines, down, right + 10, (top, foot))
    axis, height = _axis(_ticks(begins, ends, rows, _ACROSS[width]), across, (foot, width, right), rows.at_unit)
    return Drawing(width, px(height), (*shapes, *axis))


def _ticks(begins: float, ends: float, rows: Rows, most: int) -> tuple[Tick, ...]:
    if rows.axis == "days":
        ticks = day_ticks(begins, ends, most, rows.language)
    else:
        ticks = round_ticks(begins, ends, most, rows.language, year=rows.axis == "year")
    within = tuple(tick for tick in ticks if begins <= tick[0] <= ends)
    return within or ((begins, next(row.said_at for row in rows.rows if row.at == begins)),)


def _axis(
    ticks: Sequence[Tick], across: Scale, room: tuple[float, float, float], unit: str
) -> tuple[list[Shape], float]:
    foot, width, right = room
    shapes: list[Shape] = [Line(px(across(ticks[0][0])), px(foot), px(right), px(foot), "axis")]
    shapes += [Line(px(across(at)), px(foot), px(across(at)), px(foot + 6), "axis") for at, _ in ticks]
    worded = [Label(px(across(at)), px(foot + 22), words, "tick", "middle") for at, words in ticks if words]
    shapes += thinned([inside(label, 0, width) for label in worded])
    height = foot + 28
    if unit:
        lines = wrapped(unit, width, "unit", 2)
        shapes += [Label(0, px(height + 14 + _LINE * number), line, "unit") for number, line in enumerate(lines)]
        height += _LINE * len(lines) + 4
    return shapes, height


def _line(line: Sequence[Row], number: int, across: Scale, down: Scale) -> Iterator[Shape]:
    """Yield a line: the band of its ranges, its pieces between gaps, and a dot for each point where these are few."""
    role = f"series-{number}"
    for known, run in groupby(line, lambda row: row.low is not None):
        ends = [(across(row.at or 0), down(row.low or 0), down(row.high or 0)) for row in run] if known else []
        if len(ends) == 1:
            x, low, high = ends[0]
            yield Line(px(x), px(low), px(x), px(high), role)
        elif ends:
            outline = (*((x, high) for x, _, high in ends), *((x, low) for x, low, _ in reversed(ends)))
            yield Trace(outline, f"spread-{number}", closed=True)
    for known, piece in groupby(line, lambda row: row.value is not None):
        points = [(across(row.at or 0), down(row.value or 0), row) for row in piece] if known else []
        for status, steps in groupby(pairwise(points), lambda step: step[1][2].status):
            run_ = list(steps)
            path = (run_[0][0][:2], *(step[1][:2] for step in run_))
            yield Trace(path, role, status=status)
        if len(points) == 1 or len(line) <= _FEW:
            yield from (dot(x, y, 4, role, row.status) for x, y, row in points)


def _named(
    names: Sequence[tuple[str, ...]], lines: Sequence[Sequence[Row]], down: Scale, x: float, room: tuple[float, float]
) -> Iterator[Shape]:
    """Yield the names of the lines, each at the height of its last point, moved apart where they would meet."""
    last = [next((row for row in reversed(line) if row.reach), line[-1]) for line in lines]
    ends = [
        (down(row.value if row.value is not None else (row.reach or (0.0, 0.0))[1]), at) for at, row in enumerate(last)
    ]
    ends = sorted(end for end in ends if names[end[1]])
    places = spread([y for y, _ in ends], [_LINE * len(names[at]) + 6 for _, at in ends], *room)
    for (_, at), middle in zip(ends, places, strict=True):
        top = middle - _LINE * len(names[at]) / 2
        yield Line(px(x - 7), px(middle), px(x - 2), px(middle), f"series-{at + 1}")
        yield from (Label(px(x), px(top + 13 + _LINE * line), name, "tick") for line, name in enumerate(names[at]))


def _notes(
    width: float, noted: Sequence[Row], across: Scale, top: float
) -> tuple[list[tuple[Row, tuple[Label, ...]]], float]:
    """Return the words at single points, which begin at their lines above the plot, and where their room ends.

    From right to left each stands above those that it would lie on, so that no line goes through words.
    """
    placed: list[tuple[Row, tuple[str, ...], int]] = []
    for row in sorted(noted, key=lambda row: -(row.at or 0)):
        x = across(row.at or 0)
        lines = wrapped(row.note, min(_NOTE, width - x - 6), "tick", 3)
        end = x + 16 + max(width_of(line, "tick") for line in lines)
        above = [level for other, _, level in placed if across(other.at or 0) < end]
        placed.append((row, lines, max(above, default=-1) + 1))
    high = [0] * (max((level for _, _, level in placed), default=-1) + 1)
    for _, lines, level in placed:
        high[level] = max(high[level], len(lines))
    found = []
    for row, lines, level in placed:
        first = top + sum(_LINE * count + 6 for count in high[level + 1 :])
        x = px(across(row.at or 0) + 5)
        labels = (Label(x, px(first + 13 + _LINE * at), line, "tick") for at, line in enumerate(lines))
        found.append((row, tuple(labels)))
    return found, top + sum(_LINE * count + 6 for count in high)


def _leading(notes: Sequence[tuple[Row, tuple[Label, ...]]], across: Scale, down: Scale) -> Iterator[Shape]:
    for row, labels in notes:
        x, ends = px(across(row.at or 0)), row.value if row.value is not None else (row.reach or (0, 0))[1]
        yield Line(x, px(labels[0].y - 11), x, px(down(ends) - 6), "leader")
        yield from labels
