"""Values of style sheets that never change, put where they are used: each page loads the sheets, few need the names.

A value that is said once for all readers in `css/tokens.css` is the same everywhere, so its name only costs bytes. One
that says something else in high contrast, on paper or below some element stays a variable.
"""

import functools
import re
from collections.abc import Mapping

_COMMENT = r"/\*.*?\*/"
_STRING = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_INNER = r"\{[^{}]*\}"
_PARENS = r"\([^()]*\)"
for _ in range(6):  # functions inside one another; a value with more of them stays a variable
    _PARENS = rf"\((?:[^()\"']|{_STRING}|{_PARENS})*\)"
# A rule for `:root` alone.
_ROOT = re.compile(rf"(?<![^}};]):root\{{((?:[^{{}}\"']|{_STRING}|{_INNER})*)\}}", re.DOTALL)
# A name and its value, as a sheet sets it.
_SET = re.compile(rf"(?<![\w-])(--[\w-]+)\s*:\s*((?:[^;{{}}()\"']|{_STRING}|{_PARENS})*?)\s*(?:;|$|(?=}}))", re.DOTALL)
_SAID = re.compile(rf"({_STRING})|{_SET.pattern}", re.DOTALL)  # or a string, in which nothing is set
_NAME = re.compile(r"(?<![\w-])--[\w-]+")
# How a name begins that a template or script puts together: `--e-{{ n }}`, `--${name}`, `'--' + name`, `"--e-%s" %`.
_BEGUN = re.compile(r"(?<![\w}!-])(--[\w-]*)(?=\$?\{|%[ds(]|[\"'`]\s*[+~%])")
_APART = " :;,(){}/"  # signs beside which a value needs no space
# Where a name is used without another value in reserve, comments and strings aside.
_USED = re.compile(rf"({_COMMENT}|{_STRING})|(?<![\w#-])var\(\s*(--[\w-]+)\s*\)", re.DOTALL)
# What is another thing where it is used: it is looked up there, it outdoes others, or it stands alone for no value.
_ELSEWHERE = re.compile(
    rf"{_STRING}|(?P<other>\b(?:var|attr|if|inherit)\(|!\s*important|^\s*(?:initial|inherit|unset|revert(?:-layer)?)\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 2_000  # characters of a value with those that it names: each may name another one twice


@functools.lru_cache(1)  # a preview asks at each save of a page, and then it is as it was
def settled(values: str, sheets: tuple[str, ...], others: tuple[str, ...]) -> Mapping[str, str]:
    """Return what each value stands for that is the same for all readers and everywhere, by its name.

    `values` is `css/tokens.css`, minified, without what it says of other modes; `sheets` are those modes and all other
    sheets, `others` templates and scripts: what these name or set stays a variable.
    """
    blocks = _ROOT.findall(values)
    said = {name: value for block in blocks for name, value in _SET.findall(re.sub(_INNER, "{}", block))}
    inner = [part for block in blocks for part in re.findall(_INNER, block)]
    texts = (_ROOT.sub("", values), *inner, *said.values(), *sheets)
    varied = {name for text in texts for name in _NAME.findall(_USED.sub("", text))}
    varied |= {name for text in others for name in _NAME.findall(text)}
    begun = tuple({name for text in others for name in _BEGUN.findall(text)})
    found: dict[str, str | None] = dict.fromkeys(name for name in said if name in varied or name.startswith(begun))
    for name in said:
        _follow(name, said, found)
    return {name: value for name, value in found.items() if value is not None}


def _follow(name: str, said: Mapping[str, str], found: dict[str, str | None]) -> str | None:
    """Find a value without the names of others; nothing where one is varied, in a circle or set nowhere here."""
    if name not in said or name in found:
        return found.get(name)
    found[name] = None  # until it is known: so it is in a circle
    parts = {used: _follow(used, said, found) for _, used in _USED.findall(said[name]) if used}
    if None not in parts.values():
        value = _USED.sub(lambda use: use[1] or f" {parts[use[2]]} ", said[name]).strip()
        if len(value) <= _LONGEST and not any(part["other"] for part in _ELSEWHERE.finditer(value)):
            found[name] = value
    return found[name]


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
