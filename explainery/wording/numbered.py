"""Numbers that labels make names, and lists of them: `page 12`, `pages 3–5 and 9`, `§§ 48, 49`, `days 13 to 15`."""

import functools
import re
from collections.abc import Iterator

from explainery.wording.lexicon import Lexicon, either, lexicon_of
from explainery.wording.weight import counts

_SPACE = "[ \u00a0\u202f]"
_PART = r"\d+(?:[.,]\d+)*[a-z]?"
_ONE = rf"{_PART}(?:{_SPACE}?[–-]{_SPACE}?{_PART})?(?!\w)(?:{_SPACE}ff?\.)?"
_EACH = re.compile(_ONE)  # a number or a range: `13`, `48a`, `3–5`, `48 ff.`
_SIGNS = r"§{1,2}|№{1,2}|(?<!\w)[nN](?:[°ºᵒ]|\.º|os?(?=[ \u00a0\u202f]))"
_ENDS = re.compile(rf"{_SPACE}?(?:[.;:!?)\]”»“]|,(?!{_SPACE}?\d)|$)")
_LAW = re.compile(rf"{_SPACE}[A-ZА-Я][A-ZА-Яa-z]*[A-ZА-Я](?!\w)")  # `GG`, `StGB`
_ANOTHER_LIST = re.compile(rf"{_SPACE}[^\W\d_]{{1,4}}{_SPACE}[^\W\d_]+\.?{_SPACE}\d")  # “and Figs. 13”


def numbered_in(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has a label and all the numbers that belong to it."""
    lexicon, pattern = lexicon_of(language), _pattern_of(language)
    for match in pattern.finditer(text):
        ends = [one.end() for one in _EACH.finditer(text, match.start("list"), match.end())]
        last = ends[-1]
        # joined to the others by a comma alone, without “and”
        by_comma = len(ends) > 1 and text[ends[-2]] == "," and text[ends[-2] : last].count(" ") == 1
        ends_here = any(one.match(text, last) for one in (_ENDS, _LAW, _ANOTHER_LIST))
        if _counts(text, last, lexicon, pattern) or (by_comma and not ends_here):
            ends.pop()  # “on page 12 and 15 bears died”, “in lines 3, 48 were wrong”
        if ends:
            yield match.start(), ends[-1]


def _counts(text: str, end: int, lexicon: Lexicon, pattern: re.Pattern[str]) -> bool:
    """Say whether what follows is counted, and neither the name of a law nor another label: `Art. 13 Abs. 2`."""
    return counts(text, end, lexicon) and not (_LAW.match(text, end) or pattern.match(text, end + 1))


@functools.cache
def _pattern_of(language: str) -> re.Pattern[str]:
    """Return a pattern for one number or more behind a label."""
    lexicon = lexicon_of(language)
    short = either(lexicon.forms.get("labels", {}).get("abbreviations", ()))
    label = rf"(?:(?<!\w)(?:(?i:{either(lexicon.labels)})\.?|{short})|{_SIGNS}){_SPACE}?"
    joined = rf"(?:,{_SPACE}|{_SPACE}?&{_SPACE}|,?{_SPACE}(?:{either(lexicon.form('between'))}){_SPACE})"
    return re.compile(rf"{label}(?P<list>{_ONE}(?:{joined}{_ONE})*)")
