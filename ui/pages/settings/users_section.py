"""用户与恢复单: who may work here, one's own password and lock, the recovery sheet."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.office import Office
from ui.pages.settings.own_password import LockChoice, OwnPassword
from ui.pages.settings.sheet_card import SheetCard
from ui.pages.settings.users_list import UsersList
from ui.widgets.parts import tight

KEY = "users"


class UsersSection(QWidget):
    """The list above; below one's own cards, hidden while a user is written. The sheet is an administrator's."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self.list = UsersList(desk, office)
        self.password = OwnPassword(desk, office)
        self.lock = LockChoice(desk)
        self.sheet = SheetCard(desk, office)
        if not office.administers:
            self.sheet.hide()
        self._below = QWidget()
        row = QHBoxLayout(self._below)
        tight(row, spacing=12)
        mine = QVBoxLayout()
        tight(mine, spacing=12)
        mine.addWidget(self.password)
        mine.addWidget(self.lock)
        row.addLayout(mine, 3)
        row.addWidget(self.sheet, 2)
        column = QVBoxLayout(self)
        tight(column, spacing=12)
        column.addWidget(self.list, 1)
        column.addWidget(self._below)
        self._below.setHidden(office.register.read_only)
        self.list.opened.connect(self._below.setHidden)
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Read the users again."""
        self.list.refresh()

    def unsaved(self) -> bool:
        """Whether something is written that is kept nowhere yet."""
        return self.list.unsaved or self.password.unsaved or self.sheet.unsaved
