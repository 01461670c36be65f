"""The command `test`: format, lint, types, architecture rules, then all tests; pytest has the last word."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]
_CHECKS = (
    ("Format", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    ("Lint", ("-m", "ruff", "check", "--quiet", ".")),
    ("Types", ("-m", "mypy", "--no-error-summary")),
    ("Architecture", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")),
)


def test(pytest_options: Sequence[str]) -> int:
    """Run every check, also after one has failed, and return 0 where all passed. The options go to pytest."""
    environment = {**os.environ, "PYTHONUTF8": "1", "FORCE_COLOR": "0", "NO_COLOR": "1"}
    failed = []
    for name, arguments in _CHECKS:
        result = subprocess.run(  # noqa: S603 - our own tools with our own arguments
            (sys.executable, *arguments), cwd=_PROJECT, env=environment, capture_output=True, check=False
        )
        sys.stdout.write(f"{name}: {'passed' if result.returncode == 0 else 'failed'}\n")
        if result.returncode:
            failed.append(name)
            sys.stdout.write((result.stdout + result.stderr).decode("utf-8", "replace"))
    sys.stdout.flush()
    tests = subprocess.run(  # noqa: S603 - as above
        (sys.executable, "-m", "pytest", *pytest_options), cwd=_PROJECT, env=environment, check=False
    )
    return 1 if failed or tests.returncode else 0
