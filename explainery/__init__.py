"""Explainery: the static generator for explainers people can check."""

__version__ = "0.1.0"

_HOME = "https://github.com/explainery/explainery"
CHANGES = f"{_HOME}/blob/main/CHANGELOG.md"
"""Where one can read what changed from one version to the next."""

GUIDE = f"{_HOME}/blob/v{__version__}/explainery/shipped/WRITING.md"
"""Where writers find all that they may write, in this version."""

SCHEMAS = f"{_HOME}/blob/v{__version__}/explainery/README.md#words-of-our-own-in-schemas"
"""Where one can read what the words of schemas mean that are Explainery's own."""


def package(version: str = __version__) -> str:
    """Return what pip and uv install a version from; this changes once the package is on PyPI."""
    return f"git+{_HOME}@v{version}"
