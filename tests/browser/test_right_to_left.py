"""An explainer in Arabic: frame, panel of evidence, table and figures from right to left, narrow and wide."""

from pathlib import Path

import pytest
import yaml
from brought import brought
from explainers import build, put, texts_of
from looks import COLOURS, NO_COLOURS, OVERFLOW, THIN_OUT, asked_axe

JISR = Path(__file__).parents[1] / "jisr"
STANDS = """() => Object.fromEntries(
  [".masthead__brand", "main h2", "main th", ".figure__claim"].map(
    (which) => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(which));
      const words = range.getBoundingClientRect(), around = document.querySelector("main").getBoundingClientRect();
      return [which, Math.round((words.left + words.right) / 2 - (around.left + around.right) / 2) > 0];
    }))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    said = yaml.safe_load((JISR / "ar.yaml").read_text(encoding="utf-8"))
    root = put(tmp_path_factory.mktemp("jisr"), texts_of(JISR, "content"))
    put(root, {"templates/locale/ar.po": brought("ar", lambda text: said.get(text, text))})
    result = build(root)
    assert result.exit_code == 0, result.stderr
    return root / "site"


def test_an_explainer_in_arabic_runs_from_right_to_left(tab, site, axe):
    for name in ("index", "search", "404"):
        assert '<html lang="ar" dir="rtl">' in (site / f"{name}.html").read_text(encoding="utf-8")
    for width, scheme in ((360, "light"), (1280, "dark")):
        page = tab(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
        page.goto((site / "bridge.html").as_uri())
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate(OVERFLOW) <= 0
        assert set(page.evaluate(STANDS).values()) == {True}, "words stand at the left"
        assert asked_axe(page, axe, NO_COLOURS) == {}
        page.evaluate(THIN_OUT)
        assert asked_axe(page, axe, COLOURS) == {}
