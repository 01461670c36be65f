"""What is looked at on a page in a browser, by scripts that return what is wrong; and what a page weighs."""

import functools
import gzip
import re

WIDTHS = (320, 360, 480, 768, 1024, 1280, 1440, 1920, 2560)
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
SPACED_PARAGRAPHS = "p { margin-block-end: 2em !important; }"
OVERFLOW = "() => document.documentElement.scrollWidth - innerWidth"

# A page in a frame, which is laid out anew for each width at once, where a window would be painted each time.
FRAMED = """async ([address, windows]) => { document.body.innerHTML = ''; const frame = document.createElement('iframe');
  frame.style.border = 0; document.body.append(frame);
  await new Promise(done => { frame.onload = done; frame.src = address; });
  await frame.contentDocument.fonts.ready;
  const found = [];
  for (const [name, width, height, css] of windows) {
    frame.width = width; frame.height = height;
    const sheet = new frame.contentWindow.CSSStyleSheet(); sheet.replaceSync(css);
    frame.contentDocument.adoptedStyleSheets = [sheet];
    const over = frame.contentDocument.documentElement.scrollWidth - width;
    if (frame.contentWindow.innerWidth !== width) found.push(name + ' could not be had');
    if (over > 0) found.push(name + ': ' + over + ' px'); }
  return found; }"""
# A page with its scripts and the same page without any, as words and links; what only one of them has.
WITH_AND_WITHOUT = """async address => { const open = sandbox => new Promise(done => {
    const frame = document.createElement('iframe'); frame.width = 1280; frame.height = 900; frame.onload = () => done(frame);
    if (sandbox) frame.sandbox = 'allow-same-origin'; frame.src = address; document.body.append(frame); });
  document.body.innerHTML = '';
  const read = (frame, out) => { const seen = frame.contentDocument; seen.querySelectorAll(out).forEach(e => e.remove());
    return [...seen.body.innerText.split(/\\s+/), ...[...seen.links].map(a => a.href).sort()]; };
  const [one, other] = await Promise.all([open(false), open(true)]);
  const ran = other.contentDocument.querySelectorAll('noscript > *').length || !one.contentDocument.querySelector('noscript');
  const words = read(one, '[data-script]'), bare = read(other, 'noscript');
  if (!ran) return ['scripts ran in both'];
  const at = words.findIndex((word, i) => word !== bare[i]);
  return at < 0 && words.length === bare.length ? [] : [words.slice(at, at + 8), bare.slice(at, at + 8)]; }"""

WINDOWS = [
    ("with wide text spacing", 320, 256, SPACING + SPACED_PARAGRAPHS),
    ("at 400 % zoom of 1280 by 1024", 320, 256, ""),
    *((f"at {width} px", width, 800, "") for width in WIDTHS),
    ("with text of 200 %", 1280, 800, "html { font-size: 40px !important; }"),
]

SMALL_TARGETS = """() => { const sentence = 'p, li, dd, dt, td, th, figcaption';
  return [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')]
  .filter(e => e.getClientRects().length && !e.matches('.skip'))
  .filter(e => { const around = e.closest(sentence), term = e.closest('label.term'); return !(around && e.matches('a, button')
    && getComputedStyle(term ?? e).display.startsWith('inline')
    && around.textContent.trim().length > e.textContent.trim().length); })
  .filter(e => { const r = (e.matches('input') ? e.closest('label') ?? e : e).getBoundingClientRect();
    return r.width < 23.9 || r.height < 23.9; })
  .map(e => e.outerHTML.slice(0, 120)); }"""

LONG_LINES = """() => { const found = [];
  for (const p of document.querySelectorAll('.prose p, .header__answer, .evidence li, figcaption')) {
    if (!p.getClientRects().length) continue;
    const lines = new Map(), walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    for (let n; (n = walker.nextNode());) for (const word of n.data.matchAll(/[^\\s-]+[-\\s]?|-/g)) {
      const r = document.createRange(); r.setStart(n, word.index); r.setEnd(n, word.index + 1);
      const box = r.getBoundingClientRect(); if (!box.width) continue;
      const at = Math.round((box.top + box.bottom) / 16); lines.set(at, (lines.get(at) ?? 0) + word[0].length); }
    const most = Math.max(0, ...lines.values());
    if (most > (p.matches('.evidence li') ? 80 : 75)) found.push(most + ': ' + p.textContent.slice(0, 60)); }
  return found; }"""

