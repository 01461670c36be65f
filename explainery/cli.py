"""The command line: translates options, prints results. Only user of click."""

import json
import re
import sys
from pathlib import Path

import click

from explainery import __version__
from explainery.commands.progress import progress_bar
from explainery.problems import Problems


class _DefaultToBuild(click.Group):
    """A group whose first command is `build` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `build` in front of options that no command precedes."""
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "-h", "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_DefaultToBuild, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="explainery %(version)s")
def commands() -> None:
    """Build an explainer people can check. Without a command: build."""


@commands.command()
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of the explainer: its content/, and its own templates/ and assets/ over the shipped ones.",
)
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Folder to write to, in place of site/.")
@click.option("--url", default=None, help="Public address of the site; turns on canonical addresses and the sitemap.")
@click.option("--drafts", is_flag=True, help="Publish pages marked as drafts, too.")
@click.option("--clean", is_flag=True, help="Forget what earlier builds kept.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def build(root: Path | None, out: Path | None, url: str | None, *, drafts: bool, clean: bool, as_json: bool) -> None:
    """Build content/ into site/."""
    from explainery.commands import build as command  # noqa: PLC0415 - other commands need not load the stages

    if url is not None and not url.startswith(("http://", "https://")):
        message = f"{url!r} is not an address; it begins with https://."
        raise click.BadParameter(message, param_hint="--url")
    options = command.Options((root or command.SHIPPED).resolve(), out, url, drafts, clean)
    try:
        with progress_bar() as progress:
            built = command.build(options, progress)
    except Problems as problems:
        _print_problems(problems, options.root, as_json=as_json)
        sys.exit(1)
    counts = built.written
    if as_json:
        result = {
            "pages": built.pages,
            "written": counts.written,
            "unchanged": counts.unchanged,
            "removed": counts.removed,
            "drafts": built.drafts,
            "seconds": round(built.seconds, 3),
        }
        click.echo(json.dumps(result))
        return
    click.echo(
        f"{built.pages} pages: {counts.written} files written, {counts.unchanged} unchanged, {counts.removed} removed,"
        f" {built.drafts} drafts left out, {built.seconds:.2f} seconds."
    )


@commands.command(context_settings={"ignore_unknown_options": True})
@click.argument("pytest_options", nargs=-1, type=click.UNPROCESSED)
def test(pytest_options: tuple[str, ...]) -> None:
    """Run lint, types, architecture rules and all tests. Options go to pytest."""
    from explainery.commands.test import test as command  # noqa: PLC0415 - as above

    sys.exit(command(pytest_options))


def _print_problems(problems: Problems, root: Path, *, as_json: bool) -> None:
    from explainery import report  # noqa: PLC0415 - only needed when something is wrong
    from explainery.commands.build import SHIPPED  # noqa: PLC0415 - as above

    def lines_of(path: str) -> list[str]:
        for file in (root / path, SHIPPED / path):
            if file.is_file():
                return re.split(r"\r\n|\r|\n", file.read_bytes().decode("utf-8-sig", "replace"))
        return []

    if as_json:
        click.echo(report.as_json(problems))
    else:
        click.echo(report.as_text(problems, lines_of), err=True, nl=False)


def main() -> None:
    """Run the command line; exits 0 when done, 1 for problems in the content, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # Windows prints cp1252 otherwise
    commands(prog_name="build.py" if Path(sys.argv[0]).name == "build.py" else "explainery")
