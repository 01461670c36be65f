"""What readers do: on paper, with settings of their own, and at addresses that lead nowhere."""

import pytest
from looks import PAPER, on_paper


@pytest.mark.by_day(1)
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


# What browsers and pages may lack or refuse.
MISSING = {
    "popovers": "delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.popover;",
    "storage": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
    "sentences, sizes": "delete Intl.Segmenter; delete window.ResizeObserver;",
    "a language": "addEventListener('readystatechange', () => { document.documentElement.lang = 'en_US'; }, true);",
}


def test_the_script_does_what_it_can(tab, served):
    for what, script in MISSING.items():
        page = tab(viewport={"width": 1280, "height": 900})
        page.add_init_script(script)
        wrong = []
        page.on("pageerror", lambda error, what=what, wrong=wrong: wrong.append(f"{what}: {error}"))
        page.goto(served + "film.html#%E0")
        page.locator(".prose .fact:not(:empty)").first.click()
        assert page.locator(".claim:popover-open").count() == (what != "popovers"), what
        page.locator("#all-notes").check()
        assert page.locator(".evidence > ol").first.is_visible()
        assert not wrong


def test_words_open_the_panel_itself_where_a_window_has_no_room_for_more(tab, served):
    page = tab(viewport={"width": 320, "height": 140})
    page.goto(served + "film.html")
    words = page.locator(".prose .fact:not(:empty)").first
    words.click()
    assert page.locator(f"#note-{words.get_attribute('data-note')}").is_visible()
    assert not page.locator(".claim").is_visible()


def test_a_page_that_comes_back_knows_what_was_chosen_meanwhile(tab, served):
    page = tab(viewport={"width": 1280, "height": 900})
    page.goto(served + "film.html")
    page.evaluate("""() => { localStorage.notes = 'all'; localStorage.theme = 'dark';
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }""")
    assert page.get_by_label("Show all").is_checked()
    assert page.locator(".evidence > ol").first.is_visible()
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
