"""The cache is worth time and nothing else: whatever happens to it, the site is the same."""

import hashlib
import os
import pickle
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from chance import tries
from explainers import SMALL, files_of, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rights import without_rights

from explainery.commands import memory as memories
from explainery.commands.build import build
from explainery.commands.memory import Memory, toolchain
from explainery.commands.options import Options
from explainery.problems import Problems
from explainery.render.environment import _environment as loaded

ROOT = Path(__file__).parent.parent
OTHER = SMALL["content/film.md"].replace("flies", "flew")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build an explainer once, and return its folder, which no test changes."""
    root = put(tmp_path_factory.mktemp("built"), SMALL)
    loaded.cache_clear()  # or templates that another test compiled would not be kept
    build(Options(root))
    return root


@pytest.fixture
def explainer(built, tmp_path):
    """Return the folder of a built explainer that a test may spoil, and its cache."""
    root = shutil.copytree(built, tmp_path / "explainer")
    build(Options(root))  # which knows its output folder by its place
    return root, (root / ".cache/explainery.db").read_bytes()


def builds_right(root):
    """Say whether builds, of what was built and of something else, give what builds without a cache give."""
    for text in (OTHER, SMALL["content/film.md"]):
        put(root, {"content/film.md": text})
        build(Options(root))
        if files_of(root / "site") != clean_site(tuple(sorted(files_of(root / "content").items()))):
            return False
    return True


@cache
def clean_site(content):
    """Return what a build without a cache makes of some content."""
    with TemporaryDirectory() as folder:
        looks = {path: text for path, text in SMALL.items() if path.startswith("templates/")}
        root = put(Path(folder), {**looks, **{f"content/{path}": text.decode() for path, text in content}})
        build(Options(root), memory=Memory(None))
        return files_of(root / "site")


def is_kept(root):
    """Say whether the cache has something to offer."""
    database = sqlite3.connect(root / ".cache/explainery.db")
    with database:
        kept = database.execute("SELECT count(*) FROM kept WHERE shelf = 'pages'").fetchone()
    database.close()
    return kept == (5,)  # the list of sources among them


@pytest.mark.by_day(2)
@pytest.mark.parametrize("part", range(8))
def test_a_truncated_cache(explainer, part):
    root, content = explainer
    (root / ".cache/explainery.db").write_bytes(content[: len(content) * part // 8])
    assert builds_right(root)
    assert is_kept(root)


@settings(tries(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 0.9999), st.integers(1, 255)), min_size=1, max_size=50))
def test_a_cache_with_flipped_bits(explainer, flips):
    root, content = explainer
    spoilt = bytearray(content)
    for where, bits in flips:
        spoilt[int(where * len(spoilt))] ^= bits
    (root / ".cache/explainery.db").write_bytes(spoilt)
    assert builds_right(root)


@pytest.mark.parametrize(
    "change", ["key = CAST(key AS TEXT)", "value = 7", "value = 'text'", "value = substr(value, 20)"]
)
def test_a_cache_with_other_values(explainer, change):
    root, _ = explainer
    database = sqlite3.connect(root / ".cache/explainery.db")
    with database:
        database.execute(f"UPDATE kept SET {change} WHERE shelf <> 'version'")  # noqa: S608 - from the list above
    database.close()
    assert builds_right(root)


def test_a_cache_whose_table_has_a_name_in_no_script(explainer):
    root, content = explainer
    spoilt = content.replace(b"keptkept", b"k\xc1ptkept").replace(b"CREATE TABLE kept", b"CREATE TABLX kept")
    assert spoilt != content
    (root / ".cache/explainery.db").write_bytes(spoilt)
    assert builds_right(root)


TABLE = "TABLE kept (shelf TEXT, key BLOB, value BLOB, PRIMARY KEY (shelf, key)) WITHOUT ROWID"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


@pytest.mark.parametrize(
    "made",
    [
        ["TABLE kept (a TEXT)"],
        ["TABLE other (a TEXT)"],
        [TABLE, "TABLE other (a TEXT)"],
        [f"VIEW kept AS {ENDLESS} SELECT 'pages' AS shelf, CAST(i AS BLOB) AS key, x'00' AS value FROM n"],  # noqa: S608
        [TABLE, f"TRIGGER t BEFORE INSERT ON kept BEGIN INSERT INTO kept {ENDLESS} SELECT 'a', i, i FROM n; END"],  # noqa: S608
    ],
)
def test_a_cache_with_other_tables_is_made_anew(explainer, made):
    root, _ = explainer
    (root / ".cache/explainery.db").unlink()
    database = sqlite3.connect(root / ".cache/explainery.db")
    with database:
        for one in made:
            database.execute(f"CREATE {one}")
    database.close()
    assert builds_right(root)
    assert is_kept(root)


def test_a_database_in_which_nothing_ends_is_left(tmp_path, monkeypatch):
    """As where a tree in it leads back to itself."""
    monkeypatch.setattr(memories, "_OFTEN", 10)
    opened = memories._opened(tmp_path / "kept.db")  # noqa: SLF001 - a file of that kind is hard to make
    with opened as database, pytest.raises(sqlite3.OperationalError, match="interrupted"):
        database.execute(f"{ENDLESS} SELECT max(i) FROM n").fetchone()  # noqa: S608


class Evil:
    """A pickle of it makes a file when it is read."""

    def __init__(self, file):
        self.file = file

    def __reduce__(self):
        return os.mkdir, (str(self.file),)


def signatures(row, content, version):
    """Yield signatures as somebody without the key might make them."""
    shelf, key, value = row
    sealed = version + shelf.encode() + b"\0" + key
    name = hashlib.sha256(version).digest() + shelf.encode() + b"\0" + len(key).to_bytes(8, "big") + key
    yield value[:16]
    for data in (content, sealed + content, name + content):
        for secret in (b"", bytes(32), version[:64]):
            yield hashlib.blake2b(data, key=secret, digest_size=16).digest()


def test_the_cache_of_a_stranger_runs_nothing(explainer, tmp_path):
    """Every entry of every kind, forged in every way."""
    root, content = explainer
    file, victim = root / ".cache/explainery.db", tmp_path / "victim"
    evil = pickle.dumps(Evil(victim))
    database = sqlite3.connect(file)
    rows = database.execute("SELECT * FROM kept WHERE shelf <> 'version'").fetchall()
    database.close()
    assert {row[0] for row in rows} > {"builds", "parsed", "pages", "templates", "numbers"}
    for number in range(len(list(signatures(rows[0], evil, toolchain())))):
        file.write_bytes(content)
        database = sqlite3.connect(file)
        with database:
            for row in rows:
                forged = list(signatures(row, evil, toolchain()))[number] + evil
                database.execute("UPDATE kept SET value = ? WHERE shelf = ? AND key = ?", (forged, *row[:2]))
        database.close()
        memory = Memory(file, toolchain())
        assert [row for row in rows if row[1] in memory.shelf(row[0])] == []
        assert not victim.exists()
    assert builds_right(root)
    assert not victim.exists()
    pickle.loads(evil)  # noqa: S301 - to see that it would have worked
    assert victim.is_dir()


@pytest.fixture
def another_user(tmp_path, monkeypatch):
    """Be a user without a key, and return the folder of what is kept for that user."""
    for name in ("HOME", "LOCALAPPDATA", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


def key_in(home):
    """Return the file of the key of a user."""
    (file,) = home.rglob("cache.key")
    return file


def test_what_another_user_kept_is_not_read(explainer, another_user):
    root, _ = explainer
    memory = Memory(root / ".cache/explainery.db", toolchain())
    assert memory.shelf("pages").get(b"film.md") is None
    assert builds_right(root)
    assert is_kept(root)
    assert len(key_in(another_user).read_bytes()) == 32
    assert not list(root.rglob("*.key"))


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind")
def test_a_key_that_others_know_is_replaced(tmp_path, another_user):
    for spoil in ("chmod", "cut"):
        memory = Memory(tmp_path / "kept.db", b"one")
        memory.shelf("pages")[b"film.md"] = "rendered"
        memory.save()
        file = key_in(another_user)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        key = file.read_bytes()
        file.chmod(0o644) if spoil == "chmod" else file.write_bytes(key[:31])
        assert Memory(tmp_path / "kept.db", b"one").shelf("pages").get(b"film.md") is None
        assert file.read_bytes() != key


@pytest.mark.parametrize("where", ["file", "pipe", "nothing"])
def test_where_there_can_be_no_key_nothing_is_kept(explainer, another_user, monkeypatch, where):
    root, _ = explainer
    if where == "file":
        another_user.touch()
    elif where == "pipe" and hasattr(os, "mkfifo"):
        build(Options(root))
        key = key_in(another_user)
        key.unlink()
        os.mkfifo(key)
    else:
        for name in ("HOME", "LOCALAPPDATA", "XDG_STATE_HOME"):
            monkeypatch.setenv(name, "not/absolute")
    before = (root / ".cache/explainery.db").read_bytes()
    assert builds_right(root)
    assert (root / ".cache/explainery.db").read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.parametrize("end", ["", "-journal", "-wal"])
def test_a_pipe_in_the_place_of_the_cache(explainer, end):
    root, _ = explainer
    file = root / f".cache/explainery.db{end}"
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    assert builds_right(root)


def test_a_cache_that_may_not_be_entered(explainer):
    root, _ = explainer
    (root / ".cache").chmod(0)
    try:
        with without_rights():
            assert builds_right(root)
    finally:
        (root / ".cache").chmod(0o700)


def test_pickles_are_read_in_one_place():
    """And those that processes of one build hand each other, and compiled templates, which lie in such a pickle."""
    found = set()
    for file in (ROOT / "explainery").rglob("*.py"):
        for name in re.findall(
            r"(?:pickle|Pickler|marshal|dill|shelve|bucket)\.\w*(?:load|open|from)\w*", file.read_text("utf-8")
        ):
            found.add((file.name, name))
    assert found == {
        ("memory.py", "pickle.loads"),
        ("workers.py", "Pickler.loads"),
        ("environment.py", "bucket.bytecode_from_string"),
    }


def test_a_folder_in_the_place_of_the_cache(explainer):
    root, _ = explainer
    shutil.rmtree(root / ".cache")
    (root / ".cache/explainery.db/inside").mkdir(parents=True)
    assert builds_right(root)


def test_a_file_in_the_place_of_its_folder(explainer):
    root, _ = explainer
    shutil.rmtree(root / ".cache")
    (root / ".cache").touch()
    assert builds_right(root)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_cache_that_may_only_be_read(explainer):
    root, _ = explainer
    for path in (root / ".cache/explainery.db", root / ".cache"):
        path.chmod(0o500)
    try:
        assert builds_right(root)
    finally:
        (root / ".cache").chmod(0o700)
        (root / ".cache/explainery.db").chmod(0o600)


@pytest.mark.parametrize("lock", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_cache_that_somebody_holds(explainer, monkeypatch, lock):
    root, content = explainer
    monkeypatch.setattr(memories, "_PATIENCE", 0.01)
    holder = sqlite3.connect(root / ".cache/explainery.db", isolation_level=None)
    holder.execute(f"BEGIN {lock}")
    try:
        assert builds_right(root)
    finally:
        holder.close()
    assert (root / ".cache/explainery.db").read_bytes() == content


def test_outputs_that_were_read_again_are_known_from_then_on(explainer):
    root, _ = explainer
    for path in files_of(root / "site"):
        os.utime(root / "site" / path, (1_000_000_000, 1_000_000_000))
    assert build(Options(root)).basis is None
    last = Memory(root / ".cache/explainery.db", toolchain()).shelf("builds")[str(root / "site").encode()]
    assert {stamp.changed for stamp in last.files.values()} == {1_000_000_000 * 10**9}


def test_former_texts_of_a_template_are_not_kept(tmp_path):
    root, sizes = put(tmp_path, SMALL), []
    for number in range(3):
        put(root, {"templates/redirect.html": f"<!doctype html><title>{number}</title>"})
        memory = Memory(root / ".cache/explainery.db", b"")
        build(Options(root), memory=memory)
        sizes.append(len(memory.shelf("templates")))
    assert sizes[0] == sizes[1] == sizes[2] > 0


def test_former_texts_of_a_style_sheet_are_not_kept(tmp_path):
    root = put(tmp_path, SMALL)
    build(Options(root))
    kept = len(Memory(root / ".cache/explainery.db", toolchain()).shelf("styles"))
    put(root, {"templates/kinds/stage/style.css": ".stage { color: red }"})
    build(Options(root))
    put(root, {"templates/kinds/stage/style.css": ".stage { color: blue }"})
    build(Options(root))
    assert len(Memory(root / ".cache/explainery.db", toolchain()).shelf("styles")) == kept + 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("content/facts.yaml", "value: 1234", "value: 1235"), ("content/site.yaml", "language: en", "language: de")],
    ids=["a fact", "the language"],
)
def test_facts_that_were_right_are_read_again_where_they_or_their_language_change(tmp_path, file, old, new):
    facts = SMALL["content/facts.yaml"].replace("took 12 days", "took 1,234 days").replace("value: 12", "value: 1234")
    text = {"content/index.md": SMALL["content/index.md"].replace("12 days", "1,234 days"), "content/facts.yaml": facts}
    root = put(tmp_path, {**SMALL, **text})
    build(Options(root))
    put(root, {file: (root / file).read_text(encoding="utf-8").replace(old, new)})
    with pytest.raises(Problems) as found:
        build(Options(root))
    assert "FACT AGAINST ITSELF" in {problem.title for problem in found.value.problems}


def test_numbers_of_a_page_are_looked_at_again_where_a_fact_beside_them_changes(tmp_path):
    settings = SMALL["content/site.yaml"] + "numbers: strict\n"
    film = SMALL["content/film.md"] + "\nIt took [12 days](fact:days), and 12 days are long.\n"
    files = {path: text for path, text in SMALL.items() if "stages" not in path}  # whose days are from nowhere
    root = put(tmp_path / "root", {**files, "content/site.yaml": settings, "content/film.md": film})
    build(Options(root))
    put(root, {"content/facts.yaml": SMALL["content/facts.yaml"].replace("12", "13")})
    with pytest.raises(Problems) as clean:
        build(Options(root, out=tmp_path / "clean"), memory=Memory(None))
    with pytest.raises(Problems) as found:
        build(Options(root))
    assert found.value.problems == clean.value.problems
    assert [problem.place.path for problem in found.value.problems].count("content/film.md") == 2


def test_templates_that_were_compiled_in_another_language_are_not_used(tmp_path):
    root = put(tmp_path / "root", SMALL)
    build(Options(root))
    loaded.cache_clear()
    settings = SMALL["content/site.yaml"].replace("language: en", "language: de")
    put(root, {"content/site.yaml": settings})
    build(Options(root))
    assert "Hell oder dunkel" in (root / "site/film.html").read_text("utf-8")
    loaded.cache_clear()
    build(Options(root, out=tmp_path / "clean"), memory=Memory(None))
    assert files_of(root / "site") == files_of(tmp_path / "clean")


def test_what_another_version_keeps_at_the_same_time_is_not_read(tmp_path):
    file = tmp_path / "kept.db"
    old = Memory(file, b"old")
    old.save()
    new = Memory(file, b"new")
    new.shelf("pages")[b"film.md"] = "new"
    new.save()
    old.shelf("pages")[b"film.md"] = "old"
    old.save()
    assert Memory(file, b"new").shelf("pages").get(b"film.md") is None


def test_a_value_under_another_name_is_not_read(tmp_path):
    file = tmp_path / "kept.db"
    first = Memory(file, b"one")
    first.shelf("pages")[b"film.md"] = "rendered"
    first.save()
    database = sqlite3.connect(file)
    with database:
        database.execute("INSERT INTO kept SELECT 'parsed', key, value FROM kept WHERE shelf = 'pages'")
        database.execute("INSERT INTO kept SELECT 'pages', x'00', value FROM kept WHERE shelf = 'pages'")
    database.close()
    again = Memory(file, b"one")
    assert again.shelf("pages").get(b"film.md") == "rendered"
    assert again.shelf("pages").get(b"\0") is again.shelf("parsed").get(b"film.md") is None


def test_the_list_of_outputs_can_be_lost_while_the_cache_is_there(tmp_path):
    root = put(tmp_path, SMALL)
    build(Options(root))
    (root / "site/.explainery.json").unlink()
    (root / "content/stages/two.md").unlink()
    put(root, {"content/film.md": OTHER})
    assert builds_right(root)
    assert not (root / "site/stages/two.html").exists()


BUILD_FOR_A_WHILE = """
import os, sys, time
from pathlib import Path
from explainery.commands.build import build
from explainery.commands.options import Options
from explainery.problems import Problems
root, out, film = (Path(name) for name in sys.argv[1:4])
seconds, *texts = sys.argv[4:]
end = time.monotonic() + float(seconds)
number = 0
while time.monotonic() < end:
    fresh = root / f"content/film.md.{os.getpid()}.bak"
    fresh.write_text(texts[number % 2], encoding="utf-8")
    fresh.replace(film)
    try:
        build(Options(root, out=out))
    except Problems as found:
        sys.exit(str(found.problems))
    number += 1
print(number)
"""


@pytest.mark.whole
def test_builds_that_share_a_cache_at_the_same_time(tmp_path, whole):
    root = put(tmp_path / "root", SMALL)
    film, texts = root / "content/film.md", (OTHER, SMALL["content/film.md"])

    def start(name):
        folders = (str(root), str(tmp_path / name), str(film))
        command = [sys.executable, "-c", BUILD_FOR_A_WHILE, *folders, "4" if whole else "1.5", *texts]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    others = [start("one"), start("two"), start("two")]  # two of them even write the same folder
    expected = []
    for text in texts:
        alone = put(tmp_path / str(len(expected)), {**SMALL, "content/film.md": text})
        build(Options(alone), memory=Memory(None))
        expected.append(files_of(alone / "site"))
    while any(other.poll() is None for other in others):
        build(Options(root, out=tmp_path / "here"))
        assert files_of(tmp_path / "here") in expected
        time.sleep(0.05)
    for other in others:
        out, errors = other.communicate()
        assert (other.returncode, errors) == (0, "")
        assert int(out) > 0
    for name in ("one", "two", "here"):
        build(Options(root, out=tmp_path / name))
        assert files_of(tmp_path / name) == expected[texts.index(film.read_text(encoding="utf-8"))]
