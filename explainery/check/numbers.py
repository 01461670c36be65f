"""One number, one place: each checkable number is held, cited or exempt, and words tied to a fact say what it says."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from explainery.called import called_with_root
from explainery.fields import in_yaml
from explainery.model import Site, Sources
from explainery.numbers import Account, Accounts, Facts, Finding, Said, find_in
from explainery.paths import is_page
from explainery.problems import Place, Problem, ended, listed
from explainery.wording import print_day, print_ordinal, print_weekday

_IN_A_FORMULA = (
    "Say the number in words of the same section, too, tied to a fact (`{new}` writes one); or cite where it is from,"
    " in the sentence of a formula that stands in a line."
)
_OTHERS = 3  # further facts that are named


def numbers_are_held(site: Site, sources: Sources, accounts: Accounts) -> Iterator[Problem]:
    """Every checkable number is held by a fact, cited or exempt; every exempt phrase stands in its page's text."""
    wording = _Wording(sources, accounts.facts)
    for page in site.pages:
        account = accounts.pages[page.path]
        for number, count in account.missing:
            words = (page.document.exempt or ())[number]["words"]
            place = page.document.places.get(f"exempt.{number}", Place(f"content/{page.path}"))
            if count:
                wanted = (page.document.exempt or ())[number]["times"] or 1
                times = {1: "once", 2: "twice"}.get(count, f"{count} times")
                says = f"The page says “{words}” {times}, but the entry excuses {wanted}."
                hint = f"Quote more words, so that they stand only where you mean; or write `times: {count}` for all."
                yield Problem("EXEMPT WORDS TWICE", place, says, hint)
            else:
                says = f"The text has no words “{words}”, so nothing is exempt."
                hint = "Write them as they stand in the text, or delete the entry."
                yield Problem("EXEMPT WORDS NOT THERE", place, says, hint)
        yield from wording.of(account)
    yield from wording.of(accounts.records)


