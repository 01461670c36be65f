"""The contrast of every pair of colour tokens that meet, in three modes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "explainery/shipped/assets/css/tokens.css").read_text(encoding="utf-8")
TEXT = ("ink", "ink-quiet", "link", "visited", "accent", "series-1", "series-2", "series-3", "series-4", "warning")
LINES = ("rule-strong", "focus")
MORE = re.search(r"@media \(prefers-contrast: more\) \{(.*?)\n\}", TOKENS, re.DOTALL)[1]
BASE = TOKENS.partition("@media")[0]


def colours(text: str, mode: str) -> dict[str, str]:
    """Return the colours of a block of tokens in one mode."""
    found = {}
    for name, value in re.findall(r"--([\w-]+):\s*(light-dark\([^;]*\)|#[0-9a-f]{3,6})", text):
        both = re.findall(r"#[0-9a-f]{3,6}", value)
        found[name] = both[0] if mode == "light" or len(both) == 1 else both[1]
    return found


def palette(mode: str) -> dict[str, str]:
    """Return all colours in light, dark, or either of them with more contrast."""
    scheme = mode.partition(" ")[0]
    base = colours(BASE, scheme)
    return base | colours(MORE, scheme) if "more" in mode else base


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, definition)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark", "light more", "dark more"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_text_and_lines_stand_out(mode, ground):
    found = palette(mode)
    for name in TEXT:
        assert contrast(found[name], found[ground]) >= 4.5, f"{name} on {ground}, {mode}"
    for name in LINES:
        assert contrast(found[name], found[ground]) >= 3, f"{name} on {ground}, {mode}"


@pytest.mark.parametrize("mode", ["light", "dark", "light more", "dark more"])
def test_the_masthead_can_be_read(mode):
    found = palette(mode)
    for name in ("on-masthead", "on-masthead-accent", "on-masthead-focus"):
        assert contrast(found[name], found["masthead"]) >= 4.5, f"{name}, {mode}"
