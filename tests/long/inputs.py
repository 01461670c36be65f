"""Builds with mutated inputs of every kind of file: nothing ends in a traceback, hangs, or lacks a place.

    python tests/long/inputs.py --seconds 3600 --state ../inputs.json

Inputs are numbered, and each follows from the seed and its number alone: `--only 4711` shows one again. With `--state`
a run goes on where the last one ended, and findings are kept there. Ends with 1 where anything was found.
"""

import argparse
import contextlib
import faulthandler
import functools
import json
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import mutations
from changing import fact, page, png, record
from explainers import SMALL, put

from explainery import report
from explainery.commands.build import SHIPPED
from explainery.commands.importing import import_sources
from explainery.commands.memory import Memory
from explainery.commands.options import Options
from explainery.commands.recipe import checked_site, make_site
from explainery.linkcheck.keep import Kept
from explainery.model import File, Made, Output, Sources
from explainery.outputs import assets
from explainery.problems import Problem, Problems
from explainery.read import read
from explainery.utf8 import text_of
from explainery.write import write

# What depends on its arguments alone is worked out once: most inputs leave styles as they are.
assets._minified = functools.lru_cache(maxsize=1024)(assets._minified)  # noqa: SLF001

TESTS = Path(__file__).parents[1]
HANGS = 5  # seconds of the processor, so that a busy machine counts for nothing
STANDS = 120  # seconds, whatever they are spent on, after which the run ends and says where it stood

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>path { fill: red }</style><title>A</title>
<path id="a" d="M0 0h9" style="stroke: url(#b)"/></svg>
"""
EXPLAINER = {
    **{path: text for path, text in SMALL.items() if "stages/" not in path},
    "content/site.yaml": SMALL["content/site.yaml"] + "navigation: [film.md]\nfooter: [glossary.md]\n",
    "content/glossary.md": page("Glossary", "```glossary\n```\n\n```timeline\nevents: days\n```"),
    "content/pictures.md": page("Pictures", "![A line](drawing.svg)\n\n![A still](still.png)\n\n[Rows](rows.csv)\n"),
    "content/corrections.md": page("Corrections", "```corrections\n```"),
    "content/terms.yaml": record("airlock", term="airlock", definition="A [door](fact:doctor).", sources="[tass-1]"),
    "content/events.yaml": record("day-1", group="days", title="Day", time="2021-10-05"),
    "content/corrections.yaml": record("c-1", date="2026-01-01", page="film.md", old="11 days", new="A door"),
    "content/facts/more.yaml": fact("both", "Both.", formula="days + days", status="computed", unit="days"),
    "content/rows.csv": "day,sum\n1,2\n2,3\n",
    "content/addresses.txt": "film.html\nfilm.html#plot\nfact:days\n- gone.html\n",
    "content/drawing.svg": DRAWING,
}
REFERENCES = (
    (
        b'[{"id": "a", "type": "book", "title": "A", "author": [{"family": "B", "given": "C"}], "URL": "https://a.org/",'
        b' "issued": {"date-parts": [[2020, 1, 2]]}, "publisher": "P", "language": "en", "DOI": "10.1/x"}]'
    ),
    b"@book{a, title = {A {\\'e}}, author = {B, C and D, E}, year = 2020, publisher = {P}, url = {https://a.org/}}\n",
)


@dataclass(frozen=True)
class Finding:
    """What went wrong with an input."""

    number: int
    kind: str
    what: str
    detail: str


class Hang(BaseException):
    """An input took too long."""


class Explainer:
    """A small explainer in memory, with what building it as it is has kept; and a folder for what needs a disk."""

    def __init__(self, folder: Path, content: dict[str, str], **options: str) -> None:
        self.folder = folder
        root = put(folder / "root", content)
        (root / "content/still.png").write_bytes(png(4, 3))
        self.root, self.options = root, Options(root, **options)
        self.sources = read(root, SHIPPED)
        self.kept = Memory(None)
        _site, self.outputs = make_site(self.sources, self.options, self.kept, None, {}, None)
        file = Memory(folder / "kept.db", b"one")
        for name in ("pages", "parsed"):
            file.shelf(name).update(self.kept.shelf(name))
        file.save()
        self.cache = (folder / "kept.db").read_bytes()
        self.small = tuple(Output(f"{number}.html", b"x") for number in range(3))
        write(self.small, folder / "listed", "site")

    @functools.cached_property
    def files(self) -> dict[str, bytes]:
        """Return all files by their paths."""
        sources = self.sources
        return {
            **{one.path: one.content for one in (*sources.pages, *sources.records, sources.settings)},
            **{f"content/{path}": content for path, content in sources.files.items()},
            **{f"assets/{path}": content for path, content in sources.assets.items()},
            **{f"templates/{path}": text.encode() for path, text in sources.templates.items()},
        }

    def build(self, path: str, content: bytes) -> None:
        """Build with another content of one file. Raises Problems, or whatever comes."""
        self.made({path: content})

    def check(self, changed: dict[str, bytes]) -> None:
        """Look for mistakes with another content of some files. Raises Problems, or whatever comes."""
        checked_site(self._with(changed), self.options, self._memory(), None)

    def made(self, changed: dict[str, bytes]) -> tuple[Made, ...]:
        """Return the outputs with another content of some files. Raises Problems, or whatever comes."""
        _site, outputs = make_site(self._with(changed), self.options, self._memory(), None, {}, None)
        return outputs

    def _memory(self) -> Memory:
        """Return what each build begins with."""
        memory = Memory(None)
        for name, shelf in self.kept._shelves.items():  # noqa: SLF001 - nobody else wants to copy it
            memory.shelf(name)._values.update(shelf._values)  # noqa: SLF001
        return memory

    def _with(self, changed: dict[str, bytes]) -> Sources:
        sources = self.sources
        for path, content in changed.items():
            sources = _changed(sources, path, content)
        return sources

    def bring(self, path: str, content: bytes) -> None:
        """Import sources. Raises Problems."""
        file = self.root / path
        file.write_bytes(content)
        before = (self.root / "content/sources.yaml").read_bytes()
        try:
            _lines, problems = import_sources(self.root, file, None)
            if problems:
                raise problems
        finally:
            (self.root / "content/sources.yaml").write_bytes(before)
            file.unlink()

    def list(self, _path: str, content: bytes) -> None:
        """Write a site whose list of files says something else."""
        (self.folder / "listed/.explainery.json").write_bytes(content)
        write(self.small, self.folder / "listed", "site")
        assert {file.name for file in (self.folder / "listed").glob("*.html")} == {one.path for one in self.small}

    def keep(self, _path: str, content: bytes) -> None:
        """Read all that a spoilt cache holds, and write into it."""
        file = self.folder / "kept.db"
        file.write_bytes(content)
        memory = Memory(file, b"one")
        for name in ("pages", "parsed"):
            for key in list(memory.shelf(name)):
                memory.shelf(name).get(key)
        memory.shelf("pages")[b"new"] = 1
        memory.save()

    def answers(self, _path: str, content: bytes) -> None:
        """Read what is known of links."""
        file = self.folder / "links.json"
        file.write_bytes(content)
        Kept(file, time.time()).save({})


def _changed(sources: Sources, path: str, content: bytes) -> Sources:
    """Return sources with another content of one file, which is new where there was none."""
    new = File(path, content)
    folder, _, name = path.partition("/")
    if path == sources.settings.path:
        return replace(sources, settings=new)
    if folder == "templates":
        return replace(sources, templates={**sources.templates, name: text_of(content, path)})
    if folder == "assets":
        return replace(sources, assets={**sources.assets, name: content})
    if not path.endswith((".md", ".yaml")):
        return replace(sources, files={**sources.files, name: content})

    def among(files: tuple[File, ...]) -> tuple[File, ...]:
        return tuple(new if file.path == path else file for file in files)

    return replace(sources, pages=among(sources.pages), records=among(sources.records))


@dataclass(frozen=True)
class Kind:
    """A kind of file: the words of its language, its files, and what is done with one."""

    name: str
    words: list[str]
    files: list[tuple[str, bytes]]
    use: Callable[[str, bytes], None]


def kinds_of(explainer: Explainer) -> list[Kind]:
    """Return all kinds of file that something is made of."""
    files = explainer.files

    def some(pattern: str) -> list[tuple[str, bytes]]:
        return [(path, content) for path, content in files.items() if re.fullmatch(pattern, path)]

    m, build = mutations, explainer.build
    pictures = [("content/still.png", file.read_bytes()) for file in sorted((TESTS / "pictures").iterdir())]
    return [
        Kind("markdown", m.MARKDOWN, some(r"content/.*\.md"), build),
        Kind("records", m.YAML, some(r"content/(?!site\b).*\.yaml"), build),
        Kind("front matter", m.YAML, some(r"content/.*\.md"), build),
        Kind("settings", m.YAML, some(r"content/site\.yaml"), build),
        Kind("schema", m.YAML, some(r"templates/.*\.yaml"), build),
        Kind("template", m.TEMPLATE, some(r"templates/(?!.*(figure|altitude|aboard)).*\.(html|txt|json)"), build),
        Kind("styles", m.STYLE, [*some(r"assets/css/.*\.css"), *some(r"templates/.*\.css")], build),
        Kind(
            "drawing",
            m.DRAWING,
            [*some(r"content/.*\.svg"), *drawings(), *some(r"assets/icons/.*\.svg"), *some(r"templates/card.svg")],
            build,
        ),
        Kind("picture", [*m.LINES], [*some(r"content/.*\.png"), *pictures], build),
        Kind("rows", m.LINES, some(r"content/.*\.csv"), build),
        Kind("addresses", m.LINES, some(r"content/addresses\.txt"), build),
        Kind("font", m.COMMON, some(r"assets/fonts/cards/.*"), build),
        Kind("import", m.REFERENCES, [("a.json", REFERENCES[0]), ("a.bib", REFERENCES[1])], explainer.bring),
        Kind(
            "list of files",
            m.REFERENCES,
            [("", (explainer.folder / "listed/.explainery.json").read_bytes())],
            explainer.list,
        ),
        Kind("cache", m.COMMON, [("", explainer.cache)], explainer.keep),
        Kind(
            "answers", m.REFERENCES, [("", b'{"https://a.org/": ["alive", "", null, 1900000000.0]}')], explainer.answers
        ),
    ]


def drawings() -> list[tuple[str, bytes]]:
    """Return drawings of programs, in place of the explainer's own."""
    return [("content/drawing.svg", file.read_bytes()) for file in sorted((TESTS / "drawings").glob("*.svg"))]


