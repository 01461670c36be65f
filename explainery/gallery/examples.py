"""What an `examples.yaml` says: a block as it may stand in a page, and what lies in `content/` for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from explainery.fields import Fields, Items, Node, Scalar, load
from explainery.files import is_plain
from explainery.gallery.origin import Text
from explainery.model import Picture
from explainery.problems import Place, Problem, Problems
from explainery.schema import Readers, Schema, read_fields

BASE64 = ".base64"
"""The ending of the name of a file that an example writes as base64, since it is no text."""

_READERS = Readers(
    lambda _node, _mode: None,  # type: ignore[arg-type,return-value]
    lambda text: text,
    lambda text: text,
    lambda node, _what: Picture(node.text, "", None, node.place),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A block with a name; `yaml` are its parameters, None where it has none."""

    name: str
    place: Place
    yaml: Text | None


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of a component, and the files below `content/` that they need, by their paths.

    `content` is None where they are drawn with what the explainer has; `needs` is a Python package that may be missing.
    """

    examples: tuple[Example, ...]
    content: Mapping[str, Text] | None
    needs: str | None = None

    @property
    def can_be_drawn(self) -> bool:
        """Say whether what they need is installed."""
        return self.needs is None or find_spec(self.needs) is not None


def read_examples(text: str, path: str, schema: Schema) -> Examples:
    """Return what stands in the `examples.yaml` at `path`, whose fields are those of `schema`. Raises Problems."""
    node = load(text, path, comments=True)
    values, _places, problems = read_fields(schema, node, Place(path), _READERS)
    if problems:
        raise Problems(problems)
    lines, fields = text.split("\n"), _entries(node)
    content = _entries(fields["content"][1]) if "content" in fields else None
    examples = tuple(_example(item, text, lines, problems) for item in _items(fields["examples"][1]))
    problems += _named_twice(examples)
    files: dict[str, Text] = {}
    for name, (key, value) in (content or {}).items():
        if wrong := _wrong_path(name):
            says = f"`{name}` is not a path below `content/` for an example: {wrong}."
            problems.append(Problem("NOT A PATH", key.place, says, "Write one such as `facts/example.yaml`."))
        files[name] = _text(value, text, lines, problems)
    if problems:
        raise Problems(problems)
    return Examples(examples, None if content is None else files, values["needs"])


def _entries(node: Node | None) -> dict[str, tuple[Scalar, Node]]:
    return {key.text: (key, value) for key, value in node.entries} if isinstance(node, Fields) else {}


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else ()


def _example(node: Node, text: str, lines: list[str], problems: list[Problem]) -> Example:
    fields = _entries(node)
    name = fields["name"][1]
    yaml = _text(fields["yaml"][1], text, lines, problems) if "yaml" in fields else None
    return Example(name.text if isinstance(name, Scalar) else "", name.place, yaml)


def _text(node: Node, text: str, lines: list[str], problems: list[Problem]) -> Text:
    """Return what stands below a `|`, as it is to be copied; note a problem where it stands otherwise."""
    assert isinstance(node, Scalar)  # noqa: S101 - says the schema
    if text[node.start : node.start + 1] != "|":
        says = "What an example shows stands below a `|`, line by line as it is to be copied."
        problems.append(Problem("NOT A BLOCK OF LINES", node.place, says, "Write it so:\n\nyaml: |\n  text: A remark."))
        return Text("", node.place.path, node.place.line, 0)
    words = node.text.split("\n")
    first = next((at for at, line in enumerate(words) if line.strip()), 0)
    indent = _spaces(lines[node.place.line + first]) - _spaces(words[first])
    return Text(node.text, node.place.path, node.place.line + 1, indent)


def _spaces(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _named_twice(examples: tuple[Example, ...]) -> Iterator[Problem]:
    met: dict[str, Place] = {}
    for example in examples:
        if met.setdefault(example.name, example.place) is not example.place:
            says = f"Two examples are called “{example.name}”."
            also = (met[example.name],)
            yield Problem("DUPLICATE EXAMPLE", example.place, says, "Give each a name of its own.", also)


def _wrong_path(path: str) -> str | None:
    if path == "site.yaml":
        return "the settings are those of the explainer"
    if not is_plain(path) or not all(path.split("/")):
        return "it holds a part without a name, or a character that cannot be printed"
    if any(part.startswith((".", "_")) for part in path.split("/")):
        return "names that begin with a dot or `_` are not read"
    return None
