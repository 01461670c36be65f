"""A course on one axis: the parts of the whole as thick bars, and below them its stages, where they have dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

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
    inside,
    month_starts,
    px,
    stretch,
    width_of,
)

_MOST_STAGES, _MOST_SPANS, _MOST_MONTHS = 30, 6, 60
_SPANS = ("accent", "series-1")
_NAMES = 166  # pixels for the names beside the wide bars


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage in days. One without dates of its own lies somewhere between its ends."""

    name: str
    begins: float
    ends: float
    dated: bool
    status: str


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the whole in days, with its words."""

    begins: float
    ends: float
    words: str


@dataclass(frozen=True, slots=True)
class Course:
    """Everything on the axis, in days: the parts of the whole, and the stages."""

    spans: tuple[Span, ...]
    stages: tuple[Stage, ...]
    last: float

    @property
    def first(self) -> float:
        """Return the earliest day of all."""
        return min([span.begins for span in self.spans] + [stage.begins for stage in self.stages])


def draw(data: Data) -> Figure:
    """Return the `spans` of the whole and below them the `stages` (pages with `begins`, `ends`, `evidence`) to `end`.

    A span is as long as the days between its two ends, whose number stands in its words; the bar of a stage is as long
    as the days from the first to the last, both counted. A stage that begins on a day and has no end has no bar: it
    lies somewhere from there to the end of the course. Raises Fault.
    """
    last = _last(data["end"])
    spans = tuple(_span(one, last) for one in data["spans"])
    stages = tuple(_stage(page, last) for page in data["stages"])
    for found, name, most in ((stages, "stages", _MOST_STAGES), (spans, "spans", _MOST_SPANS)):
        if not 0 < len(found) <= most:
            message = f"`{name}` has {len(found)} entries; 1 to {most} can be drawn."
            raise Fault(message, name)
    course = Course(spans, stages, last)
    months = [day for day in month_starts(course.first, last) if day.toordinal() <= last + 31]
    if len(months) > _MOST_MONTHS:
        message = f"The course spans {len(months)} months; at most {_MOST_MONTHS} can be drawn."
        raise Fault(message, "spans")
    return Figure(
        wide=_wide(course, data),
        narrow=_narrow(course, data),
        table=Table(("what", "begins", "ends", "status"), _rows(data)),
    )


def _span(one: Mapping[str, Any], last: float) -> Span:
    """Return a part of the whole, with the number of its days in place of `{value}`."""
    begins, ends = (day_of(as_moment(one[name].value, "spans")) for name in ("begins", "ends"))
    if not begins < ends <= last:
        message = f"`spans`: “{one['label']}” ends before it begins, or after the end of the course."
        raise Fault(message, "spans")
    return Span(begins, ends, one["label"].replace("{value}", f"{int(ends) - int(begins)}"))


def _last(end: object) -> float:
    value = end.value if isinstance(end, Fact) else end.fields["time"] if isinstance(end, Record) else end
    return day_of(as_moment(value, "end"))


def _stage(page: Page, last: float) -> Stage:
    fields = page.document.fields
    begins, ends = fields.get("begins"), fields.get("ends")
    if begins is None:
        message = f"`stages`: the page `{page.path}` does not say when it `begins`."
        raise Fault(message, "stages")
    since, until = stretch(begins, "stages")
    dated = ends is not None or until > since + 1  # a month alone is a date; a day alone is where nobody knows more
    if ends is not None:
        _, until = stretch(ends, "stages")
    elif not dated:
        until = last
    if not since < until <= last + 1:
        message = f"`stages`: the page `{page.path}` ends before it begins, or after the end of the course."
        raise Fault(message, "stages")
    name = str(fields.get("label") or fields["title"])
    return Stage(name, since, until, dated, str(fields.get("evidence") or "documented"))


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
    shapes: list[Shape] = []
    for at, span in enumerate(course.spans):
        begins, long = across(span.begins), across.length(span.ends - span.begins)
        shapes.append(Box(px(begins), 0, px(long), 38, _SPANS[at % 2]))
        shapes.append(Label(px(begins + 12), 26, cut(span.words, long - 20, "on"), "on"))
    top = 46.0
    for lane, stage in enumerate(course.stages):
        y = top + 14 + lane * 30
        begins = across(stage.begins)
        note = cut(_note(stage, data), max(begins - _NAMES - 16, 20))
        shapes += [Label(0, y + 14, cut(stage.name, _NAMES - 8)), *_mark(stage, across, y)]
        shapes += [Label(px(begins - 10), y + 13, note, "tick", "end")] if note else []
    foot = top + 14 + len(course.stages) * 30
    return Drawing(WIDE, foot + 44, (*_months(course, across, (top, foot), 1, data), *shapes))


def _narrow(course: Course, data: Mapping[str, Any]) -> Drawing:
    """Return every name above its bar, with its note at the end of the same line."""
    across = _scale(course, 4, NARROW - 4)
    shapes: list[Shape] = []
    y = 0.0
    for at, span in enumerate(course.spans):
        begins, words = px(across(span.begins)), cut(span.words, NARROW, "title")
        shapes.append(inside(Label(begins, px(y + 22), words, "title"), 0, NARROW))
        shapes.append(Box(begins, px(y + 30), px(across.length(span.ends - span.begins)), 24, _SPANS[at % 2]))
        y += 66
    top = y
    for lane, stage in enumerate(course.stages):
        y, name, note = top + 34 + lane * 44, cut(stage.name, NARROW), _note(stage, data)
        room = NARROW - width_of(name) - 12
        shapes += [Label(0, y - 6, name), *_mark(stage, across, y)]
        shapes += [Label(NARROW, y - 6, cut(note, room, "tick"), "tick", "end")] if note and room > 40 else []  # noqa: PLR2004 - pixels
    foot = top + 34 + len(course.stages) * 44 - 16
    return Drawing(NARROW, foot + 44, (*_months(course, across, (top + 8, foot), 3, data), *shapes))


def _scale(course: Course, first: float, last: float) -> Scale:
    days = [day.toordinal() for day in month_starts(course.first, course.last)]
    return fitted(days[0], days[-1], first, last)


def _months(
    course: Course, across: Scale, down: tuple[float, float], step: int, data: Mapping[str, Any]
) -> tuple[Shape, ...]:
    """Return the ruler of months, each named in its middle, and the years under their first ones."""
    top, foot = down
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
    spans = tuple(
        (_span(one, float("inf")).words, as_iso(one["begins"].value), as_iso(one["ends"].value), "")
        for one in data["spans"]
    )
    stages: Sequence[Page] = data["stages"]
    return (
        *spans,
        *(
            (
                str(page.document.fields["title"]),
                as_iso(page.document.fields["begins"]),
                as_iso(page.document.fields.get("ends")),
                str(page.document.fields.get("evidence") or ""),
            )
            for page in stages
        ),
    )
