"""Rules about recordings: the files are what their names say, and who cannot hear or see learns what is said."""

import math
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator

from explainery import walk
from explainery.captions import RECORDINGS, faults_in
from explainery.model import Block, Link, Site
from explainery.pictures import PICTURES
from explainery.pictures.rasters import missing_in
from explainery.pictures.recordings import fault_of, fault_of_file, seconds_of
from explainery.problems import Place, Problem, Problems
from explainery.utf8 import text_of

_NONE = {
    "video": "no video that browsers play",
    "audio": "no sound that browsers play",
    "captions": "no file of captions",
}


def recordings_are_whole(site: Site) -> Iterator[Problem]:
    """A recording is a file that browsers play; one that shows something has captions, and each its words as text."""
    for block in _blocks(site):
        kind = "video" if "poster" in block.fields else "audio"
        for name, what in (("file", kind), ("captions", "captions")):
            link = block.fields.get(name)
            if isinstance(link, Link) and not link.target.lower().endswith(RECORDINGS[what]):
                says = f"`{posixpath.basename(link.target)}` is {_NONE[what]}."
                yield Problem("NOT A RECORDING", link.place, says, f"Use one of: {', '.join(RECORDINGS[what])}.")
            elif isinstance(link, Link) and name == "captions" and (fault := _missing(site, link)):
                yield Problem("BROKEN RECORDING", Place(f"content/{link.target}"), *fault)
        if block.fields.get("transcript") is None:
            silent = kind == "video" and block.fields.get("silent")
            who, what = ("see it", "seen") if silent else ("hear it, or may not now,", "said")
            says = f"This recording has no transcript, so who cannot {who} learns nothing."
            yield Problem("NO TRANSCRIPT", block.place, says, f"Write what is {what}:\n\ntranscript: …")
        if kind == "video" and bool(block.fields.get("captions")) == bool(block.fields.get("silent")):
            both = block.fields.get("silent")
            says = "This video has captions, and is called silent." if both else "This video has no captions."
            hint = "Name a file of WebVTT, `captions: …`; or, where nobody says anything, say so: `silent: …`."
            yield Problem("NO CAPTIONS", block.place, says, "Delete `captions` or `silent`." if both else hint)


def _missing(site: Site, link: Link) -> tuple[str, str] | None:
    """Return what is wrong with captions that are empty or kept elsewhere, and what to do; None for others."""
    fault = missing_in(site.parsed.files.get(link.target, b"?"))
    return (fault[1].replace("picture", "recording"), fault[2].replace("picture", "recording")) if fault else None


def files_tell_no_place(site: Site) -> Iterator[Problem]:
    """A recording or another file that is published as it is is what its name says, and tells no place on the earth."""
    named = {link.target for body in site.texts for link in walk.links(body) if link.scheme == "page"}
    named |= {link.target for block in _blocks(site) if isinstance(link := block.fields["file"], Link)}
    for path in sorted(named & site.parsed.files.keys()):
        ending = posixpath.splitext(path.lower())[1]
        if ending in (*RECORDINGS["video"], *RECORDINGS["audio"]):
            fault = fault_of(site.parsed.files[path], path)
        else:
            fault = None if ending in PICTURES else fault_of_file(site.parsed.files[path])
        if fault:
            yield Problem(fault[0], Place(f"content/{path}"), *fault[1:])


def captions_can_be_read(site: Site) -> Iterator[Problem]:
    """A file of captions is WebVTT, its captions have words, no two of them overlap, and none begins after the film."""
    recordings: dict[str, list[str]] = defaultdict(list)
    for block in _blocks(site):
        captions, file = block.fields.get("captions"), block.fields["file"]
        if isinstance(captions, Link):
            recordings[captions.target] += [file.target] if isinstance(file, Link) else []
    for path in sorted(path for path in recordings if path in site.parsed.files):
        if not site.parsed.files[path].strip() or not path.lower().endswith(RECORDINGS["captions"]):
            continue
        try:
            text = text_of(site.parsed.files[path], f"content/{path}")
        except Problems as error:
            yield from error.problems
            continue
        for line, says, hint in faults_in(text, _longest(recordings[path], site)):
            yield Problem("BAD CAPTIONS", Place(f"content/{path}", line), says, hint)


def _longest(recordings: Iterable[str], site: Site) -> float | None:
    """Return how many seconds the longest of some recordings lasts: endless where one does not say it."""
    known = [one for one in recordings if one.lower().endswith(RECORDINGS["video"]) and one in site.parsed.files]
    seconds = [seconds_of(site.parsed.files[one], one) or math.inf for one in known]
    return max(seconds, default=None)


def _blocks(site: Site) -> Iterator[Block]:
    """Yield the blocks `video` and `audio`, and those of components that extend one."""
    for page in site.pages:
        for block in page.document.blocks:
            shape = site.parsed.components[block.name]
            if {"video", "audio"} & {shape.name, shape.extends}:
                yield block
