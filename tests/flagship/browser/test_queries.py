"""The search of the flagship: what readers ask leads to the right page, and costs little."""

from pathlib import Path

import pytest
import yaml
from looks import packed_size
from searching import DESKTOP, ENTRIES, TITLES, ask

SIXTY = yaml.safe_load(Path(__file__).with_name("sixty.yaml").read_text(encoding="utf-8"))
QUERIES = yaml.safe_load(Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8"))


LINKS = "() => [...document.querySelectorAll('#results a')].map(a => a.getAttribute('href'))"


def is_there(folder, href):
    """Say whether a link of a result leads to a page, and to a place on it where it names one."""
    path, _, anchor = href.removeprefix("./").partition("#")
    page = folder / path
    return page.is_file() and (not anchor or f'id="{anchor}"' in page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("where", ["served", pytest.param("folder", marks=pytest.mark.whole)])
def test_what_readers_ask_leads_to_the_right_page_and_every_result_to_a_place(tab, request, folder, where):
    page = tab(viewport=DESKTOP)
    page.goto((request.getfixturevalue("served") if where == "served" else folder.as_uri() + "/") + "search.html")
    wrong, found = [], set[str]()
    for one in QUERIES:
        ask(page, one["query"])
        found |= set(page.evaluate(LINKS))
        first = page.evaluate(TITLES)[:1]
        if [address.partition("#")[0] for address in first] != [one["page"]]:
            wrong.append((one["query"], one["page"], first))
    assert len(QUERIES) == 30
    assert len(wrong) <= 2, wrong
    assert len(found) > 30
    assert [href for href in sorted(found) if not is_there(folder, href)] == []


def leads(entry, one):
    """Say whether a result leads to where an answer is, and shows the words that the answer needs."""
    places = {*entry["links"], *(link.partition("#")[0] for link in entry["links"])}
    return bool(places & set(one["right"])) and one.get("says", "").lower() in entry["words"].lower()


# The files on the disk are the same, and that they are found there is tried by `tests/browser/test_finding.py`, too.
@pytest.mark.parametrize("where", ["served", pytest.param("folder", marks=pytest.mark.whole)])
def test_nine_of_ten_queries_are_answered_among_the_first_three_results(tab, request, folder, where):
    page = tab(viewport=DESKTOP)
    page.goto((request.getfixturevalue("served") if where == "served" else folder.as_uri() + "/") + "search.html")
    wrong = []
    for one in SIXTY:
        ask(page, one["query"])
        if not any(leads(entry, one) for entry in page.evaluate(ENTRIES)[:3]):
            wrong.append(one["query"])
    assert len(SIXTY) == 60
    assert len(wrong) <= 6, wrong


def test_a_question_is_answered_first(tab, served):
    page = tab(viewport=DESKTOP)
    page.goto(served + "search.html")
    ask(page, "how long did the flight last")
    assert "lasted 11 days 19 hours 40 minutes" in page.locator(".results__answer").first.inner_text()


@pytest.mark.by_day(1)
@pytest.mark.parametrize(
    ("right", "typed"),
    [("centrifuge", "centrifuje"), ("centrifuge", "centrifug"), ("Shkaplerov", "shkapl"), ("vibration", "vibraton")],
)
def test_half_words_and_typing_mistakes_find_the_same(tab, served, right, typed):
    page = tab(viewport=DESKTOP)
    page.goto(served + "search.html")
    ask(page, right)
    first = page.evaluate(TITLES)[0]
    ask(page, typed)
    assert page.evaluate(TITLES)[0] == first


def test_a_search_costs_little_and_only_when_it_is_used(tab, served, folder):
    page = tab(viewport=DESKTOP)
    asked = []
    page.on("request", lambda sent: asked.append(sent.url))

    def scripts():
        return sum(packed_size(folder / url.removeprefix(served)) for url in asked if url.endswith(".js"))

    page.goto(served + "search.html")
    page.wait_for_load_state("networkidle")
    assert scripts() <= 8_800
    ask(page, "docking")
    assert scripts() <= 120_000
