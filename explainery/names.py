"""Names of files that are names on every system, so that what is written on one machine is built and kept on others."""

import re

MOST_OF_NAME = 255
"""The bytes that a name may have on most systems."""

MOST_OF_WRITTEN_NAME = 200
"""The bytes of a name that somebody gives a file: builds add endings, such as `.csl.json` and a digest."""

MOST_OF_PATH = 1000
"""The bytes of a path below the site; the folder that it is in has a path as well, and systems take 4,096 or fewer."""

MOST_OF_WRITTEN_PATH = 900
"""The bytes of a path that somebody gives a file, for the same reason as above."""

_BARRED = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|(?:com|lpt)[\d¹²³]|conin\$|conout\$) *(?:\.|$)", re.IGNORECASE)


def barred(name: str) -> str | None:
    """Return why a name is none on Windows, as a clause; None where it is one."""
    if found := _BARRED.search(name):
        return f"Windows allows no `{found[0]}` in names"
    if name[-1:] in (".", " "):
        return "Windows leaves out dots and spaces at the end of names"
    if found := _DEVICES.match(name):
        return f"on Windows `{found[1]}` is a device, whatever comes after a dot"
    return None


def bytes_in(name: str) -> int:
    """Return how many bytes a name, or a path, has."""
    return len(name.encode("utf-8", "surrogatepass"))


def too_long(path: str) -> bool:
    """Say whether a path below the site is longer than systems take, or a name in it."""
    size = bytes_in(path)
    return size > MOST_OF_NAME and (size > MOST_OF_PATH or max(map(bytes_in, path.split("/"))) > MOST_OF_NAME)
