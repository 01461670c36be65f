"""What the README promises of numbers, tried with false sentences about the flagship, and the figures that it gives.

`promise/text` is the text about which they were made up, without most of its figures: so its pages may be rewritten.
"""

from pathlib import Path

import pytest
from home import ROOT
from trying import TEXTS, Trial, changes_in, passing_in, sentences_of, stopped_in, wrongly_stopped

PROMISE = Path(__file__).parent / "promise"


@pytest.fixture
def explainer(tmp_path):
    return Trial(PROMISE / "text", tmp_path / "kept.db")


def test_false_sentences_are_stopped_and_true_ones_pass(explainer, whole):
    assert stopped_in(explainer, PROMISE, whole=whole) == ([], [])


def test_the_readme_says_how_well_it_does():
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    false = [change for file in PROMISE.glob("sentences-*.yaml") for change in changes_in(file) if change.is_false]
    stopped = len(false) - len(passing_in(PROMISE))
    assert f"of {len(false)} false sentences about the flagship that others made up, {stopped} are stopped" in readme
    assert f"of {sum(map(sentences_of, TEXTS))} sentences in two texts" in readme
    assert f"{len(wrongly_stopped())} are stopped wrongly" in readme


def test_a_remedy_never_proposes_a_fact_for_an_equal_number_alone(explainer):
    text = next(page.content.decode() for page in explainer.sources.pages if page.path == "content/mission.md")
    (problem,) = explainer.problems({"content/mission.md": f"{text}\n\nThe whole flight lasted 13 days.\n"})
    assert "fact:" not in problem.hint
    assert "film-22" not in problem.hint + problem.says
