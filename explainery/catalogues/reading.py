"""A catalogue as its translator wrote it (`.po`, gnu.org/software/gettext/manual) into words; what is wrong in it."""

import datetime as dt
import functools
import gettext
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from explainery.called import called_with_root
from explainery.catalogues.overrides import Override
from explainery.model import Words
from explainery.problems import Place, Problem, Problems, did_you_mean

_LINE = re.compile(r'(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s+)?"(?:[^"\\]|\\.)*"')
_PLACE = re.compile(r"%\((\w+)\)s")
_NUMBER = "num"  # the place of the number in a string that counts
_SHOWN = 3  # numbers that tell which form is meant
_TRIED = (*range(1000), 1_000_000)  # the numbers by which forms are told apart
_NAMED = 3  # strings of those that are missing
_NO_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # in a compiled catalogue, which has to be the same each time

Key = tuple[str, str]
"""The context of a string, often empty, and its English, in the singular."""


@functools.lru_cache(maxsize=4)
def read_words(language: str, path: str, text: str, template: str, overrides: tuple[Override, ...]) -> Words:
    """Return the words in the catalogue at a path, empty for English, with those that are said otherwise."""
    strings = strings_of(template)
    catalog = _catalog(language, path, text, strings)
    if problems := list(_wrong_overrides(language, catalog, strings, overrides)):
        raise Problems(problems)
    said = {override.string: override.forms for override in overrides}
    for (context, name), string in strings.items():
        if name in said:
            catalog.delete(string.id, context or None)
            catalog.add(string.id, said[name] if string.pluralizable else said[name][0], context=context or None)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    locale = Locale.parse(language, sep="-")
    numbers = {locale.plural_form(number): number for number in reversed(_TRIED)}
    return Words(
        language,
        locale.text_direction,
        tuple(sorted(numbers.items())),
        compiled.getvalue() if len(catalog) else b"",
    )


def strings_of(template: str) -> Mapping[Key, Message]:
    """Return all that is printed for readers, from the list of strings."""
    return {_key(message): message for message in read_po(io.StringIO(template)) if message.id}


def _key(message: Message) -> Key:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def _catalog(language: str, path: str, text: str, strings: Mapping[Key, Message]) -> Catalog:
    """Return a catalogue that has every string; an empty one where there is no file. Raises Problems."""
    if not path:
        return Catalog(language.replace("-", "_"), header_comment="", creation_date=_NO_DAY)
    catalog, file = catalog_in(language, path, text), f"templates/{path}"
    if problems := list(_wrong_plural(language, catalog, file)) or list(_wrong_strings(catalog, strings, file)):
        raise Problems(problems)
    return catalog


def catalog_in(language: str, path: str, text: str) -> Catalog:
    """Return the catalogue in a file, whatever is missing in it. Raises Problems where it cannot be read."""
    file = f"templates/{path}"
    if problems := list(_misspelt(text, file)):
        raise Problems(problems)
    try:
        catalog = read_po(io.StringIO(text), language.replace("-", "_"), ignore_obsolete=True, abort_invalid=True)
    except PoFileError as error:
        raise Problems([_unreadable(Place(file, error.lineno + 1), str(error).rpartition(" on ")[0])]) from None
    except (ValueError, IndexError):  # of what stands behind the names in the head
        says = "The head of this file cannot be read."
        raise Problems([Problem("BROKEN HEAD", Place(file), says, _right_plural(language))]) from None
    catalog.creation_date = catalog.revision_date = _NO_DAY
    return catalog


def _misspelt(text: str, path: str) -> Iterator[Problem]:
    """Yield each line that is none of a catalogue; Babel passes over most of them."""
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip()
        if plain and not plain.startswith("#") and not _LINE.fullmatch(plain):
            yield _unreadable(Place(path, number, length=len(line)), "This line cannot be read")


def _unreadable(place: Place, says: str) -> Problem:
    example = 'msgid "Sources"\nmsgstr "Fonti"'
    hint = f'Write each text between straight quotation marks, with `\\"` for such a mark in it:\n\n{example}'
    return Problem("NOT A CATALOGUE", place, f"{says[:1].upper()}{says[1:].rstrip('.')}.", hint)


