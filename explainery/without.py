"""What an explainer does without: kinds, records and components that are shipped and that its settings leave out.

Their schemas alone are taken away, which is what makes them known; their templates stay, since others may use these.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from explainery.fields import Fields, Items, Node, Scalar, decode, load
from explainery.model import Sources
from explainery.problems import Problem, Problems, did_you_mean, listed

_SETTING = "without"
_FOLDERS = ("kinds", "records", "components")
_NEEDED = ("page", "fact", "source", "figure")
"""What the generator itself is built on."""

_NAMING = ("x-extends", "x-ref", "x-select")


def without(sources: Sources) -> Sources:
    """Return the sources without the schemas of what their settings leave out.

    Raises Problems where that is not there, or others need it.
    """
    settings = sources.settings
    names = list(_names(load(decode(settings.content, settings.path), settings.path)))
    schemas = {path: text for path, text in sources.templates.items() if _name(path)}
    known = {_name(path) for path in schemas} - {*_NEEDED}
    users = _users(schemas, {node.text for node in names})
    if problems := [problem for node in names for problem in _wrong(node, known, users, names)]:
        raise Problems(problems)
    gone = {path: text for path, text in schemas.items() if _name(path) in {node.text for node in names}}
    templates = {path: text for path, text in sources.templates.items() if path not in gone}
    return replace(sources, templates=templates, left_out=gone)


def left_out(schemas: Mapping[str, str], folder: str) -> set[str]:
    """Return the names of what was left out of a folder of schemas, `kinds`, `records` or `components`."""
    return {_name(path) for path in schemas if path.startswith(f"{folder}/")}


def _names(settings: Node | None) -> Iterator[Scalar]:
    """Yield the names that the settings leave out; of another form than a list of texts, their schema has to speak."""
    for key, value in settings.entries if isinstance(settings, Fields) else ():
        if key.text == _SETTING and isinstance(value, Items):
            yield from (item for item in value.items if isinstance(item, Scalar))


def _name(path: str) -> str:
    """Return the name of the kind, record or component whose schema is at a path; empty for another template."""
    folder, _, rest = path.partition("/")
    name, _, file = rest.partition("/")
    return name if folder in _FOLDERS and file == "schema.yaml" else ""


def _users(schemas: Mapping[str, str], gone: set[str]) -> Mapping[str, list[str]]:
    """Return the paths of the schemas that stay and name something that goes, by its name."""
    found: dict[str, list[str]] = {}
    for path, text in schemas.items():
        if _name(path) not in gone and any(word in text for word in gone):
            for name in sorted({*_named(load(text, f"templates/{path}", comments=True))} & gone):
                found.setdefault(name, []).append(path)
    return found


def _named(node: Node | None) -> Iterator[str]:
    """Yield what a schema builds on and refers to."""
    if isinstance(node, Fields):
        for key, value in node.entries:
            if key.text in _NAMING and isinstance(value, Scalar):
                yield value.text.partition(".")[0]
            yield from _named(value)


def _wrong(node: Scalar, known: set[str], users: Mapping[str, list[str]], names: list[Scalar]) -> Iterator[Problem]:
    name = node.text
    if name in _NEEDED:
        says = f"`{name}` cannot be left out: the generator itself is built on it."
        yield Problem("CANNOT BE LEFT OUT", node.place, says, "Delete it from this list.")
    elif name not in known:
        says = f"There is no kind, record or block called `{name}` that could be left out."
        hint = did_you_mean(name, known, f"There are {listed(sorted(known))}.")
        yield Problem("NOTHING TO LEAVE OUT", node.place, says, hint)
    elif name in users:
        says = f"`{name}` cannot be left out while others need it: {listed(map(_name, users[name]))}."
        whole = dict.fromkeys((*(one.text for one in names), *map(_name, users[name])))
        yield Problem("STILL NEEDED", node.place, says, f"Leave out all of them:\n\n{_SETTING}: [{', '.join(whole)}]")
