"""One dot a thing, or so many things, in rows below the name of what they are."""

from collections.abc import Iterator, Sequence

from explainery.draw import (
    NARROW,
    WIDE,
    Data,
    Dots,
    Drawing,
    Fault,
    Figure,
    Label,
    Row,
    Rows,
    Shape,
    px,
    rows_of,
    wrapped,
)

_MOST, _MOST_DOTS = 40, 10_000
_LINE, _APART = 20, 18
_PITCHES = (16.0, 12.0, 9.0, 7.0, 5.0, 4.0)  # pixels from dot to dot, the largest that is not too high
_HIGH = 900


def draw(data: Data) -> Figure:
    """Return as many dots for each row as it has things. Raises Fault."""
    rows, each = rows_of(data, _MOST), int(data["each"] or 1)
    counts = [_count(row, each) for row in rows.rows]
    if sum(counts) > _MOST_DOTS:
        message = f"These rows make {sum(counts):,} dots, and a figure draws at most {_MOST_DOTS:,}."
        raise Fault(message, "each", hint=f"Say how many things a dot is:\n\neach: {each * 10}")
    if data["funnel"]:
        for before, row in zip(rows.rows, rows.rows[1:], strict=False):
            if (row.value or 0) > (before.value or 0):
                message = f"“{row.label}” is more than “{before.label}”, of which it is to be what is left."
                raise Fault(
                    message, "funnel", row.of, "Write the rows from the most to the fewest, or delete `funnel`."
                )
    on = [*counts[1:], counts[-1]] if data["funnel"] else counts
    said = data.words.gettext("One dot is %(number)s.", number=rows.say(each)) if each > 1 else ""
    wide, narrow = (_drawn(width, rows, counts, on, said) for width in (WIDE, NARROW))
    return Figure(wide, narrow, rows.table())


def _count(row: Row, each: int) -> int:
    if row.value is None and row.low is not None:
        message = f"“{row.label}” is a range, and dots are counted."
        raise Fault(message, "rows", row.of, "Name a fact that holds one number.")
    value = row.value or 0.0
    if value < 0 or value != int(value):
        message = f"“{row.label}” is {row.said}, and things are counted in whole numbers from zero."
        raise Fault(message, "rows", row.of, "Name a fact that holds one.")
    return round(value / each)


def _drawn(width: float, rows: Rows, counts: Sequence[int], on: Sequence[int], said: str) -> Drawing:
    pitch = next((one for one in _PITCHES if _lines(counts, width, one) * one <= _HIGH), _PITCHES[-1])
    shapes: list[Shape] = []
    y = 0.0
    for row, count, go_on in zip(rows.rows, counts, on, strict=True):
        words = f"{row.said or '–'} {row.label}"
        heads = wrapped(words, width, "label", 3)
        shapes += [Label(0, px(y + 15 + _LINE * number), line) for number, line in enumerate(heads)]
        y += _LINE * len(heads) + 2
        if row.note:
            notes = wrapped(row.note, width, "tick", 2)
            shapes += [Label(0, px(y + 13 + 18 * number), line, "tick") for number, line in enumerate(notes)]
            y += 18 * len(notes) + 2
        a_line = _a_line(width, pitch)
        shapes += _dots(count, go_on, a_line, pitch, y)
        y += -(-count // a_line) * pitch + _APART
    if said:
        for line in wrapped(said, width, "unit", 2):
            shapes.append(Label(0, px(y + 13), line, "unit"))
            y += 18
    return Drawing(width, px(max(y, 1)), tuple(shapes))


def _dots(count: int, go_on: int, a_line: int, pitch: float, top: float) -> Iterator[Shape]:
    points = [(px(pitch / 2 + at % a_line * pitch), px(top + pitch / 2 + at // a_line * pitch)) for at in range(count)]
    if points[:go_on]:
        yield Dots(tuple(points[:go_on]), px(pitch * 0.75), "series-1")
    if points[go_on:]:
        yield Dots(tuple(points[go_on:]), px(pitch * 0.4), "quiet")  # small, for those who see no colours


def _a_line(width: float, pitch: float) -> int:
    """Return how many dots a line has: a multiple of five, so that they can be counted."""
    fit = int(width // pitch)
    return fit - fit % 5


def _lines(counts: Sequence[int], width: float, pitch: float) -> int:
    return sum(-(-count // _a_line(width, pitch)) for count in counts)
