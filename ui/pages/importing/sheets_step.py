"""Step 2: the sheets as they are, what was taken for head and data, and which kind of list each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from hfp_desk.excel import lists
from hfp_desk.excel.bodies import Reason
from hfp_desk.excel.book import Sheet
from hfp_desk.excel.planning import PlanSheet
from hfp_desk.problems import Problem, Severity
from ui.pages.importing.looking import Sitting
from ui.pages.importing.notes import Notes
from ui.pages.importing.sheet_table import Reading, Runs, SheetTable
from ui.widgets.choices import Choice, ChoiceField
from ui.widgets.parts import label, rule, tight

_ROW = Qt.ItemDataRole.UserRole
_NOT_READ = "不读取这张表"


class SheetsStep(QWidget):
    """``kind_chosen`` carries sheet and kind ("" leaves the sheet out), ``hidden_chosen`` whether hidden rows count."""

    kind_chosen = Signal(str, str)
    hidden_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._sitting: Sitting | None = None
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.kind = ChoiceField(self._find_kinds)
        self.kind.setFixedWidth(200)
        self.kind.setAccessibleName("名单种类")
        self.summary = label(tone="quiet")
        self.hidden = QCheckBox("也读取隐藏的行")
        self.notes = Notes()
        self.table = SheetTable()
        self.skipped = QListWidget()
        self.skipped.setAccessibleName("不读取的行")
        self.skipped.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.skipped_title = label(level="section")
        self._arrange()
        self.tabs.currentChanged.connect(self._present)
        self.kind.chosen.connect(self._chosen)
        self.hidden.clicked.connect(self.hidden_chosen)
        self.skipped.currentItemChanged.connect(self._go)
        self.setFocusProxy(self.kind)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet looked at."""
        sheets = self._sitting.book.visible if self._sitting is not None else ()
        return sheets[self.tabs.currentIndex()] if 0 <= self.tabs.currentIndex() < len(sheets) else None

    def show_sitting(self, sitting: Sitting) -> None:
        """Show a file; the sheet looked at stays when it is the same file."""
        same = self._sitting is not None and self._sitting.path == sitting.path
        place = max(self.tabs.currentIndex(), 0) if same else self._first_read(sitting)
        self._sitting = sitting
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sheet in sitting.book.visible:
            self.tabs.addTab(sheet.name)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        self._present()

    def _first_read(self, sitting: Sitting) -> int:
        read = {one.sheet for one in sitting.plan.sheets if one.kind} if sitting.plan else set()
        return next((n for n, sheet in enumerate(sitting.book.visible) if sheet.name in read), 0)

    def _present(self) -> None:
        sheet = self.sheet
        if sheet is None or self._sitting is None:
            return
        found = self._lists(sheet)
        kind = next((one.kind for one in found if one.kind is not None), None)
        self.kind.setText(kind.title if kind else "" if self._sitting.plan is None else _NOT_READ)
        self.kind.setPlaceholderText("请选择名单种类")
        self.summary.setText(_summary(found))
        self._tell(sheet, found)
        skipped = [(skip.row, max(skip.row, skip.last), str(skip.reason)) for one in found for skip in one.skipped]
        heads = frozenset(row for one in found for row in one.header_rows)
        above = (sheet.first, min(heads, default=sheet.first) - 1, "标题")
        read = {n: row for one in found if one.table for n, row in zip(one.table.numbers, one.table.rows, strict=True)}
        self.table.show_reading(Reading(sheet, heads, Runs([above, *skipped]), read))
        if heads:
            self.table.go(min(heads))
        self._list_skipped(found)

    def _lists(self, sheet: Sheet) -> list[PlanSheet]:
        plan = self._sitting.plan if self._sitting is not None else None
        return [one for one in plan.sheets if one.sheet == sheet.name] if plan is not None else []

    def _tell(self, sheet: Sheet, found: Sequence[PlanSheet]) -> None:
        assert self._sitting is not None
        plan, refusal = self._sitting.plan, self._sitting.refusal
        told = [one for one in plan.general if one.sheet == sheet.name and not one.label] if plan else []
        if not any(one.kind for one in found) and not told:
            words = str(refusal) if refusal else "这张表没有读取；如需导入，请选择名单种类。"
            told.append(Problem("", Severity.WARNING, words))
        self.notes.show_problems(told)

    def _list_skipped(self, found: Sequence[PlanSheet]) -> None:
        self.skipped.clear()
        for skip in (skip for one in found for skip in one.skipped):
            rows = f"第 {skip.row} 行" if skip.count == 1 else f"第 {skip.row}–{skip.last} 行"
            item = QListWidgetItem(f"{rows} {skip.reason}　{skip.text}".rstrip())
            item.setData(_ROW, skip.row)
            item.setToolTip(skip.text)
            self.skipped.addItem(item)
        count = sum(skip.count for one in found for skip in one.skipped)
        self.skipped_title.setText(f"不读取的行 {count:,}")
        self._side.setVisible(count > 0)
        self.hidden.setVisible(self.hidden.isChecked() or _has_hidden(found))

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.table.go(item.data(_ROW))

    def _find_kinds(self, text: str) -> list[Choice]:
        sheet = self.sheet
        ours = [one.kind for one in self._lists(sheet) if one.kind and one.kind.ours] if sheet else []
        kinds = [Choice(kind.key, kind.title, hint=_HINTS.get(kind.key, "")) for kind in (*lists.FOREIGN, *ours)]
        return [choice for choice in (*kinds, Choice("", _NOT_READ)) if text in choice.label]

    def _chosen(self, choice: Choice) -> None:
        if self.sheet is not None:
            self.kind_chosen.emit(self.sheet.name, str(choice.value))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        tight(head, (12, 8, 12, 8), 8)
        for piece in (label("这张表是"), self.kind, self.summary):
            head.addWidget(piece)
        head.addStretch(1)
        head.addWidget(self.hidden)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        tight(side, (12, 8, 12, 12), 8)
        side.addWidget(self.skipped_title)
        side.addWidget(self.skipped, 1)
        self._side.setFixedWidth(300)
        body = QHBoxLayout()
        tight(body)
        body.addWidget(self.table, 1)
        body.addWidget(self._side)
        panel = QFrame()
        panel.setProperty("panel", True)
        column = QVBoxLayout(panel)
        tight(column, (1, 1, 1, 1))
        column.addLayout(head)
        column.addWidget(self.notes)
        column.addWidget(rule())
        column.addLayout(body, 1)
        outer = QVBoxLayout(self)
        tight(outer)
        outer.addWidget(self.tabs)
        outer.addWidget(panel, 1)


