"""The code of a figure: a `draw.py` beside the template of its component, which belongs to the explainer's owner.

It is trusted as a template is, and what goes wrong in it is said as it is of a template: file, line, and why.
"""

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Iterator
from types import CodeType, ModuleType, TracebackType
from typing import Any

from explainery.draw import Data, Fault, Figure
from explainery.fields.invisible import without_invisible
from explainery.figures.sound import unsound
from explainery.model import Block
from explainery.problems import Place, Problem, Problems


def drawn(path: str, code: str, data: Data, block: Block) -> Figure:
    """Return the figure that the `code` at a path in `templates/` draws from a block's data.

    Raises Fault where it refuses the data, Problems where the code itself is wrong.
    """
    file = f"templates/{path}"
    draw = _function(file, code)
    try:
        with _visiting():
            figure = draw(data)
    except Fault as error:
        raise _whole(error, file, block.place) from error
    except OverflowError:
        message = f"The figure `{block.name}` cannot be drawn from these numbers and dates: they are too large."
        raise Fault(message, hint="Look for a year or a number with too many digits.") from None
    except KeyboardInterrupt as error:
        error.add_note(f"Stopped while `{file}` drew the figure in line {block.place.line} of `{block.place.path}`.")
        raise
    except MemoryError:
        raise
    except BaseException as error:  # whatever code of others can raise, `sys.exit()` too
        raise _failed(file, error, block.place) from error
    if type(figure) is not Figure:  # one of another class might not be what it says, nor be kept
        says = f"`draw` must return a `Figure`, and what it returned is of the type `{type(figure).__name__}`."
        hint = "Let it end with `return Figure(wide=…, narrow=…, table=…)`."
        raise Problems([Problem("DRAWING CODE FAILS", Place(file), says, hint, (block.place,))])
    if wrong := unsound(figure):
        says = f"`draw` returned a figure that cannot be published: {wrong}"
        hint = "Correct the code; where the data are wrong, let it raise `Fault(message, parameter)`."
        raise Problems([Problem("DRAWING CODE FAILS", Place(file), says, hint, (block.place,))])
    return figure


@contextlib.contextmanager
def _visiting() -> Iterator[None]:
    """Let code of others run: what it prints is no result of ours, and where it goes we do not follow."""
    here, out = "", sys.stdout
    with contextlib.suppress(OSError):  # it is gone already
        here = os.getcwd()  # noqa: PTH109 - a name is enough
    try:
        sys.stdout = sys.stderr
        yield
    finally:
        sys.stdout = out
        with contextlib.suppress(OSError):
            os.chdir(here)


def _whole(fault: Fault, file: str, block: Place) -> Fault | Problems:
    """Return a Fault whose parts are what they are to be; what is wrong with them, where they are not."""
    parts = fault.__dict__
    parameter, place, hint = parts.get("parameter"), parts.get("place"), parts.get("hint")
    words = _words(fault)
    if (
        not words
        or not isinstance(parameter, str)
        or not isinstance(hint, str)
        or type(place) not in (Place, type(None))
    ):
        says = "This line raises a `Fault` that is not `Fault(message, parameter, place, hint)`: texts, and a `Place`."
        hint = "Say in `message` what is wrong, and name the parameter that is: `Fault(message, parameter)`."
        at = Place(file, _line(file, fault.__traceback__))
        return Problems([Problem("DRAWING CODE FAILS", at, says, hint, (block,))])
    return Fault(words, parameter, place, hint)


def _words(error: BaseException) -> str:
    """Return what an error says, on one line; nothing where it says nothing, or cannot."""
    try:
        return " ".join(without_invisible(str(error)).split())
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - whatever code of others raises while it says what it raised
        return ""


def _function(file: str, code: str) -> Callable[[Data], Any]:
    """Return the function `draw` of a file. Raises Problems where it has none."""
    draw = getattr(module_of(file, code), "draw", None)
    if not callable(draw):
        says = "This file has no function `draw`, which makes the figure."
        hint = "Write it:\n\nfrom explainery.draw import Data, Figure\n\n\ndef draw(data: Data) -> Figure:"
        raise Problems([Problem("DRAWING CODE FAILS", Place(file), says, hint)])
    found: Callable[[Data], Any] = draw
    return found


@functools.lru_cache(maxsize=256)
def module_of(file: str, code: str) -> ModuleType:
    """Return the module that the code of a file makes. Raises Problems where it cannot be loaded."""
    module = ModuleType("explainery_drawing_" + file.removeprefix("templates/").replace("/", "_").removesuffix(".py"))
    module.__file__ = file
    sys.modules[module.__name__] = module  # where dataclasses look up what their fields are
    try:
        with _visiting():
            exec(_compiled(code, file), module.__dict__)  # noqa: S102 - the owner's own code
    except SyntaxError as error:
        place = Place(file, error.lineno or 0, error.offset or 1)
        says = f"This is not Python: {error.msg}."
        raise Problems([Problem("DRAWING CODE FAILS", place, says, "Correct it at this line, or above it.")]) from None
    except KeyboardInterrupt as error:
        error.add_note(f"Stopped while `{file}` was loaded.")
        raise
    except MemoryError:
        raise
    except BaseException as error:
        raise _failed(file, error) from error
    return module


def _compiled(code: str, file: str) -> CodeType:
    """Return the code of a file. Raises SyntaxError."""
    try:
        return compile(code, file, "exec", dont_inherit=True)
    except (MemoryError, RecursionError):  # which say nothing of the memory of this machine
        message = "expressions are nested too deeply"
        raise SyntaxError(message) from None


def _failed(file: str, error: BaseException, block: Place | None = None) -> Problems:
    """Return what code raised, at the line of the file from which it came."""
    words = _words(error) or "it gives no reason"
    says = f"This line raises {_kind(error)}: {words.rstrip('.')}."
    hint = "Correct the code; where the data are wrong, let it raise `Fault(message, parameter)`."
    if isinstance(error, ImportError):
        hint = "A `draw.py` may import `explainery.draw` and Python's own library."
    place = Place(file, _line(file, error.__traceback__))
    return Problems([Problem("DRAWING CODE FAILS", place, says, hint, (block,) if block else ())])


def _kind(error: BaseException) -> str:
    name = type(error).__name__ or "nameless error"
    return f"an `{name}`" if name[0] in "AEIOU" else f"a `{name}`"


def _line(file: str, step: TracebackType | None) -> int:
    """Return the innermost line of a file that an error came through; 0 for none."""
    line = 0
    while step:
        if step.tb_frame.f_code.co_filename == file:
            line = step.tb_lineno
        step = step.tb_next
    return line
