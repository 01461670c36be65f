"""Captions of recordings: WebVTT (w3.org/TR/webvtt1). Only user of webvtt-py, which is imported where there are any."""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

RECORDINGS = {"video": (".mp4", ".webm"), "audio": (".mp3", ".m4a", ".ogg", ".opus", ".wav"), "captions": (".vtt",)}
"""The endings of the files that browsers play or show with what they play."""

Fault = tuple[int, str, str]
"""The number of a line, from 1, what is wrong there, and what to do."""

_FIRST = re.compile(r"WEBVTT(?:[ \t].*)?")
_ARROW, _WHOLE_ARROW = "->", "-->"
_TIME = r"(?:(\d{2,9}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_WELL_FORMED = re.compile(rf"\s*({_TIME})[ \t]+-->[ \t]+({_TIME})(?:[ \t].*)?")
_SUBRIP = re.compile(r"\s*\d{2}:\d{2}:\d{2},\d{3}\s*-->.*")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang|font)?(?:[.\s][^<>]*)?>|<[\d:.]+>")
_LOADS = re.compile(r"@import|url\s*\(|image-set|src\s*\(|\\", re.IGNORECASE)
_OF_SUBTITLES = re.compile(r"\{\\[A-Za-z][^{}]*\}")  # ASS, which programs leave in what they convert
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_OTHERS = re.compile(r"(?:NOTE|REGION)(?:[ \t].*)?")
_LATE = 1_000  # thousandths of a second that films may last longer than they say
_HINT = "Write a caption's beginning and end, with points before thousandths, as in `00:01.000 --> 00:04.500`."


def faults_in(text: str, seconds: float | None = None) -> Iterator[Fault]:
    """Yield what is wrong with a text of captions: it cannot be read, says nothing, or two captions overlap.

    Where it is known how many seconds the recording lasts, also that a caption begins after its end.
    """
    import webvtt  # noqa: PLC0415 - takes longer than all else that a first run loads

    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    try:
        webvtt.from_string("\n".join(lines))
        is_one = _FIRST.fullmatch(lines[0]) is not None
    except webvtt.errors.MalformedFileError:
        is_one = False
    if not is_one:
        hint = "Export the captions as WebVTT (`.vtt`)."
        if any(_SUBRIP.fullmatch(line) for line in lines):
            hint = (
                "It looks like SubRip: begin it with `WEBVTT` and an empty line, and write points in times, not commas."
            )
        yield 1, "This file is no WebVTT: its first line is not `WEBVTT`.", hint
        return
    captions: list[_Caption] = []
    for number, several in _blocks(lines):
        yield from _faults_of(number, several, captions)
    if not captions:
        yield 1, "There are no captions in this file.", _HINT
    timed = [one for one in captions if one.end >= 0]
    yield from _overlaps(timed)
    if seconds and (late := next((one for one in timed if one.begin > seconds * 1_000 + _LATE), None)):
        says = f"This caption begins at {late.begin_said}, but the recording ends at {_said(seconds)}."
        yield late.line, says, "Correct its times and those below, or see whether it belongs to another recording."


@dataclass(frozen=True, slots=True)
class _Caption:
    """A caption: the line of its times, and when it begins and ends, in words and thousandths; -1 where unreadable."""

    line: int
    begin_said: str = ""
    begin: int = -1
    end_said: str = ""
    end: int = -1


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the parts of a file between empty lines behind the first line: the number of a line, and the lines."""
    begin = 1
    for at in range(1, len(lines) + 1):
        if at == len(lines) or not lines[at]:
            if begin < at:
                yield begin + 1, list(lines[begin:at])
            begin = at + 1


def _faults_of(number: int, lines: list[str], captions: list[_Caption]) -> Iterator[Fault]:
    times = [at for at, line in enumerate(lines) if _ARROW in line]
    if _OTHERS.fullmatch(lines[0]):  # a caption all the same from a line on that holds times
        times = [at for at in times if at and _WHOLE_ARROW in lines[at]]
    if lines[0].rstrip() == "STYLE":
        if _LOADS.search("\n".join(lines)):
            yield number, "This style may load something from elsewhere.", "Delete it; captions load nothing."
        elif captions:
            says = "This style comes after a caption, where no browser reads it."
            yield number, says, "Move it above the first caption."
    elif not times and number > 2 and not _OTHERS.fullmatch(lines[0]):  # noqa: PLR2004 - what stands right below the first line is said of the file
        yield number, "These words have no times, so nobody sees them.", _HINT
    else:
        for at, after in zip(times, (*times, len(lines))[1:], strict=True):
            found = _WELL_FORMED.fullmatch(lines[at])
            if not found:
                yield number + at, "The times of this caption cannot be read.", _HINT
                captions.append(_Caption(number + at))
                continue
            parts = found.groups("0")
            captions.append(
                _Caption(number + at, parts[0], _thousandths(parts[1:5]), parts[5], _thousandths(parts[6:10]))
            )
            yield from _faults_of_words(number + at, lines[at + 1 : after])


def _thousandths(parts: Sequence[str]) -> int:
    hours, minutes, seconds, thousandths = map(int, parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + thousandths


def _said(seconds: float) -> str:
    """Return a time as captions have it."""
    minutes, thousandths = divmod(round(seconds * 1_000), 60_000)
    hours, minutes = divmod(minutes, 60)
    before = f"{hours:02}:" if hours else ""
    return f"{before}{minutes:02}:{thousandths // 1_000:02}.{thousandths % 1_000:03}"


def _faults_of_words(number: int, lines: list[str]) -> Iterator[Fault]:
    for at, line in enumerate(lines, 1):
        if "<" in _TAG.sub("", line):
            says = "What follows `<` here is not shown: it begins a tag, and there is no such one."
            yield number + at, says, "Write `&lt;` for the sign itself, and tags in lower case, as in `<i>`."
        if found := _OF_SUBTITLES.search(line):
            says = f"`{found[0]}` would be shown as it is written: WebVTT has no such marks."
            yield number + at, says, "Delete it; where words appear is said after the times, as in `line:0`."
    if not _shows(html.unescape(_LONG_NUMBER.sub("", _TAG.sub("", "\n".join(lines))))):
        yield number, "This caption has no words.", "Write them below its times, or delete it."


def _shows(text: str) -> bool:
    """Say whether something can be seen in a text: a letter, a number, or a sign such as that of music."""
    return any(unicodedata.category(sign)[0] in "LNSP" for sign in text)


def _overlaps(captions: Sequence[_Caption]) -> Iterator[Fault]:
    for at, one in enumerate(captions):
        before = captions[at - 1] if at else None
        if one.end <= one.begin:
            yield one.line, "This caption ends before it begins.", "Correct its times."
        elif before and one.begin == before.begin:
            says = f"This caption begins at {one.begin_said}, as the one above does."
            yield one.line, says, "Put the words of both into one caption, or let this one begin later."
        elif before and one.begin < before.end:
            says = f"This caption begins at {one.begin_said}, before the one above ends, at {before.end_said}."
            hint = "Let that one end when this one begins." if one.begin > before.begin else "Put it in its order."
            yield one.line, says, hint