_HINTS = {
    "stays": "住院救治和费用",
    "people": "建档立卡、监测对象",
    "identities": "低保、特困、残疾等，一人一行",
    "identity-heads": "低保、特困等，一户一行",
    "diagnoses": "大病、慢病核实核准",
    "visits": "只有救治，没有费用",
    "households": "一户一行",
    "postings": "支援单位派来的人员，一人一行",
    "months": "考勤、工作量，一人一月一行",
    "training": "学员花名册、结业名单、签到表",
    "cadres": "从事健康扶贫的干部",
    "courses": "只有班次，没有学员",
    "findings": "问题清单、责任清单、销号台账",
    "tasks": "责任科室、责任单位、完成时限",
    "partnerships": "支援单位与受援单位结对",
}


def _has_hidden(found: Sequence[PlanSheet]) -> bool:
    return any(skip.reason is Reason.HIDDEN for one in found for skip in one.skipped)


def _summary(found: Sequence[PlanSheet]) -> str:
    """表头第 2–3 行 · 数据 270 行 · 不读取 5 行（小计 3、合计 1、签章行 1）."""
    heads = [row for one in found for row in one.header_rows]
    if not heads:
        return ""
    span = f"{min(heads)}" if len(set(heads)) == 1 else f"{min(heads)}–{max(heads)}"
    counted: Counter[str] = Counter()
    for skip in (skip for one in found for skip in one.skipped):
        counted[str(skip.reason)] += skip.count
    why = "、".join(f"{reason} {count:,}" for reason, count in counted.most_common(4))
    parts = [f"表头第 {span} 行", f"数据 {sum(one.data_rows for one in found):,} 行"]
    if counted:
        parts.append(f"不读取 {counted.total():,} 行（{why}）")
    return " · ".join(parts)
