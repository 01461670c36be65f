"""Stage 2, `parse`: each file into a document or records. Knows that one file, so results are kept by content."""

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from explainery import fields, walk
from explainery.called import called_with_root
from explainery.catalogues import Override, catalogue_for, listed_page, words_of
from explainery.essence import digest_of
from explainery.markdown import (
    PLAIN_CODE,
    BlockReader,
    Quotes,
    Region,
    language_of,
    languages,
    parse_markdown,
    picture_at,
    quotes_of,
    typeset_words,
)
from explainery.model import (
    CLASSES,
    Block,
    Body,
    Document,
    File,
    Link,
    Parsed,
    Picture,
    Record,
    Settings,
    Sources,
    Words,
)
from explainery.own_units import read_units
from explainery.paths import below_content, is_page, without_ending
from explainery.problems import Place, Problem, Problems, did_you_mean, listed
from explainery.schema import Readers, Schema, read_fields, read_schemas, schema_texts, settings_schema
from explainery.stopwatch import timed
from explainery.units import Units, use
from explainery.value import Value
from explainery.values import read_amount
from explainery.without import left_out
from explainery.wording import has_words_for
from explainery.workers import spread

Result = Document | tuple[Record, ...] | Words
Memory = MutableMapping[bytes, "Result | _Schemas"]
"""Results of earlier builds by a digest of everything that they depend on."""

LARGEST_FILE = 1_000_000  # bytes of a page, or of a file of records
_ELSEWHERE = {  # what blocks are called elsewhere: the component, and what to write in it
    **dict.fromkeys(("gallery", "galleries", "slideshow", "carousel", "slider"), ("picture", ", with `pictures`")),
    **dict.fromkeys(("image", "img", "photo", "photograph", "figure", "illustration"), ("picture", "")),
    **dict.fromkeys(("warning", "tip", "info", "hint", "callout", "admonition", "aside", "important"), ("note", "")),
    **dict.fromkeys(("youtube", "vimeo", "tweet", "twitter", "instagram", "embed", "iframe", "oembed"), ("kept", "")),
    **dict.fromkeys(("clip", "mp4"), ("video", "")),
    **dict.fromkeys(("sound", "podcast"), ("audio", "")),
    **dict.fromkeys(("accordion", "collapse", "spoiler", "expand"), ("details", "")),
    **dict.fromkeys(("faq",), ("questions", "")),
    **dict.fromkeys(("mermaid", "flowchart", "diagram"), ("plan", ", with boxes and links between them")),
    **dict.fromkeys(("sankey",), ("flow", "")),
    **dict.fromkeys(("vega", "vega-lite", "vegalite"), ("chart", "")),
    **dict.fromkeys(("bar", "barchart"), ("bars", "")),
    **dict.fromkeys(("gantt",), ("lanes", "")),
}
_FOLDERS = ("kinds", "records", "components")
_MILLISECOND = 2_000  # bytes of a file that are parsed in about that time


@dataclass(frozen=True, slots=True)
class _Schemas(Value):
    """All schemas of an explainer."""

    settings: Schema
    kinds: Mapping[str, Schema]
    record_kinds: Mapping[str, Schema]
    components: Mapping[str, Schema]


@dataclass(frozen=True)
class _Grammar:
    """What every file is parsed with; `kept_at` is the key of its schemas in what builds keep."""

    settings: Settings
    schemas: _Schemas
    left_out: Mapping[str, str]
    digest: bytes
    kept_at: bytes

    @functools.cached_property
    def quotes(self) -> Quotes:
        """Return the quotation marks that all texts get."""
        return quotes_of(str(self.settings["language"]), self.settings["quotation-marks"])


