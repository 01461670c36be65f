"""Rules about figures: their data can be drawn, and each has an address of its own on its page."""

import posixpath
from collections.abc import Iterator

from explainery import walk
from explainery.figures import Drawings, Fault, facts_in_file, figure_address, figure_code
from explainery.model import Block, Ref, Site
from explainery.names import MOST_OF_NAME, bytes_in
from explainery.problems import Place, Problem, Problems


def figures_can_be_drawn(site: Site, drawings: Drawings) -> Iterator[Problem]:
    """Every figure says where its data are from; they are there, add up, and have the right kinds."""
    failing = set()
    for page in site.pages:
        for block in page.document.blocks:
            if figure_code(block, site) is None or any(_missing(site, block)) or _shows_nothing(block, site):
                continue
            if not any(block.fields.get(name) for name in ("sources", "illustration", "untied")):
                says = "`sources` names none, so nobody can check this figure."
                hint = "Name where its data are from:\n\nsources: […]"
                yield Problem("FIGURE WITHOUT SOURCES", block.place, says, hint)
            try:
                drawings.draw(block)
            except Problems as error:
                yield from (one for one in error.problems if one.place not in failing)
                failing |= {one.place for one in error.problems}  # whatever else that line should have drawn
            except Fault as error:
                value = block.fields.get(error.parameter)
                given = value.place if isinstance(value, Ref) else block.places.get(error.parameter)
                place = error.place or given or block.place
                hint = f"Correct `{error.parameter}`, or what it names." if error.parameter else "Correct the schema."
                yield Problem("FIGURE CANNOT BE DRAWN", place, str(error), error.hint or hint)


def figures_have_addresses(site: Site) -> Iterator[Problem]:
    """No two figures, and no figure and heading or record of a page, have one id; no two figures have one file."""
    files: dict[str, Place] = {}
    for page in site.pages:
        blocks = page.document.blocks
        if not blocks:
            continue
        headings = page.document.body.headings
        taken: dict[str, Place] = {name: one.place for one in headings for name in (one.id, *one.former)}
        taken |= {formula.anchor: formula.place for formula in page.document.body.numbered}
        for block in blocks:
            shape = site.parsed.components[block.name]
            if not shape.figure or "drawn" in block.fields:  # a list, which may be drawn as well
                taken = {record.id: block.place for record in walk.selected(block, shape, site.records) or ()} | taken
        for block in blocks:
            if figure_code(block, site):
                name, file = str(block.fields["id"]), figure_address(page.path, block, "svg")
                if (size := bytes_in(posixpath.basename(file))) > MOST_OF_NAME:
                    says = (
                        f"The file of this figure would have a name of {size} bytes, and systems take {MOST_OF_NAME}."
                    )
                    hint = "Give it a shorter `id`, or the page and its folders shorter names."
                    yield Problem("NAME TOO LONG", block.place, says, hint)
                elif name in taken:
                    says = f"`{name}` is the address of something else on this page."
                    yield Problem("ID TWICE", block.place, says, "Give the figure another `id`.", (taken[name],))
                elif file in files:
                    says = f"The file `{file}` would hold this figure and one in `{files[file].path}`."
                    yield Problem("ID TWICE", block.place, says, "Give one of them another `id`.", (files[file],))
                taken.setdefault(name, block.place)
                files.setdefault(file, block.place)


def _missing(site: Site, block: Block) -> Iterator[bool]:
    """Yield something where a reference leads nowhere: another rule has said so."""
    for ref in walk.refs(block.fields):
        if ref.kind in site.records:
            if site.record(ref.kind, ref.id) is None:
                yield True
        elif walk.path_of(ref) not in site.by_path:
            yield True
    if any(site.fact(name) is None for name in facts_in_file(block, site)):
        yield True


def _shows_nothing(block: Block, site: Site) -> bool:
    """Say whether a block names a group of records that is not there: another rule has said so."""
    shape = site.parsed.components[block.name]
    named = any(block.fields.get(parameter) for parameter in shape.selects if parameter)
    return named and not walk.selected(block, shape, site.records)
