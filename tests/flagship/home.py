"""What tests of the flagship share: where it is, copies of it, and the figures on its pages."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from explainers import put, texts_of
from shapes import drawings_of

from explainery import walk
from explainery.assemble import assemble
from explainery.commands.build import SHIPPED
from explainery.draw import Data
from explainery.figures import Drawings
from explainery.figures.code import module_of
from explainery.parse import parse
from explainery.read import read

ROOT = Path(__file__).parents[2]
TEMPLATES = drawings_of(SHIPPED) | drawings_of(ROOT)


def put_flagship(root: Path) -> Path:
    """Copy the flagship, all that is its own, below `root` and return it."""
    shutil.copytree(ROOT / "content", root / "content")
    return put(root, texts_of(ROOT, "templates", "assets"))


def code_of(component):
    """Return the module that draws a component, shipped or the flagship's own."""
    path = f"components/{component}/draw.py"
    return module_of(f"templates/{path}", TEMPLATES[path])


def drawer(component):
    """Return the function that draws a component from a dictionary of parameters."""
    return lambda data: code_of(component).draw(Data(data))


@cache
def flagship():
    """Return the flagship, assembled."""
    return assemble(parse(read(ROOT, SHIPPED), {}, b""), None, drafts=False)


def placed(component):
    """Return the block and the figure of a component that the flagship shows: the first in the order of pages."""
    site = flagship()
    if site.settings["id"] != "challenge":
        pytest.skip("content/ holds another explainer, whose figures these tests know nothing of")
    found = [block for page in site.pages for block in walk.blocks([page.document.body]) if block.name == component]
    assert found, component
    return found[0], Drawings(site, TEMPLATES, {}).draw(found[0])