def parse(sources: Sources, memory: Memory, toolchain: bytes) -> Parsed:
    """Return everything that the sources say, file by file. Raises Problems with all that is wrong in any of them.

    `memory` holds earlier results and is left with those of this run; `toolchain` is a digest of the program itself.
    """
    grammar = _grammar(sources, memory, toolchain)
    files = (*sources.pages, *sources.records)
    digests = {file.path: hashlib.sha256(grammar.digest + _framed(file)).digest() for file in files}
    of_words = _digest_of_words(sources, grammar.settings, toolchain)
    results = {path: memory[digest] for path, digest in digests.items() if memory.get(digest)}
    unknown = [file for file in files if file.path not in results]
    new, problems = _said(unknown, grammar)
    for path, result in new.items():
        results[path] = memory[digests[path]] = result
    words = memory.get(of_words)
    try:
        words = memory[of_words] = words or words_of(
            str(grammar.settings["language"]), sources.templates, _overrides(grammar.settings)
        )
    except Problems as found:
        problems += found.problems
    if problems or not isinstance(words, Words):
        raise Problems(problems)
    for digest in memory.keys() - {grammar.kept_at, of_words, *digests.values()}:
        del memory[digest]
    documents = {path: result for path, result in results.items() if isinstance(result, Document)}
    records = [record for file in sources.records for record in results[file.path]]  # type: ignore[union-attr]
    return Parsed(
        settings=grammar.settings,
        documents=tuple(documents[file.path] for file in sources.pages),
        records=tuple(records),
        kinds={name: schema.shape for name, schema in grammar.schemas.kinds.items()},
        record_kinds={name: schema.shape for name, schema in grammar.schemas.record_kinds.items()},
        components={name: schema.shape for name, schema in grammar.schemas.components.items()},
        files=sources.files,
        lists=tuple(_lists(sources, grammar, words)),
        words=words,
    )


def parse_again(sources: Sources, files: Sequence[File], toolchain: bytes) -> tuple[Result, ...]:
    """Return what some files of the sources say: a page each, or several records. Raises Problems as `parse` does."""
    results, problems = _said(files, _grammar(sources, {}, toolchain))
    if problems:
        raise Problems(problems)
    return tuple(results.values())


def _said(files: Sequence[File], grammar: _Grammar) -> tuple[dict[str, Result], list[Problem]]:
    """Return what files say, by path, and all that is wrong in the others."""
    results, problems = dict[str, Result](), list[Problem]()
    attempts = spread(lambda file: _attempt(file, grammar), files, lambda file: len(file.content) / _MILLISECOND)
    for file, result in zip(files, attempts, strict=True):
        if isinstance(result, list):
            problems += result
        else:
            results[file.path] = result
    return results, problems


def _overrides(settings: Settings) -> tuple[Override, ...]:
    """Return what the settings have the generator say otherwise than its catalogue has it."""
    said = settings["words"] or {}
    return tuple(
        Override(name, (forms,) if isinstance(forms, str) else tuple(forms), settings.places[f"words.{name}"])
        for name, forms in said.items()
    )


def _digest_of_words(sources: Sources, settings: Settings, toolchain: bytes) -> bytes:
    catalogues = {path: text for path, text in sources.templates.items() if path.startswith("locale/")}
    whole = (settings["language"], settings["words"], tuple(sorted(catalogues.items())))
    return hashlib.sha256(toolchain + repr(whole).encode()).digest()


def _lists(sources: Sources, grammar: _Grammar, words: Words) -> Iterator[Document]:
    """Yield the pages that are shipped, as far as there are the components that they are made of."""
    for path, text in sources.templates.items():
        folder, _, name = path.rpartition("/")
        if folder == "lists" and is_page(name) and without_ending(name) in grammar.schemas.components:
            try:
                yield _page(f"content/{name}", listed_page(text, words), grammar)
            except Problems as found:
                at = (replace(one, place=replace(one.place, path=f"templates/{path}")) for one in found.problems)
                raise Problems(at) from None


def _framed(file: File) -> bytes:
    return file.path.encode() + b"\0" + file.content


