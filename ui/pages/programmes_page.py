"""专项工作: what each special programme reached on a day, of how many, by which clause; Enter opens who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hfp_desk.rules import judging, money
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import programmes
from hfp_desk.store.programmes import Measured
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages.day_table_page import DayTablePage
from ui.pages.tabs import PROGRAMME_TABS
from ui.pages.told_rows import Told, ToldRows
from ui.rows import GridColumn
from ui.widgets.figure_band import Shown

PAPER = "programmes"
_WHOLE, _DONE, _MISSING = "whole", "done", "missing"
_WORDS = {_WHOLE: "应覆盖", _DONE: "已覆盖", _MISSING: "未覆盖"}
_TOLD = frozenset({"person", "identity", "managedcase", "screening", "aid", "contract", "household"})
_NOTE = "按登记簿中的人员、慢病管理、筛查和救助记录统计；登记簿不能判断应覆盖对象的项目只列人数，不计算比例。"


class ProgrammesPage(DayTablePage):
    """Enter opens who is missing of the figure under the cursor; the band over the list opens all three lists."""

    key, paper, note, frozen = pages.PROGRAMMES, PAPER, _NOTE, 2
    told_from = _TOLD

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "专项工作 · 专项覆盖", PROGRAMME_TABS, "star")
        self.lines: tuple[Measured, ...] = ()

    def load(self) -> None:
        """Count anew on the worker."""
        day, office = self.day.value, self.office
        self.tell(lambda: programmes.programmes(office.register, office.viewer, office.policy, day), self._known)

    def open_figure(self, name: str) -> None:
        """The people behind a figure of the programme under the cursor."""
        line = self.current()
        if line is not None:
            self.open_names(pages.PEOPLE, _lists(line)[name], f"{line.label} {_WORDS[name]}")

    def open_row(self) -> None:
        """Enter: who is missing."""
        self.open_figure(_MISSING)

    def current(self) -> Measured | None:
        """The figure under the cursor."""
        number = self.grid.current_id()
        return self.lines[number] if number is not None and number < len(self.lines) else None

    def follow(self) -> None:
        """The figures of the programme under the cursor."""
        line = self.current()
        if line is not None:
            self.of.setText(f"{line.label}：")
            self.band.show_figures([_shown(line, name) for name in _WORDS])

    def _known(self, found: tuple[Measured, ...]) -> None:
        self.lines = found
        at = {line.name: place for place, line in enumerate(found)}
        rows = ToldRows(_COLUMNS, found, lambda line: at[line.name], _counted, _flag)
        self.grid.show_rows(rows, same=self.grid.rows is not None)
        self.follow()


def _lists(line: Measured) -> dict[str, tuple[int, ...]]:
    return {_WHOLE: line.whole, _DONE: line.done, _MISSING: line.missing}


def _shown(line: Measured, name: str) -> Shown:
    tone = "warn" if name == _MISSING and line.missing and line.judged else ""
    return Shown(name, _WORDS[name], f"{len(_lists(line)[name]):,}", tone, "回车或点击看名单")


def share(line: Measured) -> Decimal | None:
    """Done of whole in per cent; None where that says nothing."""
    return money.ratio(Decimal(len(line.done)), Decimal(len(line.whole))) if line.judged else None


def _percent(line: Measured) -> str:
    found = share(line)
    return "—" if found is None else f"{found}%"


def _goal(line: Measured) -> str:
    return judging.wanted(line.target) if line.target is not None and line.target.given else ""


def _flag(line: Measured) -> str:
    if line.target is None:
        return ""
    return "warn" if judging.judge(line.target, share(line)) is Judgement.LOW else ""


def _counted(lines: Sequence[Measured]) -> str:
    return f"{len(lines):,} 项"


_COLUMNS: tuple[Told[Measured], ...] = (
    Told(GridColumn("area", "专项", 16), lambda line: line.area),
    Told(GridColumn("label", "项目", 34), lambda line: line.label),
    Told(
        GridColumn("whole", "应覆盖", 8, numeric=True),
        lambda line: f"{len(line.whole):,}",
        lambda line: len(line.whole),
    ),
    Told(
        GridColumn("done", "已覆盖", 8, numeric=True), lambda line: f"{len(line.done):,}", lambda line: len(line.done)
    ),
    Told(
        GridColumn("missing", "未覆盖", 8, numeric=True),
        lambda line: f"{len(line.missing):,}" if line.judged else "—",
        lambda line: len(line.missing),
    ),
    Told(GridColumn("share", "比例", 9, numeric=True), _percent, share),
    Told(GridColumn("goal", "目标", 14), _goal),
    Told(GridColumn("source", "依据", 40), lambda line: line.source),
)
