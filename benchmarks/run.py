"""Builds one corpus with this project and with others, in turns, and prints how long each took.

python3 benchmarks/run.py                              everything: 100, 1,000 and 10,000 pages, about an hour
python3 benchmarks/run.py --pages 1000 --runs 3 --tools explainery hugo
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import corpus
import measure
import setups
from setups import Tool

KINDS = {
    "cold": "cold build",
    "nothing": "nothing changed",
    "edit": "one page changed",
    "preview": "preview: save to page served",
    "memory": "peak memory",
}
BASE = "hugo"


@dataclass
class Measured:
    """What was measured of one tool at one size: a list of numbers for each kind, and what its output held."""

    tool: Tool
    root: Path
    edits: int = 0
    numbers: dict[str, list[float]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    outputs: list[str] = field(default_factory=list)
    files: int = 0
    size: int = 0


def main() -> None:
    """Measure what was asked for, print the tables, and write them as JSON."""
    options = _options()
    corpus.later_outputs = options.later_outputs
    ready = [setups.set_up(name) for name in options.tools]
    for left_out in (tool for tool in ready if isinstance(tool, str)):
        print(left_out)
    found = [tool for tool in ready if isinstance(tool, Tool)]
    result = {"date": options.date, "machine": _machine(), "versions": {t.name: t.version for t in found}, "sizes": {}}
    print(f"{result['date']}, {result['machine']}")
    everything: list[tuple[int, list[Measured]]] = []
    for count in options.pages:
        measured = _measure(found, count, options)
        print(_table(measured, count, options.kind), flush=True)
        result["sizes"][str(count)] = {
            m.tool.name: {
                "numbers": m.numbers,
                "failed": m.failed,
                "outputs": m.outputs,
                "files": m.files,
                "bytes": m.size,
            }
            for m in measured
        }
        everything.append((count, measured))
        if options.json:
            options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")

    print(_growth(everything))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000, 10000], help="sizes of the corpus")
    parser.add_argument("--tools", nargs="+", default=list(setups.NAMES), choices=setups.NAMES)
    parser.add_argument("--kind", nargs="+", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured; the median counts")
    parser.add_argument("--json", type=Path, help="file for every single number")
    parser.add_argument("--later-outputs", action="store_true", help="with feed, cards, search, twins and data")
    parser.add_argument("--date", default=datetime.now(UTC).date().isoformat(), help="as it shall stand in the result")
    return parser.parse_args()


def _measure(found: list[Tool], count: int, options: argparse.Namespace) -> list[Measured]:
    """Return what was measured at one size. Tools take turns, so that a busy moment of the machine meets them all."""
    pages = corpus.pages(count)
    measured = [Measured(tool, setups.WORK / tool.name / str(count)) for tool in found]
    for one in measured:
        corpus.write(one.tool.name, pages, one.root)
        _note(f"{count} pages: {one.tool.name}, not counted")
        _try(one, "cold", lambda one=one: [measure.cold(one.tool, one.root)] * 0)
        _look_at_output(one)
    for turn in range(options.runs):
        for kind in options.kind:
            # Once is enough for memory, which repeats itself; all edits of a preview are made in one go.
            if kind in ("memory", "preview") and turn > 0:
                continue
            for one in measured:
                _note(f"{count} pages: {kind} {turn + 1}, {one.tool.name}")
                _try(one, kind, lambda one=one, kind=kind: _once(one, kind, pages, options.runs))
    _note("")
    return measured


def _once(one: Measured, kind: str, pages: list[corpus.Page], runs: int) -> list[float]:
    """Return what one turn of one kind gives."""
    if kind == "cold":
        return [measure.cold(one.tool, one.root)]
    if kind == "nothing":
        return [measure.build(one.tool, one.root)]
    if kind == "memory":
        return [measure.memory(one.tool, one.root)]
    # Pages from everywhere in the corpus, none of them twice.
    step = max(1, len(pages) // 61)
    numbers = range(one.edits, one.edits + (runs if kind == "preview" else 1))
    chosen = [pages[(number * step + number // 61) % len(pages)] for number in numbers]
    one.edits = numbers.stop
    if kind == "edit":
        measure.edit(one.tool, one.root, chosen[0], numbers.start)
        return [measure.build(one.tool, one.root)]
    if not setups.has_serve(one.tool):
        message = "there is no such command"
        raise measure.MeasuringError(message)
    return measure.previews(one.tool, one.root, chosen, numbers.start)


def _try(one: Measured, kind: str, take: object) -> None:
    """Add what a measurement gives; a tool that fails once at a kind is not asked again."""
    if kind in one.failed:
        return
    try:
        one.numbers.setdefault(kind, []).extend(take())  # type: ignore[operator]
    except (measure.MeasuringError, subprocess.TimeoutExpired) as failure:
        one.failed[kind] = str(failure)
        print(f"\n{one.tool.name}, {KINDS[kind]}: {failure}", file=sys.stderr)


def _look_at_output(one: Measured) -> None:
    """Note which of the outputs a tool writes, how many files, and how large."""
    files = [file for file in (one.root / one.tool.output).rglob("*") if file.is_file()]
    one.files, one.size = len(files), sum(file.stat().st_size for file in files)
    texts = {file.name: file.read_text("utf-8", "replace")[:2000] for file in files if file.suffix in (".xml", ".atom")}
    searches = any("search" in file.name and file.suffix == ".json" for file in files)
    pictures, pages = (sum(file.suffix in kinds for file in files) for kinds in ((".png", ".jpg"), (".html",)))
    known = {
        "sitemap": any("<urlset" in text for text in texts.values()),
        "feed": any("<feed" in text or "<rss" in text for text in texts.values()),
        "search data": searches,
        "cards": 2 * pictures > pages,
    }
    one.outputs = [name for name, is_there in known.items() if is_there]


def _table(measured: list[Measured], count: int, kinds: list[str]) -> str:
    """Return a table in Markdown: medians, and ratios to Hugo."""
    base = next((one for one in measured if one.tool.name == BASE), None)
    head = f"\n| {count:,} pages | " + " | ".join(KINDS[kind] for kind in kinds) + " | output |\n|---|"
    lines = [head + "--:|" * len(kinds) + "---|"]
    for one in measured:
        cells = [_cell(one, base, kind) for kind in kinds]
        output = f"{one.files:,} files, {one.size / 1e6:.1f} MB; {', '.join(one.outputs) or 'no extras'}"
        lines.append(f"| {one.tool.name} {one.tool.version} | " + " | ".join(cells) + f" | {output} |")
    return "\n".join(lines)


def _growth(everything: list[tuple[int, list[Measured]]]) -> str:
    """Return a table of the time of a cold build per page, which a tool that scales keeps as the site grows."""
    lines = []
    for one in everything[0][1] if len(everything) > 1 else ():
        cells = []
        for count, measured in everything:
            numbers = next(same for same in measured if same.tool is one.tool).numbers.get("cold")
            cells.append(f"{statistics.median(numbers) / count * 1000:.2f} ms" if numbers else "–")
        lines.append(f"| {one.tool.name} | {' | '.join(cells)} |")
    head = "\n| cold build, per page | " + " | ".join(f"{count:,} pages" for count, _ in everything) + " |\n|---|"
    return "\n".join([head + "--:|" * len(everything), *lines]) if lines else ""


def _cell(one: Measured, base: Measured | None, kind: str) -> str:
    numbers = one.numbers.get(kind)
    if not numbers:
        return "–"
    median = statistics.median(numbers)
    text = (
        f"{median / 1e6:.0f} MB" if kind == "memory" else f"{median * 1000:.0f} ms" if median < 1 else f"{median:.2f} s"
    )
    if base and base is not one and base.numbers.get(kind):
        text += f" ({median / statistics.median(base.numbers[kind]):.2f} ×)"
    return text


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _note(text: str) -> None:
    """Say what is being measured, on one line that is written over; nothing where nobody watches."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
