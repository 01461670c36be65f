"""Words on one line, with their marks, and everything escaped that would be taken for one."""

import re

from explainery.unmark.tree import Node

DROPPED = frozenset("button head input script style svg template wbr".split())
_CODE = frozenset("code kbd samp".split())
_AROUND = {"b": "**", "strong": "**", "em": "*", "i": "*", "cite": "*", "var": "*", "del": "~~", "s": "~~"}
_HTML = {"**": "strong", "*": "em", "~~": "del"}
_KEPT = {"sub": ("<sub>", "</sub>"), "sup": ("<sup>", "</sup>"), "q": ("“", "”")}
_SIGNS = re.compile(r"[\\`*\[\]~|_](?:(?<!_)|(?<![^\W_]_)|(?![^\W_]))")  # `_` marks nothing inside of a word
_SIGNED = {"data-note": "[^{}]", "data-task": "[{}] ", "data-formula": "${}$"}
_FORMULA = re.compile(r"\$(?=[^\s$][^$]*(?<=\S)\$(?!\d))")  # signs between which a formula would be read
_ENTITY = re.compile(r"&(?=#?\w+;)")
# An address in the words: signs in it are escaped by no backslash that a reader could see or copy.
_BARE = re.compile(r"((?:https?|ftp)://[^\s<>]*[^\s<>.,;:!?()\[\]'\"“”‘’«»])")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*")
_GAPS = re.compile(r"[ \t\r\n]+")


def inline(node: Node, *, bold: bool = False) -> str:
    """Return the words of a node on one line, with their marks. Inside `bold` nothing becomes bold again."""
    text = _GAPS.sub(" ", _pieces(node, bold=bold)).strip(" ")
    return re.sub(" ?<br> ?", "<br>", text) if "<br>" in text else text


def words(node: Node) -> str:
    """Return the bare words of a node, as they stand there."""
    return "".join(child if isinstance(child, str) else words(child) for child in node.children)


def _pieces(node: Node, *, bold: bool, linked: bool = False) -> str:
    children = [child for child in node.children if isinstance(child, str) or child.name not in DROPPED]
    pieces = [
        _text(child, linked=linked) if isinstance(child, str) else _piece(child, bold=bold, linked=linked)
        for child in children
    ]
    for at, child in enumerate(children):
        sign = "" if isinstance(child, str) else _AROUND.get(child.name, "")
        if sign and (
            found := re.fullmatch(rf"(\s*){re.escape(sign)}(.+){re.escape(sign)}(\s*)", pieces[at], re.DOTALL)
        ):
            before, behind = "".join((*pieces[:at], found[1])), "".join((found[3], *pieces[at + 1 :]))
            pieces[at] = f"{found[1]}{_marked(found[2], sign, before[-1:], behind[:1])}{found[3]}"
    return "".join(pieces)


def _marked(inner: str, sign: str, before: str, behind: str) -> str:
    """Return words between signs, in place of which HTML stands where they would mark nothing: beside other signs.

    That is where punctuation begins or ends these words and a letter stands outside, or where the signs run together.
    """
    begins, ends = inner[0].isalnum() or not before.isalnum(), inner[-1].isalnum() or not behind.isalnum()
    if begins and ends and sign[0] not in (before, behind):
        return f"{sign}{inner}{sign}"
    return f"<{_HTML[sign]}>{inner}</{_HTML[sign]}>"


def _text(text: str, *, linked: bool) -> str:
    """Return words, with the addresses among them as such, unless they are `linked`."""
    if linked or "://" not in text:
        return _escaped(text)
    pieces = _BARE.split(text)
    return "".join(
        f"<{piece}>" if at % 2 and _escaped(piece) != piece else _escaped(piece) for at, piece in enumerate(pieces)
    )


def _piece(node: Node, *, bold: bool, linked: bool) -> str:
    """Return an element on a line as Markdown."""
    name, attributes = node.name, node.attributes
    if name in _CODE:
        return _code(node)
    if name == "br" or not attributes.keys().isdisjoint(_SIGNED):
        signed = (form.format(attributes[of]) for of, form in _SIGNED.items() if of in attributes)
        return "<br>" if name == "br" else next(signed)
    if name == "img":
        return f"![{_escaped(attributes.get('alt', ''))}]({_address(attributes.get('src', ''))})"
    if name == "a" and "href" in attributes:
        return _link(node, attributes["href"], bold=bold)
    sign = _AROUND.get(name, "")
    inner = _pieces(node, bold=bold or sign == "**", linked=linked)
    if sign and not (sign == "**" and bold):
        return _around(sign, inner, sign)
    before, after = _KEPT.get(name, (" ", " ") if node.is_block else ("", ""))
    return f"{before}{inner}{after}"


def _link(node: Node, address: str, *, bold: bool) -> str:
    if words(node).strip() == address and _SCHEME.fullmatch(address):
        return f"<{address}>"
    return _around("[", _pieces(node, bold=bold, linked=True), f"]({_address(address)})")


def _around(opens: str, inner: str, closes: str) -> str:
    """Return words between two marks, spaces at their ends outside: marks do not work beside a space."""
    bare = inner.strip()
    if not bare:
        return inner
    return f"{inner[: len(inner) - len(inner.lstrip())]}{opens}{bare}{closes}{inner[len(inner.rstrip()) :]}"


def _escaped(text: str) -> str:
    text = _SIGNS.sub(r"\\\g<0>", text)
    if "$" in text:
        text = _FORMULA.sub(r"\\$", text)
    if "&" in text:
        text = _ENTITY.sub("&amp;", text)
    return text.replace("<", "&lt;")


def _address(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def _code(node: Node) -> str:
    """Return code with what stands in it and is none: notes, links, ends of lines."""
    pieces, run = [], ""
    for child in node.children:
        if isinstance(child, str):
            run += child
        elif child.name not in DROPPED:
            is_code = child.name not in ("a", "br", "img") and "data-note" not in child.attributes
            if is_code and not any(isinstance(inner, Node) for inner in child.children):
                run += words(child)
                continue
            if child.name == "a" and "href" in child.attributes:
                piece = _around("[", _code(child), f"]({_address(child.attributes['href'])})")
            else:
                piece = _code(child) if is_code else _piece(child, bold=False, linked=False)
            pieces += [_run(run), piece]
            run = ""
    return "".join([*pieces, _run(run)])


def _run(text: str) -> str:
    """Return words as code, spaces at their ends outside."""
    bare = text.strip()
    return text.replace(bare, _code_span(bare), 1) if bare else text


def _code_span(text: str) -> str:
    run = "`" * (max([0, *(len(found) for found in re.findall("`+", text))]) + 1)
    gap = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{run}{gap}{' '.join(text.split())}{gap}{run}" if text.strip() else ""
