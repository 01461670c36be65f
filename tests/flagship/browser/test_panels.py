"""Evidence on demand: prose that looks like prose, one control a paragraph, and each claim one step away."""

import pytest

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
LONG = "film.html"
CONTROL = ".prose > .evidence > summary"

# All that holds on any page, looked at in one visit. `wide`: whether there is a margin beside the text.
ON_A_PAGE = """wide => { const found = [], all = selector => [...document.querySelectorAll(selector)];
  const seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length;
  const words = e => e.textContent.replace(/\\s+/g, ' ').trim().slice(0, 50);
  for (const e of all('.fact')) { if (e.querySelector('a, button, [tabindex]')) found.push('a tab stop in a claim: ' + words(e));
    if (getComputedStyle(e, '::after').content !== 'none') found.push('a number in the text: ' + words(e)); }
  for (const e of all('.evidence')) {
    if (e.parentElement.closest('p, .evidence')) found.push('a panel in a panel: ' + words(e));
    if (!e.matches('[open]') && [...e.querySelectorAll('ol')].some(seen)) found.push('an open panel: ' + words(e)); }
  for (const e of all('.fact[data-note]')) if (!document.getElementById('note-' + e.dataset.note))
    found.push('a claim without a note: ' + words(e));
  for (const list of all('.evidence > ol')) { let at = 0;
    for (const e of list.children) { at = e.value || at + 1;
      if (e.id && e.id !== 'note-' + at) found.push('numbered ' + at + ': ' + e.id); } }
  const boxes = all('.evidence > summary').filter(seen).map(e => [e, e.getBoundingClientRect()]);
  for (const [e, box] of boxes) {
    if (!/^\\d+ sources?: \\S/.test(words(e))) found.push('a control without a name: ' + words(e));
    if (box.right > innerWidth) found.push('a control outside the window: ' + words(e));
    for (const [other, its] of boxes) if (e !== other && box.left < its.right - 1 && its.left < box.right - 1
      && box.top < its.bottom - 1 && its.top < box.bottom - 1) found.push('controls that overlap: ' + words(e));
    const beside = wide && getComputedStyle(e).position === 'absolute' && e.matches('.prose > .evidence > summary');
    const before = e.parentElement.previousElementSibling;
    if (beside && before) { const its = before.getBoundingClientRect();
      if (box.left < its.right - 1) found.push('a margin in the text: ' + words(e));
      if (Math.abs(box.bottom - its.bottom) > 12) found.push('a margin far from its paragraph: ' + words(e)); } }
  if (all('.header > .evidence').length > 1) found.push('two controls in the header');
  for (const e of all('.term')) { const next = e.nextSibling?.data ?? '';
    if (!seen(e) || !/^[,.;:!?)]/.test(next)) continue;
    const range = document.createRange(), at = e.nextSibling.data.indexOf(next[0]);
    range.setStart(e.nextSibling, at); range.setEnd(e.nextSibling, at + 1);
    if (range.getBoundingClientRect().top > e.getBoundingClientRect().bottom - 4) found.push('a comma alone on its line: ' + words(e)); }
  for (const e of all(':is(h2, h3, h4)')) if (/#$/.test(e.innerText) && !e.querySelector('[aria-hidden]'))
    found.push('a heading with a sign in its name: ' + words(e));
  for (const e of all('figure')) { const claim = e.querySelector('figcaption'), drawn = e.querySelector('.figure__drawing, table');
    if (claim && drawn && !(claim.compareDocumentPosition(drawn) & 4)) found.push('a claim below its figure: ' + e.id); }
  return found.slice(0, 6); }"""

STOPS = """() => [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')]
  .filter(e => e.checkVisibility() && e.tabIndex >= 0 && !e.closest('footer')).length"""

# Paragraphs that lie under a box.
PARAGRAPHS_UNDER = """box => [...document.querySelectorAll('.prose > p')].filter(p => { const r = p.getBoundingClientRect();
  return r.right > box.x && r.left < box.x + box.width && r.bottom > box.y && r.top < box.y + box.height; }).map(p => p.textContent)"""

