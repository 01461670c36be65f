"""The examples of the flagship's own components work: they are drawn in its gallery, with its own records."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from explainers import once_for_all

from explainery.cli import commands

ROOT = Path(__file__).parents[2]
COMPONENTS = sorted(file.parent for file in (ROOT / "templates/components").glob("*/component.html"))
EXAMPLES = [
    pytest.param(folder.name, example, id=f"{folder.name}: {example['name']}")
    for folder in COMPONENTS
    for example in yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8"))["examples"]
]


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    """Return the gallery of the flagship; `said` holds what was said of mistakes."""
    return once_for_all(tmp_path_factory, "gallery", build_gallery)


def build_gallery(folder):
    made = CliRunner().invoke(commands, ["gallery", str(folder / "site"), "--root", str(ROOT)])
    (folder / "said").write_text(made.stderr, encoding="utf-8")


@pytest.mark.whole  # by day `tests/flagship/figures` draws what the explainer draws itself
@pytest.mark.parametrize(("component", "example"), EXAMPLES)
def test_an_example_is_drawn(gallery, component, example):
    assert (gallery / "said").read_text(encoding="utf-8") == ""
    page = (gallery / f"site/gallery-block-{component}.html").read_text(encoding="utf-8")
    assert f'<h2 class="gallery-example">{example["name"]}</h2>' in page
    parameters = yaml.safe_load(example.get("yaml", "{}"))
    if "claim" in parameters:
        assert f'id="{parameters["id"]}"' in page
        assert (gallery / f"site/figures/gallery-block-{component}-{parameters['id']}.svg").is_file()


@pytest.mark.parametrize("folder", COMPONENTS, ids=lambda folder: folder.name)
def test_a_schema_says_what_it_is_and_what_its_fields_are(folder):
    schema = yaml.safe_load((folder / "schema.yaml").read_text(encoding="utf-8"))
    assert (schema["title"], bool(schema["description"])) == (folder.name, True)
    assert [name for name, field in schema["properties"].items() if not field.get("description")] == []
