"""Whatever goes wrong in the generator itself ends as a problem, which says where, whose fault it is, what to do."""

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from explainers import SMALL, build, files_of, put

from explainery import parse, read, workers
from explainery.cli import commands
from explainery.commands import build as building
from explainery.commands import recipe
from explainery.render import stage
from explainery.stopwatch import timed
from explainery.unexpected import problem_of, stage_of

WORDS = "what the writer wrote"


class OddError(Exception):
    """An error that cannot go from one process to another."""

    def __init__(self, one, other):
        super().__init__(one)
        self.other = other


def fault(*_arguments, **_named):
    raise OddError(WORDS, WORDS)


@pytest.fixture
def root(tmp_path):
    root = put(tmp_path / "small", SMALL)
    assert build(root).exit_code == 0
    film = SMALL["content/film.md"].replace("flies", "flew")
    return put(root, {"content/film.md": film})


STAGES = {
    "read": (read, "files_in", None),
    "past": (building, "head_of", None),
    "parse": (parse, "_page", "content/film.md"),
    "assemble": (recipe, "site_of", None),
    "check": (recipe, "check", None),
    "assets and search": (recipe, "bundle_assets", None),
    "render": (stage, "_page", "content/film.md"),
    "other outputs": (recipe, "robots", None),
    "write": (building, "write", None),
}


@pytest.mark.parametrize("name", STAGES)
def test_a_fault_in_a_stage_names_stage_and_file_and_whose_it_is(root, monkeypatch, name):
    module, function, file = STAGES[name]
    before = files_of(root / "site")
    monkeypatch.setattr(module, function, fault)
    result = build(root)
    assert result.exit_code == 1
    title, says, ask, *report, outcome = result.stderr.split("\n\n")
    assert re.fullmatch(rf"-- OUR FAULT -+ {file or 'explainery'}", title)
    assert says.startswith("This is our fault, not yours: ")
    assert f"`OddError`, in the stage `{name}`." in says
    assert "report" in ask
    lines = "\n".join(report).splitlines()
    assert re.fullmatch(r"explainery [\d.]+, Python 3\.\S+, \w+", lines[0])
    assert lines[1:3] == [f"command build, stage {name}, file {file or 'none'}", "OddError"]
    assert all(re.fullmatch(r"explainery/[\w/]+\.py:\d+ in [\w<>]+", line) for line in lines[3:])
    assert lines[3:]
    assert "Traceback" not in result.output
    assert WORDS not in result.output
    assert ("Nothing was written" in outcome) is (name != "write")
    assert files_of(root / "site") == before


def test_a_fault_after_the_site_was_written_does_not_say_that_nothing_was(root, monkeypatch):
    monkeypatch.setattr(building, "stamped", fault)
    result = build(root)
    assert result.exit_code == 1
    assert "Nothing was written" not in result.stderr
    assert "flew" in (root / "site/film.html").read_text(encoding="utf-8")


def test_a_fault_is_told_to_programs_as_json(root, monkeypatch):
    monkeypatch.setattr(building, "read", fault)
    result = build(root, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"][0]["title"] == "OUR FAULT"


@pytest.mark.parametrize("command", ["check", "lock", "publish", "sources --export csl", "new page New"])
def test_every_command_has_the_door(root, monkeypatch, command):
    monkeypatch.setattr("pathlib.Path.resolve", fault)
    result = CliRunner().invoke(commands, [*command.split(), "--root", str(root)])
    assert result.exit_code == 1
    assert result.stderr.startswith("-- OUR FAULT ---")
    assert "did not come to its end" in result.stderr
    assert "Nothing was written" not in result.stderr


def test_a_fault_in_what_prints_problems_is_told_too(root, monkeypatch):
    (root / "content/site.yaml").unlink()
    monkeypatch.setattr("explainery.report.as_text", fault)
    result = build(root)
    assert result.exit_code == 1
    assert "This is our fault, not yours" in result.stderr


def test_a_fault_while_a_template_is_filled_in_names_its_line(root, monkeypatch):
    monkeypatch.setattr("explainery.render.page.PageContext.html", fault)
    result = build(root)
    assert result.stderr.startswith("-- OUR FAULT ---")
    assert re.search(r"If you changed `templates/[\w./]+:\d+`, look there first\.", result.stderr)


NO_TEMPORARY = FileNotFoundError(2, "No usable temporary directory found in ['/tmp']")


@pytest.mark.parametrize(
    "error", [MemoryError(), OSError(28, "No space left on device"), OSError(30, "Read-only"), NO_TEMPORARY]
)
def test_what_the_machine_lacks_is_nobodys_fault(root, monkeypatch, error):
    def lacks(*_arguments):
        raise error

    monkeypatch.setattr(building, "head_of", lacks)
    result = build(root)
    assert result.exit_code == 1
    assert "fault" not in result.stderr
    assert "in the stage `past`" in result.stderr


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system ties no process to processors")
def test_only_processors_that_may_be_used_count():
    program = (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))});"
        "from explainery.workers import processors; print(processors())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"1"


def test_what_a_process_notes_of_an_error_comes_home(monkeypatch):
    """An error that cannot be handed over is told by another one, with its name and its places."""
    monkeypatch.setattr(workers, "processors", lambda: 2)

    def work(number):
        with timed("page", f"{number}.md"):
            return fault() if number == 3 else number

    with pytest.raises(Exception, match=r"^$|writer") as found, timed("stage", "render"):
        list(workers.spread(work, range(5), lambda _number: 100.0))
    problem = problem_of(found.value, "build")
    assert stage_of(found.value) == "render"
    assert problem.place.path == "content/3.md"
    assert "`OddError`" in problem.says


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal that one process can send another there")
def test_ctrl_c_ends_a_build_that_a_style_sheet_keeps():
    program = (
        "from explainery.outputs import assets; print('begins', flush=True);"
        "assets._minified('assets/css/site.css', 'a{width:' + 'calc(' * 60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(20) == -signal.SIGINT
        finally:
            process.kill()


def test_problems_pass_the_door_as_they_are(root):
    (root / "content/site.yaml").unlink()
    assert build(root).stderr.startswith("-- NO SETTINGS ---")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system has one zone for all programs")
def test_a_zone_that_is_a_day_away_has_a_day_all_the_same(root, monkeypatch):
    monkeypatch.setenv("TZ", "UTC+99")
    time.tzset()
    try:
        told = CliRunner().invoke(commands, ["check", "--root", str(root)])
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (told.exit_code, told.exception) == (0, None)
