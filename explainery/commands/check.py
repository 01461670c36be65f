"""The command `check`: what an editor wants to know of the explainer, and whether it keeps to its limits."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explainery.commands.build import SHIPPED
from explainery.commands.kept import kept_at
from explainery.commands.memory import Memory, toolchain
from explainery.commands.options import Options
from explainery.commands.recipe import checked_site
from explainery.commands.writable import check_report
from explainery.editorial import Limit, Measure, limits, survey
from explainery.files import replaced
from explainery.made_for import telling_of_changes
from explainery.model import Site, Sources
from explainery.outputs.assets import Minifier, style_sheet
from explainery.past import head_of
from explainery.problems import Place, Problem, Problems
from explainery.read import read
from explainery.render.editorial import editorial_page


@dataclass(frozen=True, slots=True)
class Checked:
    """An editorial report: every measure, and the limits that the settings have for some."""

    measures: tuple[Measure, ...]
    limits: tuple[Limit, ...]
    today: dt.date

    @property
    def kept(self) -> bool:
        """Say whether no limit is exceeded."""
        return all(limit.kept for limit in self.limits)

    def limit_of(self, measure: Measure) -> Limit | None:
        """Return the limit of a measure, where it has one."""
        return next((limit for limit in self.limits if limit.measure is measure), None)


def looked_at(root: Path, today: dt.date | None = None) -> tuple[Site, Sources]:
    """Return the explainer at `root` as a build would publish it. Raises the Problems that would end that build."""
    sources = read(root, SHIPPED)
    memory = Memory(kept_at(root, "explainery.db"), toolchain())
    with telling_of_changes(sources):
        site, _drawings = checked_site(sources, Options(root, today=today), memory, head_of(root))
    memory.save()
    return site, sources


def check(root: Path, today: dt.date, page: Path | None = None) -> Checked:
    """Return the report on the explainer at `root`, and write it to `page` as HTML where that is given.

    Raises Problems.
    """
    if page:
        check_report(page, root, SHIPPED)
    site, sources = looked_at(root, today)
    measures = survey(site, today)
    checked = Checked(measures, tuple(limits(measures, site.settings["thresholds"])), today)
    if page:
        style = style_sheet("css/editorial.css", sources.assets, {}, {}, Minifier({}))
        rows = [(measure, checked.limit_of(measure)) for measure in measures]
        content = editorial_page(site, sources.templates, style, rows, today)
        try:
            replaced(page, content)
        except OSError as error:
            says = f"This file cannot be written: {error.strerror}."
            hint = "Name a file in a folder that is there."
            raise Problems([Problem("CANNOT WRITE", Place(page.name), says, hint)]) from None
    return checked


def as_json(checked: Checked) -> str:
    """Return a report as JSON, for programs."""
    measures = [_plain(measure, checked.limit_of(measure)) for measure in checked.measures]
    return json.dumps(
        {"today": checked.today.isoformat(), "kept": checked.kept, "measures": measures}, ensure_ascii=False, indent=2
    )


def _plain(measure: Measure, limit: Limit | None) -> dict[str, Any]:
    findings = [
        {"path": one.place.path, "line": one.place.line, "column": one.place.column, "says": one.says}
        for one in measure.findings
    ]
    bound = {"allowed": limit.allowed, "kept": limit.kept} if limit else {}
    head = {"name": measure.name, "title": measure.title, "value": measure.value, "unit": measure.unit.strip()}
    return {**head, **bound, "parts": dict(measure.parts), "findings": findings}
