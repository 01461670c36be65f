"""What goes wrong in a template, as a problem with the template's line and the page."""

import re
import traceback
from collections.abc import Mapping

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from explainery.problems import Place, Problem, did_you_mean

FAULTS = (TemplateError, TypeError, KeyError, AttributeError, ValueError)
"""What a wrong template can raise."""


def translated(error: Exception, page: str, templates: Mapping[str, str]) -> Problem:
    """Return what went wrong in a template as a problem; what went wrong in the generator goes on as it is."""
    if isinstance(error, TemplateSyntaxError):
        place = Place(f"templates/{error.name}", error.lineno)
        says = f"The template cannot be read: {error.message}"
        return Problem("TEMPLATE SYNTAX", place, says, "See jinja.palletsprojects.com for what a template may hold.")
    if isinstance(error, TemplateNotFound):
        hint = did_you_mean(str(error.name), templates, "Its path begins below `templates/`.")
        says = f"There is no template `{error.name}`, which the page `{page}` needs."
        return Problem("MISSING TEMPLATE", Place(f"templates/{error.name}"), says, hint)
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.startswith("templates/")]
    last = frames[-1]
    expected = isinstance(error, KeyError | TemplateError)
    own_fault = "explainery" in last.filename and not expected and "templates/" not in last.filename
    if not inside or own_fault:
        raise error
    line = inside[-1].lineno or 0
    text = templates.get(inside[-1].filename.removeprefix("templates/"), "").split("\n")[line - 1]
    place = Place(inside[-1].filename, line, len(text) - len(text.lstrip()) + 1, max(1, len(text.strip())))
    what = f"there is no asset or record {error}" if isinstance(error, KeyError) else _in_plain_words(str(error))
    says = f"The template stops here while it makes the page `{page}`: {what}."
    hint = "Check the names in this line against the fields of the kind's schema."
    return Problem("TEMPLATE FAILS", place, says, hint)


def _in_plain_words(message: str) -> str:
    """Return what Jinja2 says without the names of our classes."""
    undefined = re.match(r"'([\w.]+)(?: object)?' has no attribute '(\w+)'", message)
    if undefined:
        things = {"PageView": "page", "RecordView": "record", "dict": "block"}
        thing = things.get(undefined[1].rpartition(".")[2], "value")
        return f"the {thing} has no field `{undefined[2]}`"
    return re.sub(r"\s+", " ", message)
