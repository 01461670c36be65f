"""Footnotes: remarks of the writer, whose words stand apart from the text that has their marks."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator

from markdown_it.token import Token

from explainery.markdown.blocks import Blocks
from explainery.markdown.lists import Finding
from explainery.model import Body

_MARK = re.compile(r"\[\^([^\]\s]+)\](?!\()")
_FORM = "Write its words in a line of their own: `[^{label}]: words`"


class Footnotes:
    """The footnotes of one text by what they are called, in whatever letters; knows which of them are used."""

    def __init__(self, blocks: Blocks, visible: str, say: Callable[[str, tuple[int, int], str, str], None]) -> None:
        """Take the text, also with code blanked out, and whom to tell (title, offset and length, sentence, hint)."""
        self._lines = [token for token in blocks.tokens if token.type == "footnote_reference_open"]
        self._names = {_name(token) for token in self._lines}
        self._say = say
        self._bodies: dict[str, Body] = {}
        self._used: set[str] = set()
        begins = {token.meta["at"] for token in self._lines}
        self._marks: dict[tuple[str, bool], deque[int]] = defaultdict(deque)  # by name, and whether a footnote holds it
        for mark in _MARK.finditer(visible) if "[^" in visible else ():
            if mark.start() not in begins:
                inside = any(token.meta["at"] <= mark.start() < token.meta["last"] for token in self._lines)
                self._marks[mark[1].casefold(), inside].append(mark.start())

    def add(self, name: str, body: Body) -> None:
        """Take the words of a footnote. All are there before the text is looked through."""
        self._bodies[name] = body

    def mention(self, label: str) -> tuple[int, int, Body | None, bool]:
        """Return offset and length of the next mark of a footnote, its words, and whether it had a mark before.

        Has no words where nothing says what it is.
        """
        name, inside = label.casefold(), len(self._bodies) < len(self._names)
        places = self._marks[name, inside]
        where = (places.popleft() if places else 0, len(f"[^{label}]"))
        if inside:
            says = "A footnote stands in the words of another one."
            self._say("FOOTNOTE IN A FOOTNOTE", where, says, "Say there what it says, without a mark.")
        elif name not in self._names:
            says = f"No line says what the footnote `{label}` is."
            hint = f"{_FORM.format(label=label)}; for a source, write `[@source-id]`; for the signs themselves, `\\[`."
            self._say("FOOTNOTE WITHOUT WORDS", where, says, hint)
        again = name in self._used
        self._used.add(name)
        return (*where, self._bodies.get(name), again)

    def wrong(self) -> Iterator[Finding]:
        """Yield what is wrong with the lines of footnotes, once all of the text was looked through."""
        seen: set[str] = set()
        for token in self._lines:
            label, name = token.meta["label"], _name(token)
            where = (token.meta["at"], len(f"[^{label}]:"))
            if name in seen:
                says = f"Another footnote is called `{label}` already, so the words of this one would be lost."
                yield ("FOOTNOTE TWICE", *where, says, "Call one of them otherwise, also where the text has its mark.")
            elif not self._bodies[name].text:
                says = f"The footnote `{label}` has no words."
                yield ("FOOTNOTE WITHOUT WORDS", *where, says, f"{_FORM.format(label=label)}.")
            elif name not in self._used:
                says = f"The text has no mark of the footnote `{label}`, so nobody would read it."
                hint = f"Write `[^{label}]` where it belongs; if it is a source, cite it, as in `[@source-id]`."
                yield ("UNUSED FOOTNOTE", *where, says, hint)
            if any(heading.level for heading in self._bodies[name].headings):
                says = "A heading stands in a footnote."
                yield ("HEADING IN A FOOTNOTE", *where, says, "Say it in the text.")
            seen.add(name)


def _name(token: Token) -> str:
    return str(token.meta["label"]).casefold()
