"""The list of users with what an administrator can do: add, change, reset a password, switch off and on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.store import users, users_keeping
from hfp_desk.store.users_keeping import UserLine
from ui import pages, style
from ui.desk import Desk
from ui.office import Office
from ui.pages.settings.table import Table
from ui.pages.settings.user_panel import Doing, UserPanel
from ui.widgets.ask import ask
from ui.widgets.panels import CardPanel, SidePanel
from ui.widgets.parts import ActionButton, action, tight

_COLUMNS = (("姓名", 10), ("职务", 12), ("角色", 24), ("能否登录", 10), ("最近登录", 18), ("建立时间", 20))
_WIDE = 340


class UsersList(QWidget):
    """The table, and beside it the panel that is open; ``opened`` when one is, or is left."""

    opened = Signal(bool)

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self._lines: Sequence[UserLine] = ()
        self.table = Table(_COLUMNS)
        self.side = SidePanel()
        self.side.setFixedWidth(int(_WIDE * style.current().body / 13))
        self.side.hide()
        self.side.closed.connect(self._left)
        self.form: UserPanel | None = None
        self._card = CardPanel("用户")
        self._make_deeds()
        self._card.body.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        tight(row, spacing=12)
        row.addWidget(self._card, 1)
        row.addWidget(self.side)
        self.setFocusProxy(self.table)
        self.table.itemSelectionChanged.connect(self._follow)
        self.refresh()

    @property
    def current(self) -> UserLine | None:
        """The user under the cursor."""
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    @property
    def unsaved(self) -> bool:
        """Whether something is written in the panel."""
        return self.form is not None and self.side.isVisible() and self.form.unsaved

    def refresh(self) -> None:
        """Read the users again; the cursor stays."""
        row = max(0, self.table.currentRow())
        self._lines = users_keeping.lines(self._office.register)
        self.table.put([_cells(line) for line in self._lines])
        self.table.selectRow(min(row, len(self._lines) - 1))
        self._follow()

    def open(self, doing: Doing) -> None:
        """Open the panel for the user under the cursor, or for a new one."""
        line = None if doing is Doing.ADD else self.current
        if doing is not Doing.ADD and line is None:
            return
        self.form = UserPanel(doing, line)
        self.form.submitted.connect(self._do)
        self.side.present(doing.title, self.form)
        self.opened.emit(True)
        self.form.begin()

    def switch_off(self) -> None:
        """Ask, then take the key of the user under the cursor."""
        line = self.current
        if line is not None:
            note = f"停用后不能再登录，做过的事仍在历史中，以后可以重新启用。{users_keeping.OLD_BACKUPS}"
            ask(self, f"停用“{line.name}”？", note, "停用", lambda: self._switch_off(line.name))

    def _make_deeds(self) -> None:
        if not self._office.administers:
            return
        self.add = action(self, "新增用户", "add", "F2", lambda: self.open(Doing.ADD), primary=True)
        self.change = action(self, "修改", "edit", "Ctrl+E", lambda: self.open(Doing.CHANGE))
        self.reset = action(self, "重设密码", "lock", done=lambda: self.open(Doing.RESET))
        self.off = action(self, "停用", "void", done=self.switch_off)
        self.on = action(self, "重新启用", "restore", done=lambda: self.open(Doing.ON))
        for deed in (self.change, self.reset, self.off, self.on, self.add):
            self._card.head.add(ActionButton(deed))
        self.table.activated.connect(lambda _: self.open(Doing.CHANGE))

    def _follow(self) -> None:
        line = self.current
        if not self._office.administers or line is None:
            return
        mine = line.name == self._office.register.user
        self.reset.setVisible(line.active and not mine)
        self.off.setVisible(line.active and not mine)
        self.on.setVisible(not line.active)

    def _do(self) -> None:
        form = self.form
        assert form is not None
        deed = form.deed(self._office.register)
        self._desk.tasks.run(self._office.in_session(lambda _: deed()), lambda _: self._done(form), self._not_done)

    def _done(self, form: UserPanel) -> None:
        self.side.shut()
        self._desk.say(form.doing.said(form.user))
        if form.user == self._office.register.user:
            self._desk.go(pages.RENEW, "users")
        else:
            self.refresh()

    def _not_done(self, error: Exception) -> None:
        if isinstance(error, Refusal) and self.form is not None and self.side.isVisible():
            self.form.say(str(error))
        else:
            self._desk.fail(error)

    def _switch_off(self, name: str) -> None:
        register = self._office.register

        def done(_: None) -> None:
            self._desk.say(f"已停用“{name}”")
            self.refresh()

        self._desk.tasks.run(self._office.in_session(lambda _: users_keeping.switch_off(register, name)), done)

    def _left(self) -> None:
        self.opened.emit(False)
        self.table.setFocus()


def _cells(line: UserLine) -> tuple[str, ...]:
    state = "能" if line.signs_in else "已停用" if not line.active else "没有密码"
    last = line.last[:16] or "还没有"
    return line.name, line.title, users.words(line.roles), state, last, line.created_at[:16]
