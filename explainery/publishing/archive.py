"""The whole site in one zip file, for readers without network. The same site gives the same bytes."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from explainery.files import replaced
from explainery.problems import Place, Problem, Problems

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
_MADE_BY = b"made by explainery "
_UNIX, _READABLE = 3, 0o100644 << 16


def is_own_archive(file: Path) -> bool:
    """Say whether a publish made a file and nobody added to it: its comment tells what it held. Raises OSError."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.comment == _comment(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _comment(archive: zipfile.ZipFile) -> bytes:
    """Return what tells an archive of ours: its files by name and CRC, in one digest."""
    held = sorted((entry.filename, entry.CRC) for entry in archive.infolist())
    return _MADE_BY + hashlib.sha256(repr(held).encode()).hexdigest().encode()


def write_archive(files: Mapping[str, Path], target: Path) -> None:
    """Write files into `target`, in a folder of its name, so that unpacking scatters nothing. Raises Problems."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, file in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{target.stem}/{path}", _BEGINNING)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _READABLE
            archive.writestr(entry, file.read_bytes(), compresslevel=9)
        archive.comment = _comment(archive)
    try:
        replaced(target, held.getvalue())
    except OSError as error:
        says = f"The file cannot be written: {(error.strerror or str(error)).lower()}."
        hint = "Name a file in a folder that is there, and in which you may write."
        raise Problems([Problem("CANNOT WRITE", Place(target.name), says, hint)]) from None