def corpus() -> dict[str, list[bytes]]:
    """Return the blocks of all specifications by the endings of their files."""
    found: dict[str, list[bytes]] = {}
    for spec in (TESTS / "specs").glob("*.md"):
        for info, text in re.findall(
            r"^`{3,}([^`\n]*)\n(.*?)^`{3,}", spec.read_text("utf-8"), re.MULTILINE | re.DOTALL
        ):
            found.setdefault(Path(info.split()[-1] if info else "x").suffix, []).append(text.encode() or b"\n")
    return found


class Run:
    """Tries inputs by their numbers."""

    def __init__(self, explainer: Explainer, seed: int) -> None:
        self.explainer, self.seed = explainer, seed
        self.kinds, self.corpus = kinds_of(explainer), corpus()
        self.outcomes: Counter[str] = Counter()

    def input(self, number: int) -> tuple[Kind, str, bytes]:
        """Return the kind, path and content of an input."""
        kind = self.kinds[number % len(self.kinds)]
        chance = random.Random(f"{self.seed} {number}")
        path, content = chance.choice(kind.files)
        others = self.corpus.get(Path(path).suffix) or [content]
        words = kind.words if chance.random() < 0.7 else mutations.COMMON
        if kind.name == "front matter":
            head, line, body = content.partition(b"\n---\n")
            return kind, path, mutations.mutated(head, words, others, chance) + line + body
        return kind, path, mutations.mutated(content, words, others, chance)

    def attempt(self, number: int) -> Finding | None:
        """Return what went wrong with an input, if anything did."""
        kind, path, content = self.input(number)
        started = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, HANGS)
        try:
            kind.use(path, content)
            self.outcomes["built"] += 1
        except Problems as found:
            self.outcomes["refused"] += 1
            try:
                fault = self._fault(found, path, content)
            except Exception as error:
                fault = f"traceback {type(error).__name__}", traceback.format_exc(limit=-8)
            except Hang:
                fault = "hang", traceback.format_exc(limit=-8)
            if fault:
                return Finding(number, kind.name, *fault)
        except Hang:
            return Finding(number, kind.name, "hang", traceback.format_exc(limit=-8))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return Finding(number, kind.name, f"traceback {type(error).__name__}", traceback.format_exc(limit=-8))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        if (took := time.process_time() - started) > HANGS:
            return Finding(number, kind.name, "hang", f"{took:.1f} seconds")
        return None

    def _fault(self, found: Problems, path: str, content: bytes) -> tuple[str, str] | None:
        """Return what is wrong with problems, if anything is: each names a place that is there, and a remedy."""

        def lines_of(name: str) -> list[str]:
            known = {**self.explainer.files, path: content}
            return re.split(r"\r\n|\r|\n", known.get(name, b"").decode("utf-8-sig", "replace"))

        text = report.as_text(found, lines_of)
        report.as_json(found)
        ends = {name: len(lines_of(name)) for name in {problem.place.path for problem in found.problems}}
        for problem in found.problems:
            wrong = self._wrong(problem, path, ends)
            if wrong:
                return wrong, f"{problem}\n{text[:2000]}"
        return None

    def _wrong(self, problem: Problem, path: str, ends: dict[str, int]) -> str | None:
        place = problem.place
        if problem.title == "OUR FAULT":
            return "last door"
        known = place.path in self.explainer.files or place.path.startswith("site") or place.path == path != ""
        if not known and problem.title != "MISSING TEMPLATE":  # whose place is that of the file which is missing
            return "no place"
        if place.line > ends[place.path] and not path.startswith("a."):  # what is imported would stand there
            return "place behind the end"
        if not problem.says.strip() or not problem.hint.strip():
            return "no remedy"
        return None


