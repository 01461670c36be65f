"""Options of the tests, and explainers that many of them look at, each built once for all."""

import os
import signal
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from again import work_out_once
from apart import taken_note
from chance import EVERY_TIME, WHOLE
from changing import put_voyage
from explainers import build, once_for_all, put_second
from hypothesis import settings

from explainery.commands.gallery import gallery

URL = "https://example.org/x/"
APART = "tests of the generator stand without the flagship"

pytest.register_assert_rewrite("specifying")  # so that a specification that fails says what was printed

work_out_once()

# Tests expect what a terminal shows, also where they run in GitHub Actions themselves.
os.environ.pop("GITHUB_ACTIONS", None)

# Containers often set this, and what stays in a buffer to the end is another thing without it.
os.environ.pop("PYTHONUNBUFFERED", None)

# Containers often forbid Python to keep what it compiled. Tests start some hundred programs, and each would compile all
# of Explainery again, for more than a second.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).parents[1] / ".cache/bytecode")

# Whoever starts the tests may ignore Ctrl-C, as a shell does for what runs in the background; the programs that they
# start would inherit that.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A slow machine is no fault of the code: properties are about values, never about time. Nor is it the fault of a change
# what new values find that were not tried before: those are for the night.
settings.register_profile("explainery", deadline=None, max_examples=EVERY_TIME, derandomize=True)
settings.register_profile("whole", deadline=None, max_examples=WHOLE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add options: to rewrite what is expected, in `tests/specs/` and of drawings; to try more than a change needs."""
    parser.addoption(
        "--update-specs", action="store_true", help="rewrite the problems blocks of tests/specs/, and expected drawings"
    )
    whole = "try all of what is many and alike, such as every page in the browser; the nightly tests do"
    parser.addoption("--whole", action="store_true", help=whole)


def pytest_configure(config: pytest.Config) -> None:
    """Try properties as often as was asked for."""
    settings.load_profile("whole" if config.getoption("--whole") else "explainery")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what takes long where it was not asked for: tests that are for the night, and most cases of some others."""
    if config.getoption("--whole"):
        return
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("whole"):
            item.add_marker(pytest.mark.skip(reason="takes long; --whole runs it, every night"))
        elif item.get_closest_marker("by_day"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for alike in cases.values():
        for item in _for_the_night(alike):
            item.add_marker(pytest.mark.skip(reason="one of many alike; --whole runs all, every night"))


def _for_the_night(alike: list[pytest.Item]) -> list[pytest.Item]:
    """Return the cases of a test that are not tried by day: as many as its mark says are left, spread evenly."""
    mark = alike[0].get_closest_marker("by_day")
    assert mark is not None
    few = min(mark.args[0], len(alike))
    kept = {number * len(alike) // few for number in range(few)}
    return [item for number, item in enumerate(alike) if number not in kept]


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file of tests that opens a file of the flagship as it is loaded, unless it is one of the flagship's."""
    report = yield
    if (found := taken_note(collector.path)) and isinstance(collector, pytest.Module):
        report.outcome, report.longrepr = "failed", f"{APART}, and this file opens {found}"
    return report


@pytest.fixture(autouse=True)
def _apart(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that opens a file of the flagship, or has a fixture do so, unless it is one of the flagship's."""
    yield
    assert taken_note(request.path) == [], APART


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Say whether all of what is many and alike is to be tried, or what stands for it."""
    return bool(request.config.getoption("--whole"))


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
def voyage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the small explainer that has some of everything. Read-only."""
    return once_for_all(tmp_path_factory, "voyage", build_voyage) / "site"


@pytest.fixture(scope="session")
def voyage_with_url(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return that site as it is where its address is known, `URL`. Read-only."""
    return once_for_all(tmp_path_factory, "voyage-with-url", lambda folder: build_voyage(folder, "--url", URL)) / "site"


@pytest.fixture(scope="session")
def browser():
    """Return a running Chromium; a clear sentence where there is none."""
    from browsing import running  # noqa: PLC0415 - most tests need no browser

    with running() as chromium:
        yield chromium


@pytest.fixture
def tab(browser):
    """Return a function that opens a tab with the context options given to it."""
    contexts = []

    def open_tab(**options):
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe():
    """Return the source of axe-core."""
    import axe_playwright_python  # noqa: PLC0415 - likewise

    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def build_voyage(folder: Path, *options: str) -> None:
    """Write the explainer of tests into a folder and build it."""
    result = build(put_voyage(folder), *options)
    assert result.exit_code == 0, result.stderr
