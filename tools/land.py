"""Makes explainery/draw/earth/land.bin, the land and the borders that maps are drawn on, from the package world-atlas.

The file is kept in the repository, so this is needed only for a newer edition of the data:

    python tools/land.py             downloads world-atlas with npm into a temporary folder
    python tools/land.py FILE        uses the package in FILE (*.tgz, made with `npm pack world-atlas`)

World-atlas holds Natural Earth (naturalearthdata.com), at 1:50 million, as TopoJSON
(github.com/topojson/topojson-specification). Land is closed lines, borders are the arcs that two countries share. Both
stay on the grid of the package, on which a step is .0036° across and .0017° up; `explainery/draw/earth/atlas.py` says
how the file is laid out, and reads it.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import tarfile
import tempfile
import zlib
from array import array
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "explainery" / "draw" / "earth"

Line = list[tuple[int, int]]


def main(arguments: list[str]) -> None:
    """Write the file, and the licence of the package beside it."""
    with tempfile.TemporaryDirectory() as folder:
        file = arguments[0] if arguments else _downloaded(folder)
        with tarfile.open(file) as package:
            land, countries = (_member(package, f"package/{name}-50m.json") for name in ("land", "countries"))
            (FOLDER / "LICENSE").write_bytes(_bytes(package, "package/LICENSE"))
    across, up = land["transform"]["scale"]
    if countries["transform"] != land["transform"]:
        sys.exit("Land and countries lie on two grids; this script knows only one.")
    layers = (rings(land), borders(countries))
    head = struct.pack("<4d", *land["transform"]["translate"], across, up)
    packed = zlib.compress(head + b"".join(packed_lines(lines, round(360 / across)) for lines in layers), 9)
    (FOLDER / "land.bin").write_bytes(packed)
    print(f"{[len(lines) for lines in layers]} lines, {sum(len(line) for lines in layers for line in lines):,} points:")
    print(f"{len(packed):,} bytes.")


def rings(topology: dict[str, Any]) -> list[Line]:
    """Return all closed lines of the land: each polygon’s outline, and the lakes in it that are as large as seas.

    One line leads around the South Pole on a single parallel, where plane maps end: it is no shore.
    """
    arcs = _arcs(topology)
    (geometry,) = topology["objects"]["land"]["geometries"]
    lines = [_joined(arcs, ring) for polygon in geometry["arcs"] for ring in polygon]
    return [line for line in lines if len({y for _, y in line}) > 1]


def borders(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs that belong to two countries."""
    owners: dict[int, set[int]] = defaultdict(set)
    for number, geometry in enumerate(topology["objects"]["countries"]["geometries"]):
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for arc in (arc for polygon in polygons for ring in polygon for arc in ring):
            owners[max(arc, ~arc)].add(number)
    arcs = _arcs(topology)
    return [arcs[arc] for arc, countries in sorted(owners.items()) if len(countries) > 1]


def packed_lines(lines: list[Line], circle: int) -> bytes:
    """Return lines as `atlas.py` reads them. `circle` is how many steps lead once around the Earth."""
    steps = array("h")
    for line in lines:
        for (x, y), (to_x, to_y) in pairwise(line):
            across = (to_x - x + circle // 2) % circle - circle // 2  # the short way, also where ±180° lies between
            steps.extend((across, to_y - y))
    if sys.byteorder == "big":
        steps.byteswap()
    data = steps.tobytes()
    counts, starts = [len(line) for line in lines], [number for line in lines for number in line[0]]
    head = struct.pack(f"<I{len(counts)}I{len(starts)}i", len(lines), *counts, *starts)
    return head + data[0::2] + data[1::2]  # low bytes, then high ones, most of which are equal: they pack smaller


def _arcs(topology: dict[str, Any]) -> list[Line]:
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for across, up in arc:
            x, y = x + across, y + up
            line.append((x, y))
        found.append(line)
    return found


def _joined(arcs: list[Line], ring: list[int]) -> Line:
    line: Line = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        line += part[1:] if line else part
    return line


def _downloaded(folder: str) -> str:
    command = ["npm", "pack", "--silent", "world-atlas@2.0.2"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
    return str(Path(folder) / name)


def _member(package: tarfile.TarFile, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_bytes(package, name))
    return found


def _bytes(package: tarfile.TarFile, name: str) -> bytes:
    member = package.extractfile(name)
    if member is None:
        sys.exit(f"The package has no {name}.")
    return member.read()


if __name__ == "__main__":
    main(sys.argv[1:])
