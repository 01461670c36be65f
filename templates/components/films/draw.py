"""Films shot in space on a time line, with the four questions that each answers with yes or no."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Drawing,
    Fault,
    Figure,
    Label,
    Line,
    Shape,
    Table,
    cut,
    fitted,
    inside,
    lines_of,
    px,
    wrapped,
)

QUESTIONS = ("full_length", "fiction", "shot_in_space", "actor_and_director_flew")
"""The fields of a film that are answers."""

_MOST = 20
_SIDE = 210  # pixels for the questions beside the wide time line
_MARK, _ROW = 11, 46
_YEAR = 8  # pixels of a year on the narrow time line
_LINE = 20


@dataclass(frozen=True, slots=True)
class Film:
    """A film: when it came out, and its answers in the order of the questions."""

    title: str
    year: int
    answers: tuple[bool, ...]

    @property
    def words(self) -> str:
        """Return its title with the year."""
        return f"{self.title}, {self.year}"


def draw(data: Data) -> Figure:
    """Return each film of the records at its year: a filled square for every yes, a hollow one for every no.

    A film that answers all four with yes has a ground of its own. Raises Fault.
    """
    films = sorted((_film(record.fields) for record in data["records"]), key=lambda film: (film.year, film.title))
    if not 0 < len(films) <= _MOST:
        message = f"`records` has {len(films):,} films; this figure draws 1 to {_MOST}."
        raise Fault(message, "records")
    words = data["words"]
    yes, no = words["yes"], words["no"]
    return Figure(
        wide=_wide(films, [words[name] for name in QUESTIONS]),
        narrow=_narrow(films, [words[name] for name in QUESTIONS]),
        table=Table(
            ("film", "year", *QUESTIONS),
            tuple((film.title, str(film.year), *(yes if answer else no for answer in film.answers)) for film in films),
        ),
    )


def _film(fields: Any) -> Film:
    return Film(str(fields["title"]), int(fields["year"]), tuple(bool(fields[name]) for name in QUESTIONS))


def _span(films: Sequence[Film]) -> tuple[int, int]:
    """Return the years from the first film to the last; two at least."""
    return films[0].year, max(films[-1].year, films[0].year + 1)


def _wide(films: Sequence[Film], questions: Sequence[str]) -> Drawing:
    """Return the years from left to right, and a row for each question; titles above, with a line down from each."""
    across = fitted(*_span(films), _SIDE + 20, WIDE - 40)
    labels = [inside(Label(px(across(film.year) - 4), 0, cut(film.words, 300)), 0, WIDE) for film in films]
    levels = lines_of(reversed(labels))[::-1]  # so that no line to a film runs through the words of a later one
    top = 24.0 + 22 * max(levels)
    foot = top + 22 + _ROW * len(questions)
    shapes: list[Shape] = []
    for film in films:
        if all(film.answers):
            x = across(film.year)
            shapes.append(Box(px(x - _MARK - 5), px(top + 10), 2 * _MARK + 10, px(foot - top - 18), "band"))
    for row, question in enumerate(questions):
        y = top + 22 + _ROW * row + _ROW / 2 - 6
        lines = wrapped(question, _SIDE - 12, "label", 2)
        shapes += [Label(0, px(y + 6 + _LINE * (at - (len(lines) - 1) / 2)), line) for at, line in enumerate(lines)]
        shapes.append(Line(_SIDE, px(y), WIDE, px(y), "grid"))
    for film, label, level in zip(films, labels, levels, strict=True):
        x, y = px(across(film.year)), top - 4 - 22 * level
        shapes += [
            Line(x, px(y + 6), x, px(foot), "leader"),
            Label(label.x, px(y), label.text, "label", label.anchor),
        ]
        for row, answer in enumerate(film.answers):
            middle = top + 22 + _ROW * row + _ROW / 2 - 6
            status = "documented" if answer else "disputed"
            shapes.append(Box(px(x - _MARK / 2), px(middle - _MARK / 2), _MARK, _MARK, "accent", status))
    first, last = _span(films)
    shapes.append(Line(_SIDE, px(foot), WIDE, px(foot), "axis"))
    for year in range(-(-first // 10) * 10, last + 1, 10):
        x = px(across(year))
        shapes += [Line(x, px(foot), x, px(foot + 6), "axis"), Label(x, px(foot + 21), str(year), "tick", "middle")]
    return Drawing(WIDE, px(foot + 28), tuple(shapes))


def _narrow(films: Sequence[Film], questions: Sequence[str]) -> Drawing:
    """Return the numbered questions, and below them the years from the top down with a film beside its year."""
    shapes: list[Shape] = []
    y: float = 0
    for number, question in enumerate(questions, 1):
        for row, line in enumerate(wrapped(question, NARROW - 20, "label", 2)):
            shapes.append(Label(18, px(y + 16), line))
            if row == 0:
                shapes.append(Label(0, px(y + 16), str(number)))
            y += _LINE
    first, last = _span(films)
    top = y + 24
    down = fitted(first, last, top, top + _YEAR * (last - first))
    shapes.append(Line(46, px(top), 46, px(down(last)), "axis"))
    for year in range(-(-first // 10) * 10, last + 1, 10):
        at = px(down(year))
        shapes += [Line(40, at, 46, at, "axis"), Label(36, px(at + 5), str(year), "tick", "end")]
    free: float = top - 12
    for film in films:
        at = max(down(film.year), free + 12)
        shapes.append(Line(46, px(down(film.year)), 74, px(at), "leader"))
        lines = wrapped(film.words, NARROW - 80, "label", 2)
        shapes += [Label(80, px(at + 6 + _LINE * row), line) for row, line in enumerate(lines)]
        y = at + _LINE * len(lines) - 4
        for number, answer in enumerate(film.answers):
            status = "documented" if answer else "disputed"
            shapes.append(Box(px(80 + 32 * number), px(y), 22, 22, "accent", status))
            role = "on" if answer else "label"
            shapes.append(Label(px(91 + 32 * number), px(y + 17), str(number + 1), role, "middle"))
        free = y + 30
    return Drawing(NARROW, px(max(free, down(last) + 10)), tuple(shapes))
