"""The headings of one text: their ids, given by the writer or made from their words, and where they stand."""

import re
from collections import deque
from collections.abc import Callable

from explainery.markdown.marks import slug
from explainery.model import Heading
from explainery.problems import Place

_LINE = re.compile(r"^(?:[ \t>]|[-*+][ \t]|\d+\.[ \t])*(#{1,6})(?!#)[^\n]*$", re.MULTILINE)
_NEXT_ID = re.compile(r"\s+#")


class Headings:
    """Takes the headings of a text as they come; `found` has them by their ids, still without their HTML."""

    def __init__(
        self, visible: str, place: Callable[[int, int], Place], say: Callable[[str, Place, str, str], None]
    ) -> None:
        """Take the text with all code blanked out, what makes a place of offset and length, and whom to tell."""
        self.found: dict[str, Heading] = {}
        self._place, self._say, self._visible = place, say, visible
        self._lines = deque(_LINE.finditer(visible))
        self._taken: dict[str, Place] = {}
        self._counts: dict[str, int] = {}

    def add(self, level: int, words: str, given: str | None) -> str:
        """Take a heading with what its writer put into `{#…}`: its id, and ids that it had before. Give its id."""
        place = self._place_of(level, words)
        wanted, *former = (slug(re.sub(r"[*_`]", "", words)),) if given is None else _NEXT_ID.split(given.strip())
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
        return unique

    def _judge(self, name: str, place: Place) -> None:
        if slug(name) != name or not name:
            says = f"`{name}` cannot be the address of a heading."
            example = f": `{{#{slug(name)}}}`" if slug(name) else ""
            hint = f"Use letters, digits and hyphens{example}; for the signs themselves, write `\\{{`."
            self._say("BAD HEADING ID", place, says, hint)
        elif name in self._taken:
            says = f"Two headings have the address `#{name}`, the first in line {self._taken[name].line}."
            self._say("HEADING TWICE", place, says, "Give this one another.")

    def _place_of(self, level: int, words: str) -> Place:
        """Return where a heading stands: the next one of its level, or where its words first stand."""
        while self._lines:
            line = self._lines.popleft()
            if len(line[1]) == level:
                return self._place(line.start(1), len(line[0]) - line.start(1) + line.start())
        return self._place(max(0, self._visible.find(words)), len(words))
