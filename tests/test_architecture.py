"""Rules of the house that no linter knows: see `explainery/README.md` for those that import-linter keeps."""

import re
from pathlib import Path

import pytest
from rules import computes, foreign_imports, named, physical, raw_values, style_or_script

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "explainery/shipped"
HOMES = (SHIPPED, SHIPPED / "gallery", ROOT / "examples/schwebebahn", ROOT / "tests/voyage")
MODULES = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "explainery").rglob("*.py"))
STANDALONE = ("404.html", "editorial.html")  # each is one file, with its style in it


def every(*patterns):
    """Return the files of those names which the generator ships, and those of the explainers that it is tried with."""
    return [pytest.param(file, id=str(file.relative_to(ROOT))) for home in HOMES for file in named(home, *patterns)]


@pytest.mark.parametrize("sheet", every("*.css"))
def test_styles_are_tokens_and_logical(sheet):
    assert raw_values(sheet) == []
    assert physical(sheet) == []


@pytest.mark.parametrize("template", every("*.html", "card.svg", "graph.json"))
def test_templates_never_compute(template):
    assert computes(template) == []


@pytest.mark.parametrize("template", every("*.html"))
def test_templates_hold_neither_style_nor_script(template):
    assert bool(style_or_script(template)) == (template.parent == SHIPPED / "templates" and template.name in STANDALONE)


@pytest.mark.parametrize("code", every("draw.py"))
def test_code_of_figures_imports_the_vocabulary_and_the_standard_library_alone(code):
    assert foreign_imports(code) == set()


def test_what_ships_has_a_style_that_ships():
    on_screen = (sheet for home in HOMES[:2] for sheet in named(home, "*.css") if sheet.name != "print.css")
    sheets = "".join(sheet.read_text(encoding="utf-8") for sheet in on_screen)
    templates = (template.read_text(encoding="utf-8") for template in named(SHIPPED, "*.html"))
    blocks = {block for template in templates for block in re.findall(r'class="([a-z]+)__', template)}
    assert len(blocks) > 10
    assert {block for block in blocks if not re.search(rf"\.{block}(?:__|\b)", sheets)} == set()


@pytest.mark.parametrize("path", MODULES)
def test_text_is_read_and_written_as_utf_8(path):
    code = (ROOT / path).read_text(encoding="utf-8")
    for call in re.findall(r"(?<!\bos)(?<!\bwebbrowser)(?<!\barchive)\.(?:read_text|write_text|open)\([^)]*\)", code):
        assert "encoding=" in call or 'b"' in call, f"{path}: {call}"
