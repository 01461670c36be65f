"""The second explainer in a real browser: its own colours, logo, kind and figure, narrow and wide, by day and by night."""

import pytest
from looks import COLOURS, NO_COLOURS, ON_A_DESK, ON_A_PHONE, OVERFLOW, THIN_OUT, asked_axe, looked_at
from searching import DESKTOP, ENTRIES, ask

TELLING = ("strecke", "wagen/baureihe-72")  # its own figure and its own kind
REST = ("index", "geschichte", "wagen/kaiserwagen", "wagen/generation-15", "sources")
ALWAYS = [(360, "light"), (1280, "dark")]
AT_NIGHT = [(360, "dark"), (1280, "light")]


@pytest.mark.parametrize(
    ("width", "scheme"), [*ALWAYS, *(pytest.param(*window, marks=pytest.mark.whole) for window in AT_NIGHT)]
)
def test_a_page_of_the_second_example_is_well_made(tab, second, axe, whole, width, scheme):
    page = tab(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    found = {}
    for name in TELLING + (REST if whole else ()):
        page.goto((second / f"site/{name}.html").as_uri())
        page.evaluate("() => document.fonts.ready.then(() => true)")
        found[name] = looked_at(page, ON_A_PHONE if width == 360 else ON_A_DESK)
        if (over := page.evaluate(OVERFLOW)) > 0:
            found[name]["pixels wider than the window"] = over
        if scheme == "light":
            found[name] |= asked_axe(page, axe, NO_COLOURS)
        page.evaluate(THIN_OUT)
        found[name] |= asked_axe(page, axe, COLOURS)
    assert not {name: wrong for name, wrong in found.items() if wrong}


# What visitors may type, where the answer is, and words of it. Written from the pages before the search was changed for them.
FRAGEN = (
    ("Warum hängt die Bahn über dem Fluss?", "index.html", "eng und dicht bebaut"),
    ("Wie lang ist die Strecke?", "strecke.html", "13,3 Kilometer"),
    ("Wann wurde die Schwebebahn eröffnet?", "geschichte.html", "1. März 1901"),
    ("Wie viele Menschen starben beim Absturz?", "geschichte.html", "fünf Menschen"),
    ("Wer hat die Schwebebahn erfunden?", "index.html", "Erfunden hat sie"),
    ("Elefant", "geschichte.html", "Tuffi"),
    (
        "kaiserwagen mitfahren",
        "wagen/kaiserwagen.html",
        "Der Kaiserwagen Wagen",
    ),  # its title, and what kind of page it is
    ("haltestellen karte", "strecke.html", "Haltestellen"),
    ("fahrgäste pro tag", "strecke.html", "82.000 Menschen"),
    ("über Strassen", "strecke.html", "Straßen"),  # as everybody writes it in Switzerland
)


def test_what_visitors_ask_in_german_is_answered_among_the_first_three_results(tab, second):
    page = tab(viewport=DESKTOP)
    page.goto((second / "site/search.html").as_uri())
    wrong = {}
    for query, right, says in FRAGEN:
        ask(page, query, "„“")
        status, first = page.locator("#status").inner_text(), page.evaluate(ENTRIES)[:3]
        answered = any(right in entry["links"] and says in " ".join(entry["words"].split()) for entry in first)
        if not answered or "Treffer" not in status:  # where there are none, it shows what is near
            wrong[query] = status, first
    assert not wrong