class _Wording:
    """Words what is wrong with numbers, and finds it in the files that they were written in."""

    def __init__(self, sources: Sources, facts: Facts) -> None:
        self._contents = {source.path: source.content for source in (*sources.pages, *sources.records)}
        self._text = cache(self._read)
        self._facts = facts
        self._says: Mapping[str, Callable[[Finding], tuple[str, str, str]]] = {
            "loose": self._loose,
            "foreign": self._foreign,
            "against": self._against,
            "zone": self._zone,
            "differs": self._differs,
            "other": self._other,
            "bound": self._bound,
            "name": self._name,
            "quotation": self._quotation,
            "weekday": self._weekday,
        }

    def _read(self, path: str) -> str:
        return self._contents.get(path, b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def of(self, account: Account) -> Iterator[Problem]:
        """Yield the problems of an account."""
        for finding in account.findings:
            title, says, hint = self._says[finding.kind](finding)
            if finding.passage.formula_at(*finding.span):
                new = called_with_root("new", "fact", '"…"')
                hint = f"{_IN_A_FORMULA.format(new=new)}\n\n{_way_out(finding, 'Where it is not a claim, ')}"
            yield Problem(title, self._place(finding), says, hint)

    def _place(self, finding: Finding) -> Place:
        if formula := finding.passage.formula_at(*finding.span):
            return formula.place
        if finding.kind in ("loose", "foreign", "against", "zone", "weekday"):
            return find_in(self._text(finding.place.path), finding.place, finding.passage.text, finding.span)
        return finding.place

    def _loose(self, finding: Finding) -> tuple[str, str, str]:
        words = _words(finding)
        if not finding.facts:
            says = f"Nothing supports “{words}”: no fact is tied to it here, and its sentence cites no source."
            new = called_with_root("new", "fact", '"…"')
            hint = f"Tie it to a fact (`{new}` writes one), or cite where it is from, in its sentence: `[@…]`."
            if plain := _plain(finding):
                hint = f"{plain} a fact (`{new}` writes one)."
            if finding.passage.is_heading and finding.span[0] == 0 and words.replace(".", "").isdigit():
                hint += f" Where it is the number of the section, write a full stop behind it: “{words}. …”."
            return "NUMBER WITHOUT EVIDENCE", says, f"{hint}\n\n{_way_out(finding, 'Where it is not a claim, ')}"
        fact, *others = finding.facts
        says = f"“{words}” is what the fact `{fact.id}` says: {fact.statement}"
        also = f"\n\nThe same number stands in {listed([one.id for one in others[:_OTHERS]])}." if others else ""
        tie = f"{_plain(finding) or 'Tie it to'} the fact:"
        hint = f"{tie}\n\n[{words}](fact:{fact.id}){also}\n\n{_way_out(finding)}"
        return "LOOSE NUMBER", says, hint

    def _foreign(self, finding: Finding) -> tuple[str, str, str]:
        words = _words(finding)
        ways = " or ".join(f"`{way}`" for way in self._facts.finder.ways_to_write(words))
        says = f"“{words}” is no number as the language of this explainer writes it, and nothing supports it."
        hint = f"Write {ways}; then tie it to a fact, or cite where it is from, in its sentence: `[@…]`."
        return "NUMBER OF ANOTHER LANGUAGE", says, f"{hint}\n\n{_way_out(finding, 'Where it is not a claim, ')}"

    def _against(self, finding: Finding) -> tuple[str, str, str]:
        words, fact = _words(finding), finding.facts[0]
        tail = f"the fact `{fact.id}` says {fact.worded}: {fact.statement}"
        if not finding.name:
            says = f"“{words}” stands in one sentence with words that are tied to a fact of the same kind, but {tail}"
            hint = f"Where it is another number, give it a sentence of its own.\n\n{_way_out(finding, 'Or ')}"
            return "NUMBER AGAINST A FACT", says, hint
        says = f"“{words}” stands beside “{finding.name}”, but {tail}"
        worded = _with_one_stop(finding, fact.worded)
        right = worded if _plain(finding) else f"[{worded}](fact:{fact.id})"
        hint = f"Write what the fact says:\n\n{right}\n\n{_way_out(finding)}"
        return "NUMBER AGAINST A FACT", says, hint

    def _zone(self, finding: Finding) -> tuple[str, str, str]:
        says = f"“{_words(finding)}” is the time in {finding.name}, and nobody has said which time zone that is in."
        hint = (
            "Say it in `content/site.yaml`, by its name in the IANA database, such as `Europe/Paris`:\n\n"
            f"zones:\n  {finding.name}: …\n\nor write the time in UTC."
        )
        return "UNKNOWN TIME ZONE", says, hint

    def _differs(self, finding: Finding) -> tuple[str, str, str]:
        fact, words = finding.facts[0], _words(finding)
        says = ended(f"The words “{words}” do not say what the fact says: {fact.printed}")
        mended = _with_one_stop(finding, self._mended(words, fact))
        hint = f"The fact is: {fact.statement} Write, for example:\n\n[{mended}](fact:{fact.id})"
        return "WORDS AND FACT DIFFER", says, hint

    def _mended(self, words: str, fact: Said) -> str:
        """Return words with the fact's value in place of their one number, in the form of that number."""
        numbers = self._facts.finder.find(words)
        if len(numbers) != 1:
            return fact.worded
        number, value, form = numbers[0], fact.value, ""
        if number.kind == "ordinal":
            form = print_ordinal(value, self._facts.language)
        elif isinstance(value, dt.datetime) and number.kind == "date":
            form = print_day(value.date(), self._facts.language)
        elif isinstance(value, dt.datetime) and number.kind == "clock":
            from explainery.zones import local  # noqa: PLC0415 - takes a while, and few texts are wrong

            moment = local(value, number.zone, self._facts.zones)
            form = f"{moment:%H:%M}" if moment else ""
        return f"{words[: number.start]}{form}{words[number.end :]}" if form else fact.worded

    def _other(self, finding: Finding) -> tuple[str, str, str]:
        fact = finding.facts[0]
        words, statement = _words(finding), fact.statement
        says = f"The words “{words}” say “{finding.name}”, which the fact `{fact.id}` does not: {statement}"
        hint = "Write what the fact says, or leave this number out of the words that are tied to it."
        return "WORDS AND FACT DIFFER", says, hint

    def _bound(self, finding: Finding) -> tuple[str, str, str]:
        fact = finding.facts[0]
        exact = " exactly" if not fact.bound else ""
        held = f"the fact `{fact.id}` says, which is{exact} {fact.worded}: {fact.statement}"
        says = f"“{finding.name}” is not what {held}"
        hint = (
            f"Write, and nothing of the kind before it:\n\n[{_with_one_stop(finding, fact.worded)}](fact:{fact.id})\n\n"
            "Where the fact's statement cannot say it, the fact says it itself, as in `bound: at least`."
        )
        return "BOUND AGAINST THE FACT", says, hint

    def _name(self, finding: Finding) -> tuple[str, str, str]:
        fact = finding.facts[0]
        statement = fact.statement
        says = f"The words tied to the fact `{fact.id}` name “{finding.name}”, which it does not: {statement}"
        hint = "Write the name that the fact has, or tie only the words that it supports."
        if finding.name.isalpha():
            hint += " Another name for the same is listed in the field `says` of the fact."
        return "NAME NOT IN THE FACT", says, hint

    def _quotation(self, finding: Finding) -> tuple[str, str, str]:
        fact = finding.facts[0]
        lacks = f"the fact `{fact.id}` does not have it letter for letter: {fact.statement}"
        says = f"“{finding.name}” is in quotation marks, but {lacks}"
        hint = (
            "Quote the words that the fact has, or write them without quotation marks. Where somebody read them in the"
            " source, the fact may hold them:\n\nquote: {words: …, language: …}"
        )
        return "QUOTED WORDS NOT IN THE FACT", says, hint

    def _weekday(self, finding: Finding) -> tuple[str, str, str]:
        right = print_weekday(finding.name, self._facts.language)
        day = print_day(dt.date.fromisoformat(finding.name), self._facts.language)
        says = f"“{_words(finding)}” stands beside {day}; that day is a {right}."
        return "WRONG WEEKDAY", says, f"Write “{right}”, or correct the date."


def _words(finding: Finding) -> str:
    return finding.passage.text[finding.span[0] : finding.span[1]]


def _with_one_stop(finding: Finding, words: str) -> str:
    """Return words to write in place of others, without their full stop (`2021 г.`) where one follows those."""
    return words.removesuffix(".") if finding.passage.text.startswith(".", finding.span[1]) else words


def _plain(finding: Finding) -> str:
    """Return what to do with a number on a page where no link can stand; empty where one can, and of a record."""
    if not finding.is_plain or not is_page(finding.place.path):
        return ""
    where = "page" if finding.passage.whole_page else "section"
    return f"No link or citation can stand here: say it in the text of the {where}, too, tied to"


def _way_out(finding: Finding, otherwise: str = "Where it is another number, ") -> str:
    if finding.words:
        times = f"\n    times: {finding.times}" if finding.times > 1 else ""
        entry = f"exempt:\n  - words: {in_yaml(finding.words)}{times}\n    why: …"
        return f"{otherwise}say so in the front matter of the page:\n\n{entry}"
    return f"{otherwise}write it in other words: a record has no `exempt`."
