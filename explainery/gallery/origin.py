"""Where the files of a gallery come from: no disk has them, and what is wrong in one stands elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from explainery.problems import Place, Problem, Problems


@dataclass(frozen=True, slots=True)
class Text:
    """A text inside a file: `line` is that of its first line there, `indent` the columns by which all are set in."""

    words: str
    path: str
    line: int
    indent: int


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a file that was made, from `first` to `last`, and the text that stands there, or its one place."""

    first: int
    last: int
    origin: Text | Place


@dataclass(frozen=True, slots=True)
class Origins:
    """Where lines come from, by the paths of their files."""

    spans: Mapping[str, Sequence[Span]]

    def traced(self, problems: Problems) -> Problems:
        """Return problems at the places that a person wrote."""
        return Problems(map(self._problem, problems.problems), problems.outcome)

    def _problem(self, problem: Problem) -> Problem:
        return replace(problem, place=self._place(problem.place), also=tuple(self._places(problem.also)))

    def _places(self, places: Iterable[Place]) -> Iterable[Place]:
        return map(self._place, places)

    def _place(self, place: Place) -> Place:
        for span in self.spans.get(place.path, ()):
            if span.first <= place.line <= span.last:
                if isinstance(span.origin, Place):
                    return span.origin
                line = span.origin.line + place.line - span.first
                return Place(span.origin.path, line, place.column + span.origin.indent, place.length)
        return place
