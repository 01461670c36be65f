"""Rules about pictures: they are there, they are what their names say, and a drawing holds no program."""

from collections.abc import Iterator

from explainery import walk
from explainery.check.missing import no_file
from explainery.model import Link, Picture, Site, Sources
from explainery.pictures import PICTURES, wrong_with
from explainery.problems import Problem


def pictures_exist(site: Site) -> Iterator[Problem]:
    """A picture is a file beside the text, in a form that browsers show."""
    for body in site.texts:
        for picture in walk.pictures(body):
            if not picture.path.lower().endswith(PICTURES):
                says = f"`{picture.path}` is not a picture that browsers show."
                yield Problem("NOT A PICTURE", picture.place, says, f"Use one of: {', '.join(PICTURES)}.")
            elif picture.path not in site.parsed.files:
                yield no_file(site, picture.path, picture.place)


def pictures_are_whole(site: Site) -> Iterator[Problem]:
    """A picture that a text shows or links to is whole, and of the kind that its name says."""
    shown = {mark.path for body in site.texts for mark in body.marks if isinstance(mark, Picture)}
    linked = {mark.target for body in site.texts for mark in body.marks if isinstance(mark, Link)}
    for path, content in site.parsed.files.items():
        if path in shown | linked and path.lower().endswith(PICTURES) and not path.lower().endswith(".svg"):
            yield from wrong_with(f"content/{path}", content)


def drawings_are_harmless(site: Site) -> Iterator[Problem]:
    """An SVG file holds no script, asks no other host for anything, and leads nowhere."""
    for path, content in site.parsed.files.items():
        if path.lower().endswith(".svg"):
            yield from wrong_with(f"content/{path}", content)


def assets_are_pictures(sources: Sources) -> Iterator[Problem]:
    """What goes for pictures in `content/` goes for those in `assets/`, which are all published."""
    for path, content in sources.assets.items():
        if path.lower().endswith(PICTURES):
            yield from wrong_with(f"assets/{path}", content)
