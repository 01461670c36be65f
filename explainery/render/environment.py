"""The environment of the templates, which notes what each page loads. Jinja2 is used here and in the modules beside."""

import datetime as dt
import functools
import json
import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
    pass_eval_context,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.filters import do_format, do_join, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import MAX_RANGE, safe_range
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from explainery.essence import digest_of
from explainery.model import Body, Edtf, Month, Words
from explainery.render.views import RecordView

_NAMED_ALIKE = (
    *("html", "plain", "day", "clock", "iso", "days_from", "amount", "cell", "who", "within", "elsewhere"),
    *("each_name", "stopped"),
)
_FILTERS = {name: name for name in _NAMED_ALIKE} | {"names": "authors"}
_OF_WORDS = (
    "string upper lower title capitalize trim replace truncate wordwrap center indent striptags escape e forceescape"
    " urlencode safe"
).split()
_TAKES: dict[str, tuple[type, ...]] = {
    "html": (Body, type(None)),
    "day": (dt.date, Month, Edtf, str),
    "days_from": (dt.date, Month, Edtf, RecordView),
    "amount": (RecordView,),
    "cell": (str,),
    "who": (RecordView,),
    "within": (RecordView,),
    "elsewhere": (RecordView,),
    "authors": (tuple, list, type(None)),
    "each_name": (Mapping, type(None)),
    "stopped": (str,),
}

_RAISED = ("</sup>", *"⁰¹²³⁴⁵⁶⁷⁸⁹")
_ONLY_MACROS = re.compile(r"(?:\s|(?>\{#.*?#\})|(?>\{%[-+]?\s*macro\b.*?\bendmacro\s*[-+]?%\}))*+", re.DOTALL)
_OTHER_TEMPLATES = re.compile(r"\b(?:import|include|extends)\b")
_TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_NAME = re.compile(r"(?<![.\w])[^\W\d]\w*")


class _Importable(Template):
    """A template that knows what it asks for when it is imported."""

    environment: "Templates"

    def make_module(self, vars: Any = None, shared: bool = False, locals: Any = None) -> TemplateModule:  # noqa: A002, FBT001, FBT002 - Jinja2's names
        """Return what the template defines; without `vars` Jinja2 keeps it, and does not run the template again.

        What defines macros alone is not run again either while a page finds the same under all names in it.
        """
        if vars is not None and self.name is not None and (names := self.environment.names_in(self.name)):
            seen = {**vars, **{name: value for name, value in (locals or {}).items() if value is not missing}}
            found = [seen.get(name, missing) for name in names]
            for known, module in self.environment.modules[self.name]:
                if all(map(operator.is_, known, found)):
                    return module
            module = super().make_module(vars, shared, locals)
            self.environment.modules[self.name].append((found, module))
            return module
        if vars is not None or self.name is None:
            return super().make_module(vars, shared, locals)
        before, self.environment.asked = self.environment.asked, set()
        try:
            return super().make_module(vars, shared, locals)
        finally:
            self.environment.needed[self.name] = self.environment.asked
            self.environment.asked = before | self.environment.asked


