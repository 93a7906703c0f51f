"""备份: how it stands, what there is, one made by hand, and the way back to an earlier state."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.problems import Progress
from hfp_desk.store import backup, second_copy
from hfp_desk.store.backup import Backup
from ui import style
from ui.desk import Desk
from ui.office import Office
from ui.pages.settings import backup_list
from ui.pages.settings.backup_facts import BackupFacts
from ui.pages.settings.backup_list import BackupTable, Gathered
from ui.pages.settings.backup_panel import BackupPanel
from ui.widgets.panels import CardPanel, SidePanel
from ui.widgets.parts import button, label, rule, tight

KEY = "backup"
_HOW = (
    "工作中每半小时、退出时，以及导入、批量修改、合并、恢复和升级前自动备份；每份都重新打开核对过才算数。"
    "选中一份，可以只读查看，或恢复到那时的样子。"
)
_WIDTH, _NARROW = 330, 860
_MOST = 16_777_215


class BackupSection(QWidget):
    """Facts over the list, the chosen backup at the right; in a narrow window in their place."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self._folder = backup.folder_of(office.register.path)
        self.facts = BackupFacts(desk, office, self.refresh)
        self.table = BackupTable()
        self.panel = BackupPanel(desk, office)
        self.side = SidePanel()
        self.make_button = button("立即备份", "backup", self.make, "primary")
        self._arrange()
        self.table.itemSelectionChanged.connect(self._chosen)
        self.side.closed.connect(self._unchosen)
        self.refresh()

    def refresh(self) -> None:
        """Look at both places again, on the worker."""
        register = self._office.register
        self._desk.tasks.run(self._office.in_session(lambda _: backup_list.gathered(register)), self._show)

    def make(self) -> None:
        """A backup now, brought to the second place too."""
        self.make_button.setEnabled(False)
        register = self._office.register

        def work(progress: Progress) -> Backup:
            made = backup.make(register, backup.BY_HAND, progress)
            second_copy.follow(register, progress)
            return made

        self._desk.tasks.run(work, self._made, self._not_made, title="备份")

    def _made(self, made: Backup) -> None:
        self.make_button.setEnabled(True)
        self._desk.say(
            f"已备份并校验：人员 {made.counts.get('人员', 0):,}，救治记录 {made.counts.get('救治记录', 0):,}"
        )
        self._desk.backed_up.emit()
        self.refresh()

    def _not_made(self, error: Exception) -> None:
        self.make_button.setEnabled(True)
        self._desk.fail(error)
        self.refresh()

    def _show(self, found: Gathered) -> None:
        self.facts.show_facts(found)
        self.table.show_lines(found)

    def _chosen(self) -> None:
        line = self.table.chosen
        if line is None:
            self.side.hide()
            self._fit()
        else:
            self._fit()
            self.panel.show_line(line)
            self.side.present(f"{line.backup.at[:16]}　{line.backup.reason}", self.panel)

    def _unchosen(self) -> None:
        self.table.clearSelection()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        scale = style.current().body / 13
        narrow = self.width() < int(_NARROW * scale)
        width = int(_WIDTH * scale)
        self.side.setMinimumWidth(0 if narrow else width)
        self.side.setMaximumWidth(_MOST if narrow else width)
        self._card.setVisible(self.table.chosen is None or not narrow)

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _arrange(self) -> None:
        self._card = card = CardPanel("备份")
        card.head.note.setText(f"放在 {self._folder}")
        card.head.add(button("打开文件夹", "folder", self._open))
        card.head.add(self.make_button)
        card.body.addWidget(label(_HOW, "quiet", wrap=True))
        card.body.addWidget(self.facts)
        card.body.addWidget(rule())
        card.body.addWidget(self.table, 1)
        self.make_button.setVisible(not self._office.register.read_only)
        self.side.hide()
        row = QHBoxLayout()
        tight(row, spacing=12)
        row.addWidget(card, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(row)
