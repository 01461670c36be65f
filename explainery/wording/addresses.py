"""Numbers in addresses of several countries: of houses, of postcodes with their towns, and of telephones.

An address may stand in a text of any language. Only forms are here that claims hardly have: a number is one of a house
where nothing follows that it may count, and a postcode is known behind a house, or by the preposition before it and a
town at the end of a clause. In German such a preposition stands before every plural noun, too.
"""

import functools
import re
from collections.abc import Iterator

from explainery.wording.lexicon import either, lexicon_of
from explainery.wording.weight import counts

_SPACE = "[ \u00a0\u202f]"
_NAME = r"[^\W\d_a-zа-яёß-öø-ÿ][\w’'-]*"
_CLOSED = rf"(?={_SPACE}?(?:[.,;:!?)\]”»“]|$))"
_POSTCODE = rf"(?:,{_SPACE}\d{{4,6}}(?={_SPACE}{_NAME}))?"
_FRENCH = (
    rf"(?<![\w.,])\d{{1,3}}(?:{_SPACE}?(?:bis|ter|quater|[a-zA-Z])(?!\w))?,?{_SPACE}"
    r"(?i:rue|avenue|av\.|boulevard|bd\.?|place|quai|chemin|allée|impasse|cours|passage|esplanade|promenade)"
    rf"(?:{_SPACE}(?:de|du|des|la|le|les|aux?)(?!\w)|{_SPACE}[dl]['’])*{_SPACE}?{_NAME}(?:[ -]{_NAME})*"
)
_SPANISH = (
    r"(?<!\w)(?i:calle|c/|avenida|avda\.|plaza|pza\.|paseo|pº|camino|ronda|travesía|glorieta|gran(?= vía))"
    rf"(?:{_SPACE}(?:del?|las?|los|el|y)(?!\w)|{_SPACE}{_NAME}){{1,6}},?{_SPACE}\d{{1,3}}{_CLOSED}"
)
_STREETS = (
    r"(?:ул\.|улиц[аеуы]|пр\.|пр-т|просп\.|проспект[еау]?|пер\.|переул(?:ок|ке|ка)|пл\.|площад[ьи]|наб\.|набережн(?:ая|ой)"
    r"|бульвар[еа]?|шоссе|алле[яеи])"
)
_RUSSIAN = (
    rf"(?<!\w)(?:{_STREETS}(?:{_SPACE}{_NAME}){{1,3}}|{_NAME}{_SPACE}{_STREETS}),?{_SPACE}(?:д\.{_SPACE}?|дом{_SPACE})?"
    rf"\d{{1,3}}[а-я]?(?:,{_SPACE}(?:к|корп|стр|кв|оф)\.{_SPACE}?\d{{1,3}})*{_CLOSED}"
)
_GERMAN = (
    r"(?<!\w)(?:\w+(?:straße|strasse|str\.|weg|platz|allee|gasse|ufer|damm|markt)|(?:Straße|Str\.|Gasse|Allee|Markt))"
    rf"{_SPACE}\d{{1,3}}[a-z]?{_SPACE}?[–-]{_SPACE}?\d{{1,3}}[a-z]?{_CLOSED}"
)
_HOUSES = re.compile(rf"(?:(?P<french>{_FRENCH})|{_GERMAN}|{_SPANISH}|{_RUSSIAN}){_POSTCODE}")
_BEFORE = re.compile(rf"([^\W\d_]+){_SPACE}$")
_REACH = 24  # characters before a number in which the word before it stands
_PHONE = re.compile(
    r"(?<![\w.,:/+-])(?:\d{3}-0\d{3}|(?:1-)?\d{3}-\d{3}-\d{4}|(?:[78] ?\(?\d{3}\)? )?\d{3}-\d\d-\d\d)"
    r"(?![\w%°]|[.,:/-]\d)"
)


def addresses_in(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has numbers of houses, postcodes and telephones."""
    lexicon = lexicon_of(language)
    for house in _HOUSES.finditer(text):
        before = _BEFORE.search(text, max(0, house.start() - _REACH), house.start())
        is_count = house["french"] and before and before[1].casefold() in lexicon.form("number-follows")
        if not is_count:  # `ils étaient 48, rue de Rivoli`
            yield house.span()
    for phone in _PHONE.finditer(text):
        if not counts(text, phone.end(), lexicon):
            yield phone.span()
    for pattern in _patterns_of(language):
        yield from (match.span("number") for match in pattern.finditer(text))


@functools.cache
def _patterns_of(language: str) -> tuple[re.Pattern[str], ...]:
    """Return what a postcode and a telephone are known by in a language: the word before them."""
    table = lexicon_of(language).forms.get("addresses", {})
    town, calls = either(table.get("in-towns", ())), either(table.get("telephones", ()))
    no_town = table.get("no-towns") or "(?!)"
    return (
        re.compile(
            rf"(?<!\w)(?:{town}){_SPACE}(?P<number>\d{{5,6}}),?{_SPACE}(?!\w+(?:{no_town})(?!\w)){_NAME}{_CLOSED}"
        ),
        re.compile(
            rf"(?<!\w)(?:{calls}):?{_SPACE}(?P<number>\d[\d()/ \u00a0\u202f-]{{4,20}}\d)"
            rf"(?![\w%°]|[.,:/-]\d|{_SPACE}\w)",
            re.IGNORECASE,
        ),
    )
