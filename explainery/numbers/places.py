"""Where words of a text stand in the file that it was written in."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from explainery.problems import Place

# How many words before and after a place it is looked for with.
_AROUND = ((8, 8), (4, 4), (2, 2), (1, 1), (0, 1), (1, 0), (0, 0))
_WORD = re.compile(r"[^\W_]+")
_SILENT = re.compile(r"\]\([^()\s]*\)|</?[A-Za-z]+>")  # the target of a link, or a tag, between words of a text
_OF_A_FACT = re.compile(r"[^\[\]\n]*\]\(fact:")


@dataclass(frozen=True, slots=True)
class _Words:
    """A file's words, made for many searches: all of them with one space between, and where each begins and ends.

    `begins` are their places in `flat`, `starts` and `ends` those in the file, `lines` where its lines begin. `letters`
    are all letters and digits with nothing between, `letters_at` their places in the file.
    """

    flat: str
    begins: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lines: tuple[int, ...]
    letters: str
    letters_at: tuple[int, ...]

    def find(self, words: Iterable[str], since: int) -> Iterator[int]:
        """Yield the numbers of the words in the file, from a place in it on, with which some words begin."""
        wanted = f" {' '.join(words)} "
        first = bisect_left(self.starts, since)
        at = self.flat.find(wanted, self.begins[first] - 1) if first < len(self.begins) else -1
        while at >= 0:
            yield bisect_left(self.begins, at + 1)
            at = self.flat.find(wanted, at + 1)


@lru_cache(maxsize=4)
def _words_of(source: str) -> _Words:
    found = list(_WORD.finditer(_SILENT.sub(lambda silent: " " * len(silent[0]), source)))
    begins, at = [], 1
    for word in found:
        begins.append(at)
        at += len(word[0]) + 1
    lines = (0, *(end.end() for end in re.finditer("\n", source)))
    starts, ends = (word.start() for word in found), (word.end() for word in found)
    words = [word[0] for word in found]
    letters_at = tuple(at for word in found for at in range(word.start(), word.end()))
    flat = f" {' '.join(words)} "
    return _Words(flat, tuple(begins), tuple(starts), tuple(ends), lines, "".join(words), letters_at)


def find_in(source: str, where: Place, passage: str, span: tuple[int, int]) -> Place:
    """Return where the words at `span` of a passage stand in a file, outside the words of facts, from a place on.

    `where` itself where they are not found, as they may be written in another way.
    """
    words, (start, end) = _words_of(source), span
    since = words.lines[min(max(where.line, 1), len(words.lines)) - 1]
    before, wanted, after = (_WORD.findall(part) for part in (passage[:start], passage[start:end], passage[end:]))
    sign = "" if passage[start].isalnum() else passage[start]
    for some, more in _AROUND:
        first, last = before[len(before) - some :], after[:more]
        for number in words.find((*first, *wanted, *last), since) if wanted else ():
            begin, finish = words.starts[number + len(first)], words.ends[number + len(first) + len(wanted) - 1]
            has_sign = source.endswith(sign, 0, begin)
            if has_sign and not _OF_A_FACT.match(source, finish):
                return _place(words, where.path, begin - len(sign), finish)
    return _apart(words, where, since, (before, wanted, after))


def _apart(words: _Words, where: Place, since: int, parts: tuple[list[str], list[str], list[str]]) -> Place:
    """Return where words stand in a file that has marks in the middle of them, as in `m^3^`."""
    before, wanted, after = ("".join(part) for part in parts)
    first = bisect_left(words.letters_at, since)
    for some, more in _AROUND:
        ahead, behind = before[len(before) - some :], after[:more]
        found = words.letters.find(f"{ahead}{wanted}{behind}", first) if wanted else -1
        if found >= 0 and (some or more or len(wanted) > 1):
            first_letter = found + len(ahead)
            begin, last = (words.letters_at[at] for at in (first_letter, first_letter + len(wanted) - 1))
            return _place(words, where.path, begin, last + 1)
    return where


def _place(words: _Words, path: str, start: int, end: int) -> Place:
    line = bisect_right(words.lines, start)
    line_end = words.lines[line] - 1 if line < len(words.lines) else end
    return Place(path, line, start - words.lines[line - 1] + 1, min(end, line_end) - start)
