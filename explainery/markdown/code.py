"""Code in blocks, with the colours of its language. Pygments is loaded only where a text names a language."""

import functools
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

PLAIN_CODE = ("text", "plain", "plaintext", "txt")
"""What a block of code may be called that is in no language."""

_LONGEST = 100_000  # characters that get colours
_ROLES = (  # the first that a kind of token belongs to
    ("Comment", "comment"),
    ("Literal.String", "string"),
    ("Literal.Number", "number"),
    ("Keyword", "keyword"),
    ("Operator.Word", "keyword"),
    ("Name.Tag", "keyword"),
    ("Name.Attribute", "name"),
    ("Name.Builtin", "name"),
    ("Name.Class", "name"),
    ("Name.Decorator", "name"),
    ("Name.Function", "name"),
    ("Generic.Deleted", "deleted"),
    ("Generic.Inserted", "inserted"),
    ("Generic.Heading", "keyword"),
    ("Generic.Subheading", "keyword"),
)


def language_of(name: str) -> str | None:
    """Return what a language of code is called by most (`python` for `py`); None where nobody knows it."""
    found = _lexer(name)
    return found.aliases[0] if found else None


def languages() -> Iterable[str]:
    """Return every name that a language of code may have."""
    from pygments.lexers import get_all_lexers  # noqa: PLC0415 - few texts have code in a language

    return (alias for _name, aliases, *_more in get_all_lexers(plugins=False) for alias in aliases)


def highlighted(text: str, name: str) -> str:
    """Return code as HTML: each word that its language knows stands in a `span` with its role as class."""
    lexer = _lexer(name) if name and name not in PLAIN_CODE and len(text) <= _LONGEST else None
    code = f"{text}\n"  # for the last line, too, languages want an end
    inner = "".join(_pieces(lexer.get_tokens(code))) if lexer else escape(code, quote=False)
    kind = f' class="language-{escape(name)}"' if name else ""
    return f"<pre><code{kind}>{inner}</code></pre>"


@functools.cache
def _lexer(name: str) -> "Lexer | None":
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - as above
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(name.lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _pieces(tokens: Iterable[tuple[Any, str]]) -> Iterator[str]:
    for role, found in groupby(tokens, key=lambda token: _role(token[0])):
        words = escape("".join(words for _kind, words in found), quote=False)
        yield f'<span class="code-{role}">{words}</span>' if role and words.strip() else words


@functools.cache
def _role(kind: Any) -> str:
    name = str(kind).removeprefix("Token.")
    return next((role for begin, role in _ROLES if name == begin or name.startswith(f"{begin}.")), "")
