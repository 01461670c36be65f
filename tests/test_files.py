"""What may be read of a folder, beside what `specs/folders.md` says: odd names and files, and what goes meanwhile."""

import os
import shutil
import signal
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from explainers import SMALL, build, files_of, put
from killing import at_step, kill, steps_of
from rights import without_rights

from explainery import read as reading
from explainery.cli import commands
from explainery.commands.adding import put as put_record
from explainery.commands.build import SHIPPED
from explainery.commands.kept import kept_at
from explainery.files import content_of, files_in, replaced
from explainery.linkcheck import Kept, State, Verdict
from explainery.problems import Problems
from explainery.read import read, read_again


@pytest.fixture
def root(tmp_path):
    return put(tmp_path / "small", SMALL)


def stopped(root):
    """Return the problems that end the reading."""
    with pytest.raises(Problems) as found:
        read(root, SHIPPED)
    return found.value.problems


def link(file, target):
    try:
        file.symlink_to(target)
    except OSError as error:
        pytest.skip(f"not on this system: {error}")


@pytest.mark.parametrize("folder", ["templates", "assets", "locale", "starter", "gallery"])
def test_what_ships_has_names_for_every_system(folder):
    problems = []  # builds do not ask again
    assert files_in(SHIPPED / folder, folder, problems)
    assert problems == []


@pytest.mark.parametrize(
    ("name", "title", "shown"),
    [
        (b"\xff.md", "NAME NOT UTF-8", r"\xff.md"),
        (b"two\nlines.png", "BAD FILE NAME", r"two\nlines.png"),
        (b"red\x1b[31m.md", "BAD FILE NAME", r"red\x1b[31m.md"),
        (b"up\\..\\up.txt", "BAD FILE NAME", r"up\..\up.txt"),
        (b"a" * 200 + b".md", "NAME TOO LONG", "content/aaa"),
        ("я".encode() * 99 + b".md", "NAME TOO LONG", "content/яяя"),
    ],
)
def test_a_name_that_cannot_be_one_everywhere_is_a_problem(root, name, title, shown):
    try:
        with open(os.path.join(os.fsencode(root), b"content", name), "wb"):  # noqa: PTH118, PTH123 - bytes are no Path
            pass
    except (OSError, ValueError):
        pytest.skip("no such names on this system")
    result = build(root)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"-- {title} ---")
    assert shown in result.stderr.splitlines()[0]
    assert "\x1b" not in result.stderr


def test_a_name_may_be_as_long_as_all_that_is_made_of_it_can_be_written(root):
    name = "я" * 98 + "b"
    put(root, {f"content/{name}.md": SMALL["content/film.md"].replace("old/film.html", "b" * 250 + ".html")})
    assert build(root).exit_code == 0
    assert f"{name}.csl.json" in files_of(root / "site")


def test_a_path_of_many_folders_is_a_problem(root):
    put(root, {"/".join(["content", *["a" * 90] * 10, "film.md"]): "Hello"})
    (problem,) = stopped(root)
    assert (problem.title, "fewer folders" in problem.hint) == ("NAME TOO LONG", True)


def test_a_folder_with_such_a_name_is_a_problem(root):
    try:
        os.mkdir(os.path.join(os.fsencode(root), b"content", b"\xff"))  # noqa: PTH102, PTH118 - bytes are no Path
    except (OSError, ValueError):
        pytest.skip("no such names on this system")
    (problem,) = stopped(root)
    assert (problem.title, problem.place.path) == ("NAME NOT UTF-8", r"content/\xff")


def test_a_file_that_memory_cannot_hold_is_a_problem(root):
    with (root / "content/film.iso").open("wb") as file:
        file.truncate(2_000_000_000)  # which takes no room on most systems
    (problem,) = stopped(root)
    assert problem.says == "This file cannot be read: it has 2,000,000,000 bytes, and at most 1,000,000,000 are read."


def test_a_film_that_memory_cannot_hold_is_told_with_a_way_to_make_it_smaller(root):
    with (root / "content/film.mp4").open("wb") as file:
        file.truncate(2_000_000_000)
    (problem,) = stopped(root)
    assert (problem.title, problem.place.path) == ("RECORDING TOO LARGE", "content/film.mp4")
    assert problem.says.startswith("This recording has 2,000,000,000 bytes; at most 100,000,000")
    assert "ffmpeg" in problem.hint


def test_a_file_may_have_just_as_many_bytes_as_are_read(root, monkeypatch):
    size = (root / "content/film.md").stat().st_size
    monkeypatch.setattr("explainery.files.LARGEST", size)
    assert len(content_of(str(root / "content/film.md"))) == size
    monkeypatch.setattr("explainery.files.LARGEST", size - 1)
    with pytest.raises(OSError, match=f"at most {size - 1:,} are read"):
        content_of(str(root / "content/film.md"))


def test_a_socket_is_a_problem(root, monkeypatch):
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("no such sockets on this system")
    monkeypatch.chdir(root)  # paths of sockets are short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("content/film.sock")
        (problem,) = stopped(root)
    assert (problem.title, problem.says) == ("NOT A FILE", "This is a socket, and only files can be read.")


def test_hidden_files_and_leftovers_may_be_anything(root):
    for name in (".#film.md", "#film.md#", "film.md~", ".hidden"):
        link(root / "content" / name, "nobody@nowhere.1")
    assert build(root).exit_code == 0


def test_all_that_cannot_be_read_is_told_at_once(root):
    for path in ("content/film.md", "content/stages", "content/facts.yaml"):
        (root / path).chmod(0)
    with without_rights():
        problems = stopped(root)
    assert [(problem.title, problem.place.path) for problem in problems] == [
        ("CANNOT READ", "content/facts.yaml"),
        ("CANNOT READ", "content/film.md"),
        ("CANNOT READ", "content/stages"),
    ]


