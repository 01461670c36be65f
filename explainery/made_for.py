"""For which version of the generator an explainer was made: a newer one is asked for, an older one told of changes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from explainery import CHANGES, __version__, package
from explainery.fields import Fields, Scalar, decode, load
from explainery.model import File, Sources
from explainery.problems import Problem, Problems

_SETTING = "made-for"
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){2}")


def refuse_newer(settings: File) -> None:
    """Raise Problems where the settings say that the explainer was made for a newer version than this one."""
    said = _said(settings)
    if said and _numbers(said.text) > _numbers(__version__):
        says = f"This explainer was made for Explainery {said.text}, and this is {__version__}."
        hint = (
            f"Install that version:\n\npip install --upgrade {package(said.text)}\n\nIn a clone, `git pull` brings it."
        )
        raise Problems([Problem("MADE FOR A NEWER VERSION", said.place, says, hint)])


@contextmanager
def telling_of_changes(sources: Sources) -> Iterator[None]:
    """Add to the Problems of an explainer that was made for an older version where it says what changed since."""
    try:
        yield
    except Problems as found:
        said = _said(sources.settings)
        if not said or _numbers(said.text) >= _numbers(__version__):
            raise
        says = f"This explainer was made for Explainery {said.text}, and this is {__version__}: that may be why."
        hint = (
            f"Read what changed: {CHANGES}\n\nOnce all is right, write `{_SETTING}: '{__version__}'` here. Or"
            f" stay with the older version:\n\npip install {package(said.text)}"
        )
        older = Problem("MADE FOR AN OLDER VERSION", said.place, says, hint)
        raise Problems([*found.problems, older], found.outcome) from None


def _said(settings: File) -> Scalar | None:
    """Return the version that the settings name, if they do; of what has another form others speak."""
    node = None
    if _SETTING.encode() in settings.content:
        with suppress(Problems):
            node = load(decode(settings.content, settings.path), settings.path)
    for key, value in node.entries if isinstance(node, Fields) else ():
        if key.text == _SETTING and isinstance(value, Scalar) and _VERSION.fullmatch(value.text):
            return value
    return None


def _numbers(version: str) -> list[int]:
    """Return a version as numbers that compare."""
    return [int(part) for part in version.split(".")]
