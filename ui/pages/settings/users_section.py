"""用户与恢复单: one's own password, a new recovery sheet, who may sign in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.problems import Progress
from hfp_desk.store import keys, users
from ui.desk import Desk
from ui.front.card import side_by_side
from ui.front.code_panel import CodePanel
from ui.front.fields import Labelled, NewPassword, PasswordLine
from ui.office import Office
from ui.pages.settings.table import Table
from ui.widgets.ask import ask
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, tight

KEY = "users"
_ROLES = {"admin": "管理员", "entry": "录入", "query": "查询", "secret": "保密"}
_SHEET = (
    "恢复单是忘记密码时打开登记簿的唯一办法。启封用过、遗失或保管人变动时，请重新生成一份；旧单随即失效，应当销毁。"
)


class UsersSection(QWidget):
    """Three cards, one below the other."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self.old = Labelled("现在的密码", PasswordLine())
        self.new = NewPassword("新密码")
        self.change_button = button("修改密码", "lock", self.change, "primary")
        self.sheet_button = button("重新生成恢复单…", "refresh", self._ask)
        self.panel: CodePanel | None = None
        self._sheet_card = CardPanel("恢复单")
        self._arrange()

    def change(self) -> None:
        """Check the old password and set the new one, on the worker."""
        if not self.old.text:
            self.old.fault("请输入现在的密码。")
            self.old.setFocus()
            return
        if not self.new.holds():
            return
        register, old, new = self._office.register, self.old.editor.text(), self.new.text

        def work(_: Progress) -> None:
            ring = register.ring
            ring.unlock(register.user, old)
            ring.set_password(register.user, new, register.key)

        self.change_button.setEnabled(False)
        self._desk.tasks.run(work, lambda _: self._changed(), self._not_changed)

    def renew(self) -> None:
        """A new code; the sheet printed before no longer opens the register."""
        register = self._office.register
        self.sheet_button.setEnabled(False)
        self._desk.tasks.run(lambda _: register.ring.renew_code(register.key), self._show_code, self._not_renewed)

    def unsaved(self) -> bool:
        """Whether a code is shown that is kept nowhere yet."""
        return self.panel is not None and not self.panel.safe

    def _changed(self) -> None:
        self.change_button.setEnabled(True)
        self.old.editor.clear()
        self.new.clear()
        self._desk.say("密码已修改，下次登录用新密码")

    def _not_changed(self, error: Exception) -> None:
        self.change_button.setEnabled(True)
        if isinstance(error, keys.WrongSecret):
            self.old.fault("现在的密码不对，请重新输入。")
            self.old.setFocus()
        else:
            self._desk.fail(error)

    def _ask(self) -> None:
        ask(
            self,
            "重新生成恢复单？",
            "旧恢复单随即失效。请准备好打印机和信封，新恢复码只显示这一次。",
            "生成",
            self.renew,
        )

    def _show_code(self, code: str) -> None:
        register = self._office.register
        sheet = RecoverySheet(self._desk.heading.office, register.path.stem, code, register.user)
        self.panel = CodePanel(self._desk.tasks, sheet)
        self.panel.failed.connect(self._desk.fail)
        self._sheet_card.body.addWidget(self.panel)
        self.sheet_button.hide()

    def _not_renewed(self, error: Exception) -> None:
        self.sheet_button.setEnabled(True)
        self._desk.fail(error)

    def _arrange(self) -> None:
        mine = CardPanel("修改我的密码", f"用户 {self._office.register.user}")
        mine.body.addLayout(side_by_side((self.old, self.new.first, self.new.again)))
        mine.body.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._sheet_card.body.addWidget(label(_SHEET, "quiet", wrap=True))
        self._sheet_card.body.addWidget(self.sheet_button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        tight(column, spacing=12)
        column.addWidget(mine)
        column.addWidget(self._sheet_card)
        column.addWidget(self._list(), 1)

    def _list(self) -> CardPanel:
        table = Table((("姓名", 14), ("角色", 30), ("可以登录", 10), ("建立时间", 20)))
        holders = set(self._office.register.ring.users)
        table.put(
            [
                (user.name, _roles(user.roles), "是" if user.name in holders else "否", user.created_at)
                for user in users.listed()
            ]
        )
        card = CardPanel("用户")
        card.body.addWidget(table, 1)
        return card


def _roles(stored: str) -> str:
    return "、".join(_ROLES.get(role, role) for role in stored.split(",") if role)
