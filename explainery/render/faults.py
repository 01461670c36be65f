"""What goes wrong in a template, as a problem with the template's line and the page."""

import re
import traceback
from collections.abc import Mapping
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from explainery.problems import Place, Problem, did_you_mean

_PACKAGE = Path(__file__).resolve().parents[1]
_LINE_END = re.compile(r"\r\n|\r|\n")  # as Jinja2 counts lines
_TEMPLATES = "templates/"


def translated(error: Exception, page: str, templates: Mapping[str, str]) -> Problem:
    """Return what went wrong in a template as a problem; what went wrong in the generator goes on as it is.

    What a template calls says with a KeyError that there is no such thing, with a TemplateError whatever else is wrong.
    """
    if isinstance(error, TemplateSyntaxError):
        path = error.filename or str(error.name)  # Jinja2 gives the one for the other where a comment has no end
        place = Place(path if path.startswith(_TEMPLATES) else f"{_TEMPLATES}{path}", error.lineno)
        says = f"The template cannot be read: {error.message}"
        return Problem("TEMPLATE SYNTAX", place, says, "See jinja.palletsprojects.com for what a template may hold.")
    if isinstance(error, TemplateNotFound):
        hint = did_you_mean(str(error.name), templates, "Its path begins below `templates/`.")
        says = f"There is no template `{error.name}`, which the page `{page}` needs."
        return Problem("MISSING TEMPLATE", Place(f"{_TEMPLATES}{error.name}"), says, hint)
    frames = [(frame.f_code.co_filename, line or 0) for frame, line in traceback.walk_tb(error.__traceback__)]
    inside = [at for at, (name, _line) in enumerate(frames) if name.startswith(_TEMPLATES)]
    called = [name for name, _line in frames[inside[-1] + 1 :] if Path(name).is_relative_to(_PACKAGE)] if inside else []
    endless = isinstance(error, RecursionError)
    if not inside or (called and not endless and not isinstance(error, KeyError | TemplateError)):
        raise error
    name, line = frames[inside[-1]]
    lines = _LINE_END.split(templates.get(name.removeprefix(_TEMPLATES), ""))
    text = lines[line - 1] if line <= len(lines) else ""
    place = Place(name, line, len(text) - len(text.lstrip()) + 1, max(1, len(text.strip())))
    if endless:
        says = f"The templates use themselves, or one another, without end while they make the page `{page}`."
        return Problem("TEMPLATE FAILS", place, says, "Let no template use one that uses it in turn.")
    says = f"The template stops here while it makes the page `{page}`: {_what(error)}."
    hint = "Check the names in this line against the fields of the kind's schema."
    if isinstance(error, ArithmeticError | MemoryError):
        hint = "Work it out before: templates loop and branch, and print what they are given."
    return Problem("TEMPLATE FAILS", place, says, hint)


def not_text(page: str, template: str) -> Problem:
    """Return that what a template made of a page cannot be written."""
    says = f"The page `{page}` has half a character (a surrogate) in it, which no file can hold."
    return Problem(
        "TEMPLATE FAILS", Place(f"{_TEMPLATES}{template}"), says, "Look for `\\ud` in the templates of its kind."
    )


def _what(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "it asks for more memory than there is"
    return f"there is no asset or record {error}" if isinstance(error, KeyError) else _in_plain_words(str(error))


def _in_plain_words(message: str) -> str:
    """Return what Jinja2 says without the names of our classes."""
    undefined = re.match(r"'([\w.]+)(?: object)?' has no attribute '(\w+)'", message)
    if undefined:
        things = {"PageView": "page", "RecordView": "record", "dict": "block"}
        thing = things.get(undefined[1].rpartition(".")[2], "value")
        return f"the {thing} has no field `{undefined[2]}`"
    return re.sub(r"\s+", " ", message)


def too_deep(page: str, folder: str) -> Problem:
    """Return the problem that the text of a page, in the frame that a folder has, cannot be read for its depth."""
    says = f"In the page `{page}` elements are nested too deeply to be read."
    hint = "Close elements before you open new ones."
    return Problem("TEMPLATE FAILS", Place(f"{_TEMPLATES}{folder}base.html"), says, hint)
