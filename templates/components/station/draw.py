"""A station from the side: its rooms and the ships at it, where people slept, and what was filmed where."""

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
    Fault,
    Figure,
    Group,
    Label,
    Line,
    Shape,
    Table,
    Trace,
    cut,
    px,
    width_of,
    wrapped,
)

_SMALL = NARROW / WIDE  # the narrow drawing of the station is the wide one made smaller, with numbers for words
_LINE, _ICON = 20, 26


@dataclass(frozen=True, slots=True)
class _Part:
    """A part, and where its box lies in the wide drawing."""

    id: str
    label: str
    at: tuple[int, int, int, int]
    href: str | None
    note: str
    beds: str
    film: str
    sure: str
    ship: bool

    @property
    def role(self) -> str:
        return "ship" if self.ship else "room"


def draw(data: Data) -> Figure:
    """Return the `parts` where they lie, joined by the `links`; what is `open` is a broken line.

    A part that has `beds` has a bed with the names of those who slept in it, one with a `film` a camera, filled as its
    `mark` is sure. In the narrow drawing the parts have numbers, and a list below says the rest. Raises Fault.
    """
    parts = tuple(_part(entry) for entry in data["parts"])
    by_name = {part.id: part for part in parts}
    if len(by_name) < len(parts):
        message = "`parts` has two with one `id`."
        raise Fault(message, "parts")
    for at, one in enumerate(parts):
        x, y, wide, high = one.at
        if x + wide > WIDE:
            message = f"`parts`: {one.label} reaches pixel {x + wide}, and the drawing is {WIDE} wide."
            raise Fault(message, "parts")
        for other in parts[at + 1 :]:
            left, top, width, height = other.at
            if x < left + width and left < x + wide and y < top + height and top < y + high:
                message = f"`parts`: {one.label} and {other.label} lie on each other."
                raise Fault(message, "parts")
    links: Sequence[Mapping[str, Any]] = data["links"]
    for link in links:
        for end in (link["from"], link["to"]):
            if end not in by_name:
                message = f"`links` names `{end}`, and no part has that `id`."
                raise Fault(message, "links")
    joints = [(by_name[link["from"]], by_name[link["to"]], bool(link.get("open"))) for link in links]
    return Figure(
        wide=_wide(parts, joints, data),
        narrow=_narrow(parts, joints, data),
        table=Table(("part", "slept", "filmed", "remark", "meets"), tuple(_rows(parts, joints))),
    )


def _part(entry: Mapping[str, Any]) -> _Part:
    term, mark = entry.get("term"), entry.get("mark")
    x, y, width, height = (int(number) for number in entry["at"])
    return _Part(
        entry["id"],
        entry["label"],
        (x, y, width, height),
        f"term:{term.id}" if term else None,
        entry.get("note") or "",
        entry.get("beds") or "",
        entry.get("film") or "",
        "disputed" if entry.get("likely") else mark.status if mark else "documented",
        bool(entry.get("ship")),
    )


