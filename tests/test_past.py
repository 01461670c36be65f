"""What git knows of an explainer: the history of its pages, and whether what was corrected ever stood there."""

import datetime as dt
import os
import re
import shutil
import subprocess

import feedparser
import pytest
from explainers import SMALL, build, files_of, put

from explainery.commands.build import build as built
from explainery.commands.memory import Memory
from explainery.commands.options import Options

MINE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
WHO = ("-c", "user.name=W", "-c", "user.email=w@example.org")
REPOSITORY = "https://github.com/someone/site"
LIST = "---\ntitle: Corrections\nanswer: A.\nchecked: 2026-01-31\n---\n\n```corrections\n```\n"
CORRECTION = "- id: {id}\n  date: {date}\n  page: {page}\n  old: {old}\n  new: {new}\n  why: A reader told us.\n"


def git(folder, *arguments, day=1):
    """Run git and return what it prints; commits are made by their author on a day of May, by the committer later."""
    dates = {
        f"GIT_{who}_DATE": dt.datetime(2026, month, day, 12, tzinfo=dt.UTC).isoformat()
        for who, month in (("AUTHOR", 5), ("COMMITTER", 6))
    }
    command = ["git", "-C", str(folder), *WHO, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=os.environ | MINE | dates)
    return done.stdout.strip()


def commit(folder, day, subject):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", subject, day=day)


def changed(root, day, subject, path, old, new):
    """Commit a page with other words."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    put(root, {path: text.replace(old, new, 1)})
    commit(root, day, subject)


def odd_commit(root, seconds):
    """Commit a file of the content as no program should, with an author's date that is none."""
    put(root, {"content/stages/two.md": SMALL["content/stages/two.md"] + "\nMore.\n"})
    git(root, "add", "-A")
    tree, before = git(root, "write-tree"), git(root, "rev-parse", "HEAD")
    when = git(root, "log", "-1", "--format=%ct") + " +0000"
    text = (
        f"tree {tree}\nparent {before}\nauthor W <w@example.org> {seconds} +0000\ncommitter W <w@example.org> {when}\n"
    )
    (root.parent / "commit").write_text(f"{text}\nSay more\n", encoding="utf-8")
    made = git(root, "hash-object", "-t", "commit", "-w", "--literally", str(root.parent / "commit"))
    git(root, "reset", "-q", "--soft", made)
    return made, text


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Return an explainer that is a repository, committed once."""
    for name, value in MINE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = put(tmp_path / "site", SMALL | {".gitignore": "/site/\n/.cache/\n"})
    git(root, "init", "-q", "-b", "main")
    commit(root, 1, "Begin")
    return root


def site_of(root, *options):
    result = build(root, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    return files_of(root / "site")


def history_on(root, page, *options):
    """Return the summary of a page's history and its entries, without marks; None where the page has none."""
    text = site_of(root, *options)[page].decode()
    found = re.search(r'<details class="history">\n<summary>(.*?)</summary>\n<ul>(.*?)</ul>', text, re.DOTALL)
    return found and (found[1], [re.sub("<.*?>", "", line) for line in found[2].strip().splitlines()])


# History --------------------------------------------------------------------------------------------------------------


def test_a_page_ends_with_its_versions_by_the_day_of_their_author(root):
    changed(root, 3, "Say where it went <b>", "content/film.md", "flies", "flies up")
    assert history_on(root, "film.html") == (
        "2 versions, the newest of 3 May 2026",
        ["3 May 2026: Say where it went &lt;b&gt;", "1 May 2026: Begin"],
    )
    assert history_on(root, "index.html") == ("One version, of 1 May 2026", ["1 May 2026: Begin"])


def test_a_commit_can_be_looked_at_where_the_repository_is_known(root):
    page = site_of(root, "--repository", f"{REPOSITORY}/tree/trunk")["film.html"].decode()
    assert f'<a href="{REPOSITORY}/commit/{git(root, "rev-parse", "HEAD")[:10]}">Begin</a>' in page
    assert "/commit/" not in site_of(root)["film.html"].decode()


def test_foreign_words_of_a_subject_are_marked(root):
    changed(root, 2, "Say «Волна»", "content/film.md", "flies", "flew")
    assert 'Say «<span lang="ru">Волна</span>»' in site_of(root)["film.html"].decode()


def test_the_newest_are_listed_and_the_others_counted(root):
    for day in range(2, 16):
        changed(root, day, f"Change {day}", "content/film.md", "flies", "flies.")
    summary, entries = history_on(root, "film.html")
    assert summary == "15 versions, the newest of 15 May 2026"
    assert (len(entries), entries[0], entries[-2:]) == (
        9,
        "15 May 2026: Change 15",
        ["8 May 2026: Change 8", "7 earlier changes"],
    )


