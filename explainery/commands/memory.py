"""What builds keep in `.cache/` between runs. Everything in it can be deleted at any time; it only saves time.

Only user of sqlite3 and pickle.
"""

import contextlib
import functools
import hashlib
import pickle
import sqlite3
from collections.abc import Iterator, Mapping, MutableMapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

_USED = ("Babel", "Jinja2", "Markdown", "PyYAML", "imagesize", "jsonschema-rs", "lightningcss", "nh3", "num2words")
_CHECK = 16
_PATIENCE = 2.0  # seconds to wait for another build that writes at this moment


@functools.cache
def toolchain() -> bytes:
    """Return a digest of the generator's own code and of the libraries that outputs depend on.

    It is taken once a process: code that changes later is not the code that runs.
    """
    digest = hashlib.sha256("".join(f"{name} {version(name)};" for name in _USED).encode())
    for file in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()


class Shelf(MutableMapping[bytes, Any]):
    """Values of one sort by their keys. A value that cannot be read, for whatever reason, is as good as none.

    Values are unpickled when they are asked for, and only what was put or deleted is written.
    """

    def __init__(self, kept: Mapping[bytes, bytes]) -> None:
        """Begin with what an earlier run kept."""
        self._kept = dict(kept)
        self._values: dict[bytes, Any] = {}
        self.new: set[bytes] = set()
        self.gone: set[bytes] = set()

    def __getitem__(self, key: bytes) -> Any:
        """Return a value. Raises KeyError where there is none that can be read."""
        if key not in self._values:
            self._values[key] = _unpacked(key, self._kept.pop(key))
        return self._values[key]

    def __setitem__(self, key: bytes, value: Any) -> None:
        """Put a value."""
        if self._values.get(key) is not value:
            self._values[key] = value
            self.new.add(key)
            self.gone.discard(key)

    def __delitem__(self, key: bytes) -> None:
        """Forget a value. Raises KeyError where there is none."""
        if key not in self:
            raise KeyError(key)
        self._values.pop(key, None)
        self._kept.pop(key, None)
        self.new.discard(key)
        self.gone.add(key)

    def __contains__(self, key: object) -> bool:
        """Say whether there is a value, readable or not."""
        return key in self._values or key in self._kept

    def __iter__(self) -> Iterator[bytes]:
        """Yield the keys."""
        yield from self._values
        yield from (key for key in self._kept if key not in self._values)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._values.keys() | self._kept.keys())

    def keep_only(self, keys: set[bytes]) -> None:
        """Forget everything but these."""
        for key in [key for key in self if key not in keys]:
            del self[key]

    def changes(self) -> tuple[list[tuple[bytes, bytes]], list[bytes]]:
        """Return what was put, packed, and what was forgotten since the shelf was opened or last asked."""
        put = [(key, _packed(key, self._values[key])) for key in sorted(self.new)]
        gone = sorted(self.gone)
        self.new.clear()
        self.gone.clear()
        return put, gone


class Memory:
    """The shelves that builds of one explainer share. Without a file that can be read they last as long as the run."""

    def __init__(self, file: Path | None, version: bytes = b"", *, forget: bool = False) -> None:
        """Open the file, if it is there. `forget` begins with nothing, as does another `version` of the program."""
        self._file = file
        self._version = version
        self.files: dict[str, Any] = {}  # what lasts as long as the process, and is never written
        self._shelves: dict[str, Shelf] = {}
        self._forget = forget or self._read("version").get(b"") != version

    def shelf(self, name: str) -> Shelf:
        """Return a shelf, read from the file when it is first asked for."""
        if name not in self._shelves:
            self._shelves[name] = Shelf({} if self._forget else self._read(name))
        return self._shelves[name]

    def _read(self, name: str) -> dict[bytes, bytes]:
        if self._file is None or not self._file.is_file():
            return {}
        try:
            with contextlib.closing(sqlite3.connect(self._file, timeout=_PATIENCE)) as database:
                return dict(database.execute("SELECT key, value FROM kept WHERE shelf = ?", (name,)))
        except (sqlite3.Error, TypeError, ValueError):
            return {}

    def save(self) -> None:
        """Write what changed. A file that cannot be written is left as it is, and one that is broken is made anew."""
        if self._file is None:
            return
        changes = {name: shelf.changes() for name, shelf in self._shelves.items()}
        if self._forget or any(put or gone for put, gone in changes.values()):
            with contextlib.suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                try:
                    self._write(changes)
                except sqlite3.DatabaseError as error:
                    if not isinstance(error, sqlite3.OperationalError):  # not locked or full, but no database any more
                        self._file.unlink(missing_ok=True)
                        with contextlib.suppress(sqlite3.Error):
                            self._write(changes)

    def _write(self, changes: Mapping[str, tuple[list[tuple[bytes, bytes]], list[bytes]]]) -> None:
        with contextlib.closing(sqlite3.connect(str(self._file), timeout=_PATIENCE)) as database, database:
            database.execute("PRAGMA synchronous = OFF")  # after a power cut values fail their check, no more
            database.execute(
                "CREATE TABLE IF NOT EXISTS kept"
                " (shelf TEXT, key BLOB, value BLOB, PRIMARY KEY (shelf, key)) WITHOUT ROWID"
            )
            if self._forget:
                database.execute("DELETE FROM kept")
                database.execute("INSERT INTO kept VALUES ('version', ?, ?)", (b"", self._version))
                self._forget = False
            for name, (put, gone) in changes.items():
                database.executemany("DELETE FROM kept WHERE shelf = ? AND key = ?", ((name, key) for key in gone))
                database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", ((name, *pair) for pair in put))


def _packed(key: bytes, value: Any) -> bytes:
    """Return a value as bytes that begin with a check of key and content."""
    content = pickle.dumps(value, protocol=5)
    return hashlib.blake2b(key + content, digest_size=_CHECK).digest() + content


def _unpacked(key: bytes, packed: bytes) -> Any:
    """Return a packed value. Raises KeyError where it is not what was packed under this key."""
    content = packed[_CHECK:]
    if hashlib.blake2b(key + content, digest_size=_CHECK).digest() != packed[:_CHECK]:
        raise KeyError(key)
    try:
        return pickle.loads(content)  # noqa: S301 - our own, as the check says
    except Exception:  # noqa: BLE001 - pickle raises whatever it likes
        raise KeyError(key) from None
