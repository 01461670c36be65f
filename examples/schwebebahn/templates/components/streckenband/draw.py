"""Eine Strecke auf ihrem Band: Straße und Fluss darunter, die Haltestellen in ihrem wahren Abstand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    Line,
    Scale,
    Shape,
    Table,
    fitted,
    inside,
    px,
    quantity,
)

_EDGE = 40  # Pixel am Anfang und Ende des breiten Bandes, für halbe Namen
_BAND, _STRIPE = 26, 14  # wie breit das Band ist, liegend und stehend
_NEAR, _FAR = 30, 58  # wie weit Namen von der Schiene stehen, abwechselnd
_ROW = 21  # so viel Platz braucht ein Name in der schmalen Zeichnung


@dataclass(frozen=True, slots=True)
class Stop:
    """Eine Haltestelle und ihr Kilometer."""

    name: str
    at: float


def draw(data: Data) -> Figure:
    """Zeichne die Strecke waagerecht und, für schmale Spalten, von oben nach unten. Wirft Fault."""
    end, river = data.quantity("end").to("km"), data.quantity("river").to("km")
    stops = [Stop(stop["name"], quantity(stop["at"], "at").to("km")) for stop in data["stops"]]
    if not river <= end:
        message = "`river` liegt hinter dem Ende der Strecke."
        raise Fault(message, "river")
    if [stop.at for stop in stops] != sorted(stop.at for stop in stops) or stops[-1].at > end:
        message = "`stops` stehen nicht in der Reihenfolge ihrer Kilometer, oder hinter dem Ende der Strecke."
        raise Fault(message, "stops")
    words = data["words"]
    rows = tuple(
        (stop.name, str(round(stop.at * 1000)), words["street"] if stop.at < river else words["river"])
        for stop in stops
    )
    return Figure(
        wide=_wide(stops, river, end, words),
        narrow=_narrow(stops, river, end, words),
        table=Table(("haltestelle", "meter", "lage"), rows),
    )


def _decimal(kilometres: float) -> str:
    """Gib einen Kilometer mit einer Stelle hinter dem Komma zurück."""
    return f"{kilometres:.1f}".replace(".", ",")


def _wide(stops: Sequence[Stop], river: float, end: float, words: dict[str, str]) -> Drawing:
    """Zeichne das Band waagerecht, die Namen abwechselnd darüber und darunter, nah und fern."""
    along = fitted(0, end, _EDGE, WIDE - _EDGE)
    rail = _FAR + 24
    band = rail + 12
    shapes: list[Shape] = []
    for count, stop in enumerate(stops):
        x, far = px(along(stop.at)), _FAR if count // 2 % 2 else _NEAR
        above = count % 2 == 0
        y = rail - far if above else band + _BAND + far
        shapes.append(Line(x, rail, x, y + 5 if above else y - 15, "leader"))
        shapes.append(inside(Label(x, y, stop.name, "label", "middle"), 0, WIDE))
    shapes += [
        Box(px(along(0)), band, px(along.length(river)), _BAND, "strasse"),
        Box(px(along(river)), band, px(along.length(end - river)), _BAND, "wasser"),
        Label(px(along(river / 2)), band + 19, words["street"], "on", "middle"),
        Label(px(along((river + end) / 2)), band + 19, words["river"], "on", "middle"),
        Line(px(along(0)), rail, px(along(end)), rail, "schiene"),
    ]
    shapes += [Disc(px(along(stop.at)), rail, 6, "halt") for stop in stops]
    foot = band + _BAND + _FAR + 30
    shapes += [Line(px(along(0)), foot, px(along(end)), foot, "axis"), *_ticks(along, end, foot)]
    return Drawing(WIDE, foot + 32, tuple(shapes))


def _ticks(along: Scale, end: float, y: float) -> Iterator[Shape]:
    """Zeichne einen Strich je Kilometer, und an jedem zweiten seine Zahl."""
    for kilometre in range(int(end) + 1):
        x, numbered = px(along(kilometre)), kilometre % 2 == 0
        yield Line(x, y, x, y + (8 if numbered else 5), "axis")
        if numbered:
            yield Label(x, y + 24, f"{kilometre} km" if kilometre else "0", "tick", "middle")


def _widest(stops: Sequence[Stop], first: float, last: float) -> float:
    """Gib die Mitte der längsten Lücke zwischen zwei Haltestellen auf einem Stück der Strecke zurück."""
    marks = [first, *(stop.at for stop in stops if first < stop.at < last), last]
    _, middle = max((after - before, (before + after) / 2) for before, after in pairwise(marks))
    return middle


def _narrow(stops: Sequence[Stop], river: float, end: float, words: dict[str, str]) -> Drawing:
    """Zeichne das Band von oben nach unten, so lang, dass jeder Name seine Zeile hat."""
    gap = min(after.at - before.at for before, after in pairwise(stops))
    if not gap:
        message = "Zwei Haltestellen stehen beim selben Kilometer."
        raise Fault(message, "stops")
    down = fitted(0, end, 14, 14 + _ROW * end / gap)
    rail, band = 74, 50
    shapes: list[Shape] = [
        Box(band, px(down(0)), _STRIPE, px(down.length(river)), "strasse"),
        Box(band, px(down(river)), _STRIPE, px(down.length(end - river)), "wasser"),
        Line(rail, px(down(0)), rail, px(down(end)), "schiene"),
    ]
    for stop in stops:
        y = px(down(stop.at))
        shapes += [Disc(rail, y, 6, "halt"), Label(rail + 14, px(y + 6), stop.name)]
        shapes.append(Label(band - 8, px(y + 5), _decimal(stop.at), "tick", "end"))
    for name, first, last in (("street", 0.0, river), ("river", river, end)):
        middle = _widest(stops, first, last)
        shapes.append(Label(rail + 14, px(down(middle) + 5), words[name], "quiet"))
    return Drawing(NARROW, px(down(end) + 14), tuple(shapes))