def _wrong_plural(language: str, catalog: Catalog, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the rule of a catalogue for the forms of words beside numbers."""
    rule = catalog.plural_expr
    try:
        found = sorted(set(map(gettext.c2py(rule), _TRIED)))
    except (ValueError, ZeroDivisionError):
        says = f"The rule for plurals, `{rule[:100]}`, cannot be read."
    else:
        if found[0] >= 0 and found[-1] < catalog.num_plurals:
            return
        last = catalog.num_plurals - 1
        says = f"The rule for plurals, `{rule[:100]}`, leads to form {found[-1]}, and the last one is {last}."
    yield Problem("BROKEN PLURAL", Place(path), says, _right_plural(language))


def _right_plural(language: str) -> str:
    rule = Catalog(language.replace("-", "_")).plural_forms
    return f'The head of the file says which forms there are:\n\nmsgid ""\nmsgstr ""\n"Plural-Forms: {rule}\\n"'


def _wrong_strings(catalog: Catalog, strings: Mapping[Key, Message], path: str) -> Iterator[Problem]:
    found = {_key(message): message for message in catalog if message.id}
    missing = untranslated(catalog, strings)
    yield from _missing(missing, path)
    for key, message in found.items():
        place = Place(path, message.lineno or 0)
        if key not in strings:
            says = f"Explainery itself says nowhere “{key[1]}”."
            hint = did_you_mean(key[1], [name for _context, name in strings], "Delete it here.", misspelled=True)
            yield Problem("UNKNOWN STRING", place, says, hint)
        elif key not in missing:
            yield from _wrong_places(catalog, strings[key], _forms(message), place)


def untranslated(catalog: Catalog, strings: Mapping[Key, Message]) -> Mapping[Key, Message | None]:
    """Return the strings that a catalogue lacks, or has not in every form, with what it has of each."""
    found = {_key(message): message for message in catalog if message.id}
    return {key: found.get(key) for key, string in strings.items() if not _is_whole(catalog, found.get(key), string)}


def _is_whole(catalog: Catalog, message: Message | None, string: Message) -> bool:
    """Say whether a string has a translation, where it counts in every form; one that is `fuzzy` is a guess."""
    if message is None or message.fuzzy or message.pluralizable is not string.pluralizable:
        return False
    forms = _forms(message)
    return all(forms) and len(forms) == (catalog.num_plurals if string.pluralizable else 1)


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _missing(missing: Mapping[Key, Message | None], path: str) -> Iterator[Problem]:
    """Yield a problem about all strings that a catalogue does not translate, and one about all that it lacks."""
    empty = [(key, message.lineno or 0) for key, message in missing.items() if message]
    if empty:
        named = ", ".join(f"“{name}”" for (_context, name), _line in empty[:_NAMED])
        others = f" and {len(empty) - _NAMED} more" if len(empty) > _NAMED else ""
        says = f"This is not translated, or not in every form: {named}{others}."
        hint = "Write each translation behind `msgstr`, and delete the word `fuzzy` above one that is right."
        yield Problem("STRINGS NOT TRANSLATED", Place(path, min(line for _key, line in empty)), says, hint)
    if lacking := [name for (_context, name), message in missing.items() if message is None]:
        command = _command(path.rpartition("/")[2].removesuffix(".po"))
        says = f"This catalogue lacks strings that Explainery says, first “{lacking[0]}”."
        yield Problem("STRINGS MISSING", Place(path), says, f"`{command}` adds them all, to be translated.")


def _command(language: str) -> str:
    return called_with_root("words", "--language", language)


def _wrong_places(catalog: Catalog, string: Message, forms: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """Yield what is wrong with the places that values take in a translation."""
    english = string.id if isinstance(string.id, str) else string.id[1]
    wanted = set(_PLACE.findall(english))
    used = Counter(map(gettext.c2py(catalog.plural_expr), _TRIED))
    for number, form in enumerate(forms):
        there = set(_PLACE.findall(form))
        needless = {_NUMBER} if string.pluralizable and used[number] <= 1 else set()
        if unknown := sorted(there - wanted):
            says, hint = f"“{form}” has `%({unknown[0]})s`, which “{english}” does not have.", "Delete it."
        elif lacking := sorted(wanted - there - needless):
            says = f"“{form}” lacks `%({lacking[0]})s`, which “{english}” has."
            hint = "Write it where its value is to stand."
        elif "%" in _PLACE.sub("", form).replace("%%", ""):
            says = f"“{form}” has a `%` that begins no name in brackets."
            hint = "Write `%%` for the sign itself, and the names as the English has them, as in `%(name)s`."
        else:
            continue
        yield Problem("WRONG PLACEHOLDER", place, says, hint)


def _order(catalog: Catalog) -> str:
    """Return for which numbers each form of a word beside one is."""
    form, shown = gettext.c2py(catalog.plural_expr), list[str]()
    for number in range(catalog.num_plurals):
        examples = [str(one) for one in _TRIED if form(one) == number][:_SHOWN]
        shown.append(f"for {', '.join(examples)}{'' if len(examples) < _SHOWN else ' and the like'}")
    return "; then ".join(shown)


def _wrong_overrides(
    language: str, catalog: Catalog, strings: Mapping[Key, Message], overrides: tuple[Override, ...]
) -> Iterator[Problem]:
    names = {name: string for (_context, name), string in strings.items()}
    for override in overrides:
        string = names.get(override.string)
        if string is None:
            says = f"Explainery itself says nowhere “{override.string}”."
            hint = f"`{_command(language)}` writes a file with all that it says."
            yield Problem("UNKNOWN STRING", override.place, says, did_you_mean(override.string, names, hint))
        elif not string.pluralizable and len(override.forms) != 1:
            says = f"“{override.string}” counts nothing, so it has one form."
            yield Problem("WRONG FORMS", override.place, says, "Write one text.")
        elif string.pluralizable and len(override.forms) != catalog.num_plurals:
            says = f"“{override.string}” goes with a number, so it has {catalog.num_plurals} forms."
            forms = ", ".join("…" for _form in range(catalog.num_plurals))
            hint = f"Write a list, {_order(catalog)}:\n\n'{override.string}': [{forms}]"
            yield Problem("WRONG FORMS", override.place, says, hint)
        else:
            yield from _wrong_places(catalog, string, override.forms, override.place)
