"""The second explainer in a real browser: its own colours, logo, kind and figure, narrow and wide, by day and by night."""

import pytest
from looks import COLOURS, NO_COLOURS, ON_A_DESK, ON_A_PHONE, OVERFLOW, THIN_OUT, asked_axe, looked_at

TELLING = ("strecke", "wagen/baureihe-72")  # its own figure and its own kind
REST = ("index", "geschichte", "wagen/kaiserwagen", "wagen/generation-15", "sources")
ALWAYS = [(360, "light"), (1280, "dark")]
AT_NIGHT = [(360, "dark"), (1280, "light")]


@pytest.mark.parametrize(
    ("width", "scheme"), [*ALWAYS, *(pytest.param(*window, marks=pytest.mark.whole) for window in AT_NIGHT)]
)
def test_a_page_of_the_second_example_is_well_made(tab, second, axe, whole, width, scheme):
    page = tab(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    found = {}
    for name in TELLING + (REST if whole else ()):
        page.goto((second / f"site/{name}.html").as_uri())
        page.evaluate("() => document.fonts.ready.then(() => true)")
        found[name] = looked_at(page, ON_A_PHONE if width == 360 else ON_A_DESK)
        if (over := page.evaluate(OVERFLOW)) > 0:
            found[name]["pixels wider than the window"] = over
        if scheme == "light":
            found[name] |= asked_axe(page, axe, NO_COLOURS)
        page.evaluate(THIN_OUT)
        found[name] |= asked_axe(page, axe, COLOURS)
    assert not {name: wrong for name, wrong in found.items() if wrong}
