"""HTML without what only its own page can show: elements that any reader knows, no classes, scripts or drawings."""

from collections.abc import Iterator
from html import escape

from explainery.unmark.tree import EMPTY, Node, tree_of
from explainery.unmark.words import DROPPED

_INLINE = frozenset(
    "a abbr b br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u var".split()
)
_BLOCK = frozenset(
    "blockquote caption dd div dl dt h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul".split()
)
_LEFT_OUT = DROPPED | {"h1"}  # whoever shows the text has its title already
_BECOMES = {"aside": "blockquote"} | dict.fromkeys(
    "address article details fieldset figcaption figure footer form header main nav section".split(), "div"
)
_HEADINGS = frozenset({"summary", "legend"})  # of what opens, or is framed, on the page itself
_KEPT = frozenset("alt colspan datetime dir href lang rowspan src start title".split())
_NEEDS_WORDS = frozenset({"p", "div", "span", "ul", "ol", "dl", "strong", "em"})


def bare_html(html: str, address: str) -> str:
    """Return HTML that stands by itself; `address` is that of its page, below which places on it are found."""
    return "".join(_inside(tree_of(html), address)).strip()


def _inside(node: Node, address: str) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield escape(child, quote=False)
        elif child.name not in _LEFT_OUT and child.attributes.keys().isdisjoint({"hidden", "aria-hidden"}):
            yield _element(child, address)


def _element(node: Node, address: str) -> str:
    inner = "".join(_inside(node, address))
    if node.name in _HEADINGS:
        return f"<p><strong>{inner.strip()}</strong></p>"
    name = _BECOMES.get(node.name, node.name)
    attributes = "".join(_attributes(node, address))
    is_idle = name == "span" and not attributes
    if is_idle or name not in _INLINE | _BLOCK:
        return inner
    if name in EMPTY:
        return f"<{name}{attributes}>"
    return f"<{name}{attributes}>{inner}</{name}>" if inner.strip() or name not in _NEEDS_WORDS else inner


def _attributes(node: Node, address: str) -> Iterator[str]:
    for name, value in node.attributes.items():
        if name in _KEPT:
            whole = address + value if name == "href" and value.startswith("#") else value
            yield f' {name}="{escape(whole)}"'
