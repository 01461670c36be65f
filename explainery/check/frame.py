"""Rules about what an explainer puts into the frame of all pages: files that settings name, and slots."""

import functools
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
    naming = (text for text in sources.templates.values() if _FOLDER in text)
    asked = {*SLOTS} | {name for text in naming for name in _SLOT.findall(text)}
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
    said = {path: _tokens_in(text) for path, text in sheets.items()}
    known = {name for names, _used in said.values() for name in names}
    for path, (_names, used) in said.items():
        for name, at in used:
            if name not in known:
                before = sheets[path][:at]
                place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"), len(name))
                says = f"No style sheet sets `{name}`."
                otherwise = f"Set it in `assets/css/tokens.css`:\n\n:root {{ {name}: …; }}"
                yield Problem("UNDEFINED TOKEN", place, says, did_you_mean(name, known, otherwise))


@functools.lru_cache(maxsize=500)  # a preview asks again at every save
def _tokens_in(sheet: str) -> tuple[frozenset[str], tuple[tuple[str, int], ...]]:
    """Return the values that a style sheet sets, and those that it asks for, each with where in its text."""
    plain = _COMMENT.sub(_blank, sheet)
    names = frozenset(name for names in _SET.findall(plain) for name in names if name)
    return names, tuple((found[1], found.start(1)) for found in _USED.finditer(plain))


def _is_sheet(path: str) -> bool:
    return path.endswith(".css")


def _blank(comment: re.Match[str]) -> str:
    """Return as many spaces as a comment has signs, so that places stay."""
    return re.sub(r"[^\n]", " ", comment[0])
