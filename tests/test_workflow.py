"""The workflows of GitHub: well-formed, pinned, and the one that publishes works in a fork with nothing to edit."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from explainers import SMALL, put

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
READ_IN = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in WORKFLOWS}
BEGUN = ROOT / "explainery/shipped/starter/.github/workflows/pages.yml"  # what `init` writes
AUDIT, PAGES = READ_IN["audit"], READ_IN["pages"]
READ = {"contents": "read"}
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", ".cache", ".*_cache", "node_modules", "__pycache__", ".hypothesis")
BASH = shutil.which("bash")
WITH_BASH = pytest.mark.skipif(not BASH or os.name == "nt", reason="the steps are written for bash")

# What GitHub puts in place of the workflow's expressions, in a fork of another name.
PUSHED = {
    "steps.pages.outputs.base_url": "https://someone.github.io/My-Other_Site",
    "github.event.repository.default_branch": "trunk",
}
ASKED = PUSHED | {"steps.pages.outputs.base_url": ""}
CONDITIONS = {
    "github.event_name == 'pull_request'": {"pull_request"},
    "github.event_name != 'pull_request'": {"push"},
    "failure() && steps.pages.outcome == 'failure'": set(),
    None: {"push", "pull_request"},
}


@pytest.mark.parametrize(
    ("schema", "files"), [("github-workflows", [*WORKFLOWS, BEGUN]), ("dependabot", [ROOT / ".github/dependabot.yml"])]
)
def test_what_github_reads_follows_its_schema(schema, files):
    """The schemas come with check-jsonschema, so that nothing is fetched."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.skipif(not shutil.which("actionlint"), reason="actionlint is no package of Python; it is not on the path")
def test_actionlint_finds_nothing():
    linter = shutil.which("actionlint")
    found = subprocess.run([linter, "-no-color", *WORKFLOWS, BEGUN], capture_output=True, encoding="utf-8", check=False)
    assert (found.returncode, found.stdout + found.stderr) == (0, "")


def test_zizmor_finds_nothing():
    """It knows how workflows are attacked; offline it asks nobody."""
    linter = shutil.which("zizmor", path=sysconfig.get_path("scripts"))
    command = [linter, "--offline", "--no-progress", "--no-config", "--strict-collection", ROOT / ".github", BEGUN]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stderr.count("completed ") == len(WORKFLOWS) + 2  # of `init`, and of Dependabot


@pytest.mark.parametrize("workflow", [*WORKFLOWS, BEGUN], ids=lambda file: file.stem)
def test_every_action_is_pinned_to_a_commit(workflow):
    text = workflow.read_text(encoding="utf-8")
    used = re.findall(r"\buses:(.*)", text)
    assert used
    for action in used:
        assert re.fullmatch(r" actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


def test_an_action_has_one_commit_in_all_workflows():
    texts = [file.read_text(encoding="utf-8") for file in (*WORKFLOWS, BEGUN)]
    used = set(re.findall(r"uses: (\S+)@(\S+)", "\n".join(texts)))
    assert len(used) == len({action for action, _commit in used}) > 5


def test_long_runs_are_left_to_the_night():
    nightly = yaml.safe_load((ROOT / ".github/workflows/nightly.yml").read_text(encoding="utf-8"))
    scripts = {file.name for file in (ROOT / "tests/long").glob("*.py") if "__main__" in file.read_text("utf-8")}
    assert scripts == set(nightly["jobs"]["look"]["strategy"]["matrix"]["script"])
    assert not list((ROOT / "tests/long").glob("test_*"))


# One program asks them all: each by itself would load the same modules for seconds.
ASKS = """
import runpy, sys
from pathlib import Path
for script in sys.argv[1:]:
    sys.path[0] = str(Path(script).parent)
    sys.argv = [script, "--help"]
    code = 0
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        code = end.code
    if code:
        sys.exit(f"{script}: {code}")
"""


def test_long_runs_can_be_started():
    """Nobody looks at what runs at night until it has found something."""
    scripts = sorted((ROOT / "tests/long").glob("*.py"))
    told = subprocess.run([sys.executable, "-c", ASKS, *scripts], capture_output=True, check=False)
    assert (told.returncode, told.stderr) == (0, b"")
    assert told.stdout.count(b"usage: ") == sum("argparse" in one.read_text("utf-8") for one in scripts) > 0


def test_what_builds_keep_is_kept_with_the_key_that_signs_it():
    (kept,) = [one["with"] for one in PAGES["jobs"]["build"]["steps"] if one.get("name", "").startswith("Keep what")]
    assert kept["path"].split() == [".cache", "~/.local/state/explainery"]


def test_no_job_may_do_more_than_it_has_to():
    assert PAGES["permissions"] == {}
    assert PAGES["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert PAGES["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    release = READ_IN["release"]
    assert release["permissions"] == {}
    assert {name: job["permissions"] for name, job in release["jobs"].items()} == {
        "build": READ,
        "attach": {"contents": "write"},
    }
    for workflow in (one for name, one in READ_IN.items() if name not in ("pages", "release")):
        jobs = workflow["jobs"].values()
        allowed = [workflow["permissions"], *(job["permissions"] for job in jobs if "permissions" in job)]
        assert all(permissions in ({}, READ) for permissions in allowed)


def test_no_run_step_holds_an_expression():
    """What stands in an expression would be run as a command."""
    begun = yaml.safe_load(BEGUN.read_text(encoding="utf-8"))
    jobs = [job for workflow in (*READ_IN.values(), begun) for job in workflow["jobs"].values()]
    assert not [step for job in jobs for step in job["steps"] if "${{" in step.get("run", "")]


def test_the_audit_asks_about_every_lock():
    said = " ".join(step.get("run", "") for step in AUDIT["jobs"]["packages"]["steps"])
    installed, *asked = re.findall(r"--requirement requirements/(\w+)\.txt", said)
    locks = {file.stem for file in (ROOT / "requirements").glob("*.txt")}
    assert installed == "audit"
    assert {*asked, "build"} == locks  # test_door.py has it that the lock of the tests holds that of builds


@pytest.fixture(scope="module")
def upstream(tmp_path_factory):
    """Return a repository that holds this project as it is now, with another explainer in it."""
    folder = tmp_path_factory.mktemp("upstream") / "explainery"
    shutil.copytree(ROOT, folder, symlinks=True, ignore=left_out)
    put(folder, SMALL)
    commit(folder, "init", "-q", "-b", "trunk")
    return folder


def left_out(folder, names):
    """Return what is not copied from a folder: what was made, and what is the flagship's."""
    return LEFT_OUT(folder, names) | ({"content", "templates", "assets", "site"} if Path(folder) == ROOT else set())


def commit(folder, *first):
    who = ("-c", "user.name=Someone", "-c", "user.email=someone@example.org")
    for arguments in (first, ("add", "-A"), (*who, "commit", "-q", "-m", "Change")):
        if arguments:
            subprocess.run(["git", "-C", folder, *arguments], check=True)


def runs(folder, home, event, values):
    """Run the `run` steps of the workflow's first job in order, as GitHub does; return what they printed."""
    variables = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "CI": "true",
        "https_proxy": "http://127.0.0.1:9",  # where nobody answers: nothing leaves this machine
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "someone/My-Other_Site",
        "GITHUB_SHA": "0" * 40,
        "GITHUB_STEP_SUMMARY": str(home / "summary.md"),
    }
    printed = ""
    for step in PAGES["jobs"]["build"]["steps"]:
        if "run" in step and event in CONDITIONS[step.get("if")]:
            own = {name: filled(text, values) for name, text in step.get("env", {}).items()}
            script = home / "step.sh"
            script.write_text(step["run"], encoding="utf-8")
            command = [BASH, "-e", script]
            environment = variables | own
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
            )
            printed += done.stdout + done.stderr
            if done.returncode:
                return done.returncode, printed
    return 0, printed


