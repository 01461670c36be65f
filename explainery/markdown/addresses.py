"""Lines that give a name to an address, and the links that use such names."""

import re
from collections.abc import Iterator

from markdown.blockprocessors import ReferenceProcessor

from explainery.markdown.lists import Finding

_LINE = re.compile(
    r"^(?:[ \t>]|[-*+][ \t]|\d+\.[ \t])*\[([^\[\]\n]+)\]:(?:[ \t]*\n)?"
    r"[ \t]*(?:<[^<>\n]*>|[^\s]+)?(?:[ \t]+[\"'(][^\n]*)?[ \t]*$",
    re.MULTILINE,
)
_WORDS = re.compile(r"^(?![ \t>]*(?:\[[^\n]*\]:|#|$))[^\n]+\n\Z", re.MULTILINE)
_NAME = r"(?![ ]*\])([^\[\]\n]+)"
_ADDRESS = r"(<[^<>\n]*>|[^\s]+)"


class NamingLines(ReferenceProcessor):
    """Lines that give a name to an address, which may hold spaces where it stands in angle brackets."""

    RE = re.compile(
        ReferenceProcessor.RE.pattern.replace(r"([^\[\]]*)", _NAME).replace(r"([^\s]+)", _ADDRESS), re.MULTILINE
    )


class Names(dict[str, tuple[str, str]]):
    """Addresses by name, in place of Python-Markdown's own; knows which names are used, and which have two."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self._used: set[str] = set()
        self._twice: set[str] = set()

    def __setitem__(self, name: str, address: tuple[str, str]) -> None:
        """Give a name to an address, if it is that of no other."""
        if name in self:
            self._twice.add(name)
        else:
            super().__setitem__(name, address)

    def __getitem__(self, name: str) -> tuple[str, str]:
        """Return the address of that name, which is used."""
        self._used.add(name)
        return super().__getitem__(name)

    def clear(self) -> None:
        """Forget all."""
        super().clear()
        self._used.clear()
        self._twice.clear()

    def wrong(self, whole: str, visible: str) -> Iterator[Finding]:
        """Yield lines of the `whole` text that give a name in vain; code is blanked out in `visible`."""
        if not self:
            return
        seen: set[str] = set()
        for found in _LINE.finditer(visible):
            name = whole[found.start(1) : found.end(1)].strip()
            where = (found.start(1) - 1, found.end() - found.start(1) + 1)
            if name.lower() in self._twice & seen:
                says = f"`{name}` is the name of another address already."
                yield ("ADDRESS TWICE", *where, says, "Give this one another name, or delete the line.")
            elif name.lower() in self and name.lower() not in self._used:
                says = f"This line gives the name `{name}` to an address, and no link uses it; so it would be lost."
                hint = "Write the link as `[words](page.md)`; if this is text, begin it with `\\[`."
                yield ("UNUSED ADDRESS", *where, says, hint)
            elif name.lower() in self and _WORDS.search(visible, 0, found.start()):
                says = "This line stands right under text, so elsewhere it would be printed as it stands."
                yield ("ADDRESS UNDER TEXT", *where, says, "Put an empty line above it.")
            seen.add(name.lower())
        for name in sorted(self.keys() - seen):
            at = whole.lower().find(f"[{name}]:")
            if at >= 0 and visible[at] != "[":
                says = f"This line in code would give the name `{name}` to an address, and be lost."
                yield ("ADDRESS IN CODE", at, len(name) + 2, says, "Write the code in one line.")
