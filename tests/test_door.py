"""The door, build.py: it finds the packages or installs them, whole or not at all, and says what is wrong.

Nothing here needs a network. A project of a few files has the real build.py, and a lock that names two
packages which these tests make themselves.
"""

import ast
import base64
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from explainers import SMALL, put

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build.py"
WINDOWS = os.name == "nt"
CANNOT_SET_UP = 1
EXIT_CODE_OF_COMMAND = 3  # any that build.py itself never uses
NO_UV = os.pathsep.join(
    folder for folder in os.environ["PATH"].split(os.pathsep) if not shutil.which("uv", path=folder)
)

COMMAND_LINE = f"""
import json, sys

import doorstone


def main():
    print(json.dumps({{"prefix": sys.prefix, "arguments": sys.argv[1:], "doorstone": doorstone.VERSION}}))
    return {EXIT_CODE_OF_COMMAND}
"""


@dataclass(frozen=True)
class Run:
    """What one run of build.py gave."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict:
        """What the command line told about itself, which proves that it ran."""
        assert self.code == EXIT_CODE_OF_COMMAND, self.err
        return json.loads(self.out)


@dataclass(frozen=True)
class Project:
    """A folder with build.py in it, and the places that pip may look for packages."""

    folder: Path
    wheels: Path

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    def lock(self, name: str, *versions: str) -> None:
        """Write a lock file that pins these packages, given as `name==version`."""
        pins = []
        for pin in versions:
            wheel = self.wheels / f"{pin.replace('-', '_').replace('==', '-')}-py3-none-any.whl"
            pins.append(f"{pin} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
        (self.folder / f"requirements/{name}.txt").write_text("".join(pins), encoding="utf-8")

    def environment(self, *, network: bool = True, **more: str) -> dict[str, str]:
        """Give the environment of a run, in which a "network" is the folder of wheels."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "UV_", "PYTHON"))}
        wheels = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.wheels.as_uri()}
        nothing = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
        plain = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "PYTHONIOENCODING": "utf-8", "PATH": NO_UV}
        return {**kept, **plain, **(wheels if network else nothing), **more}

    def start(self, *arguments: str, network: bool = True, **environment: str) -> subprocess.Popen:
        """Start build.py from another folder, as an editor or a script may do."""
        return subprocess.Popen(
            [sys.executable, self.folder / "build.py", *arguments],
            cwd=self.wheels,
            env=self.environment(network=network, **environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str, network: bool = True, **environment: str) -> Run:
        """Run build.py to its end."""
        return finished(self.start(*arguments, network=network, **environment))


def finished(process: subprocess.Popen) -> Run:
    out, err = process.communicate(timeout=60)
    return Run(process.returncode, out, err)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with two packages, one of them in two versions."""
    folder = tmp_path_factory.mktemp("wheels")
    for name, version in [("doorstone", "1.0"), ("doorstone", "2.0"), ("door_bell", "1.0")]:
        make_wheel(folder, name, version)
    return folder


def make_wheel(folder: Path, name: str, version: str) -> None:
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"{about}/RECORD,,\n"
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(text)}\n"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in [*files.items(), (f"{about}/RECORD", record)]:
            wheel.writestr(path, text)


@pytest.fixture
def project(tmp_path: Path, wheels: Path) -> Project:
    """Make a project that has never been built."""
    return make_project(tmp_path, wheels)


def make_project(place: Path, wheels: Path) -> Project:
    folder = place / "Мой проект (copy)"  # as awkward as people's folders are
    for name in ("requirements", "explainery"):
        (folder / name).mkdir(parents=True)
    shutil.copy(BUILD, folder)
    (folder / "explainery/__init__.py").touch()
    (folder / "explainery/__main__.py").write_text(COMMAND_LINE, encoding="utf-8")
    project = Project(folder, wheels)
    project.lock("build", "doorstone==1.0")
    project.lock("test", "doorstone==1.0", "door-bell==1.0")
    return project


@dataclass(frozen=True)
class FirstUse:
    """A project after its first run, and what that run gave."""

    project: Project
    run: Run


@pytest.fixture(scope="module")
def first_use(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> FirstUse:
    """Run build.py for the first time, once, since making a virtual environment takes seconds."""
    project = make_project(tmp_path_factory.mktemp("first"), wheels)
    return FirstUse(project, project.run("build", "--out", "тут"))


@pytest.fixture
def built(project: Project, first_use: FirstUse) -> Project:
    """Make a project whose .venv is whole and current: a copy, which tests may spoil."""
    shutil.copytree(first_use.project.venv, project.venv, symlinks=True)
    return project


def listing(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


# The version of Python


def test_old_pythons_can_parse_the_door() -> None:
    ast.parse(BUILD.read_text(encoding="ascii"), feature_version=(3, 6))


def test_an_old_version_is_told_which_one_is_needed() -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 6, 15); runpy.run_path(sys.argv[1], run_name='__main__')"
    run = finished(
        subprocess.Popen(
            [sys.executable, "-c", pretend, BUILD],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    )
    assert (run.code, run.out) == (1, "")
    assert run.err == "Explainery needs Python 3.11 or later, but this is Python 3.6.15.\n"


# The oldest, which reads other signs, and the newest that is too old; those between are told the same way.
@pytest.mark.parametrize(
    "version", ["2.7", *(pytest.param(f"3.{minor}", marks=pytest.mark.whole) for minor in range(6, 10)), "3.10"]
)
def test_a_real_old_python_is_told_which_one_is_needed(version: str) -> None:
    python = shutil.which(f"python{version}")
    answers = python and subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0
    if not answers:
        pytest.skip(f"there is no Python {version} on this machine")
    run = subprocess.run([python, BUILD], capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert re.fullmatch(
        rf"Explainery needs Python 3\.11 or later, but this is Python {re.escape(version)}\.\d+\.\n",
        run.stderr,
    )


def test_the_door_and_the_project_file_name_the_same_versions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated = re.search(
        r"^PYTHON_NEEDED, PYTHON_TRIED = \(3, (\d+)\), \(3, (\d+)\)$", BUILD.read_text("ascii"), re.MULTILINE
    )
    oldest, newest = (int(minor) for minor in stated.groups())
    assert project["requires-python"] == f">=3.{oldest}"
    tried = [item for item in project["classifiers"] if re.search(r":: 3\.\d+$", item)]
    assert tried == [f"Programming Language :: Python :: 3.{minor}" for minor in range(oldest, newest + 1)]


# The lock files


def pins(name: str) -> dict[str, str]:
    """Map the packages of a lock file to their versions."""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["build", "test", "audit"])
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^[^\s#].*(?:\n {4}--hash=sha256:[0-9a-f]{64}(?: \\)?)+", text, re.MULTILINE)
    assert len(entries) == len(pins(name)) > 0
    assert not re.search(r"://|index-url|find-links", text)


def numbers(version: str) -> list[int]:
    """Return the numbers of a version, without what comes after them (`1.9.0.post1`)."""
    return [int(part) for part in version.split(".") if part.isdigit()]


def test_the_locks_hold_what_the_project_file_asks_for() -> None:
    file = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = file["project"]
    tools, audit = project["optional-dependencies"]["test"], file["dependency-groups"]["audit"]
    for needed, locked in [
        (project["dependencies"], pins("build")),
        (tools, pins("test")),
        (audit, pins("audit")),
    ]:
        for requirement in needed:
            name, lowest = re.fullmatch(r"([\w.-]+)(?:\[\w+\])?>=([\d.]+)(?:; .+)?", requirement).groups()
            version = locked[name.lower()]
            assert numbers(version) >= numbers(lowest)


def test_the_test_lock_holds_the_build_lock() -> None:
    assert pins("build").items() <= pins("test").items()


# Packages that are there already


def test_an_environment_with_the_packages_is_used_and_nothing_is_made(project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(project.wheels / "doorstone-1.0-py3-none-any.whl") as wheel:
        wheel.extractall(tmp_path / "installed")
    project.folder.chmod(0o555)  # as a container may have it
    before = listing(project.folder)
    run = project.run("--flag", PYTHONPATH=str(tmp_path / "installed"), PYTHONDONTWRITEBYTECODE="1")
    assert run.answer == {"prefix": sys.prefix, "arguments": ["--flag"], "doorstone": "1.0"}
    project.folder.chmod(0o755)
    assert run.err == ""
    assert listing(project.folder) == before


def test_packages_older_than_the_lock_are_not_used(project: Project, tmp_path: Path, without_ensurepip: Path) -> None:
    make_wheel(tmp_path, "doorstone", "0.9.12")
    with zipfile.ZipFile(tmp_path / "doorstone-0.9.12-py3-none-any.whl") as wheel:
        wheel.extractall(without_ensurepip)
    run = project.run(PYTHONPATH=str(without_ensurepip), PATH="")
    assert run.code == CANNOT_SET_UP


# Making .venv


def test_the_first_run_makes_venv_and_the_next_ones_use_it(first_use: FirstUse) -> None:
    project = first_use.project
    answer = {"prefix": str(project.venv), "arguments": ["build", "--out", "тут"], "doorstone": "1.0"}
    assert first_use.run.answer == answer
    assert first_use.run.err == "Setting up .venv (first use, about 1 packages) .\n"
    made = (project.venv / "explainery.txt").stat().st_mtime_ns

    second = project.run("build", "--out", "тут", network=False)
    assert (second.answer, second.err) == (answer, "")
    assert (project.venv / "explainery.txt").stat().st_mtime_ns == made
    assert list(project.venv.rglob("pip/__main__.py"))  # which remedies for missing extras name


@pytest.mark.whole
def test_the_tests_get_their_tools_and_a_build_can_use_the_same_venv(built: Project) -> None:
    run = built.run("test")
    assert run.answer["arguments"] == ["test"]
    assert run.err == "Setting up .venv (the tests need more, about 2 packages) ..\n"
    assert list(built.venv.rglob("door_bell.py"))

    for command in ("test", "build"):
        again = built.run(command, network=False)
        assert (again.answer["arguments"], again.err) == ([command], "")


@pytest.mark.whole
def test_a_changed_lock_makes_venv_anew(built: Project) -> None:
    (built.venv / "stray").touch()
    built.lock("build", "doorstone==2.0")
    run = built.run()
    assert run.answer["doorstone"] == "2.0"
    assert run.err == "Setting up .venv (the packages or Python changed, about 1 packages) .\n"
    assert not (built.venv / "stray").exists()
    assert not (built.folder / ".venv-before").exists()


@pytest.mark.parametrize("change", ["another version", "another place", "another lock", "no record"])
def test_a_venv_that_does_not_fit_is_not_used(built: Project, without_ensurepip: Path, change: str) -> None:
    record = built.venv / "explainery.txt"
    text = record.read_text(encoding="utf-8")
    record.unlink()
    if change == "another version":
        record.write_text(text.replace("python 3.", "python 3.0"), encoding="utf-8")
    elif change == "another place":
        record.write_text(text.replace("\nbuild", "-elsewhere\nbuild"), encoding="utf-8")
    elif change == "another lock":
        record.write_text(re.sub("[0-9a-f]{64}", 64 * "0", text), encoding="utf-8")
    assert built.run(PYTHONPATH=str(without_ensurepip), PATH="").code == CANNOT_SET_UP


@pytest.mark.whole
def test_a_hash_that_differs_installs_nothing_and_keeps_the_former_venv(built: Project) -> None:
    before = listing(built.venv)
    lock = built.folder / "requirements/build.txt"
    lock.write_text(re.sub("sha256:.*", "sha256:" + 64 * "0", lock.read_text(encoding="utf-8")), encoding="utf-8")
    run = built.run()
    assert (run.code, run.out) == (CANNOT_SET_UP, "")
    assert "The packages could not be installed" in run.err
    assert listing(built.venv) == before


# Interruptions


def stop_dead(process: subprocess.Popen) -> None:
    """End build.py without letting it tidy up."""
    if WINDOWS:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=True)
    else:
        process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    process.stdout.close()
    process.stderr.close()


def wait_until_exists(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} did not appear"
        time.sleep(0.01)


@pytest.mark.whole
def test_a_killed_set_up_leaves_the_former_venv_usable(built: Project) -> None:
    built.lock("build", "doorstone==2.0")
    process = built.start()
    wait_until_exists(built.folder / ".venv-before")
    wait_until_exists(built.venv / "pyvenv.cfg")
    stop_dead(process)
    assert not (built.venv / "explainery.txt").exists(), "the set-up was faster than this test"

    built.lock("build", "doorstone==1.0")
    former = built.run(network=False)
    assert former.answer == {"prefix": str(built.venv), "arguments": [], "doorstone": "1.0"}
    assert "Setting up" not in former.err
    assert not (built.folder / ".venv-before").exists()


@pytest.mark.skipif(WINDOWS, reason="Windows has no signal that reaches one process as Ctrl-C does")
def test_an_interrupted_set_up_tidies_up(built: Project) -> None:
    built.lock("build", "doorstone==2.0")
    process = built.start()
    wait_until_exists(built.venv / "pyvenv.cfg")
    wait_until_exists(built.folder / ".venv-before")
    process.send_signal(signal.SIGINT)
    run = finished(process)
    assert run.code == 130
    assert "Traceback" not in run.err
    assert (built.venv / "explainery.txt").exists()
    assert not (built.folder / ".venv-before").exists()


@pytest.mark.whole
def test_two_runs_that_find_a_half_made_venv_make_one_whole_one(project: Project) -> None:
    (project.venv / "lib").mkdir(parents=True)
    (project.venv / "lib/half-made").touch()
    runs = [finished(process) for process in [project.start(), project.start()]]
    assert [run.answer["prefix"] for run in runs] == [str(project.venv)] * 2
    assert sum("Setting up .venv (first use" in run.err for run in runs) == 1
    assert not (project.venv / "lib/half-made").exists()
    assert not (project.folder / ".venv-before").exists()


@pytest.mark.skipif(WINDOWS, reason="Windows has no signal that reaches one process as Ctrl-C does")
@pytest.mark.parametrize("moment", [pytest.param(one, marks=pytest.mark.whole if one % 3 else ()) for one in range(12)])
def test_ctrl_c_ends_a_build_without_a_word_from_its_first_moments_on(tmp_path: Path, moment: int) -> None:
    root = put(tmp_path, SMALL)
    command = [sys.executable, BUILD, "--root", root, "--clean"]
    # As `run_inside_venv` starts it: while Python itself gets ready, Ctrl-C waits.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    time.sleep(0.01 + moment * 0.04)
    process.send_signal(signal.SIGINT)
    run = finished(process)
    assert run.err == ""
    assert run.code in (130, -signal.SIGINT, 0)  # 0 where it was done before


@pytest.mark.skipif(WINDOWS, reason="Windows has no shell that closes streams")
# A stream that is closed is None in Python, and whatever is opened first gets its number: all three at once have both.
@pytest.mark.parametrize(
    "closed", [*(pytest.param(one, marks=pytest.mark.whole) for one in (">&-", "2>&-", "<&-")), ">&- 2>&- <&-"]
)
def test_closed_streams_are_no_error(tmp_path: Path, closed: str) -> None:
    root = put(tmp_path, SMALL)
    command = f'exec "$0" "$1" --root "$2" {closed}'
    run = finished(
        subprocess.Popen(
            ["sh", "-c", command, sys.executable, BUILD, root],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    )
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("5 pages: ") is not closed.startswith(">")
    assert (root / "site/film.html").stat().st_size > 0
    assert "4 pages" not in "".join(file.read_text("utf-8") for file in (root / "site").rglob("*.html"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full on this system")
def test_a_result_that_cannot_be_printed_is_no_traceback(tmp_path: Path) -> None:
    root = put(tmp_path, SMALL)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, BUILD, "--root", root]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("-- SYSTEM REFUSES ---")
    assert "Nothing was written" not in run.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full on this system")
@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["--version"]])
def test_help_that_cannot_be_printed_is_no_traceback(words: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "explainery", *words]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False, cwd=ROOT)
    assert (run.returncode, run.stderr) == (1, "This cannot be printed: no space left on device.\n")


# What can be missing


def test_no_network_is_one_sentence(project: Project) -> None:
    run = project.run(network=False)
    announced, _, rest = run.err.partition("\n")
    assert (run.code, run.out) == (1, "")
    assert announced.startswith("Setting up .venv (first use, about 1 packages) ")
    assert is_one_sentence(rest)
    assert rest.startswith("The packages are not on this machine and could not be fetched")
    assert not project.venv.exists()


@pytest.fixture
def without_ensurepip(tmp_path: Path) -> Path:
    """Make a folder for PYTHONPATH that takes ensurepip away, as Debian does: nothing can be set up."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules/ensurepip.py").write_text("raise ImportError('left out')\n", encoding="utf-8")
    return tmp_path / "modules"


