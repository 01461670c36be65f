"""A page of a gallery as Markdown: a list of blocks, whose parameters are data in one line each."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from explainery.gallery.examples import Example
from explainery.gallery.origin import Span, Text
from explainery.gallery.rows import pieces_of
from explainery.model import File
from explainery.problems import Place

KIND = "gallery-page"
_LONGEST_TITLE = 70
_SHORT = 16  # lines that may stand open
_FENCES = re.compile(r"`{3,}")


class Draft:
    """A page of the gallery while it is written; it knows where its lines come from."""

    def __init__(self, path: str, title: str, checked: str, about: str, notes: Iterable[str] = ()) -> None:
        """Begin with the front matter. `path` is below `content/`; backticks in `about` and `notes` mark code."""
        self.path, self.title = path, title
        self._lines: list[str] = []
        self._spans: list[Span] = []
        fields = {
            "title": title[:_LONGEST_TITLE],
            "answer": "A page of the gallery.",
            "kind": KIND,
            "about": pieces_of(about),
            "notes": [pieces_of(note) for note in notes],
        }
        self._add("---", *_yaml(fields), f"checked: {checked}", "---")

    def source(self) -> File:
        """Return the page as a file."""
        return File(f"content/{self.path}", "\n".join((*self._lines, "")).encode())

    @property
    def spans(self) -> Sequence[Span]:
        """Return where lines come from."""
        return tuple(self._spans)

    def block(self, name: str, fields: Mapping[str, Any]) -> None:
        """Add a block of the gallery itself."""
        self._add("", f"```{name}", *_yaml(fields), "```")

    def example(self, component: str, example: Example, number: int, *, drawn: bool) -> None:
        """Add an example as a writer copies it, and where it can be `drawn`, before that as readers see it."""
        self.block("gallery-example", {"name": example.name})
        lines = example.yaml.words.rstrip("\n").split("\n") if example.yaml else []
        fence = "`" * max(3, *(len(found) + 1 for found in _FENCES.findall("\n".join(lines))), 0)
        if drawn:
            self._add("", f"{fence}{component}")
            self._spans.append(Span(len(self._lines), len(self._lines), example.place))
            if example.yaml:
                self._spans.append(Span(len(self._lines) + 1, len(self._lines) + len(lines), example.yaml))
            self._add(*lines, fence)
        self.copy(f"example-{number}", "As you write it", "\n".join((f"{fence}{component}", *lines, fence)))

    def copy(self, name: str, title: str, text: str, *, folded: bool = False) -> None:
        """Add what a writer copies; it stands open where it is short and not `folded`."""
        is_open = not folded and text.count("\n") < _SHORT
        self.block("gallery-copy", {"id": name, "title": title, "text": text, "open": is_open})

    def fields(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add the fields of a schema."""
        self.block("gallery-fields", {"fields": rows})

    def list(self, title: str, pages: Iterable[str], pictures: Mapping[str, str] | None = None) -> None:
        """Add a list of pages, where there are any; `pictures` are addresses of drawings by the paths of pages."""
        if paths := list(pages):
            shown = [{"page": path, "picture": (pictures or {}).get(path, "")} for path in paths]
            self.block("gallery-list", {"title": title, "pages": shown})

    def _add(self, *lines: str) -> None:
        self._lines += lines


def spans_of(text: Text) -> Sequence[Span]:
    """Return where the lines of a file come from that is one text."""
    return (Span(0, 0, Place(text.path, text.line)), Span(1, text.words.count("\n") + 1, text))


def _yaml(fields: Mapping[str, Any]) -> Iterable[str]:
    return (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items())
