"""A course on one axis: its stages as bars, where they have dates, and every dated event as a mark above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
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
    Page,
    Record,
    Scale,
    Shape,
    Table,
    Trace,
    as_iso,
    as_moment,
    cut,
    day_of,
    fitted,
    kept,
    lines_of,
    month_starts,
    px,
    stretch_of,
    width_of,
)

_MOST_STAGES, _MOST_EVENTS, _MOST_MONTHS = 30, 200, 60
_NAMES = 166  # pixels for the names beside the wide bars


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage in days. One without an end has no dates of its own: it lies somewhere from its begin to the last day."""

    name: str
    begins: float
    ends: float
    dated: bool
    status: str


@dataclass(frozen=True, slots=True)
class Course:
    """Everything on the axis, in days: the stages, the events, and the events that are named."""

    stages: tuple[Stage, ...]
    events: tuple[tuple[float, float], ...]
    named: tuple[tuple[float, str], ...]
    last: float

    @property
    def first(self) -> float:
        """Return the earliest day of all."""
        return min([stage.begins for stage in self.stages] + [begins for begins, _ in self.events])


def draw(data: Data) -> Figure:
    """Return the `stages` (pages with `begins`, `ends`, `evidence`) and the `records` up to the moment `end`.

    Bars are as long as the days from the first to the last, both counted. Raises Fault.
    """
    last = _last(data["end"])
    stages = tuple(_stage(page, last) for page in data["stages"])
    for found, name, most in ((stages, "stages", _MOST_STAGES), (data["records"], "events", _MOST_EVENTS)):
        if not 0 < len(found) <= most:
            message = f"`{name}` has {len(found)} entries; 1 to {most} can be drawn."
            raise Fault(message, name)
    if len(data["named"]) > _MOST_EVENTS:
        message = f"`named` has {len(data['named']):,} entries; at most {_MOST_EVENTS} can be drawn."
        raise Fault(message, "named")
    named = tuple((stretch_of(item["event"])[0], item["label"]) for item in data["named"])
    course = Course(stages, tuple(stretch_of(event) for event in data["records"]), named, last)
    months = [day for day in month_starts(course.first, last) if day.toordinal() <= last + 31]
    if len(months) > _MOST_MONTHS:
        message = f"The course spans {len(months)} months; at most {_MOST_MONTHS} can be drawn."
        raise Fault(message, "events")
    return Figure(
        wide=_wide(course, data),
        narrow=_narrow(course, data),
        table=Table(("what", "begins", "ends", "status"), _rows(data)),
    )


def _last(end: object) -> float:
    value = end.value if isinstance(end, Fact) else end.fields["time"] if isinstance(end, Record) else end
    return day_of(as_moment(value, "end"))


def _stage(page: Page, last: float) -> Stage:
    fields = page.document.fields
    begins, ends = fields.get("begins"), fields.get("ends")
    if begins is None:
        message = f"`stages`: the page `{page.path}` does not say when it `begins`."
        raise Fault(message, "stages")
    until = day_of(as_moment(ends, "stages")) + 1 if ends else last
    since = day_of(as_moment(begins, "stages"))
    if not since < until <= last + 1:
        message = f"`stages`: the page `{page.path}` ends before it begins, or after the end of the course."
        raise Fault(message, "stages")
    name = str(fields.get("label") or fields["title"])
    return Stage(name, since, until, bool(ends), str(fields.get("evidence") or "documented"))


def _mark(stage: Stage, across: Scale, y: float) -> tuple[Shape, ...]:
    """Return a bar for dates; for a stage without, a line with open ends over the time in which it lies."""
    begins, ends, middle = px(across(stage.begins)), px(across(stage.ends)), y + 8
    if stage.dated:
        return (Box(begins, y, px(ends - begins), 16, "series-3", stage.status),)
    return (
        Trace(((begins, middle), (ends, middle)), "series-3", status=stage.status),
        Line(begins, y + 2, begins, y + 14, "series-3"),
        Line(ends, y + 2, ends, y + 14, "series-3"),
    )


def _note(stage: Stage, data: Mapping[str, Any]) -> str:
    if stage.status == "announced":
        return str(data["announced"])
    return "" if stage.dated else str(data["undated"])


def _wide(course: Course, data: Mapping[str, Any]) -> Drawing:
    """Return the names at the left, and notes beside the bars, on the side where there is room."""
    across = _scale(course, _NAMES, WIDE - 8)
    head, top = _head(course, across, data, WIDE)
    shapes: list[Shape] = []
    for lane, stage in enumerate(course.stages):
        y = top + 14 + lane * 30
        begins = across(stage.begins)
        note = cut(_note(stage, data), max(begins - _NAMES - 16, 20))
        shapes += [Label(0, y + 14, cut(stage.name, _NAMES - 8)), *_mark(stage, across, y)]
        shapes += [Label(px(begins - 10), y + 13, note, "tick", "end")] if note else []
    foot = top + 14 + len(course.stages) * 30
    lines = _verticals(course, across, top, foot)
    return Drawing(WIDE, foot + 44, (*_months(course, across, top, foot, 1, data), *lines, *head, *shapes))


