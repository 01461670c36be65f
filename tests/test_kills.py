"""Wherever a build ends while it writes, no link of the site leads nowhere, and the next build makes the site new."""

import errno
import json
import os
import random
import shutil
import signal

import pytest
from changing import CHANGED, CHANGING, PICTURES, png
from explainers import files_of, put
from killing import at_step, dead_links, kill, steps_of

from explainery.commands.build import build
from explainery.commands.memory import Memory
from explainery.commands.options import Options
from explainery.model import Output
from explainery.problems import Problems
from explainery.write import PARTLY_WRITTEN, write

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be copied on this system")


@pytest.fixture(scope="module")
def versions(tmp_path_factory):
    """Return the outputs of no site, and of the explainer before and after it changed."""

    def outputs(name, files, picture):
        root = put(tmp_path_factory.mktemp(name), files)
        (root / "content/still.png").write_bytes(picture)
        build(Options(root), memory=Memory(None))
        assert dead_links(root / "site") == []
        return {path: text for path, text in files_of(root / "site").items() if path != ".explainery.json"}

    early = outputs("early", CHANGING, PICTURES["content/still.png"])
    return {"nothing": {}, "early": early, "late": outputs("late", CHANGED, png(5, 5))}


def writes(version, folder):
    """Write a version of the site."""
    return write([Output(*output) for output in version.items()], folder, "site")


FILE = {
    "a.html": b"<p><a href='b.html'>b</a> <a href='gone.html'>gone</a></p>",
    "b.html": b"<p><a href='a.html'>a</a> <a href='gone.html'>gone</a></p>",
    "gone.html": b"<p><a href='a.html'>a</a> <a href='x.csv'>x</a></p>",
    "x.csv": b"x",
}
FOLDER = {
    "a.html/c.html": b"<p><a href='../b.html'>b</a> <a href='e.csv'>e</a> <a href='f.html'>f</a></p>",
    "a.html/e.csv": b"e",
    "x.csv/y.csv": b"y",
    "a.html/f.html": b"<p><a href='c.html'>c</a></p>",
    "b.html": b"<p><a href='a.html/c.html'>c</a> <a href='a.html/e.csv'>e</a> <a href='x.csv/y.csv'>y</a></p>",
}
CHANGES = [  # The second has all that the others have: files that come, change, and go.
    pytest.param("nothing early", marks=pytest.mark.whole),
    "early late",
    pytest.param("late early", marks=pytest.mark.whole),
]


@pytest.fixture(scope="module")
def prepared(versions, tmp_path_factory):
    """Return what gives a site before some change, what is to be, and the steps that this takes."""
    known = {}

    def prepare(change):
        if change not in known:
            old, new = change.split()
            folder = tmp_path_factory.mktemp(change)
            writes(versions[old], folder / "before")
            writes(versions[new], folder / "clean")
            shutil.copytree(folder / "before", folder / "site")
            steps = steps_of(folder / "site", lambda: writes(versions[new], folder / "site"))
            known[change] = folder / "before", versions[new], folder / "clean", steps
        return known[change]

    return prepare


def _some(numbers, many):
    return sorted(random.Random(12).sample(numbers, many))  # noqa: S311 - the same ones each time


def _outputs_of(folder):
    return {path: content for path, content in files_of(folder).items() if "explainery" not in path}


def everything(folder):
    """Return the files and folders in a folder."""
    return {str(one.relative_to(folder)): one.is_file() and one.read_bytes() for one in folder.rglob("*")}


@pytest.mark.parametrize("change", CHANGES)
def test_a_killed_build_leaves_no_link_to_nowhere(prepared, tmp_path, change):
    before, new, clean, steps = prepared(change)
    assert steps > 100
    for number in _some(range(1, steps + 1), 17):
        site = shutil.copytree(before, tmp_path / str(number))
        assert os.WTERMSIG(at_step(site, number, kill, lambda site=site: writes(new, site))) == signal.SIGKILL
        assert dead_links(site) == []
        writes(new, site)
        assert everything(site) == everything(clean)


