r"""Commas inside of numbers, behind which no space is set: `9{,}81`, and `9,81` where a language writes decimals so.

A comma between two digits is one of a number where the language has it there: before decimals, or between thousands.
It is one of a list where there is a space behind it, another number with a comma behind that, or an index around:
`f(1, 2)`, `1,2,3`, `x_{1,2}`. What stands alone in brackets, `f(1,2)`, may be either.
"""

import re
from xml.etree.ElementTree import Element

from explainery.mathematics.elements import Wrong
from explainery.units import has_decimal_comma

_OTHERS = (
    r"\\(?:text\w*|mbox|operatorname\*?)\s*\{[^{}]*\}"  # words, in which braces are printed
    r"|_\s*\{\s*\d+(?:,\d+)+\s*\}"
    r"|[\^_]\s*\d"  # a digit, behind which something else begins
    r"|(?:[\[(]|\\\{)\s*[-+]?(?P<alone>\d+,\d+)\s*(?:\\right\s*)?(?:[\])]|\\\})"
)
_DECIMALS = re.compile(rf"{_OTHERS}|(?<![\d.,])(?P<number>\d+,\d+)(?!,?\d)")
_THOUSANDS = re.compile(rf"{_OTHERS}|(?<![\d.,])(?P<number>\d{{1,3}}(?:,\d{{3}})+)(?!,?\d)")
_ROWS = frozenset("math mrow mtd mstyle msqrt mpadded mphantom".split())
_POWERS = ("msup", "msub", "msubsup")


def doubtful(latex: str, language: str) -> Wrong | None:
    """Return what is wrong where nobody can tell a number from a list of two."""
    for found in _DECIMALS.finditer(latex) if "," in latex and has_decimal_comma(language) else ():
        if alone := found["alone"]:
            says = f"`{alone}` may be one number here, or two."
            first, second = alone.split(",")
            hint = f"Write `{first}{{,}}{second}` for one number, and `{first}, {second}` for two."
            return Wrong(says, hint, found.start("alone"), len(alone))
    return None


def with_braces(latex: str, language: str) -> str:
    """Return a formula with braces around each comma that a language writes in a number."""
    if "," not in latex:
        return latex
    numbers = _DECIMALS if has_decimal_comma(language) else _THOUSANDS
    return numbers.sub(lambda one: one[0].replace(",", "{,}") if one["number"] else one[0], latex)


def join(element: Element) -> None:
    """Make one number of digits on both sides of a comma in braces, in all of a formula."""
    for child in element:
        join(child)
    at = 0
    while element.tag in _ROWS and at + 2 < len(element):
        digits, comma, behind = element[at], element[at + 1], _base(element[at + 2])
        if digits.tag == behind.tag == "mn" and _is_comma(comma):
            behind.text = f"{digits.text},{behind.text}"
            del element[at : at + 2]
        else:
            at += 1


def _base(element: Element) -> Element:
    """Return what is raised to a power, or has an index; else the element itself."""
    return element[0] if element.tag in _POWERS else element


def _is_comma(element: Element) -> bool:
    return element.tag == "mrow" and len(element) == 1 and element[0].tag == "mo" and element[0].text == ","
