"""The chosen backup: what it is, what a restore would take back, and the two ways to use it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hfp_desk.problems import Progress, Refusal
from hfp_desk.store import restoring, unlocking
from ui import backup_words, pages
from ui.desk import Desk
from ui.front import opening
from ui.front.fields import Labelled, PasswordLine, PickLine
from ui.front.patience import Patience
from ui.office import Office
from ui.pages.settings.backup_list import Line
from ui.putting_back import Order
from ui.widgets.ask import ask
from ui.widgets.choices import Choice
from ui.widgets.parts import button, label, rule, scrolled, tight

_KEPT = "现在的登记簿会先另存为一份“恢复前”备份，随时可以再换回来。用户和密码也回到那时。"
_ONLY = "只有管理员可以恢复；只读查看不改动任何内容。"
_LOOK = "只读查看：先收起现在的登记簿，打开那时的样子查询，不能修改；看完再登录回来。"


class BackupPanel(QWidget):
    """Whoever restores gives the password of that time, so that somebody can sign in afterwards."""

    def __init__(self, desk: Desk, office: Office, *, second: int = 1000) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self._line: Line | None = None
        self._users: tuple[str, ...] = ()
        self.facts = label(wrap=True)
        self.undone = label(wrap=True)
        self.user = Labelled("那时的用户", PickLine(self._find, "备份那时的用户"))
        self.password = Labelled("那时的密码", PasswordLine())
        self.reason = Labelled("恢复的原因", QLineEdit(), "写进日志，如：误导入了一份旧名单")
        self.look_button = button("只读查看此份", "eye", self.look)
        self.restore_button = button("恢复到此份…", "restore", self.restore, "primary")
        self.patience = Patience(self.restore_button, second)
        self._arrange()

    def show_line(self, line: Line) -> None:
        """Tell about one backup."""
        self._line = line
        one = line.backup
        self.facts.setText("　".join(f"{title} {count:,}" for title, count in one.counts.items() if count))
        self.undone.setText(backup_words.undone(line.since))
        self._users = opening.users_of(one.path)
        me = self._office.register.user
        self.user.editor.setText(me if me in self._users else self._users[0] if self._users else "")
        self.password.editor.clear()
        self.restore_button.setEnabled(self._office.administers)

    def restore(self) -> None:
        """Check password and backup, then ask once more."""
        if self._holds():
            order = self._order()
            self._try(partial(_checked, order), self._ask)

    def look(self) -> None:
        """Check the password, then leave the desk to look at this backup."""
        if self._holds():
            order = self._order()
            self._try(partial(_opened, order), self._leave_to_look)

    def _ask(self) -> None:
        order = self._order()
        undone = backup_words.undone(self._line.since) if self._line is not None else ""
        ask(self, f"恢复到 {order.at[:16]} 的样子？", f"{undone}{_KEPT}", "恢复", self._leave_to_restore)

    def _leave_to_restore(self) -> None:
        self._desk.go(pages.RESTORE, self._order())

    def _leave_to_look(self) -> None:
        self._desk.go(pages.LOOK_AT, self._order())

    def _order(self) -> Order:
        assert self._line is not None
        one = self._line.backup
        return Order(
            one.path,
            one.at,
            self.user.text,
            self.password.editor.text(),
            self._office.register.user,
            self.reason.text,
        )

    def _holds(self) -> bool:
        if self._line is None or self.patience.left:
            return False
        for field, words in ((self.user, "请填写用户姓名。"), (self.password, "请输入备份那时的密码。")):
            if not field.text:
                field.fault(words)
                field.setFocus()
                return False
        return True

    def _try(self, function: Callable[[Progress], object], then: Callable[[], object]) -> None:
        self.setEnabled(False)

        def came(_: object) -> None:
            self.setEnabled(True)
            then()

        self._desk.tasks.run(function, came, self._refused, title="校验备份")

    def _refused(self, error: Exception) -> None:
        self.setEnabled(True)
        delay = opening.delay_after(error)
        if delay is None or not isinstance(error, Refusal):
            self._desk.fail(error)
            return
        self.password.editor.clear()
        self.password.fault(str(error) if delay.seconds else "用户名或密码不对；要用备份那时的密码。")
        self.password.setFocus()
        self.patience.wait(delay)

    def _find(self, text: str) -> list[Choice]:
        return [Choice(name, name) for name in self._users if text in name]

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (12, 8, 12, 12), 8)
        for piece in (self.facts, self.undone, label(_KEPT, "quiet", wrap=True), rule(), self.user, self.password):
            column.addWidget(piece)
        if self._office.administers:
            column.addWidget(self.reason)
        words = _LOOK if self._office.administers else _ONLY
        column.addWidget(label(words, "quiet", "small", wrap=True))
        column.addStretch(1)
        foot = QHBoxLayout()
        tight(foot, (12, 8, 12, 8), 8)
        foot.addStretch(1)
        foot.addWidget(self.look_button)
        foot.addWidget(self.restore_button)
        outer = QVBoxLayout(self)
        tight(outer)
        outer.addWidget(scrolled(inner), 1)
        outer.addLayout(foot)


def _opened(order: Order, _: Progress) -> None:
    unlocking.by_password(order.chosen, order.user, order.password)


def _checked(order: Order, progress: Progress) -> None:
    restoring.check(order.chosen, order.user, order.password, progress)
