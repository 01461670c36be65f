"""Money: one scale for all bars, shares that make up what was taken, and what cannot be drawn."""

from decimal import Decimal

import pytest
from home import drawer, placed
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import held, is_tidy, of, words

from explainery.draw import NARROW, WIDE, Fact, Fault

draw = drawer("money")

BOTH = pytest.mark.parametrize(("name", "width"), [("wide", WIDE), ("narrow", NARROW)])
BILLION = 1_000_000_000


def fact(value, to=None, unit="roubles", status="documented"):
    low, high = (None if one is None else Decimal(str(one)) for one in (value, to))
    return Fact("a-fact", "", held(low, high, unit), status)


def share(value, unit="roubles"):
    return {"fact": fact(value, unit=unit), "label": "{value} for some"}


def data(**changes):
    found = {
        "taken": fact(2 * BILLION),
        "taken_label": "{value} taken",
        "shares": (share(600_000_000), share(20, "per cent"), share(50, "per cent")),
        "cost": fact(905_000_000, 1_155_000_000),
        "cost_label": "{value} spent",
        "beside": None,
    }
    return {**found, **changes}


@BOTH
@settings(deadline=None, max_examples=30)
@given(taken=st.integers(1, 4000), part=st.integers(1, 99), low=st.integers(1, 3000), more=st.integers(1, 3000))
def test_all_bars_have_one_scale(name, width, taken, part, low, more):
    shares = (share(part, "per cent"), share(100 - part, "per cent"))
    cost = fact(low * 1_000_000, (low + more) * 1_000_000)
    drawing = getattr(draw(data(taken=fact(taken * 1_000_000), shares=shares, cost=cost)), name)
    unit = width / max(taken, low + more)
    (makers,), (rest,) = of(drawing, "box", "accent"), of(drawing, "box", "muted")
    sure, doubt = of(drawing, "box", "series-1")
    assert (makers.x, sure.x) == (0, 0)
    assert makers.width == pytest.approx(taken * part / 100 * unit, abs=0.02)
    assert rest.x + rest.width == pytest.approx(taken * unit, abs=0.03)
    assert sure.width == pytest.approx(low * unit, abs=0.02)
    assert (doubt.x + doubt.width, doubt.status) == (pytest.approx((low + more) * unit, abs=0.03), "disputed")
    assert is_tidy(drawing)


def test_amounts_are_said_in_millions_and_billions():
    found = set(words(draw(data()).wide))
    assert {"2 billion taken", "600 million for some", "400 million for some", "1 billion for some"} <= found
    assert "905 million to 1.155 billion spent" in found


@pytest.mark.parametrize(
    ("changes", "says", "parameter"),
    [
        (
            {"shares": (share(600_000_000), share(50, "per cent"))},
            "make 1.6 billion, and `taken` says 2 billion",
            "shares",
        ),
        ({"taken": fact(2 * BILLION, unit="dollars")}, "given in “dollars”", "taken"),
        ({"cost": fact(0)}, "more than nothing", "cost"),
        ({"cost": fact(None)}, "must be a number", "cost"),
        ({"beside": ({"fact": fact(-1), "label": "x"},)}, "less than nothing", "beside"),
    ],
)
def test_what_cannot_be_drawn_is_said(changes, says, parameter):
    with pytest.raises(Fault, match=says) as error:
        draw(data(**changes))
    assert error.value.parameter == parameter


def test_the_one_on_the_site_is_tidy_and_what_it_claims_is_so():
    _, figure = placed("money")
    assert is_tidy(figure.wide)
    assert is_tidy(figure.narrow)
    (makers,) = of(figure.wide, "box", "accent")
    assert makers.width < of(figure.wide, "box", "series-1")[0].width
