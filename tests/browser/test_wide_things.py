"""Code and formulas wider than their column: the page stays as it is, and who has only keys can scroll them."""

import pytest
from explainers import SMALL, build, once_for_all, put
from looks import NO_COLOURS, OVERFLOW, asked_axe

WIDE = " + ".join(f"x_{{{number}}}" for number in range(10, 60))
LINE = "E = " + " + ".join(f"x_{{{number}}}" for number in range(10, 17))
NARROW = 360
TEXT = f"""---
title: Wide
answer: It is $x^2$.
checked: 2026-01-31
---

```python
wide = "{"words " * 60}"
```

## Formulas {{#formulas}}

A line of words, with $x$ and ${LINE}$ in it, and $E = mc^2$.

$$ {WIDE} $$

$$ x = y $$

```
narrow
```
"""
STOPS = """() => [...document.querySelectorAll("pre, .formula__drawn, .formula__line")].map((one) => [
  one.scrollWidth > one.clientWidth + 1, one.tabIndex === 0, one.getAttribute("role"),
  one.getAttribute("aria-label") ?? document.getElementById(one.getAttribute("aria-labelledby"))?.firstChild.data ?? null])"""
BASELINES = """() => [...document.querySelectorAll("main p math")].map((one) => {
  const mark = document.createElement("span"); mark.style.cssText = "display:inline-block;inline-size:0;block-size:0";
  (one.closest(".formula__line") ?? one).after(mark);
  const variable = one.querySelector("mi").getBoundingClientRect();
  return Math.round(mark.getBoundingClientRect().bottom - variable.bottom); })"""


def make(folder):
    result = build(put(folder, SMALL | {"content/wide.md": TEXT}))
    assert result.exit_code == 0, result.stderr


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return (once_for_all(tmp_path_factory, "wide-things", make) / "site/wide.html").as_uri()


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_what_is_wide_is_scrolled_with_keys_and_the_page_is_not(tab, axe, address, width):
    page = tab(viewport={"width": width, "height": 900}, bypass_csp=True)
    page.goto(address)
    assert page.evaluate(OVERFLOW) <= 0
    page.wait_for_function("() => document.querySelector('pre[tabindex]')")
    code, line, apart, short, narrow = page.evaluate(STOPS)
    assert code[:3] == [True, True, "group"]
    assert code[3].startswith("Wide")  # no heading stands above it, so it has the name of the page
    assert apart == [True, True, "group", "Formulas"]
    assert line == ([True, True, "group", "Formulas"] if width == NARROW else [False, False, None, None])
    for stays in (short, narrow):
        assert stays == [False, False, None, None]
    assert asked_axe(page, axe, NO_COLOURS) == {}
    page.locator(".formula__drawn[tabindex]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_a_long_formula_stands_on_the_line_of_its_words(tab, address):
    page = tab(viewport={"width": NARROW, "height": 900})
    page.goto(address)
    found = page.evaluate(BASELINES)
    assert len(found) == 4
    assert max(found) - min(found) <= 4, found
