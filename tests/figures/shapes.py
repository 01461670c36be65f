"""What tests of figures share: shapes taken apart."""

from explainery.commands.build import SHIPPED
from explainery.draw import Data, Drawing, Label, Quantity
from explainery.draw.words import SIZES, width_of
from explainery.figures.code import module_of


def drawings_of(base):
    """Return the drawing code of all components of an explainer, or of what ships."""
    files = base.glob("templates/components/*/draw.py")
    return {file.relative_to(base / "templates").as_posix(): file.read_text(encoding="utf-8") for file in files}


TEMPLATES = drawings_of(SHIPPED)


def code_of(component):
    """Return the module that draws a component."""
    path = f"components/{component}/draw.py"
    return module_of(f"templates/{path}", TEMPLATES[path])


def drawer(component):
    """Return the function that draws a component from a dictionary of parameters."""
    return lambda data: code_of(component).draw(data if isinstance(data, Data) else Data(data))


def held(value, to=None, unit=None):
    """Return what a fact of that value holds; None for none."""
    return None if value is None else Quantity(value, to, unit)


def flat(shapes):
    """Return all shapes, those in groups too."""
    for shape in shapes:
        if shape.kind == "group":
            yield from flat(shape.shapes)
        else:
            yield shape


def of(drawing, kind, role=None):
    """Return the shapes of a kind, and of a role."""
    return [shape for shape in flat(drawing.shapes) if shape.kind == kind and role in (None, shape.role)]


def words(drawing):
    """Return the words of a drawing."""
    return [label.text for label in of(drawing, "label")]


def box_of(label: Label):
    """Return where words lie, about: their first and last pixel across and down."""
    size = SIZES[label.role]
    width = width_of(label.text, label.role)
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return left, left + width, label.y - size * 0.75, label.y + size * 0.2


def is_tidy(drawing: Drawing, slack: float = 1) -> bool:
    """Say whether all words lie inside the drawing and on no other words that show at the same time."""
    labels = [(group, label) for group, label in _grouped(drawing.shapes, None)]
    for _, label in labels:
        left, right, top, bottom = box_of(label)
        assert left >= -slack, label
        assert right <= drawing.width + slack, label
        assert top >= -slack, label
        assert bottom <= drawing.height + slack, label
    for at, (one_group, one) in enumerate(labels):
        for other_group, other in labels[at + 1 :]:
            if one_group is None or other_group is None or one_group == other_group:
                a, b = box_of(one), box_of(other)
                apart = a[1] <= b[0] + slack or b[1] <= a[0] + slack or a[3] <= b[2] + slack or b[3] <= a[2] + slack
                assert apart, (one, other)
    return True


def _grouped(shapes, only):
    for shape in shapes:
        if shape.kind == "group":
            yield from _grouped(shape.shapes, shape.only or only)
        elif shape.kind == "label":
            yield only, shape
