"""Rules about pictures: they are there, browsers can show them, and a drawing holds no program."""

import re
from collections.abc import Iterator

from explainery import walk
from explainery.check.missing import no_file
from explainery.model import Site
from explainery.problems import Place, Problem

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg")
_HARMFUL = (
    ("a script", r"<\s*(?:\w+:)?script\b|(?<=\s)on\w+\s*=|javascript:"),
    ("foreign content", r"<\s*(?:\w+:)?(?:foreignObject|iframe|embed|object)\b"),
    ("an entity", r"<!ENTITY\b"),
    ("an outside reference", r"@import\b[^;<]*|<\?xml-stylesheet\b"),
    ("an outside reference", r"url\(\s*[\"']?\s*(?![\"'#])[^)<>]*\)?"),
    (
        "an outside reference",
        r"""(?:href|src)\s*=\s*["']\s*(?!["'#]|data:image/(?:png|jpeg|webp|gif)\b|javascript:)[^"'<>]*["']?""",
    ),
)
_ENCODING = re.compile(r"""<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-8["'])[^"']*["']""", re.IGNORECASE)


def pictures_exist(site: Site) -> Iterator[Problem]:
    """A picture is a file beside the text, in a form that browsers show."""
    for body in site.texts:
        for picture in walk.pictures(body):
            if not picture.path.lower().endswith(PICTURES):
                says = f"`{picture.path}` is not a picture that browsers show."
                yield Problem("NOT A PICTURE", picture.place, says, f"Use one of: {', '.join(PICTURES)}.")
            elif picture.path not in site.parsed.files:
                yield no_file(site, picture.path, picture.place)


def drawings_are_harmless(site: Site) -> Iterator[Problem]:
    """An SVG file holds no script and asks no other host for anything."""
    for path, content in site.parsed.files.items():
        if path.lower().endswith(".svg"):
            yield from _harm_in(f"content/{path}", content)


def _harm_in(path: str, content: bytes) -> Iterator[Problem]:
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        text = None
    if text is None or _ENCODING.search(text):
        yield Problem("NOT UTF-8", Place(path), "This drawing is not UTF-8 text.", "Save it with the encoding UTF-8.")
        return
    for what, pattern in _HARMFUL:
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            hint = "Export it again as plain SVG, without scripts and with its pictures embedded."
            place = Place(path, line, column, len(found[0].split("\n")[0]))
            yield Problem("UNSAFE DRAWING", place, f"This drawing holds {what}.", hint)
