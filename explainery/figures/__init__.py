"""Figures: what each block that draws one is drawn from, and the figure that its component's `draw.py` makes of it."""

import hashlib
from collections.abc import Mapping, MutableMapping

from explainery.aside import Aside
from explainery.draw import Data, Fault, Figure, Table
from explainery.essence import digest_of
from explainery.figures.code import drawn
from explainery.figures.data import data_of, facts_in_file
from explainery.model import Block, Site
from explainery.paths import without_ending
from explainery.units import units_in_use


def figure_code(block: Block, site: Site) -> str | None:
    """Return the template that draws a block, `components/bars/draw.py`.

    None where its component draws nothing, or only if asked to by `drawn: true`.
    """
    return site.parsed.components[block.name].figure if block.fields.get("drawn", True) else None


class Drawings:
    """Draws the figures of one site, each once; what earlier builds drew from the same data is used again."""

    def __init__(self, site: Site, templates: Mapping[str, str], kept: MutableMapping[bytes, Figure]) -> None:
        """Take the site, its templates, and the figures of earlier builds by the digest of code and data."""
        self._site, self._templates, self._kept = site, templates, kept
        self._said_in = digest_of(site.parsed.words)
        self.used: set[bytes] = set()
        self._of_files: Mapping[str, bytes] | None = None
        Aside.begin_anew()

    def draw(self, block: Block) -> Figure:
        """Return the figure of a block that has one.

        Raises Fault where its data cannot be drawn, and Problems where the code that draws it fails.
        """
        path = figure_code(block, self._site) or ""
        code, data, files = self._templates[path], data_of(block, self._site), self._site.parsed.files
        reads, words = reads_files(block, self._site), self._site.parsed.words
        digest = digest_of((code, data, self._digests() if reads else {}, units_in_use().own, self._said_in))
        if digest not in self.used or digest not in self._kept:
            self.used.add(digest)
            found = self._kept.get(digest)
            given = Data({**data, "files": files} if reads else data, words.language, words)
            self._kept[digest] = found or drawn(path, code, given, block)
        return self._kept[digest]

    def _digests(self) -> Mapping[str, bytes]:
        """Return the digests of all files in `content/`, worked out once."""
        if self._of_files is None:
            files = self._site.parsed.files
            self._of_files = {name: hashlib.sha256(content).digest() for name, content in files.items()}
        return self._of_files

    def forget_others(self) -> None:
        """Forget what earlier builds drew and this one did not use."""
        for digest in self._kept.keys() - self.used:
            del self._kept[digest]


def given_to(block: Block, site: Site) -> Data:
    """Return what a block's figure is drawn from, with the files in `content/`."""
    return Data({**data_of(block, site), "files": site.parsed.files}, site.parsed.words.language, site.parsed.words)


def reads_files(block: Block, site: Site) -> bool:
    """Say whether a block's figure is drawn from files in `content/`; one that can name one, and does not, is none."""
    asks = "files" in site.parsed.components[block.name].needs and block.fields.get("data", True)
    return figure_code(block, site) is not None and bool(asks)


def reads_support(block: Block, site: Site) -> bool:
    """Say whether a block's figure is drawn from all facts and sources of the site."""
    return figure_code(block, site) is not None and "support" in site.parsed.components[block.name].needs


def figure_address(page: str, block: Block, ending: str) -> str:
    """Return the address below the site of a figure's file (`svg`, `csv`)."""
    stem = without_ending(page).replace("/", "-")
    return f"figures/{stem}-{block.fields['id']}.{ending}"


__all__ = [
    "Drawings",
    "Fault",
    "Figure",
    "Table",
    "facts_in_file",
    "figure_address",
    "figure_code",
    "given_to",
    "reads_files",
    "reads_support",
]
