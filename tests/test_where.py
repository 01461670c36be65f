"""Which explainer a command is about, where nobody names one."""

import os
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from explainers import SMALL, put
from rights import without_rights

from explainery import terminal
from explainery.cli import commands
from explainery.terminal import explainer_at


@pytest.mark.parametrize("below", [".", "content", "content/stages"])
def test_it_is_the_one_that_the_command_is_called_in(tmp_path, monkeypatch, below):
    root = put(tmp_path / "small", SMALL)
    monkeypatch.chdir(root / below)
    result = CliRunner().invoke(commands, ["build"], catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (root / "site/film.html").is_file()


@pytest.mark.parametrize("holds_an_explainer", [True, False])
def test_elsewhere_it_is_the_clone_whose_door_was_called_and_no_other(tmp_path, monkeypatch, holds_an_explainer):
    clone, here = put(tmp_path / "clone", SMALL if holds_an_explainer else {"build.py": ""}), tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(terminal, "__file__", str(clone / "explainery/terminal.py"))  # as if it lay in that clone
    monkeypatch.setattr(sys, "argv", [str(clone / "build.py")])
    assert explainer_at(None) == (clone if holds_an_explainer else here)
    for program in (clone / "explainery/__main__.py", Path("/usr/bin/explainery")):
        monkeypatch.setattr(sys, "argv", [str(program)])
        assert explainer_at(None) == here


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let anybody delete the folder that is the current one")
@pytest.mark.parametrize("command", [["build"], ["init", "new"], ["gallery"], ["publish"]])
def test_a_folder_that_is_gone_is_a_sentence(tmp_path, monkeypatch, command):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = CliRunner().invoke(commands, command)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The folder that this was called in is gone.")


def test_an_explainer_that_is_closed_to_its_user_is_the_one(tmp_path, monkeypatch):
    root = put(tmp_path / "small", SMALL)
    monkeypatch.chdir(root)
    (root / "content").chmod(0)
    with without_rights():
        result = CliRunner().invoke(commands, ["build"])
    (root / "content").chmod(0o755)
    assert result.exit_code == 1
    assert result.stderr.startswith("-- CANNOT READ ----")


@pytest.mark.skipif(os.name == "nt", reason="Python is called otherwise there")
@pytest.mark.parametrize(
    ("script", "typed"),
    [
        ("/usr/local/bin/explainery", "explainery"),
        ("C:/Scripts/explainery.exe", "explainery"),
        ("../build.py", "python3 build.py"),
        ("/x/explainery/__main__.py", "python3 -m explainery"),
    ],
)
def test_problems_name_the_command_that_was_typed(tmp_path, monkeypatch, script, typed):
    monkeypatch.setattr(sys, "argv", [script])
    result = CliRunner().invoke(commands, ["new", "fact", "Span", "--root", str(tmp_path)])
    assert f"`{typed} init DIR` begins a new one." in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="paths are quoted otherwise there")
@pytest.mark.parametrize("form", [["--root", "{}"], ["--root={}"]])
def test_remedies_are_about_the_explainer_that_was_named(tmp_path, monkeypatch, form):
    root = put(tmp_path / "an explainer", SMALL)
    words = ["publish", *(word.format(root) for word in form)]
    monkeypatch.setattr(sys, "argv", ["explainery", *words])
    result = CliRunner().invoke(commands, words)
    assert f"`explainery publish --to FOLDER --root '{root}'`" in " ".join(result.stderr.split())


def test_the_help_names_the_options_that_all_commands_have():
    told = CliRunner().invoke(commands, ["--help"]).stdout
    others, shared = re.search(r"^Options of all commands but (.+):\n  (\S+)", told, re.MULTILINE).groups()
    assert shared == "--root"
    for name in re.findall(r"^  (\w+) ", told.partition("Commands:\n")[2], re.MULTILINE):
        has_it = "--root" in CliRunner().invoke(commands, [name, "--help"]).stdout
        assert has_it == (name not in others.split(", "))


def test_a_folder_that_is_named_counts(tmp_path, monkeypatch):
    monkeypatch.chdir(put(tmp_path / "small", SMALL))
    assert explainer_at(tmp_path / "other") == tmp_path / "other"
