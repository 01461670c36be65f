"""What editors get of the flagship: its schemas accept all that it says, and its settings name each of them."""

import json
import re

import pytest
from home import ROOT
from schemas import refused, schemas_of


@pytest.fixture(scope="module")
def flagship():
    return schemas_of(ROOT)


def settings_of_the_editor():
    text = (ROOT / ".vscode/settings.json").read_text(encoding="utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))["yaml.schemas"]


def test_all_that_it_says_passes(flagship):
    assert refused(*flagship) == []


def test_the_settings_of_the_editor_name_what_there_is(flagship):
    sources, parsed, schemas = flagship
    named = {path.removeprefix("./.cache/schemas/"): globs for path, globs in settings_of_the_editor().items()}
    assert named.keys() == schemas.keys()
    for name, shape in parsed.record_kinds.items():
        assert named[f"records/{name}.json"] == [f"content/{shape.content}.yaml", f"content/{shape.content}/**/*.yaml"]
    for folder, kind in parsed.settings["defaults"].items():
        assert named[f"kinds/{kind}.json"] == f"content/{folder}/*.md"
    assert named["settings.json"] == sources.settings.path
