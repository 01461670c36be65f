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
# Words for streets, as in: 48, rue de Rivoli; 10 Downing Street; calle Mayor, 48; Hauptstraße 12.
_RUES = "rue avenue av. boulevard bd bd. place quai chemin allée impasse cours passage esplanade promenade"
_STREETS = "Street Road Avenue Lane Square Quay Row Place Drive Terrace Way Court Gardens Hill"
_CALLES = (
    "calle c/ avenida avda. plaza pza. paseo pº camino ronda travesía glorieta gran ул. улица улице улицу улицы пр."
    " пр-т просп. проспект проспекте проспекту проспекта пер. переулок переулке переулка пл. площадь площади наб."
    " набережная набережной бульвар бульваре бульвара шоссе аллея аллее аллеи"
)
_ENDINGS = "straße strasse str. weg platz allee gasse ufer damm markt"
_SMALL_WORDS = "de du des la le les au aux del las los el y"
_BEFORE = re.compile(rf"([^\W\d_]+){_SPACE}$")
_REACH = 24  # characters before a number in which the word before it stands
_PHONE = re.compile(
    r"(?<![\w.,:/+-])(?:\d{3}-0\d{3}|(?:1-)?\d{3}-\d{3}-\d{4}|(?:[78] ?\(?\d{3}\)? )?\d{3}-\d\d-\d\d)"
    r"(?![\w%°]|[.,:/-]\d)"
)


def addresses_in(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has numbers of houses, postcodes and telephones."""
    lexicon = lexicon_of(language)
    for house in _houses().finditer(text):
        before = _BEFORE.search(text, max(0, house.start() - _REACH), house.start())
        is_count = house["first"] and before and before[1].casefold() in lexicon.form("number-follows")
        if not is_count:  # `ils étaient 48, rue de Rivoli`
            yield house.span()
    for phone in _PHONE.finditer(text):
        if not counts(text, phone.end(), lexicon):
            yield phone.span()
    for pattern in _patterns_of(language):
        yield from (match.span("number") for match in pattern.finditer(text))


@functools.cache
def _houses() -> re.Pattern[str]:
    """Return a pattern for the numbers of houses with their streets, and perhaps with a postcode before a town."""
    rues, streets, calles, endings, small = (
        either(words.split()) for words in (_RUES, _STREETS, _CALLES, _ENDINGS, _SMALL_WORDS)
    )
    names = rf"(?:{_SPACE}(?:(?:{small})(?!\w)|(?:[dl]['’])?{_NAME})){{1,6}}"
    first = (
        rf"(?<![\w.,])\d{{1,3}}(?:{_SPACE}?(?:bis|ter|quater|[a-zA-Z])(?!\w))?,?"
        rf"(?:{_SPACE}(?i:{rues}){names}|(?:{_SPACE}{_NAME}){{1,3}}?{_SPACE}(?:{streets})(?!\w))"
    )
    last = (
        rf"(?<!\w)(?:(?i:{calles}){names}|{_NAME}{_SPACE}(?i:{calles}|{endings})|(?i:\w+(?:{endings}))),?{_SPACE}"
        rf"(?:д\.{_SPACE}?|дом{_SPACE})?\d{{1,3}}[a-zа-я]?(?:{_SPACE}?[–-]{_SPACE}?\d{{1,3}}[a-z]?)?"
        rf"(?:,{_SPACE}(?:к|корп|стр|кв|оф)\.{_SPACE}?\d{{1,3}})*{_CLOSED}"
    )
    return re.compile(rf"(?:(?P<first>{first})|{last})(?:,{_SPACE}\d{{4,6}}(?={_SPACE}{_NAME}))?")


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
