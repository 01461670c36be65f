"""Who was aboard: a lane for every person, over the days, with the ships that brought some and took others home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Disc,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Line,
    Scale,
    Shape,
    Table,
    Trace,
    as_moment,
    cut,
    day_of,
    days_of,
    fitted,
    inside,
    iso,
    lines_of,
    moment,
    number,
    px,
    width_of,
)

_ROLES = {"film": "accent", "flight": "series-1"}
_MOST_PEOPLE = 40
_NAMES, _TIP, _HEIGHT = 150, 9, 24  # pixels: the names beside the lanes, the points of bars that go on, the bars


@dataclass(frozen=True, slots=True)
class Stay:
    """One person's time aboard in days; None where it begins before, or ends after, everything that is drawn."""

    name: str
    role: str
    begins: float | None
    ends: float | None
    since: str
    until: str


def draw(data: Data) -> Figure:
    """Return the lanes of `people` over the days of the `records`; a line where a ship came (`up`) and left (`down`).

    After `up` there are `count` people aboard, after `down` there are `left`. Raises Fault.
    """
    days = days_of(data["records"])
    up, down = day_of(moment(data["up"], "fact")), day_of(moment(data["down"], "fact"))
    if not days[0] <= up < down <= days[1]:
        message = "`up` must lie before `down`, and both within the days."
        raise Fault(message, "up")
    stays = tuple(_stay(person, days) for person in data["people"])
    if not 0 < len(stays) <= _MOST_PEOPLE:
        message = f"`people` has {len(stays)} entries; 1 to {_MOST_PEOPLE} can be drawn."
        raise Fault(message, "people")
    _add_up(stays, data, (up + down) / 2, "count")
    _add_up(stays, data, down, "left")
    return Figure(
        wide=_wide(stays, days, (up, down), data),
        narrow=_narrow(stays, days, (up, down), data),
        table=Table(
            ("person", "aboard_from_utc", "aboard_until_utc"), tuple(_row(person) for person in data["people"])
        ),
    )


def _stay(person: Mapping[str, Any], days: tuple[float, float]) -> Stay:
    ends = []
    for field in ("came", "went"):
        fact = person.get(field)
        if fact is not None and (not isinstance(fact, Fact) or fact.value is None):
            message = f"`people`: `{field}` of {person['name']} must be a fact that holds a day or a moment."
            raise Fault(message, "people")
        ends.append(day_of(as_moment(fact.value, "people")) if fact else None)
    begins, last = ends
    if begins is not None and last is not None and last < begins:
        message = f"`people`: {person['name']} leaves before coming."
        raise Fault(message, "people")
    return Stay(
        person["name"],
        _ROLES.get(person["role"], person["role"]),
        begins if begins is not None and begins > days[0] else None,
        last if last is not None and last < days[1] else None,
        person.get("since") or "",
        person.get("until") or "",
    )


def _add_up(stays: Sequence[Stay], data: Mapping[str, Any], day: float, name: str) -> None:
    """Raise Fault where the people aboard after a moment are not as many as a fact says."""
    there = sum((stay.begins or 0) <= day and (stay.ends is None or stay.ends > day) for stay in stays)
    if there != number(data, name):
        message = f"`people` puts {there} people aboard where `{name}` says {number(data, name):g}."
        raise Fault(message, name)


def _bar(stay: Stay, across: Scale, days: tuple[float, float], y: float) -> tuple[Shape, ...]:
    """Return a person's bar; where the stay goes on beyond the days it has a point."""
    begins, ends = _ends(stay, across, days)
    before = -_TIP if stay.begins is None else 0
    beyond = _TIP if stay.ends is None else 0
    middle = px(y + _HEIGHT / 2)
    outline = (
        *((begins, y), (ends, y), (ends + beyond, middle), (ends, y + _HEIGHT)),
        *((begins, y + _HEIGHT), (begins + before, middle)),
    )
    shapes: list[Shape] = [Box(begins, px(y), px(ends - begins), _HEIGHT, stay.role)]
    for at, tip in ((begins, before), (ends, beyond)):
        if tip:
            inside = px(at - tip / 18)  # half a pixel, so that no seam shows
            shapes.append(Trace(((inside, y), (px(at + tip), middle), (inside, y + _HEIGHT)), stay.role, closed=True))
    return (*shapes, Trace(outline, "frame", closed=True)) if stay.role == "quiet" else tuple(shapes)


def _ends(stay: Stay, across: Scale, days: tuple[float, float]) -> tuple[float, float]:
    return px(across(stay.begins or days[0])), px(across(stay.ends or days[1]))


