"""How a language writes numbers in digits: its decimal and grouping signs, its words for millions, what joins a range.

The signs and words are those of Unicode CLDR; a space groups digits in every language (ISO 80000-1).
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

_SPACES = " \u00a0\u202f"
_FEWEST = 3  # letters of a word for a scale: the shorter ones of CLDR, such as `M`, are units, too
_ALSO = {"en": {"mln": 6, "bn": 9}}
_TO = {"en": "to", "de": "bis", "fr": "à", "es": "a", "ru": "до"}
_TEN = r"10(?:\^[-−+]?\d{1,2}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})"
_POWER = rf"[eE][-−+]?\d{{1,2}}(?!\d)|[ \u00a0\u202f]?[·⋅×x*][ \u00a0\u202f]?{_TEN}"  # 4.18e5, 4.18 × 10⁵
_EXPONENT = re.compile(rf"(?:{_POWER}|{_TEN})$")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−⁺", "0123456789--+")
FOREIGN = (
    r"(?:\d{1,3}(?:(?:\.\d{3})+,|(?:,\d{3})+\.|(?:['’]\d{3})+[.,])\d+"
    r"|\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,}|(?:['’]\d{3})+)|\d+[.,]\d+)"
)
"""A pattern for a number with whatever signs some language has for decimals and thousands."""
_THOUSAND = 3  # digits behind a sign between thousands
_PARTS = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}
# “At least 5” is `au moins 5` in French, and `al menos 5` in Spanish.
_MINUS = {"fr": "(?<!au )(?<!du )(?<!le )moins", "es": "(?<!al )(?<!lo )menos", "ru": "минус"}


@dataclass(frozen=True, slots=True)
class Digits:
    """What stands in patterns and in numbers: `scales` are powers of ten by word, `joins` what may stand in a range."""

    decimal: str
    groups: str
    scales: Mapping[str, int]
    joins: tuple[str, ...]
    conjunction: str
    minus: str

    @property
    def pattern(self) -> str:
        """Return a pattern for a number without its sign."""
        rest = rf"(?:{re.escape(self.decimal)}\d+)?"
        grouped = rf"\d{{1,3}}(?:[{re.escape(self.groups)}]\d{{3}})+(?!\d){rest}"
        parts = r"[¼½¾]|\.\d+" if self.decimal == "." else "[¼½¾]"  # also `.5`
        return rf"{_TEN}|(?:{grouped}|\d+{rest})(?:{_POWER})|{grouped}|\d+{rest}[ \u202f]?[¼½¾]|\d+{rest}|{parts}"

    def is_foreign(self, digits: str) -> bool:
        """Say whether a number that `FOREIGN` has found is written with signs that are not those of the language."""
        return re.fullmatch(self.pattern, digits) is None

    def ways_to_write(self, digits: str) -> Sequence[str]:
        """Return how the language writes a number that `FOREIGN` has found; two ways where it may be either."""
        if not self.is_foreign(digits):
            return (digits,)
        *whole, rest = re.split(r"[.,'’]", digits)
        signs = re.findall(r"[.,'’]", digits)
        group = self.groups[-1]
        decimals = f"{group.join(whole)}{self.decimal}{rest}"
        if len(rest) != _THOUSAND or len({*signs}) > 1:
            return (decimals,)
        thousands = group.join((*whole, rest))
        return (thousands, decimals) if len(signs) == 1 and signs[0] in ".," else (thousands,)

    def is_grouped(self, digits: str) -> bool:
        """Say whether signs stand between thousands, as in no number of a name or version."""
        return any(sign in digits for sign in self.groups)

    def number(self, digits: str) -> Decimal:
        """Return the number that the pattern has found."""
        if raised := _EXPONENT.search(digits):
            power = int(re.split(r"[eE]|10\^?", raised[0])[-1].translate(_RAISED))
            return self.number(digits[: raised.start()] or "1") * Decimal(10) ** power
        part = _PARTS.get(digits[-1], Decimal(0))
        whole = re.sub(f"[{re.escape(self.groups)}¼½¾]", "", digits).replace(self.decimal, ".")
        return Decimal(whole or 0) + part


@functools.cache
def digits_of(language: str) -> Digits:
    """Return how numbers are written in a language."""
    from babel import Locale  # noqa: PLC0415 - a page without numbers need not pay for it

    locale, short = Locale.parse(language, sep="-"), language.split("-", maxsplit=1)[0]
    signs = locale.number_symbols["latn"]
    conjunction, other = (locale.list_patterns[kind]["2"].format("", "").strip() for kind in ("standard", "or"))
    return Digits(
        signs["decimal"],
        _SPACES + signs["group"].strip(_SPACES),
        {**dict(_scales(locale.compact_decimal_formats)), **_ALSO.get(short, {})},
        (*filter(None, [_TO.get(short)]), conjunction, other),
        conjunction,
        _MINUS.get(short, "minus"),
    )


def _scales(formats: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Iterator[tuple[str, int]]:
    """Yield each word with its power of ten; CLDR has patterns such as `00 Millionen` for 10000000."""
    for width in ("long", "short"):
        for by_size in formats.get(width, {}).values():
            for size, pattern in by_size.items():
                shown = str(getattr(pattern, "pattern", pattern))
                word = shown.replace("0", "").replace("'", "").strip(f"{_SPACES}.").lower()
                if len(word) >= _FEWEST and word.isalpha():
                    yield word, len(size) - shown.count("0")
