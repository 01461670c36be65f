"""Titles into names that stand in addresses. Only user of anyascii."""

import re
import unicodedata

from anyascii import anyascii

from explainery.names import barred

_SPOKEN = "LMN"  # letters, their marks and digits, by the first letter of their Unicode category
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`](?=\w)")


def short_name(title: str, longest: int) -> str:
    """Return a title as small Latin letters, digits and single hyphens, cut between words; "" where nothing is left.

    Other scripts are transliterated: `Мост Свободы` becomes `most-svobody`. One long word is cut inside.
    """
    words = _APOSTROPHES.sub("", unicodedata.normalize("NFC", title))
    spoken = "".join(sign if unicodedata.category(sign)[0] in _SPOKEN else " " for sign in words)
    latin = [re.sub(r"[^a-z0-9]", "", anyascii(word).lower()) for word in spoken.split()]
    name = "-".join(filter(None, latin))
    cut = name[: longest + 1].rpartition("-")[0] if len(name) > longest else name
    found = cut or name[:longest]
    return f"{found}-1" if barred(found) else found  # `com0`, a device on Windows
