"""The probes of statistics: what cross tables and pyramids say to whom; reports tell figures and places only."""

from __future__ import annotations

from pathlib import Path

from hfp_desk.gate import Viewer
from hfp_desk.records import ALL
from hfp_desk.store import cross_tables, dimensions, figures, pyramids, statistics
from hfp_desk.store.views import View
from tests.domain import planted as p
from tests.domain import runs
from tests.domain.planted import World
from tests.domain.runs import Probe


def _crossed(w: World, viewer: Viewer, _folder: Path) -> str:
    """Every list by every column it may be told apart by, and what the grand total opens."""
    said: list[object] = []
    for kind in ALL:
        measures = cross_tables.measures(kind, viewer)
        for one in dimensions.dimensions(kind, viewer):
            named = dimensions.named(kind, one.key, viewer)
            made = cross_tables.cross(w.register, View(kind), named, None, measures[0], viewer, p.DAY)
            said += [statistics.of_cross(made).texts, cross_tables.behind(w.register, made, None, None, viewer).ids]
        said += [measure.title for measure in measures]
    return repr(said)


def _pyramid(w: World, viewer: Viewer, _folder: Path) -> str:
    policy = figures.in_force()
    found = [pyramids.pyramid(w.register, policy, group, p.DAY, viewer) for group in pyramids.GROUPS]
    said = [pyramids.behind(w.register, policy, one, "", None, viewer) for one in found]
    return repr((found, [statistics.of_pyramid(one).texts for one in found], said))


PROBES = {
    "store.cross_tables.cross": Probe(
        _crossed, (p.PLACE, p.DISEASE, p.HOSPITAL, p.SECRET_DISEASE, p.SECRET_HOSPITAL), refuses=runs.nobody
    ),
    "store.pyramids.pyramid": Probe(_pyramid, refuses=runs.nobody),
}
_CROSS = "store.cross_tables.cross"
BEHIND = {
    "store.cross_tables.behind": _CROSS,
    "store.cross_tables.measures": _CROSS,
    "store.dimensions.Dimension.expression": _CROSS,
    "store.dimensions.Dimension.labels": _CROSS,
    "store.dimensions.dimensions": _CROSS,
    "store.dimensions.named": _CROSS,
    "store.pyramids.behind": "store.pyramids.pyramid",
}
_FIGURES = "figures of returns, names of townships and the office's own words; no record is read one by one"
_TEMPLATE = "the text of a report as it came with the program or as the office laid it there"
QUIET = {
    **dict.fromkeys(
        (
            *(f"papers.analysis.{one}" for one in ("draw", "look", "official", "print_analysis")),
            *(f"papers.circular.{one}" for one in ("draw", "look", "official", "print_circular")),
            "store.report_figures.gathered",
        ),
        _FIGURES,
    ),
    **dict.fromkeys(
        (
            *(f"papers.analysis.{one}" for one in ("proposed", "template")),
            *(f"papers.circular.{one}" for one in ("offered", "template", "usual")),
        ),
        _TEMPLATE,
    ),
    "excel.statistic_files.write": "a statistic that store.cross_tables or store.pyramids made; refused without a role",
    "papers.reports.printed": "a document that was filled before; refused without a role",
    "papers.statistics.print_report": "the same",
    "papers.statistics.print_statistic": "the same",
    "store.trends.behind": "counts; ids only, the list behind a figure goes through the grid's gate",
    "store.trends.trend": "counts of all people alike, as returns are",
}
