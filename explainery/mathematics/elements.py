"""The elements of MathML that a formula may have: of the library's tree only these are taken, with their attributes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from latex2mathml.symbols_parser import SYMBOLS

_CHILDREN = {
    **dict.fromkeys(("mfrac", "msub", "msup", "munder", "mover", "mroot"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_ELEMENTS = frozenset(
    {"math", "mi", "mn", "mo", "mtext", "mspace", "mrow", "msqrt", "mtable", "mtr", "mtd", "mstyle", "mpadded"}
    | {"mphantom"}
    | _CHILDREN.keys()
)
_WORDS = {
    **dict.fromkeys(("stretchy", "fence", "accent", "accentunder", "largeop", "movablelimits"), ("true", "false")),
    **dict.fromkeys(("separator", "displaystyle"), ("true", "false")),
    "form": ("prefix", "postfix", "infix"),
    "scriptlevel": ("0", "1", "2"),
    "columnalign": ("left", "right", "center"),
    "linethickness": ("0",),
}
_LENGTHS = frozenset("lspace rspace minsize maxsize width height depth voffset".split())
_LENGTH = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d*)?|\.\d+)(?:em|ex|px|pt|cm|mm|in)|0")
_NAMED = {"negativethinmathspace": -3, "negativemediummathspace": -4, "negativethickmathspace": -5}
_NAMED |= {"thinmathspace": 3, "mediummathspace": 4, "thickmathspace": 5}  # in eighteenths of an em, as TeX has them
_ESCAPED = re.compile(r"\\([_%&#$ \u00a0])")  # in words, where `reading.py` lets no other backslash pass
_ALPHABETS = {
    "bold": "mathbf",
    "italic": "mathit",
    "bold-italic": "mathbfit",
    "double-struck": "mathbb",
    "script": "mathcal",
    "fraktur": "mathfrak",
    "sans-serif": "mathsf",
    "sans-serif-italic": "mathsfit",
    "monospace": "mathtt",
}
_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_APPLIED = "\u2061"  # between a function and what it is applied to
_NO_LETTER = re.compile("[\u2006\u2009]")  # what stands in `lim inf`
_GAP = "0.167em"
_SIMPLY = "Write it more simply."


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as MathML, and as words in which numbers can be looked for: `𝑣 = 7.66 km/s`."""

    mathml: str
    said: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a formula, what to do, and where in it that begins; a `length` of 0 means all of it."""

    says: str
    hint: str
    offset: int = 0
    length: int = 0


class NotUnderstoodError(Exception):
    """A formula that cannot be drawn, and why (`wrong`)."""

    def __init__(self, wrong: Wrong) -> None:
        """Take what is wrong."""
        super().__init__(wrong.says)
        self.wrong = wrong


def cleaned(element: Element) -> Element:
    """Return what the library made, with those elements and attributes alone that browsers know.

    Raises NotUnderstoodError.
    """
    if element.tag in ("mo", "mi") and len(element):  # of `\\mathrel{+}`: browsers draw no element inside a sign
        inside, element = element, Element("mrow")
        element.extend(inside)
    tag, text = _judged(element)
    found = Element(tag, dict(_attributes(element)))
    found.text = text
    if tag == "mo" and len(text) > 1 and text[0].isalpha():
        found.attrib |= {"lspace": "0", "rspace": _GAP, "movablelimits": "true"}
    elif tag == "mi" and element.get("mathvariant") == "normal":
        found.set("mathvariant", "normal")
    for child, following in zip(element, [*element[1:], None], strict=False):
        if child.tag == "mo" and not child.text and not len(child) and tag == "mrow":
            continue  # the bracket that `\\right.` is not
        inner = cleaned(child)
        found.append(inner)
        if tag in ("mrow", "mtd", "mstyle", "msqrt") and following is not None and _is_function(inner):
            gap = {} if following.tag == "mo" else {"lspace": "0", "rspace": _GAP}
            SubElement(found, "mo", gap).text = _APPLIED
    return found


def _judged(element: Element) -> tuple[str, str]:
    """Return name and text that an element is to have. Raises NotUnderstoodError where it cannot be drawn."""
    tag, text = element.tag, unescape(element.text or "")
    if tag not in _ELEMENTS:
        raise NotUnderstoodError(Wrong("Something in this formula cannot be drawn by browsers.", _SIMPLY))
    if len(element) != _CHILDREN.get(tag, len(element)):
        says = "A command in this formula lacks what it is applied to."
        raise NotUnderstoodError(Wrong(says, "Put it in braces behind the command, as in `\\frac{a}{b}`."))
    if tag == "mtext":
        return tag, _ESCAPED.sub(r"\1", text).replace("~", "\u00a0")
    if tag == "mspace" and not _LENGTH.fullmatch(_length(element.get("width", "0"))):
        raise NotUnderstoodError(Wrong("The width of a space is no length here.", "Write `\\,`, `\\;` or `\\quad`."))
    if len(text) > 1 and text.startswith("\\"):
        raise NotUnderstoodError(Wrong(f"`{text}` is not understood where it stands.", _SIMPLY))
    if tag in _LIMITS and element[0].tag == "mo" and (element[0].text or "").isalpha():
        return _LIMITS[tag], text
    if tag == "mo" and len(text) > 1 and _NO_LETTER.sub("", text).isalpha():
        limits = element.get("movablelimits") == "true" or text in ("lim", "max", "min", "sup", "inf")
        return (tag if limits else "mi"), text
    return tag, _in_alphabet(text, element.get("mathvariant", ""))


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if value in _WORDS.get(name, ()):
            yield name, value
        elif name in _LENGTHS:
            length = _length(value)
            if _LENGTH.fullmatch(length):
                yield name, length


def _length(value: str) -> str:
    return f"{_NAMED[value] / 18:.3f}em" if value in _NAMED else value


def _in_alphabet(text: str, variant: str) -> str:
    """Return letters as those of another alphabet, since browsers know no attribute for it any more."""
    if variant not in _ALPHABETS:
        return text
    signs = (SYMBOLS.get(f"\\{_ALPHABETS[variant]}{{{letter}}}") for letter in text)
    return "".join(chr(int(sign, 16)) if sign else letter for sign, letter in zip(signs, text, strict=True))


def _is_function(element: Element) -> bool:
    """Say whether an element is the name of a function, such as `sin`, perhaps raised to a power."""
    while element.tag in ("msup", "msub", "msubsup"):
        element = element[0]
    return element.tag == "mi" and len(element.text or "") > 1 and (element.text or "").isalpha()