def _rows(parts: Sequence[_Part], joints: Sequence[tuple[_Part, _Part, bool]]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for part in parts:
        meets = [to.label for one, to, _ in joints if one is part] + [one.label for one, to, _ in joints if to is part]
        rows.append((part.label, part.beds, part.film, part.note, ", ".join(meets)))
    return rows


def _wide(parts: Sequence[_Part], joints: Sequence[tuple[_Part, _Part, bool]], data: Data) -> Drawing:
    """Return the station with all words in its boxes, space above it and the Earth below."""
    foot = max(part.at[1] + part.at[3] for part in parts) + 22
    shapes: list[Shape] = [
        Label(0, 16, cut(data["space"], WIDE / 3, "unit"), "unit"),
        *_legend(data, (WIDE, 12)),
        *_earth(WIDE, foot, data["earth"]),
        *(shape for joint in joints for shape in _joint(*joint, 1)),
    ]
    for part in parts:
        x, y, width, height = part.at
        inner: list[Shape] = [Box(x, y, width, height, part.role)]
        if height < width or height > 60:  # noqa: PLR2004 - pixels; what is slimmer has no room for words
            inner.append(Label(x + 9, y + 21, cut(part.label, width - 14), "label"))
        line = y + 21 + _LINE
        for sort, words in (("bed", part.beds), ("camera", part.film), ("", part.note)):
            if words:
                inner += _icon(sort, x + 9, line, part.sure)
                room = width - 14 - (_ICON if sort else 0)
                lines = wrapped(words, room, "tick", 2)
                inner += [
                    Label(x + 9 + (_ICON if sort else 0), line + 18 * at, text, "tick") for at, text in enumerate(lines)
                ]
                line += 18 * len(lines) + 3
        shapes.append(Group(tuple(inner), href=part.href))
    return Drawing(WIDE, px(foot + 48), tuple(shapes))


def _narrow(parts: Sequence[_Part], joints: Sequence[tuple[_Part, _Part, bool]], data: Data) -> Drawing:
    """Return the station small, with a number in each part, and the words of the numbers in a list below."""
    foot = px(max(part.at[1] + part.at[3] for part in parts) * _SMALL + 34)
    shapes: list[Shape] = [
        Label(0, 14, cut(data["space"], NARROW, "unit"), "unit"),
        *_earth(NARROW, foot, data["earth"]),
        *(shape for joint in joints for shape in _joint(*joint, _SMALL)),
    ]
    for number, part in enumerate(parts, 1):
        x, y, width, height = (px(length * _SMALL) for length in part.at)
        shapes += [
            Box(x, px(y + 22), width, height, part.role),
            Label(px(x + width / 2), px(y + 22 + height / 2 + 5), str(number), "tick", "middle"),
        ]
    y = foot + 78
    for number, part in enumerate(parts, 1):
        inner: list[Shape] = [Label(24, px(y), cut(part.label, NARROW - 24), "label")]
        shapes.append(Label(0, px(y), str(number), "label"))
        for sort, words in (("bed", part.beds), ("camera", part.film), ("", part.note)):
            left = 24 + (_ICON if sort else 0)
            lines = wrapped(words, NARROW - left, "tick", 3) if words else ()
            inner += _icon(sort, 24, y + _LINE, part.sure) if words else ()
            for text in lines:
                y += _LINE
                inner.append(Label(left, px(y), text, "tick"))
        shapes.append(Group(tuple(inner), href=part.href))
        y += 29
    return Drawing(NARROW, px(y - 18), tuple(shapes))


def _earth(width: float, y: float, words: str) -> tuple[Shape, ...]:
    """Return the rim of the Earth below the station."""
    middle, rise = width / 2, 22
    rim = tuple((px(x), px(y + rise * ((x - middle) / middle) ** 2)) for x in (width * at / 16 for at in range(17)))
    return (
        Trace((*rim, (width, px(y + 46)), (0, px(y + 46))), "quiet", closed=True),
        Label(px(middle), px(y + 30), cut(words, width - 20), "label", "middle"),
    )


def _legend(data: Data, at: tuple[float, float]) -> tuple[Shape, ...]:
    """Return what the two signs mean, so that they end at a place."""
    right, y = at
    shapes: list[Shape] = []
    for sort, name in (("camera", "filmed"), ("bed", "slept")):
        words = cut(data[name], WIDE / 4, "tick")
        right -= width_of(words, "tick")
        shapes += [Label(px(right), px(y + 4), words, "tick"), *_icon(sort, right - _ICON, y + 4, "documented")]
        right -= _ICON + 20
    return tuple(shapes)


def _joint(one: _Part, other: _Part, open_: bool, scale: float) -> tuple[Shape, ...]:  # noqa: FBT001 - as in the data
    """Return what joins two boxes: straight across the gap where they face each other, else from middle to middle."""
    down = 0 if scale == 1 else 22
    (x, y, wide, high), (left, top, width, height) = (
        tuple(length * scale for length in part.at) for part in (one, other)
    )
    first, last = max(x, left), min(x + wide, left + width)
    upper, lower = max(y, top), min(y + high, top + height)
    if first < last:
        middle = (first + last) / 2
        ends = ((middle, min(y + high, top + height)), (middle, max(y, top)))
    elif upper < lower:
        middle = (upper + lower) / 2
        ends = ((min(x + wide, left + width), middle), (max(x, left), middle))
    else:
        ends = ((x + wide / 2, y + high / 2), (left + width / 2, top + height / 2))
    (x1, y1), (x2, y2) = ((px(a), px(b + down)) for a, b in ends)
    if open_:
        return (Trace(((x1, y1), (x2, y2)), "thing", status="announced"),)
    return (Line(x1, y1, x2, y2, "thing"),)


def _icon(sort: str, x: float, y: float, status: str) -> tuple[Shape, ...]:
    """Return a bed or a camera, 20 pixels wide, on a line of words."""
    if sort == "bed":
        frame = ((x, y - 11), (x, y), (x, y - 3), (x + 19, y - 3), (x + 19, y))
        return (
            Trace(tuple((px(a), px(b)) for a, b in frame), "thing"),
            Disc(px(x + 4), px(y - 8), 2.5, "thing"),
            Box(px(x + 7), px(y - 9), 11, 4, "thing"),
        )
    if sort == "camera":
        lens = ((x + 13, y - 6), (x + 19, y - 10), (x + 19, y - 1))
        return (
            Box(px(x), px(y - 11), 13, 11, "accent", status),
            Trace(tuple((px(a), px(b)) for a, b in lens), "accent", closed=True, status=status),
        )
    return ()
