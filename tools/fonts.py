"""Makes the font files of assets/fonts/ from the fontsource packages: smaller ranges of letters and of weight.

The files that it makes are kept in the repository, so this is needed only to change a font or a range:

    pip install fonttools brotli
    python tools/fonts.py            downloads the three packages with npm into a temporary folder
    python tools/fonts.py DIR        uses the packages in DIR (*.tgz, made with `npm pack`)

Two files a family, for Latin and for Cyrillic, are loaded by `unicode-range` in assets/css/fonts.css: a page without a
Cyrillic letter never asks for the second. A third holds Latin Extended-A (ž, ő, ł), which is rarer still.

Share cards are drawn by the build itself, which reads TrueType: a file for each weight there, in assets/fonts/cards/,
with all of these letters. They are not published.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parent.parent / "explainery" / "shipped" / "assets" / "fonts"

LATIN = (
    "20-7E,A0-FF,131,152-153,2C6,2DA,2DC,2009-200A,2010-2014,2018-201A,201C-201E,2020-2022,2026,202F,2030,2032-2033,"
    "2039-203A,2070,2074-2079,2080-2089,20AC,2122,2191,2193,2212,2248,2260,2264-2265"
)
EXTENDED = "100-130,132-151,154-17F"
# Russian, Ukrainian and Belarusian, with the accent that dictionaries print and the numero sign
CYRILLIC = "301,401,404,406-407,40E,410-44F,451,454,456-457,45E,490-491,2116"
GREEK = "386,388-38A,38C,38E-3A1,3A3-3CE"
# Digits and signs, and the letters of T+3 d, 08:55:02 UTC and common units
TIMECODE = "20,28-29,2B-39,3A,43,54,55,61-7A,A0,B0,B2-B3,B5,B7,D7,2013,2212"
FEATURES = ["kern", "liga", "ccmp", "mark", "onum", "lnum"]
# The plain Cyrillic letters of Sofia Sans are the Bulgarian ones; those of Russian come with the language of the text.
OF_LANGUAGES = [*FEATURES, "locl"]


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
TITLES = {SOFIA: "Sofia Sans Extra Condensed", MARTIAN: "Martian Mono"}
CARDS = {
    "head-800": (SOFIA, {"latin": LATIN, "latin-ext": EXTENDED, "cyrillic": CYRILLIC, "greek": GREEK}, 800),
    "head-600": (SOFIA, {"latin": LATIN, "latin-ext": EXTENDED, "cyrillic": CYRILLIC, "greek": GREEK}, 600),
    "code-500": (MARTIAN, {"latin": TIMECODE}, 500),
}


def main(arguments: list[str]) -> None:
    """Make every file and the licence, and print their sizes."""
    with tempfile.TemporaryDirectory() as temporary:
        packages = Path(arguments[0]) if arguments else download(Path(temporary))
        for face in FACES:
            size = make(face, packages)
            print(f"{size:7,} {face.name}.woff2")
        for name, (package, parts, weight) in CARDS.items():
            size = make_for_cards(name, package, parts, weight, packages)
            print(f"{size:7,} cards/{name}.ttf")
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
    features = OF_LANGUAGES if face.package == SOFIA and face.part == "cyrillic" else FEATURES
    font = cut(face.package, face.part, face.letters, face.weights, packages, features)
    font.flavor = "woff2"
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{face.name}.woff2"
    font.save(path)
    return path.stat().st_size


def make_for_cards(name: str, package: str, parts: dict[str, str], weight: int, packages: Path) -> int:
    """Write one TrueType file, of one weight, with the letters of all parts; return its size in bytes."""
    path = FOLDER / "cards" / f"{name}.ttf"
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        files = []
        for part, letters in parts.items():
            files.append(str(Path(temporary, f"{part}.ttf")))
            font = cut(package, part, letters, weight, packages, OF_LANGUAGES)
            as_in_russian(font)
            font.save(files[-1])
        font = Merger().merge(files) if len(files) > 1 else TTFont(files[0], recalcTimestamp=False)
        font.recalcTimestamp = False
        first = TTFont(files[0])["head"]
        font["head"].created, font["head"].modified = first.created, first.modified
        font["OS/2"].usWeightClass = weight
        font["name"].setName(TITLES[package], 1, 3, 1, 0x409)
        font["name"].setName(f"{TITLES[package]} {weight}".replace(" ", ""), 6, 3, 1, 0x409)  # resvg wants one
        font.save(path)
    return path.stat().st_size


def cut(
    package: str, part: str, letters: str, weights: tuple[int, int] | int, packages: Path, features: list[str]
) -> TTFont:
    """Return a part of a package with some of its letters, weights and features."""
    family = package.partition("/")[2].partition("@")[0]
    font = TTFont(io.BytesIO(member(package, f"files/{family}-{part}-wght-normal.woff2", packages)))
    # The stamp of the last change must stay that of the package, so that two runs give the same bytes.
    font.recalcTimestamp = False
    font = instantiateVariableFont(font, {"wght": weights})
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(letters))
    subsetter.subset(font)
    font.flavor = None
    return font


def as_in_russian(font: TTFont) -> None:
    """Make the letters of Russian the plain ones: who draws the cards tells the font no language."""
    records = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else []
    lookups = {index for record in records if record.FeatureTag == "locl" for index in record.Feature.LookupListIndex}
    russian: dict[str, str] = {}
    for index in sorted(lookups):
        for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
            mapping = getattr(getattr(table, "ExtSubTable", table), "mapping", {})
            russian |= {old: new for old, new in mapping.items() if new.endswith(".loclRUS")}
    for table in font["cmap"].tables:
        table.cmap = {letter: russian.get(glyph, glyph) for letter, glyph in table.cmap.items()}


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
