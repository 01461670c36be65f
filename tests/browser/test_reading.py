"""What readers do: on paper, with settings of their own, and at addresses that lead nowhere."""

import pytest
from looks import PAPER, on_paper


@pytest.mark.parametrize("format_", PAPER)
def test_paper_carries_everything_but_the_navigation(tab, served, format_):
    page = tab()
    for address in ("stages/two.html", "film.html", "crew/boris.html", "crew/index.html"):
        page.goto(served + address)
        assert on_paper(page, PAPER[format_]) == [], address


@pytest.mark.parametrize(
    "settings",
    [{"forced_colors": "active"}, {"contrast": "more"}, {"reduced_motion": "reduce"}, {"color_scheme": "dark"}],
    ids=["forced colours", "more contrast", "reduced motion", "dark"],
)
def test_settings_of_the_reader_are_kept(tab, served, settings):
    page = tab(viewport={"width": 1280, "height": 900}, **settings)
    page.goto(served + "film.html")
    ground, ink = page.evaluate("() => ['backgroundColor', 'color'].map(p => getComputedStyle(document.body)[p])")
    assert ground != ink
    assert page.evaluate("() => document.getAnimations().length") == 0
    if "color_scheme" in settings:
        assert ground == "rgb(15, 23, 20)"


def test_the_page_for_lost_addresses_stands_alone(tab, served):
    page = tab(viewport={"width": 1280, "height": 900})
    asked = []
    page.on("request", lambda sent: asked.append(sent.url))
    response = page.goto(served + "crew/no/such/page.html")
    assert response.status == 404
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(233, 237, 232)"
    assert [url for url in asked if not url.startswith("data:")] == [served + "crew/no/such/page.html"]
    page.get_by_role("link", name="front page").click()
    page.wait_for_load_state()
    assert page.title()
