#!/usr/bin/env python3
"""The door to Explainery: `python3 build.py` builds the site, `python3 build.py test` runs every check.

It needs Python 3.11 or later and nothing else. Where the packages are installed already (a container, an
activated environment) they are used. Elsewhere they go into `.venv` beside this file, from a lock file
with hashes; `.venv` is replaced, whole or not at all, when the lock or the interpreter changes.

Older Pythons can run this file too, as far as saying which version is needed: hence no f-strings and no
annotations, and whatever they lack is imported inside functions. Most other imports stand in functions
as well, because a run that sets nothing up has to start fast.
"""

import os
import sys

STANDARD_ERROR = 2
PYTHON_NEEDED, PYTHON_TRIED = (3, 11), (3, 14)
# The interpreter itself, also when it was started through a virtual environment.
PYTHON = getattr(sys, "_base_executable", None) or sys.executable

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, *(["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]))
VENV_BEFORE = os.path.join(ROOT, ".venv-before")  # the former .venv, while a new one is made
VENV_TURN = os.path.join(ROOT, ".venv-turn")  # locked by the one build.py that may change .venv
RECORD = os.path.join(VENV, "explainery.txt")  # what .venv was made from; written last, so it means "whole"
INSIDE_VENV = os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def main():
    """Run the command line where its packages are, and put them there first if need be."""
    open_closed_streams()
    end_at_ctrl_c()
    if sys.version_info < PYTHON_NEEDED:
        needed, running = dotted(PYTHON_NEEDED), dotted(sys.version_info[:3])
        sys.exit("Explainery needs Python {} or later, but this is Python {}.".format(needed, running))
    purpose = "test" if sys.argv[1:2] == ["test"] else "build"
    if is_current(purpose) if INSIDE_VENV else has_packages(purpose):
        sys.path.insert(0, ROOT)
        from explainery.__main__ import main as run_command_line

        tidy_up_at_ctrl_c()
        sys.exit(run_command_line())
    tidy_up_at_ctrl_c()
    try:
        if not is_current(purpose):
            set_up(purpose)
        run_inside_venv()
    except OSError as error:
        sys.exit("The folder .venv cannot be set up; is it write-protected, or in use? ({})".format(error))


def open_closed_streams():
    """Open what was closed (`>&-`), or the next file that is opened would take its number, and get what is printed."""
    while True:
        number = os.open(os.devnull, os.O_RDWR)
        if number > STANDARD_ERROR:  # the last of the three
            return os.close(number)
        for_children = True
        os.set_inheritable(number, for_children)


def end_at_ctrl_c():
    """Let Ctrl-C end this process without a word; it may have been waiting since `run_inside_venv`."""
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if INSIDE_VENV and os.name != "nt":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def tidy_up_at_ctrl_c():
    """Let Ctrl-C be an exception again, after which there is something to put right."""
    import signal

    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def has_packages(purpose):
    """Tell whether the running interpreter has the packages of the lock, in those versions or newer ones."""
    installed = installed_versions()
    with open(lock_file(purpose), encoding="utf-8") as file:
        # A pin with a condition (after a semicolon) is for some systems only, and never asked for directly.
        pins = [line.split()[0].split("==") for line in file if "==" in line and ";" not in line]
    return all(numbers(version) <= installed.get(plain(name), ()) for name, version in pins)


def installed_versions():
    """Map installed packages to versions, going by folder names: far faster than importlib.metadata."""
    versions = {}
    for folder in filter(os.path.isdir, sys.path):
        for entry in os.listdir(folder):
            if entry.endswith((".dist-info", ".egg-info")):
                name, version = (os.path.splitext(entry)[0].split("-") + [""])[:2]
                versions.setdefault(plain(name), numbers(version))
    return versions


def is_current(purpose):
    """Tell whether .venv is whole, and made from today's locks by this interpreter."""
    python, locks = fingerprint(purpose)
    # Inside .venv the interpreter is its own, even where the system gives it another name.
    wanted = locks if INSIDE_VENV else [python] + locks
    return set(wanted) <= read_record() and os.path.exists(VENV_PYTHON)


def read_record():
    """Give the lines of the record of .venv: none, unless .venv is whole."""
    try:
        with open(RECORD, encoding="utf-8") as file:
            return set(file.read().splitlines())
    except OSError:
        return set()


def fingerprint(purpose):
    """Describe what a .venv made now would be made from: a line for the interpreter, a line for each lock."""
    from hashlib import sha256

    locks = []
    for name in sorted({"build", purpose}):  # the test lock holds all of the build lock, and more
        with open(lock_file(name), "rb") as file:
            locks.append("{}.txt {}".format(name, sha256(file.read()).hexdigest()))
    python = "python {} {} {}".format(dotted(sys.version_info[:3]), sys.platform, os.path.realpath(PYTHON))
    return python, locks


def set_up(purpose):
    """Make .venv. The former one is set aside, and comes back if the new one does not become whole."""
    with open(VENV_TURN, "a") as turn:
        wait_for(turn)
        if os.path.lexists(VENV_BEFORE):  # the last set-up was killed
            keep_whole_venv()
        if is_current(purpose):  # another build.py was faster
            return
        ways = ways_to_make(purpose)
        announce(purpose)
        if os.path.lexists(VENV):
            os.rename(VENV, VENV_BEFORE)
        try:
            make(ways, turn)
            python, locks = fingerprint(purpose)
            with open(RECORD + ".new", "w", encoding="utf-8") as file:
                file.write("\n".join([python] + locks) + "\n")
            os.replace(RECORD + ".new", RECORD)
        finally:
            say("\n")
            keep_whole_venv()


def keep_whole_venv():
    """Remove the former .venv if the new one is whole, else put it back in the place of the new one."""
    if read_record():
        remove(VENV_BEFORE)
    else:
        remove(VENV)
        if os.path.lexists(VENV_BEFORE):
            os.rename(VENV_BEFORE, VENV)


def remove(path):
    """Remove a folder, a link or a file, if there is one."""
    from shutil import rmtree

    if os.path.isdir(path) and not os.path.islink(path):
        rmtree(path, ignore_errors=True)
    elif os.path.lexists(path):
        os.remove(path)


def wait_for(turn):
    """Lock the file `turn`. The system frees it when its holders end, even when they are killed."""
    from time import sleep

    told = False
    while True:
        try:
            if os.name == "nt":
                import msvcrt

                return msvcrt.locking(turn.fileno(), msvcrt.LK_NBLCK, 1)
            import fcntl

            return fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            say("" if told else "Another build.py is setting up .venv; waiting for it ...\n")
            told = True
            sleep(0.2)


def ways_to_make(purpose):
    """Give lists of commands that each make .venv, the quickest first: with uv where there is one, and with pip."""
    from shutil import which

    # The lock names every package, and all are wheels: none runs code of its own while it is installed.
    install = ["install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock_file(purpose)]
    ways = []
    uv = which("uv")
    if uv:
        ways.append([[uv, "venv", "--python", PYTHON, VENV], [uv, "pip"] + install + ["--python", VENV_PYTHON]])
    try:
        from ensurepip import version  # without it an empty folder of that name would do
    except ImportError:
        if ways:
            return ways
        sys.exit(
            "This Python comes without ensurepip, so it cannot make .venv. On Debian and Ubuntu, "
            "`sudo apt install python3-venv` (or python{}-venv) adds it; elsewhere install uv. "
            "Then run this again.".format(dotted(sys.version_info[:2]))
        )
    pip = ["-I", "-X", "utf8", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    # What a build needs is compiled when it is first imported; the rest would take seconds.
    with_pip = [[VENV_PYTHON] + pip + install + ["--no-compile"]]
    return ways + [empty_venv_with_pip(version()) + with_pip]


def empty_venv_with_pip(version):
    """Give the commands that make .venv with nothing but pip: unpacked, since to install itself takes it seconds."""
    import ensurepip
    from sysconfig import get_config_var, get_path

    wheel = "pip-{}-py3-none-any.whl".format(version)
    folders = [get_config_var("WHEEL_PKG_DIR"), os.path.join(os.path.dirname(ensurepip.__file__), "_bundled")]
    for file in [os.path.join(folder, wheel) for folder in folders if folder]:
        if os.path.exists(file):
            packages = get_path("purelib", "venv", {"base": VENV})
            bare = [PYTHON, "-I", "-m", "venv", "--without-pip", VENV]
            return [bare, [PYTHON, "-I", "-m", "zipfile", "-e", file, packages]]
    return [[PYTHON, "-I", "-m", "venv", VENV]]


def make(ways, turn):
    """Make .venv in the first of these ways that works: uv may know less of a network than pip does."""
    why = None
    for commands in ways:
        remove(VENV)
        for command in commands:
            why = run_quietly(command, turn)
            if why:
                break
        else:
            return
    sys.exit(why)


def announce(purpose):
    """Say what is about to be set up and why, on a line that progress will lengthen."""
    why = "first use"
    if read_record():
        why = "the tests need more" if is_current("build") else "the packages or Python changed"
    with open(lock_file(purpose), encoding="utf-8") as file:
        count = sum("==" in line for line in file)
    say("Setting up .venv ({}, about {} packages) ".format(why, count))


def run_quietly(command, turn):
    """Run one command, with a dot for each package that pip comes to; give a sentence if it fails."""
    from subprocess import PIPE, STDOUT, Popen

    # The command holds the lock as well: should build.py be killed, the next one waits for what it started.
    held = () if os.name == "nt" else (turn.fileno(),)
    environment = dict(os.environ, PIP_USER="0")
    said = []
    with Popen(command, stdout=PIPE, stderr=STDOUT, env=environment, pass_fds=held) as child:
        for line in child.stdout:
            said.append(line.decode("utf-8", "replace").strip())
            say("." if said[-1].startswith(("Collecting ", "Processing ")) else "")
    return reason_of_failure(list(filter(None, said))) if child.returncode else None


def reason_of_failure(said):
    """Say in one sentence why the packages could not be installed."""
    why = "The packages could not be installed"
    if any(sign in line for sign in ("No matching distribution", "Failed to fetch") for line in said):
        why = "The packages are not on this machine and could not be fetched; is there a network?"
        if sys.version_info[:2] > PYTHON_TRIED:
            why += " Or is this Python too new? They are known to fit up to {}.".format(dotted(PYTHON_TRIED))
    last = said[-1] if said else "no reason given"
    return "{} ({})".format(why, last.replace("ERROR: ", ""))


def run_inside_venv():
    """Start this file again with the Python of .venv, in place of this one where the system can do that."""
    command = [VENV_PYTHON, os.path.join(ROOT, "build.py")] + sys.argv[1:]
    if os.name != "nt":
        from signal import SIG_BLOCK, SIGINT, pthread_sigmask

        # Ctrl-C waits until the other Python has begun with this file: while it gets ready, it would be an error.
        pthread_sigmask(SIG_BLOCK, [SIGINT])
        os.execv(command[0], command)
    from subprocess import Popen

    child = Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:  # it reached the child as well, which knows what to do
            continue


def lock_file(name):
    """Give the path of a lock file."""
    return os.path.join(ROOT, "requirements", name + ".txt")


def plain(name):
    """Spell a package's name the one way that makes spellings comparable."""
    return name.lower().replace("_", "-").replace(".", "-")


def numbers(version):
    """Make a version comparable: "3.1.6" becomes (3, 1, 6)."""
    return tuple(int(number) for number in version.split(".") if number.isdigit())


def dotted(version):
    """Write a version as people do: (3, 11) becomes "3.11"."""
    return ".".join(str(number) for number in version)


def say(text):
    """Write to standard error, so that standard output belongs to the command."""
    if sys.stderr is not None:  # it is None where it was closed: `2>&-`
        sys.stderr.write(text)
        sys.stderr.flush()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
