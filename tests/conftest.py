"""Options of the tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-specs`, which writes what the program prints into the `problems` blocks of `tests/specs/`."""
    parser.addoption("--update-specs", action="store_true", help="rewrite the problems blocks of tests/specs/")
