"""Git in repositories that are broken, hostile or of somebody else, and in the environment of another one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from explainers import SMALL, build, put

from explainery.cli import commands
from explainery.commands.history import as_text, history
from explainery.git import Git, Ran
from explainery.past import head_of, history_of
from explainery.problems import Problems
from explainery.publishing import source_commit

MINE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
WHO = ("-c", "user.name=W", "-c", "user.email=w@example.org")
WITH_SHELL = pytest.mark.skipif(os.name == "nt", reason="the programs are scripts of a shell")


def git(folder, *arguments):
    command = ["git", "-C", str(folder), *WHO, "-c", "core.hooksPath=/dev/null", *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()


def commit(folder, subject):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty-message", "-m", subject)


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Return an explainer that is a repository with two commits."""
    for name, value in MINE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = put(tmp_path / "site", SMALL | {".gitignore": "/site/\n/.cache/\n"})
    git(root, "init", "-q", "-b", "main")
    commit(root, "Begin")
    put(root, {"content/film.md": SMALL["content/film.md"].replace("flies", "flew")})
    commit(root, "Say flew")
    return root


def past(root):
    """Return how many changes are known of each page; None where nothing is known."""
    found = history_of(root, head_of(root), {})
    return found and {path: len(changes) for path, changes in found.changes.items()}


def problem_of(root):
    with pytest.raises(Problems) as found:
        past(root)
    (problem,) = found.value.problems
    return problem


# Of another repository ------------------------------------------------------------------------------------------------


@pytest.fixture
def in_a_hook(root, tmp_path, monkeypatch):
    """Set what git sets for the hooks of another repository, and what its callers may have set for that one."""
    other = root.parent / "other"
    git(tmp_path, "init", "-q", str(other))
    found = {
        "GIT_DIR": other / ".git",
        "GIT_WORK_TREE": other,
        "GIT_INDEX_FILE": ".git/index.lock",
        "GIT_PREFIX": "content/",
        "GIT_OBJECT_DIRECTORY": other / ".git/objects",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": other,
        "GIT_QUARANTINE_PATH": other / ".git/objects",
        "GIT_COMMON_DIR": other / ".git",
        "GIT_NAMESPACE": "other",
        "GIT_CONFIG": other / ".git/config",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.bare",
        "GIT_CONFIG_VALUE_0": "true",
        "GIT_CONFIG_PARAMETERS": "'core.worktree'='/nowhere'",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_SHALLOW_FILE": other / "none",
        "GIT_TRACE": "1",
    }
    for name, value in found.items():
        monkeypatch.setenv(name, str(value))


