"""The schemas that editors get of an explainer, and what they refuse of its own files."""

import json
import re

import jsonschema_rs

from explainery.assemble import assemble
from explainery.commands.build import SHIPPED
from explainery.fields import decode, front_matter, load
from explainery.outputs.editor import editor_schemas
from explainery.parse import parse
from explainery.read import read
from explainery.schema.reading import free


def schemas_of(root):
    """Return the sources of an explainer, what was parsed of them, and its schemas by their paths."""
    sources = read(root, SHIPPED)
    parsed = parse(sources, {}, b"")
    site = assemble(parsed, None, drafts=False)
    found = {output.path: json.loads(output.content) for output in editor_schemas(site, sources.templates)}
    return sources, parsed, found


def refused(sources, parsed, schemas):
    """Return what the schemas of an explainer refuse of its own files, each with its path."""
    found = []
    homes = {shape.content: name for name, shape in parsed.record_kinds.items()}
    kinds = {f"content/{document.path}": document.kind for document in parsed.documents}
    files = [(source, f"records/{homes[re.split('[/.]', source.path)[1]]}.json") for source in sources.records]
    files += [(source, f"kinds/{kinds[source.path]}.json") for source in sources.pages]
    files.append((sources.settings, "settings.json"))
    for source, path in files:
        text = decode(source.content, source.path)
        node = front_matter(text, source.path).node if source.path.endswith(".md") else load(text, source.path)
        validator = jsonschema_rs.Draft7Validator(schemas[path], validate_formats=True)
        found += [(source.path, str(error)) for error in validator.iter_errors(free(node) if node else [])]
    return found
