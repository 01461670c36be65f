"""A schema of an explainer's own, laid over a shipped one: it adds fields, and is stricter about others.

What the generator reads of a field stays as it ships, so that nothing it asks for can be missing or of another form.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from explainery.problems import listed

Finding = tuple[tuple[str, ...], str, str]
"""The way to a word in the own schema, what is wrong with it, and the remedy."""

_WORDING = frozenset(("title", "description", "x-form", "x-new"))
_LEAST, _MOST = frozenset(("minLength", "minItems", "minimum")), frozenset(("maxLength", "maxItems", "maximum"))
_STRICTER = frozenset(("pattern", "uniqueItems", "x-max-words"))
"""Words that may be added where a shipped field has none."""


def laid_over(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """Return a shipped schema with what an explainer's own says beside it, and what that may not say.

    The own one wins in all that it says of the whole, such as `x-order`; what it does not name stays.
    """
    findings = list(_in_fields(shipped, own, ()))
    return {**shipped, **own, **_fields(shipped, own)}, findings


def _fields(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of both, and the names of those that either asks for."""
    fields = dict(shipped.get("properties", {}))
    for name, sub in own.get("properties", {}).items():
        fields[name] = field_over(fields[name], sub) if name in fields else sub
    return {
        "properties": fields,
        "required": list(dict.fromkeys((*shipped.get("required", ()), *own.get("required", ())))),
    }


def field_over(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return a shipped field with what an explainer's own says beside it."""
    field = {**shipped, **own}
    if "x-words" in shipped:
        field["x-words"] = {**shipped["x-words"], **own.get("x-words", {})}
    if "properties" in own and "properties" in shipped:
        field |= _fields(shipped, own)
    if "items" in own and "items" in shipped:
        field["items"] = field_over(shipped["items"], own["items"])
    return field


def _in_fields(shipped: Mapping[str, Any], own: Mapping[str, Any], way: tuple[str, ...]) -> Iterator[Finding]:
    for name, sub in own.get("properties", {}).items():
        if name in shipped.get("properties", {}):
            yield from _in_field(name, shipped["properties"][name], sub, (*way, "properties", name))


def _in_field(name: str, shipped: Mapping[str, Any], own: Mapping[str, Any], way: tuple[str, ...]) -> Iterator[Finding]:
    for word, value in own.items():
        if word == "properties" and word in shipped:
            yield from _in_fields(shipped, own, way)
        elif word == "items" and word in shipped:
            yield from _in_field(name, shipped[word], value, (*way, word))
        elif word == "enum" and word in shipped:
            more = [str(one) for one in value if one not in shipped[word]]
            if more and "x-open" not in shipped:
                says = f"`{name}` is a shipped field, and the generator knows no choice {listed(more)} of it."
                yield (*way, word), says, f"Leave out all but {listed(map(str, shipped[word]))}, or some of these."
        elif shipped.get(word) != value and not _may(word, shipped.get(word), value):
            says, hint = _unchangeable(name, word, shipped)
            yield (*way, word), says, hint


def _may(word: str, shipped: Any, own: Any) -> bool:
    """Say whether an own schema may say this of a shipped field, of which that says something else or nothing."""
    if word in _WORDING or word == "x-words":
        return True
    if shipped is None:
        return word in _LEAST | _MOST | _STRICTER | {"enum"}
    return (word in _LEAST and own > shipped) or (word in _MOST and own < shipped)


def _unchangeable(name: str, word: str, shipped: Mapping[str, Any]) -> tuple[str, str]:
    """Return why an own schema may not say this of a shipped field, and what to write instead."""
    as_shipped, other = f"`{word}: {shipped.get(word)}`", "for something else, add a field of another name"
    if word not in shipped:
        return f"`{name}` is a shipped field, to which no `{word}` can be added.", f"Delete this line; {other}."
    if word in _LEAST | _MOST:
        stricter = "less" if word in _MOST else "more"
        says = f"`{name}` is a shipped field, and its `{word}` may only be made stricter."
        return says, f"Write {as_shipped}, as it ships, or {stricter}; or delete this line."
    says = f"`{name}` is a shipped field, and the generator relies on its `{word}`, so that cannot be changed."
    return says, f"Write {as_shipped}, as it ships, or delete this line; {other}."