@pytest.mark.parametrize("path", ["content", "content/stages", "content/film.md", "assets", "templates/own.html"])
def test_what_cannot_be_read_never_leaves_the_site(root, path):
    put(root, {"assets/notes.txt": "Notes\n", "templates/own.html": "Own\n"})
    assert build(root).exit_code == 0
    before = files_of(root / "site")
    (root / path).chmod(0)
    with without_rights():
        result = build(root)
        assert (result.exit_code, result.stdout) == (1, "")
    assert f"-- CANNOT READ {'-' * 3}" in result.stderr
    assert files_of(root / "site") == before


def test_a_file_that_goes_while_it_is_read_is_looked_for_again(root, monkeypatch):
    content_of, went = reading.content_of, []

    def gone(file):
        if file.endswith("film.md") and not went:
            went.append(file)
            raise FileNotFoundError(file)
        return content_of(file)

    monkeypatch.setattr(reading, "content_of", gone)
    assert "content/film.md" in {page.path for page in read(root, SHIPPED).pages}


def test_a_file_that_comes_and_goes_for_ever_is_a_problem(root, monkeypatch):
    def gone(file):
        raise FileNotFoundError(2, "gone", file)

    monkeypatch.setattr(reading, "content_of", gone)
    (problem,) = stopped(root)
    assert (problem.title, problem.place.path) == ("CANNOT READ", "content")


def test_what_is_shipped_may_be_links(root, tmp_path):
    """As installers of packages make them that keep one copy of each file."""
    shipped = tmp_path / "shipped"
    for file in (file for name in ("templates", "assets", "locale") for file in (SHIPPED / name).rglob("*")):
        if file.is_file():
            here = shipped / file.relative_to(SHIPPED)
            here.parent.mkdir(parents=True, exist_ok=True)
            link(here, file)
    assert read(root, shipped) == read(root, SHIPPED)


def test_a_saved_page_is_not_read_through_a_link(root, tmp_path):
    """The preview reads what was saved by itself; a folder may have become a link meanwhile."""
    sources = read(root, SHIPPED)
    saved = root / "content/stages/one.md"
    assert read_again(sources, [saved], root, SHIPPED) == sources
    shutil.move(root / "content/stages", tmp_path / "elsewhere")
    link(root / "content/stages", tmp_path / "elsewhere")
    assert read_again(sources, [saved], root, SHIPPED) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_saved_page_that_became_a_pipe_is_not_waited_for(root):
    sources, saved = read(root, SHIPPED), root / "content/film.md"
    saved.unlink()
    os.mkfifo(saved)
    assert read_again(sources, [saved], root, SHIPPED) is None


def test_the_explainer_itself_may_be_reached_by_a_link(root, tmp_path):
    link(tmp_path / "here", root)
    assert build(Path(tmp_path / "here")).exit_code == 0


@pytest.mark.parametrize("name", ["", "schemas", "schemas/kinds", "explainery.db", "links.json"])
def test_nothing_is_kept_behind_a_link(root, tmp_path, name):
    mine = put(tmp_path / "mine", {"notes.json": "{}", "kinds/notes.json": "{}"})
    place = root / ".cache" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    link(place, mine / "notes.json" if "." in name else mine)
    assert build(root).exit_code == 0
    Kept(kept_at(root, "links.json"), 0.0).save({"https://example.org/": Verdict(State.ALIVE, "it answers", None)})
    assert files_of(mine) == {"notes.json": b"{}", "kinds/notes.json": b"{}"}


def test_the_preview_is_not_built_behind_a_link(root, tmp_path):
    put(tmp_path / "mine", {"notes.txt": "Mine"})
    link(root / ".cache", tmp_path / "mine")
    result = CliRunner().invoke(commands, ["serve", "--root", str(root)])
    assert result.exit_code == 1
    assert result.stderr.startswith("-- CANNOT WRITE ---")
    assert files_of(tmp_path / "mine") == {"notes.txt": b"Mine"}


def test_what_is_replaced_is_not_written_through_a_link(tmp_path):
    """Somebody who guesses the name of what is written first gets no file of the user overwritten."""
    victim, file = tmp_path / "victim", tmp_path / "sources.yaml"
    victim.write_bytes(b"precious")
    link(tmp_path / f".explainery-new-{os.getpid()}", victim)
    replaced(file, b"new")
    assert (victim.read_bytes(), file.read_bytes(), file.is_symlink()) == (b"precious", b"new", False)
    assert {one.name for one in tmp_path.iterdir()} == {"victim", "sources.yaml"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be copied on this system")
def test_a_kill_leaves_the_old_file_or_the_new_one_and_nothing_for_ever(tmp_path):
    file = tmp_path / "sources.yaml"
    file.write_bytes(b"old")
    for number in range(1, 1 + steps_of(tmp_path, lambda: replaced(file, b"new"))):
        file.write_bytes(b"old")
        assert os.WTERMSIG(at_step(tmp_path, number, kill, lambda: replaced(file, b"new"))) == signal.SIGKILL
        assert file.read_bytes() in (b"old", b"new")
    replaced(file, b"new")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"sources.yaml": b"new"}


@pytest.mark.parametrize("added", [b"", b"more"])
def test_a_file_that_was_saved_meanwhile_is_not_written(tmp_path, added):
    file = put(tmp_path, {"content/sources.yaml": "saved meanwhile"}) / "content/sources.yaml"
    with pytest.raises(Problems) as found:
        put_record(tmp_path, "content/sources.yaml", b"as read" + added, b"as read")
    assert [problem.title for problem in found.value.problems] == ["FILE CHANGED"]
    assert file.read_bytes() == b"saved meanwhile"
