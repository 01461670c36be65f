"""Measures the letters of the condensed face and writes explainery/draw/widths.py, by which drawings know words.

Run it after the fonts were cut anew (tools/fonts.py): `.venv/bin/python tools/widths.py`.
"""

from collections import defaultdict
from pathlib import Path

from explainery.lettering import read_face

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "explainery/shipped/assets/fonts/cards"
TARGET = ROOT / "explainery/draw/widths.py"
WEIGHTS = {"MIDDLE": "head-600.ttf", "TITLE": "head-800.ttf"}
HEAD = '''"""How wide the letters of the condensed face are. Written by tools/widths.py; no person edits it."""

from collections.abc import Mapping

'''
SAID = {
    "MIDDLE": "Thousandths of the letters’ size, and the letters that are so wide, at weight 600.",
    "TITLE": "The same at weight 800.",
}


def main() -> None:
    """Write the table."""
    text = HEAD
    for name, file in WEIGHTS.items():
        groups: dict[int, list[str]] = defaultdict(list)
        for letter, width in sorted(read_face((FONTS / file).read_bytes()).widths.items()):
            if letter.isprintable() or letter == "\u00a0":
                groups[round(width * 1000)].append(letter)
        rows = "".join(f"    {width}: {''.join(letters)!a},\n" for width, letters in sorted(groups.items()))
        text += f'{name}: Mapping[int, str] = {{\n{rows}}}\n"""{SAID[name]}"""\n\n'
    TARGET.write_text(text.rstrip() + "\n", encoding="utf-8")
    print(TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main()
