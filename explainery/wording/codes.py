"""Digits that are no amount, because their form is sure: addresses, places on the Earth, numbers of books and the like.

Only forms are here that no claim has. Where digits may be either, such as a postcode before the name of a town in
German, they are taken for a claim, and the writer is told.
"""

import functools
import re
from collections.abc import Iterator

from explainery.wording.addresses import addresses_in
from explainery.wording.lexicon import either, lexicon_of
from explainery.wording.numbered import numbered_in
from explainery.wording.weight import counts

_SPACE = "[ \u00a0\u202f]"
_HYPHEN = "[-‑–]"
_IN_ADDRESS = r"[^\s<>“”„«»—–\ue000-\ue015]"
_ADDRESS = (
    rf"(?<!\w)(?:[a-z][a-z+]*://|www\.){_IN_ADDRESS}+|(?<![\w.-])(?:[a-z\d-]+\.)+[a-z]{{2,}}/{_IN_ADDRESS}+"
    rf"|(?<!\w)(?:(?:doi|DOI):?{_SPACE}?)?10\.\d{{4,9}}/{_IN_ADDRESS}*[a-z]{_IN_ADDRESS}*"
    rf"|(?<!\w)(?:doi|DOI):?{_SPACE}?10\.\d{{4,9}}/{_IN_ADDRESS}+"
)
_LABELLED = (
    rf"(?<!\w)ISBN(?:{_HYPHEN}1[03])?:?{_SPACE}?"
    rf"(?:97[89](?:{_HYPHEN}|{_SPACE})?)?(?:\d(?:{_HYPHEN}|{_SPACE})?){{9}}[\dX](?!\w)"
    rf"|(?<!\w)ISSN:?{_SPACE}?\d{{4}}{_HYPHEN}\d{{3}}[\dX](?!\w)"
    rf"|(?<!\w)[A-Z]{{2}}\d\d(?:{_SPACE}[A-Z\d]{{4}}){{3,7}}(?:{_SPACE}[A-Z\d]{{1,3}})?(?!\w)"  # an IBAN
    rf"|§{{1,2}}{_SPACE}?\d+[a-z]?(?!\w)(?:\(\d+\))*(?:,?{_SPACE}(?:Abs\.|Absatz|Satz|Nr\.){_SPACE}?\d+[a-z]?(?!\w))*"
)
_MONTH = r"\d\d[-‑–/](?:1\d|2[01])\d\d(?!\d)"  # 03/2021
_TELEPHONE = (
    rf"(?<![\w.,:/+-])(?:"
    rf"\+\d{{1,15}}(?:{_SPACE}?\(\d{{1,4}}\){_SPACE}?\d+)?(?:(?:{_SPACE}|[-‑–/.])\d+)*"
    rf"|(?!{_MONTH})(?:0\d{{1,4}}|\(0\d{{1,4}}\))(?:{_SPACE}?[-‑–/]{_SPACE}?|{_SPACE})\d{{2,}}(?:(?:{_SPACE}|[-‑–])\d{{2,}})*"
    rf"|\(\d{{3}}\){_SPACE}\d{{3}}{_HYPHEN}\d{{4}}"
    r")(?![\w%°]|[.,:/]\d)"
)
_THOUSANDS = re.compile(r"\+\d{1,3}(?:[ \u00a0\u202f.]\d{3})+")  # `+12 345 678` is a growth
_FEWEST_DIGITS, _MOST_DIGITS = 9, 15
_ANGLE = (
    rf"\d{{1,3}}(?:[.,]\d+)?{_SPACE}?°"
    rf"(?:{_SPACE}?\d{{1,2}}(?:[.,]\d+)?{_SPACE}?[′'’](?:{_SPACE}?\d{{1,2}}(?:[.,]\d+)?{_SPACE}?(?:[″\"”]|['’′]{{2}}))?)?"
)
# Both coordinates without signs, with as many decimals as places have, and none smaller than one, as shares are.
_BARE = (
    rf"(?<![\w.,°])(?<!\d[,;]{_SPACE})[-−]?[1-9]\d?(?P<sign>[.,])\d{{4,}}{_SPACE}?[,;]{_SPACE}?"
    rf"[-−]?[1-9]\d{{0,2}}(?P=sign)\d{{4,}}(?!\w|[.,]\d|[,;]{_SPACE}?[-−]?\d|{_SPACE}?[%°])"
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)](?=\s)")


def codes_in(text: str, language: str, *, is_heading: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where a text has digits that are no amount. A heading may begin with the number of its section."""
    lexicon = lexicon_of(language)
    sure, telephone = _patterns_of(language)
    yield from (match.span() for match in sure.finditer(text))
    yield from addresses_in(text, language)
    yield from numbered_in(text, language)
    for match in telephone.finditer(text):
        digits = sum(sign.isdigit() for sign in match[0])
        is_amount = _THOUSANDS.fullmatch(match[0]) or (match[0][0] == "0" and counts(text, match.end(), lexicon))
        if _FEWEST_DIGITS <= digits <= _MOST_DIGITS and not is_amount:
            yield match.span()
    if is_heading and (section := _SECTION.match(text)):
        yield section.span()


@functools.cache
def _patterns_of(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for what is sure by its form in a language, and for what may be a telephone number."""
    forms = lexicon_of(language).forms.get("places-on-earth", {})
    first, second = ("latitudes", "NS"), ("longitudes", "EW")
    latitude, longitude = (
        f"(?:{_ANGLE}{_SPACE}?(?:{either((*forms.get(name, ()), *signs))})(?!\\w)|[{signs}]{_SPACE}?{_ANGLE})"
        for name, signs in (first, second)
    )
    between = rf"(?:{_SPACE}?[,;/]{_SPACE}?|{_SPACE}(?:(?:{either(forms.get('and', ()))}){_SPACE})?)"
    both = "|".join(f"{one}{between}{other}" for one, other in ((latitude, longitude), (longitude, latitude)))
    return re.compile(rf"{_ADDRESS}|{_LABELLED}|{_BARE}|(?<![\w.,°])(?:{both})"), re.compile(_TELEPHONE)
