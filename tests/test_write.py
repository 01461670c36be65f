"""The folder of the finished site: never half-written, and nobody else's files are touched."""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from explainers import SMALL, build, files_of, put
from rights import without_rights

from explainery.model import Output
from explainery.problems import Problems
from explainery.write import made, write


def outputs(files: dict[str, str]) -> list[Output]:
    return [Output(path, text.encode()) for path, text in files.items()]


def list_files(folder, *paths):
    """Write the list of a folder, with what its files hold at this moment."""
    held = {path: hashlib.sha256((folder / path).read_bytes()).hexdigest()[:32] for path in paths}
    (folder / ".explainery.json").write_text(json.dumps({"files": held}), encoding="utf-8")


def problems(files, folder):
    """Write files, and return the problems: title and place."""
    with pytest.raises(Problems) as raised:
        write(outputs(files), folder, "site")
    return [(problem.title, problem.place.path) for problem in raised.value.problems]


def test_pages_that_are_gone_are_removed_with_their_empty_folders(tmp_path):
    write(outputs({"a/b/c.html": "1", "d.html": "2"}), tmp_path, "site")
    result = write(outputs({"d.html": "2"}), tmp_path, "site")
    assert (result.changed, result.unchanged, result.removed) == ((), 1, ("a/b/c.html",))
    assert not (tmp_path / "a").exists()


def test_files_of_other_people_stay(tmp_path):
    (tmp_path / "CNAME").write_text("example.org")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/own.txt").write_text("mine")
    write(outputs({"a/page.html": "1"}), tmp_path, "site")
    write(outputs({"b.html": "1"}), tmp_path, "site")
    assert (tmp_path / "CNAME").read_text() == "example.org"
    assert (tmp_path / "a/own.txt").read_text() == "mine"
    assert not (tmp_path / "a/page.html").exists()


def test_a_file_in_the_way_is_not_replaced(tmp_path):
    (tmp_path / "index.html").write_text("somebody's own page")
    with pytest.raises(Problems) as raised:
        write(outputs({"index.html": "1", "b.html": "2"}), tmp_path, "site")
    assert [problem.title for problem in raised.value.problems] == ["FILE IN THE WAY"]
    assert files_of(tmp_path) == {"index.html": b"somebody's own page"}


