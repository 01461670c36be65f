"""How often properties are tried with values made by chance."""

from hypothesis import settings

EVERY_TIME, WHOLE = 25, 100
"""Values that a property is tried with before each change, and where `--whole` asks for all."""


def tries(number: int) -> settings:
    """Return the settings of a property that is to be tried so many times, and in the same measure less often."""
    return settings(max_examples=number * settings.default.max_examples // WHOLE)
