"""The command line: translates options, prints results. Only user of click, with `editing` and `terminal`."""

import contextlib
import gc
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from explainery import __version__
from explainery.called import called
from explainery.commands.options import Options
from explainery.commands.progress import progress_bar
from explainery.editing import check, sources
from explainery.problems import Problems
from explainery.stopwatch import measured
from explainery.terminal import (
    Guarded,
    explainer_at,
    is_explainer,
    print_problems,
    reader,
    root_option,
    this_day,
    today_option,
)
from explainery.web import fault, file_in, published


class _DefaultToBuild(click.Group):
    """A group whose first command is `build` where none is named."""

    command_class = Guarded

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` in front of options that no command precedes."""
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "-h", "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then those of all commands that are about an explainer, then the commands."""
        click.Command.format_options(self, ctx, formatter)
        options = {
            name: {parameter.opts[0]: parameter.get_help_record(ctx) for parameter in command.params}
            for name, command in self.commands.items()
        }
        about = [those for those in options.values() if "--root" in those]
        shared = [record for name, record in about[0].items() if record and all(name in those for those in about)]
        others = ", ".join(sorted(name for name, those in options.items() if "--root" not in those))
        with formatter.section(f"Options of all commands but {others}"):
            formatter.write_dl(shared)
        self.format_commands(ctx, formatter)


@click.group(cls=_DefaultToBuild, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="explainery %(version)s")
def commands() -> None:
    """Build an explainer people can check. Without a command: build."""


commands.add_command(check)
commands.add_command(sources)


_NAMED = 50  # files that nothing uses
_TODAY = "The day, as 2026-01-31: what is due for checking by then says so to readers; nothing was checked later."
_THIS_DAY = f"{_TODAY} Without it, this day."
_URL = "Public address of the site; turns on canonical addresses and the sitemap."
_REPOSITORY = "Address of the sources, for “Edit this page”; add /tree/BRANCH/FOLDER where they are not on top of main."


def _address(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return an address as it was given."""
    if value is not None and "@" in value and (wrong := fault(value)):  # which must not be printed
        raise click.BadParameter(" ".join(wrong), param_hint=parameter.opts[0])
    if value is not None and (
        not re.fullmatch(r"https?://[^\s?#]+", value) or fault(value) or published(value) != value
    ):
        message = f"{value!r} is not an address; it begins with https://."
        raise click.BadParameter(message, param_hint=parameter.opts[0])
    return value


def _site(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return the address of a site as it was given."""
    address = _address(context, parameter, value)
    if address is not None and (name := file_in(address)):
        message = f"{address!r} names a file; leave {name!r} away, since the site is all that is in the folder."
        raise click.BadParameter(message, param_hint=parameter.opts[0])
    return address


class _Path(click.Path):
    """A path that somebody wrote out: an empty one, or a file's that ends as a folder's does, says something else."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        text = str(value)
        if not text or "\0" in text or (not self.dir_okay and text[-1] in (os.sep, os.altsep)):
            self.fail(f"{text!r} is not the name of a {'file' if self.file_okay else 'folder'}.", param, ctx)
        return super().convert(value, param, ctx)


@commands.command()
@root_option
@click.option("--out", type=_Path(path_type=Path), default=None, help="Folder to write to, instead of site/.")
@click.option("--url", default=None, callback=_site, help=_URL)
@click.option("--repository", default=None, callback=_address, help=_REPOSITORY)
@click.option("--drafts", is_flag=True, help="Publish pages and records marked as drafts, too.")
@today_option(_TODAY)
@click.option("--clean", is_flag=True, help="Forget what earlier builds kept.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--profile", is_flag=True, help="Print where the time went; all work is done in one process then.")
def build(root: Path | None, *, as_json: bool, profile: bool, **told: Any) -> None:
    """Build content/ into site/."""
    if profile:
        from explainery.commands.profile import profile_table  # noqa: PLC0415 - as below

        with measured() as times:
            seconds = _build(root, told, as_json=as_json)
        click.echo("\n" + profile_table(times, seconds))
    else:
        _build(root, told, as_json=as_json)


def _build(root: Path | None, told: Mapping[str, Any], *, as_json: bool) -> float:
    """Build, print what was done, and return the seconds that it took."""
    from explainery.commands import build as command  # noqa: PLC0415 - other commands need not load the stages

    options = Options(explainer_at(root), **told)
    try:
        with progress_bar() as progress:
            built = command.build(options, progress)
    except Problems as problems:
        print_problems(problems, options.root, as_json=as_json)
        sys.exit(1)
    counts = built.written
    if as_json:
        result = {
            "pages": built.pages,
            "written": len(counts.changed),
            "unchanged": counts.unchanged,
            "removed": len(counts.removed),
            "drafts": built.drafts,
            "unused": list(built.unused),
            "seconds": round(built.seconds, 3),
        }
        click.echo(json.dumps(result))
        return built.seconds
    files = f"{len(counts.changed)} files written, {counts.unchanged} unchanged, {len(counts.removed)} removed"
    click.echo(f"{built.pages} pages: {files}, {built.drafts} drafts left out, {built.seconds:.2f} seconds.")
    if built.unused:
        click.echo(_unused(built.unused))
    return built.seconds


def _unused(paths: Sequence[str]) -> str:
    """Return a sentence about files that nothing uses, in which some of them are named."""
    named = ", ".join(f"content/{path}" for path in paths[:_NAMED])
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return f"Used by no page: {named}{more}. A name that begins with `_` keeps a file out."


@commands.command()
@root_option
def lock(root: Path | None) -> None:
    """Build, and note all addresses in content/addresses.txt, so that none vanishes unseen."""
    from explainery.commands.lock import lock as command  # noqa: PLC0415 - as above

    folder = explainer_at(root)
    try:
        with progress_bar() as progress:
            locked = command(folder, progress)
    except Problems as problems:
        print_problems(problems, folder, as_json=False)
        sys.exit(1)
    click.echo(f"{locked.addresses} addresses in content/addresses.txt, {locked.new} of them new.")


@commands.command()
@click.argument("kind")
@click.argument("title", nargs=-1, required=True)
@click.option(
    "--in",
    "inside",
    default=None,
    help="Folder in content/ for a page, file in content/ for a record, page for a figure.",
)
@root_option
def new(kind: str, title: tuple[str, ...], inside: str | None, root: Path | None) -> None:
    """Write a page, a record or a figure to fill in: new page "Tower Bridge", new figure steps --in bridge.md."""
    from explainery.commands.new import new as command  # noqa: PLC0415 - as above

    folder = explainer_at(root)
    try:
        made = command(folder, kind, " ".join(title), inside, this_day())
    except Problems as problems:
        print_problems(problems, folder, as_json=False)
        sys.exit(1)
    click.echo(made.path)
    if not made.is_draft:
        click.echo(f"Line {made.line}: the figure `{made.id}`. Put yours in place of each “To be replaced”.")
        return
    what = f"Line {made.line}: the {made.kind} `{made.id}`, a draft" if made.id else "A draft"
    click.echo(f"{what}: fill it in, then delete `draft: true`.")


@commands.command()
@click.argument("folder", metavar="DIR", type=_Path(path_type=Path))
def init(folder: Path) -> None:
    """Begin an explainer in the folder DIR, with a small one that teaches by being one."""
    from explainery.commands.init import init as command  # noqa: PLC0415 - as above
    from explainery.commands.init import next_commands  # noqa: PLC0415 - as above

    try:
        begun = command(folder)
    except Problems as problems:
        print_problems(problems, folder, as_json=False)
        sys.exit(1)
    click.echo(f"{len(begun.files)} files: a small explainer, to be changed into yours; README.md says how. Next:\n")
    click.echo("\n".join(f"  {line}" for line in next_commands(folder)))


def _base(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Return a path that begins and ends with a slash."""
    if not re.fullmatch(r"[\w.~/-]*", value, re.ASCII) or {".", ".."} & set(value.split("/")):
        message = f"{value!r} is not a path; one is /my-repository/."
        raise click.BadParameter(message)
    return f"/{'/'.join(filter(None, value.split('/')))}/".replace("//", "/")


@commands.command()
@root_option
@click.option("--base", default="/", callback=_base, help="Serve under this path, as a host of project pages does.")
@click.option("--host", default="127.0.0.1", help="Address to listen at; other machines can reach 0.0.0.0.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Port; the next free one where it is taken.")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
@click.option(
    "--editor",
    default="vscode://file{path}:{line}:{column}",
    help="Address that opens a place in your editor, such as idea://open?file={path}&line={line}.",
)
@click.option("--drafts", is_flag=True, help="Show pages and records marked as drafts, too.")
@today_option(_THIS_DAY)
def serve(root: Path | None, today: date | None, **options: Any) -> None:
    """Preview the explainer in the browser while you write."""
    from explainery.commands import serve as command  # noqa: PLC0415 - as above

    folder = explainer_at(root)
    try:
        day = this_day if today is None else lambda: today
        command.serve(command.Serving(root=folder, today=day, **options), reader(folder), click.echo)
    except KeyboardInterrupt as error:
        click.echo()
        for words in getattr(error, "__notes__", ()):  # what took so long in the first build
            click.echo(words, err=True)
    except Problems as problems:
        print_problems(problems, folder, as_json=False)
        sys.exit(1)


@commands.command()
@root_option
@click.option("--branch", default="gh-pages", help="Branch to publish to.")
@click.option("--remote", default="origin", help="Remote that has the branch.")
@click.option("--to", "folder", type=_Path(path_type=Path, file_okay=False), help="Publish into this folder instead.")
@click.option("--zip", "file", type=_Path(path_type=Path, dir_okay=False), help="Publish into this zip file instead.")
@click.option("--url", default=None, callback=_site, help=_URL)
@click.option("--repository", default=None, callback=_address, help=_REPOSITORY)
@today_option(_THIS_DAY, clock=True)
@click.option("--replace", "take_over", is_flag=True, help="Publish over what others put on the branch.")
@click.option("--dry-run", is_flag=True, help="Only list what would change on the branch.")
def publish(root: Path | None, **told: Any) -> None:
    """Build the site and push it to a branch, which GitHub Pages shows; or write it elsewhere."""
    from explainery.commands import publish as command  # noqa: PLC0415 - as above

    publishing = command.Publishing(explainer_at(root), **told)
    if publishing.contradictory:
        message = "--to, --zip, and the options of a branch exclude each other."
        raise click.UsageError(message)
    try:
        with progress_bar() as progress:
            lines = command.publish(publishing, progress)
    except Problems as problems:
        print_problems(problems, publishing.root, as_json=False, outcome="Nothing was published.")
        sys.exit(1)
    click.echo("\n".join(lines))


@commands.command()
@click.argument("folder", required=False, metavar="[DIR]", type=_Path(path_type=Path, file_okay=False))
@root_option
def gallery(folder: Path | None, root: Path | None) -> None:
    """Build a site of every kind, record, block and figure: their fields, and examples to copy.

    Into DIR; else into .cache/gallery of the explainer, or into gallery/ where there is none.
    """
    from explainery.commands.gallery import gallery as command  # noqa: PLC0415 - as above

    explainer = explainer_at(root)
    try:
        with progress_bar() as progress:
            made = command(explainer if root or is_explainer(explainer) else None, folder, progress)
    except Problems as problems:
        print_problems(problems, explainer, as_json=False)
        sys.exit(1)
    click.echo(f"{made.pages} pages, {made.examples} examples: open {made.home}.")


def _language(_context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return the code of a language that Unicode CLDR knows."""
    from explainery.wording import has_words_for  # noqa: PLC0415 - as above

    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", value) or not has_words_for(value):
        message = f"There is no language {value!r}. Write its code, as in 'it' or 'pt-BR'."
        raise click.BadParameter(message, param_hint=parameter.opts[0])
    return value


@commands.command()
@click.option("--language", required=True, callback=_language, help="Its code, such as it or pt-BR.")
@root_option
def words(language: str, root: Path | None) -> None:
    """Write a file with all that Explainery itself says to readers, to translate it into another language.

    templates/locale/LANGUAGE.po; where it is there, what it lacks is added, and what nothing says any more taken away.
    """
    from explainery.commands.words import words as command  # noqa: PLC0415 - as above

    folder = explainer_at(root)
    try:
        made = command(folder, language)
    except Problems as problems:
        print_problems(problems, folder, as_json=False)
        sys.exit(1)
    click.echo(f"{made.path}: {made.left} of {made.strings} strings to translate, those whose msgstr is empty.")


@click.command(cls=Guarded, context_settings={"ignore_unknown_options": True})
@click.argument("pytest_options", nargs=-1, type=click.UNPROCESSED)
def test(pytest_options: tuple[str, ...]) -> None:
    """Run lint, types, architecture rules and all tests. Options go to pytest."""
    from explainery.commands.test import test as command  # noqa: PLC0415 - as above

    sys.exit(command(pytest_options))


if (Path(__file__).parents[1] / "build.py").is_file():  # what is installed comes without the tests
    commands.add_command(test)


def _open_closed_streams() -> None:
    """Open what was closed (`>&-`), for Python has None in its place; what is printed there goes nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good


def main() -> None:
    """Run the command line; exits 0 when done, 1 for problems in the content, 2 for wrong usage."""
    gc.set_threshold(100_000, 20, 20)  # a build makes very many values and few circles
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # Windows prints cp1252 otherwise
    try:
        commands(prog_name=called())
    except OSError as error:  # help that cannot be printed; what commands do has a door of its own
        with contextlib.suppress(OSError):
            click.echo(f"This cannot be printed: {(error.strerror or 'the system gives no reason').lower()}.", err=True)
        sys.exit(1)
    finally:
        _forget_what_cannot_be_printed()
        gc.freeze()  # or Python would look through all values once more as it ends, which takes a quarter of a build


def _forget_what_cannot_be_printed() -> None:
    """Let go of what a full disk did not take: Python would try again as it ends, and end with a traceback and 120."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):  # no stream of the system: then nothing is tried again
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
