"""The invariants of the generator, as properties of whole builds."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from explainers import SMALL, build, files_of, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
PATHS = sorted(path for path in SMALL if path.endswith((".md", ".yaml")))


def test_two_builds_in_different_places_give_the_same_bytes(tmp_path):
    one, two = put(tmp_path / "one", SMALL), put(tmp_path / "другое место", SMALL)
    assert build(one).exit_code == build(two).exit_code == 0
    assert files_of(one / "site") == files_of(two / "site")


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
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


class Edit:
    """What a writer can do to a file between two builds."""

    def __init__(self, path: str, text: str | None) -> None:
        self.path, self.text = path, text

    def __repr__(self) -> str:
        return f"{'delete' if self.text is None else 'write'} {self.path}"


edits = st.builds(
    lambda path, change: Edit(path, change(SMALL[path])),
    st.sampled_from(PATHS),
    st.sampled_from(
        [
            lambda text: text,
            lambda text: text + "\n<!-- a remark -->\n" if text.startswith("---") else text + "# a remark\n",
            lambda text: text.replace("Film", "The film").replace("12", "13").replace("A report", "The report"),
            lambda text: text.replace("First", "In the beginning"),
            lambda _text: None,
            lambda text: text + "\n[broken](nowhere.md)\n" if text.startswith("---") else text + "- id: x\n",
        ]
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(edits, min_size=1, max_size=4))
def test_after_any_edits_the_site_is_what_a_clean_build_gives(tmp_path_factory, changes):
    root = put(tmp_path_factory.mktemp("edited"), SMALL)
    build(root)
    for change in changes:
        if change.text is None:
            (root / change.path).unlink(missing_ok=True)
        else:
            put(root, {change.path: change.text})
        before = files_of(root / "site")
        result = build(root)
        assert result.exit_code in (0, 1), result.output
        if result.exit_code == 1:
            assert files_of(root / "site") == before
    fresh = tmp_path_factory.mktemp("fresh")
    shutil.copytree(root / "content", fresh / "content") if (root / "content").is_dir() else None
    assert build(fresh).exit_code == result.exit_code
    if result.exit_code == 0:
        assert files_of(fresh / "site") == files_of(root / "site")


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
    assert (result["pages"], result["removed"], result["drafts"]) == (4, 0, 0)
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
