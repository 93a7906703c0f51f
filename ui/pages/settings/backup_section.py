"""备份: what there is, how old, what it holds, where it lies; one made by hand."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.problems import Progress
from hfp_desk.store import backup
from hfp_desk.store.backup import Backup
from ui.desk import Desk
from ui.office import Office
from ui.pages.settings.table import Table
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, tight

KEY = "backup"
_HOW = "导入前、退出时自动备份；每份都重新打开核对过内容才算数。请定期把整个备份文件夹复制到 U 盘或另一块硬盘。"


class BackupSection(QWidget):
    """The newest first."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self._folder = office.register.beside("backups")
        self.table = Table(
            (("备份时间", 20), ("距今", 12), ("原因", 10), ("人员", 9), ("救治记录", 9), ("状态", 8), ("文件", 40))
        )
        self.make_button = button("立即备份", "backup", self.make, "primary")
        card = CardPanel("备份")
        card.head.note.setText(f"放在 {self._folder}")
        card.head.add(button("打开文件夹", "folder", self._open))
        card.head.add(self.make_button)
        card.body.addWidget(label(_HOW, "quiet", wrap=True))
        card.body.addWidget(self.table, 1)
        foot = QHBoxLayout()
        tight(foot)
        foot.addWidget(
            label(
                "恢复备份：关闭程序后执行 main.py restore 登记簿 备份文件；恢复前的登记簿会另存一份。", "quiet", "small"
            )
        )
        card.body.addLayout(foot)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(card)
        self.refresh()

    def refresh(self) -> None:
        """Read the folder again, on the worker."""
        path = self._office.register.path
        self._desk.tasks.run(lambda _: backup.all_of(path), self._show)

    def make(self) -> None:
        """A backup now."""
        self.make_button.setEnabled(False)
        register = self._office.register

        def work(progress: Progress) -> Backup:
            return backup.make(register, backup.BY_HAND, progress)

        self._desk.tasks.run(work, self._made, self._not_made, title="备份")

    def _made(self, made: Backup) -> None:
        self.make_button.setEnabled(True)
        self._desk.say(
            f"已备份并校验：人员 {made.counts.get('人员', 0):,}，救治记录 {made.counts.get('救治记录', 0):,}"
        )
        self.refresh()

    def _not_made(self, error: Exception) -> None:
        self.make_button.setEnabled(True)
        self._desk.fail(error)

    def _show(self, found: Sequence[Backup]) -> None:
        now = datetime.now()
        self.table.put([_row(one, now) for one in found], (3, 4))

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _row(one: Backup, now: datetime) -> tuple[str, ...]:
    counts = (f"{one.counts.get(title, 0):,}" for title in ("人员", "救治记录"))
    return (one.at, _ago((now.date() - one.moment.date()).days), one.reason, *counts, "已校验", str(one.path.name))


def _ago(days: int) -> str:
    return {0: "今天", 1: "昨天"}.get(days, f"{days} 天前")
