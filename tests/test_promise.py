"""What the README promises of numbers, tried: false sentences are stopped, and honest writers are let alone.

The sentences in `promise/` were written by people who did not know the rule. Those that pass although they are false
are listed with the reason, which the README names; texts list what is stopped in them, and what of it wrongly.
"""

import re
from pathlib import Path

import pytest
import yaml
from trying import Trial, changes_in

ROOT = Path(__file__).parent.parent
PROMISE = Path(__file__).parent / "promise"
PASSING = yaml.safe_load((PROMISE / "passing.yaml").read_text(encoding="utf-8"))
STOPS = yaml.safe_load((PROMISE / "stops.yaml").read_text(encoding="utf-8"))
TEXTS = ("museum", "newsroom")


def trial(name, tmp_path):
    root = ROOT if name == "flagship" else PROMISE / name
    return Trial(root, tmp_path / "kept.db")


@pytest.mark.parametrize("name", ["flagship", "german"])
def test_false_sentences_are_stopped_and_true_ones_pass(name, tmp_path, whole):
    explainer = trial(name, tmp_path)
    assert explainer.problems() == ()
    changes = [change for file in sorted(PROMISE.glob(f"{name}*.yaml")) for change in changes_in(file)][
        :: 1 if whole else 4
    ]
    stopped = explainer.stopped(changes)
    false = {change.id for change in changes if change.is_false}
    assert false - stopped == {change.id for change in changes} & PASSING[name].keys()
    assert stopped - false == set()


@pytest.mark.parametrize("name", TEXTS)
def test_honest_texts_are_hardly_stopped(name, tmp_path):
    found = trial(name, tmp_path).problems()
    listed = [(stop["says"], stop["line"]) for stop in STOPS[name]]
    assert sorted((words_of(problem), problem.place.line) for problem in found) == sorted(listed)


def test_of_100_sentences_at_most_3_are_stopped_wrongly():
    wrongly = [stop for name in TEXTS for stop in STOPS[name] if stop["wrongly"]]
    assert 100 * len(wrongly) <= 3 * sum(map(sentences_of, TEXTS))


def test_the_readme_says_how_well_it_does():
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    false = [change for file in PROMISE.glob("flagship-*.yaml") for change in changes_in(file) if change.is_false]
    stopped = len(false) - len(PASSING["flagship"])
    assert f"of {len(false)} false sentences about the flagship that others made up, {stopped} are stopped" in readme
    wrongly = [stop for name in TEXTS for stop in STOPS[name] if stop["wrongly"]]
    assert f"of {sum(map(sentences_of, TEXTS))} sentences in two texts" in readme
    assert f"{len(wrongly)} are stopped wrongly" in readme


def test_a_remedy_never_proposes_a_fact_for_an_equal_number_alone(tmp_path):
    explainer = trial("flagship", tmp_path)
    text = next(page.content.decode() for page in explainer.sources.pages if page.path == "content/mission.md")
    (problem,) = explainer.problems({"content/mission.md": f"{text}\n\nThe whole flight lasted 13 days.\n"})
    assert "fact:" not in problem.hint
    assert "film-22" not in problem.hint + problem.says


def words_of(problem):
    """Return the first words in quotation marks that a problem is about."""
    return re.search("“([^”]*)”", problem.says)[1]


def sentences_of(name):
    """Return roughly how many sentences a text has."""
    texts = [file.read_text(encoding="utf-8") for file in (PROMISE / name / "content").glob("*.md")]
    return sum(len(re.findall(r"[.!?][”\")]*(?:\s|$)", text)) for text in texts)
