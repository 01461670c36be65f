"""How wide and high a picture says that it is. Only user of imagesize."""

import io

_MOST_PIXELS = 250_000_000
_WIDEST = 65_535  # as far as a JPEG picture goes


def size_of(content: bytes) -> tuple[float, float]:
    """Return width and height in pixels; -1 for one that is not said."""
    import imagesize  # noqa: PLC0415 - loads all that the standard library has for the network

    width, height = imagesize.get(io.BytesIO(content))
    return width, height


def too_large(content: bytes) -> tuple[str, str, str] | None:
    """Return title, sentence and remedy for a picture that no browser could show; None for others."""
    width, height = size_of(content)
    if max(width, height) <= _WIDEST and width * height <= _MOST_PIXELS:
        return None
    says = f"This picture says that it is {width:,} pixels wide and {height:,} high; browsers show no such one."
    return "PICTURE TOO LARGE", says, "Save it smaller: 2,000 pixels are as wide as screens show."
