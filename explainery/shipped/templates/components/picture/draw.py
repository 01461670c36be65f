"""A picture with numbered marks. The page shows the picture itself; the figure's file has the marks and their words."""

import math
from collections.abc import Sequence

from explainery.draw import NARROW, WIDE, Box, Data, Disc, Drawing, Fault, Figure, Label, Shape, Table, keyed, px

MOST = 60
"""The most marks; more hide the picture."""

_HIGH = 2 / 3  # of the width: the file does not know the picture
_RADIUS = 10
_APART = 9  # per cent of the picture; on a phone, discs that lie nearer would hide one another


def draw(data: Data) -> Figure:
    """Return the numbers of the `marks` in an empty frame, with their words. Raises Fault where one hides another."""
    if data["picture"].strip():  # its words; a picture has none
        message = "`picture` must be one picture and nothing else."
        raise Fault(message, "picture", hint="Write it as in Markdown: `![A hatch with two handles](hatch.jpg)`.")
    marks = [(float(mark["x"]), float(mark["y"]), str(mark["text"])) for mark in data["marks"]]
    if len(marks) > MOST:
        message = f"There are {len(marks)} marks; a picture carries at most {MOST}."
        raise Fault(message, "marks", hint="Leave some out, or show a part of the picture larger.")
    for number, (x, y, _) in enumerate(marks):
        for other, (to_x, to_y, _) in enumerate(marks[:number]):
            if math.dist((x, y), (to_x, to_y)) < _APART:
                message = f"The marks {other + 1} and {number + 1} lie so near that one hides the other on a phone."
                hint = f"Move them {_APART} per cent apart, or make one mark of both."
                raise Fault(message, f"marks.{number}.x", hint=hint)
    rows = tuple((str(number), f"{x:g}", f"{y:g}", text) for number, (x, y, text) in enumerate(marks, 1))
    wide, narrow = (_drawn(width, marks) for width in (WIDE, NARROW))
    return Figure(wide, narrow, Table(("mark", "x_percent", "y_percent", "text"), rows), in_html=True)


def _drawn(width: float, marks: Sequence[tuple[float, float, str]]) -> Drawing:
    """Return the marks where they lie, inside of the frame, and their words below it."""
    high = width * _HIGH
    shapes: list[Shape] = [Box(0, 0, width, px(high), "frame")]
    for number, (across, down, _) in enumerate(marks, 1):
        x = min(max(across * width / 100, _RADIUS), width - _RADIUS)
        y = min(max(down * high / 100, _RADIUS), high - _RADIUS)
        shapes.append(Disc(px(x), px(y), _RADIUS, "frame"))
        shapes.append(Label(px(x), px(y + 5), str(number), "tick", "middle"))
    key, foot = keyed(width, high, [text for _, _, text in marks])
    return Drawing(width, px(foot), (*shapes, *key))
