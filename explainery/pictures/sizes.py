"""How wide and high a picture says that it is. Only user of imagesize."""

import io

MOST_BYTES, MOST_PIXELS = 20_000_000, 100_000_000
"""As much as a photograph may be that is made anew: what a good camera gives, and what some seconds can read."""

_MOST_SHOWN = 250_000_000
_WIDEST = 65_535  # as far as a JPEG picture goes


def size_of(content: bytes) -> tuple[float, float]:
    """Return width and height in pixels; -1 for one that is not said."""
    import imagesize  # noqa: PLC0415 - loads all that the standard library has for the network

    width, height = imagesize.get(io.BytesIO(content))
    return width, height


def too_heavy(content: bytes) -> tuple[str, str, str] | None:
    """Return title, sentence and remedy for a photograph that takes too long to be made anew; None for others."""
    width, height = size_of(content)
    hint = "Save it smaller: 4,000 pixels are wider than any page shows."
    if len(content) > MOST_BYTES:
        says = f"This picture has {len(content):,} bytes; at most {MOST_BYTES:,} are read."
        return "PICTURE TOO LARGE", says, hint
    if width * height > MOST_PIXELS:
        says = f"This picture is {width:,} pixels wide and {height:,} high; at most {MOST_PIXELS:,} in all are read."
        return "PICTURE TOO LARGE", says, hint
    return None


def too_large(content: bytes) -> tuple[str, str, str] | None:
    """Return title, sentence and remedy for a picture that no browser could show; None for others."""
    width, height = size_of(content)
    if max(width, height) <= _WIDEST and width * height <= _MOST_SHOWN:
        return None
    says = f"This picture says that it is {width:,} pixels wide and {height:,} high; browsers show no such one."
    return "PICTURE TOO LARGE", says, "Save it smaller: 2,000 pixels are as wide as screens show."