@pytest.mark.by_day(1)
@pytest.mark.parametrize("to", ["a folder", "a file"])
def test_a_killed_build_that_makes_a_folder_of_a_file_leaves_no_link_to_nowhere(tmp_path, to, whole):
    old, new = (FILE, FOLDER) if to == "a folder" else (FOLDER, FILE)
    writes(old, tmp_path / "before")
    writes(new, tmp_path / "clean")
    shutil.copytree(tmp_path / "before", tmp_path / "site")
    steps = steps_of(tmp_path / "site", lambda: writes(new, tmp_path / "site"))
    for number in range(1, steps + 1, 1 if whole else 3):
        site = shutil.copytree(tmp_path / "before", tmp_path / str(number))
        assert os.WTERMSIG(at_step(site, number, kill, lambda site=site: writes(new, site))) == signal.SIGKILL
        assert dead_links(site) == []
        writes(new, site)
        assert everything(site) == everything(tmp_path / "clean")


@pytest.mark.by_day(3)
@pytest.mark.parametrize("change", CHANGES[1:])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_disk_that_fails_is_a_problem_with_place_and_remedy(prepared, tmp_path, change, code):
    before, new, clean, steps = prepared(change)

    def fail(event):
        if code != errno.ENOSPC or event in ("open", "os.mkdir"):
            raise OSError(code, os.strerror(code))

    def attempt(site, told):
        try:
            writes(new, site)
        except Problems as found:
            (problem,) = found.problems
            told.write_text(json.dumps([problem.title, problem.place.path, problem.hint, found.outcome]))

    told_once = False
    for number in (1, 3, *_some(range(4, steps + 1), 2)):
        site, told = shutil.copytree(before, tmp_path / str(number)), tmp_path / f"{number}.json"
        assert at_step(site, number, fail, lambda site=site, told=told: attempt(site, told)) == 0
        if told.exists():
            told_once = True
            title, place, hint, outcome = json.loads(told.read_text())
            assert title == "CANNOT WRITE"
            assert place.startswith("site")
            assert hint
            is_as_it_was = _outputs_of(site) == _outputs_of(before)
            assert outcome == (None if is_as_it_was else PARTLY_WRITTEN)
        assert dead_links(site) == []
        writes(new, site)
        assert everything(site) == everything(clean)
    assert told_once


def test_a_whole_build_that_is_killed(tmp_path):
    root = put(tmp_path, CHANGING)
    (root / "content/still.png").write_bytes(PICTURES["content/still.png"])
    build(Options(root))
    shutil.rmtree(root / "content")
    put(root, CHANGED)
    (root / "content/still.png").write_bytes(png(5, 5))
    for number in (40, 1, 5):  # of the site, then of the site or of the cache
        ended = at_step(root / ("site" if number == 40 else ""), number, kill, lambda: build(Options(root)))
        assert os.WTERMSIG(ended) == signal.SIGKILL
        assert dead_links(root / "site") == []
    build(Options(root))
    build(Options(root, out=root / "clean"), memory=Memory(None))
    assert everything(root / "site") == everything(root / "clean")


def test_what_a_living_build_writes_stays(tmp_path):
    pages = {"film.html": b"1", "crew/anna.html": b"2"}
    writes(pages, tmp_path)
    living, dead = os.getppid(), 2**22 + 1  # proc(5): the largest number that a process of Linux can have is 2^22
    for number in (living, dead, os.getpid(), 0, "", "x", "9" * 5000 if os.name == "nt" else "9" * 200):
        (tmp_path / f"crew/.explainery-new-{number}").touch()
    writes(pages, tmp_path)
    assert [one.name for one in (tmp_path / "crew").glob(".*")] == [f".explainery-new-{living}"]
    os.utime(tmp_path / f"crew/.explainery-new-{living}", (1_000_000_000, 1_000_000_000))
    writes(pages, tmp_path)
    assert files_of(tmp_path).keys() == {*pages, ".explainery.json"}
