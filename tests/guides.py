"""What guides for writers name in their tables."""

import re
from pathlib import Path

from explainers import put
from photographs import photograph
from recordings import RECORDINGS

from explainery.commands.init import starter

_SHOWN = re.compile(r"^(`{3,})\w+ (content/\S+)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)


def records_of(guide: str) -> list[str]:
    """Return the files of records that a guide names, sorted."""
    records = guide[guide.index("## Records") :].partition("\n## ")[0]
    return sorted(re.findall(r"^\| `(\w+)[/*.\w]*` \|", records, re.MULTILINE))


def blocks_of(guide: str) -> set[str]:
    """Return the blocks that a guide names."""
    blocks = next(part for part in re.split(r"^## ", guide, flags=re.MULTILINE) if part.startswith("Blocks\n"))
    return set(re.findall(r"^(?:\| )?`([\w-]+)` (?:\||shows)", blocks, re.MULTILINE))


def page_of_everything(guide: str) -> str:
    """Return the page of a guide that shows all that a text may have."""
    return re.search(r"^````markdown content/heights/everyday\.md\n(.*?)^````$", guide, re.DOTALL | re.MULTILINE)[1]


def put_shown(root: Path, guide: str) -> list[str]:
    """Write what `init` writes, and beside it all that a guide shows, of which it tells; return the paths of that."""
    put(root, {path: content.decode() for path, content in starter("guide").items()})
    for _fence, path, text in _SHOWN.findall(guide):
        file = root / path
        put(root, {path: f"{file.read_text(encoding='utf-8')}\n{text}" if file.exists() else text})
    files = {"ridge.jpg": photograph(60, 40), "climb.webm": RECORDINGS["a.webm"], "wind.mp3": RECORDINGS["a.mp3"]}
    for name, content in files.items():
        (root / "content/heights" / name).write_bytes(content)
    return [path for _fence, path, _text in _SHOWN.findall(guide)]
