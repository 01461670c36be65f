"""Brings the catalogues of what Explainery says to readers in line with its templates and its code, by Babel.

`python tools/words.py` writes `explainery/shipped/locale/explainery.pot`, the list of all strings, gives each catalogue
below that folder what is new, untranslated, and takes from it what nothing says any more. It prints how
much is to be translated (empty `msgstr`), and ends with exit code 1 where that is anything.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from explainery.catalogues import TEMPLATE  # noqa: E402
from explainery.catalogues.listing import strings_of_page  # noqa: E402
from explainery.catalogues.writing import catalogue_to_fill, template_of  # noqa: E402

SHIPPED = ROOT / "explainery/shipped"
LOCALE = SHIPPED / "locale"

_KEYWORDS: Mapping[str, Any] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "forms": (1, 2),
    "unfilled": None,
}
_OF_TEMPLATES = {"trimmed": "true", "silent": "false"}
_TEMPLATES = (".html", ".svg", ".txt", ".json")


def catalog() -> Catalog:
    """Return all strings that are printed for readers, with their files and the remarks on them."""
    found = Catalog()
    for file in sorted((ROOT / "explainery").rglob("*")):
        if (
            file.is_file()
            and not file.is_relative_to(SHIPPED / "gallery")
            and not file.is_relative_to(SHIPPED / "starter")
        ):
            for number, message, remarks, context in _strings(file):
                place = (file.relative_to(ROOT / "explainery").as_posix(), number)
                found.add(message, None, [place], auto_comments=remarks, context=context)
    return found


def _strings(file: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    if file.suffix == ".py" or (file.is_relative_to(SHIPPED / "templates") and file.suffix in _TEMPLATES):
        method = "python" if file.suffix == ".py" else "jinja2"
        with file.open("rb") as source:
            yield from extract(method, source, _KEYWORDS, ["Words:"], _OF_TEMPLATES, strip_comment_tags=True)
    elif file.is_relative_to(SHIPPED / "templates/lists"):
        for string in strings_of_page(file.read_text(encoding="utf-8")):
            yield 1, string, [], None
    elif file.name == "schema.yaml":
        fields = (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("properties") or {}
        for name, field in fields.items():
            for string in field.get("x-words", {}).values():
                yield 1, string, [f"A choice of the field `{name}`, in a sentence or in brackets."], None


def main() -> int:
    """Write the list and the catalogues, and print what is to be translated; return the exit code."""
    template = template_of(catalog())
    (LOCALE / "explainery.pot").write_text(template, encoding="utf-8", newline="\n")
    left = 0
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/explainery.po")):
        language = file.relative_to(LOCALE).parts[0]
        templates = {TEMPLATE: template, f"locale/{language}.po": file.read_text(encoding="utf-8")}
        catalogue = catalogue_to_fill(language, templates)
        file.write_text(catalogue.text, encoding="utf-8", newline="\n")
        print(f"{file.relative_to(ROOT)}: {catalogue.left} of {catalogue.strings} strings to be translated.")
        left += catalogue.left
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
