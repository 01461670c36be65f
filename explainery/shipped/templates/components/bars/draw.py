"""Bars of one scale, from left to right: beside one another, stacked, or the parts of a total."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Line,
    Row,
    Rows,
    Scale,
    Shape,
    cut,
    inside,
    px,
    round_ticks,
    rows_of,
    thinned,
    width_of,
    wrapped,
)

_MOST, _MOST_SERIES = 60, 4
_SIDE, _GAP = 230, 12  # of the wide drawing: the room for names, and between them and the bars
_BAR, _NEXT, _APART = 18, 22, 14  # how high a bar is, from one to the next, and between groups
_LINE = 20  # from one line of words to the next
_END = 6  # between a bar and its number
_SWATCH = 12
_TICKS: Mapping[float, int] = {WIDE: 7, NARROW: 4}


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that share a name."""

    label: str
    rows: tuple[Row, ...]


def draw(data: Data) -> Figure:
    """Return a bar for each row, all on one scale that begins at zero. Raises Fault."""
    rows = rows_of(data, _MOST)
    if len(rows.series) > _MOST_SERIES:
        message = f"There are {len(rows.series)} series here, and bars have {_MOST_SERIES} colours to tell them apart."
        raise Fault(message, rows.parameter, hint="Draw fewer series, or several figures.")
    arrange = data["arrange"] or "beside"
    if arrange != "beside":
        _can_be_stacked(rows)
    if data["total"] is not None:
        _adds_up(rows, data["total"], arrange)
    groups: tuple[Group, ...]
    if arrange == "parts":
        groups = (Group("", tuple(row for row in rows.rows if row.value is not None)),)
    elif len(rows.series) > 1:
        groups = tuple(
            Group(name, tuple(row for row in rows.rows if row.label == name))
            for name in dict.fromkeys(row.label for row in rows.rows)
        )
    else:
        groups = tuple(Group(row.label, (row,)) for row in rows.rows)
    drawn = _beside if arrange == "beside" else _stacked
    return Figure(drawn(WIDE, groups, rows), drawn(NARROW, groups, rows), rows.table())


def _can_be_stacked(rows: Rows) -> None:
    for row in rows.rows:
        if row.value is None and row.low is not None:
            message = f"“{row.label}” is a range, and ranges cannot be stacked."
            raise Fault(message, "arrange", row.of, "Give it one number, or draw bars beside one another.")
        if (row.value or 0) < 0:
            message = f"“{row.label}” is below zero, and parts of something are not."
            raise Fault(message, "arrange", row.of, "Correct it, or draw bars beside one another.")


def _adds_up(rows: Rows, total: object, arrange: str) -> None:
    """Raise Fault where the parts are not what their total says."""
    if arrange != "parts":
        message = "`total` says what parts add up to, and these bars are no parts of one."
        raise Fault(message, "total", hint="Write `arrange: parts`, or delete `total`.")
    whole = rows_of(Data({"rows": ({"label": "total", "value": total},), "unit": rows.unit}, rows.language), 1).rows[0]
    parts = sum((row.exact or Fraction(0) for row in rows.rows), Fraction(0))
    if whole.exact is None or whole.exact != parts:
        message = f"The parts add up to {rows.say(float(parts))} {rows.unit}".rstrip()
        message += f", and the total is {whole.said} {rows.unit}".rstrip() + "."
        hint = "Correct a part, name the one that is missing, or the right total."
        raise Fault(message, "total", total.place if isinstance(total, Fact) else None, hint)


def _role(row: Row, rows: Rows) -> str:
    return f"series-{rows.series.index(row.series) + 1}"


# A bar for each row ---------------------------------------------------------------------------------------------------


def _beside(width: float, groups: Sequence[Group], rows: Rows) -> Drawing:
    wide = width == WIDE
    left = _SIDE + _GAP if wide and any(group.label for group in groups) else 0
    many = len(rows.series) > 1
    above = many and not wide  # where words have a line of their own
    words = {id(row): _said(row, width - left, many=many) for row in rows.rows}
    across = _across(width, left, rows, {key: 0 if above else width_of(text, "tick") for key, text in words.items()})
    step = _NEXT + (_LINE if above else 0)
    shapes: list[Shape] = []
    y = 0.0
    for group in groups:
        names = wrapped(group.label, _SIDE if wide else width, "label", 3)
        shapes += [Label(0, px(y + 15 + _LINE * number), name) for number, name in enumerate(names)]
        note = next((row.note for row in group.rows if row.note), "")
        notes = wrapped(note, _SIDE if wide else width, "tick", 2) if note else ()
        below = y + _LINE * len(names)
        shapes += [Label(0, px(below + 13 + 18 * number), line, "tick") for number, line in enumerate(notes)]
        below += 18 * len(notes)
        top = y if wide else below + 3
        for number, row in enumerate(group.rows):
            down = top + step * number + step - _NEXT
            if not wide:
                shapes.append(Line(px(across(0)), px(down - 1), px(across(0)), px(down + _BAR + 1), "axis"))
            end = px(_bar_end(row, across) + _END)
            shapes += _bar(row, across, down, _role(row, rows))
            shapes.append(Label(0 if above else end, px(down - 4 if above else down + 14), words[id(row)], "tick"))
        y = max(below, top + step * len(group.rows)) + _APART
    axis, height = _axis(across, width, y - _APART / 2, rows, lines=wide)
    return Drawing(width, px(height), (*axis, *shapes))


def _said(row: Row, room: float, *, many: bool) -> str:
    """Return the words of a bar: its number, and which series it is where there are several."""
    said = row.said or "–"
    if not many or not row.series:
        return said
    left = (room if room < WIDE / 2 else room / 2) - width_of(f"{said} ", "tick")
    return f"{said} {cut(row.series, left, 'tick')}"