GENERIC = """() => { const found = [], seen = e => e.getClientRects().length;
  const banned = /\\b(inter|space grotesk|instrument serif|geist|roboto|poppins)\\b/i;
  for (const e of document.querySelectorAll('body, body *')) { if (!seen(e)) continue; const s = getComputedStyle(e);
    const name = e.tagName.toLowerCase() + '.' + e.className;
    if (banned.test(s.fontFamily.split(',')[0])) found.push('font ' + name);
    if (/gradient/.test(s.backgroundImage)) found.push('gradient ' + name);
    if (s.backdropFilter && s.backdropFilter !== 'none') found.push('glass ' + name);
    if (s.boxShadow !== 'none' || s.textShadow !== 'none') found.push('shadow ' + name);
    if (parseFloat(s.borderRadius) >= 8 && !e.matches('input')) found.push('round corners ' + name);
    if (s.textTransform === 'uppercase') found.push('capitals ' + name);
    if (parseFloat(s.borderInlineStartWidth) > 2 && !parseFloat(s.borderBlockStartWidth) && !e.matches('blockquote'))
      found.push('left border ' + name);
    if (e.matches('h1') && s.textAlign === 'center') found.push('centred ' + name); }
  if (/\\p{Extended_Pictographic}/u.test(document.body.innerText.replace(/[↩↗©®™]/gu, ''))) found.push('emoji');
  return [...new Set(found)]; }"""

SMALL_WORDS = """() => [...document.querySelectorAll('svg text')].filter(t => t.getClientRects().length).map(t => {
    const m = t.getScreenCTM(); return [parseFloat(getComputedStyle(t).fontSize) * Math.hypot(m.a, m.b), t.textContent]; })
  .filter(([size]) => size < 12).map(([size, words]) => size.toFixed(1) + ' ' + words)"""

DOUBLED_IDS = """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return ids.filter((id, i) => ids.indexOf(id) !== i); }"""

INLINE_STYLES = "() => [...document.querySelectorAll('[style], main style')].map(e => e.outerHTML.slice(0, 120))"

SHIFT = """() => new Promise(done => { let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
    .observe({type: 'layout-shift', buffered: true});
  const frames = left => left ? requestAnimationFrame(() => frames(left - 1)) : done(sum);
  document.fonts.ready.then(() => frames(3)); })"""

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"resultTypes": ["violations", "incomplete"], "runOnly": STANDARDS}
# SMALL_TARGETS is stricter than the second, which takes half of the time.
NO_COLOURS = ALL_RULES | {"rules": {"color-contrast": {"enabled": False}, "target-size": {"enabled": False}}}
COLOURS = ALL_RULES | {"runOnly": ["color-contrast", "link-in-text-block"]}
AXE = """async options => { const r = await axe.run(document, options);
  return {violations: r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 140)).join(' | ')),
  incomplete: r.incomplete.map(v => v.id)}; }"""

# Of what looks alike, one is enough for the rules about colours, which take seconds on a long page.
THIN_OUT = """() => { const name = e => e.localName + '.' + (e.className.baseVal ?? e.className), counts = new Map();
  for (const e of document.querySelectorAll('main :is(li, tr, p, label, [popover], text, path, circle, rect, line)')) {
    if (!e.isConnected) continue;
    const above = []; for (let one = e; one.localName !== 'main'; one = one.parentElement) above.push(name(one));
    const within = [...new Set([...e.querySelectorAll('*')].map(name))].sort();
    const sort = above.join(' ') + ' with ' + within.join(' '), count = (counts.get(sort) ?? 0) + 1;
    counts.set(sort, count); if (count > 1) e.remove(); } }"""

EXPLAINED = {
    "color-contrast": "axe cannot see through SVG and transparent grounds; tests/browser/test_colours.py computes every pair",
    "aria-valid-attr-value": "axe does not follow ids into a popover that is closed",
}


