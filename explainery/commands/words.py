"""The command `words`: a catalogue of all that Explainery itself says to readers, for somebody to translate."""

from dataclasses import dataclass
from pathlib import Path

from explainery.catalogues.writing import catalogue_to_fill
from explainery.commands.adding import put
from explainery.commands.build import SHIPPED
from explainery.read import read


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The file, from the explainer's folder on; how many strings it has, and how many are to be translated."""

    path: str
    strings: int
    left: int


def words(root: Path, language: str) -> Catalogue:
    """Write the catalogue of a language into the explainer at `root`, or add to the one there what it lacks.

    Raises Problems; then nothing was written.
    """
    templates = read(root, SHIPPED).templates
    path = f"templates/locale/{language}.po"
    made = catalogue_to_fill(language, templates)
    file = root / path
    put(root, path, made.text.encode(), file.read_bytes() if file.is_file() else None)
    return Catalogue(path, made.strings, made.left)