def test_a_page_that_moved_keeps_its_history(root):
    git(root, "mv", "content/stages/two.md", "content/stages/second.md")
    changed(root, 2, "Move it", "content/stages/second.md", "Second.", "Second!")
    put(root, {"content/stages/two.md": SMALL["content/stages/two.md"].replace("2021-02-01", "2021-03-01")})
    commit(root, 3, "Write another in its place")
    assert history_on(root, "stages/second.html")[1] == ["2 May 2026: Move it", "1 May 2026: Begin"]
    assert history_on(root, "stages/two.html")[1] == ["3 May 2026: Write another in its place"]


def test_what_changed_on_another_branch_while_a_page_moved_is_part_of_it(root):
    git(root, "switch", "-q", "-c", "side")
    changed(root, 3, "Change it", "content/film.md", "flies", "flew")
    git(root, "switch", "-q", "main")
    git(root, "mv", "content/film.md", "content/movie.md")
    changed(root, 2, "Move it", "content/index.md", "film.md", "movie.md")
    git(root, "merge", "-q", "--no-edit", "side", day=4)
    found = ["3 May 2026: Change it", "2 May 2026: Move it", "1 May 2026: Begin"]
    assert history_on(root, "movie.html")[1] == found


def test_an_explainer_in_a_folder_of_a_repository_has_its_history(root):
    (root / "docs").mkdir()
    git(root, "mv", "content", "templates", "docs")
    commit(root, 2, "Move the explainer")
    changed(root / "docs", 3, "Change it", "content/film.md", "flies", "flew")
    changed(root, 4, "Touch no page", ".gitignore", "/site/", "site/")
    assert history_on(root / "docs", "film.html")[1][0] == "3 May 2026: Change it"


def no_git(root, monkeypatch):
    monkeypatch.setenv("PATH", str(root))


def no_repository(root, _monkeypatch):
    shutil.rmtree(root / ".git")


def no_commit(root, _monkeypatch):
    git(root, "switch", "-q", "--orphan", "new")
    put(root, SMALL)


def shallow(root, _monkeypatch):
    git(root.parent, "clone", "-q", "--depth", "1", root.as_uri(), "clone")
    shutil.rmtree(root)
    (root.parent / "clone").rename(root)


def switched_off(root, _monkeypatch):
    put(root, {"content/site.yaml": SMALL["content/site.yaml"] + "history: false\n"})


def of_another(root, _monkeypatch):
    git(root, "rm", "-q", "-r", "--cached", "content")
    git(root, "commit", "-q", "-m", "Keep other things here")


@pytest.mark.parametrize("spoil", [no_git, no_repository, no_commit, shallow, switched_off, of_another])
def test_without_a_history_nothing_is_said_of_it(root, monkeypatch, spoil):
    changed(root, 2, "Change it", "content/film.md", "flies", "flew")
    assert history_on(root, "film.html")
    spoil(root, monkeypatch)
    assert history_on(root, "film.html") is None


def test_settings_of_the_machine_change_nothing(root, tmp_path, monkeypatch):
    git(root, "mv", "content/film.md", "content/movie.md")
    changed(root, 2, "Move «it»", "content/index.md", "film.md", "movie.md")
    before = site_of(root, "--clean")
    assert "Move «it»" in before["movie.html"].decode()
    settings = {
        "log": ("follow = true", "showSignature = true", "date = relative", "decorate = full"),
        "diff": ("renames = false", "relative = true", "renameLimit = 1"),
        "i18n": ("logOutputEncoding = ISO-8859-1",),
        "core": ("abbrev = 5",),
    }
    lines = "".join(f"[{part}]\n" + "".join(f"\t{line}\n" for line in all_) for part, all_ in settings.items())
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(put(tmp_path, {"settings": lines}) / "settings"))
    assert site_of(root, "--clean") == before


def test_the_same_commit_gives_the_same_bytes(root, tmp_path):
    changed(root, 2, "Change it", "content/film.md", "flies", "flew")
    first = site_of(root)
    git(tmp_path, "clone", "-q", root.as_uri(), "clone")
    assert site_of(tmp_path / "clone") == first


