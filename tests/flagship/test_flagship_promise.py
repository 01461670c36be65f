"""What the README promises of numbers, tried with false sentences about the flagship, and the figures that it gives.

`promise/text` is the text about which they were made up, without most of its figures: so its pages may be rewritten.
"""

import re
from pathlib import Path

import pytest
import yaml
from home import ROOT
from trying import TEXTS, Trial, changes_in, passing_in, sentences_of, stopped_in, wrongly_stopped

LANGUAGES = Path(__file__).parents[1] / "promise/languages"
PROMISE = Path(__file__).parent / "promise"
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


@pytest.fixture
def explainer(tmp_path):
    return Trial(PROMISE / "text", tmp_path / "kept.db")


def test_false_sentences_are_stopped_and_true_ones_pass(explainer, whole):
    assert stopped_in(explainer, PROMISE, whole=whole) == ([], [])


def test_the_readme_says_how_well_it_does():
    false = [change for file in PROMISE.glob("sentences-*.yaml") for change in changes_in(file) if change.is_false]
    stopped = len(false) - len(passing_in(PROMISE))
    assert f"of {len(false)} false sentences about the flagship that others made up, {stopped} are stopped" in README
    assert f"of {sum(map(sentences_of, TEXTS))} sentences in two texts" in README
    assert f"{len(wrongly_stopped())} are stopped wrongly" in README


def test_the_readme_says_for_how_many_sentences_of_each_language():
    said = re.search(r"more than (\d+) true sentences, .* more than (\d+) false ones", README)
    texts = [file.read_text(encoding="utf-8") for file in LANGUAGES.glob("*.yaml")]
    tables = [yaml.load(text, yaml.BaseLoader) for text in texts]  # noqa: S506 - it makes nothing but texts
    true, false = (
        min(sum(len(fact[tied]) for fact in table["facts"]) + len(table[alone]) for table in tables)
        for tied, alone in (("true", "quiet"), ("false", "claims"))
    )
    assert int(said[1]) < true
    assert int(said[2]) < false


def test_a_remedy_never_proposes_a_fact_for_an_equal_number_alone(explainer):
    text = next(page.content.decode() for page in explainer.sources.pages if page.path == "content/mission.md")
    (problem,) = explainer.problems({"content/mission.md": f"{text}\n\nThe whole flight lasted 13 days.\n"})
    assert "fact:" not in problem.hint
    assert "film-22" not in problem.hint + problem.says
