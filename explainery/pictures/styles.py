"""CSS in a drawing: no address outside the file, no rule and no function that is not known."""

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

from explainery.pictures.allowed import AT_RULES, FUNCTIONS
from explainery.pictures.copies import CORNERS, EACH, ONCE, Drawn, Ruled
from explainery.pictures.names import shown

_DEEPEST = 20  # brackets one inside another; what people write has three or four
_BRACKETS = ("() block", "[] block", "{} block", "function")

_SPELLED = re.compile(r"@?[^\s(){}\[\];,\"']*(?:\([^)\n]*\)?)?")
_NAMED = re.compile(r"url\(#([\w-]+)\)")
_BROKEN = dict.fromkeys(("bad-string", "eof-in-string"), "a string has no end")
_BROKEN |= dict.fromkeys(("bad-url", "eof-in-url"), "an address has no end")
_CARRIED = re.compile(r"[\w+/=]{200,}")

Refusal = tuple[int, int, int, str, str]
"""Line, column and length in the CSS, counted from 1 on; what is wrong; what to do."""


def weight(css: str) -> int:
    """Return how much there is to read in CSS: its length without the fonts and pictures that it carries."""
    return len(_CARRIED.sub("", css))


@functools.lru_cache(maxsize=100)  # all figures of a site have the same styles
def refused_in(css: str, inside: Callable[[str], bool]) -> tuple[Refusal, ...]:
    """Return what may not stand in a style sheet, in declarations, or in a value.

    `inside` says of an address whether what it names is in the file itself. All signs are looked at as the parser gives
    them, without escapes and comments, wherever they stand: so nothing depends on what a browser would make of a rule.
    """
    return tuple(_refused_in(css, inside))


def _refused_in(css: str, inside: Callable[[str], bool]) -> Iterator[Refusal]:
    import tinycss2  # noqa: PLC0415 - most builds have no drawing with styles

    try:
        found = tinycss2.parse_component_value_list(css, skip_comments=True)
    except ValueError:  # a number of thousands of digits
        yield 1, 1, 1, "This style holds a number that is too long.", "Write it with fewer digits."
        return
    lines = css.split("\n")
    waiting = [(token, 1) for token in reversed(found)]
    while waiting:
        token, depth = waiting.pop()
        line, column = token.source_line, token.source_column
        if depth > _DEEPEST:
            says = f"In this style more than {_DEEPEST} brackets are nested."
            yield line, column, 1, says, "Close brackets before you open new ones."
            return
        problem = _refused(token, inside)
        if problem:
            spelled = _SPELLED.match(lines[line - 1] if line <= len(lines) else "", column - 1)
            yield line, column, max(1, len(spelled[0] if spelled else "")), *problem
        elif token.type in _BRACKETS and not _is_address(token):
            within = token.arguments if token.type == "function" else token.content
            waiting += ((inner, depth + 1) for inner in reversed(within))


def _refused(token: Any, inside: Callable[[str], bool]) -> tuple[str, str] | None:
    if token.type == "error":
        why = _BROKEN.get(token.kind, f"`{token.kind}` closes nothing")
        return f"This style cannot be read: {why}.", "Correct it, or delete it."
    if token.type == "at-keyword" and token.lower_value not in AT_RULES:
        says = f"`@{shown(token.value)}` is not allowed in the style of a drawing."
        return says, "Delete it, or put what it stands for in its place."
    if token.type == "url" or _is_address(token):
        address = _address(token)
        if address is None or not inside(address):
            return (
                f"This style leads out of the drawing: `{shown(address or token.serialize())}`.",
                "Put what it names into the file and call it by its id, as in `url(#name)`, or delete it.",
            )
    elif token.type == "function" and token.lower_name not in FUNCTIONS:
        return f"`{shown(token.name)}()` is not allowed in the style of a drawing.", "Delete it, or write its value."
    return None


def _is_address(token: Any) -> bool:
    return bool(token.type == "function" and token.lower_name == "url")


def _address(token: Any) -> str | None:
    """Return what `url(…)` names; None where more than one text stands in it."""
    if token.type == "url":
        return str(token.value)
    given = [argument for argument in token.arguments if argument.type != "whitespace"]
    return str(given[0].value) if len(given) == 1 and given[0].type == "string" else None


_ONCE = ("mask", "mask-image", "clip-path", "filter")  # what a group has as a whole, and nothing in it takes over
_GROUPING = ("media", "supports", "layer")  # rules that hold others and say nothing of elements
_ALL = (("literal", "*"), ("literal", ":"), ("literal", "&"))


def drawn_by(name: str, value: str) -> tuple[Drawn, ...]:
    """Return what an attribute lets an element draw: `style`, or one whose value is read as CSS."""
    if plain := _NAMED.fullmatch(value):  # as nearly all are written
        return (Drawn(plain[1], _often_by(name)),)
    css = value if name == "style" else f"{name}:{value}"
    return tuple(rule.drawn for rule in ruled_by(css)) if "(" in css else ()


@functools.lru_cache(maxsize=100)
def ruled_by(css: str) -> tuple[Ruled, ...]:
    """Return what a style sheet, or declarations, let elements draw."""
    import tinycss2  # noqa: PLC0415 - as above

    try:
        tokens = tinycss2.parse_component_value_list(css, skip_comments=True)
    except ValueError:
        return ()
    return tuple(_ruled_by(tokens, frozenset()))


def _ruled_by(tokens: list[Any], around: frozenset[str] | None, depth: int = 0) -> Iterator[Ruled]:
    before: list[Any] = []
    for token in tokens if depth <= _DEEPEST else ():
        if token.type == "{} block":
            yield from _ruled_by(token.content, _meant(before, around), depth + 1)
            before = []
        elif token.type == "literal" and token.value == ";":
            before = []
        else:
            before.append(token)
            yield from (Ruled(around, Drawn(name, _often(before))) for name in _places_in(token))


def _meant(before: list[Any], around: frozenset[str] | None) -> frozenset[str] | None:
    """Return the names of which an element that a rule means has one, by what stands before its braces."""
    rule = next((token.lower_value for token in before if token.type == "at-keyword"), None)
    if rule in _GROUPING:
        return around
    if rule or around is None or any(t.type == "[] block" or (t.type, getattr(t, "value", "")) in _ALL for t in before):
        return None
    return around | {str(token.value) for token in before if token.type in ("ident", "hash")}


def _often(before: list[Any]) -> str:
    """Return how often what a declaration names is drawn."""
    return _often_by(next((token.lower_value for token in before if token.type == "ident"), ""))


def _often_by(name: str) -> str:
    return ONCE if name in _ONCE else CORNERS if name.startswith("marker") else EACH


def _places_in(token: Any) -> Iterator[str]:
    """Yield the ids that a value names."""
    waiting = [token]
    while waiting:
        one = waiting.pop()
        if one.type == "url" or _is_address(one):
            address = (_address(one) or "").strip()
            if address.startswith("#"):
                yield address[1:]
        elif one.type in ("function", "() block"):
            waiting += one.arguments if one.type == "function" else one.content
