"""The second explainer: another subject, in another language, with a kind, a figure and a look of its own."""

import csv

from explainers import build, files_of, put_second


def test_the_second_example_is_the_same_wherever_it_is_built(second, tmp_path):
    other = put_second(tmp_path / "anderswo")
    assert build(other, "--clean").exit_code == 0
    assert files_of(other / "site") == files_of(second / "site")


def test_its_figure_takes_metres_and_kilometres_alike(second):
    with (second / "site/figures/strecke-streckenband.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["haltestelle"]: row for row in csv.DictReader(file)}
    assert rows["Kluse"] == {"haltestelle": "Kluse", "meter": "7509", "lage": "über der Wupper"}
    assert rows["Oberbarmen"]["meter"] == "13300"
    assert [row["lage"] for row in rows.values()].count("über der Straße") == 4
