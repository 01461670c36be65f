"""The properties that every general kind of figure has, tried with random rows.

A kind is tested with four lines:

    @settings(max_examples=40)
    @given(blocks())                      # or blocks(series=3, ranges=True, at="year"): what the kind can show
    def test_words_keep_apart(block):
        is_sound(drawer("bars")(block))

`is_sound` holds both drawings against what no reader may meet: two texts that overlap, a text or shape outside of its
drawing, letters under 12 px on a screen 320 px wide, a table whose rows are not as long as its columns. Lengths are for
the kind's own test: `lengths_of(drawing, "series-1")` gives the boxes of a role, `scale_of(pairs)` the one number of
pixels that each unit has, and fails where there are several.
"""

import datetime as dt
import random
from decimal import Decimal

from hypothesis import strategies as st
from shapes import flat, of

from explainery.draw import Data, Fact, Figure, Quantity, area_of
from explainery.draw.words import SIZES

LANGUAGES = ("en", "de", "fr", "es", "ru")
SCREEN, MARGIN, SMALLEST = 320, 2 * 16 + 2 * 16, 12
"""Pixels: a small phone, what the page and the frame of a figure leave of it, and the smallest letters there."""

_WORDS = "Bridge Humber Øresund Donaudampfschifffahrtsgesellschaft à Мост 橋 x of the long railway viaduct 1890".split()
_STATUSES = ("documented", "announced", "disputed", "computed")


def fact(value, to=None, unit="", status="documented"):
    """Return a fact that holds a number."""
    return Fact("some-fact", "A statement.", Quantity(Decimal(value), to, unit), status)


@st.composite
def blocks(draw, most=60, series=1, *, at="", ranges=False, gaps=True, negative=False, same=False, notes=False):  # noqa: PLR0913
    """Return a block with 1 to `most` rows in one of five languages, as `Data`; the first row holds a number.

    Up to `series` series; `ranges`: some values are ranges or uncertain; `at` is `year`, `number` or `days`, and each
    row then lies somewhere of its own; `gaps`: some rows hold no number; `same`: all series have
    the same labels; `notes`: some rows have one.
    """
    count, chance = draw(st.integers(1, most)), random.Random(draw(st.integers(0, 2**32)))  # noqa: S311
    names = [f"{_label(chance)} {number}" for number in range(draw(st.integers(1, series)))]
    largest = draw(st.sampled_from((1, 10, 1000, 9_999_999)))
    days, rows = chance.sample(range(80_000), count), []
    for number in range(count):
        value = _number(chance, largest) * (-1 if negative and chance.random() < 0.5 else 1)
        row = {"label": f"Thing {number // len(names)}" if same else _label(chance), "value": fact(value)}
        row |= {"series": names[number % len(names)] if series > 1 else None, "status": chance.choice(_STATUSES)}
        if ranges and chance.random() < 0.5:
            low, high = sorted((value / 2, value * 2))
            row |= {"low": fact(low), "high": fact(high), "value": chance.choice((row["value"], None))}
        elif gaps and number and chance.random() < 0.1:
            row["value"] = None
        if notes and number % 7 == 0:
            row["note"] = _label(chance)
        if at:
            day = dt.date(1800, 1, 1) + dt.timedelta(days[number])
            row["at"] = {"year": Decimal(1800 + number), "number": Decimal(days[number]) / 8, "days": day}[at]
        rows.append(row)
    return Data({"id": "some", "unit": None, "rows": tuple(rows), "data": None}, draw(st.sampled_from(LANGUAGES)))


def _label(chance):
    return " ".join(chance.choices(_WORDS, k=chance.randint(1, 6)))


def _number(chance, largest):
    return round(Decimal(chance.random()) * largest, chance.choice((0, 0, 2)))


def is_sound(figure: Figure) -> None:
    """Assert that words keep apart, that nothing leaves its drawing, and that all can be read on a small screen."""
    for drawing, shown in ((figure.wide, 672 / 800), (figure.narrow, (SCREEN - MARGIN) / 260)):
        labels = of(drawing, "label")
        areas = [(area_of(label), label) for label in labels]
        for at, (area, label) in enumerate(areas):
            assert area.left >= -1, label
            assert area.top >= -1, label
            assert area.right <= drawing.width + 1, label
            assert area.bottom <= drawing.height + 1, label
            assert SIZES[label.role] * shown >= SMALLEST, label
            for other, another in areas[at + 1 :]:
                assert not area.meets(other, -1), (label, another)
        for shape in flat(drawing.shapes):
            for x, y in points_of(shape):
                assert -1 <= x <= drawing.width + 1, shape
                assert -1 <= y <= drawing.height + 1, shape
    if figure.table:
        assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)


def points_of(shape):
    """Return the corners of a shape, without those of words."""
    match shape.kind:
        case "line":
            return [(shape.x1, shape.y1), (shape.x2, shape.y2)]
        case "box":
            return [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
        case "disc":
            return [(shape.x - shape.radius, shape.y - shape.radius), (shape.x + shape.radius, shape.y + shape.radius)]
        case "trace" | "dots":
            return list(shape.points)
        case "contours":
            return [point for line in shape.lines for point in line]
    return []


def lengths_of(drawing, role, side="width"):
    """Return how long the boxes of a role are, in the order in which they are drawn."""
    return [getattr(box, side) for box in of(drawing, "box", role)]


def scale_of(pairs):
    """Return how many pixels one unit has, from pairs of a length and its value; fails where they differ."""
    scales = [length / value for length, value in pairs if value]
    assert max(scales) - min(scales) <= 0.02 * max(scales) or all(
        abs(length - value * max(scales)) <= 0.5 for length, value in pairs
    ), scales
    return max(scales)