# Lines of text on the page, and those in which something is underlined with a solid line.
UNDERLINED = """() => { const lines = new Set(), solid = new Set();
  for (const p of document.querySelectorAll('.prose p, .prose li, .header__answer')) {
    if (!p.checkVisibility()) continue;
    const range = document.createRange(); range.selectNodeContents(p);
    for (const r of range.getClientRects()) if (r.height > 12) lines.add(Math.round(r.bottom / 20));
    for (const e of p.querySelectorAll('a, .term')) if (e.checkVisibility() && getComputedStyle(e).textDecorationLine === 'underline')
      for (const r of e.getClientRects()) solid.add(e); }
  return [lines.size, solid.size]; }"""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_prose_is_prose_and_each_paragraph_has_one_control(tab, served, pages, size):
    page = tab(viewport=size)
    found = {}
    for address in pages:
        page.goto(served + address)
        page.evaluate("() => document.fonts.ready.then(() => true)")
        found[address] = page.evaluate(ON_A_PAGE, size == DESK)
    assert not {address: wrong for address, wrong in found.items() if wrong}


def test_a_long_page_has_few_tab_stops_and_few_lines_under_its_words(tab, served):
    page = tab(viewport=DESK)
    for address in (LONG, "mission.html"):
        page.goto(served + address)
        assert page.evaluate(STOPS) <= 150
        lines, solid = page.evaluate(UNDERLINED)
        assert solid <= lines / 2


@pytest.mark.by_day(2)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_control_opens_its_panel_below_the_paragraph(tab, folder, size, script):
    page = tab(viewport=size, java_script_enabled=script)
    page.goto((folder / LONG).as_uri())  # from the disk
    paragraph, control = page.locator(".prose > p:has(+ .evidence)").first, page.locator(CONTROL).first
    panel, after = page.locator(".prose > .evidence > ol").first, page.locator(".prose > .evidence").first
    assert not panel.is_visible()
    control.focus()
    page.keyboard.press("Enter")
    text, box = paragraph.bounding_box(), panel.bounding_box()
    assert box["y"] >= text["y"] + text["height"] - 1
    following = after.locator("xpath=following-sibling::*[1]").bounding_box()
    assert following["y"] >= box["y"] + box["height"] - 1
    entry = panel.locator("li").first
    assert entry.locator("a[href^='https://']").count()  # the article itself
    assert entry.locator("a[href*='facts/']").count()  # the fact's lasting address
    page.keyboard.press("Tab")
    assert page.evaluate("() => !!document.activeElement.closest('.evidence ol')")
    if script:
        page.keyboard.press("Escape")
        assert control.evaluate("e => e === document.activeElement")
    else:
        control.click()
    assert not panel.is_visible()


def test_a_screen_reader_hears_a_paragraph_and_then_one_control(tab, served):
    page = tab(viewport=DESK)
    page.goto(served + LONG)
    paragraph = page.locator(".prose > p:has(.fact):not(:has(a, label)):has(+ .evidence)").first
    heard = paragraph.aria_snapshot()
    assert not any(role in heard for role in ("button", "link", "superscript", "checkbox"))
    said = page.locator(".prose > .evidence").first.aria_snapshot()
    assert said.count(" sources: ") == 1


@pytest.mark.by_day(2)
@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_words_open_their_claim_beside_their_sentence(tab, served, folder, size, touch):
    page = tab(viewport=size, has_touch=touch)
    page.goto(served + LONG if touch else (folder / LONG).as_uri())
    claim, all_words = page.locator(".claim"), page.locator(".prose > p .fact:not(:empty)")
    for at in (0, 5, 11):
        words = all_words.nth(at)
        words.scroll_into_view_if_needed()
        words.tap() if touch else words.click()
        assert claim.is_visible()
        note = page.locator(f"#note-{words.get_attribute('data-note')}").text_content()
        assert claim.inner_text().startswith(words.inner_text())
        assert claim.inner_text().split()[-9:] == note.split()[-9:]
        box = claim.bounding_box()
        for line in words.evaluate("e => [...e.getClientRects()].map(r => [r.left, r.top, r.right, r.bottom])"):
            beside = box["x"] >= line[2] - 1 or box["x"] + box["width"] <= line[0] + 1
            assert beside or box["y"] >= line[3] - 1 or box["y"] + box["height"] <= line[1] + 1
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size["height"]
        if size == DESK:
            assert page.evaluate(PARAGRAPHS_UNDER, box) == []
        page.keyboard.press("Tab")  # keys lead into it, and out to the control of the paragraph
        assert page.evaluate("() => !!document.activeElement.closest('.claim')")
        page.keyboard.press("Escape")
        assert not claim.is_visible()
        assert page.evaluate("() => document.activeElement.matches('.evidence > summary')")
        words.tap() if touch else words.click()
        assert claim.is_visible()
        page.mouse.click(3, size["height"] - 3)
        assert not claim.is_visible()


