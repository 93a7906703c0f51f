"""从备份恢复, before anybody has signed in: a damaged register, or another computer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget

from hfp_desk.problems import Progress, Refusal
from ui import style
from ui.front import opening, restore_work
from ui.front.card import FrontPage, links, side_by_side
from ui.front.fields import Labelled, PasswordLine, PickLine
from ui.front.files import REGISTERS, choose_folder, save_file
from ui.front.patience import Patience
from ui.front.restore_work import Found
from ui.tasks import Tasks
from ui.widgets.choices import Choice
from ui.widgets.parts import button, label

if TYPE_CHECKING:
    from hfp_desk.store.mending import Proposal

_NOTE = "每份备份先打开核对，再放回；现在的登记簿会先另存，什么也不会删除。"
_SEEN = 4


class RestorePage(FrontPage):
    """``restored`` carries the register, the user and the moment of the backup; ``left`` goes back."""

    restored = Signal(object, str, str)
    left = Signal()

    def __init__(self, tasks: Tasks, register: Path | None, *, second: int = 1000) -> None:
        super().__init__(tasks, "从备份恢复", _NOTE, 640)
        self._register = register
        self._backups: Sequence[Found] = ()
        self.folder = Labelled("备份所在的文件夹", QLineEdit(), beside=button("浏览…", done=self._browse))
        self.folder.editor.setReadOnly(True)
        self.list = QListWidget()
        self.list.setAccessibleName("备份")
        self.list.setFixedHeight(_SEEN * style.current().row + 4)
        self.told = label(wrap=True)
        self.place = Labelled("恢复到", QLineEdit(), beside=button("浏览…", done=self._browse_place))
        self.user = Labelled("用户", PickLine(self._find, "备份那时的用户"))
        self.password = Labelled("密码", PasswordLine(), "用备份那时的密码，或恢复单上的恢复码")
        self.go = button("恢复", done=self.restore, look="primary")
        self.patience = Patience(self.go, second)
        self._fill()
        self.list.currentRowChanged.connect(self._chosen)
        if register is not None:
            self.look(restore_work.home_of(register))

    def look(self, folder: Path) -> None:
        """Show the backups in a folder, in those inside it, and at the register's second place."""
        self.folder.editor.setText(str(folder))
        register = self._register
        self.work("正在查看备份", lambda _: restore_work.found_in(folder, register), self._show)

    def propose(self, refusal: Refusal, user: str, password: str) -> None:
        """The register is damaged: say so, find the newest backup that is sound and choose it."""
        self.trouble.say(refusal.sentence, "原来的文件不会删除，会移到旁边的“隔离”文件夹。")
        self.user.editor.setText(user)
        self.password.editor.setText(password)
        register = self._register
        assert register is not None

        def work(progress: Progress) -> tuple[Sequence[Found], Proposal | None]:
            found = restore_work.found_in(restore_work.home_of(register), register)
            return found, restore_work.proposed(register, found, user, password, progress)

        self.waiting.say("正在逐份校验备份")
        self.go.setEnabled(False)
        self.tasks.run(work, self._proposed, self._not_proposed, self.waiting.tell)

    def restore(self) -> None:
        """Put the chosen backup in place when every field holds."""
        chosen, place = self.chosen, Path(self.place.text)
        wrong = self._first_wrong()
        if wrong is not None or chosen is None or self.patience.left:
            if wrong is not None:
                wrong.setFocus()
            return
        user, password = self.user.text, self.password.editor.text()
        work = restore_work.restorer(place, chosen, user, password)
        self.work("正在恢复", work, lambda _: self.restored.emit(place, user, chosen.at), self._refused)

    @property
    def chosen(self) -> Found | None:
        """The highlighted backup."""
        row = self.list.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _show(self, found: Sequence[Found]) -> None:
        self._backups = found
        self.list.clear()
        self.list.addItems([one.words for one in found])
        if found:
            self.list.setCurrentRow(0)
            self.setFocusProxy(self.password if self.user.text else self.list)
        else:
            self.told.setText("这里没有找到备份。请选择 U 盘或共享盘上名称以“.backups”结尾的文件夹。")
        self.setFocus()

    def _proposed(self, answer: tuple[Sequence[Found], Proposal | None]) -> None:
        found, best = answer
        self._ready()
        self._show(found)
        if best is None:
            self.told.setText("没有一份备份能用这个密码打开并通过校验。请接上 U 盘或选择别处的备份文件夹。")
            return
        row = next(row for row, one in enumerate(found) if one.path == best.backup.path)
        self.list.setCurrentRow(row)
        self.told.setText(restore_work.proposal_words(best))
        self.go.setFocus()

    def _ready(self) -> None:
        self.waiting.say("")
        self.go.setEnabled(True)

    def _not_proposed(self, error: Exception) -> None:
        self._ready()
        self.show_error(error)
        register = self._register
        if register is not None:
            self.tasks.run(lambda _: restore_work.found_in(restore_work.home_of(register), register), self._show)

    def _chosen(self, _row: int) -> None:
        one = self.chosen
        if one is None:
            return
        self.told.setText(one.told)
        self.place.editor.setText(str(self._register if one.own else _documents() / one.register))
        users = opening.users_of(one.path)
        if self.user.text not in users and len(users) == 1:
            self.user.editor.setText(users[0])

    def _first_wrong(self) -> Labelled | None:
        if self.chosen is None:
            self.folder.fault("请先选择一份备份。")
            return self.folder
        for field, words in (
            (self.place, "请写明恢复到哪个文件。"),
            (self.user, "请填写用户姓名。"),
            (self.password, "请输入密码。"),
        ):
            if not field.text:
                field.fault(words)
                return field
        return None

    def _refused(self, refusal: Refusal) -> None:
        delay = opening.delay_after(refusal)
        if delay is not None:
            self.password.editor.clear()
            self.password.setFocus()
            self.patience.wait(delay)

    def _find(self, text: str) -> list[Choice]:
        users = opening.users_of(self.chosen.path) if self.chosen is not None else ()
        return [Choice(name, name) for name in users if text in name]

    def _fill(self) -> None:
        for piece in (self.folder, self.list, self.told, self.place):
            self.body.addWidget(piece)
        self.body.addLayout(side_by_side((self.user, self.password)))
        self.finish(self.go)
        self.body.addLayout(links(button("返回", "back", self.left.emit, "link")))
        self.walk(self.folder.editor, self.list, self.place.editor, self.user.editor, self.password.editor, self.go)
        self.setFocusProxy(self.folder)

    def _browse(self) -> None:
        choose_folder(self, "备份所在的文件夹", Path(self.folder.text or Path.home()), self.look)

    def _browse_place(self) -> None:
        save_file(self, "恢复到", Path(self.place.text or _documents() / "登记簿.hfp"), REGISTERS, self._placed)

    def _placed(self, path: Path) -> None:
        self.place.editor.setText(str(path))


def _documents() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) / "健康扶贫台账"
