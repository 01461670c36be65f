"""The headings of one text: their ids, given by the writer or made from their words, and where they stand."""

import re
from collections.abc import Callable

from explainery.markdown.marks import slug
from explainery.model import Heading
from explainery.problems import Place

_ID = re.compile(r"\s*(?<!\\)\{#?([^{}\\]*)\}\s*$")
_CLOSING = re.compile(r"(?:\A|[ \t]+)#+[ \t]*\Z")
_NEXT_ID = re.compile(r"\s+#")
_MARKS = re.compile(r"[*_`]")


class Headings:
    """Takes the headings of a text as they come; `found` has them by their ids, still without their HTML."""

    def __init__(self, say: Callable[[str, Place, str, str], None]) -> None:
        """Take whom to tell what is wrong (title, place, sentence, hint)."""
        self.found: dict[str, Heading] = {}
        self._say = say
        self._taken: dict[str, Place] = {}
        self._counts: dict[str, int] = {}

    def add(self, level: int, written: str, place: Place) -> tuple[str, str]:
        """Take a heading as it is written, behind whose words may stand `{#…}`: its id, and ids that it had before.

        Gives its id, and its words.
        """
        found = _ID.search(written)
        words = _CLOSING.sub("", written[: found.start()]) if found else written
        given = found[1] if found else None
        wanted, *former = (slug(_MARKS.sub("", words)),) if given is None else _NEXT_ID.split(given.strip())
        if not wanted:
            says = "No letter or digit is left in this heading to make an address from."
            self._say("EMPTY SLUG", place, says, f"Give it one:\n\n{'#' * level} {words or 'Title'} {{#name}}")
        if wanted and given is not None and not words.strip():
            says = "This heading has no words, so nobody would see what begins here."
            self._say("HEADING WITHOUT WORDS", place, says, f"Write them: `{'#' * level} Title {{#{wanted}}}`.")
        for name in (wanted, *former) if given is not None and wanted else ():
            self._judge(name, place)
        unique = wanted
        while unique in self._taken:
            self._counts[wanted] = self._counts.get(wanted, 1) + 1
            unique = f"{wanted}-{self._counts[wanted]}"
        self._taken |= dict.fromkeys((unique, *former), place)
        self.found[unique] = Heading(level, unique, "", "", place, given is not None, tuple(former))
        return unique, words

    def _judge(self, name: str, place: Place) -> None:
        if slug(name) != name or not name:
            says = f"`{name}` cannot be the address of a heading."
            example = f": `{{#{slug(name)}}}`" if slug(name) else ""
            hint = f"Use letters, digits and hyphens{example}; for the signs themselves, write `\\{{`."
            self._say("BAD HEADING ID", place, says, hint)
        elif name in self._taken:
            says = f"Two headings have the address `#{name}`, the first in line {self._taken[name].line}."
            self._say("HEADING TWICE", place, says, "Give this one another.")
