"""The flagship's own styles, templates and drawing code keep the rules of the house."""

from home import ROOT
from rules import computes, foreign_imports, named, physical, raw_values, style_or_script


def test_its_own_files_keep_the_rules():
    sheets, templates = named(ROOT, "*.css"), named(ROOT, "*.html", "card.svg", "graph.json")
    looks = {raw_values: sheets, physical: sheets, computes: templates, style_or_script: named(ROOT, "*.html")}
    looks |= {foreign_imports: named(ROOT, "draw.py")}
    found = {(look.__name__, str(file)): look(file) for look, files in looks.items() for file in files}
    assert len(found) > 100
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
