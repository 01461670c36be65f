"""The small explainer of the tests, served to a real browser."""

import pytest
from browsing import pages_in, serving


@pytest.fixture(scope="session")
def folder(voyage):
    """Return the folder of the site that tests of what ships look at."""
    return voyage


@pytest.fixture(scope="session")
def every_page(folder):
    """Return the addresses of its pages, but for those that lead on to another."""
    return pages_in(folder)


@pytest.fixture(scope="session")
def pages():
    """Return the addresses of a few pages that have some of everything: notes, terms, figures, tables, lists."""
    return ["index.html", "film.html", "crew/index.html", "glossary.html"]


@pytest.fixture(scope="session")
def served(folder):
    """Return the address of the site under a sub-path on this machine."""
    with serving(folder) as address:
        yield address
