r"""A formula as words in which its numbers can be looked for as in any sentence: `𝑔 = 9.81 m/s²`.

Letters are variables, and set as 𝑚, so that nobody takes `2m` for two metres; they are a unit where they are upright
(`\text{km}`), where a space stands between them and a number, where there are several, or where the number is no small
one.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

SMALL = 12
"""The largest whole number that has no weight in a formula."""

_RAISED = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
_POWER = re.compile(r"[-−+]?\d{1,3}")
_BY_POWER = re.compile(r"(.*)⁻([¹²³⁴])")
_DECIMALS = re.compile(r"\.\d+")
_THREE = re.compile(r"\d{3}")
_OF_TEN = re.compile("10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]")
_SPACE = re.compile(r"[\s\u2009\u2006]+")
_SIGNS: dict[str, Literal["number", "space", "sign"]] = {"mn": "number", "mspace": "space", "mo": "sign"}
_APART = frozenset("mtr mtable munder mover munderover".split())  # whose children are no words of one another
_POINTS = (".", ",")
_TIMES = ("×", "⋅", "·", "∗")
_MINUS, _CLOSING = ("-", "−"), (")", "]", "|", "!")
_CAPITAL, _LETTER = 0x1D434, 0x1D44E  # 𝐴 and 𝑎


class Piece(NamedTuple):
    """A piece of a formula. A `comma` is one in braces, as it stands in `9{,}81`."""

    kind: Literal["number", "letter", "word", "sign", "space", "comma", "group"]
    text: str


def said(formula: Element) -> str:
    """Return the words of a formula."""
    return _joined(list(_pieces(formula)))


def _pieces(element: Element) -> Iterator[Piece]:
    tag, text = element.tag, element.text or ""
    if tag in ("mi", "mtext"):
        yield _letters(element, text)
    elif tag in _SIGNS and not element.get("width", "").startswith("-"):  # a space that draws together is none
        yield Piece(_SIGNS[tag], text.strip("\u2061"))
    elif tag == "mfrac":
        yield _fraction(list(_pieces(element[0])), list(_pieces(element[1])))
    elif tag in ("msup", "msubsup"):
        yield from _raised(list(_pieces(element[0])), said(element[-1]))
    elif tag in ("msqrt", "mroot") and len(element):
        degree = "".join(f"{said(one)} " for one in element[1:])
        yield Piece("group", f"{degree}√({said(element[0])})")
    elif tag == "mrow" and len(element) == 1 and element[0].tag == "mo" and element[0].text == ",":
        yield Piece("comma", ",")
    else:
        for child in element[:1] if tag == "msub" else element:
            yield from _pieces(child)
            if tag in _APART:
                yield Piece("sign", ";")


def _letters(element: Element, text: str) -> Piece:
    """Return a variable, or words; the library takes the `.5` of `{9}.5` for a variable as well."""
    if text.isdecimal() or _DECIMALS.fullmatch(text):
        return Piece("number", text)
    if element.tag == "mi":
        is_letter = len(text) == 1 and text.isalpha() and "mathvariant" not in element.attrib
        return Piece("letter" if is_letter else "word", text)
    words = _SPACE.sub(" ", text)
    return Piece("word", words) if words.strip() else Piece("space", " ")


def _fraction(above: list[Piece], below: list[Piece]) -> Piece:
    """Return a fraction: of units it is a unit."""
    kinds = {piece.kind for piece in (*above, *below)}
    sign = "/" if kinds <= {"word"} else " ÷ "
    return Piece("word" if kinds <= {"word"} else "group", f"{_joined(above)}{sign}{_joined(below)}")


def _raised(base: list[Piece], power: str) -> Iterator[Piece]:
    if not power:
        yield from base
    elif power in ("∘", "°") and base:
        yield from (*base, Piece("word", "°"))
    elif base and _POWER.fullmatch(power.replace(" ", "")):
        yield from (*base[:-1], Piece(base[-1].kind, base[-1].text + power.replace(" ", "").translate(_RAISED)))
    else:
        yield from (*base, Piece("group", f"^ ({power})"))


def _joined(pieces: list[Piece]) -> str:
    words = ""
    before = earlier = Piece("sign", "")  # the last two pieces but spaces
    spaced = is_unit = False
    for at, piece in enumerate(pieces):
        if piece.kind == "space" or not piece.text:
            spaced = spaced or piece.kind == "space"
            continue
        following = pieces[at + 1] if at + 1 < len(pieces) else Piece("sign", "")
        kind, text = piece
        if kind == "letter":
            run = following.kind == "letter"
            is_unit = is_unit or (before.kind == "number" and (spaced or run or not _is_small(before.text)))
            text = text if is_unit else _variable(text)
        elif kind != "word" and text not in ("/", *_TIMES):
            is_unit = False
        together = (
            _is_one_number(before, piece, following)
            or (kind == "number" and _goes_on(earlier, before, spaced=spaced))
            or (not spaced and _is_point(earlier, before, piece, following))
            or _is_one_unit(before, piece, spaced=spaced, is_unit=is_unit)
        )
        if kind == "number" and text.startswith(".") and not together:
            text = f"0{text}"
        shown = _over(before, kind, text)
        words += shown if together else f" {shown.lstrip()}"
        earlier, before, spaced = before, piece, False
    return words.strip()


def _goes_on(earlier: Piece, before: Piece, *, spaced: bool) -> bool:
    """Say whether a number goes on what stands before it: other digits, or the minus that is its own."""
    if before.kind == "number":
        return not spaced
    return before.text in _MINUS and earlier.kind == "sign" and earlier.text not in _CLOSING


def _is_one_number(before: Piece, piece: Piece, following: Piece) -> bool:
    """Say whether a piece goes on a number: `27,600`, `9{,}81`, `3·10⁸`."""
    if "comma" in (before.kind, piece.kind):
        return True
    if piece.text == "," and before.kind == "number":
        return _THREE.fullmatch(following.text) is not None
    if before.text == ",":
        return _THREE.fullmatch(piece.text) is not None
    sign, power = (piece, following) if piece.text in _TIMES else (before, piece)
    return sign.text in _TIMES and _OF_TEN.match(power.text) is not None


def _is_point(earlier: Piece, before: Piece, piece: Piece, following: Piece) -> bool:
    """Say whether a piece is the point between two numbers that are one, `9{.}5`, or the number behind it."""
    first, point, last = (before, piece, following) if piece.text in _POINTS else (earlier, before, piece)
    is_point = point.text == "." or (point.kind == "word" and point.text in _POINTS)
    return is_point and first.kind == last.kind == "number"


def _is_one_unit(before: Piece, piece: Piece, *, spaced: bool, is_unit: bool) -> bool:
    """Say whether a piece goes on a unit: `km`, `km/h`, `N·m`, `m s⁻²`."""
    kinds = (before.kind, piece.kind)
    if kinds == ("word", "word"):
        return not spaced or _BY_POWER.fullmatch(piece.text) is not None
    if "/" in (before.text, piece.text):
        return is_unit or "word" in kinds
    return piece.text == "°" or (kinds == ("letter", "letter") and is_unit)


def _over(before: Piece, kind: str, text: str) -> str:
    """Return a unit with a negative power as one below a line: `m s⁻²` is `m/s²`."""
    found = _BY_POWER.fullmatch(text) if kind == "word" and before.kind == "word" else None
    if not found:
        return "·" if text in _TIMES and kind == "sign" else text
    return f"/{found[1]}{'' if found[2] == '¹' else found[2]}"


def _is_small(number: str) -> bool:
    return number.isdecimal() and int(number) <= SMALL


def _variable(text: str) -> str:
    """Return a letter as a variable is set; one that is not of ASCII as any."""
    letter, rest = text[:1], text[1:]
    if not letter.isascii():
        return f"𝑥{rest}"
    if letter == "h":
        return f"ℎ{rest}"
    first = (_CAPITAL + ord(letter) - ord("A")) if letter.isupper() else (_LETTER + ord(letter) - ord("a"))
    return f"{chr(first)}{rest}"
