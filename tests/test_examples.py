"""The examples of the components work: each is put on a page in a copy of the content, and the site is built."""

from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from explainers import build, once_for_all, put, put_flagship

from explainery.commands.build import SHIPPED

ROOT = Path(__file__).parent.parent
COMPONENTS = sorted(
    file.parent for base in (SHIPPED, ROOT) for file in (base / "templates/components").glob("*/component.html")
)
EXAMPLES = [
    pytest.param(number, component, example, id=f"{component}: {example['name']}")
    for number, (component, example) in enumerate(
        (folder.name, example)
        for folder in COMPONENTS
        for example in yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8"))
    )
]


def page_with(component, parameters):
    """Return a page that holds nothing but a block."""
    inside = yaml.safe_dump(parameters, allow_unicode=True, sort_keys=False) if parameters else ""
    front = "title: An example\nanswer: It shows what a block looks like.\nchecked: 2026-01-31\n"
    return f"---\n{front}---\n\n```{component}\n{inside}```\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a copy of the explainer that has been built with a page for each example."""
    return once_for_all(tmp_path_factory, "examples", build_examples)


def build_examples(root):
    """Build a copy of the explainer with a page for each example; `said` holds what the build said of mistakes.

    An example shows how a block looks: its numbers make no claims that anything must stand behind.
    """
    put_flagship(root)
    settings = (ROOT / "content/site.yaml").read_text(encoding="utf-8")
    files = {"content/site.yaml": settings.replace("numbers: strict", "numbers: lenient")}
    for number, component, example in (one.values for one in EXAMPLES):
        if component != "chart" or find_spec("vl_convert"):
            beside = {f"content/{name}": text for name, text in example.get("files", {}).items()}
            assert all(files.get(path, text) == text for path, text in beside.items()), "two examples want one file"
            files |= {f"content/example-{number}.md": page_with(component, example["parameters"]), **beside}
    result = build(put(root, files))
    (root / "said").write_text(result.stderr, encoding="utf-8")


@pytest.mark.parametrize(("number", "component", "example"), EXAMPLES)
def test_an_example_builds(built, number, component, example):
    if component == "chart":
        pytest.importorskip("vl_convert", reason="charts need the optional package vl-convert-python")
    assert (built / "said").read_text(encoding="utf-8") == ""
    page = (built / f"site/example-{number}.html").read_text(encoding="utf-8")
    parameters = example["parameters"] or {}
    if "claim" in parameters:
        assert f'id="{parameters["id"]}"' in page
        assert (built / f"site/figures/example-{number}-{parameters['id']}.svg").is_file()


@pytest.mark.parametrize("folder", COMPONENTS, ids=lambda folder: folder.name)
def test_a_component_has_a_schema_and_examples(folder):
    schema = yaml.safe_load((folder / "schema.yaml").read_text(encoding="utf-8"))
    examples = yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8"))
    assert schema["title"] == folder.name
    assert examples
    assert len({example["name"] for example in examples}) == len(examples)