def _narrow(course: Course, data: Mapping[str, Any]) -> Drawing:
    """Return every name above its bar, with its note at the end of the same line."""
    across = _scale(course, 4, NARROW - 4)
    head, top = _head(course, across, data, NARROW)
    shapes: list[Shape] = []
    for lane, stage in enumerate(course.stages):
        y, name, note = top + 34 + lane * 44, cut(stage.name, NARROW), _note(stage, data)
        room = NARROW - width_of(name) - 12
        shapes += [Label(0, y - 6, name), *_mark(stage, across, y)]
        shapes += [Label(NARROW, y - 6, cut(note, room, "tick"), "tick", "end")] if note and room > 40 else []  # noqa: PLR2004 - pixels
    foot = top + 34 + len(course.stages) * 44 - 16
    return Drawing(NARROW, foot + 44, (*_months(course, across, top, foot, 3, data), *head, *shapes))


def _scale(course: Course, first: float, last: float) -> Scale:
    days = [day.toordinal() for day in month_starts(course.first, course.last)]
    return fitted(days[0], days[-1], first, last)


def _head(course: Course, across: Scale, data: Mapping[str, Any], width: float) -> tuple[tuple[Shape, ...], float]:
    """Return the named events, in as many lines as they need, over a mark for every event; and where that ends."""
    labels = [
        kept(Label(px(across(at)), 0, cut(words, width), anchor="middle"), 0, width) for at, words in course.named
    ]
    lines = lines_of(labels)
    most = max(lines, default=0) + 1
    y = 24 + most * 20
    shapes: list[Shape] = []
    for label, line, (at, _) in zip(labels, lines, course.named, strict=True):
        words = 16 + line * 20
        shapes += [replace(label, y=words), Line(px(across(at)), words + 5, px(across(at)), y - 6, "leader")]
    for begins, ends in course.events:
        if ends - begins > 1:
            shapes.append(Box(px(across(begins)), y - 3, px(across.length(ends - begins)), 6, "quiet"))
    shapes += [Disc(px(across(begins)), y, 5, "thing") for begins, ends in course.events if ends - begins <= 1]
    if width == WIDE:
        return (*shapes, Label(0, y + 5, cut(data["dated"], _NAMES - 8))), y + 12
    return (*shapes, Label(0, y + 22, cut(data["dated"], width))), y + 28


def _verticals(course: Course, across: Scale, top: float, foot: float) -> tuple[Shape, ...]:
    return tuple(Line(px(across(at)), top, px(across(at)), foot, "leader") for at, _ in course.named)


def _months(
    course: Course, across: Scale, top: float, foot: float, step: int, data: Mapping[str, Any]
) -> tuple[Shape, ...]:
    """Return the ruler of months, each named in its middle, and the years under their first ones."""
    starts = list(month_starts(course.first, course.last))
    shapes: list[Shape] = [
        Line(px(across(starts[0].toordinal())), foot, px(across(starts[-1].toordinal())), foot, "axis")
    ]
    years: set[int] = set()
    for count, (day, after) in enumerate(pairwise(starts)):
        x, middle = px(across(day.toordinal())), px(across((day.toordinal() + after.toordinal()) / 2))
        shapes += [Line(x, top, x, foot, "grid"), Line(x, foot, x, foot + 6, "axis")]
        if count % step == 0:
            shapes.append(Label(middle, foot + 20, data["months"][day.month - 1], "tick", "middle"))
            if day.year not in years:
                years.add(day.year)
                shapes.append(Label(middle, foot + 38, str(day.year), "unit", "middle"))
    last = px(across(starts[-1].toordinal()))
    return (*shapes, Line(last, top, last, foot, "grid"), Line(last, foot, last, foot + 6, "axis"))


def _rows(data: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    stages: Sequence[Page] = data["stages"]
    rows = [
        (
            str(page.document.fields["title"]),
            str(page.document.fields["begins"]),
            str(page.document.fields.get("ends") or ""),
            str(page.document.fields.get("evidence") or ""),
        )
        for page in stages
    ]
    events = [
        (str(event.fields["title"]), as_iso(event.fields["time"]), as_iso(event.fields.get("ends")), "")
        for event in data["records"]
    ]
    return (*rows, *events)
