"""How much was filmed for what is seen: strips of equal length hung side by side, one of them used."""

from dataclasses import dataclass

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
    Shape,
    Table,
    number,
    px,
    quantity,
    with_commas,
    wrapped,
)

MOST = 200
"""The most strips; more are too thin to tell apart."""

_TICK = 10
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class _Strip:
    """A length in minutes, from and to, what is said of it and how sure it is."""

    start: float
    end: float
    label: str
    status: str


def draw(data: Data) -> Figure:
    """Return one strip for each time that the `used` minutes fit into the time `shot`, the first of them marked.

    `ratio` is the fact that states how often they fit: shot / used. `earlier` are lengths that were planned or expected
    before. All strips have one scale in pixels a minute. Raises Fault.
    """
    shot, used = data.quantity("shot").to("min"), data.quantity("used").to("min")
    if not used:
        message = "`used` is 0 minutes; a strip needs a length."
        raise Fault(message, "used")
    ratio = number(data, "ratio")
    if abs(shot / used - ratio) > _NEAR:
        message = f"`shot` divided by `used` is {shot / used:.1f}, and `ratio` says {with_commas(ratio)}."
        raise Fault(message, "ratio")
    number_of = int(shot / used)
    if not 0 < number_of <= MOST:
        message = f"`shot` makes {number_of:,} strips; this figure draws 1 to {MOST}."
        raise Fault(message, "shot")
    strip = _said(data["used"], data["used_label"], "used")
    earlier = tuple(_said(entry["fact"], entry["label"], "earlier") for entry in data.get("earlier") or ())
    rest = data["shot_label"].replace("{value}", with_commas(number({"shot": data["shot"]}, "shot")))
    rest = rest.replace("{strips}", str(number_of))
    status = data["shot"].status
    return Figure(
        wide=_drawn(WIDE, (strip, *earlier), (number_of, rest, status)),
        narrow=_drawn(NARROW, (strip, *earlier), (number_of, rest, status)),
        table=Table(("what", "minutes_from", "minutes_to"), tuple(_rows(rest, shot, (strip, *earlier)))),
        values={"minutes": with_commas(used), "strips": str(number_of)},
    )


def _said(fact: Fact, words: str, parameter: str) -> _Strip:
    start, end = quantity(fact, parameter).range_to("min")
    text = with_commas(start) if end == start else f"{with_commas(start)}–{with_commas(end)}"
    return _Strip(start, end, words.replace("{value}", text), fact.status)


def _rows(rest: str, shot: float, strips: tuple[_Strip, ...]) -> list[tuple[str, str, str]]:
    return [(rest, f"{shot:g}", f"{shot:g}"), *((one.label, f"{one.start:g}", f"{one.end:g}") for one in strips)]


def _drawn(width: float, strips: tuple[_Strip, ...], shot: tuple[int, str, str]) -> Drawing:
    """Return the strips from their line down with a ruler at the left, in as many rows as they need; words below."""
    number_of, rest, status = shot
    used, earlier = strips[0], strips[1:]
    wide = width == WIDE
    unit = (3.6 if wide else 2.6) * 50 / max(used.end, 50)
    left, across = 30.0, width - (210 if wide else 0)
    most = int((across - left) / (5 if wide else 11))
    rows = -(-number_of // most)
    columns = -(-number_of // rows)
    pitch = min(15.0, (across - left) / columns)
    names = wrapped(used.label, across - left, "label", 2)
    shapes: list[Shape] = [Label(left, px(20 + at * 20), line) for at, line in enumerate(names)]
    top, tall = 10.0 + 20 * len(names), used.end * unit
    for row in range(rows):
        here = min(columns, number_of - row * columns)
        y = top + row * (tall + 24)
        shapes += _rack(left, y, (here, pitch), used.end, unit)
        first = 1 if row == 0 else 0
        shapes += [
            Box(px(left + at * pitch), px(y), px(pitch * 0.66), px(tall), "rest", status) for at in range(first, here)
        ]
    shapes.append(Box(px(left), px(top), px(pitch * 0.66), px(tall), "used", used.status))
    foot = top + (rows - 1) * (tall + 24) + tall
    for line in wrapped(rest, across if wide else width, "title" if wide else "label", 2):
        foot += 30 if wide else 22
        shapes.append(Label(px(left if wide else 0), px(foot), line, "title" if wide else "label"))
    if wide:
        aside = _aside(earlier, across + 30, top, unit)
        lowest = max((shape.y for shape in aside if isinstance(shape, Label)), default=0)
        return Drawing(width, px(max(foot, lowest) + 10), (*shapes, *aside))
    foot += 30
    for one in earlier:
        shapes += [Box(0, px(foot), px(one.end * unit), 12, "rest", one.status), *_from(one, 0, foot, unit)]
        for line in wrapped(one.label, width, "label", 2):
            shapes.append(Label(0, px(foot + 31), line))
            foot += 20
        foot += 34
    return Drawing(width, px(foot), tuple(shapes))


def _from(one: _Strip, x: float, y: float, unit: float) -> tuple[Shape, ...]:
    """Return the mark at the lesser end of a range on a bar that lies."""
    at = px(x + one.start * unit)
    return (Line(at, px(y - 3), at, px(y + 15), "thing"),) if one.start < one.end else ()


def _rack(left: float, y: float, strips: tuple[int, float], length: float, unit: float) -> tuple[Shape, ...]:
    """Return the line that strips hang from, and the ruler beside them: a tick and a number every ten minutes."""
    number_of, pitch = strips
    right = left + number_of * pitch
    shapes: list[Shape] = [Line(px(left - 6), px(y), px(right), px(y), "axis")]
    for minute in range(0, int(length) + 1, _TICK):
        at = px(y + minute * unit)
        shapes.append(Line(px(left - 6), at, px(left - 1), at, "axis"))
        if minute % 50 == 0 or (length < 50 and minute % 20 == 0):  # noqa: PLR2004 - as many numbers as fit
            shapes.append(Label(px(left - 9), px(at + 5), str(minute), "tick", "end"))
    return tuple(shapes)


def _aside(earlier: tuple[_Strip, ...], x: float, top: float, unit: float) -> tuple[Shape, ...]:
    """Return earlier lengths as bars that lie at the right, to the scale of the strips, with their words below."""
    shapes: list[Shape] = []
    y = top
    for one in earlier:
        shapes += [Box(px(x), px(y), px(one.end * unit), 12, "rest", one.status), *_from(one, x, y, unit)]
        for line in wrapped(one.label, WIDE - x, "label", 3):
            shapes.append(Label(px(x), px(y + 32), line))
            y += 20
        y += 40
    return tuple(shapes)
