"""Drawings as pictures: SVG into PNG, the same bytes on every machine. Only user of resvg-py."""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import resvg_py

VERSION = str(resvg_py.__resvg_version__)
"""The version of resvg: another one may draw the same a little differently."""


@contextlib.contextmanager
def laid_out(fonts: Mapping[str, bytes]) -> Iterator[tuple[str, ...]]:
    """Lay out fonts (TrueType or OpenType, by name) as files, which resvg wants, and yield their paths."""
    with tempfile.TemporaryDirectory(prefix="explainery-") as folder:
        paths = []
        for name in sorted(fonts):
            path = Path(folder, f"{name}.ttf")
            path.write_bytes(fonts[name])
            paths.append(str(path))
        yield tuple(paths)


def png(svg: str, fonts: tuple[str, ...] = (), width: int | None = None) -> bytes:
    """Return a drawing as PNG, `width` pixels wide or as wide as it says itself; the system's fonts are never used.

    Raises ValueError where the drawing is no SVG.
    """
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=list(fonts), skip_system_fonts=True, width=width))
