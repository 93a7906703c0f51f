"""The whole history of a person as a tree: one line a change, its fields below."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from hfp_desk.store.telling import Told

_MOST = 500


class StoryView(QTreeWidget):
    """Enter or Right opens a change and shows its fields, old → new."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabels(["时间", "操作员", "内容", "来源与原因"])
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        head = self.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for section, width in enumerate((170, 72, 220)):
            head.resizeSection(section, width)

    def show_story(self, story: Sequence[tuple[str, Told]]) -> None:
        """Show the changes, the newest first; only the latest 500."""
        self.clear()
        for title, told in story[:_MOST]:
            source = " ".join(part for part in (told.source, told.reason) if part)
            item = QTreeWidgetItem([told.at, told.user, f"{told.action} {title}", source])
            item.setToolTip(3, source)
            for turn in told.turns:
                words = f"{turn.old or '（空）'} → {turn.new or '（空）'}"
                field = QTreeWidgetItem([turn.label, "", words, ""])
                field.setToolTip(2, words)
                item.addChild(field)
            self.addTopLevelItem(item)
