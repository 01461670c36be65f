r"""Formulas: `$…$` in a line, `$$…$$` from the beginning of a line on, which may have an address, `{#eq-fall}`.

Where they stand, `silence.py` and `blocks.py` know; what they say becomes MathML in `mathematics/`.
"""

import re
from collections.abc import Callable, Iterator

from explainery.markdown.blocks import Blocks, Words
from explainery.markdown.lists import Finding
from explainery.markdown.silence import addresses_in
from explainery.model import Equation, Said
from explainery.problems import Place, near

_END = re.compile(r"(?<!\\)(?:\\\\)*\$\$")
_BEHIND = re.compile(r"[ \t]*(?:\{#(?P<anchor>[^{}\s]*)\})?[ \t]*")
_ANCHOR = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MATHEMATICS = r"[\\^_={}\x00]"
_OPEN = re.compile(  # before what has a sign of mathematics, or before a letter alone that words or a comma follow
    rf"(?<![\w$\x00])\$(?:(?=[A-Za-z\\({{|\x00-])(?=[^\n$]{{0,300}}{_MATHEMATICS})|(?=[A-Za-z](?: \w|[,;:] )))"
    r"(?![^\n$]*\$)"
)
_SPACED = re.compile(
    rf"(?<![\w$\x00])\$(?:(?=[^\n$]{{0,300}}{_MATHEMATICS})(?:[ \t][^\n$]*|[^\n$]*[ \t])|[ \t]*[A-Za-z][ \t]+"
    r"|[ \t]+[A-Za-z])\$(?!\d)"
)
_DOLLAR = "for the sign itself, write `\\$`."


def loose_dollars(visible: str) -> Iterator[Finding]:
    """Yield what looks like a formula in a text and is none; those that are one are blanked out."""
    if "$" not in visible:
        return
    for start, end in addresses_in(visible):
        visible = visible[:start] + visible[start:end].replace("$", " ") + visible[end:]
    for found in re.finditer(r"\$\$+", visible) if "$$" in visible else ():
        says = "A formula begins or ends here and has no other end in its paragraph."
        yield ("FORMULA WITHOUT END", found.start(), len(found[0]), says, f"Write `$$` at both ends; {_DOLLAR}")
    for found in _OPEN.finditer(visible):
        says = "A formula begins here and never ends, so it would be printed as it stands."
        yield ("FORMULA WITHOUT END", found.start(), 1, says, f"Write `$` right behind it, too; {_DOLLAR}")
    for found in _SPACED.finditer(visible):
        says = "A space stands beside a `$`, so this is no formula, and would be printed as it stands."
        hint = f"Delete the spaces inside: `$x = y$`; {_DOLLAR}"
        yield ("NOT A FORMULA", found.start(), len(found[0]), says, hint)


