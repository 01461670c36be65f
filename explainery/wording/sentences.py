"""Where sentences end."""

import functools
import re

from explainery.wording.lexicon import lexicon_of

_ORDINAL = re.compile(r"(?:^|\D)\d{1,2}\.$")
# A sentence ends at a sign before a capital, a digit or a quotation mark, unless an initial or abbreviation has it.
_END = re.compile(
    r"(?<!\b[A-ZА-ЯЁÀ-ÖØ-Þp]\.)(?<!\b(?:Dr|Mr|No|St|vs|Nr|ca|pp|no|Sr|av|ap)\.)"
    r"(?<!\b(?:Mrs|vol|Vol|env|Mme|Sra|e\.g|i\.e|etc|z\.B|d\.h|bzw|a\.m|p\.m|U\.S|U\.K)\.)"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)"
    r"(?<=[.!?])(?:[\u00a0\u202f]?[”»’\")])*\s+(?=[“«„\"(‘¿¡\u00a0\u202f\ue000]*[^\W_a-zа-яёß-öø-ÿ])"
)


def split_sentences(text: str, language: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[start:end] for start, end in sentence_spans(text, language)]


@functools.lru_cache(maxsize=2048)
def sentence_spans(text: str, language: str = "") -> tuple[tuple[int, int], ...]:
    """Return where each sentence of a text begins and ends, the space behind it included.

    In German a full stop may also make a number an ordinal, `5. Oktober`.
    """
    spans, start = [], 0
    has_dotted_ordinals = bool(lexicon_of(language).form("ordinal-after"))
    for match in _END.finditer(text):
        if has_dotted_ordinals and _ORDINAL.search(text, max(0, match.start() - 3), match.start()):
            continue
        spans.append((start, match.end()))
        start = match.end()
    return (*spans, (start, len(text)))
