"""Promises that hold on every page of the built site, in a real browser."""

import pytest

WIDTHS = (320, 360, 480, 768, 1024, 1280, 1440, 1920, 2560)
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
SPACED_PARAGRAPHS = "p { margin-block-end: 2em !important; }"
ADOPT = "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }"
OVERFLOW = "() => document.documentElement.scrollWidth - innerWidth"

SMALL_TARGETS = """() => { const sentence = 'p, li, dd, dt, td, th, figcaption';
  return [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')]
  .filter(e => e.getClientRects().length && !e.matches('.skip'))
  .filter(e => { const around = e.closest(sentence), mark = e.closest('label.mark'); return !(around && e.matches('a, button')
    && getComputedStyle(mark ?? e).display.startsWith('inline')
    && around.textContent.trim().length > e.textContent.trim().length); })
  .filter(e => { const r = (e.matches('input') ? e.closest('label') ?? e : e).getBoundingClientRect();
    return r.width < 23.9 || r.height < 23.9; })
  .map(e => e.outerHTML.slice(0, 120)); }"""

LONG_LINES = """() => { const found = [];
  for (const p of document.querySelectorAll('.prose p, .header__answer, .notes p, figcaption p')) {
    if (!p.getClientRects().length) continue;
    const lines = new Map(), walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    for (let n; (n = walker.nextNode());) for (let i = 0; i < n.length; i++) {
      const r = document.createRange(); r.setStart(n, i); r.setEnd(n, i + 1);
      const box = r.getBoundingClientRect(); if (!box.width) continue;
      const at = Math.round((box.top + box.bottom) / 16); lines.set(at, (lines.get(at) ?? 0) + 1); }
    const most = Math.max(0, ...lines.values()); if (most > 75) found.push(most + ': ' + p.textContent.slice(0, 60)); }
  return found; }"""

SMALL_WORDS = """() => [...document.querySelectorAll('svg text')].filter(t => t.getClientRects().length).map(t => {
    const m = t.getScreenCTM(); return [parseFloat(getComputedStyle(t).fontSize) * Math.hypot(m.a, m.b), t.textContent]; })
  .filter(([size]) => size < 12).map(([size, words]) => size.toFixed(1) + ' ' + words)"""

SHIFT = """() => new Promise(done => { let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
    .observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 250); })"""

AXE = """async () => { const r = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
  'best-practice']}); return {violations: r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 140)).join(' | ')),
  incomplete: r.incomplete.map(v => v.id)}; }"""

EXPLAINED = {
    "color-contrast": "axe cannot see through SVG and transparent grounds; tests/browser/test_colours.py computes every pair",
    "label-content-name-mismatch": "note numbers carry the word Note in their name and the number in their text",
    "aria-valid-attr-value": "axe does not follow ids into a popover that is closed",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tab, served, pages, axe, scheme):
    page = tab(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    found, unexplained = {}, {}
    for address in pages:
        page.goto(served + address)
        page.evaluate(axe)
        result = page.evaluate(AXE)
        if result["violations"]:
            found[address] = result["violations"]
        if extra := set(result["incomplete"]) - EXPLAINED.keys():
            unexplained[address] = extra
    assert not found
    assert not unexplained


def test_nothing_scrolls_sideways(tab, served, pages):
    page = tab(viewport={"width": 320, "height": 800})
    found = []
    for address in pages:
        page.goto(served + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(OVERFLOW) > 0:
                found.append(f"{address} at {width}")
        page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 per cent
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"{address} at 400 % zoom")
        page.evaluate(ADOPT, SPACING + SPACED_PARAGRAPHS)
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"{address} with wide text spacing")
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate(ADOPT, "html { font-size: 40px !important; }")
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"{address} with text of 200 %")
    assert not found


def test_words_in_drawings_are_large_enough_on_a_phone(tab, served, pages):
    page = tab(viewport={"width": 320, "height": 800})
    found = {}
    for address in pages:
        page.goto(served + address)
        if small := page.evaluate(SMALL_WORDS):
            found[address] = small
    assert not found


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(tab, served, pages, width):
    page = tab(viewport={"width": width, "height": 900})
    found = {}
    for address in pages:
        page.goto(served + address)
        if small := page.evaluate(SMALL_TARGETS):
            found[address] = small[:5]
    assert not found


def test_lines_are_short_enough_to_read(tab, served, pages):
    page = tab(viewport={"width": 1280, "height": 900})
    found = {}
    for address in pages:
        page.goto(served + address)
        if long := page.evaluate(LONG_LINES):
            found[address] = long[:3]
    assert not found


def test_nothing_moves_while_a_page_loads(tab, served, pages):
    page = tab(viewport={"width": 360, "height": 800})
    found = {}
    for address in pages:
        page.goto(served + address)
        if (shift := page.evaluate(SHIFT)) > 0.01:
            found[address] = shift
    assert not found


@pytest.mark.parametrize("where", ["served", "folder"])
def test_nothing_fails_and_nothing_is_asked_of_another_host(tab, request, pages, folder, where):
    root = request.getfixturevalue("served") if where == "served" else folder.as_uri() + "/"
    page = tab(viewport={"width": 1280, "height": 900})
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda failed: said.append(f"{failed.url} {failed.failure}"))
    page.on("response", lambda response: said.append(response.url) if response.status >= 400 else None)
    page.on("request", lambda sent: asked.append(sent.url))
    for address in pages:
        page.goto(root + address)
        page.evaluate("() => document.fonts.ready.then(() => true)")
    assert not said
    assert not [url for url in asked if not url.startswith((root, "data:"))]


def test_without_javascript_every_word_and_link_is_there(tab, served, pages):
    read = (
        "() => [document.body.innerText.replace(/\\s+/g, ' '), [...document.links].map(a => a.href).sort().join(' ')]"
    )
    with_script = tab(viewport={"width": 1280, "height": 900})
    without = tab(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    only_with_script = "() => document.querySelectorAll('[data-script]').forEach(e => e.remove())"
    only_without = "() => document.querySelectorAll('noscript').forEach(e => e.remove())"
    for address in pages:
        with_script.goto(served + address)
        with_script.evaluate(only_with_script)
        without.goto(served + address)
        without.evaluate(only_without)
        assert with_script.evaluate(read) == without.evaluate(read), address


def test_ids_are_unique_and_no_style_is_inline(tab, served, pages):
    page = tab()
    for address in pages:
        page.goto(served + address)
        doubled = page.evaluate(
            "() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
            " return ids.filter((id, i) => ids.indexOf(id) !== i); }"
        )
        assert doubled == [], address
        assert page.locator("[style], main style").count() == 0, address
