"""The environment of the templates, which notes what each page loads. Jinja2 is used here and in the modules beside."""

from collections import defaultdict
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, Template, TemplateNotFound, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context

_FILTERS = {name: name for name in ("html", "plain", "day", "clock", "iso", "t_code", "amount")} | {"names": "authors"}


class Templates(Environment):
    """An environment in which every name must be defined, everything is escaped, and each load is noted."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        """Take the templates by their names."""
        super().__init__(
            loader=_Loader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.asked: set[str] = set()
        self._inner: dict[str, set[str]] = defaultdict(set)
        for name, method in _FILTERS.items():
            self.filters[name] = _in_page(method)

    def keep(self, compiled: MutableMapping[bytes, bytes]) -> None:
        """Use what earlier runs compiled, and add to it."""
        self.bytecode_cache = _Compiled(compiled)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002 - Jinja2's name
        """Return a template; `parent` is the one that includes, imports or extends it."""
        self.asked.add(str(name))
        if parent is not None:
            self._inner[parent].add(str(name))
        return super().get_template(name, parent, globals)

    def used(self) -> set[str]:
        """Return the templates asked for since `asked` was last emptied, with all that they ask for in turn.

        A template that is imported a second time is not run again, so what it asked for the first time counts as well.
        """
        found: set[str] = set()
        waiting = list(self.asked)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._inner[name]
        return found


class _Loader(BaseLoader):
    """Templates from a mapping; their places in problems begin at the explainer's folder."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        if template not in self._templates:
            raise TemplateNotFound(template)
        return self._templates[template], f"templates/{template}", lambda: True


class _Compiled(BytecodeCache):
    """Keeps compiled templates between runs; Jinja2 checks them against their source."""

    def __init__(self, kept: MutableMapping[bytes, bytes]) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        found = self._kept.get(self._key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[self._key(bucket)] = bucket.bytecode_to_string()

    def _key(self, bucket: Bucket) -> bytes:
        return f"{bucket.key} {bucket.checksum}".encode()


def _in_page(name: str) -> Callable[..., Any]:
    """Return a filter that asks the page being rendered."""

    @pass_context
    def apply(context: Context, *values: Any) -> Any:
        return getattr(context["in_page"], name)(*values)

    return apply