def _attempt(file: File, grammar: _Grammar) -> Result | list[Problem]:
    """Return what a file says, or all that is wrong in it."""
    try:
        with timed("page", below_content(file.path)):
            return _parse_file(file, grammar)
    except Problems as found:
        return list(found.problems)
    except RecursionError:
        says = "This file is nested too deeply to be read."
        return [Problem("NESTED TOO DEEP", Place(file.path), says, "Close what is open before you open more.")]


def _grammar(sources: Sources, memory: Memory, toolchain: bytes) -> _Grammar:
    """Return what every file is parsed with; its schemas are read once, and kept."""
    texts = repr(dict(schema_texts(sources.templates))).encode()
    of_schemas = hashlib.sha256(toolchain + texts).digest()
    schemas = memory.get(of_schemas)
    if not isinstance(schemas, _Schemas):
        of_settings = settings_schema(sources.templates)
        schemas = _Schemas(of_settings, *(read_schemas(sources.templates, folder) for folder in _FOLDERS))
        memory[of_schemas] = schemas
    settings_read = _settings(sources, schemas.settings, schemas.kinds)
    digest = hashlib.sha256(toolchain + sources.settings.content + texts).digest()
    return _Grammar(settings_read, schemas, sources.left_out, digest, of_schemas)


def _settings(sources: Sources, schema: Schema, kinds: Mapping[str, Schema]) -> Settings:
    path = sources.settings.path
    text = fields.decode(sources.settings.content, path)
    node = fields.load(text, path)
    readers = _readers(path, text, quotes_of("en"))
    values, places, problems = read_fields(schema, node, Place(path), readers)
    language = values.get("language")
    if language and not has_words_for(language):
        says = f"There is no language `{language}`."
        hint = "Write its code of two or three letters, as in `en`, `de` or `pt-BR`."
        problems.append(Problem("UNKNOWN LANGUAGE", places["language"], says, hint))
    elif language and catalogue_for(language, sources.templates) is None:
        problems.append(_no_words(language, places["language"], sources.templates))
    for folder, kind in (values.get("defaults") or {}).items():
        if kind is not None and kind not in kinds:
            place = places[f"defaults.{folder}"]
            problems.append(_unknown_kind(kind, place, kinds, sources.left_out))
    units, wrong = read_units(values, places) if not problems else (Units(), [])
    if problems or wrong:
        raise Problems((*problems, *wrong))
    use(units)
    return Settings(values, places)


def _no_words(language: str, place: Place, templates: Mapping[str, str]) -> Problem:
    known = {"en", *(path.removeprefix("locale/").removesuffix(".po") for path in templates if path.endswith(".po"))}
    says = f"What Explainery itself says to readers is known in {listed(sorted(known))}, not in `{language}`."
    command = called_with_root("words", "--language", language)
    hint = f"`{command}` writes `templates/locale/{language}.po`, a file with all of it: translate that."
    return Problem("NO WORDS IN THIS LANGUAGE", place, says, hint)


def _parse_file(source: File, grammar: _Grammar) -> Document | tuple[Record, ...]:
    if len(source.content) > LARGEST_FILE:
        says = f"This file has {len(source.content):,} bytes; at most {LARGEST_FILE:,} are read."
        hint = "Divide it into several files."
        raise Problems([Problem("FILE TOO LARGE", Place(source.path), says, hint)])
    text = fields.decode(source.content, source.path)
    if is_page(source.path):
        return _page(source.path, text, grammar)
    return _records(source.path, text, grammar)


