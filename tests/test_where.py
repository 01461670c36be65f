"""Which explainer a command is about, where nobody names one."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from explainers import SMALL, put

from explainery.cli import commands
from explainery.terminal import explainer_at

CLONE = Path(__file__).parents[1]


@pytest.mark.parametrize("below", [".", "content", "content/stages"])
def test_it_is_the_one_that_the_command_is_called_in(tmp_path, monkeypatch, below):
    root = put(tmp_path / "small", SMALL)
    monkeypatch.chdir(root / below)
    result = CliRunner().invoke(commands, ["build"], catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (root / "site/film.html").is_file()


def test_elsewhere_it_is_the_clone_that_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert explainer_at(None) == CLONE


def test_a_folder_that_is_named_counts(tmp_path, monkeypatch):
    monkeypatch.chdir(put(tmp_path / "small", SMALL))
    assert explainer_at(tmp_path / "other") == tmp_path / "other"
