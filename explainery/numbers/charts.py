"""The words that a writer's own chart shows, a Vega-Lite specification: titles, marks of text, what it works out."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

SPECS = ("spec", "narrow")
"""The fields of a block that hold a specification, or changes of one."""

_WORDS = ("title", "subtitle", "text", "datum", "value")
_EXPRESSIONS = ("labelExpr", "expr", "signal", "calculate")
_TOKEN = re.compile(
    r"""\w*[fF]ormat\s*\([^()]*\)  # whose words are no words, but say how something is written
    |(?P<words>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<number>(?<![\w.])\d+(?:\.\d+)?(?![\w.]))
    |(?P<plus>\+)|(?P<other>\S)""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(?:u\{?([0-9a-fA-F]{1,6})\}?|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_OPENS = ("", "(", "?", ":", ",", "[")


def words_in_spec(spec: Any) -> Iterator[str]:
    """Yield the words that a specification shows; the lines of one title together."""
    if isinstance(spec, list | tuple):
        for inner in spec:
            yield from words_in_spec(inner)
    elif isinstance(spec, Mapping):
        for name, inner in spec.items():
            if name in _WORDS and (words := _lines(inner)):
                yield words
            elif name in _EXPRESSIONS and isinstance(inner, str):
                yield from _words_in_expression(inner)
            elif not isinstance(inner, str):
                yield from words_in_spec(inner)


def _lines(value: Any) -> str:
    lines = value if isinstance(value, list | tuple) else (value,)
    return " ".join(" ".join(lines).split()) if all(isinstance(line, str) for line in lines) else ""


def _words_in_expression(expression: str) -> Iterator[str]:
    """Yield the words in a Vega expression, those that `+` joins as one: `'up to ' + 1500 + ' km'`."""
    joined, before, last = "", "", ""
    for token in _TOKEN.finditer(expression):
        if token["words"]:
            said = _plain(token["words"][1:-1])
        elif token["number"] and (last in _OPENS or (last == "+" and joined)):
            said = token["number"]
        else:
            if not (token["plus"] and before == "said"):
                yield from _kept(joined)
                joined = ""
            before, last = "", token[0]
            continue
        if last != "+":
            yield from _kept(joined)
            joined = ""
        joined, before, last = joined + said, "said", ""
    yield from _kept(joined)


def _kept(words: str) -> Iterator[str]:
    if words.strip() and not words.strip().isdigit():
        yield " ".join(words.split())


def _plain(words: str) -> str:
    """Return the words of a literal as they are shown."""
    return _ESCAPED.sub(lambda sign: chr(min(int(sign[1] or sign[2], 16), 0x10FFFF)) if not sign[3] else sign[3], words)
