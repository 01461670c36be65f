"""Runs the specifications in `specs/`. `specs/README.md` says how one is written."""

import shutil
from pathlib import Path

import pytest
from specifying import based_on, holds, specifications


@pytest.mark.parametrize(("spec", "heading"), specifications(Path(__file__).parent / "specs"))
def test_specification(spec, heading, tmp_path, tmp_path_factory, monkeypatch, request):
    root = shutil.copytree(based_on(tmp_path_factory, spec), tmp_path / "explainer", symlinks=True)
    monkeypatch.chdir(root)
    holds(spec, heading, root, updates=request.config.getoption("update_specs"))
