"""Stages as bars on one axis, and dated events as marks above them."""

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Disc,
    Drawing,
    Fault,
    Figure,
    Label,
    Page,
    Shape,
    Table,
    as_iso,
    as_moment,
    day_of,
    fitted,
    px,
    stretch_of,
)


def draw(data: Data) -> Figure:
    """Return the `stages` (pages with `begins` and `ends`) and the `records` up to the moment `end`. Raises Fault."""
    last = day_of(as_moment(data["end"].value, "end"))
    stages = [(_days_of(page, last), page.document.fields) for page in data["stages"]]
    events = [stretch_of(record)[0] for record in data["records"]]
    named = [(stretch_of(one["event"])[0], one["label"]) for one in data["named"]]
    first = min([begins for (begins, _), _ in stages] + events)
    if not events or max(events) > last:
        message = "`events` are none, or lie behind the end."
        raise Fault(message, "events")

    def drawn(width: float) -> Drawing:
        across = fitted(first, last, 10, width - 10)
        shapes: list[Shape] = [Disc(px(across(at)), 40, 5, "thing") for at in events]
        shapes += [Label(0, 20, ", ".join(words for _, words in sorted(named)))]
        for at, ((begins, ends), fields) in enumerate(stages):
            top = 60 + 50 * at
            shapes.append(Label(0, top + 16, str(fields.get("label") or fields["title"])))
            shapes.append(
                Box(px(across(begins)), top + 22, px(across.length(ends - begins)), 16, "series-3", fields["evidence"])
            )
        return Drawing(width, 60 + 50 * len(stages), tuple(shapes))

    rows = [(str(one["title"]), str(one["begins"]), str(one.get("ends") or "")) for _, one in stages]
    rows += [(str(one.fields["title"]), as_iso(one.fields["time"]), "") for one in data["records"]]
    return Figure(wide=drawn(WIDE), narrow=drawn(NARROW), table=Table(("what", "begins", "ends"), tuple(rows)))


def _days_of(page: Page, last: float) -> tuple[float, float]:
    """Return when a stage begins and ends. Raises Fault."""
    fields = page.document.fields
    if fields.get("begins") is None:
        message = f"`stages`: the page `{page.path}` does not say when it `begins`."
        raise Fault(message, "stages")
    begins = day_of(as_moment(fields["begins"], "stages"))
    ends = day_of(as_moment(fields["ends"], "stages")) + 1 if fields.get("ends") else last
    if not begins < ends <= last + 1:
        message = f"`stages`: the page `{page.path}` ends before it begins, or after the end."
        raise Fault(message, "stages")
    return begins, ends
