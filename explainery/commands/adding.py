"""New files and new records in `content/`. Nothing that is there is ever overwritten."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from explainery import fields
from explainery.files import content_of, replaced
from explainery.model import File, Sources
from explainery.parse import parse
from explainery.problems import Place, Problem, Problems


def add_records(root: Path, sources: Sources, path: str, text_of: Callable[[str], str], count: int) -> int:
    """Write records at the end of a file, so that everything before them stays as it is; return the first one's line.

    Raises Problems; then nothing was written. See `with_records`.
    """
    there = next((source.content for source in sources.records if source.path == path), None)
    content, line = with_records(sources, path, text_of, count)
    put(root, path, content, there)
    return line


def with_records(sources: Sources, path: str, text_of: Callable[[str], str], count: int) -> tuple[bytes, int]:
    """Return what a file holds with more records at its end, and the line of the first of them.

    `text_of` gives the `count` records as entries of a list whose hyphens stand behind an indent. Raises Problems where
    they cannot be added.
    """
    there = next((source.content for source in sources.records if source.path == path), None)
    text = fields.decode(there or b"", path)
    node = fields.load(text, path)
    kept, indent = there or b"", ""
    ends = "\r\n" if b"\r\n" in kept else "\n"
    if isinstance(node, fields.Items) and node.items:
        indent = " " * (node.place.column - 1)
    elif isinstance(node, fields.Items):
        text = _without_brackets(text, node.place)
        kept = text.replace("\n", ends).encode()
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    content = kept + (gap + text_of(indent)).replace("\n", ends).encode()
    _still_a_list(path, content, (len(node.items) if isinstance(node, fields.Items) else 0) + count)
    parse(replace(sources, pages=(), records=(File(path, content),)), {}, b"")
    return content, (text + gap).count("\n") + 1


def _without_brackets(text: str, place: Place) -> str:
    """Return the text of a file whose list `[]`, at `place`, is empty, without that list."""
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
    return text[:start] + text[text.index("]", start) + 1 :].lstrip()


def _still_a_list(path: str, content: bytes, count: int) -> None:
    """Raise Problems where a record at the end of a file is not one more entry of its list."""
    says = "Nothing can be added at the end of this file: its list does not end there."
    hint = "Write its records one below the other, each beginning with a hyphen, and nothing after them."
    try:
        node = fields.load(fields.decode(content, path), path)
    except Problems:
        node = None
    if not isinstance(node, fields.Items) or len(node.items) != count:
        raise Problems([Problem("CANNOT ADD A RECORD", Place(path), says, hint)])


def put(root: Path, path: str, content: bytes, before: bytes | None = None) -> None:
    """Write a new file; or bring one that holds `before` up to date, by an addition where that is enough.

    Raises Problems.
    """
    file = root / path
    if file.parent.resolve() != root.resolve() / Path(path).parent:
        place = Place(Path(path).parent.as_posix())
        says = "This folder is a symbolic link, and files in it are not read."
        raise Problems([Problem("LINK TO A FOLDER", place, says, "Choose another one with `--in`.")])
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if before is not None and content_of(str(file)) != before:
            says = "This file has changed since it was read, so nothing was written into it."
            raise Problems([Problem("FILE CHANGED", Place(path), says, "Run the command again.")])
        if before is None or content.startswith(before):
            _write(file, content, before)
        else:
            replaced(file.resolve(), content)
    except FileExistsError:
        says = "Something of that name is there already."
        raise Problems([Problem("NAME TAKEN", Place(path), says, "Choose another title.")]) from None
    except OSError as error:
        says = f"This file cannot be written: {error.strerror}."
        raise Problems([Problem("CANNOT WRITE", Place(path), says, "See who may write in that folder.")]) from None


def _write(file: Path, content: bytes, before: bytes | None) -> None:
    """Write a new file, or what one has more than `before`; all of it or none. Raises OSError."""
    with file.open("xb" if before is None else "ab", buffering=0) as opened:
        try:
            more = memoryview(content)[len(before or b"") :]
            while more:
                more = more[opened.write(more) :]
        except OSError:  # the disk is full
            opened.truncate(len(before or b""))
            if before is None:
                file.unlink()
            raise
