"""What builds keep in `.cache/` between runs. Everything in it can be deleted at any time."""

import hashlib
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

_USED = ("Babel", "Jinja2", "Markdown", "PyYAML", "imagesize", "jsonschema-rs", "lightningcss", "nh3", "num2words")


def toolchain() -> bytes:
    """Return a digest of the generator's own code and of the libraries that outputs depend on."""
    digest = hashlib.sha256("".join(f"{name} {version(name)};" for name in _USED).encode())
    for file in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()


@contextmanager
def kept(file: Path, *, forget: bool) -> Iterator[dict[str, Any]]:
    """Yield what an earlier run kept in `file` (nothing with `forget`), and keep what is in it afterwards.

    A file that cannot be read is as good as none, and one that cannot be written is left out: it only costs time.
    """
    found: dict[str, Any] = {}
    if not forget:
        try:
            found = pickle.loads(file.read_bytes())  # noqa: S301 - our own file, beside the content it was made from
        except Exception:  # noqa: BLE001 - pickle raises whatever a broken file makes it do
            found = {}
    before = dict(found)
    yield found
    if found.keys() != before.keys() or any(found[key] is not before[key] for key in found):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            temporary = file.with_suffix(".new")
            temporary.write_bytes(pickle.dumps(found, protocol=5))
            temporary.replace(file)
        except OSError:
            pass
