"""The colours that style sheets give names to, for drawings that no style sheet reaches."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_HEX = re.compile(r"[0-9a-fA-F]{3,8}")
_NAME = re.compile(r"[a-z]+")
_IN_RGB = frozenset(("number", "percentage", "ident", "literal"))
_COMMA = ("literal", ",")
_DEEPEST = 20  # layers one inside another; what people write has one


def light_colours(sheets: Sequence[str]) -> dict[str, str]:
    """Return the colours of light pages by the names of their values; a later sheet lies over those before it.

    Only what is said for all readers counts: `:root` as it stands or in a layer, and of `light-dark()` the first. And
    only what every program that draws SVG knows: `#…`, `rgb(…)`, a name; another form leaves the colour before it.
    """
    said: dict[str, str] = {}
    for sheet in sheets:
        said |= {name: value for name, value in dict(_values(sheet)).items() if value}
    return {name: found for name in said if (found := _followed(name, said))}


def _followed(name: str, said: Mapping[str, str]) -> str:
    """Return the colour that a value stands for, perhaps under other names; empty where there is none."""
    seen = {name}
    while (value := said.get(name, "")).startswith("--") and value[2:] not in seen:
        name = value[2:]
        seen.add(name)
    return "" if value.startswith("--") else value


def _values(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the values of `:root`, each as a colour, as the name of another value, or empty where it is neither."""
    import tinycss2  # noqa: PLC0415 - as in `styles`

    try:
        waiting = [(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), 0)]
        while waiting:
            rules, depth = waiting.pop(0)
            for rule in rules:
                if rule.type == "qualified-rule" and _is_root(rule.prelude):
                    for one in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                        if one.type == "declaration" and one.name.startswith("--"):
                            yield one.name[2:], _colour(one.value)
                elif rule.type == "at-rule" and rule.lower_at_keyword == "layer" and rule.content and depth < _DEEPEST:
                    within = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                    waiting.append((within, depth + 1))
    except ValueError:  # a number of thousands of digits, of which the styles of pages say more
        return


def _is_root(prelude: Sequence[Any]) -> bool:
    """Say whether a rule is meant for `:root` as it is, perhaps among others."""
    selectors: list[list[tuple[str, str]]] = [[]]
    for token in prelude:
        if (token.type, getattr(token, "value", "")) == _COMMA:
            selectors.append([])
        elif token.type not in ("whitespace", "comment"):
            selectors[-1].append((token.type, str(getattr(token, "lower_value", getattr(token, "value", "")))))
    return [("literal", ":"), ("ident", "root")] in selectors


def _colour(value: Sequence[Any]) -> str:
    """Return the colour that tokens are, in light; `--name` for another value; empty for all else."""
    tokens = [token for token in value if token.type not in ("whitespace", "comment")]
    if len(tokens) != 1:
        return ""
    (token,) = tokens
    if token.type == "function":
        return _colour_of(token)
    if token.type == "hash":
        return f"#{token.value}" if _HEX.fullmatch(token.value) else ""
    return str(token.value) if token.type == "ident" and _NAME.fullmatch(token.value) else ""


def _colour_of(function: Any) -> str:
    """Return what a function stands for: the first of two colours, another value, or a colour of its own."""
    given = [one for one in function.arguments if one.type not in ("whitespace", "comment")]
    if function.lower_name == "light-dark":
        comma = next((at for at, one in enumerate(given) if (one.type, getattr(one, "value", "")) == _COMMA), 0)
        return _colour(given[:comma])
    if function.lower_name == "var":
        alone = len(given) == 1 and given[0].type == "ident" and given[0].value.startswith("--")
        return str(given[0].value) if alone else ""
    known = function.lower_name in ("rgb", "rgba") and {one.type for one in given} <= _IN_RGB
    return str(function.serialize()) if known else ""
