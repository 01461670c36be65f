"""The command `publish`, against real git repositories: one to work in, one bare that stands for the host."""

import io
import os
import shutil
import socket
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from explainers import SMALL, files_of, put

from explainery.cli import commands
from explainery.commands import publish as publishing
from explainery.git import Git
from explainery.problems import Problems
from explainery.publishing import Target, Tip, put_on_branch, tip_of

MINE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder, *arguments):
    """Run git in a folder and return what it prints."""
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=os.environ | MINE)
    return done.stdout.strip()


def commit(folder, subject):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", subject)


def publish(root, *options):
    return CliRunner().invoke(commands, ["publish", "--root", str(root), *options])


def on_branch(host, branch="gh-pages"):
    """Return the files of the branch by path."""
    command = ["git", "-C", str(host), "archive", "--format=zip", branch]
    done = subprocess.run(command, capture_output=True, check=True, env=os.environ | MINE)
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def titles(result):
    assert result.exit_code == 1, result.output
    assert result.stderr.endswith("1 problem. Nothing was published.\n")
    return [line.split(" ---")[0].removeprefix("-- ") for line in result.stderr.splitlines() if line.startswith("-- ")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with a host and a clone of it, in which a small explainer is committed and built once."""
    place = tmp_path_factory.mktemp("made")
    git(place, "init", "-q", "--bare", "host.git")
    work = put(place / "work", SMALL | {".gitignore": "/site/\n/.cache/\n"})
    git(work, "init", "-q", "-b", "main")
    git(work, "config", "user.name", "A Writer")
    git(work, "config", "user.email", "writer@example.org")
    git(work, "remote", "add", "origin", "../host.git")
    commit(work, "Begin «Волна»")
    git(work, "push", "-q", "origin", "main")
    assert CliRunner().invoke(commands, ["build", "--root", str(work)]).exit_code == 0
    return place


@pytest.fixture
def work(made, tmp_path, monkeypatch):
    """Return a copy of the clone, which has a host of its own beside it."""
    for name, value in MINE.items():
        monkeypatch.setenv(name, value)
    shutil.copytree(made, tmp_path / "here", symlinks=True)
    return tmp_path / "here/work"


@pytest.fixture
def host(work):
    return work.parent / "host.git"


def test_a_site_becomes_one_commit_that_names_its_source(work, host):
    before = git(work, "status", "--porcelain"), git(work, "for-each-ref", "refs/heads")
    result = publish(work)
    assert result.exit_code == 0, result.stderr
    site = files_of(work / "site")
    del site[".explainery.json"]
    assert on_branch(host) == site
    assert ".nojekyll" in site
    source = git(work, "rev-parse", "HEAD")
    assert git(host, "log", "--format=%s", "gh-pages") == f"Publish {source[:7]}: Begin «Волна»"
    message = git(host, "log", "--format=%B", "gh-pages").splitlines()
    assert message[2:] == [f"Source-commit: {source}", f"Site-tree: {git(host, 'rev-parse', 'gh-pages^{tree}')}"]
    assert result.stdout.startswith("`gh-pages` of `origin` is now at ")
    assert (git(work, "status", "--porcelain"), git(work, "for-each-ref", "refs/heads")) == before


def test_bytes_arrive_as_they_are(work, host):
    git(work, "config", "core.autocrlf", "true")
    put(work, {".gitattributes": "* text=auto\n"})
    commit(work, "Turn line ends round")
    file = work / "site/lines.txt"
    file.write_bytes(b"one\r\ntwo\r\n")
    put_on_branch(Git(work), Target("origin", "gh-pages"), Tip(None), "HEAD", {"lines.txt": file}, dry_run=False)
    assert git(host, "ls-tree", "-r", "-l", "gh-pages").split()[3] == "10"


def test_no_change_is_no_commit(work, host):
    publish(work)
    first = git(host, "rev-parse", "gh-pages")
    put(work, {"notes.txt": "Nothing that is published.\n"})
    commit(work, "Note something")
    result = publish(work)
    assert (result.exit_code, git(host, "rev-parse", "gh-pages")) == (0, first)
    assert result.stdout == "`gh-pages` of `origin` has this site already. Nothing was pushed.\n"


def test_pages_that_are_gone_go_and_history_stays(work, host):
    publish(work)
    first = git(host, "rev-parse", "gh-pages")
    (work / "content/stages/two.md").unlink()
    commit(work, "Delete a stage")
    result = publish(work)
    assert result.exit_code == 0, result.stderr
    assert "stages/two.html" not in on_branch(host)
    assert git(host, "rev-parse", "gh-pages^") == first


def test_a_dry_run_lists_and_pushes_nothing(work, host):
    result = publish(work, "--dry-run")
    assert "A film.html\n" in result.stdout
    assert result.stdout.endswith("removed. Nothing was pushed.\n")
    assert git(host, "for-each-ref", "--format=%(refname)") == "refs/heads/main"
    publish(work)
    first = git(host, "rev-parse", "gh-pages")
    (work / "content/stages/two.md").unlink()
    commit(work, "Delete a stage")
    result = publish(work, "--dry-run")
    assert "D stages/two.html\n" in result.stdout
    assert "M stages/one.html\n" in result.stdout
    assert "film.html" not in result.stdout
    assert git(host, "rev-parse", "gh-pages") == first


def other(host, files, subject="Create CNAME", branch="gh-pages"):
    """Commit files to the branch as somebody else does, and return the commit."""
    clone = host.parent / f"other-{subject[:6]}"
    git(host.parent, "clone", "-q", str(host), str(clone))
    git(clone, "switch", "-q", *([branch] if branch in git(host, "branch") else ["--orphan", branch]))
    git(clone, "config", "user.name", "Somebody Else")
    git(clone, "config", "user.email", "else@example.org")
    put(clone, files)
    commit(clone, subject)
    git(clone, "push", "-q", "origin", branch)
    return git(clone, "rev-parse", "HEAD")


def test_a_domain_that_is_on_the_branch_is_not_lost(work, host):
    publish(work)
    other(host, {"CNAME": "www.example.org\n"})
    assert "Nothing was pushed" in publish(work).stdout
    (work / "content/stages/two.md").unlink()
    commit(work, "Delete a stage")
    assert publish(work).exit_code == 0
    assert on_branch(host)["CNAME"] == b"www.example.org\n"
    settings = (work / "content/site.yaml").read_text(encoding="utf-8")
    put(work, {"content/site.yaml": settings + "cname: film.example.org\n"})
    commit(work, "Name the domain")
    assert publish(work).exit_code == 0
    assert on_branch(host)["CNAME"] == b"film.example.org\n"


@pytest.mark.parametrize("first", [True, False], ids=["before the first publish", "after a publish"])
def test_what_others_put_on_the_branch_is_not_replaced_by_accident(work, host, first):
    if not first:
        publish(work)
    theirs = other(host, {"hello.html": "Hello\n"}, "Say hello")
    result = publish(work)
    assert titles(result) == ["BRANCH OF OTHERS"]
    assert "`hello.html`" in result.stderr
    assert "“Say hello” by Somebody Else" in result.stderr
    assert git(host, "rev-parse", "gh-pages") == theirs
    assert publish(work, "--replace").exit_code == 0
    assert "hello.html" not in on_branch(host)
    assert git(host, "rev-parse", "gh-pages^") == theirs


def test_a_message_like_that_of_a_publish_makes_nothing_ours(work, host):
    publish(work)
    message = git(host, "log", "-1", "--format=%B", "gh-pages")
    theirs = other(host, {"hello.html": "Hello\n"}, f"Squash:\n\n{message}")
    assert titles(publish(work)) == ["BRANCH OF OTHERS"]
    assert git(host, "rev-parse", "gh-pages") == theirs


def while_it_builds(monkeypatch, act):
    """Do something to the work once the site is built."""
    real = publishing.build
    monkeypatch.setattr(publishing, "build", lambda *given: (real(*given), act())[0])


def edit_and_back(work):
    text = (work / "content/film.md").read_text(encoding="utf-8")
    for changed in (text.replace("doctor", "Doctor"), text):
        put(work, {"content/film.md": changed})


@pytest.mark.parametrize(
    ("act", "title"),
    [
        (lambda work: put(work, {"content/film.md": "Hello"}), "NOT COMMITTED"),
        (edit_and_back, "CHANGED MEANWHILE"),
        (lambda work: git(work, "commit", "-q", "--allow-empty", "-m", "Go on"), "CHANGED MEANWHILE"),
    ],
)
def test_what_changes_while_the_site_is_built_is_not_published(work, host, monkeypatch, act, title):
    while_it_builds(monkeypatch, lambda: act(work))
    assert titles(publish(work)) == [title]
    assert git(host, "for-each-ref", "--format=%(refname)") == "refs/heads/main"
    monkeypatch.undo()


def test_what_git_is_told_to_overlook_is_not_published(work, host):
    put(work, {".gitignore": "/site/\n/.cache/\n/content/private.md\n", "content/private.md": "Hello"})
    commit(work, "Ignore a page")
    result = publish(work)
    assert titles(result) == ["NOT COMMITTED"]
    assert "`content/private.md`" in result.stderr
    (work / "content/private.md").unlink()
    git(work, "update-index", "--assume-unchanged", "content/film.md")
    assert "`content/film.md`" in publish(work).stderr
    assert git(host, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


@pytest.fixture
def part(work):
    """Return a folder of the content that is a repository of its own, at a commit that the explainer names."""
    there = put(work.parent / "part", {"part.md": SMALL["content/film.md"].replace("Film", "Part")})
    for words in (("init", "-q", "-b", "main"), ("config", "user.name", "A"), ("config", "user.email", "a@b.org")):
        git(there, *words)
    commit(there, "Begin")
    git(work, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(there), "content/part")
    commit(work, "Take in a part")
    return work / "content/part"


@pytest.mark.parametrize("told", [("-f", ".gitmodules", "submodule.content/part.ignore"), ("diff.ignoreSubmodules",)])
def test_what_changed_in_a_submodule_is_in_no_commit_although_git_is_told_to_overlook_it(work, part, told):
    git(work, "config", *told, "all")
    git(work, "commit", "-q", "-a", "--allow-empty", "-m", "Overlook it")
    put(part, {"part.md": SMALL["content/film.md"]})
    assert titles(publish(work)) == ["NOT COMMITTED"]


def test_what_a_submodule_ignores_is_not_published(work, part):
    put(work, {".git/modules/content/part/info/exclude": "private.md\n"})
    put(part, {"private.md": "Hello"})
    result = publish(work)
    assert titles(result) == ["NOT COMMITTED"]
    assert "`content/part/private.md`" in result.stderr


def hook(folder, name, text):
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8", newline="\n")
    file.chmod(0o755)


def test_a_branch_that_moves_meanwhile_is_left_as_it_is(work, host):
    publish(work)
    (work / "content/stages/two.md").unlink()
    commit(work, "Delete a stage")
    # Git runs this between the moment it looked at the branch and the push itself.
    git(host, "branch", "meanwhile", "gh-pages")
    theirs = other(host, {"CNAME": "www.example.org\n"}, "Come first", "meanwhile")
    hook(work / ".git/hooks", "pre-push", f"git --git-dir='{host}' update-ref refs/heads/gh-pages {theirs}")
    result = publish(work)
    assert titles(result) == ["BRANCH MOVED"]
    assert git(host, "rev-parse", "gh-pages") == theirs
    shutil.rmtree(work / ".git/hooks")
    assert publish(work).exit_code == 0
    assert git(host, "rev-parse", "gh-pages^") == theirs


def test_a_branch_that_moved_during_the_build_is_left_as_it_is(work, host):
    publish(work)
    repository, target = Git(work), Target("origin", "gh-pages")
    tip = tip_of(repository, target, replace=False)
    theirs = other(host, {"CNAME": "www.example.org\n"})
    with pytest.raises(Problems) as found:
        put_on_branch(repository, target, tip, "HEAD", {"a.html": work / "content/film.md"}, dry_run=False)
    assert [problem.title for problem in found.value.problems] == ["BRANCH MOVED"]
    assert git(host, "rev-parse", "gh-pages") == theirs


def test_a_push_that_the_host_refuses_is_explained_in_its_words(work, host):
    hook(host / "hooks", "update", "echo 'This branch is protected' >&2; exit 1")
    result = publish(work)
    assert titles(result) == ["PUSH REFUSED"]
    assert "This branch is protected" in result.stderr
    assert git(host, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def change(work):
    put(work, {"content/film.md": SMALL["content/film.md"] + "\nMore.\n", "a new file.txt": "\n"})


def away(work):
    shutil.rmtree(work.parent / "host.git")


def forget(work):
    git(work, "config", "--unset", "user.email")


BAD = {
    "uncommitted changes": ((), change, "NOT COMMITTED", "`content/film.md` and `a new file.txt`"),
    "no remote": ((), lambda work: git(work, "remote", "remove", "origin"), "NO SUCH REMOTE", "git remote add origin"),
    "another remote": (("--remote", "orign"), None, "NO SUCH REMOTE", "Did you mean `origin`?"),
    "an option as a remote": (("--remote=--upload-pack=x",), None, "NO SUCH REMOTE", "Name one with `--remote`"),
    "a remote that is gone": ((), away, "REMOTE OUT OF REACH", "host.git"),
    "no identity": ((), forget, "NO GIT IDENTITY", "git config user.email"),
    "no branch": ((), lambda work: git(work, "switch", "-q", "--detach"), "ON NO BRANCH", "git switch main"),
    "no commit": ((), lambda work: git(work, "switch", "-q", "--orphan", "new"), "NOTHING COMMITTED", "git commit"),
    "no repository": ((), lambda work: shutil.rmtree(work / ".git"), "NO REPOSITORY", "git init\ngit add -A"),
    "the branch of the sources": (("--branch", "main"), None, "BRANCH OF THE SOURCES", "`gh-pages`"),
    "no name for a branch": (("--branch", "a..b"), None, "NOT A BRANCH", "`gh-pages`"),
    "a branch of git's own name": (("--branch", "HEAD"), None, "NOT A BRANCH", "`gh-pages`"),
    "a branch with its folder": (("--branch", "refs/heads/main"), None, "NOT A BRANCH", "`gh-pages`"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_what_stands_in_the_way_is_a_clear_sentence(work, host, monkeypatch, bad):
    options, spoil, title, words = bad
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(work.parent))
    if spoil:
        spoil(work)
    site = files_of(work / "site")
    result = publish(work, *options)
    assert titles(result) == [title]
    assert words in result.stderr
    assert files_of(work / "site") == site
    if host.exists():
        assert git(host, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_a_branch_with_the_sources_is_never_published_to(work, host):
    git(work, "switch", "-q", "-c", "next")
    assert titles(publish(work, "--branch", "main", "--replace")) == ["BRANCH OF THE SOURCES"]
    git(work, "tag", "next")
    assert titles(publish(work, "--branch", "next", "--replace")) == ["BRANCH OF THE SOURCES"]
    assert git(host, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_what_settings_of_git_say_of_texts_and_patterns_changes_nothing(work, host):
    git(work, "config", "i18n.commitEncoding", "ISO-8859-1")
    git(work, "config", "grep.patternType", "fixed")
    assert publish(work).exit_code == 0
    assert git(host, "log", "-1", "--format=%s", "gh-pages").endswith(": Begin «Волна»")
    put(work, {"content/film.md": SMALL["content/film.md"].replace("flies", "flies high")})
    commit(work, "Say how")
    assert publish(work).exit_code == 0


def test_a_branch_may_give_way_to_one_in_a_folder_of_its_name(work, host):
    for branch in ("site", "site/new"):
        results = [publish(work, "--branch", branch) for _time in "12"]
        assert [result.stderr for result in results] == ["", ""]
        git(host, "branch", "-D", branch)


def test_without_git_it_says_what_to_do(work, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    result = publish(work)
    assert titles(result) == ["NO GIT"]
    assert "https://git-scm.com/" in result.stderr


def test_problems_in_the_content_publish_nothing(work, host):
    put(work, {"content/film.md": SMALL["content/film.md"] + "\n[Nowhere](nowhere.md)\n"})
    commit(work, "Break a link")
    assert len(titles(publish(work))) == 1
    assert git(host, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_an_explainer_in_a_folder_of_a_repository_is_published_from_there(work, host):
    (work / "docs").mkdir()
    git(work, "mv", "content", "templates", "docs")
    (work / ".gitignore").write_text("/site/\n/.cache/\n/.gitignore\n", encoding="utf-8")
    commit(work, "Move")
    for _ in range(2):
        assert publish(work / "docs").exit_code == 0
    assert "film.html" in on_branch(host)
    assert git(host, "rev-list", "--count", "gh-pages") == "1"


def test_a_site_goes_into_a_folder_and_old_pages_leave_it(work, tmp_path):
    target = tmp_path / "elsewhere"
    put(target, {".git/HEAD": "kept\n"})
    assert publish(work, "--to", str(target)).exit_code == 0
    assert "film.html" in files_of(target)
    put(target, {"foreign.txt": "kept\n"})
    (work / "content/stages/two.md").unlink()  # what is not committed may be published here
    result = publish(work, "--to", str(target))
    assert result.exit_code == 0, result.stderr
    assert "stages/two.html" not in files_of(target)
    assert {".git/HEAD", "foreign.txt"} <= files_of(target).keys()


def test_what_is_due_by_the_day_says_so(work, tmp_path):
    page = work / "content/film.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("title:", "check-every: 90 days\ntitle:"), encoding="utf-8"
    )
    for day, said in (("2026-03-01", False), ("2027-03-01", True)):
        assert publish(work, "--to", str(tmp_path / "plain"), "--today", day).exit_code == 0
        assert ("Due for checking since" in (tmp_path / "plain/film.html").read_text(encoding="utf-8")) is said


def test_without_a_day_it_is_that_of_the_machine(work, tmp_path):
    page = work / "content/film.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("title:", "check-every: 1 day\ntitle:"), encoding="utf-8")
    assert publish(work, "--to", str(tmp_path / "plain")).exit_code == 0
    assert "Due for checking since" in (tmp_path / "plain/film.html").read_text(encoding="utf-8")
    page.write_text(text.replace("checked: 2026-01-31", "checked: 9999-12-31"), encoding="utf-8")
    assert titles(publish(work, "--to", str(tmp_path / "plain"))) == ["CHECKED IN THE FUTURE"]


def test_where_nothing_is_due_every_day_gives_the_same_bytes(work, tmp_path):
    made = []
    for day in ("2026-01-31", "2027-03-01"):
        assert publish(work, "--to", str(tmp_path / day), "--today", day).exit_code == 0
        made.append(files_of(tmp_path / day))
    assert made[0].keys() == made[1].keys()
    assert made[0] == made[1]


def test_a_folder_with_other_files_is_not_written_to(work, tmp_path):
    target = put(tmp_path / "photos", {"one.jpg": "1"})
    assert titles(publish(work, "--to", str(target))) == ["FOLDER IN USE"]
    assert files_of(target) == {"one.jpg": b"1"}


def test_a_zip_file_holds_the_whole_site_and_the_same_bytes_each_time(work, tmp_path):
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        target = tmp_path / name / "lesson.zip"
        assert publish(work, "--zip", str(target)).exit_code == 0
        made.append(target.read_bytes())
        shutil.rmtree(work / "site")
    assert made[0] == made[1]
    with zipfile.ZipFile(target) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        archive.extractall(tmp_path / "unpacked")
    assert publish(work, "--to", str(tmp_path / "plain")).exit_code == 0
    plain = files_of(tmp_path / "plain")
    del plain[".explainery.json"]
    assert files_of(tmp_path / "unpacked/lesson") == plain


def test_a_zip_file_to_which_somebody_added_is_not_replaced(work, tmp_path):
    target = tmp_path / "lesson.zip"
    assert publish(work, "--zip", str(target)).exit_code == 0
    assert publish(work, "--zip", str(target)).exit_code == 0
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("my-notes.txt", "mine")
    content = target.read_bytes()
    assert titles(publish(work, "--zip", str(target))) == ["FILE IN THE WAY"]
    assert target.read_bytes() == content


def test_a_zip_file_in_which_somebody_changed_a_page_is_not_replaced(work, tmp_path):
    target = tmp_path / "lesson.zip"
    assert publish(work, "--zip", str(target)).exit_code == 0
    with zipfile.ZipFile(target) as archive:
        comment, held = archive.comment, {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in {**held, "lesson/film.html": b"mine"}.items():
            archive.writestr(name, content)
        archive.comment = comment
    content = target.read_bytes()
    assert titles(publish(work, "--zip", str(target))) == ["FILE IN THE WAY"]
    assert target.read_bytes() == content


def test_a_zip_file_never_becomes_content_and_needs_its_folder(work, tmp_path):
    assert titles(publish(work, "--zip", str(work / "content/lesson.zip"))) == ["OUT INSIDE THE SOURCES"]
    assert titles(publish(work, "--zip", str(tmp_path / "nowhere/lesson.zip"))) == ["CANNOT WRITE"]
    assert not Path(tmp_path, "nowhere").exists()


NO_NAMES = ["...zip", ".zip", "..zip", ".lesson.zip", "con.zip", "LPT1", "nul.tar.zip", "COM¹.zip", "a:b.zip", "a*.zip"]
NO_NAMES += [
    "a?.zip",
    "a|b.zip",
    "<a>.zip",
    'a".zip',
    "a\\b.zip",
    "a.zip.",
    "a.zip ",
    "a .zip",
    "a..zip",
    "a\n.zip",
    "\udcff.zip",
]


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_zip_file_has_a_name_that_is_one_everywhere(made, tmp_path, name):
    before = files_of(tmp_path)
    assert titles(publish(made / "work", "--zip", str(tmp_path / name))) == ["NOT A NAME"]
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("option", ["--zip", "--to"])
@pytest.mark.parametrize("name", ["", "a\0b", "{}/lesson.zip/", "{}/."])
def test_what_says_no_file_is_wrong_usage(made, tmp_path, option, name):
    if option == "--to" and name[:1] == "{":
        pytest.skip("a folder may be named so")
    before = files_of(tmp_path)
    result = publish(made / "work", option, name.format(tmp_path))
    assert (result.exit_code, files_of(tmp_path)) == (2, before)
    assert "Invalid value for" in result.stderr


@pytest.mark.parametrize("name", ["aux", "a:b", "a/con.x/b", "a\nb", "end.", "\udcff"])
def test_a_new_folder_has_a_name_that_is_one_everywhere(made, tmp_path, name):
    before = sorted(tmp_path.iterdir())
    assert titles(publish(made / "work", "--to", str(tmp_path / name))) == ["NOT A NAME"]
    assert sorted(tmp_path.iterdir()) == before


def listening(file):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(file))


THINGS = {
    "a pipe": os.mkfifo if hasattr(os, "mkfifo") else None,
    "a socket": listening if hasattr(socket, "AF_UNIX") else None,
    "a device behind a link": lambda file: file.symlink_to(os.devnull),
    "a link to a file": lambda file: (file.with_name("x").write_text("x"), file.symlink_to("x")),
    "a link to nothing": lambda file: file.symlink_to("nowhere"),
    "a link to itself": lambda file: file.symlink_to(file.name),
}


def identity(file):
    """Return what tells that a file is the same one and was not written; to look at a link changes when it was read."""
    status = file.lstat()
    return status.st_mode, status.st_ino, status.st_size, status.st_mtime_ns


@pytest.mark.skipif(os.name == "nt", reason="Windows has other things, and none of them among files")
@pytest.mark.parametrize("option", ["--zip", "--to", "--out"])
@pytest.mark.parametrize("make", THINGS.values(), ids=THINGS.keys())
def test_what_is_neither_file_nor_folder_is_never_replaced(made, tmp_path, monkeypatch, option, make):
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    target = Path("lesson.zip")
    make(target)
    before = identity(target)
    command = [
        "build" if option == "--out" else "publish",
        "--root",
        str(made / "work"),
        option,
        str(tmp_path / target),
    ]
    result = CliRunner().invoke(commands, command)
    assert result.exit_code in (1, 2)
    assert "OUR FAULT" not in result.stderr
    assert identity(target) == before
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("option", ["--zip", "--to"])
def test_a_device_is_never_replaced(work, monkeypatch, option):
    """None of this machine is tried: it only looks as if the file were one."""
    target = work.parent / "lesson.zip"
    real = Path.lstat

    def lstat(self):
        status = list(real(self) if self.name != target.name else real(work.parent / "host.git/HEAD"))
        if self.name == target.name:
            status[0] = stat.S_IFCHR | 0o666
        return os.stat_result(status)

    target.write_bytes(b"")
    monkeypatch.setattr(Path, "lstat", lstat)
    result = publish(work, option, str(target))
    assert result.exit_code in (1, 2)
    assert option == "--to" or "This is a device" in result.stderr
    assert target.read_bytes() == b""


def test_a_zip_file_that_no_publish_made_is_not_replaced(work, tmp_path):
    target = tmp_path / "holiday.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("beach.jpg", "sand")
    for content in (target.read_bytes(), b"", b"short", b"x" * 100):
        target.write_bytes(content)
        assert titles(publish(work, "--zip", str(target))) == ["FILE IN THE WAY"]
        assert target.read_bytes() == content
    target.unlink()
    for _ in range(2):
        assert publish(work, "--zip", str(target)).exit_code == 0
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert {name.split("/")[0] for name in archive.namelist()} == {"holiday"}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["here", "holiday.zip"]


def test_a_link_in_the_place_of_what_is_not_finished_leads_nobody_elsewhere(work, tmp_path):
    (tmp_path / "letter").write_text("Dear", encoding="utf-8")
    link = tmp_path / f".explainery-new-{os.getpid()}"
    link.symlink_to("letter")
    assert publish(work, "--zip", str(tmp_path / "lesson.zip")).exit_code == 0
    assert (tmp_path / "letter").read_text(encoding="utf-8") == "Dear"


@pytest.mark.parametrize("listed", ["", "{}", '{"files": []}', "made by explainery"])
def test_a_list_that_no_build_wrote_makes_no_folder_ours(made, tmp_path, listed):
    target = put(tmp_path / "photos", {"one.jpg": "1", ".explainery.json": listed})
    assert titles(publish(made / "work", "--to", str(target))) == ["FOLDER IN USE"]
    assert files_of(target).keys() == {"one.jpg", ".explainery.json"}


@pytest.mark.parametrize("folder", ["content", "content/new", "templates", "assets/x", ".", ".."])
def test_a_site_is_not_published_into_its_sources_nor_around_them(made, folder):
    assert titles(publish(made / "work", "--to", str(made / "work" / folder))) == ["OUT INSIDE THE SOURCES"]


@pytest.mark.parametrize("options", [("--to", "a", "--zip", "b.zip"), ("--to", "a", "--dry-run")])
def test_ways_that_exclude_each_other_are_wrong_usage(work, options):
    assert publish(work, *options).exit_code == 2


def test_the_settings_name_the_domain_in_every_build(work):
    settings = (work / "content/site.yaml").read_text(encoding="utf-8")
    put(work, {"content/site.yaml": settings + "cname: www.example.org\n"})
    assert CliRunner().invoke(commands, ["build", "--root", str(work)]).exit_code == 0
    site = files_of(work / "site")
    assert site["CNAME"] == b"www.example.org\n"
    assert b'<link rel="canonical" href="https://www.example.org/film.html">' in site["film.html"]


@pytest.mark.parametrize(
    "host", ["https://example.org", "example.org/film", "Example.org", "example", "-a.org", "1.2.3.4"]
)
def test_what_is_no_domain_is_a_problem_with_its_place(work, host):
    settings = (work / "content/site.yaml").read_text(encoding="utf-8")
    put(work, {"content/site.yaml": settings + f"cname: {host}\n"})
    result = CliRunner().invoke(commands, ["build", "--root", str(work)])
    assert result.exit_code == 1
    assert f" 6 | cname: {host}\n" in result.stderr
    assert "as in `www.example.org`" in result.stderr


@pytest.mark.parametrize(
    ("repository", "edit"),
    [
        ("https://github.com/a/b", "https://github.com/a/b/edit/main/content/film.md"),
        ("https://github.com/a/b/", "https://github.com/a/b/edit/main/content/film.md"),
        ("https://github.com/a/b/tree/my/trunk", "https://github.com/a/b/edit/my/trunk/content/film.md"),
        ("https://github.com/a/b/tree/main/en", "https://github.com/a/b/edit/main/en/content/film.md"),
    ],
)
def test_each_page_can_be_edited_on_the_branch_that_is_named(work, repository, edit):
    result = CliRunner().invoke(commands, ["build", "--root", str(work), "--repository", repository])
    assert result.exit_code == 0, result.stderr
    files = files_of(work / "site")
    assert edit in files["film.html"].decode()
    assert "Edit this page" not in files["search.html"].decode()  # no file stands behind it


@pytest.mark.parametrize("option", ["--url", "--repository"])
def test_a_key_in_an_address_is_neither_published_nor_printed(work, option):
    result = CliRunner().invoke(commands, ["build", "--root", str(work), option, "https://key@example.org/a"])
    assert result.exit_code == 2
    assert "everybody would read it" in " ".join(result.output.split())
    assert "key@" not in result.output
