"""Installs the wheel as a stranger does; begins, builds, serves and publishes an explainer with it, and the example.

    python tests/long/install.py
    python tests/long/install.py --wheel dist/explainery-0.1.0-py3-none-any.whl

The wheel goes into an empty environment, with its packages from the registry that pip is set to. Nothing else is there:
no clone, no cache, an empty home, an empty folder. Says how long each step took. Ends with 1 where one went wrong.
"""

import argparse
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).parents[2]
EXAMPLE = PROJECT / "examples/schwebebahn"
POSIX = os.name != "nt"
WHO = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
WHO |= {f"GIT_{role}_{what}": "Someone" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


class Stranger:
    """Somebody with an empty home, an empty folder and an environment of their own."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder, self.seconds = folder, seconds
        self.home, self.work, self.venv = folder / "home", folder / "work", folder / "venv"
        self.home.mkdir()
        self.work.mkdir()
        self.scripts = self.venv / ("bin" if POSIX else "Scripts")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GITHUB_", "GIT_"))}
        homes = {name: str(self.home) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA")}
        path = f"{self.scripts}{os.pathsep}{os.environ['PATH']}"
        self.environment = kept | homes | WHO | {"PATH": path, "PIP_NO_CACHE_DIR": "1"}

    def run(self, what: str, *command: object, cwd: Path | None = None) -> str:
        """Run a command, say how long it took, and return what it printed. Ends the run where it went wrong."""
        started = time.monotonic()
        done = subprocess.run(
            list(map(str, command)),
            cwd=cwd or self.work,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=self.seconds,
            check=False,
        )
        print(f"{what:24} {time.monotonic() - started:6.2f} s", flush=True)
        if done.returncode:
            sys.exit(f"{what}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def serve(self, root: Path) -> None:
        """Serve the explainer until its front page was seen, then press Ctrl-C. Ends the run where it went wrong."""
        started = time.monotonic()
        group = {} if POSIX else {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        with subprocess.Popen(
            [self.program(), "serve", "--port", "8750"],
            cwd=root,
            env=self.environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            **group,
        ) as served:
            try:
                said = next((line for line in served.stdout if line.startswith("Preview: ")), "")
                address = urlsplit(said.split()[1] if said else "")
                connection = http.client.HTTPConnection(address.netloc, timeout=self.seconds)
                connection.request("GET", address.path)
                answer = connection.getresponse()
                page = answer.read().decode()
                print(f"{'serve: front page':24} {time.monotonic() - started:6.2f} s", flush=True)
                if answer.status != http.HTTPStatus.OK or "The height of Mount Everest" not in page:
                    sys.exit(f"serve answered {answer.status}: {page[:500]}")
                served.send_signal(signal.SIGINT if POSIX else signal.CTRL_BREAK_EVENT)
                served.wait(timeout=30)
                if POSIX and served.returncode:
                    sys.exit(f"serve ended with {served.returncode} at Ctrl-C")
            finally:
                served.kill()

    def publish(self, root: Path, pages: set[str]) -> None:
        """Publish the explainer to a bare repository. Ends the run where it went wrong, or a page is not there."""
        git, host = ("git", "-C", root), self.folder / f"{root.name}.git"
        self.run("git init", "git", "init", "-q", "--bare", host)
        for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "Begin")):
            self.run(f"git {words[0]}", *git, *words)
        left = self.run("git status", *git, "status", "--porcelain", "--ignored=no")
        if left:
            sys.exit(f"not committed: {left}")
        self.run("git remote", *git, "remote", "add", "origin", host)
        self.run("publish", self.program(), "publish", cwd=root)
        published = self.run("git ls-tree", "git", "-C", host, "ls-tree", "-r", "--name-only", "gh-pages")
        if not {*pages, ".nojekyll"} <= set(published.splitlines()):
            sys.exit(f"published: {published}")

    def program(self) -> str:
        """Return where the installed command lies."""
        found = shutil.which("explainery", path=str(self.scripts))
        if found is None:
            sys.exit("the wheel brought no command")
        return found


def look(wheel: Path | None, folder: Path, seconds: float) -> None:
    """Install the wheel, and do with it what a stranger does first. Ends the run where it went wrong."""
    someone = Stranger(folder, seconds)
    if wheel is None:
        build = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder / "dist")
        someone.run("build the wheel", *build, cwd=PROJECT)
        (wheel,) = (folder / "dist").glob("*.whl")
    someone.run("make an environment", sys.executable, "-m", "venv", someone.venv)
    python = someone.scripts / ("python" if POSIX else "python.exe")
    someone.run("install the wheel", python, "-m", "pip", "install", "--quiet", wheel.resolve())
    where = someone.run("import it", python, "-c", "import explainery; print(explainery.__file__)").strip()
    if not Path(where).is_relative_to(someone.venv):
        sys.exit(f"explainery was found in {where}")
    explainery, root = someone.program(), someone.work / "bridges"
    told = someone.run("init", explainery, "init", "bridges")
    if "explainery serve" not in told or " test " in someone.run("--help", explainery, "--help"):
        sys.exit(told)
    someone.run("build", explainery, "build", cwd=root)
    if "0 files written" not in someone.run("python -m explainery", python, "-m", "explainery", cwd=root / "content"):
        sys.exit("`python -m explainery` built something else")
    someone.serve(root)
    someone.run("check", explainery, "check", cwd=root)
    someone.publish(root, {"index.html", "heights/rock.html"})
    example = someone.work / EXAMPLE.name
    shutil.copytree(EXAMPLE, example, ignore=shutil.ignore_patterns("site", ".cache"))
    someone.run("build the example", explainery, "build", cwd=example)
    someone.publish(example, {"index.html", "strecke.html"})


def main() -> None:
    """Run once; what went wrong is printed, and the exit code 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help="the wheel to install, if not that of this clone")
    parser.add_argument("--seconds", type=float, default=600, help="how long each step may take")
    parser.add_argument("--seed", type=int, help="taken as by the other scripts; nothing here is left to chance")
    told = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever starts this may ignore it
    with tempfile.TemporaryDirectory(prefix="install-", ignore_cleanup_errors=True) as folder:
        look(told.wheel, Path(folder), told.seconds)
    print("Installed, begun, built, served and published.")


if __name__ == "__main__":
    main()
