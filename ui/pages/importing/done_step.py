"""Step 5: what became of the rows, the receipt, taking it all back, and where to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.excel.importing import Plan, Result
from hfp_desk.records import BY_NAME
from hfp_desk.store.undoing import Undone
from ui import pages
from ui.pages.jump import LIST_OF
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import button, label, picture, tight

_TILES = (
    ("新增", ("new",), "ok"),
    ("变更", ("change",), "accent"),
    ("未变", ("same", "skipped"), "quiet"),
    ("待定", ("doubtful",), "warn"),
    ("没有导入", ("reject", "conflict"), "error"),
)
_CALLED = {
    "household": "户",
    "identity": "身份",
    "diagnosis": "患病核准",
    "treatment": "救治台账",
    "settlement": "费用结算",
    "institution": "机构村医",
}
"""Where a list is called otherwise than its records."""
_NAMED = 12


class DoneStep(QFrame):
    """``went`` carries the page to go to."""

    receipt_asked = Signal()
    undo_asked = Signal()
    went = Signal(str)
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.title = label(level="page")
        self.words = label(tone="quiet", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome = label(wrap=True)
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        hint = "逐行的结果和原因，可发回来表单位"
        self.receipt = button("打开回执", "workbook", self.receipt_asked.emit, "primary", hint)
        self.go = button(icon="right", done=lambda: self.went.emit(self._page))
        self.undo = button("撤销本次导入", "undo", self.undo_asked.emit)
        self.another = button("再导入一个文件", "import", self.again.emit)
        self._page = pages.PEOPLE
        self._tiles = QHBoxLayout()
        tight(self._tiles, spacing=12)
        self._arrange()
        self.setFocusProxy(self.receipt)

    def show_receipt(self, ready: bool) -> None:
        """The receipt is written a moment after the rows; without one there is nothing to open."""
        self.receipt.setEnabled(ready)

    def show_finished(self, plan: Plan, result: Result) -> None:
        """Say what was written."""
        nothing = result.batch is None
        self.title.setText("登记簿已有全部内容，没有写入" if nothing else "导入完成")
        self._show_tiles(result.counts)
        self.words.setText(_told(plan, result))
        self.receipt.setEnabled(False)
        self.undo.setVisible(not nothing)
        self.undo.setEnabled(True)
        self.outcome.hide()
        names = [kind.principal.record.name for kind in plan.kinds]
        name = next((name for name in names if name in LIST_OF), "person")
        self._page = LIST_OF[name]
        self.go.setText(f"去{_CALLED.get(name, BY_NAME[name].title)}")

    def show_undone(self, undone: Undone) -> None:
        """Say what was taken back, what was kept and what could not be, each by name."""
        self.title.setText("本次导入已撤销")
        self.undo.setEnabled(False)
        self.outcome.setText(undone_words(undone))
        self.outcome.show()

    def _show_tiles(self, counts: Mapping[str, int]) -> None:
        while (item := self._tiles.takeAt(0)) is not None:
            tile = item.widget()
            if tile is not None:
                tile.deleteLater()
        for words, classes, tone in _TILES:
            count = sum(counts.get(one, 0) for one in classes)
            self._tiles.addWidget(_tile(words, count, tone if count else "faint"))
        self._tiles.addStretch(1)

    def _arrange(self) -> None:
        buttons = QWidget()
        row = FlowLayout(buttons)
        for made in (self.receipt, self.go, self.undo, self.another):
            row.addWidget(made)
        head = QHBoxLayout()
        tight(head, spacing=12)
        head.addWidget(picture("ok", "ok", 24))
        head.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        tight(column, (32, 28, 32, 24), 16)
        column.addLayout(head)
        column.addLayout(self._tiles)
        for piece in (self.words, buttons, self.outcome):
            column.addWidget(piece)
        column.addStretch(1)


def undone_words(undone: Undone) -> str:
    """Three buckets with counts and names."""
    kept = (("之后又被修改过、予以保留", undone.kept), ("不能撤销", undone.impossible))
    lines = [f"{words} {len(names):,} 条：{_names(names)}" for words, names in kept if names]
    return "\n".join([f"已恢复原状 {len(undone.reversed):,} 条", *lines])


def _names(names: Sequence[str]) -> str:
    more = f" 等 {len(names):,} 条" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _told(plan: Plan, result: Result) -> str:
    if result.batch is None:
        return "这份名单的每一行都与登记簿一致，登记簿没有任何改动。"
    lines = [f"第 {result.batch} 号批次　{plan.path.name}"]
    if result.backup:
        lines.append(f"写入前已自动备份：{result.backup}")
    left = sum(result.counts.get(one, 0) for one in ("doubtful", "reject", "conflict"))
    if left:
        lines.append(f"有 {left:,} 行没有导入：回执已逐行写明原因，改好后把回执直接再导入一次，只会写入改好的行。")
    return "\n".join(lines)


def _tile(words: str, count: int, tone: str) -> QFrame:
    tile = QFrame()
    tile.setProperty("panel", True)
    tile.setMinimumWidth(128)
    column = QVBoxLayout(tile)
    tight(column, (16, 10, 16, 10), 2)
    column.addWidget(label(f"{count:,}", tone, "page"))
    column.addWidget(label(words, "quiet"))
    return tile
