"""Normal forms of Unicode: `ё` can be one sign or two, and looks the same. Names are compared in the form NFC.

Some systems and programs write names of files in the other form, and what one types is mostly in this one.
"""

import unicodedata
from collections.abc import Mapping

from explainery.problems import Place, Problem


def one_form(text: str) -> str:
    """Return text in the form in which names are compared."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def by_name(files: Mapping[str, str], folder: str, problems: list[Problem]) -> dict[str, str]:
    """Return where files lie by their paths in that form, in their order; note a problem for two of one name."""
    found: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for path, file in files.items():
        name = one_form(path)
        if name in spelled:
            first, second = _apart(spelled[name], path)
            says = f"Two files have this name: one spells a letter {first}, the other {second}."
            problems.append(Problem("TWO FILES OF ONE NAME", Place(f"{folder}/{name}"), says, "Rename one of them."))
        found[name], spelled[name] = file, path
    return {path: found[path] for path in sorted(found)}


def _apart(first: str, second: str) -> tuple[str, str]:
    """Return the first letter in which two texts differ that look the same, sign by sign: `U+0435 U+0308`."""
    at = next(at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other)
    return _signs(first, at), _signs(second, at)


def _signs(text: str, at: int) -> str:
    end = at + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return " ".join(f"U+{ord(sign):04X}" for sign in text[at:end])