def _readers(path: str, text: str, quotes: Quotes) -> Readers:
    def prose(node: fields.Scalar, mode: str) -> Body:
        region = Region(path, text, node.start, node.end)
        return parse_markdown(node.text, region, quotes, inline=mode == "inline")

    def words(literal: str) -> str:
        return typeset_words(literal, quotes)

    def file(node: fields.Scalar, what: str) -> Picture | Link:
        problems: list[Problem] = []
        is_picture = what == "picture"

        def say(title: str, says: str, hint: str) -> None:
            if not is_picture:
                title = title.replace("PICTURE", "FILE")
                says, hint = (words.replace("picture", "file") for words in (says, hint))
            problems.append(Problem(title, node.place, says, hint))

        target = picture_at(node.text, below_content(path), say)
        if problems:
            raise Problems(problems)
        return Picture(target, "", None, node.place) if is_picture else Link("page", target, "", "", node.place)

    return Readers(prose, read_amount, words, file)


def _page(path: str, text: str, grammar: _Grammar) -> Document:
    """Return one page. Raises Problems."""
    front = fields.front_matter(text, path)
    kind, problems = _kind(path, front.node, grammar)
    language = grammar.settings["language"]
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    if kind in grammar.schemas.kinds:
        schema = grammar.schemas.kinds[kind]
        values, places, found = read_fields(
            schema, front.node, Place(path, 1, 1, 3), _readers(path, text, grammar.quotes)
        )
        problems += found
    region = Region(path, text, front.body_start, len(text))
    body = Body((), (), 0, "")
    try:
        body = parse_markdown(text[front.body_start :], region, grammar.quotes, _block_reader(path, text, grammar))
    except Problems as found_in_text:
        problems += found_in_text.problems
    if problems:
        raise Problems(problems)
    bodies = (*walk.bodies(values), body)
    texts = tuple(one for one in bodies if one.marks)
    blocks = tuple(walk.blocks([body]))
    given = tuple(block.fields for block in blocks)
    refs = (*walk.refs(values), *walk.refs(given))
    digest = digest_of((text, language, grammar.quotes, kind, values, given))  # from which the body follows
    taken, files = walk.taken_in(values), tuple(walk.files_in(values))
    styled = walk.styled(bodies, files)
    return Document(below_content(path), kind, values, places, body, texts, refs, digest, taken, files, blocks, styled)


def _kind(path: str, node: fields.Node | None, grammar: _Grammar) -> tuple[str, list[Problem]]:
    """Return a page's kind: its own word, else its folder's default, else `page`."""
    entries = node.entries if isinstance(node, fields.Fields) else ()
    own = {key.text: value for key, value in entries}.get("kind")
    defaults = grammar.settings["defaults"] or {}
    if isinstance(own, fields.Scalar) and own.text:
        if own.text in grammar.schemas.kinds:
            return own.text, []
        return "", [_unknown_kind(own.text, own.place, grammar.schemas.kinds, grammar.left_out)]
    folders = (str(folder) for folder in PurePosixPath(below_content(path)).parents)
    return next((defaults[folder] for folder in folders if folder in defaults), "page"), []


def _left_out(name: str, what: str, place: Place, instead: str) -> Problem:
    says = f"The {what} `{name}` is left out by `without` in `content/site.yaml`."
    return Problem(f"{what.upper()} LEFT OUT", place, says, f"Delete `{name}` from that list, or {instead}.")


def _unknown_kind(kind: str, place: Place, kinds: Iterable[str], gone: Mapping[str, str]) -> Problem:
    if kind in left_out(gone, "kinds"):
        return _left_out(kind, "kind", place, "write another kind here")
    says = f"There is no kind of page called `{kind}`."
    return Problem("UNKNOWN KIND", place, says, did_you_mean(kind, kinds, f"The kinds are {listed(kinds)}."))


