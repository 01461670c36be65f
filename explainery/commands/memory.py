"""What builds keep in `.cache/` between runs. Everything in it can be deleted at any time; it only saves time.

Only user of sqlite3 and pickle. The file may be anybody's, and a pickle may run anything: none is read that was not
signed with the user's key (decisions/012).
"""

import contextlib
import functools
import hashlib
import hmac
import os
import pickle
import sqlite3
import stat
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from explainery.commands.key import cache_key

LIBRARIES = (
    *("Babel", "Jinja2", "Markdown", "MarkupSafe", "PyYAML", "imagesize", "jsonschema-rs", "lightningcss", "nh3"),
    *("Pygments", "fonttools", "latex2mathml", "markdown-it-py", "mdit-py-plugins", "num2words", "pylatexenc"),
    *("pillow", "resvg-py", "tinycss2", "tzdata", "vl-convert-python"),
)
"""The libraries that outputs depend on; one that is not installed counts, too."""

_CODE = (".py", ".toml", ".bin")  # and what it reads of its own: units, the land of maps
_NO_CODE = ("shipped", "__pycache__")  # what a page reads of templates is noted page by page
_CHECK = 16
# All that was written are bytes; damage may make them something else.
_WHAT_IS_KEPT = "SELECT key, value FROM kept WHERE shelf = ? AND typeof(key) = 'blob' AND typeof(value) = 'blob'"
_TABLE = "CREATE TABLE kept (shelf TEXT, key BLOB, value BLOB, PRIMARY KEY (shelf, key)) WITHOUT ROWID"
_BROKEN = (  # sqlite.org/rescode.html
    *(sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT),
    sqlite3.SQLITE_INTERRUPT,  # by `_opened`
)
_FILES_OF_SQLITE = ("", "-journal", "-wal", "-shm")
_AT_ONCE = 100_000  # instructions of SQLite after which it is asked whether it takes too long,
_OFTEN = 1_000  # which it does after so many times, and more for a large file
_PATIENCE = 2.0  # seconds to wait for another build that writes at this moment


@functools.cache
def toolchain() -> bytes:
    """Return a digest of the generator's own code, of Python, and of the libraries that outputs depend on.

    It is taken once a process: code that changes later is not the code that runs.
    """
    digest = hashlib.sha256(sys.version.encode())
    digest.update(repr(sorted(_installed())).encode())
    package = str(Path(__file__).parents[1])
    for path in sorted(_code_in(package)):
        with open(path, "rb") as file:  # noqa: PTH123 - as below
            content = file.read()
        digest.update(f"{path.removeprefix(package)} {len(content)} ".encode() + content)
    return digest.digest()


def _code_in(folder: str) -> Iterator[str]:
    """Yield the paths of the generator's code. Nothing of `pathlib` stands here, which takes five times as long."""
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _NO_CODE]
        yield from (os.path.join(inside, name) for name in names if name.endswith(_CODE))  # noqa: PTH118


def _installed() -> Iterator[str]:
    """Yield the libraries that are installed, with their versions.

    By the names of their folders (packaging.python.org, “Recording installed projects”): `importlib.metadata` takes
    longer than all else that an unchanged site asks for.
    """
    wanted = {name.lower().replace("-", "_") for name in LIBRARIES}
    for folder in sys.path:
        with contextlib.suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                name = entry.name.partition("-")[0].lower()
                if name in wanted and entry.name.endswith(".dist-info"):
                    yield entry.name


