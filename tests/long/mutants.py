"""Puts small faults into the generator, one at a time: the tests that are to notice each of them fail.

    python tests/long/mutants.py --seconds 3600
    python tests/long/mutants.py --only hatch # one of them again, with what its tests say

Each fault is put into a copy of the project, whose tests pass without it. Ends with 1 where more than two faults stay
unnoticed, where a fault can no longer be put in, and where its tests fail without it or cannot be run.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = (*"explainery tests content templates assets examples".split(), "pyproject.toml", "build.py")
MOST_UNNOTICED = 2
LONGEST = 300  # seconds: all these tests take less than a minute
PASSED, FAILED = 0, 1  # what pytest ends with; anything else is no answer


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault: in a file of `explainery/`, `new` in place of `old`; `tests` are what pytest is told to run."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def specs(file: str, *headings: str) -> tuple[str, ...]:
    """Return what pytest calls the specifications under some headings of a file."""
    return tuple(f"tests/test_specs.py::test_specification[{file}: {heading}]" for heading in headings)


MUTANTS = (
    Mutant(
        "a length is as exact as twice its last digit",
        "wording/agreeing.py",
        "return abs(here - Fraction(left)) * 2 <=",
        "return abs(here - Fraction(left)) <=",
        ("tests/test_languages.py::test_false_numbers_are_stopped_and_true_ones_pass[en]",),
    ),
    Mutant(
        "the last year of a stretch is not in it",
        "wording/agreeing.py",
        "one.earliest.year <= year <= one.latest.year",
        "one.earliest.year <= year < one.latest.year",
        ("tests/test_languages.py::test_false_numbers_are_stopped_and_true_ones_pass[en]",),
    ),
    Mutant(
        "bounds are compared the wrong way round",
        "wording/bounds.py",
        "return set(_MAY_BE[held]) <= set(_MAY_BE[said])",
        "return set(_MAY_BE[held]) >= set(_MAY_BE[said])",
        ("tests/test_languages.py::test_false_numbers_are_stopped_and_true_ones_pass[en]",),
    ),
    Mutant(
        "a page is not looked at again where a fact changed",
        "numbers/account.py",
        "document.digest, self._titled, digests, list(",
        "document.digest, self._titled, list(",
        ("tests/test_cache.py::test_numbers_of_a_page_are_looked_at_again_where_a_fact_beside_them_changes",),
    ),
    Mutant(
        "facts are not looked at again where one changed",
        "numbers/account.py",
        "return digest_of((self._basis, self._all))",
        "return digest_of((self._basis,))",
        ("tests/test_cache.py::test_facts_that_were_right_are_read_again_where_they_or_their_language_change",),
    ),
    Mutant(
        "a remedy exempts words that stand on the page twice",
        "numbers/exempting.py",
        "if times == 1 or",
        "if times >= 1 or",
        specs("numbers", "Exempt words twice", "Words that excuse one place"),
    ),
    Mutant(
        "a rule is left out",
        "check/__init__.py",
        "    days.sources_came_out_before_the_check,\n",
        "",
        specs("days", "A fact that was checked before its source came out"),
    ),
    Mutant(
        "nothing may be checked on the day of its source",
        "check/days.py",
        "one.day >= newest[0]",
        "one.day > newest[0]",
        specs("days", "A fact that was checked on the day of its source"),
    ),
    Mutant(
        "elements that writers write may have a style",
        "markdown/parse.py",
        '    "*": {"lang", "dir", "title"},\n',
        '    "*": {"lang", "dir", "title", "style"},\n',
        ("tests/test_foreign.py::test_an_attribute_that_was_overlooked_is_not_published",),
    ),
    Mutant(
        "a link may lead to the folder around the content",
        "markdown/targets.py",
        'elif found == ".." or found.startswith("../"):',
        'elif found.startswith("../"):',
        specs("links", "A link to the folder around the content"),
    ),
    Mutant(
        "a limit of a shipped field may be loosened",
        "schema/extension.py",
        "(word in _MOST and own < shipped)",
        "word in _MOST",
        specs("anything", "A schema that is less strict than the shipped one"),
    ),
    Mutant(
        "a title of just as many characters as have room is cut",
        "render/head.py",
        "whole if len(whole) <= _TITLE else",
        "whole if len(whole) < _TITLE else",
        ("tests/test_head.py::test_the_name_of_the_site_gives_way_to_a_long_title",),
    ),
    Mutant(
        "signs in the texts of the feed are not escaped",
        "unmark/bare.py",
        "yield escape(child, quote=False)",
        "yield child",
        ("tests/test_feed.py::test_html_is_bared",),
    ),
    Mutant(
        "the feed calls HTML plain text",
        "outputs/feed.py",
        '        element[-1].set("type", "html")\n',
        "",
        ("tests/test_outputs.py::test_the_feed_has_what_rfc_4287_asks_for",),
    ),
    Mutant(
        "records are published in the order in which files have them",
        "outputs/data.py",
        "(make(records[one], site) for one in sorted(records))",
        "(make(records[one], site) for one in records)",
        ("tests/test_outputs.py::test_records_stand_in_the_order_of_their_ids_wherever_they_were_written",),
    ),
    Mutant(
        "two outputs may differ in letter case alone",
        "write.py",
        'return unicodedata.normalize("NFC", path).casefold()',
        'return unicodedata.normalize("NFC", path)',
        ("tests/test_write.py::test_two_outputs_never_claim_one_file",),
    ),
    Mutant(
        "a list of files may name some outside the folder",
        "write.py",
        'posixpath.normpath(path) == path and not path.startswith("/") and',
        "posixpath.normpath(path) == path and",
        (
            "tests/test_write.py::test_a_list_that_names_files_outside_removes_none",
            "tests/test_write.py::test_a_list_is_trusted_as_far_as_a_build_may_have_written_it",
        ),
    ),
    Mutant(
        "a folder whose name begins as that of the content is part of it",
        "files.py",
        "return target.startswith(folder.rstrip(os.sep) + os.sep)",
        "return target.startswith(folder.rstrip(os.sep))",
        specs("folders", "A page that is a link into a folder whose name begins like that of the content"),
    ),
    Mutant(
        "a file may not be as large as files may be",
        "files.py",
        "if status.st_size > LARGEST:",
        "if status.st_size >= LARGEST:",
        ("tests/test_files.py::test_a_file_may_have_just_as_many_bytes_as_are_read",),
    ),
    Mutant(
        "a hatch is too wide",
        "draw/shapes.py",
        "step, found = 6.0, []",
        "step, found = 9.0, []",
        ("tests/figures/test_kit.py",),
    ),
    Mutant(
        "times in figures are cut to the minute",
        "draw/times.py",
        "round(span.total_seconds() / 60)",
        "int(span.total_seconds() / 60)",
        ("tests/figures/test_times.py",),
    ),
    Mutant(
        "an axis ends before its last value",
        "draw/axes.py",
        "    last = max(last, first + 1)\n",
        "    last = max(last - 1, first + 1)\n",
        ("tests/figures/test_rows.py::test_round_ticks_reach_around_all_and_are_few",),
    ),
    Mutant(
        "a figure may have a shape of less than no width",
        "figures/sound.py",
        "if one.name in _LENGTHS and value < 0:",
        "if one.name in _LENGTHS and value < -1:",
        ("tests/test_own_figures.py::test_what_no_page_can_show_is_said_of_a_figure",),
    ),
    Mutant(
        "a change is of the day on which it was moved",
        "past.py",
        "%H%x00%as%x00%cs",
        "%H%x00%cs%x00%cs",
        ("tests/test_past.py::test_a_page_ends_with_its_versions_by_the_day_of_their_author",),
    ),
    Mutant(
        "a zip file in which somebody changed a page is replaced",
        "publishing/archive.py",
        "sorted((entry.filename, entry.CRC) for entry in",
        "sorted(entry.filename for entry in",
        ("tests/test_publish.py::test_a_zip_file_in_which_somebody_changed_a_page_is_not_replaced",),
    ),
    Mutant(
        "the domain on the branch wins over that of the settings",
        "publishing/branch.py",
        "if DOMAIN in tip.files and DOMAIN not in entries:",
        "if DOMAIN in tip.files:",
        (
            "tests/test_publish.py::test_a_domain_that_is_on_the_branch_is_not_lost",
            "tests/test_publish.py::test_the_settings_name_the_domain_in_every_build",
        ),
    ),
    Mutant(
        "the last of the seasons is a month",
        "exchange/dates.py",
        "_MONTHS < numbers[1] <= _MONTHS + 4",
        "_MONTHS < numbers[1] < _MONTHS + 4",
        ("tests/exchange/test_entries.py::test_dates_of_csl",),
    ),
    Mutant(
        "the old and the new form of an ISBN are two",
        "exchange/duplicates.py",
        "return figures[-10:-1]",
        "return figures[-10:]",
        ("tests/exchange/test_entries.py::test_a_book_is_known_by_the_old_form_of_its_isbn_and_by_the_new_one",),
    ),
    Mutant(
        "a server that failed once is not asked again",
        "linkcheck/verdict.py",
        "tries: int = 2",
        "tries: int = 0",
        ("tests/test_linkcheck.py::test_a_wrong_answer_is_asked_again_and_no_more_than_that",),
    ),
    Mutant(
        "what a translator was not sure of is printed",
        "catalogues/reading.py",
        "if message is None or message.fuzzy or",
        "if message is None or",
        specs("chrome", "A catalogue that lacks strings"),
    ),
)


def copied(folder: Path) -> Path:
    """Return a copy of the project."""
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def result_of(tests: tuple[str, ...], root: Path, *, aloud: bool) -> int | None:
    """Return what pytest ends with; None where it takes too long."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
    out = None if aloud else subprocess.DEVNULL
    # Tests start programs in other folders, which are to load the copy, too; and sets always have the same order.
    around = {**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": "0"}
    try:
        ran = subprocess.run(
            [*command, f"--basetemp={root.parent / 'made'}", *tests],
            cwd=root,
            env=around,
            stdout=out,
            stderr=out,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return ran.returncode


def is_noticed(mutant: Mutant, root: Path, *, aloud: bool) -> bool | str:
    """Say whether tests notice a fault in a copy of the project, or why that cannot be told."""
    file = root / "explainery" / mutant.file
    text = file.read_text("utf-8")
    if (count := text.count(mutant.old)) != 1:
        return f"{mutant.old!r} stands there {count} times, and must stand there once"
    try:
        file.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8", newline="\n")
        result = result_of(mutant.tests, root, aloud=aloud)
    finally:
        file.write_text(text, encoding="utf-8", newline="\n")
    return result == FAILED if result in (PASSED, FAILED) else _said(result)


def _said(result: int | None) -> str:
    return "its tests take too long" if result is None else f"pytest ends with {result}"


def main() -> int:
    """Try all faults, or as many as there is time for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=12, help="in which order they come")
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--only", metavar="WORDS", default="", help="those with these words in their name")
    told = parser.parse_args()
    chosen = [mutant for mutant in MUTANTS if told.only in mutant.name]
    random.Random(told.seed).shuffle(chosen)
    started, done, unnoticed, untold = time.monotonic(), 0, [], []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        root = copied(Path(folder).resolve() / "root")
        needed = tuple(sorted({test for mutant in chosen for test in mutant.tests}))
        if (result := result_of(needed, root, aloud=bool(told.only))) != PASSED:
            print(f"Without any fault {_said(result)}: {' '.join(needed)}")
            return 1
        for mutant in chosen:
            if time.monotonic() - started > told.seconds:
                break
            before, done = time.monotonic(), done + 1
            noticed = is_noticed(mutant, root, aloud=bool(told.only))
            if isinstance(noticed, str):
                untold.append(mutant)
            elif not noticed:
                unnoticed.append(mutant)
            says = {True: "noticed", False: "UNNOTICED"}.get(noticed, noticed)
            print(f"{mutant.file}: {mutant.name}: {says} ({time.monotonic() - before:.0f} s)", flush=True)
    took = time.monotonic() - started
    print(f"{done} of {len(chosen)} faults in {took:.0f} seconds: {len(unnoticed)} unnoticed, {len(untold)} not tried.")
    return 1 if untold or not done or len(unnoticed) > MOST_UNNOTICED else 0


if __name__ == "__main__":
    sys.exit(main())
