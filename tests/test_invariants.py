"""The invariants of the generator, as properties of whole builds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from explainers import SMALL, build, files_of, put

ROOT = Path(__file__).parent.parent


def test_two_builds_in_different_places_give_the_same_bytes(tmp_path):
    one, two = put(tmp_path / "one", SMALL), put(tmp_path / "другое место", SMALL)
    assert build(one).exit_code == build(two).exit_code == 0
    assert files_of(one / "site") == files_of(two / "site")


# What it is compared with was built with hashes of this process, which are others each time.
@pytest.mark.parametrize("seed", [*(pytest.param(one, marks=pytest.mark.whole) for one in ("0", "1")), "4711"])
def test_the_order_of_sets_and_hashes_does_not_show(tmp_path, seed):
    root = put(tmp_path, SMALL)
    options = ["build", "--clean", "--root", str(root), "--out", str(tmp_path / seed)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-m", "explainery", *options], cwd=ROOT, env=environment, check=True)
    assert build(root).exit_code == 0
    assert files_of(tmp_path / seed) == files_of(root / "site")


def test_a_clean_build_gives_the_same_bytes(tmp_path):
    root = put(tmp_path, SMALL)
    build(root)
    before = files_of(root / "site")
    put(root, {"content/film.md": SMALL["content/film.md"].replace("flies", "flew")})
    build(root)
    assert files_of(root / "site") != before
    put(root, SMALL)
    build(root)
    assert files_of(root / "site") == before
    assert "0 files written" in build(root, "--clean").stdout
    assert files_of(root / "site") == before


def test_a_changed_output_file_is_mended(tmp_path):
    root = put(tmp_path, SMALL)
    build(root)
    page = root / "site/film.html"
    right = page.read_bytes()
    page.write_bytes(b"spoilt")
    assert "1 files written" in build(root).stdout
    assert page.read_bytes() == right


def test_a_broken_cache_only_costs_time(tmp_path):
    root = put(tmp_path, SMALL)
    build(root)
    before = files_of(root / "site")
    for file in (root / ".cache").rglob("*.*"):
        file.write_bytes(b"not what was kept")
    assert build(root).exit_code == 0
    assert files_of(root / "site") == before


def test_an_own_template_lies_over_the_shipped_one(tmp_path):
    own = {"templates/components/note/component.html": "<aside>mine: {{ block.text|html }}</aside>"}
    root = put(tmp_path, {**SMALL, **own})
    put(root, {"content/film.md": SMALL["content/film.md"] + "\n```note\ntext: Hello\n```\n"})
    assert build(root).exit_code == 0
    assert b"<aside>mine: <p>Hello</p></aside>" in (root / "site/film.html").read_bytes()


def test_the_result_can_be_read_by_programs(tmp_path):
    root = put(tmp_path, SMALL)
    result = json.loads(build(root, "--json").stdout)
    assert (result["pages"], result["removed"], result["drafts"]) == (5, 0, 0)  # the list of sources among them
    put(root, {"content/film.md": "no front matter"})
    result = build(root, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"][0] | {"says": "", "hint": ""} == {
        "title": "NO FRONT MATTER",
        "path": "content/film.md",
        "line": 1,
        "column": 1,
        "length": 15,
        "says": "",
        "hint": "",
        "also": [],
    }
