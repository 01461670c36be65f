"""The gallery of what ships, in a real browser: its own pages, narrow and light, wide and dark."""

import pytest
from looks import COLOURS, DOUBLED_IDS, NO_COLOURS, OVERFLOW, THIN_OUT, asked_axe, looked_at

PAGES = ("index", "gallery-block-timeline", "gallery-record-event")


@pytest.mark.by_day(1)
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_page_of_the_gallery_is_well_made(tab, shipped_gallery, axe, width, scheme):
    page = tab(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    for name in PAGES:
        page.goto((shipped_gallery / f"{name}.html").as_uri())
        assert page.evaluate(OVERFLOW) <= 0, name
        assert looked_at(page, {"ids that occur twice": DOUBLED_IDS}) == {}, name
        if width == 360:
            assert asked_axe(page, axe, NO_COLOURS) == {}, name
        page.evaluate(THIN_OUT)
        assert asked_axe(page, axe, COLOURS) == {}, name
