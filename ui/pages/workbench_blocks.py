"""The four quiet blocks of the work bench: to be done, missing, targets, what was last."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hfp_desk.problems import Refusal
from hfp_desk.rules.judging import WORDS, Judgement
from hfp_desk.store.clears import TownClears
from hfp_desk.store.import_log import BatchLine
from hfp_desk.store.target_board import Board, Goal
from ui import pages, style
from ui.pages.goal_bar import GoalBar
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, picture, scrolled, tag, tight

_GROUPS = ("身份", "疾病", "救治", "进度", "成效")
_HEADS = ("乡镇", "人数", *_GROUPS, "全清楚")
_LONGEST = 24
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ListBlock(CardPanel):
    """Lines of words with a number at the right; each opens what is behind it."""

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__(title, note)
        self.lines: list[tuple[str, str]] = []

    def clear(self) -> None:
        """Take all lines away."""
        self.lines = []
        empty(self.body)

    def line(self, icon: str, words: str, number: str = "", done: Callable[[], object] | None = None) -> None:
        """Add a line; ``done`` opens what is behind it."""
        self.lines.append((words, number))
        row = QWidget()
        layout = QHBoxLayout(row)
        tight(layout, (0, 1, 0, 1), 8)
        tone = "warn" if icon == "warning" else "ok" if icon == "ok" else "quiet"
        layout.addWidget(picture(icon, tone))
        layout.addWidget(button(words, look="link", done=done) if done is not None else label(words), 0)
        layout.addStretch(1)
        layout.addWidget(label(number, "quiet"))
        self.body.addWidget(row)

    def end(self) -> None:
        """All lines are there."""
        self.body.addStretch(1)


class GapBlock(CardPanel):
    """五个清楚 by township. ``opened`` carries the township (None: all) and the number of the group."""

    opened = Signal(object, int)

    def __init__(self) -> None:
        super().__init__("数据缺口", "五个清楚还缺多少人；点数字看名单")
        self.table = _Gaps()
        self.body.addWidget(self.table, 1)
        self.towns: Sequence[TownClears] = ()
        self.table.cellClicked.connect(self._open)
        self.table.entered_at.connect(self._open)

    def show_towns(self, towns: Sequence[TownClears]) -> None:
        """One line a township, all of them together first."""
        self.towns = towns
        self.table.setRowCount(len(towns) + 1)
        sums = [sum(town.missing[group] for town in towns) for group in range(len(_GROUPS))]
        persons, complete = sum(town.persons for town in towns), sum(town.complete for town in towns)
        self._fill(0, "合计", persons, sums, complete)
        for row, town in enumerate(towns, start=1):
            self._fill(row, town.name, town.persons, town.missing, town.complete)

    def _fill(self, row: int, name: str, persons: int, missing: Sequence[int], complete: int) -> None:
        texts = (name, f"{persons:,}", *(f"{one:,}" if one else "—" for one in missing), f"{complete:,}")
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column:
                item.setTextAlignment(_RIGHT)
            if 2 <= column < 2 + len(_GROUPS):
                item.setForeground(style.current().colour("accent" if text != "—" else "faint"))
                item.setToolTip(f"{name}：{_GROUPS[column - 2]}不清楚的人员" if text != "—" else "")
            self.table.setItem(row, column, item)

    def _open(self, row: int, column: int) -> None:
        group = column - 2
        item = self.table.item(row, column)
        if 0 <= group < len(_GROUPS) and item is not None and item.text() != "—":
            self.opened.emit(self.towns[row - 1].town if row else None, group)


class _Gaps(QTableWidget):
    """Enter opens the cell with the cursor."""

    entered_at = Signal(int, int)

    def __init__(self) -> None:
        super().__init__(0, len(_HEADS))
        self.setHorizontalHeaderLabels(list(_HEADS))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.current().compact_row)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(_RIGHT)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        first = self.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_at.emit(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)


class GoalBlock(CardPanel):
    """Each goal: name, figure, bar with the goal marked, numerator and denominator, what was wanted."""

    def __init__(self, open_board: Callable[[date], object]) -> None:
        super().__init__("目标")
        self._open_board = open_board
        inner = QWidget()
        inner.setProperty("plain", True)
        self._column = QVBoxLayout(inner)
        tight(self._column, (0, 0, 8, 0), 10)
        self.body.addWidget(scrolled(inner), 1)

    def refuse(self, refusal: Refusal) -> None:
        """Say why this user is told nothing."""
        self.head.note.setText("")
        empty(self._column)
        self._column.addWidget(label(f"{refusal.sentence}{refusal.advice}", "quiet", wrap=True))
        self._column.addStretch(1)

    def show_board(self, board: Board) -> None:
        """Show the goals as they stood on the last day the register tells of; what says nothing is left out."""
        self.head.note.setText(f"截至 {board.day}，{board.edition}")
        empty(self._column)
        told = [goal for goal in board.goals if goal.column is not None and goal.cell.value is not None]
        if not told:
            self._column.addWidget(label("导入救治台账后，这里显示报销比例和救治覆盖率。", "quiet", wrap=True))
        for one in told:
            self._column.addWidget(_goal(one))
        every = button("全部目标和缺口名单", "report")
        every.clicked.connect(lambda: self._open_board(board.day))
        self._column.addWidget(every)
        self._column.addStretch(1)


def _goal(one: Goal) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    tight(column, spacing=3)
    top = QHBoxLayout()
    tight(top, spacing=8)
    top.addWidget(label(one.target.label))
    if one.judgement is not None:
        tone = "ok" if one.judgement is Judgement.IN else "warn"
        top.addWidget(tag(f"{WORDS[one.judgement]}目标", tone))
    top.addStretch(1)
    top.addWidget(label(f"{one.cell.value}{one.target.unit}", level="section"))
    column.addLayout(top)
    column.addWidget(GoalBar(one))
    goal = f"目标 {one.wanted}" if one.wanted != "未规定" else "文件未规定目标"
    parts = [] if one.cell.part is None or one.cell.whole is None else [one.cell.part, one.cell.whole]
    told = " / ".join(f"{part.normalize():,f}" for part in parts)
    below = label(f"{told}　{goal}", "quiet", "small", wrap=True)
    below.setToolTip(f"依据：{one.target.source}")
    column.addWidget(below)
    return made


def recent(
    block: ListBlock, imports: Sequence[BatchLine], backup_words: str, go: Callable[[str, object], object]
) -> None:
    """The last imports with what became of them, and the last backup."""
    block.clear()
    for batch in imports:
        undone = "　已撤销" if batch.undone_at else ""
        numbers = f"新增 {batch.count('new'):,}　未导入 {batch.count('reject', 'doubtful', 'conflict'):,}{undone}"
        block.line(
            "import", f"{batch.at[5:16]}　{_short(batch.file_name)}", numbers, partial(go, pages.BATCHES, batch.id)
        )
    if not imports:
        block.line("import", "还没有导入过名单", "", partial(go, pages.BATCHES, None))
    block.line("backup", backup_words, "", partial(go, pages.BACKUP, None))
    block.end()


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
