"""`build --profile` says where the time went."""

import re

from explainers import SMALL, build, put

ROW = re.compile(r" +(\d+\.\d) ms +(\d+\.\d)%  (.+)")


def tables(text):
    """Return the tables of a profile by title: milliseconds and share by name."""
    found = {}
    for part in text.split("\n\n")[1:]:
        title, *rows = part.splitlines()
        found[title] = {row[3]: (float(row[1]), float(row[2])) for row in map(ROW.fullmatch, rows)}
    return found


def test_it_names_every_stage_and_the_slowest_files_and_components(tmp_path):
    film = SMALL["content/film.md"] + "\n```sources\nkind: agency\n```\n"
    told = build(put(tmp_path, {**SMALL, "content/film.md": film}), "--profile")
    assert told.exit_code == 0, told.output
    stages, files, components = tables(told.stdout).values()
    assert {"read", "parse", "assemble", "check", "render", "write", "everything else"} <= stages.keys()
    assert abs(sum(share for _taken, share in stages.values()) - 100) < 1
    assert files.keys() == {path.removeprefix("content/") for path in SMALL if path.startswith("content/")} - {
        "site.yaml"
    }
    times = [taken for taken, _share in files.values()]
    assert times == sorted(times, reverse=True)
    assert components.keys() == {"sources"}


def test_what_was_there_already_names_no_page(tmp_path):
    root = put(tmp_path, SMALL)
    build(root)
    stages = tables(build(root, "--profile").stdout)
    assert list(stages) == ["Stages"]
    assert "render" not in stages["Stages"]