def test_a_commit_renders_the_pages_that_it_touched(root):
    memory = Memory(None)
    pages = memory.shelf("pages")

    def rendered():
        before = dict(pages)
        built(Options(root), memory=memory)
        return {path.decode() for path, kept in pages.items() if before.get(path) is not kept}

    rendered()
    changed(root, 2, "Change it", "content/film.md", "flies", "flew")
    assert rendered() == {"film.md"}
    changed(root, 3, "Touch no page", ".gitignore", "/site/", "site/")
    assert rendered() == set()
    text = (root / "content/film.md").read_text(encoding="utf-8")
    put(root, {"content/film.md": text.replace("flew", "flies")})
    assert rendered() == {"film.md"}
    commit(root, 4, "Change it back")
    assert rendered() == {"film.md"}
    assert "3 versions" in (root / "site/film.html").read_text(encoding="utf-8")
    assert files_of(root / "site") == site_of(root, "--clean")


# Corrections ----------------------------------------------------------------------------------------------------------


def correct(root, **fields):
    """Add a correction to the explainer, not committed."""
    file = root / "content/corrections.yaml"
    given = {"id": "one", "date": "2026-05-20", "page": "film.md", "old": "A doctor flies.", "new": "A doctor flew."}
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    put(root, {"content/corrections.yaml": text + CORRECTION.format(**given | fields)})


def problem_of(root):
    """Return the title of the only problem of a build, and what it says."""
    result = build(root)
    assert result.exit_code == 1
    assert result.stderr.endswith("\n1 problem. Nothing was written.\n")
    title, says = re.match(r"-- (.+?) -+ content/corrections\.yaml\n\n(.+?)\n\n", result.stderr, re.DOTALL).groups()
    return title, says


def test_what_was_corrected_stands_on_its_page_and_leads_to_the_list(root):
    put(
        root,
        {"content/corrections.md": LIST},
    )
    changed(root, 2, "Correct it", "content/film.md", "flies", "flew")
    correct(root)
    site = site_of(root)
    line = re.search(r'<div id="correction-one">(.*?)</div>', site["film.html"].decode(), re.DOTALL)[1]
    assert re.sub("<.*?>", "", line).split("\n")[1:-1] == [
        "Corrected 20 May 2026. A reader told us.",
        "We wrote: A doctor flies.",
        "It is now: A doctor flew.",
    ]
    assert '<a href="corrections.html#one">All corrections</a>' in site["film.html"].decode()
    listed = site["corrections.html"].decode()
    assert '<li class="corrections__entry" id="one">' in listed
    assert '<a href="film.html#correction-one">Film</a>' in listed
    assert "~~A doctor flies.~~" in site["film.md"].decode()
    assert "correction-" not in site["index.html"].decode()


def test_corrections_stand_newest_first_and_older_ones_are_folded(root):
    changed(root, 2, "Correct it", "content/film.md", "A [doctor](fact:doctor) flies", "She flew")
    for number, old in enumerate(("A doctor", "doctor flies", "A doctor flies"), 1):
        correct(root, id=f"no-{number}", old=old, date=f"2026-05-2{number}")
    page = site_of(root)["film.html"].decode()
    assert re.findall('id="correction-(.*?)"|(Earlier corrections)', page) == [
        ("no-3", ""),
        ("no-2", ""),
        ("", "Earlier corrections"),
        ("no-1", ""),
    ]


@pytest.mark.parametrize(
    ("before", "old"),
    [
        ("A [doctor](fact:doctor) flies.", "A doctor flies"),
        ('A *doctor*\n[flies](index.md "Home") up [@tass-1].', "doctor flies up"),
        ("She’s “a _doctor_” — of 5&nbsp;years.", "\"She's 'a doctor' - of 5 years.\""),
        ("## The doc&shy;tor {#doctor}\n\nFlies.", "The doctor"),
        ("It \\*is\\* [called][1] ![so](a.svg).\n\n[1]: index.md", "'is called so'"),
    ],
)
def test_old_words_are_found_as_readers_saw_them(root, before, old):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    text = SMALL["content/film.md"].replace("A [doctor](fact:doctor) flies.", before)
    put(root, {"content/film.md": text, "content/a.svg": drawing})
    commit(root, 2, "Say it")
    put(root, {"content/film.md": SMALL["content/film.md"].replace("A [doctor](fact:doctor) flies.", "Nothing.")})
    correct(root, old=old)
    assert "correction-one" in site_of(root)["film.html"].decode()


def test_old_words_are_found_where_the_page_had_another_name(root):
    git(root, "mv", "content/film.md", "content/movie.md")
    changed(root, 2, "Move it", "content/index.md", "film.md", "movie.md")
    changed(root, 3, "Correct it", "content/movie.md", "flies", "flew")
    correct(root, page="movie.md")
    site_of(root)


