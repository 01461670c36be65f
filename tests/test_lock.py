"""The list of published addresses, and the command that writes it."""

from click.testing import CliRunner
from explainers import SMALL, build, put

from explainery.addresses import published
from explainery.cli import commands


def lock(root):
    return CliRunner().invoke(commands, ["lock", "--root", str(root)], catch_exceptions=False)


def test_addresses_are_added_and_kept(tmp_path):
    root = put(tmp_path, SMALL)
    file = root / "content/addresses.txt"
    assert lock(root).stdout == "12 addresses in content/addresses.txt, 12 of them new.\n"
    assert sorted(published(file.read_bytes()).places) == sorted(
        [
            *("film.html", "film.html#plot", "old/film.html", "index.html", "index.html#first"),
            *("stages/one.html", "stages/two.html", "fact:days", "fact:doctor", "source:tass-1"),
            *("sources.html", "sources.html#tass-1"),
        ]
    )
    before = file.read_bytes()
    assert lock(root).stdout == "12 addresses in content/addresses.txt, 0 of them new.\n"
    assert file.read_bytes() == before
    put(root, {"content/stages/three.md": SMALL["content/stages/two.md"]})
    assert lock(root).stdout == "13 addresses in content/addresses.txt, 1 of them new.\n"


def test_what_vanished_is_not_forgotten(tmp_path):
    root = put(tmp_path, SMALL)
    lock(root)
    before = (root / "content/addresses.txt").read_bytes()
    (root / "content/stages/two.md").unlink()
    result = lock(root)
    assert result.exit_code == 1
    assert "PUBLISHED ADDRESS GONE" in result.stderr
    assert (root / "content/addresses.txt").read_bytes() == before


def test_what_was_given_up_stays_given_up(tmp_path):
    root = put(tmp_path, SMALL)
    lock(root)
    file = root / "content/addresses.txt"
    (root / "content/stages/two.md").unlink()
    file.write_text(file.read_text(encoding="utf-8") + "- stages/two.html\n", encoding="utf-8")
    assert lock(root).stdout == "11 addresses in content/addresses.txt, 0 of them new.\n"
    assert published(file.read_bytes()).given_up == {"stages/two.html"}
    assert build(root).exit_code == 0


def test_the_list_of_a_published_site_can_be_put_below_ones_own(tmp_path):
    root = put(tmp_path, SMALL)
    build(root)
    there = (root / "site/addresses.txt").read_text(encoding="utf-8")
    put(root, {"content/addresses.txt": "- stages/one.html\n" + there})
    (root / "content/stages/one.md").unlink()
    assert build(root).exit_code == 0
    (root / "content/stages/two.md").unlink()
    assert "A page was published at `stages/two.html`" in build(root).stderr