# All that is looked at while a page stands in one window: a visit each would take most of the time of the tests.
ON_A_DESK = {
    "targets smaller than 24 px": SMALL_TARGETS,
    "lines of more than 75 characters, or 80 in notes": LONG_LINES,  # w3.org/TR/WCAG22/#visual-presentation
    "ids that occur twice": DOUBLED_IDS,
    "styles inside the page": INLINE_STYLES,
    "what everything else looks like": GENERIC,
}
ON_A_PHONE = {"words in drawings below 12 px": SMALL_WORDS, "targets smaller than 24 px": SMALL_TARGETS}


def looked_at(page, looks):
    """Return what is wrong on a page, by the names of the looks."""
    return {name: wrong[:5] for name, look in looks.items() if (wrong := page.evaluate(look))}


def asked_axe(page, axe, options):
    """Return the violations that axe finds on a page, and the rules that it could not decide and nobody explains."""
    page.evaluate(axe)
    result = page.evaluate(AXE, options)
    undecided = sorted(set(result["incomplete"]) - EXPLAINED.keys())
    return {name: wrong for name, wrong in {"axe": result["violations"], "undecided": undecided}.items() if wrong}


def heard(page):
    """Return what a page is going to say of mistakes, and the addresses that it is going to ask for."""
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda failed: said.append(f"{failed.url} {failed.failure}"))
    page.on("response", lambda response: said.append(response.url) if response.status >= 400 else None)
    page.on("request", lambda sent: asked.append(sent.url))
    return said, asked


# In `stops`, all that the key Tab should reach, folds opened; in `found`, what was wrong with a stop as it had the focus.
LOOK = """() => { for (const fold of document.querySelectorAll('details')) fold.open = true;
  const could = 'a[href], area[href], button, input, select, textarea, summary, audio[controls], video[controls], iframe,'
    + ' [tabindex], [contenteditable]';
  const chosen = e => { if (!e.matches('input[type=radio]')) return true;
    const group = [...document.getElementsByName(e.name)]; return e === (group.find(one => one.checked) ?? group[0]); };
  window.stops = [...document.querySelectorAll(could)].filter(e => e.tabIndex >= 0 && !e.matches(':disabled')
    && !e.closest('[inert]') && e.checkVisibility({visibilityProperty: true}) && chosen(e));
  window.visited = []; window.found = [];
  const outlined = (e, part) => { const s = getComputedStyle(e, part);
    return (!part || s.content !== 'none') && s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1
      && !/^rgba\\(.*, 0\\)$|^transparent$/.test(s.outlineColor); };
  window.look = () => { const e = document.activeElement; if (!e || e === document.body) return;
    visited.push(e);
    const wrong = what => found.push(what + ': ' + e.outerHTML.slice(0, 120));
    const label = e.closest('label'), boxesOf = one => [...one?.getClientRects() ?? []].filter(r => r.width && r.height);
    // A button without a size must lie over the end of its label.
    const own = boxesOf(e), end = boxesOf(label).slice(-1).map(r => new DOMRect(r.right - 8, r.top, 8, r.height));
    const boxes = own.length ? own : end, holds = above => own.length
      ? e.contains(above) || above.contains(e) || label?.contains(above) : above === e;
    if (!boxes.length || !e.checkVisibility({opacityProperty: true, visibilityProperty: true})) wrong('not to be seen');
    if (!outlined(e) && !outlined(e, '::before') && !outlined(e, '::after') && !(label && outlined(label)))
      wrong('focus without a sign');
    for (const box of boxes) {
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
      const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
      const least = (size, room) => size < room * 0.9 ? size - 1 : room / 2;  // of a long table, what the window holds
      if (right - left < least(box.width, innerWidth) || bottom - top < least(box.height, innerHeight)) {
        wrong('outside the window'); break; }
      const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (!above || !holds(above)) { wrong('covered by ' + above?.outerHTML.slice(0, 60)); break; } } };
  return stops.length; }"""

