"""The generator's tests stand without the flagship: `apart.py` sees to it that none opens a file of its."""

from contextlib import suppress
from pathlib import Path

import pytest
from apart import ROOT, taken_note


@pytest.mark.parametrize("path", ["content/site.yaml", "content/no-such-file.md", "templates", "assets"])
def test_what_is_opened_of_the_flagship_is_noted_once(path):
    with suppress(OSError):
        (ROOT / path).read_text(encoding="utf-8")
    assert taken_note(Path(__file__)) == [str(ROOT / path)]
    assert taken_note(Path(__file__)) == []


def test_what_is_opened_elsewhere_is_let_be(tmp_path, monkeypatch):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("id: other", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Path("content/site.yaml").read_text(encoding="utf-8")
    assert (ROOT / "README.md").read_text(encoding="utf-8")
    assert taken_note(Path(__file__)) == []


def test_tests_of_the_flagship_may_open_it():
    with suppress(OSError):
        (ROOT / "content/site.yaml").read_text(encoding="utf-8")
    assert taken_note(ROOT / "tests/flagship/site/test_site.py") == []
