"""The recovery sheet: renewed by an administrator, its code shown once."""

from __future__ import annotations

from PySide6.QtCore import Qt

from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.store import users_keeping
from ui.desk import Desk
from ui.front.code_panel import CodePanel
from ui.office import Office
from ui.widgets.ask import ask
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label

_SHEET = (
    "恢复单是忘记密码时打开登记簿的唯一办法。启封用过、遗失或保管人变动时，请重新生成一份；旧单随即失效，应当销毁。"
)


class SheetCard(CardPanel):
    """``panel`` shows the code once one was made."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__("恢复单")
        self._desk = desk
        self._office = office
        self.go = button("重新生成恢复单…", "refresh", self._ask)
        self.panel: CodePanel | None = None
        self._words = label(_SHEET, "quiet", wrap=True)
        self.body.addWidget(self._words)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    @property
    def unsaved(self) -> bool:
        """Whether a code is shown that is kept nowhere yet."""
        return self.panel is not None and not self.panel.safe

    def renew(self) -> None:
        """A new code; the sheet printed before no longer opens the register."""
        register = self._office.register
        self.go.setEnabled(False)
        work = self._office.in_session(lambda _: users_keeping.renew_code(register))
        self._desk.tasks.run(work, self._show_code, self._not_renewed)

    def _ask(self) -> None:
        ask(
            self,
            "重新生成恢复单？",
            f"旧恢复单随即失效。请准备好打印机和信封，新恢复码只显示这一次。{users_keeping.OLD_BACKUPS}",
            "生成",
            self.renew,
        )

    def _show_code(self, code: str) -> None:
        register = self._office.register
        sheet = RecoverySheet(self._desk.heading.office, register.path.stem, code, register.user)
        self.panel = CodePanel(self._desk.tasks, sheet)
        self.panel.failed.connect(self._desk.fail)
        self.body.insertWidget(0, self.panel)
        self.go.hide()
        self._words.hide()
        self.panel.save_button.setFocus()

    def _not_renewed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        self._desk.fail(error)