class Shelf(MutableMapping[bytes, Any]):
    """Values of one sort by their keys. A value that cannot be read, for whatever reason, is as good as none.

    Values are unpickled when they are asked for, and only what was put or deleted is written.
    """

    def __init__(self, kept: Mapping[bytes, bytes], seal: "Seal") -> None:
        """Begin with what an earlier run kept; only what was packed under the same `seal` can be read."""
        self._kept = dict(kept)
        self._seal = seal
        self._values: dict[bytes, Any] = {}
        self.new: set[bytes] = set()
        self.gone: set[bytes] = set()

    def __getitem__(self, key: bytes) -> Any:
        """Return a value. Raises KeyError where there is none that can be read."""
        if key not in self._values:
            packed = self._kept.pop(key)
            self.gone.add(key)
            self._values[key] = self._seal.unpacked(key, packed)
            self.gone.discard(key)
        return self._values[key]

    def __setitem__(self, key: bytes, value: Any) -> None:
        """Put a value."""
        if self._values.get(key) is not value:
            self._values[key] = value
            self.new.add(key)
            self.gone.discard(key)

    def __delitem__(self, key: bytes) -> None:
        """Forget a value. Raises KeyError where there is none."""
        if key not in self._values and key not in self._kept:
            raise KeyError(key)
        self._values.pop(key, None)
        self._kept.pop(key, None)
        self.new.discard(key)
        self.gone.add(key)

    def __contains__(self, key: object) -> bool:
        """Say whether there is a value that can be read."""
        return isinstance(key, bytes) and self.get(key, self) is not self

    def __iter__(self) -> Iterator[bytes]:
        """Yield the keys."""
        yield from self._values
        yield from (key for key in self._kept if key not in self._values)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._values.keys() | self._kept.keys())

    def put(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield what is new, packed one by one: all of it at once would take as much room as the values themselves."""
        for key in sorted(self.new):
            yield key, self._seal.packed(key, self._values[key])

    def settle(self) -> None:
        """Take what changed as written."""
        self.new.clear()
        self.gone.clear()


class Seal:
    """Packs values, so that it knows them again: the user's key, the version of the program, the name of a shelf."""

    def __init__(self, secret: bytes, version: bytes, shelf: str) -> None:
        """Take what has to be the same when a value is read as when it was written."""
        self._secret = secret
        self._name = hashlib.sha256(version).digest() + shelf.encode() + b"\0"

    def packed(self, key: bytes, value: Any) -> bytes:
        """Return a value as bytes that begin with their signature."""
        content = pickle.dumps(value, protocol=5)
        return self._signature(key, content) + content

    def unpacked(self, key: bytes, packed: bytes) -> Any:
        """Return a packed value. Raises KeyError where it is not what was packed under this key."""
        content = packed[_CHECK:]
        if not hmac.compare_digest(self._signature(key, content), packed[:_CHECK]):
            raise KeyError(key)
        try:
            return pickle.loads(content)  # noqa: S301 - our own, as the signature says
        except Exception:  # noqa: BLE001 - pickle raises whatever it likes
            raise KeyError(key) from None

    def _signature(self, key: bytes, content: bytes) -> bytes:
        digest = hashlib.blake2b(key=self._secret, digest_size=_CHECK)
        digest.update(self._name + len(key).to_bytes(8, "big") + key)  # so that no content passes for part of a key
        digest.update(content)
        return digest.digest()


class Memory:
    """The shelves that builds of one explainer share. Without a file that can be read they last as long as the run."""

    def __init__(self, file: Path | None, version: bytes = b"", *, forget: bool = False) -> None:
        """Open the file, if it is there. `forget` begins with nothing, as does another `version` of the program."""
        secret = cache_key() if file else None
        self._file = file if secret else None
        self._secret = secret or b""
        self._version = version
        self.files: dict[str, Any] = {}  # what lasts as long as the process, and is never written
        self._shelves: dict[str, Shelf] = {}
        self._forget = forget or self._read("version").get(b"") != version

    def shelf(self, name: str) -> Shelf:
        """Return a shelf, read from the file when it is first asked for.

        Its values are sealed with the version: what another one writes at the same time cannot be read.
        """
        if name not in self._shelves:
            kept = {} if self._forget else self._read(name)
            self._shelves[name] = Shelf(kept, Seal(self._secret, self._version, name))
        return self._shelves[name]

    def _read(self, name: str) -> dict[bytes, bytes]:
        if self._file is None or not self._file.is_file():
            return {}
        try:
            with _opened(self._file) as database:
                return dict(database.execute(_WHAT_IS_KEPT, (name,))) if _tables(database) == [_TABLE] else {}
        except sqlite3.Error as error:
            if _is_held(error):
                self._file = None  # by somebody who may hold it for long; this run does without
            return {}

    def save(self) -> None:
        """Write what changed. A file that cannot be written is left as it is, and one that is broken is made anew."""
        if self._file is None:
            return
        if self._forget or any(shelf.new or shelf.gone for shelf in self._shelves.values()):
            with contextlib.suppress(OSError, sqlite3.Error):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                try:
                    self._write(self._file)
                except sqlite3.Error as error:
                    if not _is_broken(error):
                        raise
                    for end in _FILES_OF_SQLITE:
                        self._file.with_name(f"{self._file.name}{end}").unlink(missing_ok=True)
                    self._forget = True
                    self._write(self._file)

    def _write(self, file: Path) -> None:
        with _opened(file) as database, database:
            database.execute("PRAGMA synchronous = OFF")  # after a power cut values fail their check, no more
            database.execute("BEGIN IMMEDIATE")  # another build may be about to make the table
            if tables := _tables(database):
                if tables != [_TABLE]:
                    raise _Foreign
            else:
                database.execute(_TABLE)
            if self._forget:
                database.execute("DELETE FROM kept")
                database.execute("INSERT INTO kept VALUES ('version', ?, ?)", (b"", self._version))
                self._forget = False
            for name, shelf in self._shelves.items():
                gone = ((name, key) for key in sorted(shelf.gone))
                database.executemany("DELETE FROM kept WHERE shelf = ? AND key = ?", gone)
                put = ((name, *pair) for pair in shelf.put())
                database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", put)
        for shelf in self._shelves.values():
            shelf.settle()


class _Foreign(sqlite3.Error):
    """The file is a database, but not one of ours."""


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Yield a database that anybody may have made. Raises sqlite3.Error, also for what is none, and while it is used.

    What belongs to it are files, not pipes and links. Where it takes more instructions than its size can be the reason
    of, a tree in it leads back to itself.
    """
    for end in _FILES_OF_SQLITE:
        try:
            mode = os.lstat(f"{file}{end}").st_mode
        except FileNotFoundError:
            continue
        except OSError as error:
            raise sqlite3.OperationalError from error
        if not stat.S_ISREG(mode):
            raise sqlite3.OperationalError
    database = sqlite3.connect(file, timeout=_PATIENCE)
    left = _OFTEN + (file.stat().st_size if file.is_file() else 0) // _AT_ONCE

    def takes_too_long() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    with contextlib.closing(database):
        database.set_progress_handler(takes_too_long, _AT_ONCE)
        try:
            yield database
        except UnicodeDecodeError as error:  # Python cannot read what SQLite says, which names what is spoilt
            raise _Foreign from error


def _tables(database: sqlite3.Connection) -> list[str]:
    """Return how all that a database consists of was made: tables, views, triggers."""
    return [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master")]


def _is_held(error: sqlite3.Error) -> bool:
    """Say whether the file is in use, by a build that writes longer than we wait."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _is_broken(error: sqlite3.Error) -> bool:
    """Say whether the file is no database any more, or not one of ours; not whether it is in use, or the disk full."""
    return isinstance(error, _Foreign) or _code(error) in _BROKEN


def _code(error: sqlite3.Error) -> int:
    """Return the primary result code (sqlite.org/rescode.html); 0 where the error is not SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