def _block_reader(path: str, text: str, grammar: _Grammar) -> BlockReader:
    """Return what reads the components that stand in a page."""

    def read_block(name: str, start: int, end: int, place: Place, *, margin: bool) -> Block | None:
        if name not in grammar.schemas.components:
            if name in left_out(grammar.left_out, "components"):
                raise Problems([_left_out(name, "block", place, "delete this block")])
            if language_of(name):
                return None
            raise Problems([_unknown_component(name, grammar.schemas.components, place)])
        if not margin:
            says = f"The block `{name}` is indented, or stands in a list or a quotation; it begins at the margin."
            hint = "Delete what stands before each of its lines, and put it below the list or the quotation."
            raise Problems([Problem("INDENTED BLOCK", place, says, hint)])
        node = fields.load(text[:end], path, start)
        readers = _readers(path, text, grammar.quotes)
        values, places, problems = read_fields(grammar.schemas.components[name], node, place, readers)
        if problems:
            raise Problems(problems)
        return Block(name, values, place, places if grammar.schemas.components[name].shape.figure else {})

    return read_block


def _unknown_component(name: str, components: Iterable[str], place: Place) -> Problem:
    """Return the problem of a block that is no component, and no code in a language that is known."""
    bare = re.sub(r"[^\w+#-]+", " ", name).split() or [""]
    if bare[0] != name and (bare[0] in PLAIN_CODE or language_of(bare[0])):
        says = f"A block is called by one word, and this one by `{name}`."
        return Problem(
            "UNKNOWN COMPONENT", place, says, f"Write only `{bare[0]}`; what else stands there would be lost."
        )
    hint = (
        "Code has the name of its language after its backticks, as in `python`, or none. Each component is a folder in"
        " `templates/components/`."
    )
    says = f"There is no component and no language of code called `{name}`."
    meant, how = _ELSEWHERE.get(name.lower(), ("", ""))
    if meant in components:
        return Problem("UNKNOWN COMPONENT", place, says, f"Write the block `{meant}`{how}.")
    return Problem(
        "UNKNOWN COMPONENT",
        place,
        says,
        did_you_mean(name, components, did_you_mean(name, languages(), hint, misspelled=True)),
    )


def _records(path: str, text: str, grammar: _Grammar) -> tuple[Record, ...]:
    """Return the records of one file. Raises Problems."""
    inside = PurePosixPath(below_content(path))
    name = inside.parts[0].removesuffix(inside.suffix)
    homes = {schema.shape.content: kind for kind, schema in grammar.schemas.record_kinds.items()}
    if name not in homes:
        gone = read_schemas(grammar.left_out, "records").values()
        if kind := next((schema.shape.name for schema in gone if schema.shape.content == name), None):
            raise Problems([_left_out(kind, "record", Place(path), "delete this file")])
        says = f"No kind of record has its home in `{inside}`."
        hint = did_you_mean(name, filter(None, homes), f"The homes are {listed(filter(None, homes))}.")
        raise Problems([Problem("UNKNOWN RECORDS", Place(path), says, hint)])
    node = fields.load(text, path)
    if node is None or (isinstance(node, fields.Items) and not node.items):
        return ()
    if not isinstance(node, fields.Items):
        says = "A file of records is a list: every record begins with a hyphen."
        raise Problems([Problem("NOT A LIST", node.place, says, "Begin each record with `- id: …`.")])
    readers = _readers(path, text, grammar.quotes)
    return tuple(_each_record(node.items, grammar.schemas.record_kinds[homes[name]], homes[name], path, readers))


def _each_record(
    nodes: Iterable[fields.Node], schema: Schema, kind: str, path: str, readers: Readers
) -> Iterable[Record]:
    made = CLASSES.get(kind, Record)
    problems: list[Problem] = []
    records = []
    for node in nodes:
        values, places, found = read_fields(schema, node, node.place, readers)
        problems += found
        place = places.get("id", node.place)
        name, stem = str(values.get("id")), PurePosixPath(path).stem
        taken = walk.taken_in(values)
        refs = tuple(ref for ref in walk.refs(values) if ref not in taken.values())
        texts, files = tuple(walk.bodies(values)), tuple(walk.files_in(values))
        digest = digest_of((kind, name, values, stem))
        records.append(made(kind, name, values, places, place, stem, digest, refs, texts, files, taken))
    if problems:
        raise Problems(problems)
    return records