class Templates(Environment):
    """An environment in which every name must be defined, everything is escaped, and each load is noted."""

    template_class = _Importable

    def __init__(self, templates: Mapping[str, str], words: Words, *folders: str) -> None:
        """Take the templates by their names, and the language that they speak.

        Those in `folders` stand in place of their namesakes outside, those in the first one before those in the next.
        """
        self._folders, self._words = folders, words
        super().__init__(
            loader=_Loader(templates, folders),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            extensions=["jinja2.ext.i18n"],
        )
        self.policies["ext.i18n.trimmed"] = True
        self._say(words)
        self.policies["json.dumps_function"] = functools.partial(json.dumps, default=_no_json)
        self._known = templates.keys()
        self.asked: set[str] = set()
        self.needed: dict[str, set[str]] = {}
        self.modules = defaultdict[str, list[tuple[list[Any], TemplateModule]]](list)
        self._names: dict[str, tuple[str, ...]] = {}
        del self.globals["lipsum"], self.filters["random"]  # with which no two builds are the same
        self.globals["range"] = _range
        for name in _OF_WORDS:
            self.filters[name] = _of_nothing(self.filters[name])
        self.filters["join"], self.filters["format"] = _joined, _formatted
        for name, method in _FILTERS.items():
            self.filters[name] = _in_page(method)
        self.tests["ending_raised"] = _ends_raised

    def _say(self, words: Words) -> None:
        """Let `_()`, `ngettext()` and their like say what they are given in a language; no words are markup."""

        def looked_up(places: Callable[..., tuple[str, str, str | None, int]]) -> Callable[..., str]:
            @pass_eval_context
            def look_up(context: EvalContext, *given: Any) -> str:
                found = words.looked_up(*places(*given))
                return escape(found) if context.autoescape else found

            return look_up

        self.install_gettext_callables(  # type: ignore[attr-defined] # which the extension adds
            looked_up(lambda string: ("", string, None, 1)),
            looked_up(lambda one, many, number: ("", one, many, number)),
            newstyle=True,
            pgettext=looked_up(lambda context, string: (context, string, None, 1)),
            npgettext=looked_up(lambda context, one, many, number: (context, one, many, number)),
        )

    def begin(self) -> None:
        """Begin with a page: nothing was asked for, and nothing is defined."""
        self.asked.clear()
        self.modules.clear()

    def names_in(self, template: str) -> tuple[str, ...]:
        """Return the words in the tags of a template that defines macros alone, among them all names that it looks up.

        Return nothing where it does more.
        """
        if template not in self._names:
            source, *_ = self.loader.get_source(self, template)  # type: ignore[union-attr] # which `__init__` gives it
            alone = _ONLY_MACROS.fullmatch(source) and not _OTHER_TEMPLATES.search(source)
            words = {name for tag in _TAG.findall(source) for name in _NAME.findall(tag)} if alone else ()
            self._names[template] = (*words, "in_page") if alone else ()
        return self._names[template]

    def keep(self, compiled: MutableMapping[bytes, bytes]) -> None:
        """Use what earlier runs compiled, and add to it."""
        self.bytecode_cache = _Compiled(compiled, digest_of(self._words).hex())

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002 - Jinja2's name
        """Return a template; `parent` is the one that includes, imports or extends it."""
        self.asked.add(str(name))  # which says of what is not defined that it is not
        if not isinstance(name, str | Template):
            message = f"the name of a template is a text, and this is a value of the type {type(name).__name__}"
            raise TemplateRuntimeError(message)
        return super().get_template(name, parent, globals)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute, or else the item of that name, as Jinja2 does.

        Jinja2's own way raises an error for each item that is no attribute, and nearly all that templates ask for are
        items: fields of pages and records.
        """
        found = getattr(obj, attribute, missing)
        if found is not missing:
            return found
        try:
            return obj[attribute]
        except (TypeError, LookupError, AttributeError):
            return self.undefined(obj=obj, name=attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return a template's tree, with what it always says in the language of this environment.

        In it `~` adds nothing for what is left out, as `{{ }}` prints nothing of it.
        """
        tree: nodes.Template = _Said(self._words).visit(super()._parse(source, name, filename))
        for concat in tree.find_all(nodes.Concat):
            concat.nodes = [
                nodes.Filter(one, "string", [], [], None, None, lineno=one.lineno, environment=self)
                for one in concat.nodes
            ]
        return tree

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, *more: Any) -> Any:
        """Return a template's code."""
        try:
            return super().compile(source, name, filename, *more)
        except RecursionError:
            message = "blocks or brackets are nested too deeply."
            raise TemplateSyntaxError(message, 1, name, filename) from None
        except ValueError:
            message = "a number has more digits than can be read."
            raise TemplateSyntaxError(message, 1, name, filename) from None

    def select_template(self, names: Iterable[Any], parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002 - as above
        """Return the first of some templates that is there; one that is not there yet may come."""
        names = list(names)
        self.asked.update(name for name in names if isinstance(name, str))
        return super().select_template(names, parent, globals)

    def has(self, name: str) -> bool:
        """Say whether there is a template; one that is not there yet may come."""
        self.asked.add(name)
        return name in self._known

    def used(self) -> set[str]:
        """Return the templates asked for since `asked` was last emptied, with those that imported ones need in turn.

        A template imported without context runs once for all pages, so what it asked for then counts for each of them.
        """
        found: set[str] = set()
        waiting = list(self.asked)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.needed.get(name, ())
        return found | {folder + name for folder in self._folders for name in found}


def environment_of(templates: Mapping[str, str], words: Words, *folders: str) -> Templates:
    """Return an environment; the same one, with all that it loaded, as long as a preview finds the same templates."""
    return _environment(tuple(templates.items()), words, folders)


@functools.lru_cache(maxsize=3)  # of pages, twins and the feed
def _environment(templates: tuple[tuple[str, str], ...], words: Words, folders: tuple[str, ...]) -> Templates:
    return Templates(dict(templates), words, *folders)


class _Loader(BaseLoader):
    """Templates from a mapping; their places in problems begin at the explainer's folder."""

    def __init__(self, templates: Mapping[str, str], folders: tuple[str, ...]) -> None:
        self._templates, self._folders = templates, folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        names = (folder + template for folder in (*self._folders, ""))
        found = next((name for name in names if name in self._templates), None)
        if found is None:
            raise TemplateNotFound(template)
        return self._templates[found], f"templates/{found}", lambda: True


class _Said(NodeTransformer):
    """Looks up the strings without values, `_("Copy")`, as a template is compiled: a page asks for hundreds of them."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja2's name
        """Return the words that a call gives wherever it stands; the call, where that depends on what is around it."""
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        given = [one.value for one in node.args if isinstance(one, nodes.Const) and isinstance(one.value, str)]
        if len(given) != len(node.args) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        if name in ("_", "gettext") and len(given) == 1:
            words = self._words.looked_up("", given[0], None, 1)
        elif name == "pgettext" and len(given) == 2:  # noqa: PLR2004 - its context and itself
            words = self._words.looked_up(given[0], given[1], None, 1)
        else:
            return node
        if "%" in words or escape(words) != words:  # places of values, and what only HTML would escape
            return node
        return nodes.MarkSafeIfAutoescape(nodes.Const(words), lineno=node.lineno, environment=node.environment)


class _Compiled(BytecodeCache):
    """Keeps compiled templates between runs, the latest of each name, for the words that are in them."""

    def __init__(self, kept: MutableMapping[bytes, bytes], words: str) -> None:
        self._kept, self._words = kept, words

    def load_bytecode(self, bucket: Bucket) -> None:
        found = self._kept.get(self._key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        for former in [key for key in self._kept if key.startswith(f"{bucket.key} ".encode())]:
            del self._kept[former]
        self._kept[self._key(bucket)] = bucket.bytecode_to_string()

    def _key(self, bucket: Bucket) -> bytes:
        return f"{bucket.key} {bucket.checksum} {self._words}".encode()


def _ends_raised(words: str) -> bool:
    """Say whether words end with what is raised: the number of a note behind `m²` would look like an exponent."""
    return str(words).endswith(_RAISED)


def _printed(value: Any) -> Any:
    """Return what is printed of a value: nothing of what a page or record leaves out."""
    return "" if value is None else value


def _of_nothing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter of words to which what is left out is no word, and not “None”."""
    at = int(hasattr(function, "jinja_pass_arg"))

    @functools.wraps(function)
    def apply(*values: Any, **named: Any) -> Any:
        return "" if values[at] is None else function(*values, **named)

    return apply


@pass_eval_context
def _joined(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> Any:
    """Join what is there, as Jinja2’s filter does."""
    found = map(make_attrgetter(context.environment, attribute), value) if attribute is not None else value
    return do_join(context, [one for one in found if one is not None], d)


def _formatted(value: str, *values: Any, **named: Any) -> Any:
    """Put values into a text, as Jinja2’s filter does; nothing for those that are left out."""
    return do_format(value, *map(_printed, values), **{name: _printed(one) for name, one in named.items()})


def _no_json(value: Any) -> str:
    """Raise what is wrong with a value that the filter `tojson` was given."""
    if isinstance(value, Undefined):
        return str(value)  # which says what there is not
    message = f"a value of the type {type(value).__name__} is not JSON; `plain`, `iso` and `amount` make words of it"
    raise TemplateRuntimeError(message)


def _range(*numbers: Any) -> range:
    try:
        return safe_range(*numbers)
    except OverflowError:
        message = f"a range has at most {MAX_RANGE:,} numbers"
        raise TemplateRuntimeError(message) from None


def expect(function: str, value: Any, *kinds: type) -> None:
    """Raise what is wrong with a value that a template gives to a function or a filter."""
    if isinstance(value, Undefined):
        str(value)  # which says what there is not
    if not isinstance(value, kinds):
        message = f"`{function}` cannot take a value of the type {type(value).__name__}"
        raise TemplateRuntimeError(message)


def _in_page(name: str) -> Callable[..., Any]:
    """Return a filter that asks the page being rendered."""

    @pass_context
    def apply(context: Context, *values: Any, **named: Any) -> Any:
        expect(name, values[0], *_TAKES.get(name, (object,)))
        return getattr(context["in_page"], name)(*values, **named)

    return apply
