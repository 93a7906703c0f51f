"""规范与控制: a year's 规范管理 and 控制 by township, village, team, doctor or disease, with the policy's targets.

The figures over the table are those of the line under the cursor; each opens its people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hfp_desk import file_names
from hfp_desk.codes import code_list
from hfp_desk.problems import Progress
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import quality, quality_words
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.quality import COUNTED, By, Quality, QualityLine, Share
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.filters import ChoiceFacet, FilterBar
from ui.grid import Grid
from ui.office import Office
from ui.pages import asking, seen_export
from ui.pages.group_tabs import GroupTabs
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.quality_rows import quality_rows
from ui.pages.seen_export import Export
from ui.pages.tabs import VISIT_TABS, PageTabs
from ui.pages.told_lines import told_column
from ui.pages.told_page import ToldPage
from ui.pages.told_rows import ToldRows
from ui.pages.year_choice import YearChoice
from ui.widgets.choices import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand, Shown
from ui.widgets.parts import action, label

_TOLD = frozenset({"followup", "managedcase", "person", "checkup", "team", "doctor", "place"})
_TONES = {"lost": "warn", "no_times": "warn", "no_exam": "warn", "no_items": "warn", "no_gaps": "warn"}
_TITLE = "导出规范管理情况"


@dataclass(frozen=True)
class Told:
    """What the page shows of a year."""

    found: Quality
    lines: tuple[QualityLine, ...]
    shares: tuple[Share, ...]


class QualityPage(ToldPage):
    """``open_at`` takes a year."""

    told_from = _TOLD

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "慢病随访 · 规范与控制")
        self.office = office
        self.told: Told | None = None
        self.year = YearChoice(date.today().year)
        self.grouping = GroupTabs(f"按{one.value}" for one in By)
        self.filters = FilterBar(_facets(office))
        self.filters.set_values({"programme": ("1",)})
        self.band = FigureBand()
        self.rates = FigureBand()
        self.rule = label(quality_words.RULE, "quiet", "small", wrap=True)
        self.empty = EmptyState("正在读取…", icon="report")
        self.grid = Grid("quality", desk.settings, self.empty, desk.reading, frozen=1)
        self._make_deeds()
        self._arrange()
        self._connect()

    def open_at(self, target: object) -> None:
        """A year."""
        if isinstance(target, int):
            self.year.put(target)
        self.load()

    def load(self) -> None:
        """Judge the year anew on the worker."""
        office, year, by, wanted = self.office, self.year.value, self.grouped, self._wanted()

        def read() -> Told:
            found = quality.quality(office.register, office.eyes, office.policy, year, wanted=wanted)
            tb = quality.tuberculosis(office.register, office.eyes, found)
            return Told(found, found.lines(by), (*found.shares(), *tb))

        self.tell(read, self._known)

    @property
    def grouped(self) -> By:
        """What the lines are."""
        return list(By)[self.grouping.currentIndex()]

    def current(self) -> QualityLine | None:
        """The line under the cursor; the sum of all while there is none."""
        number, rows = self.grid.current_id(), self.grid.rows
        one = rows.line(number) if number is not None and isinstance(rows, ToldRows) else None
        return one[1] if one is not None else self.told.found.whole if self.told is not None else None

    def open_figure(self, name: str) -> None:
        """The people behind a figure of the line under the cursor."""
        line = self.current()
        if line is not None:
            words = f"{self.year.value}年 {line.label} {COUNTED[name][0]}"
            self.desk.go(pages.CASES, Narrow(line.ids(name), words))

    def open_rate(self, name: str) -> None:
        """The people of a rate that is measured against a target."""
        for one in self.told.shares if self.told is not None else ():
            if one.name == name:
                self.desk.go(pages.CASES, Narrow(one.ids, f"{self.year.value}年 {one.label}"))

    def export(self) -> None:
        """What the table is wanted for, and then where to."""
        name = file_names.proposed(f"慢病规范管理情况_{self.year.value}年", ".xlsx")
        seen_export.ask(self, self.grid.foot, self.desk, Export(_TITLE, "上报规范管理情况", name), self.write)

    def write(self, purpose: str, target: Path) -> None:
        """Write the lines as they are seen; the toast says how many and where."""
        rows, office, year = self.grid.rows, self.office, self.year.value
        lines = [line for _, line in rows.lines] if isinstance(rows, ToldRows) else []

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import quality_files

            return quality_files.write(office.register, year, lines, target, purpose)

        seen_export.run(self.desk, office, work, target, title=_TITLE, unit="行")

    def print(self) -> None:
        """F7: the table of the year by township."""
        towns = tuple(int(one) for one in self.filters.values.get("town", ()))
        last = min(date.today(), date(self.year.value, 12, 31))
        self.desk.go(pages.PRINT, PrintRequest("follow-up-quality", Scope(towns=towns, until=last)))

    def _wanted(self) -> Wanted:
        values = self.filters.values
        towns = tuple(int(one) for one in values.get("town", ()))
        return Wanted(towns=towns, programmes=values.get("programme", ()))

    def _make_deeds(self) -> None:
        self.deed("导出", "export", done=self.export)
        self.deed("打印", "print", "F7", self.print)
        self.grid.row_actions = [
            action(self, "换年度", "calendar", "Ctrl+D", self.year.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
            action(self, "换汇总方式", "list", "Ctrl+G", self.grouping.turn),
        ]

    def _arrange(self) -> None:
        tabs = PageTabs(self.desk, pages.QUALITY, VISIT_TABS)
        column = told_column(self, tabs, self.filters, self.year, self.band)
        column.addWidget(self.rates)
        column.addLayout(self.grouping.over(self.grid), 1)
        column.addWidget(self.rule)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.year.chosen.connect(lambda _year: self.load())
        self.grouping.currentChanged.connect(lambda _place: self.load())
        self.filters.changed.connect(lambda _values: self.load())
        self.band.opened.connect(self.open_figure)
        self.rates.opened.connect(self.open_rate)
        self.grid.current_changed.connect(lambda _row: self._follow())
        self.grid.opened.connect(lambda _row: self.band.begin())
        self.grid.copied.connect(self.tell_copied)
        self.empty.pressed.connect(lambda: self.desk.go(pages.CASES))
        self.desk.changed.connect(self.changed)

    def _known(self, told: Told) -> None:
        self.told = told
        self.rates.show_figures([_rate(one) for one in told.shares])
        self.rates.setVisible(bool(told.shares))
        self.empty.explain(
            "这一年没有在管的慢病患者", "打开慢病管理", "可以换一个年度或病种；也可以先建卡、导入履约台账。"
        )
        lines = [told.found.whole, *told.lines] if told.lines else []
        self.grid.show_rows(quality_rows(lines), same=self.grid.rows is not None)
        self._follow()

    def _follow(self) -> None:
        line = self.current()
        if line is not None and self.told is not None:
            self.band.show_figures([_shown(line, name) for name in COUNTED])


def _facets(office: Office) -> tuple[ChoiceFacet, ...]:
    programmes = [Choice(item.code, item.label) for item in code_list("programme").items]
    return (
        ChoiceFacet("programme", "病种", lambda: programmes),
        ChoiceFacet("town", "乡镇", lambda: asking.towns(office)),
    )


def _rate(one: Share) -> Shown:
    tone = "warn" if one.judgement in (Judgement.LOW, Judgement.HIGH) else ""
    return Shown(one.name, one.label, quality_words.share(one), tone, f"{quality_words.told(one)}　{one.source}")


def _shown(line: QualityLine, name: str) -> Shown:
    words, count = COUNTED[name][0], line.count(name)
    whole = line.whole(name)
    value = f"{count:,}/{whole:,}" if name in ("standard", "controlled", "examined") else f"{count:,}"
    return Shown(name, words, value, _TONES.get(name, "") if count else "", f"{line.label} {words}：回车或点击看名单")
