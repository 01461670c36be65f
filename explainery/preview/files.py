"""Addresses into files of the served folder, and never into any other; and the type of a file."""

from mimetypes import MimeTypes
from pathlib import Path
from urllib.parse import unquote

from explainery.paths import FRONT_ADDRESS

_TYPES = MimeTypes()  # Python's own table: that of the machine may lack types, or have others


def address_below(path: str, base: str) -> str | None:
    """Return the part of a request's path (RFC 3986, still encoded) below `base`, decoded once; None outside it."""
    if not path.startswith(base):
        return None
    try:
        return unquote(path.removeprefix(base), errors="strict")
    except UnicodeDecodeError:
        return None


def file_at(folder: Path, address: str) -> Path | None:
    """Return the file or folder at an address; None where there is none, it is hidden, or it leads elsewhere.

    So it is with all of them where a link has taken the place of the folder, whose path is to have none.
    """
    parts = address.removesuffix("/").split("/") if address else []
    if any(part == "" or part[0] == "." or set(part) & set("\\:\0") for part in parts):
        return None
    try:
        inside = folder.resolve(strict=True)
        found = inside.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # a circle of links, a RuntimeError before Python 3.13; no text at all
        return None
    if inside != folder or not found.is_relative_to(inside) or (address.endswith("/") and not found.is_dir()):
        return None
    return found


def page_at(folder: Path, address: str) -> str | None:
    """Return the path below the folder of the page at an address, `a/index.html` for `a/`; None without one."""
    found = file_at(folder, address)
    if found and found.is_dir():
        address = f"{address}{FRONT_ADDRESS}"
        found = file_at(folder, address)
    return address if found and found.is_file() else None


def type_of(path: str) -> str:
    """Return what a host says about a file in `Content-Type`."""
    kind = _TYPES.guess_type(path)[0] or "application/octet-stream"
    return (
        f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")) else kind
    )