@contextlib.contextmanager
def alarmed() -> Iterator[None]:
    """Raise Hang where an input takes too long; where even that does not help, end the process."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, ring)
    try:
        yield
    finally:
        signal.signal(signal.SIGPROF, before)
        faulthandler.cancel_dump_traceback_later()


def main() -> int:
    """Run until the time is over, or all inputs are done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--state", type=Path, help="file in which a run keeps how far it came, and what it found")
    parser.add_argument("--only", type=int, help="try this input alone, and print it")
    parser.add_argument("--kind", help="only inputs of this kind")
    told = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="inputs-"))
    try:
        run = Run(Explainer(folder, EXPLAINER), told.seed)
        with alarmed():
            if told.only is not None:
                kind, path, content = run.input(told.only)
                print(kind.name, path, content.decode("utf-8", "backslashreplace"), sep="\n")
                print(run.attempt(told.only) or "nothing was found")
                return 0
            return _all(run, told)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _all(run: Run, told: argparse.Namespace) -> int:
    state = {"seed": told.seed, "next": told.first, "seconds": 0.0, "found": []}
    if told.state and told.state.exists():
        state |= json.loads(told.state.read_text("utf-8"))
        if state["seed"] != told.seed:
            sys.exit(f"{told.state} is about the seed {state['seed']}.")
        if (lost := state.pop("trying", None)) is not None:
            kind = run.input(lost)[0].name
            finding = Finding(lost, kind, "end of the run", f"`--only {lost}` shows whether it hangs")
            state["found"].append(vars(finding))
            state["next"] = lost + 1
    started, before, number = time.monotonic(), state["seconds"], state["next"]
    first = number
    try:
        while number < told.inputs and time.monotonic() - started < told.seconds:
            if not told.kind or run.kinds[number % len(run.kinds)].name == told.kind:
                # What is tried is kept for the next run, where this input ends this one.
                took = time.monotonic() - started
                _keep(told.state, state | {"next": number, "trying": number, "seconds": before + took})
                faulthandler.dump_traceback_later(STANDS, exit=True)
                if finding := run.attempt(number):
                    state["found"].append(vars(finding))
                    print(f"{finding.number} {finding.kind}: {finding.what}\n{finding.detail}\n", flush=True)
            number += 1
    finally:
        took = time.monotonic() - started
        _keep(told.state, state | {"next": number, "seconds": before + took})
    counts = ", ".join(f"{count} {what}" for what, count in sorted(run.outcomes.items()))
    print(f"Inputs {first} to {number - 1} in {took:.0f} seconds: {counts}; {len(state['found'])} findings in all.")
    return 1 if state["found"] else 0


def _keep(file: Path | None, state: dict[str, object]) -> None:
    if file:
        new = file.with_name(f"{file.name}.new")
        new.write_text(json.dumps(state, indent=1), encoding="utf-8")
        new.replace(file)


if __name__ == "__main__":
    sys.exit(main())
