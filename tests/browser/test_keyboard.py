"""What readers reach without a mouse: every sort of control, in reading order, with a focus that can be seen."""

import pytest

PARTS = 4  # the walk is the longest test: parts of it run side by side

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


@pytest.mark.parametrize("part", range(PARTS))
def test_every_control_is_reached_in_reading_order(tab, served, pages_of_every_control, part):
    page = tab(viewport={"width": 1280, "height": 450})  # a low window is painted sooner
    found = {}
    for address in pages_of_every_control[part::PARTS]:
        page.goto(served + address)
        stops = page.evaluate(LOOK)
        page.evaluate(LOOK_AT_EACH_KEY)
        assert stops > 10, address
        for _stop in range(stops + 1):
            page.keyboard.down("Tab")  # held down, which is one message to the browser and not two
        page.keyboard.up("Tab")
        if wrong := page.evaluate(WRONG):
            found[address] = wrong
    assert not found


def test_every_control_is_seen_on_a_phone_with_keys(tab, served, pages_of_every_control):
    page = tab(viewport={"width": 360, "height": 640})
    found = {}
    for address in pages_of_every_control:
        page.goto(served + address)
        page.evaluate(LOOK)
        page.evaluate(FOCUS_EACH)
        if wrong := page.evaluate(WRONG):
            found[address] = wrong
    assert not found


def test_the_first_stop_leads_past_the_navigation(tab, served, pages):
    page = tab(viewport={"width": 1280, "height": 900})
    for address in pages[::4]:
        page.goto(served + address)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "main", address