def test_old_words_of_a_record_that_the_page_shows_are_found(root):
    changed(root, 2, "Correct it", "content/facts.yaml", "The skipper is a doctor", "The skipper is a surgeon")
    correct(root, old="The skipper is a doctor.")
    site_of(root)


def test_old_words_are_found_where_the_text_came_from_and_shown_where_it_is(root):
    changed(root, 2, "Move it, and correct it", "content/film.md", "A [doctor](fact:doctor) flies.", "Nothing.")
    correct(root, page="index.md\n  moved-from: film.md")
    files = site_of(root)
    assert "correction-one" in files["index.html"].decode()
    assert "correction-one" not in files["film.html"].decode()


def test_old_words_that_never_stood_where_the_text_came_from_are_a_problem(root):
    correct(root, page="index.md\n  moved-from: film.md", old="Words that never were.")
    assert problem_of(root)[1].startswith("No version of `content/film.md` that git knows says")


def test_old_words_that_never_stood_there_are_a_problem(root):
    changed(root, 2, "Correct it", "content/film.md", "flies", "flew")
    correct(root, old="It took 12 days.")  # which stands on another page
    assert problem_of(root) == (
        "NEVER WRITTEN",
        "No version of `content/film.md` that git knows says “It took 12 days.”, which this corrects.",
    )
    assert "git log -p --follow -- content/film.md" in build(root).stderr


def test_a_correction_is_looked_at_again_when_the_past_is_another(root):
    changed(root, 2, "Correct it", "content/film.md", "flies", "flew")
    correct(root)
    site_of(root)
    git(root, "checkout", "-q", "--orphan", "new")
    commit(root, 3, "Begin anew")
    assert problem_of(root)[0] == "NEVER WRITTEN"


@pytest.mark.parametrize("spoil", [no_git, no_repository, shallow, no_commit])
def test_where_the_past_is_not_known_nothing_is_said_of_old_words(root, monkeypatch, spoil):
    changed(root, 2, "Correct it", "content/film.md", "flies", "flew")
    spoil(root, monkeypatch)
    correct(root, old="Words that never were.")
    site_of(root)


# Days -----------------------------------------------------------------------------------------------------------------


def check_on(root, day):
    """Say in a page that it was checked on another day, not committed."""
    text = re.sub(r"checked: .*", f"checked: {day}", (root / "content/film.md").read_text(encoding="utf-8"))
    put(root, {"content/film.md": text})


def accused(root, *options):
    """Return what is said of days that are still to come."""
    result = build(root, *options)
    said = re.findall(r"^-- CHECKED IN THE FUTURE -.*\n\n(.*)$", result.stderr, re.MULTILINE)
    assert (result.exit_code, len(said)) == (bool(said), len(re.findall("^-- ", result.stderr, re.MULTILINE)))
    return said


LATE = [
    "This page says that it was checked on 2026-06-04, but the newest commit, which says so already, is of 2026-06-03."
]


def test_nothing_was_checked_after_the_newest_commit(root):
    check_on(root, "2026-06-04")
    commit(root, 3, "Check it")
    assert accused(root) == LATE
    check_on(root, "2026-06-03")  # after the day of the author: a commit that is changed later keeps it
    commit(root, 3, "Check it again")
    assert accused(root) == []


def test_a_fact_is_held_to_the_newest_commit_as_well(root):
    changed(root, 3, "Check it", "content/facts.yaml", "checked: 2026-01-31", "checked: 2026-06-04")
    assert accused(root) == [LATE[0].replace("This page", "The fact `days`")]


def test_the_newest_commit_may_have_touched_no_page(root):
    check_on(root, "2026-06-04")
    commit(root, 3, "Check it")
    changed(root, 4, "Touch no page", ".gitignore", "/site/", "site/")
    assert accused(root) == []


def test_an_older_commit_may_be_of_a_later_day(root):
    """Days begin in the east: who commits next may still live in the day before."""
    check_on(root, "2026-06-04")
    commit(root, 4, "Check it in the east")
    changed(root, 3, "Go on in the west", "content/film.md", "flies", "flew")
    assert accused(root) == []


def test_a_file_that_is_not_committed_may_say_the_day_of_today(root):
    put(
        root,
        {"content/new.md": SMALL["content/film.md"].replace("old/film", "old/new").replace("2026-01-31", "9999-01-01")},
    )
    check_on(root, "9999-01-01")
    assert accused(root) == []
    commit(root, 3, "Check them")
    assert len(accused(root)) == 2
    changed_since = (root / "content/film.md").read_text(encoding="utf-8").replace("flies", "flew")
    put(root, {"content/film.md": changed_since})
    assert len(accused(root)) == 1


