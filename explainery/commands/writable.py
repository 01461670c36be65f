"""Where a command may write: what somebody named by mistake is never replaced, nor is what the site is made from."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from explainery.commands.kept import kept_at
from explainery.files import cannot_read, content_of, is_plain, visible
from explainery.names import MOST_OF_NAME, barred, bytes_in
from explainery.problems import Place, Problem, Problems
from explainery.write import has_list

_REPORT = b'<meta name="generator" content="explainery check">'
_SOURCES = ("content", "templates", "assets")
_KEPT = (".cache", ".git")


def check_folder(folder: Path, root: Path, shipped: Path) -> None:
    """Raise Problems where the folder is not one for a site of the explainer at `root`.

    It may be new, empty, or hold an earlier site. Hidden files may lie in it, such as those of git. It may lie in no
    other site, nor in what git or builds keep; but for the folders of the preview and the gallery.
    """
    keep_from_sources(folder, root, shipped)
    place = Place(shown(root, folder))
    if folder not in (kept_at(root, "preview"), kept_at(root, "gallery")):
        _not_within_others(folder, root, place)
    if not os.path.lexists(folder):
        check_new(folder, place)
        return
    if not folder.is_dir():
        says = f"The folder `{place.path}` cannot be written: {what_stands(folder)} stands where a folder is needed."
        hint = "Move that file, or name another folder."
        raise Problems([Problem("CANNOT WRITE", place, says, hint)])
    try:
        others = sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208 - names alone
        in_use = bool(others) and not has_list(folder)
    except OSError as error:
        raise Problems([cannot_read(error, place, "folder")]) from None
    if in_use:
        says = f"This folder holds files that no build put there, such as `{visible(others[0])}`."
        raise Problems([Problem("FOLDER IN USE", place, says, "Name an empty folder, or a new one.")])


def _not_within_others(folder: Path, root: Path, place: Place) -> None:
    """Raise Problems where a site would lie in another one, or in what git or builds keep."""
    hint = "Name a folder outside it."
    for name in _KEPT:
        if _is_within(folder, root / name):
            says = f"The site would be written into `{name}/`, where it does not belong."
            raise Problems([Problem("OUT IN THE WAY", place, says, hint)])
    site = Path(os.path.realpath(root / "site"))
    for parent in Path(os.path.realpath(folder)).parents:
        if _is_same(parent, site) or parent == site or _is_a_site(parent):
            says = f"The site would be written into `{shown(root, parent)}/`, which holds another one."
            raise Problems([Problem("OUT IN THE WAY", place, says, hint)])


def _is_a_site(folder: Path) -> bool:
    try:
        return has_list(folder)
    except OSError:  # nobody may look, so nobody builds there
        return False


def check_report(file: Path, root: Path, shipped: Path) -> None:
    """Raise Problems where the file is not one for the report: it may be new, or an earlier report."""
    place = Place(visible(file.name) or ".")
    _not_in_the_sources(file, place, root, shipped)
    says = "This file is there already, and it is not a report of `check`."
    _new_or_ours(file, place, lambda report: _REPORT in content_of(str(report)), says)


def _new_or_ours(file: Path, place: Place, is_ours: Callable[[Path], bool], says: str) -> None:
    """Raise Problems where something stands there that is no file of ours, which `says` of a file."""
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            what = f"This is {what_stands(file)}, and it would be replaced."
            raise Problems([Problem("NOT A FILE", place, what, "Name a new file.")])
        if not is_ours(file):
            hint = "Name a new file; or delete this one, if you do not need it."
            raise Problems([Problem("FILE IN THE WAY", place, says, hint)])
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise Problems([cannot_read(error, place, "file")]) from None


def _not_in_the_sources(file: Path, place: Place, root: Path, shipped: Path) -> None:
    for base in dict.fromkeys((root, shipped)):
        for name in _SOURCES:
            if _is_within(file, base / name):
                says = f"The file would lie in `{name}/`, from which the site is made."
                raise Problems([Problem("OUT INSIDE THE SOURCES", place, says, "Name a file elsewhere.")])


def check_archive(file: Path, root: Path, shipped: Path) -> None:
    """Raise Problems where the file is not one to put a site into: it may be new, or an archive of an earlier site."""
    from explainery.publishing import is_own_archive  # noqa: PLC0415 - most builds make none

    place = Place(visible(file.name) or ".")
    _not_in_the_sources(file, place, root, shipped)
    wrong = _wrong_name(file.name) or _wrong_name(file.stem)
    if not wrong and file.name.startswith("."):
        wrong = "it begins with a dot, so the file, or the folder in it, would be hidden"
    if wrong:
        says = f"`{place.path}` cannot be the name of a zip file: {wrong}."
        raise Problems([Problem("NOT A NAME", place, says, "Choose another, such as `lesson.zip`.")])
    _new_or_ours(file, place, is_own_archive, "This file is there already, and no publish made it.")


def keep_from_sources(folder: Path, root: Path, shipped: Path) -> None:
    """Raise Problems where a site in the folder would be written into what it is made from, or over it."""
    for base in dict.fromkeys((root, shipped)):
        for name in _SOURCES:
            if _is_within(folder, base / name) or _is_within(base / name, folder):
                says = f"The site would be written into `{name}/`, or over it."
                hint = "Name a folder outside it."
                raise Problems([Problem("OUT INSIDE THE SOURCES", Place(shown(root, folder)), says, hint)])


def shown(root: Path, folder: Path) -> str:
    """Return a folder's name as problems print it: relative to the explainer where it lies inside."""
    real = Path(os.path.realpath(folder))
    inside = Path(os.path.realpath(root))
    return visible(real.relative_to(inside).as_posix() if real.is_relative_to(inside) else folder.name or real.name)


def _is_within(path: Path, folder: Path) -> bool:
    """Say whether a path leads into a folder, or to it, also in other letters where these do not count."""
    real, outer = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    return real.is_relative_to(outer) or any(_is_same(parent, outer) for parent in (real, *real.parents))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def check_new(folder: Path, place: Place) -> None:
    """Raise Problems where a folder that is to be made, or one above it, would have a name that is none."""
    real = Path(os.path.realpath(folder))
    for part in (real, *real.parents):
        if os.path.lexists(part):
            return
        if wrong := _wrong_name(part.name):
            says = f"`{visible(part.name)}` cannot be the name of a folder: {wrong}."
            raise Problems([Problem("NOT A NAME", place, says, "Choose another, of letters, digits and hyphens.")])


def _wrong_name(name: str) -> str | None:
    """Return why a name is none on some system, if so."""
    if not name.strip(". "):
        return "it names nothing"
    if not is_plain(name):
        return "it holds a character that cannot be printed, or a backslash"
    if bytes_in(name) > MOST_OF_NAME:
        return f"it has {bytes_in(name):,} bytes, and most systems take {MOST_OF_NAME}"
    return barred(name)


def what_stands(path: Path) -> str:
    """Return what stands at a path, in words that fit after “this is”. Raises OSError."""
    mode = path.lstat().st_mode
    kinds = (
        (stat.S_ISLNK, "a symbolic link"),
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISREG, "a file"),
    )
    return next((word for test, word in kinds if test(mode)), "a device")