class Formulas:
    """The formulas of one text. Those with an address have numbers, in the order of the text."""

    def __init__(
        self,
        place: Callable[[int, int], Place],
        say: Callable[[str, Place, str, str], None],
        language: str,
        *,
        is_page: bool,
        inline: bool,
    ) -> None:
        """Take what makes a place of offset and length, whom to tell (title, place, sentence, hint), and the language.

        `is_page`: the text is that of a page, whose formulas may have numbers; `inline`: it is one paragraph.
        """
        self._place, self._say, self._language, self._is_page, self._inline = place, say, language, is_page, inline
        self.numbered: dict[str, Equation] = {}
        self._wrong: set[str] = set()  # the addresses of those that are not understood, of which no more is to be said

    def read(self, words: Words, begin: int, end: int) -> Equation | None:
        """Return the formula at two offsets of the words of a block; None where something is wrong with it."""
        where = self._place(words.origin(begin), end - begin)
        if words.kind == "formula":
            return self._apart(words, where)
        if words.content.startswith("$$", begin):
            says = "`$$` begins a formula that stands by itself, and this one stands in a line of words."
            hint = "Write `$` in its place; or put the formula into its own lines."
            self._say("FORMULA IN A LINE", where, says, hint)
            return None
        return self._made(words, begin + 1, end - 1, where)

    def _apart(self, words: Words, where: Place) -> Equation | None:
        """Return a formula that stands by itself, of which `words` have everything."""
        text = words.content
        closing = _END.search(text, 2)
        behind = closing and _BEHIND.fullmatch(text, closing.end())
        if not closing:
            says = "A formula begins here and has no end before the paragraph ends."
            self._say("FORMULA WITHOUT END", self._place(words.origin(0), 2), says, f"Write `$$` there; {_DOLLAR}")
        elif not behind:
            at = len(text) - len(text[closing.end() :].lstrip())
            says = "Words stand behind a formula that stands by itself."
            hint = "Put them into a line of their own, and a full stop before the `$$`."
            self._say("WORDS BEHIND A FORMULA", self._place(words.origin(at), 1), says, hint)
        elif self._inline:
            says = "This field takes one paragraph of words, and a formula that stands by itself is none."
            self._say("ONE PARAGRAPH ONLY", where, says, "Write `$` in place of `$$`.")
        elif made := self._made(words, 2, closing.end() - 2, where):
            if behind["anchor"] is None:
                return made
            begin = words.origin(behind.start("anchor")) - len("{#")
            return self._named(made, behind["anchor"], self._place(begin, len(behind["anchor"]) + len("{#}")))
        else:
            self._wrong.add(behind["anchor"] or "")
        return None

    def _made(self, words: Words, begin: int, end: int, where: Place) -> Equation | None:
        from explainery.mathematics import NotUnderstoodError, read_formula  # noqa: PLC0415 - takes a while, few need it

        display, latex = words.kind == "formula", words.content[begin:end]
        try:
            found = read_formula(latex, display=display, language=self._language)
        except NotUnderstoodError as found_wrong:
            wrong = found_wrong.wrong
            place = self._place(words.origin(begin + wrong.offset), wrong.length) if wrong.length else where
            self._say("FORMULA NOT UNDERSTOOD", place, wrong.says, wrong.hint)
            return None
        return Equation(" ".join(latex.split()), found.mathml, found.said, display, where)

    def _named(self, made: Equation, anchor: str, place: Place) -> Equation:
        if not self._is_page:
            says = "Only formulas in the text of a page have addresses, and this is a field."
            self._say("BAD FORMULA ADDRESS", place, says, f"Delete `{{#{anchor}}}`.")
        elif not _ANCHOR.fullmatch(anchor):
            says = f"`{anchor}` cannot be the address of a formula."
            self._say("BAD FORMULA ADDRESS", place, says, "Use small letters, digits and hyphens, as in `{#eq-fall}`.")
        elif anchor in self.numbered:
            first = self.numbered[anchor].place.line
            says = f"Two formulas have the address `#{anchor}`, the first in line {first}."
            self._say("FORMULA TWICE", place, says, "Give this one another.")
        number = len(self.numbered) + 1
        found = Equation(made.latex, made.mathml, made.said, made.display, made.place, anchor, number)
        self.numbered.setdefault(anchor, found)
        return found

    def number_of(self, target: str, place: Place) -> Said | None:
        """Return what stands in place of a link without words, `[](#eq-fall)`; None where it is none to a formula."""
        anchor = target.removeprefix("#")
        if target[:1] != "#" or not anchor:
            return None
        if anchor in self.numbered:
            return Said("formula", anchor, self.numbered[anchor].number)
        if anchor in self._wrong:
            return Said("formula", anchor)
        guess = near(anchor, self.numbered)
        if guess or anchor.startswith("eq-"):
            says = f"No formula of this page has the address `#{anchor}`."
            hint = f"Did you mean `{guess}`?" if guess else f"Write it behind the formula: `$$ … $$ {{#{anchor}}}`."
            self._say("NO SUCH FORMULA", place, says, hint)
            return Said("formula", anchor)
        return None

    def against(self, headings: dict[str, Place]) -> None:
        """Say where a formula has the address of a heading."""
        for anchor, formula in self.numbered.items():
            if anchor in headings:
                says = f"A heading has the address `#{anchor}`, too, in line {headings[anchor].line}."
                self._say("FORMULA TWICE", formula.place, says, "Give the formula another.")


def of_blocks(blocks: Blocks) -> Iterator[tuple[Words, int, int]]:
    """Yield the words in which formulas stand, in the order of a text, with where in them each begins and ends."""
    for token in blocks.tokens:
        if token.type == "formula":
            words = token.meta["words"]
            yield words, 0, len(words.content)
        elif token.type == "inline":
            yield from ((token.meta["words"], begin, end) for begin, end in token.meta["words"].formulas)
