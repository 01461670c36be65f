"""Editorial reports as tables for a terminal."""

from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from explainery.commands.check import Checked
from explainery.editorial import Measure

_WIDTH = 100
_FEW = 5


def report_table(checked: Checked, *, everything: bool) -> str:
    """Return the figures as a table, then what stands behind them: the first few of each, or everything."""
    table = Table(box=None, pad_edge=False)
    for name, justify in (("Measure", "left"), ("Figure", "right"), ("Limit", "left")):
        table.add_column(name, justify=justify)  # type: ignore[arg-type] # rich wants the literal words
    for measure in checked.measures:
        limit = checked.limit_of(measure)
        words = f"{limit.shown}{'' if limit.kept else ': NOT KEPT'}" if limit else ""
        table.add_row(Text(measure.title), measure.shown, words)
        for name, count in measure.parts:
            table.add_row(Text(f"  {name}"), str(count), "")
    text = StringIO()
    Console(file=text, width=_WIDTH, color_system=None).print(table)
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    return "\n".join([*lines, *(line for measure in checked.measures for line in _findings(measure, everything))])


def _findings(measure: Measure, everything: bool) -> list[str]:  # noqa: FBT001 - the caller names it
    if not measure.findings:
        return []
    shown = measure.findings if everything else measure.findings[:_FEW]
    lines = ["", f"{measure.listed}:"]
    lines += [f"  {one.place.path}:{one.place.line}: {one.says}" for one in shown]
    more = len(measure.findings) - len(shown)
    return [*lines, f"  … and {more} more (--all lists them)"] if more else lines
