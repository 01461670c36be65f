"""What a value says, apart from where it was written, as a digest."""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from explainery.model import Document, Record
from explainery.problems import Place


def digest_of(value: Any) -> bytes:
    """Return a digest of what a value says: equal for equal values, wherever in a file they stand.

    Takes what the values between the stages are made of: frozen dataclasses, tuples, mappings, and plain values.
    """
    digest = hashlib.blake2b(digest_size=16)
    _feed(digest, value)
    return digest.digest()


def _feed(digest: hashlib.blake2b, value: Any) -> None:
    """Add a value to a digest; where it stands in its file does not count."""
    if isinstance(value, str):
        text = value.encode("utf-8", "surrogatepass")
        digest.update(b"'%d " % len(text) + text)
    elif isinstance(value, Place):
        pass
    elif isinstance(value, Record | Document):  # which were fed when they were parsed
        digest.update(type(value).__name__.encode() + value.digest)
    elif isinstance(value, tuple | list):
        digest.update(b"(%d" % len(value))
        for inner in value:
            _feed(digest, inner)
    elif isinstance(value, Mapping):
        digest.update(b"{%d" % len(value))
        for name, inner in value.items():
            _feed(digest, name)
            _feed(digest, inner)
    elif is_dataclass(value):
        digest.update(type(value).__name__.encode())
        kind: Any = type(value)
        for name in _names(kind):
            _feed(digest, getattr(value, name))
    else:
        text = repr(value).encode("utf-8", "surrogatepass")
        digest.update(b"%d " % len(text) + text)


@functools.cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
