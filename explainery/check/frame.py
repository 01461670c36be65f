"""Rules about what an explainer puts into the frame of all pages: files that settings name, and slots."""

import re
from collections.abc import Iterator

from explainery.model import Site, Sources
from explainery.problems import Place, Problem, did_you_mean, listed

_SLOT = re.compile(r"[\"']slots/([^\"']+)[\"']")
_FOLDER = "slots/"
SLOTS = (
    "after-text.html",
    "before-footer.html",
    "before-text.html",
    "brand.html",
    "head.html",
    "in-footer.html",
    "lost.html",
    "under-masthead.html",
)
"""The slots of the shipped frame, also where an explainer has a frame of its own that asks for none of them."""


def named_assets_are_there(site: Site, sources: Sources) -> Iterator[Problem]:
    """A file below `assets/` that the settings name is there."""
    settings = site.settings
    fonts = settings["preload-fonts"] or ()
    named = {f"preload-fonts.{number}": path for number, path in enumerate(fonts)}
    for field, path in {**named, "logo": settings["logo"], "social-image": settings["social-image"]}.items():
        if path and path not in sources.assets:
            says = f"There is no file `assets/{path}`."
            hint = did_you_mean(path, sources.assets, "Paths begin in the folder `assets`: put the file there.")
            yield Problem("NO SUCH FILE", settings.places[field], says, hint)


def slots_are_there(sources: Sources) -> Iterator[Problem]:
    """A file in `templates/slots/` is one that some template asks for; any other would never be seen."""
    asked = {*SLOTS} | {name for text in sources.templates.values() for name in _SLOT.findall(text)}
    for path in sources.templates:
        name = path.removeprefix(_FOLDER)
        if name != path and name not in asked:
            says = f"There is no slot `{name}`: no template asks for it, so nobody would see what stands in it."
            hint = did_you_mean(name, asked, f"The slots are {listed(sorted(asked))}.")
            yield Problem("NO SUCH SLOT", Place(f"templates/{path}"), says, hint)
