"""Tests about files that may not be read or written, also where they run as a user who may do everything."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION = 0x20080522  # of capget(2) and capset(2), Linux 2.6.26 and later
_OVER_PERMISSIONS = 0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, capabilities(7)


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@contextmanager
def without_rights() -> Iterator[None]:
    """Let the permissions of files hold for this thread, and for copies of its process, while the context lasts.

    Skips the test where they cannot be made to hold.
    """
    if not hasattr(os, "geteuid"):
        pytest.skip("not on this system: permissions are of another kind")
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("not as this user: nothing is closed to root")
    libc = ctypes.CDLL(None, use_errno=True)
    header, data = _Header(_VERSION, 0), (_Data * 2)()
    assert libc.capget(ctypes.byref(header), data) == 0
    before = data[0].effective
    data[0].effective &= ~_OVER_PERMISSIONS
    assert libc.capset(ctypes.byref(header), data) == 0
    try:
        yield
    finally:
        data[0].effective = before
        assert libc.capset(ctypes.byref(header), data) == 0
