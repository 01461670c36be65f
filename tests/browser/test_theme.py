"""Light or dark as the reader chose, and the citation that can be copied: what the scripts of a page add."""

import pytest

DESKTOP = {"width": 1280, "height": 900}
GROUND = "() => getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(233, 237, 232)", "rgb(15, 23, 20)"
SWITCH = "[data-theme-switch]"

# Notes what there was when the theme was set: without a body or a style nothing can have been painted.
AT_THE_SETTING = """(() => { window.settings = [];
  new MutationObserver(() => { const theme = document.documentElement?.dataset.theme;
    if (theme !== undefined) settings.push([theme, document.body === null, document.styleSheets.length]); })
  .observe(document, {attributes: true, attributeFilter: ['data-theme'], subtree: true}); })()"""
REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"


@pytest.mark.by_day(1)
@pytest.mark.parametrize(("system", "first", "other"), [("light", LIGHT, DARK), ("dark", DARK, LIGHT)])
def test_the_chosen_theme_is_remembered(tab, served, system, first, other):
    page = tab(color_scheme=system, viewport=DESKTOP)
    page.goto(served + "index.html")
    assert page.evaluate(GROUND) == first
    page.locator(SWITCH).click()
    assert page.evaluate(GROUND) == other
    page.reload()
    assert page.evaluate(GROUND) == other
    page.goto(served + "film.html")
    assert page.evaluate(GROUND) == other
    page.locator(SWITCH).click()
    assert page.evaluate(GROUND) == first
    page.goto(served + "index.html")
    assert page.evaluate(GROUND) == first


def test_the_choice_is_kept_when_the_system_changes(tab, served):
    page = tab(color_scheme="light", viewport=DESKTOP)
    page.goto(served + "index.html")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) == DARK
    page.locator(SWITCH).click()
    assert page.evaluate(GROUND) == LIGHT
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) == LIGHT


def test_the_theme_is_set_before_anything_is_painted(tab, served, pages):
    page = tab(viewport=DESKTOP)
    page.goto(served + "index.html")
    page.locator(SWITCH).click()
    page.add_init_script(AT_THE_SETTING)
    for address in pages:
        page.goto(served + address)
        assert page.evaluate("settings") == [["dark", True, 0]], address


def test_the_switch_works_where_nothing_may_be_kept(tab, served):
    page = tab(viewport=DESKTOP)
    said = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(REFUSED)
    page.goto(served + "index.html")
    page.locator(SWITCH).click()
    assert page.evaluate(GROUND) == DARK
    assert not said


def test_what_needs_a_script_is_hidden_without_one(tab, served, pages):
    without, with_script = tab(java_script_enabled=False), tab()
    for address in pages:
        with_script.goto(served + address)
        assert with_script.locator(SWITCH).is_visible(), address
        without.goto(served + address)
        assert without.locator(SWITCH).count() == 1, address
        assert not [found for found in without.locator("[data-script]").all() if found.is_visible()], address


def test_a_citation_can_be_copied(tab, served):
    page = tab(viewport=DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page.clock.install(time=0)
    page.goto(served + "film.html")
    page.clock.pause_at(60_000)
    button = page.locator("[data-copy]")
    before = button.text_content()
    button.click()
    page.wait_for_function("before => document.querySelector('[data-copy]').textContent !== before", arg=before)
    words = page.evaluate(
        "() => document.getElementById(document.querySelector('[data-copy]').dataset.copy).textContent"
    )
    assert page.evaluate("() => navigator.clipboard.readText()") == words
    assert page.title().partition(" – ")[2] in words
    page.clock.run_for(5000)
    assert button.text_content() == before


def test_no_button_promises_a_copy_that_cannot_be_made(tab, served):
    page = tab(viewport=DESKTOP)
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', {get: () => undefined})")
    page.goto(served + "film.html")
    assert page.locator(SWITCH).is_visible()
    assert not page.locator("[data-copy]").is_visible()
