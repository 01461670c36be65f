"""What every command of the command line shares: the option that names the folder, and how problems are printed."""

import contextlib
import datetime as dt
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from explainery.called import called
from explainery.files import content_of
from explainery.loading import is_ctrl_c
from explainery.problems import Problems

_SETTINGS = "content/site.yaml"
_ENDED_BY_CTRL_C = 130  # as shells have it


class Guarded(click.Command):
    """A command that ends with a problem where an error was not foreseen, and without a word at Ctrl-C."""

    def invoke(self, ctx: click.Context) -> Any:
        """Do the command's work."""
        _stand_somewhere()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):  # click knows them
            raise
        except SystemExit:
            raise
        except BaseException as error:  # noqa: BLE001 - this is the last door; what libraries in Rust raise is no Exception
            if is_ctrl_c(error):
                for words in getattr(error, "__notes__", ()):  # what took so long
                    click.echo(words, err=True)
                sys.exit(_ENDED_BY_CTRL_C)
            from explainery.unexpected import problem_of, stage_of  # noqa: PLC0415 - only needed now

            stage, command = stage_of(error), str(ctx.info_name)
            outcome: str | None = f"The command `{command}` did not come to its end."
            if stage == "write":
                from explainery.write import PARTLY_WRITTEN  # noqa: PLC0415 - as above

                outcome = PARTLY_WRITTEN
            elif stage == "keep results":
                outcome = "The site was written, and is whole."
            elif stage and command == "build":
                outcome = None
            problem = problem_of(error, command)
            root, as_json = ctx.params.get("root") or Path(), bool(ctx.params.get("as_json"))
            try:
                print_problems(Problems([problem], outcome), root, as_json=as_json)
            except Exception:  # noqa: BLE001 - what prints problems is what failed
                click.echo(f"{problem.says}\n\n{problem.hint}", err=True)
            sys.exit(1)


def _stand_somewhere() -> None:
    """Raise ClickException where the current folder is gone, from which names of others are told."""
    try:
        Path.cwd()
    except OSError:
        message = "The folder that this was called in is gone. Go to another one, and call it there."
        raise click.ClickException(message) from None


def root_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--root`."""
    kind = click.Path(path_type=Path, file_okay=False)
    words = "Folder of the explainer; else the nearest one with content/site.yaml, from the current folder up."
    return click.option("--root", type=kind, default=None, help=words)(command)


def explainer_at(root: Path | None) -> Path:
    """Return the folder of the explainer that a command is about: the one named, or the one that it is called in.

    That is the nearest folder with `content/site.yaml`, from the current one up; where there is none, the clone whose
    `build.py` was called. Nobody else means that one: who publishes from a folder that is no explainer mistook it.
    """
    if root is not None:
        return root.resolve()
    here = Path.cwd()
    nearest = filter(is_explainer, (here, *here.parents))
    clone = Path(__file__).resolve().parents[1]
    return next(nearest, clone if called().endswith("build.py") and is_explainer(clone) else here)


def is_explainer(folder: Path) -> bool:
    """Say whether a folder is that of an explainer, also of one that is closed to this user, which others say."""
    try:
        return stat.S_ISREG((folder / _SETTINGS).stat().st_mode)
    except PermissionError:
        return os.path.lexists(folder / "content")
    except (OSError, ValueError):
        return False


def today_option(words: str, *, clock: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what gives a command the option `--today`, described in `words`.

    Where it is not given, the day is that of the `clock`, or none: the same content is to give the same site.
    """
    return click.option("--today", default=None, callback=_day_or_this if clock else _day, help=words)


def this_day() -> dt.date:
    """Return the day that it is where this runs."""
    return dt.date.today()  # noqa: DTZ011 - as the system counts, which may be in a zone that Python cannot express


def _day_or_this(context: click.Context, parameter: click.Parameter, value: str | None) -> dt.date:
    return _day(context, parameter, value) or this_day()


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dt.date | None:
    """Return a day that was given as ISO 8601 writes it."""
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        message = f"{value!r} is not a day; one is 2026-01-31."
        raise click.BadParameter(message) from None


def reader(root: Path) -> Callable[[str], list[str]]:
    """Return what gives the lines of a file of the explainer at `root`, or of the shipped one; none where it is not."""
    from explainery.commands.build import SHIPPED  # noqa: PLC0415 - other commands need not load the stages

    def lines_of(path: str) -> list[str]:
        for file in (root / path, root / unicodedata.normalize("NFD", path), SHIPPED / path):  # see `forms`
            with contextlib.suppress(OSError, ValueError):  # it is not there, or cannot be read, or has no such name
                return re.split(r"\r\n|\r|\n", content_of(str(file)).decode("utf-8-sig", "replace"))
        return []

    return lines_of


def print_problems(problems: Problems, root: Path, *, as_json: bool, outcome: str | None = None) -> None:
    """Print problems as text or as JSON; `outcome` says last what came of them, if they do not themselves."""
    from explainery import report  # noqa: PLC0415 - only needed when something is wrong
    from explainery.commands.github import in_actions, told  # noqa: PLC0415 - as above

    text = report.as_text(problems, reader(root), outcome or report.NOTHING_WRITTEN)
    if as_json:
        click.echo(report.as_json(problems))
    elif not in_actions():
        click.echo(text, err=True, nl=False)
    if in_actions():
        click.echo(told(problems, text, root, reader(root)), err=True, nl=False)
