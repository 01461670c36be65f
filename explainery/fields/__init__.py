"""YAML into plain nodes that keep their places and their literal text. Only user of PyYAML.

Types are decided by the schema, not by YAML: `NO` in a string field stays `NO`.
"""

from explainery.fields.load import load
from explainery.fields.nodes import Fields, Items, Node, Scalar
from explainery.fields.text import Front, decode, front_matter
from explainery.fields.written import in_yaml

__all__ = ["Fields", "Front", "Items", "Node", "Scalar", "decode", "front_matter", "in_yaml", "load"]
