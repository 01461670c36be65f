"""The examples of the components work: each is put on a page in a copy of the content, and the site is built."""

import shutil
from pathlib import Path

import pytest
import yaml
from explainers import build, put

ROOT = Path(__file__).parent.parent
COMPONENTS = sorted(file.parent for file in (ROOT / "templates/components").glob("*/component.html"))
EXAMPLES = [
    pytest.param(folder.name, example["parameters"], example.get("files", {}), id=f"{folder.name}: {example['name']}")
    for folder in COMPONENTS
    for example in yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8"))
]


def page_with(component, parameters):
    """Return a page that holds nothing but a block."""
    inside = yaml.safe_dump(parameters, allow_unicode=True, sort_keys=False) if parameters else ""
    front = "title: An example\nanswer: It shows what a block looks like.\nchecked: 2026-01-31\n"
    return f"---\n{front}---\n\n```{component}\n{inside}```\n"


@pytest.mark.parametrize(("component", "parameters", "files"), EXAMPLES)
def test_an_example_builds(tmp_path, component, parameters, files):
    if component == "chart":
        pytest.importorskip("vl_convert", reason="charts need the optional package vl-convert-python")
    shutil.copytree(ROOT / "content", tmp_path / "content")
    beside = {f"content/{name}": text for name, text in files.items()}
    put(tmp_path, {"content/an-example.md": page_with(component, parameters), **beside})
    result = build(tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    page = (tmp_path / "site/an-example.html").read_text(encoding="utf-8")
    if "claim" in parameters:
        assert f'id="{parameters["id"]}"' in page
        assert (tmp_path / f"site/figures/an-example-{parameters['id']}.svg").is_file()


@pytest.mark.parametrize("folder", COMPONENTS, ids=lambda folder: folder.name)
def test_a_component_has_a_schema_and_examples(folder):
    schema = yaml.safe_load((folder / "schema.yaml").read_text(encoding="utf-8"))
    examples = yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8"))
    assert schema["title"] == folder.name
    assert examples
    assert len({example["name"] for example in examples}) == len(examples)