def filled(text, values):
    return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda found: values[found[1]], text)


@pytest.fixture
def fork(upstream, tmp_path):
    """Return a fresh clone under another name, and an empty home."""
    home = tmp_path / "home"
    home.mkdir()
    folder = tmp_path / "My-Other_Site"
    subprocess.run(["git", "clone", "-q", upstream.as_uri(), folder], check=True)
    return folder, home


@pytest.mark.whole
@WITH_BASH
def test_a_fork_that_is_pushed_gets_a_whole_site(fork):
    folder, home = fork
    code, printed = runs(folder, home, "push", PUSHED)
    assert code == 0, printed
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://someone.github.io/My-Other_Site/">' in page
    assert "https://github.com/someone/My-Other_Site/edit/trunk/content/index.md" in page
    sitemap = (folder / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://someone.github.io/My-Other_Site/film.html</loc>" in sitemap
    assert (folder / ".cache").is_dir(), "what is kept between runs"
    assert not (home / "summary.md").exists()


@WITH_BASH
def test_a_pull_request_gets_a_site_to_download(fork):
    folder, home = fork
    code, printed = runs(folder, home, "pull_request", ASKED)
    assert code == 0, printed
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    assert "<title>" in page
    assert 'rel="canonical"' not in page
    assert "Волна" in (folder / "site/film.html").read_text(encoding="utf-8")
    assert "https://github.com/someone/My-Other_Site/edit/trunk/content/film.md" in (
        folder / "site/film.html"
    ).read_text(encoding="utf-8")


@WITH_BASH
def test_a_mistake_is_told_where_it_was_made(fork):
    folder, home = fork
    put(folder, {"content/film.md": SMALL["content/film.md"] + "\nSee [that](nowhere.md).\n"})
    code, printed = runs(folder, home, "push", PUSHED)
    assert code == 1
    line = len(SMALL["content/film.md"].splitlines()) + 2
    assert f"::error file=content/film.md,line={line},col=" in printed
    link = f"https://github.com/someone/My-Other_Site/blob/{'0' * 40}/content/film.md?plain=1#L{line}"
    assert f"[content/film.md, line {line}]({link})" in (home / "summary.md").read_text(encoding="utf-8")
    assert not (folder / "site/index.html").exists()


def test_every_condition_of_a_step_is_known_here():
    assert {step.get("if") for step in PAGES["jobs"]["build"]["steps"]} == CONDITIONS.keys()
