"""What everything rests on: a bar for each subject, as long as all of its facts, in parts by their origins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    Support,
    Table,
    cut,
    fitted,
    px,
    width_of,
)

MOST = 100
"""The most subjects; more make a drawing that nobody scrolls through."""

SEVERAL = 2
"""Of how many origins a fact must be, to rest on more than one."""

_SIDE, _COUNT = 206, 44  # pixels for the words before the wide bars, and for the numbers behind all
_BAR, _THIN, _STEP, _HEAD = 17, 7, 26, 20  # parts of a bar, from one bar to the next, and words above a narrow one
_LINE = 22

Subjects = Sequence[tuple[str, Sequence[Support]]]


def draw(data: Data) -> Figure:
    """Return a bar for all facts and one for each of their subjects: first those of several origins, then those of one.

    Those of one are thinner, so that nobody needs the colours. In both parts the facts on which sources differ are
    hollow, where the parts meet. All bars are equally long, so that shares can be compared; the number of facts is
    behind each. `subjects` gives labels to files of facts; those left out have their own names. Subjects of which the
    smallest share rests on one origin come first. Raises Fault.
    """
    support: Sequence[Support] = data["support"]
    if not support:
        message = "The site has no facts; this figure draws them."
        raise Fault(message)
    subjects = _by_subject(support, {one["subject"]: one["label"] for one in data["subjects"]})
    if len(subjects) > MOST:
        message = f"The site has {len(subjects):,} files of facts; this figure draws at most {MOST}."
        raise Fault(message)
    everything = ((data["words"]["all"], support), *subjects)
    return Figure(
        wide=_drawn(WIDE, everything, data["words"]),
        narrow=_drawn(NARROW, everything, data["words"]),
        table=Table(("subject", "facts", "two_or_more_origins", "one_origin", "disputed"), tuple(_rows(everything))),
    )


def _by_subject(support: Iterable[Support], labels: Mapping[str, str]) -> Subjects:
    """Return the facts under the labels of their subjects; those with the smallest share from one origin come first.

    Raises Fault where a subject has none.
    """
    found: dict[str, list[Support]] = {name: [] for name in labels}
    for fact in support:
        found.setdefault(fact.subject, []).append(fact)
    for name, facts in found.items():
        if not facts:
            message = f"`subjects` names `{name}`, and no file of that name holds facts."
            raise Fault(message, "subjects")
    ordered = sorted(found.items(), key=lambda one: sum(fact.origins < SEVERAL for fact in one[1]) / len(one[1]))
    return [(labels.get(name, name.replace("-", " ")), facts) for name, facts in ordered]


def _rows(subjects: Subjects) -> Iterator[tuple[str, ...]]:
    for label, facts in subjects:
        several = sum(fact.origins >= SEVERAL for fact in facts)
        disputed = sum(fact.status == "disputed" for fact in facts)
        yield (label, *(str(number) for number in (len(facts), several, len(facts) - several, disputed)))


def _drawn(width: float, subjects: Subjects, words: Mapping[str, str]) -> Drawing:
    """Return the legend, then a bar a subject with its words beside it or, narrow, above it."""
    wide = width == WIDE
    left, right = (_SIDE if wide else 0.0), width - _COUNT
    legend, y = _legend(words, width)
    shapes: list[Shape] = [*legend, Label(width, px(y), cut(words["facts"], _COUNT + 40, "tick"), "tick", "end")]
    y += 14
    for at, (label, facts) in enumerate(subjects):
        if not wide:
            shapes.append(Label(0, px(y + 13), cut(label, width)))
            y += _HEAD
        else:
            shapes.append(Label(left - 10, px(y + 14), cut(label, left - 10), anchor="end"))
        shapes += [*_bar(facts, left, right, y), Label(width, px(y + 14), f"{len(facts):,}", "tick", "end")]
        y += _STEP if wide else _STEP + 4
        if at == 0 and len(subjects) > 1:
            shapes.append(Line(0, px(y - 2), width, px(y - 2), "grid"))
            y += 10
    return Drawing(width, px(y), tuple(shapes))


def _bar(facts: Sequence[Support], left: float, right: float, y: float) -> Iterator[Shape]:
    """Yield the parts of a bar from the left; empty ones are left out."""
    across, start = fitted(0, len(facts), left, right), 0
    for several, disputed in ((True, False), (True, True), (False, True), (False, False)):
        mine = sum((fact.origins >= SEVERAL, fact.status == "disputed") == (several, disputed) for fact in facts)
        if mine:
            role, status = "series-1" if several else "accent", "disputed" if disputed else "documented"
            high = _BAR if several else _THIN
            yield Box(px(across(start)), px(y + (_BAR - high) / 2), px(across.length(mine)), high, role, status)
        start += mine


def _legend(words: Mapping[str, str], width: float) -> tuple[list[Shape], float]:
    """Return what the parts are, side by side where there is room, and the last line that they take."""
    marks: Mapping[str, Sequence[Any]] = {
        "several": (("series-1", "documented"),),
        "disputed": (("series-1", "disputed"), ("accent", "disputed")),
        "one": (("accent", "documented"),),
    }
    shapes: list[Shape] = []
    x, y = 0.0, 14.0
    for name, boxes in marks.items():
        long = 20 * len(boxes) + 4
        text = cut(words[name], width - long, "tick")
        if x and x + long + width_of(text, "tick") > width - (_COUNT + 40 if width == WIDE else 0):
            x, y = 0.0, y + _LINE
        for at, (role, status) in enumerate(boxes):
            high = 13 if role == "series-1" else _THIN
            shapes.append(Box(px(x + 20 * at), px(y - 5.5 - high / 2), 16, high, role, status))
        shapes.append(Label(px(x + long), px(y), text, "tick"))
        x += long + width_of(text, "tick") + 26
    return shapes, y if width == WIDE else y + _LINE
