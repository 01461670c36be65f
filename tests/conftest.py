"""Options of the tests, and the shipped explainer, which many of them look at and is built once for all."""

import os
import signal
import threading
from pathlib import Path

import pytest
from explainers import build, once_for_all, put_second
from hypothesis import settings

from explainery.commands.gallery import gallery

ROOT = Path(__file__).parent.parent
URL = "https://example.org/x/"

# Tests expect what a terminal shows, also where they run in GitHub Actions themselves.
os.environ.pop("GITHUB_ACTIONS", None)

# Whoever starts the tests may ignore Ctrl-C, as a shell does for what runs in the background; the programs that they
# start would inherit that.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A slow machine is no fault of the code: properties are about values, never about time.
settings.register_profile("explainery", deadline=None)
settings.load_profile("explainery")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add options: to rewrite the `problems` blocks of `tests/specs/`, and to look at more than a change needs."""
    parser.addoption("--update-specs", action="store_true", help="rewrite the problems blocks of tests/specs/")
    whole = "try all of what is many and alike, such as every page in the browser; the nightly tests do"
    parser.addoption("--whole", action="store_true", help=whole)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what takes long where it was not asked for."""
    if not config.getoption("--whole"):
        for item in items:
            if item.get_closest_marker("whole"):
                item.add_marker(pytest.mark.skip(reason="takes long; --whole runs it, every night"))


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Say whether all of what is many and alike is to be tried, or what stands for it."""
    return bool(request.config.getoption("--whole"))


def build_shipped(folder: Path, *options: str) -> None:
    """Build the shipped explainer into a folder."""
    result = build(ROOT, "--out", str(folder), *options)
    assert result.exit_code == 0, result.stderr


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shipped site. Read-only: all tests look at this one."""
    return once_for_all(tmp_path_factory, "shipped", lambda folder: build_shipped(folder, "--clean"))


@pytest.fixture(scope="session")
def shipped_gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the gallery of what ships. Read-only."""
    return once_for_all(tmp_path_factory, "shipped-gallery", lambda folder: gallery(None, folder) and None)


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the second explainer, built from its own folder and nothing beside it. Read-only."""

    def make(folder: Path) -> None:
        result = build(put_second(folder))
        assert result.exit_code == 0, result.stderr

    return once_for_all(tmp_path_factory, "second", make)


@pytest.fixture(scope="session")
def shipped_with_url(tmp_path_factory: pytest.TempPathFactory, shipped: Path) -> Path:  # noqa: ARG001 - it left a cache
    """Return the shipped site as it is where its address is known, `URL`. Read-only."""
    return once_for_all(tmp_path_factory, "shipped-with-url", lambda folder: build_shipped(folder, "--url", URL))
