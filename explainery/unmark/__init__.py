"""HTML that our own templates made, back into Markdown: CommonMark with tables, notes (`[^1]`) and ids (`{#id}`).

Libraries for this were measured on the pages of a large explainer: one takes 35 milliseconds a page and leaves `|`
and `#` unescaped, the other loses definition lists. What our templates print is a small language; this reads it in two.
"""

from explainery.unmark.bare import bare_html
from explainery.unmark.blocks import blocks
from explainery.unmark.tree import tree_of

__all__ = ["bare_html", "markdown_of"]


def markdown_of(html: str) -> str:
    """Return HTML as Markdown, a line a paragraph. `data-note` on `sup` is a mention of a note, on `li` its text."""
    return "\n\n".join(blocks(tree_of(html))) + "\n"
