"""Parts that make up a whole, end to end."""

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Drawing,
    Fault,
    Figure,
    Label,
    Shape,
    Table,
    fitted,
    number,
    px,
    said,
)


def draw(data: Data) -> Figure:
    """Return a bar for each of the `parts`, which add up to the `total`. Raises Fault."""
    total = number(data, "total")
    parts = [(number({"parts": part["fact"]}, "parts"), part) for part in data["parts"]]
    if total <= 0 or sum(amount for amount, _ in parts) != total:
        message = "`parts` do not add up to `total`."
        raise Fault(message, "total")

    def drawn(width: float) -> Drawing:
        scale, start = fitted(0, total, 0, width), 0.0
        shapes: list[Shape] = [Label(0, 20, said(data["sum"], total), "title")]
        for at, (amount, part) in enumerate(parts):
            top = 40 + 50 * at
            shapes.append(Box(px(scale(start)), top, px(scale.length(amount)), 20, "series-3", part["fact"].status))
            shapes.append(Label(0, top + 40, said(part["label"], amount)))
            start += amount
        return Drawing(width, 40 + 50 * len(parts), tuple(shapes))

    rows = tuple((said(part["label"], amount), f"{amount:g}") for amount, part in parts)
    return Figure(wide=drawn(WIDE), narrow=drawn(NARROW), table=Table(("part", "amount"), rows))
