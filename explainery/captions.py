"""Captions of recordings: WebVTT (w3.org/TR/webvtt1). Only user of webvtt-py, which is imported where there are any."""

import re
from collections.abc import Iterator

RECORDINGS = {"video": (".mp4", ".webm"), "audio": (".mp3", ".m4a", ".ogg", ".opus", ".wav"), "captions": (".vtt",)}
"""The endings of the files that browsers play or show with what they play."""

Fault = tuple[int, str, str]
"""The number of a line, from 1, what is wrong there, and what to do."""

_TIMES = re.compile(r"^.*-+>.*$", re.MULTILINE)
_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_WELL_FORMED = re.compile(rf"\s*{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_HINT = "Write a caption's beginning and end, with points before thousandths, as in `00:01.000 --> 00:04.500`."


def faults_in(text: str) -> Iterator[Fault]:
    """Yield what is wrong with a text of captions: it cannot be read, says nothing, or two captions overlap."""
    import webvtt  # noqa: PLC0415 - takes longer than all else that a first run loads

    try:
        found = webvtt.from_string(text).captions
    except webvtt.errors.MalformedFileError:
        yield 1, "This file is no WebVTT: its first line is not `WEBVTT`.", "Export the captions as WebVTT (`.vtt`)."
        return
    times = [(text.count("\n", 0, one.start()) + 1, one[0]) for one in _TIMES.finditer(text)]
    unread = [line for line, words in times if not _WELL_FORMED.fullmatch(words)]
    for line in unread:
        yield line, "The times of this caption cannot be read.", _HINT
    if not times:
        yield 1, "There are no captions in this file.", _HINT
    if unread or len(found) != len(times):
        return
    for number, ((line, _), one) in enumerate(zip(times, found, strict=True)):
        before = found[number - 1] if number else None
        if one.end <= one.start:
            yield line, "This caption ends before it begins.", "Correct its times."
        elif before and one.start < before.end:
            says = f"This caption begins at {one.start}, before the one above ends, at {before.end}."
            yield line, says, "Let that one end when this one begins."
        elif not one.text.strip():
            yield line, "This caption has no words.", "Write them below its times, or delete it."
