"""The preview in a real browser: what a person sees after a save."""

import pytest
from explainers import SMALL, put
from previews import free_port, running

LONG = "\n\n".join(f"Paragraph {number} of a long page." for number in range(200))
TOKENS = "assets/css/tokens.css"
CHANGED = "(words) => document.body?.innerText.includes(words)"
OVERLAY = "() => document.querySelector('explainery-problems')?.shadowRoot.querySelector('pre').textContent ?? null"
COLOUR = "() => getComputedStyle(document.querySelector('h1')).color"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = put(tmp_path_factory.mktemp("previewed") / "small", SMALL)
    put(root, {"content/film.md": f"{SMALL['content/film.md']}\n{LONG}\n"})
    return root


@pytest.fixture(scope="module")
def preview(root):
    with running(root, "--base", "/repo/") as found:
        yield found


@pytest.fixture
def page(tab):
    """Return a tab that remembers what the browser complains about."""
    page = tab(viewport={"width": 1000, "height": 700})
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def save(root, path, old, new):
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def connected(page):
    page.wait_for_function("() => window.LiveReload?.connector?.protocol === 7")


def test_a_page_shows_what_was_saved_and_stays_where_it_was(page, preview, root):
    page.goto(preview.address + "film.html#plot")
    connected(page)
    page.evaluate("() => scrollTo(0, 3000)")
    for words in ("flies very high", "flies low"):
        before = page.evaluate("() => { window.before = true; return scrollY; }")
        save(root, "content/film.md", "flies very high" if words == "flies low" else "flies", words)
        page.wait_for_function(CHANGED, arg=words)
        page.wait_for_function("before => Math.abs(scrollY - before) < 2", arg=before)
        assert page.evaluate("() => window.before") is None
        connected(page)
    assert page.complaints == []


def test_new_styles_are_swapped_without_loading_the_page_anew(page, preview, root):
    page.goto(preview.address)
    connected(page)
    page.evaluate("() => { window.before = true; }")
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        put(root, {"assets/css/utilities.css": f"h1 {{ color: {colour} !important; }}\n"})
        page.wait_for_function(f"colour => ({COLOUR})() === colour", arg=colour)
    sheets = page.evaluate("() => document.querySelectorAll('link[rel=stylesheet]').length")
    (root / "assets/css/utilities.css").unlink()
    page.wait_for_function(f"colour => ({COLOUR})() !== colour", arg=colour)
    page.wait_for_function("count => document.querySelectorAll('link[rel=stylesheet]').length === count", arg=sheets)
    assert page.evaluate("() => window.before") is True
    preview.wait_for("film.html", page.locator("link[rel=stylesheet]").first.get_attribute("href"))
    assert page.complaints == []


def test_a_problem_lies_over_the_last_good_page_and_goes_when_it_is_mended(page, preview, root):
    page.goto(preview.address + "film.html")
    connected(page)
    page.evaluate("() => { window.before = true; }")
    save(root, "content/film.md", "fact:doctor", "fact:docter")
    page.wait_for_function(f"() => ({OVERLAY})()")
    preview.line("1 problem. Nothing was written.")
    assert page.evaluate(OVERLAY) == "\n".join(preview.complained) + "\n"
    box = page.locator("explainery-problems div").bounding_box()
    assert box["width"] == 1000
    assert box["y"] + box["height"] == 700
    link = page.locator("explainery-problems a").get_attribute("href")
    assert link.startswith("vscode://file/")
    assert link.endswith("/content/film.md:10:3")
    assert page.locator("h1").is_visible()
    save(root, "content/film.md", "fact:docter", "fact:doctor")
    page.wait_for_function(f"() => !({OVERLAY})()")
    assert page.evaluate("() => window.before") is True
    assert page.complaints == []


def test_it_starts_broken_shows_why_and_then_the_page(page, tmp_path):
    root = put(tmp_path / "small", SMALL | {"content/film.md": "no front matter\n"})
    with running(root) as preview:
        page.goto(preview.address + "film.html")
        page.wait_for_function(f"() => ({OVERLAY})()")
        preview.line("Nothing was written.")
        assert page.evaluate(OVERLAY) == "\n".join(preview.complained) + "\n"
        put(root, {"content/film.md": SMALL["content/film.md"]})
        page.wait_for_function(CHANGED, arg="flies")
        assert page.evaluate(OVERLAY) is None


def test_a_missing_page_appears_when_it_is_written(page, preview, root):
    page.goto(preview.address + "later/new.html")
    assert page.locator("h1").inner_text() == "No such page"
    connected(page)
    put(root, {"content/later/new.md": "---\ntitle: New\nanswer: New.\nchecked: 2026-01-31\n---\n\nFirst.\n"})
    page.wait_for_function(CHANGED, arg="First.")


def test_a_preview_that_was_away_is_found_again(page, tmp_path):
    root, port = put(tmp_path / "small", SMALL), free_port()
    with running(root, port=port) as preview:
        page.goto(preview.address + "film.html")
        connected(page)
    page.wait_for_function("() => window.LiveReload.connector.protocol === 0")
    save(root, "content/film.md", "flies", "flies again")
    with running(root, port=port):
        page.wait_for_function(CHANGED, arg="flies again")
