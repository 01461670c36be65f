"""Blocks: paragraphs, headings, lists, tables, code."""

import re
from collections.abc import Callable, Iterator, Mapping

from explainery.unmark.tree import Node
from explainery.unmark.words import inline, words

_AT_START = re.compile(r"#|>|[-+](?=[-+\s]|$)|\d{1,9}[.)](?=\s|$)")
_KIND = re.compile(r"\balert--(\w+)")
_INDENT = 4  # what both CommonMark and Python-Markdown take for the inside of a list


def blocks(node: Node) -> Iterator[str]:
    """Yield what stands in a node, block after block; words between blocks are a paragraph."""
    loose: list[Node | str] = []
    for child in (*node.children, Node("hr", {"end": ""})):
        if isinstance(child, str) or not child.is_block:
            loose.append(child)
            continue
        if text := _paragraph(loose):
            yield text
        loose = []
        if "end" not in child.attributes:
            yield from _block(child)


def _block(node: Node) -> Iterator[str]:
    if "data-formula" in node.attributes:
        address = f" {{#{node.attributes['id']}}}" if "id" in node.attributes else ""
        yield f"$$\n{node.attributes['data-formula']}\n$${address}"
    elif node.name in _MAKERS:
        yield from _MAKERS[node.name](node)
    elif any(isinstance(child, Node) and child.is_block for child in node.children):
        yield from blocks(node)
    elif text := _paragraph(node.children):
        yield text


def _heading(node: Node) -> Iterator[str]:
    identity = f" {{#{node.attributes['id']}}}" if "id" in node.attributes else ""
    yield f"{'#' * int(node.name[1])} {inline(node)}{identity}"


def _bold(node: Node) -> Iterator[str]:
    if text := inline(node, bold=True):
        yield f"**{text}**"


def _quotation(node: Node) -> Iterator[str]:
    yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks(node)).split("\n"))


def _alert(node: Node) -> Iterator[str]:
    """Yield a remark as GitHub has it, `> [!NOTE]`; what else stands aside is a part of the text."""
    found = _KIND.search(node.attributes.get("class", ""))
    if not found:
        yield from blocks(node)
        return
    (quoted,) = _quotation(node)
    yield f"> [!{found[1].upper()}]\n{quoted}"


def _rule(_node: Node) -> Iterator[str]:
    yield "---"


def _paragraph(children: list[Node | str]) -> str:
    text = inline(Node("p", children=children))
    return (
        _AT_START.sub(lambda sign: sign[0][:-1] + "\\" + sign[0][-1], text, count=1) if _AT_START.match(text) else text
    )


def _list(node: Node) -> Iterator[str]:
    items = [child for child in node.children if isinstance(child, Node) and child.name == "li"]
    given = node.attributes.get("start", "")
    start = int(given) if given.isdecimal() else 1
    written: list[str] = []
    for number, item in enumerate(items, start):
        parts = list(blocks(item))
        mark = f"[^{item.attributes['data-note']}]:" if "data-note" in item.attributes else "-"
        written.append(_item(f"{number}." if node.name == "ol" and mark == "-" else mark, parts))
    loose = any("\n\n" in text for text in written)
    if written:
        yield ("\n\n" if loose else "\n").join(written)


def _item(mark: str, parts: list[str]) -> str:
    """Return an entry of a list: its mark, its first block behind it, the others indented below."""
    indent = " " * max(_INDENT, len(mark) + 1) if not mark.startswith("[") else " " * _INDENT
    tight = len(parts) > 1 and all(re.match(r"-|\d+\.", part) for part in parts[1:])
    text = ("\n" if tight else "\n\n").join(parts)
    return f"{mark} {text}".rstrip().replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")


def _definitions(node: Node) -> Iterator[str]:
    """Yield a list of definitions as a list of words in bold, each with what it means."""
    entries: list[tuple[str, list[str]]] = []
    for child in _flattened(node):
        if child.name == "dt":
            entries.append((inline(child, bold=True), []))
        elif entries:
            entries[-1][1].extend(blocks(child))
    if entries:
        first = (_item("-", [": ".join([f"**{term}**", *parts[:1]]), *parts[1:]]) for term, parts in entries)
        yield "\n".join(first) if all(len(parts) < 2 for _, parts in entries) else "\n\n".join(first)  # noqa: PLR2004


def _flattened(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            yield from _flattened(child) if child.name == "div" else (child,)


def _table(node: Node) -> Iterator[str]:
    rows = [row for row in _rows(node) if row]
    for child in node.children:
        if (
            isinstance(child, Node)
            and child.name == "caption"
            and "visually-hidden" not in child.attributes.get("class", "")
        ):
            yield inline(child)
    if not rows:
        return
    width = max(len(row) for row in rows)
    ruled = [_alignment(cell) for cell in rows[0]]
    lines = [[_cell(cell) for cell in row] for row in rows]
    lines.insert(1, ruled)
    yield "\n".join(f"| {' | '.join([*line, *[''] * (width - len(line))])} |" for line in lines)


def _rows(node: Node) -> Iterator[list[Node]]:
    for child in node.children:
        if isinstance(child, Node):
            if child.name == "tr":
                yield [cell for cell in child.children if isinstance(cell, Node) and cell.name in ("td", "th")]
            elif child.name in ("thead", "tbody", "tfoot"):
                yield from _rows(child)


def _alignment(cell: Node) -> str:
    """Return the line below a heading of a table, which says how its column is aligned."""
    rules = {"align-end": "---:", "align-center": ":---:", "align-left": ":---"}
    return rules.get(cell.attributes.get("class", ""), "---")


def _cell(cell: Node) -> str:
    text = "<br>".join(part.replace("\n", "<br>") for part in blocks(cell))
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def _code(node: Node) -> Iterator[str]:
    text = words(node)
    inner = next((child for child in node.children if isinstance(child, Node)), node)
    kind = inner.attributes.get("class", "").removeprefix("language-")
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    yield f"{fence}{kind}\n{text.rstrip()}\n{fence}"


_MAKERS: Mapping[str, Callable[[Node], Iterator[str]]] = {
    **{f"h{level}": _heading for level in range(1, 7)},
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "table": _table,
    "aside": _alert,
    "blockquote": _quotation,
    "pre": _code,
    "hr": _rule,
    "summary": _bold,
    "legend": _bold,
}
