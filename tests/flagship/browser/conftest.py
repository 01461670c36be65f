"""The flagship, served to a real browser, and those of its pages that are looked at."""

import pytest
from browsing import few, pages_in, serving

# All pages of facts come from one component, so three stand for them: one with many disputed facts, one with computed
# ones, the list.
FACTS = ("facts/film.html", "facts/calculated.html", "facts/index.html")


@pytest.fixture(scope="session")
def folder(flagship):
    """Return the folder of the built site."""
    return flagship


@pytest.fixture(scope="session")
def served(folder):
    """Return the address of the site under a sub-path on this machine."""
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def every_page(folder):
    """Return the addresses of all pages below the site, of those under `facts/` only some."""
    return [address for address in pages_in(folder) if not address.startswith("facts/") or address in FACTS]


@pytest.fixture(scope="session")
def pages_of_every_sort(every_page, folder):
    """Return the addresses of few pages on which together everything stands that has a class of its own.

    Shapes of drawings are left aside: their colours are computed (`tests/browser/test_colours.py`).
    """
    return sorted(few(every_page, folder, r'class="((?!drawing__)[^"]+)"'))


@pytest.fixture(scope="session")
def pages(every_page, pages_of_every_sort, whole):
    """Return the addresses of the pages to look at: with `--whole` all, else a quarter of those that stand for them."""
    return every_page if whole else pages_of_every_sort[::4]


@pytest.fixture(scope="session")
def pages_of_every_control(every_page, folder, whole):
    """Return the addresses of few pages on which together every control stands that has a class, or is in one.

    By day it is half of them.
    """
    around = r'class="([^"]+)"[^>]*>\s*(?:<(?!a|button|input|summary)[^>]*>\s*)?<(?:a|button|input|summary)\b'
    own = r'<(?:a|button|input|summary|label)\b[^>]*?class="([^"]+)"'
    found = list(dict.fromkeys([*few(every_page, folder, around), *few(every_page, folder, own)]))
    return found if whole else found[::2]
