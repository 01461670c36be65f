"""What builds of tests work out again and again from the same, worked out once in a process.

Tests build hundreds of small explainers that share nearly all templates, words and pictures, most with nothing kept. A
third of such a build would go into compiling the same templates anew. What is kept by builds themselves is another
matter, and has tests of its own.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from explainery import raster
from explainery.essence import digest_of
from explainery.numbers import facts
from explainery.render.environment import Templates
from explainery.schema import definition
from explainery.units import units_in_use


def work_out_once() -> None:
    """Let this process remember compiled templates, drawn pictures, schemas as they are written, what finds numbers."""
    _compile_once()
    _draw_once()
    _make_finders_once()
    definition.load = lru_cache(500)(definition.load)  # of YAML, where all schemas are read anew if one changes


def _compile_once() -> None:
    compile_anew, known = Templates.compile, dict[tuple[Any, ...], Any]()

    def compile_template(self: Templates, source: Any, *more: Any, **named: Any) -> Any:
        # All that the code depends on: the text, its name, the language of its words, and whose namesakes it takes.
        key = (source, more, *named.items(), digest_of(self._words), self._folders)
        if key not in known:
            known[key] = compile_anew(self, source, *more, **named)
        return known[key]

    Templates.compile = compile_template  # type: ignore[method-assign]


def _draw_once() -> None:
    draw_anew, known = raster.png, dict[tuple[Any, ...], bytes]()

    def png(svg: str, fonts: tuple[str, ...] = (), width: int | None = None) -> bytes:
        key = (svg, *(Path(font).read_bytes() for font in fonts), width)
        if key not in known:
            known[key] = draw_anew(svg, fonts, width)
        return known[key]

    raster.png = png


def _make_finders_once() -> None:
    finder = facts.Finder
    once = lru_cache(16)(lambda _units, *given: finder(*given))
    facts.Finder = lambda *given: once(units_in_use(), *given)  # type: ignore[assignment,misc]