def test_nothing_is_written_through_a_link_out_of_the_folder(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    site = tmp_path / "site"
    site.mkdir()
    try:
        (site / "crew").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    with pytest.raises(Problems):
        write(outputs({"crew/page.html": "1"}), site, "site")
    assert not list(outside.iterdir())


def test_nothing_is_deleted_through_a_link_out_of_the_folder(tmp_path):
    outside, site = tmp_path / "outside", tmp_path / "site"
    write(outputs({"crew/page.html": "1"}), site, "site")
    (site / "crew").rename(outside)
    try:
        (site / "crew").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    with pytest.raises(Problems):
        write(outputs({"other.html": "1"}), site, "site")
    assert (outside / "page.html").read_text() == "1"


def test_no_empty_folder_and_no_leftover_is_deleted_through_a_link(tmp_path):
    outside, site = tmp_path / "outside", tmp_path / "site"
    (outside / "a/b").mkdir(parents=True)
    leftover = outside / ".explainery-new-0"
    leftover.touch()
    site.mkdir()
    try:
        (site / "crew").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    held = {"crew/a/b/page.html": "0", "crew/page.html": "0"}
    (site / ".explainery.json").write_text(json.dumps({"files": held}), encoding="utf-8")
    write(outputs({"other.html": "1"}), site, "site")
    assert (outside / "a/b").is_dir()
    assert leftover.exists()


def test_a_list_that_names_files_outside_removes_none(tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    site = tmp_path / "site"
    write(outputs({"a.html": "1"}), site, "site")
    list_files(site, "../victim.txt", victim.as_posix(), "a.html")
    write(outputs({"b.html": "1"}), site, "site")
    assert victim.read_text() == "precious"


def test_a_list_does_not_make_a_file_ours_that_holds_something_else(tmp_path):
    write(outputs({"a.html": "1", "b.html": "2"}), tmp_path, "site")
    put(tmp_path, {"mine.txt": "mine"})
    text = (tmp_path / ".explainery.json").read_text(encoding="utf-8")
    forged = text.replace('"files": {', '"files": {"mine.txt": "0123456789abcdef0123456789abcdef",')
    (tmp_path / ".explainery.json").write_text(forged, encoding="utf-8")
    before = files_of(tmp_path)
    assert problems({"b.html": "3"}, tmp_path) == [("FILE IN THE WAY", "site/mine.txt")]
    assert files_of(tmp_path) == before
    (tmp_path / "mine.txt").unlink()  # as the remedy says
    assert write(outputs({"b.html": "3"}), tmp_path, "site").removed == ("a.html",)


@pytest.mark.parametrize("edited", ["a.html", "b.html"])
def test_an_output_that_somebody_edited_is_made_again_but_not_deleted(tmp_path, edited):
    write(outputs({"a.html": "1", "b.html": "2"}), tmp_path, "site")
    (tmp_path / edited).write_text("edited")
    if edited == "a.html":
        assert problems({"b.html": "2"}, tmp_path) == [("FILE IN THE WAY", "site/a.html")]
        assert (tmp_path / "a.html").read_text() == "edited"
    write(outputs({"a.html": "1", "b.html": "2"}), tmp_path, "site")
    assert (tmp_path / edited).read_text() != "edited"
    assert write(outputs({}), tmp_path, "site").removed == ("a.html", "b.html")


def test_a_list_of_an_earlier_version_deletes_nothing(tmp_path):
    write(outputs({"a.html": "1", "b.html": "2"}), tmp_path, "site")
    (tmp_path / ".explainery.json").write_text('{"made by": "explainery", "files": ["a.html", "b.html"]}')
    assert problems({"b.html": "2"}, tmp_path) == [("SITE OF AN EARLIER VERSION", "site")]
    write(outputs({"a.html": "3", "b.html": "2"}), tmp_path, "site")
    assert write(outputs({"b.html": "2"}), tmp_path, "site").removed == ("a.html",)


def test_what_a_page_held_while_others_were_written_is_ours(tmp_path, monkeypatch):
    """A build that is stopped while a page is an interim one, and another that has the page no more."""
    write(outputs({"index.html": "1"}), tmp_path, "site")
    replace = type(tmp_path).replace

    def stopped(self, to):
        if to.name == "index.html":
            raise KeyboardInterrupt
        return replace(self, to)

    linked = {"index.html": "2", "new.html": "<a href='other.html'>o</a>", "other.html": "<a href='new.html'>n</a>"}
    monkeypatch.setattr(type(tmp_path), "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(outputs(linked), tmp_path, "site")
    assert {path: (tmp_path / path).read_text() for path in linked} != linked
    monkeypatch.undo()
    assert set(write(outputs({"index.html": "1"}), tmp_path, "site").removed) == {"new.html", "other.html"}


@pytest.mark.parametrize(
    "listed",
    [
        '{"files": ["./film.html"]}',
        '{"files": ["crew/../film.html", "crew//../film.html", "film.html/", "film.html/.", "/film.html"]}',
        '{"files": ["crew\\\\..\\\\film.html", "film.html\\u0000", "\\ud800", "", ".", "..", "\\n"]}',
        '{"files": [".explainery.json", ".git/HEAD", "crew/.htaccess", ".htaccess"]}',
        '{"files": "film.html"}',
        '{"files": {"film.html": 1, "crew/anna.html": null, "./film.html": "0"}}',
        '{"files": {"film.html": "0", "crew/anna.html": ""}}\n["x", "1"]\n["film.html"]\n["film.html", {}]\n[[], 1]\n[',
        '{"files": [null, 7, ["film.html"]]}',
        '["film.html"]',
        json.dumps({"files": {"a" * 5000: "0", "я" * 128: "0", "a/" * 2500 + "b": "0"}}),
        "[" * 100_000,
        "9" * 5_000,
        "\ufffe",
    ],
)
def test_a_list_is_trusted_as_far_as_a_build_may_have_written_it(tmp_path, listed):
    theirs = {".git/HEAD": "ref", "crew/.htaccess": "deny", ".htaccess": "deny"}
    pages = {"film.html": "1", "crew/anna.html": "2"}
    write(outputs(pages), tmp_path, "site")
    for path, text in theirs.items():
        put(tmp_path, {path: text})
    (tmp_path / ".explainery.json").write_text(listed, encoding="utf-8")
    assert write(outputs(pages), tmp_path, "site").removed == ()
    left = {path: content.decode() for path, content in files_of(tmp_path).items() if path != ".explainery.json"}
    assert left == theirs | pages
    assert made(tmp_path).keys() == pages.keys()


def test_a_page_listed_under_another_name_stays(tmp_path):
    """As where upper and lower case are the same: here two names of a folder lead to one file."""
    write(outputs({"crew/anna.html": "1", "film.html": "2"}), tmp_path, "site")
    try:
        (tmp_path / "Crew").symlink_to("crew")
    except OSError:
        pytest.skip("no symbolic links here")
    list_files(tmp_path, "Crew/anna.html", "film.html")
    result = write(outputs({"crew/anna.html": "new", "film.html": "2"}), tmp_path, "site")
    assert (result.changed, result.removed) == (("crew/anna.html",), ())
    assert (tmp_path / "crew/anna.html").read_text() == "new"
    assert made(tmp_path).keys() == {"crew/anna.html", "film.html"}


FILE = {"a.html": "<a href='b.html'>b</a>", "b.html": "<a href='a.html'>a</a>"}
FOLDER = {"a.html/c.html": "<a href='../b.html'>b</a>", "a.html/d/e.css": "", "b.html": "<a href='a.html/c.html'>c</a>"}


@pytest.mark.parametrize(("before", "after"), [(FILE, FOLDER), (FOLDER, FILE)])
def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path, before, after):
    write(outputs(before), tmp_path, "site")
    result = write(outputs(after), tmp_path, "site")
    assert set(result.removed) == before.keys() - after.keys()
    assert set(result.changed) == after.keys()
    clean = tmp_path / "clean"
    write(outputs(after), clean, "site")
    assert {path: text for path, text in files_of(tmp_path).items() if not path.startswith("clean")} == files_of(clean)
    assert {one.name for one in tmp_path.iterdir()} == {one.name for one in clean.iterdir()} | {"clean"}


def test_a_file_of_others_where_a_folder_is_needed_is_a_problem_before_anything_is_written(tmp_path):
    put(tmp_path, {"a.html": "mine"})
    assert problems(FOLDER, tmp_path) == [("FILE IN THE WAY", "site/a.html")]
    assert files_of(tmp_path) == {"a.html": b"mine"}


def test_a_folder_with_a_file_of_others_becomes_no_file(tmp_path):
    write(outputs(FOLDER), tmp_path, "site")
    put(tmp_path, {"a.html/mine.txt": "mine"})
    before = files_of(tmp_path)
    assert problems(FILE, tmp_path) == [("FILE IN THE WAY", "site/a.html")]
    assert files_of(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_in_the_way_is_neither_read_nor_replaced(tmp_path):
    write(outputs({"film.html": "1"}), tmp_path, "site")
    (tmp_path / "film.html").unlink()
    os.mkfifo(tmp_path / "film.html")
    with pytest.raises(Problems) as raised:
        write(outputs({"film.html": "1"}), tmp_path, "site")
    assert [problem.title for problem in raised.value.problems] == ["FILE IN THE WAY"]
    assert (tmp_path / "film.html").is_fifo()
    write(outputs({"other.html": "1"}), tmp_path, "site")
    assert (tmp_path / "film.html").is_fifo()


def _socket(file):
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(file.parent)  # the whole name may be too long for one
        one.bind(file.name)
        os.chdir(here)


ODD = {
    "a socket": _socket,
    "a pipe": getattr(os, "mkfifo", None),
    "a link to itself": lambda file: file.symlink_to(file.name),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
@pytest.mark.parametrize("name", ["a.html", "b"])
def test_what_is_neither_file_nor_folder_is_named_before_anything_is_written(tmp_path, make, name):
    make(tmp_path / name)
    assert problems({"a.html": "1", "b/c.html": "1", "d.html": "1"}, tmp_path) == [("FILE IN THE WAY", f"site/{name}")]
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
def test_a_folder_that_the_site_has_no_more_may_have_become_anything(tmp_path, make):
    write(outputs({"a.html": "1", "b/c.html": "1"}), tmp_path, "site")
    shutil.rmtree(tmp_path / "b")
    make(tmp_path / "b")
    write(outputs({"a.html": "2"}), tmp_path, "site")
    assert (tmp_path / "a.html").read_text() == "2"
    assert os.path.lexists(tmp_path / "b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.parametrize("make", ODD.values(), ids=ODD)
def test_what_is_no_file_in_the_place_of_the_list_is_no_list(tmp_path, make):
    make(tmp_path / ".explainery.json")
    write(outputs({"film.html": "1"}), tmp_path, "site")
    assert made(tmp_path).keys() == {"film.html"}


def test_a_folder_in_the_place_of_the_list_is_named(tmp_path):
    write(outputs({"film.html": "1"}), tmp_path, "site")
    (tmp_path / ".explainery.json").unlink()
    (tmp_path / ".explainery.json").mkdir()
    assert problems({"film.html": "2"}, tmp_path) == [("FILE IN THE WAY", "site/.explainery.json")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_in_the_place_of_the_list_is_not_waited_for(tmp_path):
    write(outputs({"film.html": "1"}), tmp_path, "site")
    (tmp_path / ".explainery.json").unlink()
    os.mkfifo(tmp_path / ".explainery.json")
    write(outputs({"film.html": "1"}), tmp_path, "site")
    assert made(tmp_path).keys() == {"film.html"}


def test_a_list_that_cannot_be_read_is_no_empty_list(tmp_path):
    write(outputs({"film.html": "1"}), tmp_path, "site")
    (tmp_path / ".explainery.json").chmod(0)
    with without_rights(), pytest.raises(Problems) as raised:
        write(outputs({"film.html": "2"}), tmp_path, "site")
    assert [problem.title for problem in raised.value.problems] == ["CANNOT WRITE"]
    assert (tmp_path / "film.html").read_text() == "1"


def test_two_outputs_never_claim_one_file(tmp_path):
    with pytest.raises(Problems) as raised:
        write(outputs({"Crew.html": "1", "crew.html": "2"}), tmp_path, "site")
    assert raised.value.problems[0].title == "ONE ADDRESS, TWO FILES"
    assert files_of(tmp_path) == {}


def test_new_files_come_first_changed_pages_next_removals_last(tmp_path, monkeypatch):
    write(outputs({"index.html": "old", "gone.html": "old", "a.1.css": "old"}), tmp_path, "site")
    steps = []
    replace, remove = type(tmp_path).replace, type(tmp_path).unlink
    monkeypatch.setattr(type(tmp_path), "replace", lambda self, to: (steps.append(to.name), replace(self, to))[1])
    monkeypatch.setattr(
        type(tmp_path),
        "unlink",
        lambda self, missing_ok=False: (
            None if "-new" in self.name else steps.append(f"-{self.name}"),
            remove(self, missing_ok=missing_ok),
        )[1],
    )
    write(outputs({"index.html": "new", "fresh.html": "new", "a.2.css": "new"}), tmp_path, "site")
    mine = [step for step in steps if not step.startswith((".", "-."))]
    assert mine == ["a.2.css", "fresh.html", "index.html", "-gone.html", "-a.1.css"]


@pytest.mark.skipif(os.name == "nt", reason="a process cannot be stopped in this way")
def test_a_killed_build_leaves_every_page_whole(tmp_path):
    """Kill a build at many moments of its writing; each page is the old one or the new one, never a part."""
    old = {f"page-{number}.html": "old" * 5000 for number in range(60)}
    new = {f"page-{number}.html": "new" * 5000 for number in range(60)}
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from explainery.model import Output
        from explainery.write import made, write
        folder, word = Path(sys.argv[1]), sys.argv[2]
        print("begin", flush=True)
        write([Output(f"page-{number}.html", (word * 5000).encode()) for number in range(60)], folder, "site")
    """)
    for moment in range(0, 12, 4):
        site = tmp_path / str(moment)
        write(outputs(old), site, "site")
        command = [sys.executable, "-c", script, str(site), "new"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(moment * 0.0015)
            process.send_signal(signal.SIGKILL)
        pages = {path: content.decode() for path, content in files_of(site).items() if path.endswith(".html")}
        assert pages.keys() == old.keys()
        assert all(content in (old[path], new[path]) for path, content in pages.items())
        write(outputs(new), site, "site")
        assert {path: content.decode() for path, content in files_of(site).items() if path in new} == new
        assert not [path for path in files_of(site) if "explainery-new" in path]


def test_a_site_that_cannot_be_written_is_a_problem(tmp_path):
    root = put(tmp_path, SMALL)
    (root / "site").write_text("a file where the folder should be")
    result = build(root)
    assert result.exit_code == 1
    assert "CANNOT WRITE" in result.stderr
    assert (root / "site").read_text() == "a file where the folder should be"
