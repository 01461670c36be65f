"""Addresses in a text: lines that give names to them, links that use these names, and addresses that stand bare."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from explainery.markdown.lists import Finding

BARE = r"(?:(?<![A-Za-z0-9])https?://|(?<![^\s*_~(])www\.)[^\s<\x02\x03\ue000\ue001]+|(?<![\w.+-])(?!_)[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
"""What may be an address without any sign around it; `bare_address` says where it ends."""

MAIL = r"<((?:mailto:)?[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*)>"
"""An address of mail between angle brackets."""

_HOST = re.compile(r"(?:https?://|www\.)[^\s/?#:]*")
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]+;\Z")


def bare_address(found: str) -> tuple[str, str] | None:
    """Return the words and the target of a bare address as GitHub reads it; None where it is none.

    After github.github.com/gfm, “Autolinks (extension)”.
    """
    if "://" not in found and not found.startswith("www."):
        return (found, f"mailto:{found}") if found[-1].isalpha() else None
    while found:
        if found[-1] in "?!.,:*_~'\"[]" or (found[-1] == ")" and found.count(")") > found.count("(")):
            found = found[:-1]
        elif found[-1] == ";":
            found = _ENTITY_AT_END.sub("", found) if _ENTITY_AT_END.search(found) else found[:-1]
        else:
            break
    host = _HOST.match(found)
    parts = host[0].rpartition("/")[2].split(".") if host else []
    if not parts or not parts[-1] or any("_" in part for part in parts[-2:]):
        return None
    if found.startswith("www."):
        return (found, f"http://{found}") if len(parts) > 1 and parts[1] else None
    return found, found


class Names(dict[str, tuple[str, str]]):
    """Addresses by name, in place of Python-Markdown's own; knows which names are used, and which have two."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self._lines: Sequence[Token] = ()
        self._used: set[str] = set()

    def read(self, lines: Sequence[Token]) -> None:
        """Take the lines of a text that give names to addresses; the first one of a name holds."""
        self.clear()
        self._used.clear()
        self._lines = lines
        for line in lines:
            self.setdefault(_name(line), (line.meta["url"], line.meta["title"] or ""))

    def __getitem__(self, name: str) -> tuple[str, str]:
        """Return the address of that name, which is used."""
        self._used.add(name)
        return super().__getitem__(name)

    def wrong(self) -> Iterator[Finding]:
        """Yield lines that give a name in vain."""
        seen: set[str] = set()
        for line in self._lines:
            name, label = _name(line), " ".join(line.meta["label"].split())
            where = (line.meta["lines"][0][0], line.meta["lines"][0][1] - line.meta["lines"][0][0])
            if name in seen:
                says = f"`{label}` is the name of another address already."
                yield ("ADDRESS TWICE", *where, says, "Give this one another name, or delete the line.")
            elif name not in self._used:
                says = f"This line gives the name `{label}` to an address, and no link uses it; so it would be lost."
                hint = "Write the link as `[words](page.md)`; if this is text, begin it with `\\[`."
                yield ("UNUSED ADDRESS", *where, says, hint)
            seen.add(name)


def _name(line: Token) -> str:
    return " ".join(line.meta["label"].split()).lower()
