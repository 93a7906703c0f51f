"""挂图作战图 (GJ §二（一）5): villages as they are served, illnesses as they are treated, by township, for the wall.

The charts name villages and counts, no person. Restricted diseases are left out for those who may not know of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from hfp_desk.codes import code_list
from hfp_desk.papers.job import Area, Job, PaperForm, Takes, nobody
from hfp_desk.rules import clinics
from hfp_desk.rules.coverage import VillageLine
from hfp_desk.rules.coverage_figures import figures
from hfp_desk.store import coverage, treatment_progress
from hfp_desk.store.treatment_progress import STAGES, Case

if TYPE_CHECKING:
    from hfp_desk.printing.paper import Paper
    from hfp_desk.printing.sheets import Sheet
    from hfp_desk.printing.wall_facts import (
        Chain,
        ChartFigure,
        CoverageChartFacts,
        State,
        Tile,
        TreatmentChartFacts,
    )

_WORDS = ("拟建", "合设", "进驻", "邻诊", "派驻", "巡诊", "院地", "人少", "选医", "领办", "延伸")
_SHORT = {str(code): word for code, word in enumerate(_WORDS, start=1)}
"""Two characters for each code of ``arrangement``: so many fit a tile; the legend says the whole words."""
COVERAGE, TREATMENT = "wall-chart-coverage", "wall-chart-treatment"
"""The names of the charts on A1; on A3 they end in ``-a3``."""
_SEAT = "7"
_LETTERS = {"2": "深", "1": "贫", "3": "重", "4": "出"}
"""A letter for each code of ``village_status``, the one that matters most first."""
_ENDING = re.compile("(村民委员会|村委会|村委|居民委员会|居委会|(?<=..)村)$")
_ELSE, _NOWHERE = "其他大病", "乡镇不详"


def draw_coverage(paper: Paper, job: Job) -> int:
    """村级医疗卫生覆盖挂图作战图 on A1."""
    from hfp_desk.printing.sheets import A1_WALL

    return _draw_coverage(paper, job, A1_WALL)


def draw_coverage_small(paper: Paper, job: Job) -> int:
    """村级医疗卫生覆盖挂图作战图 on A3, several sheets where the names would get too small."""
    from hfp_desk.printing.sheets import A3_WALL

    return _draw_coverage(paper, job, A3_WALL)


def draw_treatment(paper: Paper, job: Job) -> int:
    """大病专项救治进度挂图作战图 on A1."""
    from hfp_desk.printing.sheets import A1_WALL

    return _draw_treatment(paper, job, A1_WALL)


def draw_treatment_small(paper: Paper, job: Job) -> int:
    """大病专项救治进度挂图作战图 on A3."""
    from hfp_desk.printing.sheets import A3_WALL

    return _draw_treatment(paper, job, A3_WALL)


def coverage_facts(job: Job) -> CoverageChartFacts:
    """The villages of the scope on its last day, in the official order of townships and villages."""
    from hfp_desk.printing.wall_facts import CoverageChartFacts, TownBlock

    whole = coverage.coverage(job.register, job.viewer, job.day)
    told, silent = (tuple(_within(lines, job)) for lines in (whole.villages, whole.unreported))
    towns = dict.fromkeys((line.town, line.town_name) for line in (*told, *silent))
    blocks = tuple(TownBlock(name, _tiles(town, told, silent)) for town, name in towns)
    used = {code for line in told for code in _kinds(line)}
    words = tuple((_SHORT[one.code], one.label) for one in code_list("arrangement").items if one.code in used)
    letters = {tile.mark for block in blocks for tile in block.tiles}
    statuses = code_list("village_status")
    marks = tuple((letter, statuses.shown(code)) for code, letter in _LETTERS.items() if letter in letters)
    return CoverageChartFacts(
        job.office, job.day, blocks if told else (), tuple(_band(told, silent)), words, marks, coverage.RULE
    )


def treatment_facts(job: Job) -> TreatmentChartFacts:
    """The cases of 大病 of the scope by township and illness, only illnesses and townships with cases."""
    from hfp_desk.printing.wall_facts import TreatmentChartFacts

    cases = treatment_progress.cases(job.register, job.scope, job.viewer, job.day)
    illnesses = tuple(dict.fromkeys(case.illness or _ELSE for case in sorted(cases, key=lambda one: one.order)))
    towns = tuple(dict.fromkeys(case.town or _NOWHERE for case in cases))
    chains: dict[tuple[str, str], Chain] = {}
    for case in cases:
        key = case.town or _NOWHERE, case.illness or _ELSE
        chains[key] = _chain(case) + chains[key] if key in chains else _chain(case)
    rows = tuple(tuple(chains.get((town, illness)) for illness in illnesses) for town in towns)
    notes = tuple(f"{stage}：{words}" for stage, words in STAGES.items())
    return TreatmentChartFacts(
        job.office, job.day, illnesses, towns, rows, tuple(_progress(cases)), (*notes, *_left_out(job))
    )


def forms() -> tuple[PaperForm, ...]:
    """The charts for the wall, each on A1 and on A3."""
    takes = Takes(places=True, period="截至", since=False)
    covered, treated = "村级医疗卫生覆盖挂图作战图", "大病专项救治进度挂图作战图"
    on_villages = (takes, Area.NETWORK, "请换一个乡镇、村或截至日期；还没有资料时，先在“机构村医”中录入或导入。")
    on_cases = (takes, Area.BASIC, "请换一个乡镇、村或截至日期；大病先在“患病核准”中录入或导入。")
    return (
        PaperForm(COVERAGE, covered, ("wall-chart", "挂图作战图"), draw_coverage, nobody, *on_villages),
        PaperForm(f"{COVERAGE}-a3", f"{covered}（A3）", (), draw_coverage_small, nobody, *on_villages),
        PaperForm(TREATMENT, treated, ("救治进度作战图",), draw_treatment, nobody, *on_cases),
        PaperForm(f"{TREATMENT}-a3", f"{treated}（A3）", (), draw_treatment_small, nobody, *on_cases),
    )


def _draw_coverage(paper: Paper, job: Job, sheet: Sheet) -> int:
    from hfp_desk.printing.forms import wall_chart_coverage

    return wall_chart_coverage.draw(paper, coverage_facts(job), sheet, job.progress)


def _draw_treatment(paper: Paper, job: Job, sheet: Sheet) -> int:
    from hfp_desk.printing.forms import wall_chart_treatment

    return wall_chart_treatment.draw(paper, treatment_facts(job), sheet, job.progress)


def _within(lines: Iterable[VillageLine], job: Job) -> Iterator[VillageLine]:
    towns, villages = job.scope.towns, job.scope.villages
    return (line for line in lines if (not towns or line.town in towns) and (not villages or line.place in villages))


def _tiles(town: int, told: Iterable[VillageLine], silent: Iterable[VillageLine]) -> tuple[Tile, ...]:
    from hfp_desk.printing.wall_facts import State

    known = [(line, _state(line)) for line in told if line.town == town]
    unknown = [(line, State.SILENT) for line in silent if line.town == town]
    return tuple(_tile(line, state) for line, state in (*known, *unknown))


def _tile(line: VillageLine, state: State) -> Tile:
    from hfp_desk.printing.wall_facts import Clinic, Medic, Tile

    clinic = Clinic.STANDARD if line.has_standard else Clinic.BELOW if line.has_clinic else Clinic.NONE
    medic = Medic.QUALIFIED if line.has_qualified else Medic.LAPSED if line.has_doctor else Medic.NONE
    served = tuple(dict.fromkeys(_SHORT[code] for code in _kinds(line)))
    mark = next((letter for code, letter in _LETTERS.items() if code in line.marks), "")
    return Tile(_ENDING.sub("", line.name), clinic, medic, state, served, mark)


def _state(line: VillageLine) -> State:
    from hfp_desk.printing.wall_facts import State

    if not line.gap:
        return State.COVERED
    return State.SERVED if line.covered else State.GAP


def _kinds(line: VillageLine) -> list[str]:
    """What is done for a gap: those who serve it first, what is still to be built last."""
    if not line.gap:
        return []
    kinds = [one.kind for one in line.arrangements if one.kind in _SHORT]
    seat = [_SEAT] if line.seat and _SEAT not in kinds else []
    return sorted([*kinds, *seat], key=lambda kind: kind == clinics.BUILD)


def _band(told: Sequence[VillageLine], silent: Sequence[VillageLine]) -> Iterator[ChartFigure]:
    """The totals with and without substitutes."""
    from hfp_desk.printing.wall_facts import ChartFigure

    found = {one.name: one for one in figures(told, silent)}

    def made(name: str, label: str, note: str | None = None, *, loud: bool = False) -> ChartFigure:
        one = found[name]
        return ChartFigure(label, f"{one.count:,}", _share(one.count, one.whole) if note is None else note, loud)

    yield made("villages", "纳入统计的村", "")
    yield made("clinic", "有卫生室")
    yield made("standard", "卫生室达标")
    yield made("doctor", "有村医")
    yield made("qualified", "有合格村医")
    yield made("own", "有室有医（不含替代）")
    yield made("covered", "已覆盖（含替代）")
    yield made("gap", "空白点（不计替代）", "")
    yield made("uncovered", "尚未覆盖", "", loud=bool(found["uncovered"].count))
    poor = sum(line.poor and not line.covered for line in told)
    yield ChartFigure("其中贫困村", f"{poor:,}", "", bool(poor))
    if silent:
        yield made("unreported", "未报送的村", "")


def _progress(cases: Sequence[Case]) -> Iterator[ChartFigure]:
    from hfp_desk.printing.wall_facts import ChartFigure

    whole = len(cases)
    stages = (
        ("发现", whole),
        ("建档", sum(case.filed for case in cases)),
        ("已救治", sum(case.treated for case in cases)),
        ("治愈", sum(case.cured for case in cases)),
        ("销号", sum(case.closed for case in cases)),
    )
    for number, (label, count) in enumerate(stages):
        yield ChartFigure(label, f"{count:,}", _share(count, whole) if number else "例")
    unfiled = whole - sum(case.filed or case.closed for case in cases)
    due = sum(case.cured and not case.closed for case in cases)
    yield ChartFigure("待建档", f"{unfiled:,}", "", bool(unfiled))
    yield ChartFigure("治愈待销号", f"{due:,}", "", bool(due))


def _chain(case: Case) -> Chain:
    from hfp_desk.printing.wall_facts import Chain

    due = case.cured and not case.closed
    running = case.filed and not case.cured and not case.closed
    return Chain(1, *map(int, (case.filed, case.cured, case.closed, due, running)))


def _left_out(job: Job) -> tuple[str, ...]:
    from hfp_desk.papers.forms import WITHOUT_RESTRICTED

    return () if job.viewer.sees_restricted else (WITHOUT_RESTRICTED,)


def _share(count: int, whole: int) -> str:
    return f"{count / whole:.1%}" if whole else ""
