"""What the target of a link or picture means, and what is wrong with it. Pure: nothing is looked up here."""

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

from explainery.forms import one_form
from explainery.model import Link
from explainery.problems import Place, did_you_mean, listed
from explainery.web import fault, published

Say = Callable[[str, str, str], None]
"""Takes title, sentence and hint of a problem with the target."""

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"www\.[^\s/.]+\.", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SCHEMES = ("fact", "term", "https", "http", "mailto")
_RECORDING = re.compile(
    r"//(?:[\w-]+\.)*(?:youtube(?:-nocookie)?|youtu|vimeo|dailymotion|tiktok|twitch|soundcloud|spotify)\.\w+/"
    r"|\.(?:mp4|webm|mov|mp3|m4a|ogg|wav)(?:[?#]|$)"
)
ELSEWHERE = (
    "Write the block `kept`, with their words, a still picture and the address, for what others published elsewhere;"
    " or, for a recording that lies beside this file, `video` or `audio`."
)
"""What to write in place of a player, or of a post of others."""
_ON_DISK = "Copy the file beside this one, and write its name."


def link_to(target: str, path: str, place: Place, say: Say) -> Link:
    """Return the link that `target` makes in the file at `path` (below `content/`)."""
    scheme = _SCHEME.match(target)
    name = scheme[1].lower() if scheme else ""
    if _DRIVE.match(target) or name == "file":
        say("LINK TO A DISK", "This link leads to a disk; readers have another one.", _ON_DISK)
    elif _HOST.match(target):
        says = f"`{target}` names a host without saying how to reach it."
        say("LINK WITHOUT SCHEME", says, f"Write `https://{target}`.")
    elif target.startswith("//"):
        says = f"`{target}` names a host without saying how to reach it."
        say("LINK WITHOUT SCHEME", says, f"Write `https:{target}`.")
    elif name in ("http", "https", "mailto"):
        if wrong := fault(target.strip()):
            say("BAD ADDRESS", *wrong)
        return Link("web", published(target), "", "", place)
    elif scheme and scheme[1] in ("fact", "term"):
        return Link(scheme[1], target[scheme.end() :], "", "", place)
    elif scheme:
        guess = f"Did you mean `{name}:`?" if name in _SCHEMES else ""
        known = f"A link is a file’s name, or begins with one of {listed(f'{one}:' for one in _SCHEMES)}."
        guess = guess or did_you_mean(scheme[1], _SCHEMES, known).replace("`?", ":`?")
        say("UNKNOWN LINK SCHEME", f"A link cannot begin with `{scheme[1]}:`.", guess)
    else:
        return _page(target, path, place, say)
    return Link("web", "", "", "", place)


def _page(target: str, path: str, place: Place, say: Say) -> Link:
    before, _, fragment = target.partition("#")
    if not before and not fragment:
        say("EMPTY LINK", "This link leads nowhere.", "Write the file or address that it leads to between `(` and `)`.")
    if "?" in before:
        says = "What follows `?` has no meaning in a link between pages."
        say("QUESTION MARK IN A LINK", says, f"Write `{before.partition('?')[0]}`.")
    return Link("page", inside(before, path, say) if before else path, one_form(unquote(fragment)), "", place)


def picture_at(target: str, path: str, say: Say) -> str:
    """Return the path below `content/` of a picture that the file at `path` shows."""
    if _DRIVE.match(target):
        say("LINK TO A DISK", "This picture lies on a disk; readers have another one.", _ON_DISK)
    elif _SCHEME.match(target) or target.startswith("//"):
        says = "This picture does not lie beside the text; a page loads nothing from elsewhere."
        hint = ELSEWHERE if _RECORDING.search(target) else "Save the picture beside this file, and write its name."
        say("PICTURE ON ANOTHER HOST", says, hint)
    elif not target:
        say("EMPTY LINK", "This picture has no file.", "Write the file’s name between `(` and `)`.")
    else:
        return inside(target, path, say)
    return ""


def inside(target: str, path: str, say: Say) -> str:
    """Return the path below `content/` that a relative target means, seen from the file at `path`."""
    plain = unquote(target)
    found = one_form(posixpath.normpath(posixpath.join(posixpath.dirname(path), plain)))
    if "\\" in plain:
        right = plain.replace("\\", "/")
        say(
            "BACKSLASH IN A LINK",
            "In a link the parts of a path are joined by `/`, on every system.",
            f"Write `{right}`.",
        )
    elif plain.startswith("/"):
        right = posixpath.relpath(plain.lstrip("/") or ".", posixpath.dirname(path) or ".")
        says = "A link that begins with `/` breaks wherever the site is not at the root of a host."
        say("LINK FROM THE ROOT", says, f"Write it as seen from this file: `{right}`.")
    elif found == ".." or found.startswith("../"):
        says = f"`{target}` leads out of `content/`; what lies there is not published."
        say("LINK OUT OF CONTENT", says, "Name a file inside `content/`.")
    return found
