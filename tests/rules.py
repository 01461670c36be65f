"""Rules of the house for styles, templates and the code of figures, whoever's they are."""

import ast
import re
import sys
from pathlib import Path

RAW = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|(?<![\w.-])-?\d*\.?\d+(?:px|rem|em|ch|vh|vw|vmin|pt|mm|s|ms)\b|\brgba?\(|\bhsla?\("
)
PRELUDE = re.compile(r"@(?:media|container|supports|page)[^{]*\{|@import[^;]*;|/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height)\s*:|"
    r"text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
)
STYLE_OR_SCRIPT = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))|\son\w+=",
)


def named(base: Path, *patterns: str) -> list[Path]:
    """Return the templates and assets of those names in an explainer, or in what ships."""
    folders = (base / "templates", base / "assets")
    return [file for pattern in patterns for folder in folders for file in sorted(folder.rglob(pattern))]


def raw_values(sheet: Path) -> list[str]:
    """Return the values in a style sheet that should be tokens; none of the sheets of tokens."""
    return [] if sheet.name in ("tokens.css", "fonts.css") else RAW.findall(_styles(sheet))


def physical(sheet: Path) -> list[str]:
    """Return the properties in a style sheet that take one direction of writing for granted."""
    return PHYSICAL.findall(_styles(sheet))


def computes(template: Path) -> list[str]:
    """Return the expressions in a template that compute."""
    text, found = template.read_text(encoding="utf-8"), []
    for expression in re.findall(r"\{\{(.*?)\}\}|\{%(.*?)%\}", text, re.DOTALL):
        code = re.sub(r"\"[^\"]*\"|'[^']*'", "", "".join(expression).strip("-+ "))
        if re.search(r"[\w)\]]\s*(?:[+*/%]|-(?=\s))\s*[\w(]", code):
            found.append("".join(expression))
    return found


def style_or_script(template: Path) -> list[str]:
    """Return where a template holds style or script of its own."""
    return STYLE_OR_SCRIPT.findall(template.read_text(encoding="utf-8"))


def foreign_imports(code: Path) -> set[str]:
    """Return what the code of a figure imports beside the vocabulary of drawings and the standard library.

    What else the generator has may change from one version to the next.
    """
    found = list(ast.walk(ast.parse(code.read_text(encoding="utf-8"))))
    names = {node.module for node in found if isinstance(node, ast.ImportFrom)}
    names |= {name.name for node in found if isinstance(node, ast.Import) for name in node.names}
    others = {name for name in names if name and name.partition(".")[0] not in sys.stdlib_module_names}
    return others - {"explainery.draw", "explainery.draw.chart", "explainery.draw.earth"}


def _styles(sheet: Path) -> str:
    return PRELUDE.sub("", sheet.read_text(encoding="utf-8"))
