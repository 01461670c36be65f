"""The command line's commands for writers who look after what stands: `check` and `sources`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from explainery.commands.progress import progress_bar
from explainery.problems import Problems
from explainery.terminal import Guarded, explainer_at, print_problems, root_option, today_option

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=Guarded)
@root_option
@today_option("The day by which reviews are due, as 2026-01-31. Without it, this day.", clock=True)
@click.option("--html", "page", type=_FILE, default=None, help="Write the report to this file, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--all", "everything", is_flag=True, help="List everything, not only the first of each.")
@click.option("--links", is_flag=True, help="Instead ask every address of another site whether it still answers.")
@click.option("--again", is_flag=True, help="With --links: also ask those whose answer is known.")
@click.option("--ask-archive", is_flag=True, help="With --links: ask the Internet Archive which copies it has.")
@click.option("--history", "fact", default=None, help="Instead tell how this fact changed, from git.")
def check(root: Path | None, *, links: bool, fact: str | None, **told: Any) -> None:
    """Report what an editor should know: facts, sources, reviews, prose. Exits 1 where `thresholds` are exceeded."""
    if links and fact:
        message = "--links and --history exclude each other."
        raise click.UsageError(message)
    if fact:
        from explainery.commands import history as past  # noqa: PLC0415 - other commands need not load the stages

        _answer(root, lambda folder: click.echo(past.as_text(fact, past.history(folder, fact))))
    elif links:
        _answer(root, lambda folder: _links(folder, **told))
    else:
        _answer(root, lambda folder: _report(folder, **told))


def _report(folder: Path, **told: Any) -> None:
    from explainery.commands import check as command  # noqa: PLC0415 - as above
    from explainery.commands.tables import report_table  # noqa: PLC0415 - as above

    checked = command.check(folder, told["today"], told["page"])
    if told["as_json"]:
        click.echo(command.as_json(checked))
    else:
        click.echo(report_table(checked, everything=told["everything"]))
    if not checked.kept:
        sys.exit(1)


def _links(folder: Path, **told: Any) -> None:
    from explainery.commands import links as command  # noqa: PLC0415 - as above

    asking = command.Asking(again=told["again"], ask_archive=told["ask_archive"])
    with progress_bar() as progress:
        found = command.check_links(folder, asking, progress)
    if told["as_json"]:
        click.echo(command.links_json(found))
    else:
        click.echo(command.links_text(found, everything=told["everything"]))
    if any(one.lost for one in found):
        sys.exit(1)


@click.command(cls=Guarded)
@root_option
@click.option(
    "--import", "file", type=_FILE, default=None, help="Add the sources in this file of CSL-JSON, BibTeX or CSL-YAML."
)
@click.option("--kind", default=None, help="With --import: the kind of those whose kind the file does not say.")
@click.option("--export", "form", type=click.Choice(["csl", "bibtex"]), default=None, help="Print all sources.")
def sources(root: Path | None, file: Path | None, kind: str | None, form: str | None) -> None:
    """Bring sources in from Zotero and the like, or give them out."""
    if (file is None) == (form is None):
        message = "Name a file to --import, or a form to --export."
        raise click.UsageError(message)
    if file:
        _answer(root, lambda folder: _import(folder, file, kind))
    else:
        from explainery.commands import sources as command  # noqa: PLC0415 - as above

        _answer(root, lambda folder: click.echo(command.export_sources(folder, str(form)), nl=False))


def _import(folder: Path, file: Path, kind: str | None) -> None:
    """Add sources, and say what became of which; raise Problems for those that were left out."""
    from explainery.commands.importing import import_sources  # noqa: PLC0415 - as above

    lines, problems = import_sources(folder, file, kind)
    click.echo("\n".join(lines))
    if problems:
        raise problems


def _answer(root: Path | None, work: Callable[[Path], None]) -> None:
    """Do what a command does in the explainer's folder; print its problems and exit 1 where there are any."""
    folder = explainer_at(root)
    try:
        work(folder)
    except Problems as problems:
        print_problems(problems, folder, as_json=False)
        sys.exit(1)
