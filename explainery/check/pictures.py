"""Rules about pictures: they are there, they are what their names say, and a drawing holds no program."""

import math
import posixpath
from collections.abc import Iterator

from explainery import walk
from explainery.captions import RECORDINGS
from explainery.check.missing import no_file
from explainery.illustrations import KIND, Illustration, Recording, in_block, media_in, path_of
from explainery.model import Block, Link, Site, Sources
from explainery.pictures import PICTURES, wrong_with
from explainery.pictures.scaling import is_photograph
from explainery.pictures.sizes import too_heavy
from explainery.problems import Place, Problem, listed

_COMPARED = 2
_APART = 9  # per cent of the picture; on a phone, discs that lie nearer would hide one another


def pictures_exist(site: Site) -> Iterator[Problem]:
    """A picture is a file beside the text, in a form that browsers show."""
    for picture in walk.shown(site):
        if not picture.path.lower().endswith(PICTURES):
            says = f"`{picture.path}` is not a picture that browsers show."
            hint = f"Use one of: {', '.join(PICTURES)}."
            for block in ("video", "audio"):
                if picture.path.lower().endswith(RECORDINGS[block]):
                    hint = f"For a recording, write the block `{block}`."
            yield Problem("NOT A PICTURE", picture.place, says, hint)
        elif picture.path not in site.parsed.files:
            yield no_file(site, picture.path, picture.place)


def pictures_are_whole(site: Site) -> Iterator[Problem]:
    """A picture that a text shows or links to is whole, and of the kind that its name says."""
    shown, linked = _shown_and_linked(site)
    for path, content in site.parsed.files.items():
        if path in shown | linked and path.lower().endswith(PICTURES) and not path.lower().endswith(".svg"):
            anew = path not in linked and is_photograph(content)
            yield from wrong_with(f"content/{path}", content, made_anew=anew)
            if path in shown & linked and is_photograph(content) and (fault := too_heavy(content)):
                yield Problem(fault[0], Place(f"content/{path}"), *fault[1:])


def pictures_have_words(site: Site) -> Iterator[Problem]:
    """A picture in a block says what it shows to those who cannot see it, and what it is about to those who can."""
    for block in _blocks(site):
        for one in in_block(block, site.records):
            name = posixpath.basename(one.picture.path)
            if one.said["alt"] and one.said["decorative"]:
                says = "A picture with words for those who cannot see it is not decorative."
                yield Problem("PICTURE WITH TWO ANSWERS", _in(block, one), says, "Delete `alt` or `decorative`.")
            elif not one.said["alt"] and not one.said["decorative"]:
                says = f"`{name}` says nothing to people who cannot see it."
                hint = "Write what it shows, `alt: …`; or, where nobody misses it, why not: `decorative: …`."
                yield Problem("PICTURE WITHOUT WORDS", _in(block, one), says, hint)
            elif one.said["caption"] is None and not one.said["decorative"]:
                says = f"`{name}` has no caption, so readers do not know why it is here."
                hint = "Say what they are to see in it:\n\ncaption: …"
                yield Problem("PICTURE WITHOUT CAPTION", _in(block, one), says, hint)


def files_have_one_licence(site: Site) -> Iterator[Problem]:
    """A picture or recording has one licence wherever it is, since machines know it by the address of its file."""
    first: dict[str, Illustration | Recording] = {}
    for page in site.pages:
        for one in media_in(page.document, site.records):
            before = first.setdefault(path_of(one), one) if one.said["licence"] else one
            if before.said["licence"] != one.said["licence"]:
                names = [f"`{each.said['licence']['name']}`" for each in (one, before)]
                where = f"`{before.file.place.path}`, line {before.file.place.line}"
                is_picture = isinstance(one, Illustration)
                what = "picture" if is_picture else "recording"
                says = f"Here this {what} has the licence {names[0]}, and in {where}, {names[1]}."
                once = ", or give the picture a record, `media`, which says it once" if is_picture else ""
                yield Problem("TWO LICENCES", one.file.place, says, f"Write the right one in both places{once}.")


def _in(block: Block, one: Illustration) -> Place:
    """Return the place of a picture in its block; that of the block where a record names the file."""
    return one.picture.place if one.picture.place.path == block.place.path else block.place


def blocks_show_pictures(site: Site) -> Iterator[Problem]:
    """A block of pictures has one or several, two where they are compared, and marks that do not hide one another."""
    for block in _blocks(site):
        fields = block.fields
        given = [name for name in ("file", KIND, "pictures") if fields.get(name)]
        if len(given) != 1:
            says = (
                f"This block names {listed(given)}, and takes one of them." if given else "This block names no picture."
            )
            hint = "Write `file` for one picture, `media` for one that has a record, or `pictures` for several."
            yield Problem("NO PICTURE" if not given else "TOO MANY PICTURES", block.place, says, hint)
        for ref in walk.refs(fields):
            medium = site.records.get(KIND, {}).get(ref.id) if ref.kind == KIND else None
            if medium and not medium.fields["file"]:
                says = f"The record `{medium.id}` names no picture, and this block is to show it."
                yield Problem("NO PICTURE", ref.place, says, "Give it one, there:\n\nfile: …")
        for holder in fields.get("pictures") or ():
            if bool(holder["file"]) == bool(holder[KIND]):
                says = "Each of several pictures has either a `file` or the id of a record (`media`)."
                yield Problem("NO PICTURE", block.place, says, "Write one of them for each.")
        if fields.get("compare") and len(fields.get("pictures") or ()) != _COMPARED:
            says = "`compare` shows two pictures side by side, and there are not two here."
            yield Problem("NOTHING TO COMPARE", block.place, says, "Give `pictures` two, or delete `compare`.")
        if fields.get("wide") and fields.get("beside"):
            says = "A picture cannot be wide and stand beside the text."
            yield Problem("TWO PLACES FOR A PICTURE", block.place, says, "Delete `wide` or `beside`.")
        yield from _marks(block)


def _marks(block: Block) -> Iterator[Problem]:
    marks = block.fields.get("marks") or ()
    if marks and block.fields.get("pictures"):
        says = "Numbered marks stand on one picture, and there are several here."
        yield Problem("MARKS ON SEVERAL PICTURES", block.place, says, "Give that picture a block of its own.")
    for number, mark in enumerate(marks):
        for other, before in enumerate(marks[:number]):
            if math.dist((mark["x"], mark["y"]), (before["x"], before["y"])) < _APART:
                says = f"The marks {other + 1} and {number + 1} lie so near that one hides the other on a phone."
                hint = f"Move them {_APART} per cent apart, or make one mark of both."
                yield Problem("MARKS TOO NEAR", block.place, says, hint)


def _blocks(site: Site) -> Iterator[Block]:
    """Yield the blocks `picture`, and those of components that extend it."""
    for page in site.pages:
        for block in page.document.blocks:
            shape = site.parsed.components[block.name]
            if "picture" in (shape.name, shape.extends):
                yield block


def _shown_and_linked(site: Site) -> tuple[set[str], set[str]]:
    """Return the paths of the files that are shown, and of those that are linked, which are published as they are."""
    linked = {mark.target for body in site.texts for mark in body.marks if isinstance(mark, Link)}
    return {picture.path for picture in walk.shown(site)}, linked


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
