"""Kills builds at any moment: no link of the site leads nowhere, and the next build makes what a clean one makes.

    python tests/long/kills.py --kills 1000 --seconds 3600 --state ../kills.json

Every other kill comes at a step on the disk, the others after a time; both follow from the seed and the number.
With `--state` a run goes on where the last one ended. Ends with 1 where anything was found.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from changing import CHANGED, CHANGING, PICTURES, png
from explainers import files_of, put
from killing import at_step, dead_links, kill, steps_of

from explainery.commands.build import build
from explainery.commands.memory import Memory
from explainery.commands.options import Options

VERSIONS = ((CHANGING, PICTURES["content/still.png"]), (CHANGED, png(5, 5)))


class Trial:
    """An explainer in two versions, built in turn, and killed while it is built."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self.clean, self.steps, self.seconds = [], 0, 0.0
        for version in (0, 1):
            self.turn(version)
            build(Options(self.root, out=folder / f"clean-{version}"), memory=Memory(None))
            self.clean.append(files_of(folder / f"clean-{version}"))
        build(Options(self.root))
        self.turn(0)
        started = time.monotonic()
        self.steps = steps_of(self.root, lambda: build(Options(self.root)))
        self.seconds = time.monotonic() - started

    def turn(self, version: int) -> None:
        """Give the explainer the content of a version."""
        files, picture = VERSIONS[version]
        shutil.rmtree(self.root / "content", ignore_errors=True)
        put(self.root, files)
        (self.root / "content/still.png").write_bytes(picture)

    def killed(self, number: int, seed: int) -> tuple[str, ...]:
        """Return what is wrong with the site after a kill, and after the build that follows it."""
        chance = random.Random(f"{seed} {number}")
        version = chance.randrange(2)
        self.turn(version)
        if chance.random() < 0.05:
            shutil.rmtree(self.root / "site")
        if chance.random() < 0.05:
            shutil.rmtree(self.root / ".cache", ignore_errors=True)
        if number % 2:
            at_step(self.root, chance.randint(1, self.steps), kill, lambda: build(Options(self.root)))
        else:
            self._kill_after(chance.uniform(0, self.seconds))
        if dead := dead_links(self.root / "site"):
            return ("a link leads nowhere", *dead[:5])
        build(Options(self.root))
        wrong = [
            path for path, content in files_of(self.root / "site").items() if self.clean[version].get(path) != content
        ]
        wrong += self.clean[version].keys() - files_of(self.root / "site").keys()
        return ("not as a clean build", *wrong[:5]) if wrong else ()

    def _kill_after(self, seconds: float) -> None:
        child = os.fork()
        if not child:
            try:
                build(Options(self.root))
            finally:
                os._exit(0)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def main() -> int:
    """Run until the time is over, or all kills are done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--state", type=Path, help="file in which a run keeps how far it came, and what it found")
    told = parser.parse_args()
    state = {"next": 0, "found": []}
    if told.state and told.state.exists():
        state |= json.loads(told.state.read_text("utf-8"))
    started, first = time.monotonic(), state["next"]
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        trial = Trial(Path(folder))
        while state["next"] < told.kills and time.monotonic() - started < told.seconds:
            if wrong := trial.killed(state["next"], told.seed):
                state["found"].append([state["next"], *wrong])
                print(state["next"], *wrong, flush=True)
            state["next"] += 1
            if told.state:
                told.state.write_text(json.dumps(state, indent=1), encoding="utf-8")
    took = time.monotonic() - started
    print(f"Kills {first} to {state['next'] - 1} in {took:.0f} seconds: {len(state['found'])} findings.")
    return 1 if state["found"] else 0


if __name__ == "__main__":
    sys.exit(main())
