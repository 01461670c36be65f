"""Terms that open beside their words: by click, key and rest of the pointer, with and without a script."""

import re

import pytest
from looks import OPEN_EACH, POSITIONED, SIZES, without_positions

OPEN = "id => document.getElementById(id).matches(':popover-open')"
FOCUSED = "opener => document.activeElement === opener"
# Of a page, the first and the last opener in the text.
SOME = """() => { const kinds = new Map(), shown = e => (e.closest('label') ?? e).checkVisibility() && !e.closest('details');
  for (const e of document.querySelectorAll('main [popovertarget]')) if (shown(e)) {
    const kind = document.getElementById(e.getAttribute('popovertarget')).localName;
    kinds.set(kind, [kinds.get(kind)?.[0] ?? e, e]); }
  return [...new Set([...kinds.values()].flat())].map(e => [...document.querySelectorAll('[popovertarget]')].indexOf(e)); }"""


def some_openers(page):
    """Yield openers of the page with the id of what each opens."""
    for at in page.evaluate(SOME):
        opener = page.locator("[popovertarget]").nth(at)
        yield opener, opener.get_attribute("popovertarget")


def words_of(opener):
    """Return what a reader clicks: the label around a button that has one, or the button."""
    label = opener.locator("xpath=ancestor::label")
    return label if label.count() else opener


@pytest.mark.by_day(2)
@pytest.mark.parametrize("placed", [True, False], ids=["beside", "old browser"])
@pytest.mark.parametrize("size", SIZES)
def test_popovers_lie_inside_the_window(tab, served, pages, size, placed):
    page = tab(viewport=SIZES[size])
    if not placed:
        without_positions(page)
    found = {}
    for address in pages:
        page.goto(served + address)
        assert page.evaluate("() => CSS.supports('position-area: block-end')"), "the browser of the tests is too old"
        if wrong := page.evaluate(OPEN_EACH, placed):
            found[address] = wrong
    assert not found


def test_the_styles_say_what_an_old_browser_cannot_do(folder):
    styles = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.css"))
    inside = re.findall(re.escape(POSITIONED) + r"[^{]*\{[^{}]*\{([^{}]*)\}", styles)
    assert inside
    assert sum(rule.count("position-area:") for rule in inside) == styles.count("position-area:") - len(inside)


@pytest.mark.by_day(2)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("size", SIZES)
def test_a_click_opens_and_a_click_elsewhere_closes(tab, served, pages, size, script):
    page = tab(viewport=SIZES[size], java_script_enabled=script)
    for address in pages:
        page.goto(served + address)
        for opener, popover in some_openers(page):
            words_of(opener).click()
            assert page.evaluate(OPEN, popover), f"{address} {popover}"
            page.mouse.click(2, SIZES[size]["height"] - 2)
            assert not page.evaluate(OPEN, popover), f"{address} {popover}"


@pytest.mark.by_day(1)
@pytest.mark.parametrize(("script", "placed"), [(True, True), (False, False)], ids=["script", "no script, old browser"])
def test_enter_opens_and_escape_gives_the_focus_back(tab, served, pages, script, placed):
    page = tab(viewport=SIZES["desktop"], java_script_enabled=script)
    if not placed:
        without_positions(page)
    for address in pages:
        page.goto(served + address)
        for opener, popover in some_openers(page):
            opener.focus()
            page.keyboard.press("Enter")
            assert page.evaluate(OPEN, popover), f"{address} {popover}"
            within = "id => document.getElementById(id).contains(document.activeElement)"
            page.keyboard.press("Tab")  # what is in the popover comes next
            assert page.evaluate(within, popover), f"{address} {popover}"
            page.keyboard.press("Escape")
            assert not page.evaluate(OPEN, popover), f"{address} {popover}"
            assert opener.evaluate(FOCUSED), f"{address} {popover}"


ELSEWHERE = (4, 500)  # in the margin, where neither a control nor a popover is


@pytest.fixture
def hovered(tab, served):
    """Return a page whose clock stands still, the words of its first opener, and the id of what they open."""
    page = tab(viewport=SIZES["desktop"])
    page.clock.install(time=0)
    page.goto(served + "film.html")
    page.clock.pause_at(60_000)
    opener, popover = next(some_openers(page))
    return page, words_of(opener), popover


def test_a_pointer_at_rest_opens_a_preview(hovered):
    page, words, popover = hovered
    words.hover()
    page.clock.run_for(450)
    assert not page.evaluate(OPEN, popover)
    page.clock.run_for(100)
    assert page.evaluate(OPEN, popover)
    page.mouse.move(*ELSEWHERE)
    page.clock.run_for(1000)
    assert not page.evaluate(OPEN, popover)


def test_a_pointer_that_passes_opens_nothing(hovered):
    page, words, popover = hovered
    words.hover()
    page.clock.run_for(400)
    page.mouse.move(*ELSEWHERE)
    page.clock.run_for(1000)
    assert not page.evaluate(OPEN, popover)


def test_a_preview_stays_while_the_pointer_is_in_it(hovered):
    page, words, popover = hovered
    words.hover()
    page.clock.run_for(600)
    page.locator(f"[id='{popover}']").hover()
    page.clock.run_for(5000)
    assert page.evaluate(OPEN, popover)
    page.keyboard.press("Escape")
    assert not page.evaluate(OPEN, popover)


def test_what_a_click_opened_stays_when_the_pointer_leaves(hovered):
    page, words, popover = hovered
    words.click()
    page.clock.run_for(1000)
    page.mouse.move(*ELSEWHERE)
    page.clock.run_for(1000)
    assert page.evaluate(OPEN, popover)


def test_what_a_reader_closed_stays_closed(hovered):
    page, words, popover = hovered
    words.click()
    page.keyboard.press("Escape")
    page.clock.run_for(1000)  # the pointer still rests on the words
    assert not page.evaluate(OPEN, popover)
