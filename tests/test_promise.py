"""What the README promises of numbers, tried: false sentences are stopped, and honest writers are let alone.

The sentences in `promise/` were written by people who did not know the rule. Those that pass although they are false
are listed with the reason, which the README names; texts list what is stopped in them, and what of it wrongly.
"""

import re

import pytest
from explainers import SMALL, put
from trying import PROMISE, STOPS, TEXTS, Trial, sentences_of, stopped_in, wrongly_stopped

TWICE = "The first strike lasted 47 days; they worked, until a second strike lasted 47 days."


def test_false_sentences_are_stopped_and_true_ones_pass(tmp_path, whole):
    explainer = Trial(PROMISE / "german", tmp_path / "kept.db")
    assert stopped_in(explainer, PROMISE, whole=whole) == ([], [])


@pytest.mark.parametrize("name", TEXTS)
def test_honest_texts_are_hardly_stopped(name, tmp_path):
    found = Trial(PROMISE / name, tmp_path / "kept.db").problems()
    listed = [(stop["says"], stop["line"]) for stop in STOPS[name]]
    assert sorted((words_of(problem), problem.place.line) for problem in found) == sorted(listed)


def test_of_100_sentences_at_most_3_are_stopped_wrongly():
    assert 100 * len(wrongly_stopped()) <= 3 * sum(map(sentences_of, TEXTS))


@pytest.mark.parametrize(
    ("sentence", "proposed"), [("The whole winter lasted 12 days.", False), ("The voyage took 12 days.", True)]
)
def test_a_remedy_never_proposes_a_fact_for_an_equal_number_alone(tmp_path, sentence, proposed):
    explainer = Trial(put(tmp_path / "small", SMALL), tmp_path / "kept.db", "numbers: strict\n")
    found = explainer.problems({"content/film.md": f"{SMALL['content/film.md']}\n{sentence}\n"})
    (problem,) = (problem for problem in found if problem.place.path == "content/film.md")
    assert ("fact:days" in problem.hint) == proposed


@pytest.mark.parametrize("name", TEXTS)
def test_words_that_a_remedy_exempts_free_that_number_and_no_other(name, tmp_path):
    explainer = Trial(PROMISE / name, tmp_path / "kept.db")
    pages = {page.path: f"{page.content.decode()}\n{TWICE}\n" for page in explainer.sources.pages}
    found = explainer.problems(pages)
    remedies = [(problem.place.path, problem.hint.partition("exempt:\n")[2].replace("…", "So.")) for problem in found]
    for path, entry in remedies[::4]:
        text = pages[path].replace("---\n", f"---\nexempt:\n{entry}\n", 1)
        assert len(explainer.problems({**pages, path: text})) == len(found) - 1
    entries = {path: "\n".join(entry for where, entry in remedies if where == path) for path in pages}
    freed = {path: text.replace("---\n", f"---\nexempt:\n{entries[path]}\n", 1) for path, text in pages.items()}
    assert explainer.problems(freed) == ()


def words_of(problem):
    """Return the first words in quotation marks that a problem is about."""
    return re.search("“([^”]*)”", problem.says)[1]
