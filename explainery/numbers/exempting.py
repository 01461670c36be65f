"""Words that a writer may name as exempt: where they stand, and how many of them tell one place from all others."""

import re
from collections.abc import Iterable

_APART = "\x00"  # between passages, so that no words go over the end of one
_BEFORE, _AFTER = re.compile(r"(?:(?<!\S)(?:[^\W\d_]+ ){1,2})?$"), re.compile(r"(?: [^\W\d_]+(?!\w))?")
_ENDS = ".,;:!?"
_MOST = 8  # words more on either side; where they tell no place from others, all words of its text may


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Return where exempt words stand in a text, whatever spaces are between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]


def together(texts: Iterable[str]) -> str:
    """Return several texts as one in which words are looked for."""
    return _APART.join(texts)


def words_around(text: str, span: tuple[int, int], page: str) -> tuple[str, int]:
    """Return words of a text with the number at `span`, and how often they stand on the whole `page`.

    They are as many as tell this place from all others; all of the text where that stands there again.
    """
    before, after = _BEFORE.search(text[: span[0]]), _AFTER.match(text[span[1] :])
    start, end = span[0] - len(before[0] if before else ""), span[1] + len(after[0] if after else "")
    for more in range(_MOST + 1):
        words = text[start : span[1]] + text[span[1] : end].rstrip(_ENDS)
        times = len(places_of(words, page))
        if times == 1 or (start, end) == (0, len(text)):
            break
        start = text.rfind(" ", 0, max(0, start - 1)) + 1 if more < _MOST - 1 else 0
        end = text.find(" ", end + 1) if " " in text[end + 1 :] and more < _MOST - 1 else len(text)
    return " ".join(words.split()), times
