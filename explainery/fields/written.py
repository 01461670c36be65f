"""Texts as they are written in YAML."""

import json
import re
from functools import lru_cache

from explainery.fields.load import load
from explainery.fields.nodes import Fields, Items, Scalar
from explainery.problems import Problems

_ONLY_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ ._/-][A-Za-z0-9]+)*")  # in which YAML finds no sign


def in_yaml(text: str, *, inside: bool = False) -> str:
    """Return a text as a value of YAML, in quotation marks where it needs them; `inside` brackets more signs do."""
    return text if _is_plain(text, inside=inside) else json.dumps(text, ensure_ascii=False)


@lru_cache(maxsize=100_000)  # an import of thousands of records writes each value twice
def _is_plain(text: str, *, inside: bool) -> bool:
    """Say whether a text can stand without quotation marks and is read as the same text."""
    if _ONLY_WORDS.fullmatch(text):
        return True
    try:
        node = load(f"x: [{text}]" if inside else f"x: {text}", "")
    except Problems:
        return False
    value = node.entries[0][1] if isinstance(node, Fields) and len(node.entries) == 1 else None
    if inside:
        value = value.items[0] if isinstance(value, Items) and len(value.items) == 1 else None
    return isinstance(value, Scalar) and value.plain and value.text == text
