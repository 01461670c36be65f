"""The flagship, built once for all that look at it."""

from pathlib import Path

import pytest
from explainers import build, once_for_all
from home import ROOT

URL = "https://example.org/x/"


def build_flagship(folder: Path, *options: str) -> None:
    """Build the flagship into a folder."""
    result = build(ROOT, "--out", str(folder), *options)
    assert result.exit_code == 0, result.stderr


@pytest.fixture(scope="session")
def flagship(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the flagship. Read-only: all tests look at this one."""
    return once_for_all(tmp_path_factory, "flagship", lambda folder: build_flagship(folder, "--clean"))


@pytest.fixture(scope="session")
def flagship_with_url(tmp_path_factory: pytest.TempPathFactory, flagship: Path) -> Path:  # noqa: ARG001 - it left a cache
    """Return the site as it is where its address is known, `URL`. Read-only."""
    return once_for_all(tmp_path_factory, "flagship-with-url", lambda folder: build_flagship(folder, "--url", URL))
