"""The command `init`: a small explainer to begin with, in a folder of its own. Nothing that is there is overwritten."""

import contextlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from explainery import CHANGES, GUIDE, __version__, package
from explainery.called import called, quoted
from explainery.commands.build import SHIPPED
from explainery.commands.writable import check_new, what_stands
from explainery.files import content_of, is_plain, visible
from explainery.problems import Place, Problem, Problems, listed
from explainery.scaffold import short_name

STARTER = SHIPPED / "starter"
"""The folder of the files that `init` writes; words between two `@` stand for what `_words` gives."""

_SETTINGS = "content/site.yaml"
_LONGEST_ID = 40
_LONGEST_TITLE = 70  # of templates/settings.yaml


@dataclass(frozen=True, slots=True)
class Begun:
    """What was written: the folder, as it was named, and the paths of the files in it."""

    folder: Path
    files: tuple[str, ...]


def init(folder: Path) -> Begun:
    """Write the starter into a folder, which is made if it is not there. Raises Problems; then nothing was written."""
    whole = Path(os.path.realpath(folder))
    place = Place(visible(whole.name) or ".")
    _check_place(whole, place)
    files = starter(whole.name)
    if there := sorted({found for path in files if (found := _in_the_way(whole, path))}):
        says = f"The folder has {listed(there)} already, and nothing is written over what is there."
        hint = "Name a new folder, or an empty one; or move that away, and put back afterwards what you need."
        raise Problems([Problem("FILES IN THE WAY", place, says, hint)])
    _write(whole, files, place)
    return Begun(folder, tuple(files))


def next_commands(folder: Path) -> list[str]:
    """Return the three commands that come next, as they are typed in the current folder."""
    named = quoted(str(folder))
    what = (("serve", "--open"), ("build",), ("check",))
    if called().endswith("build.py"):  # which stands here, not there
        return [called(*words, "--root", named) for words in what]
    here = os.path.realpath(folder) == os.path.realpath(".")
    return [*([] if here else [f"cd {named}"]), *(called(*words) for words in what)][:3]


def starter(name: str) -> dict[str, bytes]:
    """Return the files of a new explainer in a folder of that name, by their paths."""
    words = _words(name)
    found = {}
    for file in sorted(STARTER.rglob("*")):
        if file.is_file():
            text = content_of(str(file)).decode()
            text = re.sub(r"@(\w+)@", lambda word: words.get(word[1], word[0]), text)
            found[file.relative_to(STARTER).as_posix()] = text.encode()
    return found


def _words(name: str) -> Mapping[str, str]:
    """Return what is written for each word between two `@`."""
    title = " ".join(re.sub(r"[-_]+", " ", name).split()) if is_plain(name) else ""
    title = (title[:1].upper() + title[1:])[:_LONGEST_TITLE].strip()
    title = title if any(map(str.isalnum, title)) else "My explainer"
    return {
        "id": short_name(name, _LONGEST_ID) or "my-explainer",
        "title": json.dumps(title, ensure_ascii=False),
        "version": __version__,
        "package": package(),
        "guide": GUIDE,
        "changes": CHANGES,
    }


def _check_place(folder: Path, place: Place) -> None:
    """Raise Problems where an explainer cannot begin in a folder."""
    around = next((outer for outer in folder.parents if os.path.isfile(outer / _SETTINGS)), None)  # noqa: PTH113 - it never raises
    if around:
        says = f"This folder lies in `{visible(around.name)}`, which is an explainer itself."
        raise Problems([Problem("INSIDE AN EXPLAINER", place, says, "Name a folder outside it.")])
    there = next(outer for outer in (folder, *folder.parents) if os.path.lexists(outer))
    if not os.path.isdir(there):  # noqa: PTH112 - as above
        says = f"This is {what_stands(there)}, and a folder is needed."
        raise Problems(
            [Problem("NOT A FOLDER", Place(visible(there.name)), says, "Name a new folder elsewhere, or an empty one.")]
        )
    check_new(folder, place)


def _in_the_way(folder: Path, path: str) -> str | None:
    """Return the path of what stands where a file is to be written, or a folder for it, if anything does."""
    for part in reversed(Path(path).parents[:-1]):
        outer = folder / part
        if os.path.lexists(outer) and (outer.is_symlink() or not outer.is_dir()):
            return part.as_posix()
    return path if os.path.lexists(folder / path) else None


def _write(folder: Path, files: Mapping[str, bytes], place: Place) -> None:
    """Write files into a folder, all or none. Raises Problems."""
    made: list[Path] = []
    path = ""
    try:
        for path, content in files.items():
            file = folder / path
            for outer in reversed(file.parents):
                if not os.path.lexists(outer):
                    outer.mkdir()
                    made.append(outer)
            with file.open("xb") as new:
                made.append(file)
                new.write(content)
    except BaseException as error:
        for one in reversed(made):
            with contextlib.suppress(OSError):
                one.rmdir() if one.is_dir() else one.unlink()
        if not isinstance(error, OSError):
            raise
        says = f"This file cannot be written: {error.strerror}."
        there = Place(f"{place.path}/{path}")
        raise Problems([Problem("CANNOT WRITE", there, says, "See who may write in that folder.")]) from None