@pytest.mark.usefixtures("in_a_hook")
def test_a_hook_of_another_repository_changes_nothing(root):
    assert past(root)["film.md"] == 2
    assert build(root).exit_code == 0
    assert 'class="history"' in (root / "site/film.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("in_a_hook")
def test_a_site_is_published_from_a_hook_of_another_repository(root, tmp_path, monkeypatch):
    with monkeypatch.context() as outside:
        for name in [name for name in os.environ if name.startswith("GIT_") and name not in MINE]:
            outside.delenv(name)
        git(tmp_path, "init", "-q", "--bare", "host.git")
        git(root, "remote", "add", "origin", "../host.git")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A Writer")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "writer@example.org")
    result = CliRunner().invoke(commands, ["publish", "--root", str(root)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert Git(tmp_path / "host.git").ask("log", "--format=%an", "gh-pages") == "A Writer"


# Of another user ------------------------------------------------------------------------------------------------------


@WITH_SHELL
def test_a_repository_of_another_user_is_named_with_what_allows_it(root, tmp_path, monkeypatch):
    real = shutil.which("git")
    put(tmp_path / "bin", {"git": f"#!/bin/sh\nexport GIT_TEST_ASSUME_DIFFERENT_OWNER=1\nexec '{real}' \"$@\"\n"})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    allowed = f"git config --global --add safe.directory {root.resolve()}"
    for command in (["build"], ["publish"], ["check"], ["check", "--history", "days"]):
        result = CliRunner().invoke(commands, [*command, "--root", str(root)])
        assert result.exit_code == 1
        assert "-- REPOSITORY OF ANOTHER USER ---" in result.stderr
        assert allowed in result.stderr.splitlines()
    assert not (root / "site").exists()


# Broken ---------------------------------------------------------------------------------------------------------------


def lost(root, what):
    name = git(root, "rev-parse", what)
    return root / ".git/objects" / name[:2] / name[2:]


def emptied(file):
    file.chmod(0o644)
    file.write_bytes(b"")


BROKEN = {
    "the newest commit is gone": lambda root: lost(root, "HEAD").unlink(),
    "the newest commit is empty": lambda root: emptied(lost(root, "HEAD")),
    "an older commit is gone": lambda root: lost(root, "HEAD~1").unlink(),
    "a folder of an older commit is gone": lambda root: lost(root, "HEAD~1:content").unlink(),
    "the branch is empty": lambda root: put(root, {".git/refs/heads/main": ""}),
    "the branch is nonsense": lambda root: put(root, {".git/refs/heads/main": "nonsense\n"}),
    "the settings are cut off": lambda root: put(root, {".git/config": "[core"}),
    "the form is of a later git": lambda root: git(root, "config", "core.repositoryformatversion", "99"),
    "the work tree is of no repository": lambda root: (
        shutil.rmtree(root / ".git"),
        put(root, {".git": "gitdir: ../nowhere\n"}),
    ),
    "the file that names the repository is empty": lambda root: (
        shutil.rmtree(root / ".git"),
        put(root, {".git": ""}),
    ),
}


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_repository_is_a_problem_in_the_words_of_git(root, spoil):
    spoil(root)
    problem = problem_of(root)
    assert problem.title == "REPOSITORY NOT READABLE"
    assert problem.says.startswith("Git cannot read the repository, ")
    assert "it gave no reason" not in problem.says


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["HEAD", "config"])
def test_a_repository_that_lets_git_wait_for_ever_is_a_problem(root, monkeypatch, name):
    (root / ".git" / name).unlink()
    os.mkfifo(root / ".git" / name)
    monkeypatch.setattr("explainery.git.PATIENCE", 0.1)
    problem = problem_of(root)
    assert (problem.title, "`git rev-parse` has no answer" in problem.says) == ("GIT DOES NOT ANSWER", True)


def test_an_old_text_that_is_gone_is_a_problem_only_where_it_is_asked_for(root):
    corrections = (
        "- id: one\n  date: 2026-05-20\n  page: film.md\n  old: A doctor flies.\n"
        "  new: A doctor flew.\n  why: A reader told us.\n"
    )
    put(root, {"content/corrections.yaml": corrections})
    lost(root, "HEAD~1:content/film.md").unlink()
    assert past(root)["film.md"] == 2
    result = build(root)
    assert "-- GIT FAILED ---" in result.stderr
    assert "NEVER WRITTEN" not in result.stderr


TEXTS = ("", "\n", "One line\n", "no end", "Ärger\r\nblob 3\n", "one.md missing\n")


def test_several_texts_are_read_at_once_as_they_were_committed(root):
    asked = Git(root)
    names = {asked.ask("hash-object", "-w", "--stdin", given=[text]): text for text in TEXTS}
    assert asked.texts([*names, *names]) == names
    assert asked.texts([]) == {}


@pytest.mark.parametrize("where", [0, 1, 2])
def test_a_text_that_is_missing_among_others_is_a_problem(root, where):
    asked = Git(root)
    names = [asked.ask("hash-object", "-w", "--stdin", given=[text]) for text in TEXTS[:2]]
    names.insert(where, "1" * 40)
    with pytest.raises(Problems) as found:
        asked.texts(names)
    assert found.value.problems[0].says == f"`git cat-file` failed: {'1' * 40} is missing."


def worktree(root):
    git(root, "worktree", "add", "-q", "-b", "other", "../other")
    return root.parent / "other"


def submodule(root):
    git(root.parent, "init", "-q", "around")
    around = root.parent / "around"
    git(around, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", root.as_uri(), "site")
    return around / "site"


def detached(root):
    git(root, "switch", "-q", "--detach")
    return root


def apart(root):
    """Return a copy whose `.git` names a repository elsewhere, which is told of it."""
    git(root, "clone", "-q", "--separate-git-dir", str(root.parent / "store"), ".", "../apart")
    git(root.parent / "apart", "config", "core.worktree", str(root.parent / "apart"))
    return root.parent / "apart"


@pytest.mark.parametrize("as_link", [False, True])
def test_a_repository_that_does_not_know_the_folder_is_not_followed(root, tmp_path, as_link):
    other = put(tmp_path / "other", SMALL)
    if as_link:
        (other / ".git").symlink_to(root / ".git")
    else:
        (other / ".git").write_text(f"gitdir: {root / '.git'}\n")
    problem = problem_of(other)
    assert problem.title == "REPOSITORY ELSEWHERE"
    assert "REPOSITORY ELSEWHERE" in build(other).stderr
    assert problem.hint.endswith(f"git -C {root.as_posix()} worktree add FOLDER")  # which takes nothing from the first


def moved(folder):
    return folder.rename(folder.with_name("moved"))


def copied(folder):
    return Path(shutil.copytree(folder, folder.with_name("copied")))


@pytest.mark.parametrize(
    ("made", "tells"),
    [
        (lambda root: moved(worktree(root)), "git -C {} worktree repair"),
        (lambda root: moved(apart(root)), "git -C {0} config core.worktree {0}"),
    ],
    ids=["worktree", "apart"],
)
def test_a_repository_is_told_where_its_folder_went(root, made, tells):
    folder = made(root)
    command = problem_of(folder).hint.rpartition("\n")[2]
    assert command == tells.format(folder.as_posix())
    subprocess.run(command.split(), check=True, capture_output=True)
    assert past(folder)["film.md"] == 2
    assert past(root)["film.md"] == 2


@pytest.mark.parametrize("made", [worktree, apart])
def test_a_copy_takes_no_repository_from_the_folder_that_was_copied(root, made):
    assert "worktree add" in problem_of(copied(made(root))).hint


@pytest.mark.parametrize("made", [worktree, submodule, detached, apart])
def test_a_repository_of_another_make_has_its_past(root, made):
    assert past(made(root))["film.md"] == 2


def test_a_folder_inside_a_bare_repository_can_be_built(root):
    git(root.parent, "clone", "-q", "--bare", root.as_uri(), "bare")
    assert build(put(root.parent / "bare/site", SMALL)).exit_code == 0


@WITH_SHELL
def test_a_stand_in_for_git_where_none_is_installed_is_no_git(root, tmp_path, monkeypatch):
    put(tmp_path / "bin", {"git": "#!/bin/sh\necho 'xcrun: error: invalid active developer path' >&2\nexit 1\n"})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert past(root) is None


def odd(root, author, subject=b"Say more"):
    """Commit as no program should; `author` is the whole line."""
    git(root, "add", "-A")
    tree, before = git(root, "write-tree"), git(root, "rev-parse", "HEAD")
    committer = b"committer W <w@example.org> 1770000000 +0000\n"
    text = b"tree %b\nparent %b\n%b%b\n%b\n" % (tree.encode(), before.encode(), author, committer, subject)
    (root.parent / "commit").write_bytes(text)
    made = git(root, "hash-object", "-t", "commit", "-w", "--literally", str(root.parent / "commit"))
    git(root, "reset", "-q", "--soft", made)


@pytest.mark.parametrize(
    "when",
    [
        b"1770000000 +9999",
        b"1770000000 -1400",
        b"1770000000 +0530",
        b"1770000000 nonsense",
        b"1770000000",
        b"0 +0000",
        b"9" * 20 + b" +0000",
    ],
)
def test_strange_time_zones_are_taken(root, when):
    odd(root, b"author W <w@example.org> " + when + b"\n")
    put(root, {"content/film.md": SMALL["content/film.md"].replace("flies", "flew up")})
    commit(root, "Say up")
    assert past(root)["film.md"] == 3


@pytest.mark.parametrize(
    "author",
    [
        b"author W <w@example.org> -5 +0000\n",
        b"author W <w@example.org> 253402300800 +0000\n",
        b"author W <w@example.org> nonsense\n",
        b"author W <w@example.org>\n",
        b"author\n",
        b"",
    ],
)
def test_a_commit_without_a_day_is_a_problem_that_names_it(root, author):
    odd(root, author)
    problem = problem_of(root)
    assert problem.title in ("COMMIT WITHOUT A DAY", "REPOSITORY NOT READABLE")
    assert history(root, "days") is not None


@pytest.mark.parametrize("subject", ["Say\x0bmore\x1c\x85\u2028again", "", "\x1b[31mRed"])
def test_any_subject_is_one_line_of_the_history_of_a_fact(root, subject):
    put(root, {"content/facts.yaml": SMALL["content/facts.yaml"].replace("took 12", "lasted 12")})
    commit(root, subject)
    lines = as_text("days", history(root, "days")).split("\n")
    assert "  statement: The voyage took 12 days. → The voyage lasted 12 days." in lines
    assert len(lines) == len(as_text("days", history(root, "days")).splitlines())
    assert all(line.isprintable() for line in lines)


def test_a_terminal_obeys_no_server_no_commit_and_no_name_of_a_file(root):
    assert Ran(1, b"", "remote: a\x1b[2Jb\nfatal: c\x07\n").reason.isprintable()
    put(root, {"a\x1b[2Jb.txt": ""})
    with pytest.raises(Problems) as found:
        source_commit(Git(root), root)
    assert "`a\\x1b[2Jb.txt`" in found.value.problems[0].says
    put(root, {"content/film.md": SMALL["content/film.md"]})
    odd(root, b"author W <w@example.org> -5 +0000\n", b"\x1b[2J")
    assert "“\\x1b[2J”" in problem_of(root).says


# Hostile --------------------------------------------------------------------------------------------------------------

HOSTILE = """
[core]
    fsmonitor = "touch '{ran}/fsmonitor'; false"
    hooksPath = {hooks}
    sshCommand = touch '{ran}/ssh'
    pager = touch '{ran}/pager'
    askPass = touch '{ran}/askpass'
    alternateRefsCommand = touch '{ran}/alternates'
[extensions]
    partialClone = evil
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[remote "evil"]
    url = {url}
    promisor = true
    partialCloneFilter = blob:none
    uploadPack = touch '{ran}/uploadpack';
[diff]
    external = touch '{ran}/external'
[diff "evil"]
    textconv = touch '{ran}/textconv';
    command = touch '{ran}/command'
[credential]
    helper = "!touch '{ran}/credential'"
[gpg]
    program = touch '{ran}/gpg'
[log]
    showSignature = true
[alias]
    log = "!touch '{ran}/alias'"
    rev-parse = "!touch '{ran}/alias'"
"""


@WITH_SHELL
@pytest.mark.parametrize("url", ["ext::sh -c touch% {ran}/ext", "ssh://evil.invalid/x", "file:///nowhere"])
def test_nothing_that_a_stranger_put_into_a_repository_is_run(root, tmp_path, url):
    git(root, "mv", "content/film.md", "content/movie.md")
    put(root, {"content/movie.md": SMALL["content/film.md"] + "\nMore, so that it has to be compared.\n"})
    put(root, {".gitattributes": "* diff=evil\n"})
    commit(root, "Move it")
    lost(root, "HEAD~1:content/film.md").unlink()  # so that git would fetch it
    ran, hooks = tmp_path / "ran", tmp_path / "hooks"
    ran.mkdir()
    for name in ("post-index-change", "reference-transaction", "pre-auto-gc", "post-checkout"):
        put(hooks, {name: f"#!/bin/sh\ntouch '{ran}/{name}'\n"})
        (hooks / name).chmod(0o755)
    git(root, "config", "core.repositoryformatversion", "1")
    with (root / ".git/config").open("a", encoding="utf-8") as settings:
        settings.write(HOSTILE.format(ran=ran, hooks=hooks, url=url.format(ran=ran)))
    (root / "content/index.md").touch()  # so that git looks at it again
    assert past(root) is None
    assert history(root, "days")
    asked = Git(root)
    assert asked.run("cat-file", "blob", asked.ask("rev-parse", "HEAD~1:content/film.md")).code
    with pytest.raises(Problems):
        source_commit(asked, root)  # nobody is named who publishes
    assert sorted(file.name for file in ran.iterdir()) == []
