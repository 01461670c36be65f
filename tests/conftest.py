"""Options of the tests."""

import os

import pytest
from hypothesis import settings

# Tests expect what a terminal shows, also where they run in GitHub Actions themselves.
os.environ.pop("GITHUB_ACTIONS", None)

# A slow machine is no fault of the code: properties are about values, never about time.
settings.register_profile("explainery", deadline=None)
settings.load_profile("explainery")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-specs`, which writes what the program prints into the `problems` blocks of `tests/specs/`."""
    parser.addoption("--update-specs", action="store_true", help="rewrite the problems blocks of tests/specs/")
