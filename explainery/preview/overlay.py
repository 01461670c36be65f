"""Problems as the page in the browser shows them: the terminal's text, with links into the editor."""

from collections.abc import Sequence
from urllib.parse import quote

from explainery.preview.values import Passage

Shown = list[dict[str, str]]
"""Passages for the browser: `text`, and `open`, the address that opens the place in the editor, where there is one."""


def shown(passages: Sequence[Passage], editor: str | None) -> Shown:
    """Return the passages for the browser. Without `editor` they hold no link, and so no path of this machine."""
    return [
        {"text": passage.text} | ({"open": link(passage, editor)} if editor and passage.file else {})
        for passage in passages
    ]


def link(passage: Passage, editor: str) -> str:
    """Return the address that opens a place; `editor` is a pattern such as `vscode://file{path}:{line}:{column}`."""
    path = passage.file.resolve().as_posix() if passage.file else ""
    values = {"path": quote(path if path.startswith("/") else f"/{path}", safe="/:")}
    values |= {"line": str(max(1, passage.line)), "column": str(passage.column)}
    for name, value in values.items():
        editor = editor.replace(f"{{{name}}}", value)
    return editor