# What has the focus is looked at when the next key arrives: by then the page has scrolled to it.
LOOK_AT_EACH_KEY = "() => addEventListener('keydown', look, true)"

WRONG = """() => { const at = stops.findIndex((stop, i) => stop !== visited[i]);
  const words = e => e?.outerHTML.slice(0, 120) ?? 'nothing';
  if (at >= 0) found.push('stop ' + at + ' should be ' + words(stops[at]) + ', is ' + words(visited[at]));
  else if (visited.length > stops.length) found.push('one stop too many: ' + words(visited[stops.length]));
  return found.slice(0, 5); }"""

FOCUS_EACH = "() => { for (const stop of stops) { stop.focus({focusVisible: true}); look(); } }"

POSITIONED = "@supports (position-area"
SIZES = {"phone": {"width": 360, "height": 640}, "desktop": {"width": 1280, "height": 800}}

# Opens the longest popovers of the page, the first and the last; `anchored`: beside each opener, wherever in the window
# that is, or else all in the same place.
OPEN_EACH = """anchored => { const found = [], target = opener => document.getElementById(opener.getAttribute('popovertarget'));
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  const all = [...document.querySelectorAll('[popovertarget]')];
  for (const opener of all) if (!target(opener)?.popover) found.push(opener.outerHTML.slice(0, 99) + ' opens nothing');
  if (!all.length || found.length) return found;
  const longest = all.toSorted((one, other) => target(other).textContent.length - target(one).textContent.length);
  for (const opener of new Set([...longest.slice(0, 4), all[0], all.at(-1)])) {
    const popover = target(opener);
    const around = opener.closest('label') ?? opener;
    for (const block of anchored ? ['start', 'center', 'end'] : ['center']) {
      opener.scrollIntoView({block}); opener.click();
      const wrong = what => found.push(popover.id + ' at ' + block + ' ' + what);
      if (!popover.matches(':popover-open')) { wrong('stays closed'); break; }
      const r = popover.getBoundingClientRect();
      if (r.left < 0 || r.top < 0 || r.right > innerWidth || r.bottom > innerHeight) wrong('lies outside the window');
      if (popover.scrollWidth > popover.clientWidth) wrong('is wider than its box');
      if (r.width < 200 || r.height < 40) wrong('is too small to read');
      if (!popover.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2))) wrong('is covered');
      const far = box => Math.hypot(Math.max(box.left - r.right, r.left - box.right, 0),
        Math.max(box.top - r.bottom, r.top - box.bottom, 0));
      if (anchored && far(around.getBoundingClientRect()) > 24) wrong('is far from its words');
      popover.hidePopover(); } }
  return found.slice(0, 5); }"""


def without_positions(page):
    """Serve the styles as a browser reads them that cannot place a popover beside its opener."""

    def answer(route):
        response = route.fetch()
        styles = re.sub(re.escape(POSITIONED), "@supports (no-such-property", response.text())
        route.fulfill(response=response, body=styles)

    page.route("**/*.css", answer)


def packed(text) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


PAPER = {"A4": 673, "Letter": 695}  # pixels between the margins of 16 mm
NOT_FOR_PAPER = ".masthead__navigation, .sequence, details:not(.contents details, .contents__fold)"
ON_PAPER = """selector => { const shown = e => e.matches('details')
    ? [...e.children].every(one => one.tagName === 'SUMMARY' || !one.checkVisibility()) : e.checkVisibility();
  const wide = [...document.querySelectorAll('figure, table')].filter(e => e.getClientRects().length
    && e.getBoundingClientRect().right > innerWidth + 1);
  return [...document.querySelectorAll(selector)].filter(shown).concat(wide).map(e => e.id || e.className); }"""


def on_paper(page, width):
    """Return what a printed page shows and should not, what is folded on it, and what is wider than it."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate(ON_PAPER, NOT_FOR_PAPER)


@functools.cache
def packed_size(file) -> int:
    """Return the bytes that GitHub Pages sends: text compressed, fonts as they are."""
    content = file.read_bytes()
    return len(content) if file.suffix in (".woff2", ".png") else len(gzip.compress(content, 9, mtime=0))
