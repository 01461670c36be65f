"""Makes the font files of assets/fonts/ from the fontsource packages: smaller ranges of letters and of weight.

The files that it makes are kept in the repository, so this is needed only to change a font or a range:

    pip install fonttools brotli
    python tools/fonts.py            downloads the three packages with npm into a temporary folder
    python tools/fonts.py DIR        uses the packages in DIR (*.tgz, made with `npm pack`)

Two files a family, for Latin and for Cyrillic, are loaded by `unicode-range` in assets/css/fonts.css: a page without a
Cyrillic letter never asks for the second. A third holds Latin Extended-A (ž, ő, ł), which is rarer still.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"

LATIN = (
    "20-7E,A0-FF,131,152-153,2C6,2DA,2DC,2009-200A,2010-2014,2018-201A,201C-201E,2020-2022,2026,202F,2030,2032-2033,"
    "2039-203A,2070,2074-2079,2080-2089,20AC,2122,2191,2193,2212,2248,2260,2264-2265"
)
EXTENDED = "100-130,132-151,154-17F"
# Russian, Ukrainian and Belarusian, with the accent that dictionaries print and the numero sign
CYRILLIC = "301,401,404,406-407,40E,410-44F,451,454,456-457,45E,490-491,2116"
# Digits and signs, and the letters of T+3 d, 08:55:02 UTC and common units
TIMECODE = "20,28-29,2B-39,3A,43,54,55,61-7A,A0,B0,B2-B3,B5,B7,D7,2013,2212"
FEATURES = ["kern", "liga", "ccmp", "mark", "onum", "lnum"]


@dataclass(frozen=True)
class Face:
    """One file to make: from which part of which package, with which letters and weights."""

    package: str
    part: str
    name: str
    letters: str
    weights: tuple[int, int] | int


PIAZZOLLA, SOFIA, MARTIAN = (
    "@fontsource-variable/piazzolla@5.3.0",
    "@fontsource-variable/sofia-sans-extra-condensed@5.3.0",
    "@fontsource-variable/martian-mono@5.3.0",
)
FACES = [
    Face(PIAZZOLLA, "latin", "piazzolla-latin", LATIN, (400, 700)),
    Face(PIAZZOLLA, "latin-ext", "piazzolla-extended", EXTENDED, (400, 700)),
    Face(PIAZZOLLA, "cyrillic", "piazzolla-cyrillic", CYRILLIC, (400, 700)),
    Face(SOFIA, "latin", "sofia-latin", LATIN, (500, 800)),
    Face(SOFIA, "latin-ext", "sofia-extended", EXTENDED, (500, 800)),
    Face(SOFIA, "cyrillic", "sofia-cyrillic", CYRILLIC, (500, 800)),
    Face(MARTIAN, "latin", "martian-digits", TIMECODE, 500),
]


def main(arguments: list[str]) -> None:
    """Make every file and the licence, and print their sizes."""
    with tempfile.TemporaryDirectory() as temporary:
        packages = Path(arguments[0]) if arguments else download(Path(temporary))
        for face in FACES:
            size = make(face, packages)
            print(f"{size:7,} {face.name}.woff2")
        (FOLDER / "OFL.txt").write_text(licence(packages), encoding="utf-8", newline="\n")


def download(folder: Path) -> Path:
    """Put the packages into the folder, as npm gives them."""
    wanted = sorted({face.package for face in FACES})
    subprocess.run(["npm", "pack", "--silent", *wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def member(package: str, path: str, packages: Path) -> bytes:
    """Return one file of a package."""
    archive = package.lstrip("@").replace("/", "-").replace("@", "-") + ".tgz"
    with tarfile.open(packages / archive) as tar:
        file = tar.extractfile(f"package/{path}")
        return file.read() if file else b""


def make(face: Face, packages: Path) -> int:
    """Write one file and return its size in bytes."""
    family = face.package.split("/")[1].split("@")[0]
    font = TTFont(io.BytesIO(member(face.package, f"files/{family}-{face.part}-wght-normal.woff2", packages)))
    # The stamp of the last change must stay that of the package, so that two runs give the same bytes.
    font.recalcTimestamp = False
    font = instantiateVariableFont(font, {"wght": face.weights})
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(face.letters))
    subsetter.subset(font)
    font.flavor = "woff2"
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{face.name}.woff2"
    font.save(path)
    return path.stat().st_size


def licence(packages: Path) -> str:
    """Return the SIL Open Font License once, under the copyright lines of all three families."""
    texts = [
        member(package, "LICENSE", packages).decode("utf-8").replace("\r\n", "\n")
        for package in (PIAZZOLLA, SOFIA, MARTIAN)
    ]
    lines = [text.split("\n\n", 1)[0].strip() for text in texts]
    return "\n".join(lines) + "\n\n" + texts[0].split("\n\n", 1)[1].strip() + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
