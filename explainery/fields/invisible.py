"""Characters that nobody sees and that have no place in a text, and spaces that only look like one."""

import re
import unicodedata
from collections.abc import Iterator

# Control characters; line ends that editors do not show as such; marks that turn the direction of reading; a
# byte-order mark inside the text; the private characters that stand for marks while texts are worked on.
_SIGNS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ue000-\ue015"
_INVISIBLE = re.compile(f"[{_SIGNS}]")
_NOTHING = re.compile(f"[{_SIGNS}\ud800-\udfff]")
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a sign that are drawn as nothing
_DELETE = "Delete it; if that is hard, delete the words around it and type them again."
END_LINE = "Elsewhere a line ends here: put a space in its place, or an empty line between paragraphs."


def invisible(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the offset of each such character, a sentence about it, and what to do."""
    for found in _INVISIBLE.finditer(text):
        name = unicodedata.name(found[0], "").lower()
        says = f"An invisible character stands here: U+{ord(found[0]):04X}{f', {name}' if name else ''}."
        yield found.start(), says, END_LINE if found[0] in _BREAKS else _DELETE


def without_invisible(text: str) -> str:
    """Return a text without such characters, and without halves of characters (surrogates), which no file can hold."""
    return _NOTHING.sub(lambda sign: " " if sign[0] in _BREAKS else "", text)


def unspeakable(text: str) -> str | None:
    """Return the first such character of a text, halves of characters among them; None where it has none."""
    found = _NOTHING.search(text)
    return found[0] if found else None


UNUSUAL_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000"
"""What looks like a space and is none to Markdown and YAML, for a class in a pattern."""


def has_word(text: str) -> bool:
    """Say whether a reader sees a word, a number or a sign such as an emoji in a text: more than full stops."""
    return any(unicodedata.category(sign)[0] in "LNS" and sign not in _BLANK for sign in text)


def has_sign(text: str) -> bool:
    """Say whether a reader sees anything in a text; the `…` of an example is nothing."""
    return has_word(text) or any(unicodedata.category(sign)[0] == "P" and sign != "…" for sign in text)


def named(sign: str) -> str:
    """Return what a character is called, with its article and its number."""
    name = unicodedata.name(sign, "character").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} (U+{ord(sign):04X})"