def test_a_missing_ensurepip_names_the_package(project: Project, without_ensurepip: Path) -> None:
    before = listing(project.folder) | {".venv-turn"}
    run = project.run(PYTHONPATH=str(without_ensurepip), PATH="")
    assert (run.code, run.out) == (CANNOT_SET_UP, "")
    assert is_one_sentence(run.err)
    assert "`sudo apt install python3-venv`" in run.err
    assert f"python3.{sys.version_info.minor}-venv" in run.err
    assert listing(project.folder) == before


@pytest.mark.skipif(not shutil.which("uv"), reason="uv is not on the path")
def test_uv_makes_venv_where_ensurepip_is_missing(project: Project, without_ensurepip: Path) -> None:
    wheels = {"UV_NO_INDEX": "1", "UV_FIND_LINKS": project.wheels.as_uri(), "UV_NO_CACHE": "1"}
    run = project.run(PYTHONPATH=str(without_ensurepip), PATH=str(Path(shutil.which("uv")).parent), **wheels)
    assert run.answer == {"prefix": str(project.venv), "arguments": [], "doorstone": "1.0"}


@pytest.mark.whole  # without uv, as all other tests here are, pip makes it the same way
@pytest.mark.skipif(WINDOWS, reason="a script of the shell stands for uv")
def test_where_uv_does_not_know_the_way_pip_makes_venv(project: Project, tmp_path: Path) -> None:
    uv = tmp_path / "bin/uv"
    uv.parent.mkdir()
    uv.write_text(f'#!/bin/sh\nmkdir -p "{project.venv}/half"\necho "$1" >> "{tmp_path}/asked"\nexit 2\n', "utf-8")
    uv.chmod(0o755)
    run = project.run(PATH=f"{uv.parent}{os.pathsep}{NO_UV}")
    assert run.answer["prefix"] == str(project.venv)
    assert (tmp_path / "asked").read_text("utf-8") == "venv\n"
    assert not (project.venv / "half").exists()


# Speed


@pytest.mark.skipif(WINDOWS, reason="Windows cannot replace a process, and starting two takes what it takes")
def test_the_door_adds_at_most_a_tenth_of_a_second(built: Project) -> None:
    commands = {
        "direct": [built.venv / "bin/python", "-c", "from explainery.__main__ import main; main()"],
        "door": [sys.executable, built.folder / "build.py"],
    }
    seconds = {name: [] for name in commands}
    for _ in range(4):
        for name, command in commands.items():
            before = os.times()
            subprocess.run(command, cwd=built.folder, env=built.environment(), capture_output=True, check=False)
            after = os.times()
            # Time of the processor, since other programs may keep the clock running.
            used = after.children_user + after.children_system - before.children_user - before.children_system
            seconds[name].append(used)
    assert min(seconds["door"]) - min(seconds["direct"]) <= 0.1