def test_the_day_that_was_told_counts_for_every_file(root):
    check_on(root, "2026-06-04")
    assert accused(root, "--today", "2026-06-03") == [LATE[0].partition("the newest")[0] + "today is 2026-06-03."]
    commit(root, 3, "Check it")
    assert accused(root, "--today", "2026-06-04") == []


def test_an_explainer_in_a_folder_is_held_to_the_newest_commit(root):
    (root / "docs").mkdir()
    git(root, "mv", "content", "templates", "docs")
    check_on(root / "docs", "2026-06-04")
    commit(root, 3, "Move and check it")
    assert accused(root / "docs") == LATE


def test_a_repository_may_name_its_texts_by_longer_digests(root):
    shutil.rmtree(root / ".git")
    git(root, "init", "-q", "-b", "main", "--object-format=sha256")
    check_on(root, "2026-06-04")
    commit(root, 3, "Begin")
    assert accused(root) == LATE


def test_a_file_whose_line_ends_git_changed_is_not_judged(root):
    git(root, "config", "core.autocrlf", "true")
    check_on(root, "2026-06-04")
    file = root / "content/film.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    commit(root, 3, "Check it")
    assert accused(root) == []


@pytest.mark.parametrize("spoil", [no_git, no_repository, shallow, no_commit])
def test_where_no_commit_is_known_no_day_is_still_to_come(root, monkeypatch, spoil):
    check_on(root, "2026-06-04")
    commit(root, 3, "Check it")
    assert accused(root) == LATE
    text = (root / "content/film.md").read_text(encoding="utf-8")
    spoil(root, monkeypatch)
    put(root, {"content/film.md": text})
    assert accused(root) == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [("-5", "has a date that git cannot read"), ("253402300800", "is dated `10000-01-01`")],
)
def test_a_commit_whose_day_no_calendar_has_is_a_problem_that_git_can_mend(root, seconds, words):
    made, text = odd_commit(root, seconds)
    result = build(root)
    assert result.exit_code == 1
    assert result.stderr.startswith("-- COMMIT WITHOUT A DAY ---")
    assert f"The commit `{made[:7]}` (“Say more”) {words}" in result.stderr
    assert f"git replace --edit {made[:7]}" in result.stderr
    right = text.replace(f"> {seconds} +0000\ncommitter", "> 1000000000 +0000\ncommitter")
    (root.parent / "commit").write_text(f"{right}\nSay more\n", encoding="utf-8")
    git(root, "replace", made, git(root, "hash-object", "-t", "commit", "-w", str(root.parent / "commit")))
    assert build(root).exit_code == 0
    assert git(root, "rev-parse", "HEAD") == made


def entries_of(root):
    """Return the entries of the feed by their titles."""
    feed = feedparser.parse(site_of(root, "--url", "https://example.org/")["feed.xml"])
    assert not feed.bozo
    return {entry.title: entry for entry in feed.entries}


def test_the_feed_tells_what_changed_and_when_and_not_that_a_page_was_checked_again(root):
    changed(root, 3, "Say <more> of the doctor", "content/film.md", "flies.", "flies far.")
    changed(root, 5, "Check again", "content/film.md", "checked: 2026-01-31", "checked: 2026-02-20")
    film = entries_of(root)["Film"]
    assert (film.published, film.updated) == ("2026-05-01T00:00:00Z", "2026-05-03T00:00:00Z")
    assert film.summary == "What changed: Say <more> of the doctor"
    assert film.content[0].value.startswith(
        '<p>It is called «<span lang="ru">Волна</span>».</p>\n\n<h2>Plot</h2>\n<p>A doctor flies far. '
        '<a href="https://example.org/">Back</a></p>'
    )
    changed(root, 7, "Check and change", "content/film.md", "checked: 2026-02-20", "checked: 2026-02-21\nlabel: F")
    assert entries_of(root)["Film"].updated == "2026-05-07T00:00:00Z"


def test_the_feed_says_nothing_of_commits_where_histories_are_left_out(root):
    changed(root, 3, "Say more", "content/film.md", "flies.", "flies far.")
    put(root, {"content/site.yaml": SMALL["content/site.yaml"] + "history: false\n"})
    film = entries_of(root)["Film"]
    assert (film.updated, film.summary) == ("2026-05-03T00:00:00Z", "It is called «Волна».")
