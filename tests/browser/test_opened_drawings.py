"""Drawings opened at their own address, where no page's policy holds: none runs a program, none asks for anything."""

import pytest
from browsing import serving
from explainers import SMALL, build, put
from harmless import HARMLESS, LOOKS_HOSTILE
from hostile import hostile

ACCEPTED = HARMLESS | LOOKS_HOSTILE
# Hostile ones that Chromium heeds: without them a test that sees nothing would prove nothing.
RUNS = ("a script", "a script with a prefix", "an event of the whole drawing", "a document type with attributes")
LOADS = ("an import with an escape", "a picture of HTML", "a set of pictures", "an import cut by CDATA")
PRESSED = ("a script written with a tab", "a link that becomes a script with a tab")


@pytest.fixture(scope="module")
def drawings(tmp_path_factory):
    """Return the address of a site with all accepted drawings, and beside it, unjudged, with some hostile ones."""
    root = put(tmp_path_factory.mktemp("drawings"), SMALL)
    (root / "content/drawings").mkdir()
    for number, drawing in enumerate(ACCEPTED.values()):
        (root / f"content/drawings/{number}.svg").write_bytes(drawing)
    shown = "\n\n".join(f"![A drawing](drawings/{number}.svg)" for number in range(len(ACCEPTED)))
    put(root, {"content/drawn.md": f"---\ntitle: Drawn\nanswer: Much.\nchecked: 2026-01-31\n---\n\n{shown}\n"})
    result = build(root)
    assert (result.exit_code, result.stderr) == (0, "")
    for number, (_kind, content, _line) in enumerate(hostile()):
        (root / f"site/hostile-{number}.svg").write_bytes(content)
    with serving(root / "site") as address:
        yield root / "site", address


@pytest.fixture
def seen(tab):
    """Return what opens an address, presses all that can be pressed, and tells which programs ran and what was asked."""
    page = tab()
    ran, asked = [], []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))

    def answer(route):
        asked.append(route.request.url)
        if route.request.url.startswith("http://127.0.0.1:"):
            route.continue_()
        else:
            route.abort()

    page.route("**/*", answer)

    def look(address):
        ran.clear()
        asked.clear()
        page.goto(address)
        for link in page.locator("a").all():
            link.dispatch_event("click")
        page.wait_for_timeout(20)
        return [*ran], [other for other in asked if other.partition("#")[0] != address]

    return look


def test_no_accepted_drawing_runs_or_asks(seen, drawings):
    folder, site = drawings
    files = sorted((folder / "drawings").glob("*.svg"))
    assert len({file.read_bytes() for file in files}) == len(ACCEPTED)
    for file in files:
        assert seen(f"{site}drawings/{file.name}") == ([], []), file.read_text(encoding="utf-8")


@pytest.mark.by_day(3)
@pytest.mark.parametrize("kind", [*RUNS, *PRESSED, *LOADS])
def test_what_is_refused_would_do_harm(seen, drawings, kind):
    _folder, site = drawings
    number = [name for name, _, _ in hostile()].index(kind)
    ran, asked = seen(f"{site}hostile-{number}.svg")
    assert ran if kind in (*RUNS, *PRESSED) else asked


def test_all_accepted_drawings_stand_on_a_page(tab, drawings):
    """Those that have a size of their own, at least, are not broken."""
    page = tab()
    page.goto(f"{drawings[1]}drawn.html")
    page.evaluate("document.querySelectorAll('img').forEach(picture => { picture.loading = 'eager' })")
    page.evaluate("Promise.all([...document.images].map(picture => picture.decode().catch(() => null)))")
    assert page.evaluate("document.images.length") == len(ACCEPTED)
    assert page.evaluate("[...document.images].filter(picture => !picture.naturalWidth).map(p => p.src)") == []
