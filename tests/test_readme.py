"""The examples of the README work: each is put into a copy of the content, and the site is built."""

import re
import shutil
from pathlib import Path

from explainers import build

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(\w+) (content/\S+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_all_examples_build(tmp_path):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for language, path, text in EXAMPLES:
        file = tmp_path / path
        if language == "diff":
            before, after = (re.search(rf"^\{sign}(.*)$", text, re.MULTILINE)[1] for sign in "-+")
            old = file.read_text(encoding="utf-8")
            assert before in old
            file.write_text(old.replace(before, after), encoding="utf-8")
        elif language == "yaml":
            file.write_text(file.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
        else:
            assert not file.exists()
            file.write_text(text, encoding="utf-8")
    result = build(tmp_path)
    assert result.exit_code == 0, result.stderr


def test_every_way_to_change_something_has_an_example():
    assert [path for _language, path, _text in EXAMPLES] == [
        "content/about.md",
        "content/crew/mark-vande-hei.md",
        "content/training/fit-check.md",
        "content/sources.yaml",
    ]
