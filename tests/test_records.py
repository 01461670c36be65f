"""What Python reads of pages and records is what the shipped schemas hold."""

from pathlib import Path

import pytest
import yaml

import explainery
from explainery.model import CLASSES, Document, fields_read

SHIPPED = Path(explainery.__file__).parent / "shipped/templates"


@pytest.mark.parametrize(
    ("schema", "holder"),
    [("kinds/page", Document), *((f"records/{kind}", made) for kind, made in CLASSES.items())],
)
def test_each_field_that_is_read_is_shipped_and_asked_for_if_it_has_to_be_given(schema, holder):
    shipped = yaml.safe_load((SHIPPED / schema / "schema.yaml").read_text(encoding="utf-8"))
    asked = {name: name in shipped["required"] for name in fields_read(holder) if name in shipped["properties"]}
    assert asked
    assert fields_read(holder) == asked
