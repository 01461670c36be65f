"""Catalogues that explainers of tests bring, in languages that none is shipped for."""

import io
from collections.abc import Callable

from babel.messages.pofile import read_po, write_po

from explainery.catalogues import TEMPLATE
from explainery.catalogues.writing import catalogue_to_fill
from explainery.commands.build import SHIPPED

LIST = (SHIPPED / TEMPLATE).read_text(encoding="utf-8")


def brought(language: str, say: Callable[[str], str] = str, text: str = "") -> str:
    """Return a catalogue that has every string: as it is in English, or what `say` makes of that.

    `text` is one to fill in, where it is not to be a new one.
    """
    catalog = read_po(io.StringIO(text or catalogue_to_fill(language, {TEMPLATE: LIST}).text), language)
    for message in catalog:
        if message.pluralizable:
            message.string = tuple(say(message.id[min(at, 1)]) for at in range(catalog.num_plurals))
        elif message.id:
            message.string = say(message.id)
    written = io.BytesIO()
    write_po(written, catalog)
    return written.getvalue().decode()
