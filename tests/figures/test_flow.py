"""Flows: bands to one scale, sums that agree, words that never meet."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties import fact, is_sound, scale_of
from shapes import drawer, of, words

from explainery.draw import Fault

draw = drawer("flow")


def flow(start, end, amount, unit="t"):
    return {"from": start, "to": end, "value": fact(amount, unit=unit)}


MILL = (flow("Field", "Mill", 100), flow("Mill", "Flour", 75), flow("Mill", "Bran", 25))


def test_bands_and_bars_are_as_wide_as_their_amounts():
    figure = draw({"flows": MILL, "unit": None})
    for drawing in (figure.wide, figure.narrow):
        bars = [box.height for box in of(drawing, "box", "stock")]
        bands = [band.points[-1][1] - band.points[0][1] for band in of(drawing, "trace", "flow")]
        for band in of(drawing, "trace", "flow"):
            middle = len(band.points) // 4
            assert band.points[-1 - middle][1] - band.points[middle][1] == pytest.approx(
                band.points[-1][1] - band.points[0][1]
            )
        scale_of([*zip(bars, (100, 100, 75, 25), strict=True), *zip(bands, (100, 75, 25), strict=True)])
    assert figure.table.rows[1] == ("Mill", "Flour", "75", "t")
    assert any(text.endswith("100 t") for text in words(figure.wide))


def test_amounts_in_other_units_are_converted():
    figure = draw({"flows": (flow("Field", "Mill", 1, "t"), flow("Mill", "Flour", 1000, "kg")), "unit": "kg"})
    assert [row[2:] for row in figure.table.rows] == [("1000", "kg"), ("1000", "kg")]


@st.composite
def flows(draw_):
    """Return flows among up to 20 places, each of which gives what it gets."""
    count = draw_(st.integers(4, 20))
    names = [f"Place {number} of the Мост" for number in range(count)]
    amounts = {name: Decimal(0) for name in names}
    found = {}
    for number, name in enumerate(names[:-1]):
        later = names[(number // 3 + 1) * 3 :]
        if not later:
            break
        ends = draw_(st.lists(st.sampled_from(later), min_size=1, max_size=3, unique=True))
        held = amounts[name] or Decimal(draw_(st.integers(1, 5000)))
        for at, end in enumerate(ends):
            part = held / len(ends) if at else held - held / len(ends) * (len(ends) - 1)
            found[name, end] = part
            amounts[end] += part
    return tuple(flow(start, end, amount) for (start, end), amount in found.items())


@settings(deadline=None, max_examples=30)
@given(flows())
def test_words_never_meet_and_never_leave_the_drawing(some):
    is_sound(draw({"flows": some, "unit": None}))


@pytest.mark.parametrize(
    ("some", "says"),
    [
        ((*MILL[:2], flow("Mill", "Bran", 24)), "gets 100 t and gives 99 t"),
        ((*MILL, flow("Flour", "Field", 75)), "lead in a circle: "),
        ((*MILL, MILL[0]), "Two flows lead from"),
        ((flow("Field", "Field", 1),), "to itself"),
        ((flow("Field", "Mill", 0),), "is nothing"),
        ((flow("Field", "Mill", 1), flow("Mill", "Flour", 1, "m")), "cannot be converted"),
        ((flow("Field", "Mill", 1), flow("Mill", "Flour", 1, "")), "has no unit"),
        (tuple(flow(f"Mill {number}", f"Mill {number + 1}", 1) for number in range(7)), "8 places one behind"),
        (tuple(flow("Field", f"Mill {number}", 1) for number in range(20)), "21 places"),
    ],
)
def test_what_cannot_be_drawn(some, says):
    with pytest.raises(Fault, match=says):
        draw({"flows": some, "unit": None})
