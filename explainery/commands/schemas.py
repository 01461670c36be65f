"""Keeps the JSON Schemas for editors in `.cache/schemas/`, where `.vscode/settings.json` looks for them."""

from collections.abc import Iterable
from pathlib import Path

from explainery.files import replaced
from explainery.model import Output


def keep_schemas(outputs: Iterable[Output], folder: Path | None) -> None:
    """Bring `folder`, if there can be one, in line with the schemas; what is right already is left alone.

    They only help while writing, so one that cannot be written is left out, as all that stands in `.cache/` can be.
    """
    if folder is None:
        return
    wanted = {folder / output.path: output.content for output in outputs}
    try:
        if any(file.parent.resolve() != folder.resolve() / file.parent.relative_to(folder) for file in wanted):
            return  # behind a symbolic link
        for gone in {*folder.rglob("*.json")} - wanted.keys():
            gone.unlink(missing_ok=True)
        for file, content in wanted.items():
            if not file.is_file() or file.read_bytes() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                replaced(file, content)
    except OSError:
        pass
