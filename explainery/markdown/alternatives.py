"""The words of pictures, which are read aloud: no signs of Markdown, no entities, no HTML."""

import functools
import html
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import markdown
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX

from explainery.markdown.emphasis import Emphasis
from explainery.markdown.raised import register_raised

_SIGNS = re.compile(r"[*_`<>&\\!\[~^]")
_TAG = re.compile(r"<[^>]*>")
_ESCAPED = re.compile(rf"{STX}(\d+){ETX}")
_BREAK = re.compile(r"<br\b[^>]*>")
_LEAD = "Words: "  # with which no line begins a heading, a list or a block


@functools.cache
def _engine() -> markdown.Markdown:
    """Return a converter of its own, since words are asked for while another one runs."""
    engine = markdown.Markdown()
    engine.inlinePatterns.register(Emphasis(engine), "em_strong", 60)
    register_raised(engine)
    return engine


def words_in(text: str, found: Mapping[str, Element | str], mark: str) -> str:
    """Return the plain words of what stands between the brackets of a picture.

    `found` has what Python-Markdown put placeholders for: code, and marks, for which `mark` stands in the words.
    """
    text = INLINE_PLACEHOLDER_RE.sub(lambda one: _as_written(found.get(one[1], ""), mark), text)
    text = " ".join(_ESCAPED.sub(r"&#\1;", text).split())
    if not _SIGNS.search(text):
        return text
    finished = _engine().reset().convert(_LEAD + text)
    words = " ".join(html.unescape(_TAG.sub("", _BREAK.sub(" ", finished))).split())
    return words.removeprefix(_LEAD.strip()).strip() + (mark if "<a" in finished or "<img" in finished else "")


def _as_written(one: Element | str, mark: str) -> str:
    """Return what was found earlier so that it reads the same once more; a link is a mark."""
    if isinstance(one, str):
        return one
    if one.tag == "a":
        return mark
    words = html.unescape("".join(one.itertext()))  # code is escaped already
    return "".join(sign if sign.isalnum() or sign == " " else f"&#{ord(sign)};" for sign in words)