def _wide(
    stays: Sequence[Stay], days: tuple[float, float], swap: tuple[float, float], data: Mapping[str, Any]
) -> Drawing:
    """Return the names at the left, and notes inside the bars."""
    across = fitted(*days, _NAMES + _TIP, WIDE - _TIP)
    words: list[Shape] = []
    for lane, stay in enumerate(stays):
        y, (begins, ends), role = 57 + lane * 32, _ends(stay, across, days), "label" if stay.role == "quiet" else "on"
        room = (ends - begins) / 2 - 24
        words.append(Label(0, y, cut(stay.name, _NAMES - 8)))
        words += [Label(begins + 16, y, cut(stay.since, room, role), role)] if stay.since and room > 0 else []
        words += [Label(px(ends - 16), y, cut(stay.until, room, role), role, "end")] if stay.until and room > 0 else []
    lanes = _lanes(stays, across, days, (40, 32))
    ships = _ships(stays, across, swap, data, (40, 32, WIDE))
    foot = 40 + len(stays) * 32
    ruler = _days(days, across, foot, 1, data)
    return Drawing(WIDE, foot + 46, (*ships[0], *lanes, *ships[1], *words, *ruler))


def _narrow(
    stays: Sequence[Stay], days: tuple[float, float], swap: tuple[float, float], data: Mapping[str, Any]
) -> Drawing:
    """Return the names inside the bars, or beside those that are too short."""
    across = fitted(*days, _TIP, NARROW - _TIP)
    words: list[Shape] = []
    for lane, stay in enumerate(stays):
        begins, ends = _ends(stay, across, days)
        name, role = cut(stay.name, NARROW - 20), "label" if stay.role == "quiet" else "on"
        label = Label(begins + 12, 73 + lane * 28, name, role)
        if width_of(name) + 16 > ends - begins:
            label = inside(Label(ends + 10, label.y, name), 0, NARROW)
        words.append(label)
    lanes = _lanes(stays, across, days, (56, 28))
    ships = _ships(stays, across, swap, data, (56, 28, NARROW))
    foot = 56 + len(stays) * 28
    ruler = _days(days, across, foot, 3, data)
    return Drawing(NARROW, foot + 46, (*ships[0], *lanes, *ships[1], *words, *ruler))


def _lanes(stays: Sequence[Stay], across: Scale, days: tuple[float, float], rows: tuple[int, int]) -> tuple[Shape, ...]:
    top, step = rows
    return tuple(shape for lane, stay in enumerate(stays) for shape in _bar(stay, across, days, top + lane * step))


def _ships(
    stays: Sequence[Stay], across: Scale, swap: tuple[float, float], data: Mapping[str, Any], rows: tuple[int, int, int]
) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """Return the two ships: a line from its name through the lanes, and a dot for everyone whom it brought or took."""
    top, step, last = rows
    names = [
        inside(Label(px(across(at)), 0, cut(data[name]["label"], last), anchor=anchor), 0, last)
        for at, name, anchor in ((swap[0], "up", "start"), (swap[1], "down", "end"))
    ]
    lines: list[Shape] = []
    dots: list[Shape] = []
    for at, label, line, field in zip(swap, names, lines_of(names), ("begins", "ends"), strict=True):
        mine = [lane for lane, stay in enumerate(stays) if getattr(stay, field) == at]
        x, y = px(across(at)), 17 + line * 19
        foot = top + max(mine, default=0) * step + _HEIGHT + 4
        lines += [Line(x, y + 6, x, foot, "thing"), Label(label.x, y, label.text, "label", label.anchor)]
        dots += [Disc(x, px(top + lane * step + _HEIGHT / 2), 6, "thing") for lane in mine]
    return tuple(lines), tuple(dots)


def _days(days: tuple[float, float], across: Scale, y: float, step: int, data: Mapping[str, Any]) -> tuple[Shape, ...]:
    """Return the ruler: a tick where each day begins, its number in the middle of the day."""
    first, last = px(across(days[0])), px(across(days[1]))
    shapes: list[Shape] = [Line(first, y, last, y, "axis")]
    for count, event in enumerate((*data["records"], None)):
        x = px(across(days[0] + count))
        shapes.append(Line(x, y, x, y + 6, "axis"))
        if event is not None and count % step == 0:
            words = f"{event.fields['time'].day}"
            shapes.append(Label(px(across(days[0] + count + 0.5)), y + 20, words, "tick", "middle"))
    return (*shapes, Label(last, y + 38, data["unit"], "unit", "end"))


def _row(person: Mapping[str, Any]) -> tuple[str, ...]:
    def written(fact: Fact | None) -> str:
        return iso(as_moment(fact.value, "people")) if fact else ""

    return (person["name"], written(person.get("came")), written(person.get("went")))
