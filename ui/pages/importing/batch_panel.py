"""Below the list of imports: the rows that stayed out, and of an undone import what became of its records."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QStackedWidget, QTabBar

from hfp_desk.excel.outcomes import LABELS, Outcome
from hfp_desk.store.import_log import LeftOutLine
from hfp_desk.store.undoing import Undone
from ui.widgets.panels import CardPanel

_MOST = 2_000
_TABS = ("没有导入的行", "已恢复原状", "之后又被修改，予以保留", "不能撤销")


class BatchPanel(CardPanel):
    """The three lists of the undoing are there only for an import that was undone."""

    def __init__(self) -> None:
        super().__init__("没有导入的行")
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.lists = [QListWidget() for _ in _TABS]
        self.left_out = self.lists[0]
        stack = QStackedWidget()
        for title, one in zip(_TABS, self.lists, strict=True):
            one.setAccessibleName(title)
            one.setUniformItemSizes(True)
            self.tabs.addTab(title)
            stack.addWidget(one)
        self.tabs.currentChanged.connect(stack.setCurrentIndex)
        self.body.addWidget(self.tabs)
        self.body.addWidget(stack, 1)
        self.tabs.hide()

    def show_batch(self, batch: int, rows: Sequence[LeftOutLine], undone: Undone | None) -> None:
        """Show one import; ``undone`` only for one that was taken back."""
        told = f"{len(rows):,} 行" if rows else "全部导入"
        several = len({row.sheet for row in rows}) > 1
        self._fill(0, [_words(row, several) for row in rows[:_MOST]], len(rows))
        self.tabs.setVisible(undone is not None)
        self.head.title.setText("没有导入的行" if undone is None else "撤销结果")
        if undone is None:
            self.tabs.setCurrentIndex(0)
        else:
            buckets = (undone.reversed, undone.kept, undone.impossible)
            for place, found in enumerate(buckets, start=1):
                self._fill(place, found[:_MOST], len(found))
            words = zip(("恢复", "保留", "不能撤销"), buckets, strict=True)
            told = "，".join(f"{word} {len(found):,} 条" for word, found in words)
            self.tabs.setCurrentIndex(3 if undone.impossible else 2 if undone.kept else 1)
        self.head.note.setText(f"第 {batch} 号批次　{told}")

    def _fill(self, place: int, texts: Sequence[str], count: int) -> None:
        self.lists[place].clear()
        self.lists[place].addItems(list(texts))
        if count > len(texts):
            self.lists[place].addItem(f"……共 {count:,} 条，导出可看全部")
        self.tabs.setTabText(place, f"{_TABS[place]} {count:,}" if count else _TABS[place])


def _words(row: LeftOutLine, several: bool) -> str:
    sheet = f"{row.sheet} " if several else ""
    return f"{sheet}第 {row.row} 行　{LABELS[Outcome(row.outcome)]}　{'；'.join(row.reasons)}"
