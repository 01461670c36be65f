"""Where pages are: files below `content/`, their addresses below the site, and those of their Markdown twins.

What these end with, and what the page of a folder is called, is asked here.
"""

CONTENT = "content/"
"""The folder of the content, in an explainer's folder."""

FRONT = "index.md"
"""The path of the front page, and the name of each folder's own page."""

FRONT_ADDRESS = "index.html"
"""The address of the front page, and the end of each folder's."""

_PAGE, _ADDRESS = ".md", ".html"

PAGE_ENDINGS = (_ADDRESS, _PAGE)
"""The endings of a page in the site, and of its twin."""


def below_content(path: str) -> str:
    """Return the path below `content/` of a file there, by its path in the explainer's folder."""
    return path.removeprefix(CONTENT)


def is_page(path: str) -> bool:
    """Say whether a file below `content/` is a page."""
    return path.endswith(_PAGE)


def is_page_address(address: str) -> bool:
    """Say whether a file below the site is a page."""
    return address.endswith(_ADDRESS)


def is_folder_page(path: str) -> bool:
    """Say whether a page is that of its folder, by its path below `content/`."""
    return path.rpartition("/")[2] == FRONT


def without_ending(path: str) -> str:
    """Return the path of a page without its ending: `crew/anna` for `crew/anna.md`."""
    return path.removesuffix(_PAGE)


def address_of(path: str) -> str:
    """Return the address below the site of a page, by its path below `content/`."""
    return without_ending(path) + _ADDRESS


def path_at(address: str) -> str:
    """Return the path below `content/` of the page at an address below the site."""
    return address.removesuffix(_ADDRESS) + _PAGE


def twin_of(address: str) -> str:
    """Return the address of the twin of a page, by its own below the site; other addresses stay as they are."""
    return path_at(address) if is_page_address(address) else address
