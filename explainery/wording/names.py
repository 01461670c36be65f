"""Names and quotations in words, and whether another text has them."""

import re
from collections.abc import Callable, Iterable, Iterator

from explainery.wording.lexicon import lexicon_of
from explainery.wording.sentences import split_sentences

_TOKEN = re.compile(r"[^\W_][\w’'‑-]*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'](?=\w)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’'](?:s)?$")
_STEM, _ENDING = 4, 3  # letters that the forms of a name share at its beginning, and those that may differ at its end
_QUOTED = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"|‹([^‹›]+)›")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
_NO_NAMES = frozenset(("UTC", "GMT", "I"))


def names_in(words: str, language: str, *, begins: bool, known: Callable[[str], bool]) -> Iterator[str]:
    """Yield the names in words: those with a capital, and those that have letters and digits.

    `begins`: the words begin a sentence, so that their first capital tells nothing unless that word is a `known` name.
    Where every noun has a capital, a name is a known one, or follows another word with a capital.
    """
    lexicon = lexicon_of(language)
    after_capital = False
    for at, match in enumerate(_TOKEN.finditer(words)):
        token = _POSSESSIVE.sub("", match[0])
        if lexicon.forms.get("elides"):
            token = _ELISION.sub("", token)
        joined = bool(after_capital and words[: match.start()].endswith((" ", "\u00a0", "-")))
        is_capital = token[0].isupper() or (token[0].isdigit() and any(letter.isupper() for letter in token))
        after_capital = is_capital and not lexicon.is_function(token.casefold())
        if not is_capital or token in _NO_NAMES or lexicon.is_function(token.casefold()) or len(token) == 1:
            continue
        if any(letter.isdigit() for letter in token):
            yield token
        elif lexicon.has_capital_nouns:
            if joined or known(token):
                yield token
        elif at > 0 or not begins or known(token):
            yield token


def names_of(texts: Iterable[str], language: str) -> frozenset[str]:
    """Return the words that are names in some texts: with a capital, though no sentence begins with them."""
    found: set[str] = set()
    for text in texts:
        for sentence in split_sentences(text, language):
            for part in re.split(r"[:;]\s+[“«„\"]?|[“«„\"(]", sentence):
                found.update(names_in(part, language, begins=True, known=lambda _token: False))
    return frozenset(found)


def has_name(name: str, words: Iterable[str]) -> bool:
    """Say whether one of some words is a name or a form of it: its first four letters, and at most three others."""
    return any(_is_form(name.casefold(), word) for word in words)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, each also in its parts where hyphens join it, or an apostrophe."""
    whole = {_POSSESSIVE.sub("", match[0]).casefold().replace("‑", "-") for match in _TOKEN.finditer(text)}
    whole |= {_ELISION.sub("", word) for word in whole}
    return frozenset((*whole, *(part for word in whole for part in word.split("-") if part)))


def _is_form(name: str, word: str) -> bool:
    name = name.replace("‑", "-")
    if name == word:
        return True
    if any(letter.isdigit() for letter in name) or len(name) < _STEM or len(word) < _STEM:
        return False
    same = next(
        (at for at, (one, other) in enumerate(zip(name, word, strict=False)) if one != other), min(len(name), len(word))
    )
    return same >= _STEM and max(len(name), len(word)) - same <= _ENDING


def quotations(words: str, before: str, after: str) -> Iterator[str]:
    """Yield what stands in quotation marks in words; all of them where the marks stand right around."""
    before, after = before.rstrip("\u00a0\u202f"), after.lstrip("\u00a0\u202f")
    if before[-1:] in tuple('“„«"‹') and after[:1] in tuple('”“»"›') and before[-1:]:
        yield words
        return
    for match in _QUOTED.finditer(words):
        yield next(filter(None, match.groups()))


def is_quoted_in(quotation: str, text: str) -> bool:
    """Say whether a text has a quotation letter for letter, but for typography and what `…` leaves out."""
    whole, at = _plain(text), 0
    for piece in re.split(r"\[?(?:…|\.\.\.)\]?", _plain(quotation)):
        part = piece.strip(" .,;:!?")
        if not part:
            continue
        found = whole.find(part, at)
        if found < 0 and at == 0:
            found = whole.find(part[0].swapcase() + part[1:])
        if found < 0:
            return False
        at = found + len(part)
    return True


def _plain(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).translate(_SIGNS).split())
