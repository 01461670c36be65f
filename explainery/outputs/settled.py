"""Values of style sheets that never change, put where they are used: each page loads the sheets, few need the names.

A value that is said once for all readers in `css/tokens.css` is the same everywhere, so its name only costs bytes. One
that says something else in high contrast, on paper or below some element stays a variable.
"""

import functools
import re
from collections.abc import Iterable, Mapping

_COMMENT = r"/\*.*?\*/"
_STRING = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_INNER = r"\{[^{}]*\}"
_ROOT = re.compile(rf"(?<![^\s}};])(:root\s*\{{)((?:[^{{}}\"']|{_STRING}|{_INNER})*)\}}", re.DOTALL)
_SET = re.compile(rf"(?<![\w-])(--[\w-]+)\s*:\s*((?:[^;{{}}\"']|{_STRING})*?)\s*(?:;|$|(?=}}))", re.DOTALL)
_SAID = re.compile(rf"({_STRING})|{_SET.pattern}", re.DOTALL)
_NAME = re.compile(r"(?<![\w-])--[\w-]+")
_APART = " :;,(){}/"
_USED = re.compile(rf"({_COMMENT}|{_STRING})|var\(\s*(--[\w-]+)\s*\)", re.DOTALL)


@functools.lru_cache(1)  # a preview asks at each save of a page, and then it is as it was
def settled(values: str, sheets: tuple[str, ...], others: tuple[str, ...]) -> Mapping[str, str]:
    """Return what each value stands for that is the same for all readers and everywhere, by its name.

    `values` is `css/tokens.css`, minified, without what it says of other modes; `sheets` are those modes and all other
    sheets, `others` templates and scripts: what these name or set stays a variable.
    """
    blocks = [block for _, block in _ROOT.findall(values)]
    said = {name: value for block in blocks for name, value in _SET.findall(re.sub(_INNER, "", block))}
    inner = [part for block in blocks for part in re.findall(_INNER, block)]
    varied = {name for text in (_ROOT.sub("", values), *inner, *sheets) for name in _NAME.findall(_USED.sub("", text))}
    varied |= {name for text in others for name in _NAME.findall(text)}
    found: dict[str, str] = {}
    for name in said:
        value = _followed(name, said, varied)
        if value is not None:
            found[name] = value
    return found


def _followed(name: str, said: Mapping[str, str], varied: Iterable[str], above: tuple[str, ...] = ()) -> str | None:
    """Return a value without the names of others; nothing where one is varied, in a circle or set nowhere here."""
    if name in varied or name in above or name not in said:
        return None
    parts = {used: _followed(used, said, varied, (*above, name)) for _, used in _USED.findall(said[name]) if used}
    if None in parts.values():
        return None
    return _USED.sub(lambda use: use[1] or f" {parts[use[2]]} ", said[name]).strip()


def put(sheet: str, values: Mapping[str, str]) -> str:
    """Return a minified sheet with values where their names were, and without what set them.

    Not before it is minified: lightningcss drops `font-variant-numeric` behind a `font` in which it knows every value.
    """

    def value(use: re.Match[str]) -> str:
        if use[1] or use[2] not in values:
            return use[0]
        before, behind = sheet[use.start() - 1], sheet[use.end() : use.end() + 1]
        # What a name stands for never joins what is beside it (w3.org/TR/css-variables-1, 3).
        return f"{'' if before in _APART else ' '}{values[use[2]]}{'' if behind in _APART else ' '}"

    sheet = _SAID.sub(lambda one: "" if one[2] in values else one[0], sheet)
    return _USED.sub(value, sheet)