def test_a_claim_never_lies_over_the_sentence_that_it_is_about(tab, served):
    page = tab(viewport=PHONE)
    page.goto(served + LONG)
    words = page.locator(".prose > p:has(.fact:not(:empty) ~ .fact:not(:empty)) .fact:not(:empty)").first
    words.click()
    covered = """() => { const box = document.querySelector('.claim').getBoundingClientRect();
      const p = document.querySelector('.prose > p:has(.fact:not(:empty) ~ .fact:not(:empty))'), range = document.createRange();
      const ends = p.innerText.search(/[.!?] /), texts = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      range.setStart(p, 0);
      for (let at = 0; texts.nextNode(); at += texts.currentNode.length)
        if (at + texts.currentNode.length > ends) { range.setEnd(texts.currentNode, ends - at); break; }
      return [...range.getClientRects()].filter(r => r.bottom > box.top + 1 && r.top < box.bottom - 1).length; }"""
    assert page.evaluate(covered) == 0


def test_a_pointer_at_rest_opens_a_claim_and_closes_it_when_it_has_left(tab, served):
    page = tab(viewport=DESK)
    page.clock.install(time=0)
    page.goto(served + LONG)
    page.clock.pause_at(60_000)
    words, claim = page.locator(".prose > p .fact:not(:empty)").first, page.locator(".claim")
    words.hover()
    page.clock.run_for(450)
    assert not claim.is_visible()
    page.clock.run_for(100)
    assert claim.is_visible()
    claim.hover()
    page.clock.run_for(1000)
    assert claim.is_visible()
    page.mouse.move(4, 500)
    page.clock.run_for(1000)
    assert not claim.is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_one_choice_shows_all_notes_and_with_a_script_it_lasts(tab, served, script):
    page = tab(viewport=DESK, java_script_enabled=script)
    page.goto(served + LONG)
    panels = page.locator(".evidence > ol")
    assert panels.count() > 25
    assert not panels.nth(9).is_visible()
    page.get_by_label("Show all").check()
    assert panels.nth(9).is_visible()
    numbered = "() => getComputedStyle(document.querySelector('.fact'), '::after').content"
    assert page.evaluate(numbered) != "none"
    page.goto(served + "mission.html")
    assert panels.nth(9).is_visible() == script
    if script:
        page.get_by_label("Show all").uncheck()
        assert not panels.nth(9).is_visible()
        assert page.evaluate(numbered) == "none"


def test_what_a_reader_must_know_before_believing_is_marked(tab, served):
    page = tab(viewport=DESK)
    page.goto(served + LONG)
    sign = "e => getComputedStyle(e, '::before').content"
    assert "sources differ" in page.locator(".prose .fact.disputed").first.evaluate(sign)
    assert page.locator(".prose .fact:not(.disputed, .announced)").first.evaluate(sign) == "none"
    first = page.locator(":has(> .fact.disputed) + .evidence > summary").first
    assert "Sources differ" in first.inner_text()


def test_the_masthead_of_a_phone_is_low(tab, served):
    page = tab(viewport=PHONE)
    for address in ("index.html", LONG):
        page.goto(served + address)
        assert page.locator(".masthead").bounding_box()["height"] <= 96


# The tables that keys stop at: role and name of each, and how many there should be.
STOPS_AT_TABLES = """() => [[...document.querySelectorAll('.scroll[tabindex="0"]')].map(e => e.role + ' ' + (e.ariaLabel
    ?? document.getElementById(e.getAttribute('aria-labelledby')).firstChild.data)),
  [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length]"""

SCROLLED = "() => [...document.querySelectorAll('.scroll')].some(e => e.scrollLeft)"


def test_a_table_is_a_stop_for_keys_only_where_it_scrolls(tab, served):
    page = tab(viewport=PHONE)
    page.goto(served + "crew/index.html")
    page.wait_for_function("() => document.querySelector('.scroll[tabindex]')")
    stops, wide = page.evaluate(STOPS_AT_TABLES)
    assert len(stops) == wide
    assert all(stop.removeprefix("group ").strip() for stop in stops)
    page.set_viewport_size(DESK)
    page.wait_for_function("() => !document.querySelector('.scroll[tabindex]')")
    bare = tab(viewport=PHONE, java_script_enabled=False)
    bare.goto(served + "crew/index.html")
    bare.locator("xpath=//*[@class='scroll']/preceding::summary[1]").last.focus()
    bare.keyboard.press("Tab")
    for _press in range(20):  # the first may come before the page can be scrolled
        bare.keyboard.press("ArrowRight")
        bare.wait_for_timeout(100)
        if bare.evaluate(SCROLLED):
            return
    pytest.fail("the table was not scrolled by keys")
