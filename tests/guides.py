"""What guides for writers name in their tables."""

import re


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
