"""Rules about what an explainer puts into the frame of all pages: files that settings name, and slots."""

import re
from collections.abc import Iterator

from explainery.model import Site, Sources
from explainery.problems import Place, Problem, did_you_mean, listed
from explainery.utf8 import text_of

_SLOT = re.compile(r"[\"']slots/([^\"']+)[\"']")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SET = re.compile(r"(?<![\w-])(--[\w-]+)\s*:|@property\s+(--[\w-]+)")
_USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_FOLDER = "slots/"
SLOTS = (
    "after-term.html",
    "after-text.html",
    "before-footer.html",
    "before-text.html",
    "brand.html",
    "card-brand.svg",
    "card-foot.svg",
    "card-ground.svg",
    "event-margin.html",
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


def tokens_are_set(sources: Sources) -> Iterator[Problem]:
    """Every value that a style sheet asks for is set in one of them; without, browsers drop the whole declaration."""
    sheets = {
        f"assets/{path}": text_of(content, f"assets/{path}")
        for path, content in sources.assets.items()
        if _is_sheet(path)
    }
    sheets |= {f"templates/{path}": text for path, text in sources.templates.items() if _is_sheet(path)}
    plain = {path: _COMMENT.sub(_blank, text) for path, text in sheets.items()}
    known = {name for text in plain.values() for names in _SET.findall(text) for name in names if name}
    for path, text in plain.items():
        for found in _USED.finditer(text):
            if found[1] not in known:
                before = text[: found.start(1)]
                place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"), len(found[1]))
                says = f"No style sheet sets `{found[1]}`."
                otherwise = f"Set it in `assets/css/tokens.css`:\n\n:root {{ {found[1]}: …; }}"
                yield Problem("UNDEFINED TOKEN", place, says, did_you_mean(found[1], known, otherwise))


def _is_sheet(path: str) -> bool:
    return path.endswith(".css")


def _blank(comment: re.Match[str]) -> str:
    """Return as many spaces as a comment has signs, so that places stay."""
    return re.sub(r"[^\n]", " ", comment[0])