def _across(width: float, left: float, rows: Rows, words: Mapping[int, float]) -> Scale:
    """Return the scale on which all bars fit with their words behind them."""
    low, high = min(0.0, rows.reach[0]), max(0.0, rows.reach[1])
    room = width - left
    units = [room / (high - low)] if high > low else []
    for row in rows.rows:
        end = max(0.0, row.reach[1] if row.reach else 0.0)
        if end > low:
            units.append(max(0.0, room - _END - words[id(row)]) / (end - low))
    return Scale(low, left, min(units, default=0.0))


def _bar_end(row: Row, across: Scale) -> float:
    """Return where the last pixel of a bar lies; of one to the left of zero it is there."""
    return across(max(0.0, row.reach[1] if row.reach else 0.0))


def _bar(row: Row, across: Scale, y: float, role: str) -> Iterator[Shape]:
    if row.value is not None:
        first, last = sorted((0.0, row.value))
        yield Box(px(across(first)), px(y), px(across.length(last - first)), _BAR, role, row.status)
    if row.low is not None and row.high is not None:
        start, stop = px(across(row.low)), px(across(row.high))
        if row.value is None:
            yield Box(start, px(y + 3), px(stop - start), _BAR - 6, role, row.status)
        else:
            middle = px(y + _BAR / 2)
            yield Line(start, middle, stop, middle, "halo")
            yield Line(start, middle, stop, middle, "reach")
            yield from (Line(x, px(y + 4), x, px(y + _BAR - 4), "reach") for x in (start, stop))


def _axis(across: Scale, width: float, y: float, rows: Rows, *, lines: bool) -> tuple[list[Shape], float]:
    """Return the ruler below all bars, perhaps with lines up to the top; and how high the drawing then is."""
    high = across.start + (width - across.at) / across.unit if across.unit else across.start
    low, top = min(0.0, rows.reach[0]), max(0.0, rows.reach[1])
    ticks = [tick for tick in round_ticks(low, top, _TICKS[width], rows.language) if low <= tick[0] <= high + 1e-9]
    begins = 0 if lines else y - 5  # lines up to the top would go through names that stand above bars
    shapes: list[Shape] = [
        Line(px(across(at)), px(begins), px(across(at)), px(y), "grid" if lines and at else "axis") for at, _ in ticks
    ]
    if not lines:
        shapes.append(Line(px(across(low)), px(y), px(across(ticks[-1][0])), px(y), "axis"))
    labels = [inside(Label(px(across(at)), px(y + 18), words, "tick", "middle"), 0, width) for at, words in ticks]
    shapes += thinned(labels)
    height = y + 24
    if rows.shown_unit:
        units = wrapped(rows.shown_unit, width - across.at, "unit", 2)
        shapes += [Label(across.at, px(height + 14 + 18 * number), line, "unit") for number, line in enumerate(units)]
        height += 18 * len(units) + 4
    return shapes, height


# One bar for many rows ------------------------------------------------------------------------------------------------


def _stacked(width: float, groups: Sequence[Group], rows: Rows) -> Drawing:
    sums = [sum(row.value or 0 for row in group.rows) for group in groups]
    whole = replace(rows, rows=tuple(Row("", total) for total in sums))
    across = Scale(0.0, 0.0, width / (max(sums) or 1))
    parts = len(groups) == 1 and not groups[0].label
    shapes: list[Shape] = []
    y = 0.0
    for group, total in zip(groups, sums, strict=True):
        heads = wrapped(group.label, width - 90, "label", 2)
        shapes += [Label(0, px(y + 15 + _LINE * number), head) for number, head in enumerate(heads)]
        if heads:
            shapes.append(Label(width, px(y + 15), rows.say(total), "tick", "end"))
        y += _LINE * len(heads) + 2
        at = 0.0
        for number, row in enumerate(group.rows):
            role = f"series-{number % _MOST_SERIES + 1}" if parts else _role(row, rows)
            shapes.append(Box(px(across(at)), px(y), px(across.length(row.value or 0)), _BAR + 6, role, row.status))
            at += row.value or 0
            if 0 < at < total:
                shapes.append(Line(px(across(at)), px(y), px(across(at)), px(y + _BAR + 6), "between"))
        y += _BAR + 12
        entries = [
            (f"series-{number % _MOST_SERIES + 1}" if parts else _role(row, rows), row, f"{name} {row.said or '–'}")
            for number, row in enumerate(group.rows)
            for name in [row.label if parts else row.series]
        ]
        listed, y = _listed(entries, width, y)
        shapes += listed
        y += _APART
    axis, height = _axis(across, width, y - _APART / 2, whole, lines=False)
    return Drawing(width, px(height), (*axis, *shapes))


def _listed(entries: Sequence[tuple[str, Row, str]], width: float, y: float) -> tuple[list[Shape], float]:
    """Return what the parts of a bar are, in their order, in as many lines as that takes; and where these end."""
    shapes: list[Shape] = []
    x = 0.0
    for role, row, words in entries:
        lines = wrapped(words, width - _SWATCH - 6, "tick", 3)
        wide = _SWATCH + 6 + max(width_of(line, "tick") for line in lines)
        if x and x + wide > width:
            x, y = 0.0, y + _LINE
        shapes.append(Box(px(x), px(y + 2), _SWATCH, _SWATCH, role, row.status))
        for number, line in enumerate(lines):
            shapes.append(Label(px(x + _SWATCH + 6), px(y + 13 + 18 * number), line, "tick"))
        if len(lines) > 1:
            x, y = 0.0, y + 18 * len(lines) + 4
        else:
            x += wide + 16
    return shapes, y + (_LINE if x else 0)
