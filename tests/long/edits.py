"""Edits an explainer, builds it, and compares it with a clean build: `test_incremental.py`, with many more edits.

    python tests/long/edits.py --edits 2000 --seconds 3600

An edit takes about half a second. Ends with 1 where anything was found.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_A_SECOND = 2


def main() -> int:
    """Edit as often as was asked for, or as there is time for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--edits", type=int, default=2_000)
    parser.add_argument("--seconds", type=int, default=3600)
    told = parser.parse_args()
    edits = min(told.edits, told.seconds * _A_SECOND)
    tests = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        f"--hypothesis-seed={told.seed}",
        "tests/test_incremental.py",
    ]
    done = subprocess.run(tests, cwd=ROOT, env={**os.environ, "EXPLAINERY_EDITS": str(edits)}, check=False)
    print(f"{edits} edits, seed {told.seed}: {'something was found' if done.returncode else 'nothing was found'}.")
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
