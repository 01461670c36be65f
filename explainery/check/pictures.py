"""Rules about pictures: they are there, browsers can show them, and a drawing holds no program."""

import re
from collections.abc import Iterator

from explainery import walk
from explainery.check.everything import every_body
from explainery.check.links import no_such_file
from explainery.model import Site
from explainery.problems import Place, Problem

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg")
_SCRIPT = re.compile(rb"<\s*(?:\w+:)?script|\son\w+\s*=|javascript:", re.IGNORECASE)
_FOREIGN = re.compile(rb"<\s*(?:\w+:)?(?:foreignObject|iframe|embed|object)\b", re.IGNORECASE)
_OUTSIDE = re.compile(
    rb"""(?:href|src)\s*=\s*["']\s*(?!#|data:image/(?:png|jpeg|webp|gif))[^"']|url\(\s*["']?\s*(?!["'#])[^)]|@import|<!ENTITY""",
    re.IGNORECASE,
)


def pictures_exist(site: Site) -> Iterator[Problem]:
    """A picture is a file beside the text, in a form that browsers show."""
    for body in every_body(site):
        for picture in walk.pictures(body):
            if not picture.path.lower().endswith(PICTURES):
                says = f"`{picture.path}` is not a picture that browsers show."
                yield Problem("NOT A PICTURE", picture.place, says, f"Use one of: {', '.join(PICTURES)}.")
            elif picture.path not in site.parsed.files:
                yield no_such_file(site, picture.path, picture.place)


def drawings_are_harmless(site: Site) -> Iterator[Problem]:
    """An SVG file holds no script and asks no other host for anything."""
    for path, content in site.parsed.files.items():
        if path.lower().endswith(".svg"):
            for pattern, what in ((_SCRIPT, "a script"), (_FOREIGN, "foreign content"), (_OUTSIDE, "an outside reference")):
                found = pattern.search(content)
                if found:
                    line = content.count(b"\n", 0, found.start()) + 1
                    column = found.start() - content.rfind(b"\n", 0, found.start())
                    place = Place(f"content/{path}", line, column, len(found[0].strip()))
                    says = f"This drawing holds {what}."
                    hint = "Export it again as plain SVG, without scripts and with its pictures embedded."
                    yield Problem("UNSAFE DRAWING", place, says, hint)
