"""How much was filmed, and how much of it a film shows: the same minutes lit in two bars, each with its own scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Dots,
    Drawing,
    Fact,
    Fault,
    Figure,
    Label,
    Line,
    Shape,
    Table,
    Trace,
    cut,
    px,
    quantity,
    said,
    wrapped,
)

_BAR = 34  # pixels of a bar's height
_FALL = 60  # between the two bars
_LINE = 22
_HOLE = 13  # from one hole in the edge of the strip to the next


@dataclass(frozen=True, slots=True)
class _Length:
    """A length in minutes, and what is said of it."""

    minutes: float
    label: str


def draw(data: Data) -> Figure:
    """Return a bar for the time `shot` and one for the `film`, each across the drawing, and lit in both what is `seen`.

    `seen` are one or more counts of the same minutes: as far as the least all agree, from there to the most they
    differ, which is hollow. A band joins what is lit in the two bars. Raises Fault.
    """
    shot, film = _length(data["shot"], data["shot_label"], "shot"), _length(data["film"], data["film_label"], "film")
    counts = [_length(one["fact"], one["label"], "seen") for one in data["seen"]]
    counts.sort(key=lambda one: one.minutes)
    if not counts[0].minutes:
        message = "`seen` holds 0 minutes, of which nothing can be lit."
        raise Fault(message, "seen")
    for whole, name in ((shot, "shot"), (film, "film")):
        if counts[-1].minutes > whole.minutes:
            message = f"`seen` is {counts[-1].minutes:,.0f} minutes, more than the {whole.minutes:,.0f} of `{name}`."
            raise Fault(message, "seen")
    return Figure(
        wide=_drawn(WIDE, shot, film, counts),
        narrow=_drawn(NARROW, shot, film, counts),
        table=Table(("what", "minutes"), tuple((one.label, f"{one.minutes:g}") for one in (shot, film, *counts))),
    )


def _length(fact: Fact, words: str, parameter: str) -> _Length:
    minutes = quantity(fact, parameter).to("min")
    own = float(fact.value) if fact.unit else minutes  # type: ignore[arg-type]
    return _Length(minutes, said(words, own))


def _drawn(width: float, shot: _Length, film: _Length, counts: Sequence[_Length]) -> Drawing:
    least, most = counts[0].minutes, counts[-1].minutes
    heads = wrapped(shot.label, width, "title", 2)
    shapes: list[Shape] = [Label(0, px(22 + 26 * at), line, "title") for at, line in enumerate(heads)]
    upper = 26.0 * len(heads) + 10
    lower = upper + _BAR + _FALL
    above, below = width / shot.minutes, width / film.minutes
    lit = ((0, upper + _BAR), (most * above, upper + _BAR), (most * below, lower), (0, lower))
    shapes += [
        Trace(tuple((px(x), px(y)) for x, y in lit), "band", closed=True),
        *_strip(upper, width, (least * above, most * above)),
        *_strip(lower, width, (least * below, most * below)),
    ]
    y = lower + _BAR
    for at, count in enumerate(reversed(counts)):
        x, foot = px(count.minutes * below), px(y + _LINE * (at + 1))
        shapes += [Line(x, px(y), x, foot, "thing"), Label(px(x + 7), foot, cut(count.label, width - x - 7))]
    foot = y + _LINE * len(counts) + 36
    for line in wrapped(film.label, width, "title", 2):
        shapes.append(Label(0, px(foot), line, "title"))
        foot += 26
    return Drawing(width, px(foot - 18), tuple(shapes))


def _strip(y: float, width: float, lit: tuple[float, float]) -> tuple[Shape, ...]:
    """Return a strip of film, lit as far as all counts agree, and hollow on to where the last one ends."""
    sure, most = lit
    holes = int(width / _HOLE)
    first = (width - (holes - 1) * _HOLE) / 2
    doubt = (Box(px(sure), px(y), px(most - sure), _BAR, "accent", "disputed"),) if most > sure else ()
    return (
        Box(px(most), px(y), px(width - most), _BAR, "muted"),
        Box(0, px(y), px(sure), _BAR, "accent"),
        Dots(tuple((px(first + at * _HOLE), px(y + side)) for side in (6, _BAR - 6) for at in range(holes)), 5, "hole"),
        *doubt,
    )
