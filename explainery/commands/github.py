"""Tells GitHub Actions about problems, where a command runs there: a writer on github.com has no terminal."""

import contextlib
import os
from pathlib import Path
from urllib.parse import quote

from explainery.annotations import annotations, summary, without_commands
from explainery.commands.build import SHIPPED
from explainery.problems import Place, Problems
from explainery.report import Lines


def in_actions() -> bool:
    """Say whether this runs in GitHub Actions."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def told(found: Problems, text: str, root: Path, lines_of: Lines) -> str:
    """Return what to print in GitHub Actions for problems whose report is `text`; write the job's summary.

    The names of the variables are those of docs.github.com, "Variables reference".
    """
    workspace = Path(os.environ.get("GITHUB_WORKSPACE", root)).resolve()

    def path_of(path: str) -> str | None:
        for base in (root, SHIPPED):
            with contextlib.suppress(OSError, RuntimeError):  # a circle of symbolic links, a folder that is closed
                file = (base / path).resolve()
                if file.is_file() and file.is_relative_to(workspace):
                    return file.relative_to(workspace).as_posix()
        return None

    def link_to(place: Place) -> str | None:
        path, names = path_of(place.path), ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
        server, repository, commit = (os.environ.get(name) for name in names)
        if not (path and server and repository and commit):
            return None
        line = f"#L{place.line}" if place.line else ""
        return f"{server}/{repository}/blob/{commit}/{quote(path)}?plain=1{line}"

    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with contextlib.suppress(OSError), Path(page).open("a", encoding="utf-8") as file:
            file.write(summary(found, lines_of, link_to))
    return without_commands(text) + annotations(found, path_of)
