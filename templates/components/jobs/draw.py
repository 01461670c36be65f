"""How few people did the work of many: those whom it usually takes, and those who did it, each with every job."""

from collections.abc import Mapping, Sequence
from typing import Any

from explainery.draw import (
    NARROW,
    WIDE,
    Box,
    Data,
    Disc,
    Drawing,
    Fault,
    Figure,
    Label,
    Shape,
    Table,
    Trace,
    count,
    px,
    said,
    width_of,
    wrapped,
)

_MOST, _MOST_PEOPLE = 200, 12
_COLUMNS: Mapping[float, int] = {WIDE: 8, NARROW: 10}  # of the crowd
_ACROSS, _DOWN = 26, 46  # pixels from one person of the crowd to the next
_TEAM = 262  # where the team begins in the wide drawing, on the right of the crowd
_NAME = 32  # from a person's left edge to the words
_LINE = 21
_ROLES = ("series-1", "series-4", "series-3")  # a disc, a square and a triangle
_BODY = ((0, 37), (0, 22), (4, 16), (16, 16), (20, 22), (20, 37))

Jobs = Sequence[tuple[str, str]]


def draw(data: Data) -> Figure:
    """Return as many people as it usually takes, `usual`, and the `people` who did it, of one size.

    Beside each person of the team stand the jobs of the records, by their `groups`, each with the sign of its group.
    Jobs of others are left out. Raises Fault.
    """
    groups: Sequence[Mapping[str, Any]] = data["groups"]
    if len({group["id"] for group in groups}) < len(groups):
        message = "`groups` names one twice; each of its jobs would be drawn twice."
        raise Fault(message, "groups")
    if len(data["people"]) > _MOST_PEOPLE:
        message = f"`people` has {len(data['people']):,} pages; this figure draws at most {_MOST_PEOPLE}."
        raise Fault(message, "people")
    usual = count({"fact": data["usual"]}, "usual", _MOST)
    found = {page.path.removesuffix(".md").split("/")[-1]: page.title for page in data["people"]}
    team = tuple((title, _jobs(name, data)) for name, title in found.items())
    for title, jobs in team:
        if not any(jobs):
            message = f"`people` names {title}, for whom no job of these `groups` is recorded."
            raise Fault(message, "people")
    rows = tuple(
        (title, group["label"], job)
        for title, jobs in team
        for group, mine in zip(groups, jobs, strict=True)
        for job in mine
    )
    said_so = tuple((title, _said(jobs, groups)) for title, jobs in team)
    return Figure(
        wide=_drawn(WIDE, usual, said_so, data),
        narrow=_drawn(NARROW, usual, said_so, data),
        table=Table(("person", "where", "job"), rows),
    )


def _jobs(name: str, data: Data) -> Sequence[Sequence[str]]:
    """Return the jobs of a person, those of each group."""
    mine = [record.fields for record in data["records"] if str(record.fields["person"].id) == name]
    return [[str(one["job"]) for one in mine if one["group"] == group["id"]] for group in data["groups"]]


def _said(jobs: Sequence[Sequence[str]], groups: Sequence[Mapping[str, Any]]) -> Jobs:
    """Return the words of each job, with the role of its sign."""
    return [
        ((group.get("said") or "{job}").replace("{job}", job), role)
        for mine, group, role in zip(jobs, groups, _ROLES, strict=False)
        for job in mine
    ]


def _drawn(width: float, usual: int, team: Sequence[tuple[str, Jobs]], data: Data) -> Drawing:
    """Return the crowd and, wide, beside it, narrow, below it, the team."""
    wide, columns = width == WIDE, _COLUMNS[width]
    heads = wrapped(said(data["usual_label"], usual), _TEAM - 40 if wide else width, "title", 3)
    shapes: list[Shape] = [Label(0, px(22 + 26 * at), words, "title") for at, words in enumerate(heads)]
    y = 26.0 * len(heads) + 14
    for at in range(usual):
        shapes += _person(at % columns * _ACROSS, y + at // columns * _DOWN, "muted")
    foot = y + -(-usual // columns) * _DOWN
    left, y = (_TEAM, 0.0) if wide else (0, foot + 12)
    titles = wrapped(data["team_label"], width - left, "title", 3)
    shapes += [Label(left, px(y + 22 + 26 * at), words, "title") for at, words in enumerate(titles)]
    y += 26.0 * len(titles) + 16
    legend = [(group["label"], role) for group, role in zip(data["groups"], _ROLES, strict=False)]
    words, lines = _flow(legend, (left, y + 6), width)
    shapes += words
    y += lines * _LINE + 12
    for title, jobs in team:
        beside, lines = _flow(jobs, (left + _NAME, y + 32), width)
        shapes += [*_person(left, y, "accent"), Label(left + _NAME, px(y + 13), title), *beside]
        y += max(_DOWN, 20 + lines * _LINE + 10)
    return Drawing(width, px(max(foot, y)), tuple(shapes))


def _person(x: float, y: float, role: str) -> tuple[Shape, ...]:
    """Return a person, 20 pixels wide and 37 high."""
    body = tuple((px(x + across), px(y + down)) for across, down in _BODY)
    return (Disc(px(x + 10), px(y + 7), 6.5, role), Trace(body, role, closed=True))


def _flow(chips: Jobs, at: tuple[float, float], width: float) -> tuple[list[Shape], int]:
    """Return words with signs before them, side by side from a place on, and how many lines they take."""
    left, y = at
    x, lines = left, 1
    shapes: list[Shape] = []
    for words, role in chips:
        parts = wrapped(words, width - left - 14, "tick", 2)
        long = 14 + max(width_of(part, "tick") for part in parts)
        if x > left and x + long > width:
            x, lines = left, lines + 1
        shapes.append(_sign(x, y + (lines - 1) * _LINE, role))
        for row, part in enumerate(parts):
            lines += row
            shapes.append(Label(px(x + 14), px(y + (lines - 1) * _LINE), part, "tick"))
        x = x + long + 18 if len(parts) == 1 else width
    return shapes, lines


def _sign(x: float, y: float, role: str) -> Shape:
    """Return the sign of a kind of job, 10 pixels wide, on a line of words: told apart without its colour."""
    if role == _ROLES[0]:
        return Disc(px(x + 5), px(y - 5), 4.5, role)
    if role == _ROLES[1]:
        return Box(px(x + 1), px(y - 9), 8, 8, role)
    return Trace(((px(x), px(y - 1)), (px(x + 5), px(y - 10)), (px(x + 10), px(y - 1))), role, closed=True)
