"""`.cache/`, where builds keep what only saves time."""

from pathlib import Path


def kept_at(root: Path, name: str) -> Path | None:
    """Return the place of a file or folder in `.cache/` of the explainer at `root`; None where nothing can be kept.

    Nothing is kept behind a symbolic link: whoever made the explainer chose where it leads.
    """
    folder = root / ".cache"
    try:
        is_elsewhere = folder.is_symlink() or (folder / name).is_symlink()
    except OSError:  # this user may not enter the folder
        return None
    return None if is_elsewhere else folder / name
