"""Rules of the house that no linter knows: see `explainery/README.md` for those that import-linter keeps."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "explainery").rglob("*.py"))
FOLDERS = [
    base / name
    for base in (ROOT / "explainery/shipped", ROOT / "explainery/shipped/gallery", ROOT)
    for name in ("templates", "assets")
]


def named(pattern):
    """Return the files of that name which the generator ships, and those of the flagship."""
    return [file.relative_to(ROOT).as_posix() for folder in FOLDERS for file in sorted(folder.rglob(pattern))]


SHEETS, TEMPLATES = named("*.css"), named("*.html")
OTHERS = [*named("card.svg"), *named("graph.json")]

STANDALONE = (
    "explainery/shipped/templates/404.html",
    "explainery/shipped/templates/editorial.html",
)  # each is one file, with its style in it

RAW = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|(?<![\w.-])-?\d*\.?\d+(?:px|rem|em|ch|vh|vw|vmin|pt|mm|s|ms)\b|\brgba?\(|\bhsla?\("
)
PRELUDE = re.compile(r"@(?:media|container|supports|page)[^{]*\{|@import[^;]*;|/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height)\s*:|"
    r"text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
)


@pytest.mark.parametrize("path", [path for path in SHEETS if not path.endswith(("tokens.css", "fonts.css"))])
def test_raw_values_stand_in_the_tokens_only(path):
    sheet = PRELUDE.sub("", (ROOT / path).read_text(encoding="utf-8"))
    assert RAW.findall(sheet) == []


@pytest.mark.parametrize("path", SHEETS)
def test_properties_are_logical(path):
    sheet = PRELUDE.sub("", (ROOT / path).read_text(encoding="utf-8"))
    assert PHYSICAL.findall(sheet) == []


@pytest.mark.parametrize("path", TEMPLATES + OTHERS)
def test_templates_never_compute(path):
    template = (ROOT / path).read_text(encoding="utf-8")
    for expression in re.findall(r"\{\{(.*?)\}\}|\{%(.*?)%\}", template, re.DOTALL):
        code = re.sub(r"\"[^\"]*\"|'[^']*'", "", "".join(expression).strip("-+ "))
        assert not re.search(r"[\w)\]]\s*(?:[+*/%]|-(?=\s))\s*[\w(]", code), f"{path}: {''.join(expression)}"


def test_what_ships_has_a_style_that_ships():
    shipped = ROOT / "explainery/shipped"
    on_screen = [path for path in SHEETS if path.startswith("explainery/") and not path.endswith("print.css")]
    sheets = "".join((ROOT / path).read_text(encoding="utf-8") for path in on_screen)
    templates = (path.read_text(encoding="utf-8") for path in sorted((shipped / "templates").rglob("*.html")))
    blocks = {block for template in templates for block in re.findall(r'class="([a-z]+)__', template)}
    assert len(blocks) > 10
    assert {block for block in blocks if not re.search(rf"\.{block}(?:__|\b)", sheets)} == set()


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path not in STANDALONE])
def test_templates_hold_no_style_and_no_script(path):
    template = (ROOT / path).read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))|\son\w+=", template)


@pytest.mark.parametrize("path", MODULES)
def test_text_is_read_and_written_as_utf_8(path):
    code = (ROOT / path).read_text(encoding="utf-8")
    for call in re.findall(r"(?<!\bos)(?<!\bwebbrowser)\.(?:read_text|write_text|open)\([^)]*\)", code):
        assert "encoding=" in call or 'b"' in call, f"{path}: {call}"
