"""What is known about the backups in a few lines: here, at the second place, the last rehearsal, when to warn."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSpinBox, QWidget

from hfp_desk import home
from hfp_desk.home import Care
from hfp_desk.problems import Progress
from hfp_desk.store import rehearsing, second_copy
from hfp_desk.store.rehearsing import Rehearsal
from ui import backup_words, style
from ui.desk import Desk
from ui.front.files import choose_folder
from ui.office import Office
from ui.pages.settings.backup_list import Gathered
from ui.widgets.ask import ask
from ui.widgets.parts import button, label, tight

_NO_SECOND = "没有设置。磁盘坏了，同一块盘上的备份也会一起丢，请选一个 U 盘或共享盘上的文件夹。"


class BackupFacts(QWidget):
    """Asks ``changed`` to be called when there is something new to be seen."""

    def __init__(self, desk: Desk, office: Office, changed: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._office = office
        self._changed = changed
        self.here, self.there, self.rehearsal = label(wrap=True), label(wrap=True), label(wrap=True)
        self.choose_button = button("选择…", done=self.choose)
        self.copy_button = button("现在复制", done=self.copy)
        self.drop_button = button("不再使用", done=self._ask_drop)
        self.rehearse_button = button("现在演练", done=self.rehearse)
        care = home.care()
        self.local_days = _days("本机备份的提醒天数", care.local, self._care)
        self.second_days = _days("第二处备份的提醒天数", care.second, self._care)
        self._arrange()
        # Only now: a widget without parent that is made visible becomes a window of its own.
        for piece in (self.choose_button, self.copy_button, self.drop_button, self.rehearse_button):
            piece.setVisible(not office.register.read_only)

    def show_facts(self, found: Gathered) -> None:
        """Say how it stands."""
        now, care, standing = datetime.now(), home.care(), found.standing
        _say(self.here, backup_words.here(standing.made, now), not standing.wants_care(now, care))
        second = standing.second
        writes = not self._office.register.read_only
        for piece in (self.copy_button, self.drop_button):
            piece.setVisible(second is not None and writes)
        self.choose_button.setText("更改…" if second is not None else "选择…")
        if second is None:
            _say(self.there, _NO_SECOND, True)
        else:
            trouble = f"　{second.trouble}" if second.trouble else ""
            words = f"{backup_words.there(standing, now)}　{second.folder}{trouble}"
            _say(self.there, words, not standing.second_wants_care(now, care))
        _say(self.rehearsal, _rehearsal_words(found.rehearsal), found.rehearsal is None or found.rehearsal.passed)

    def choose(self) -> None:
        """Ask for the folder of the second place."""
        second = home.second(self._office.register.path)
        start = second.folder if second is not None and second.folder.is_dir() else Path.home()
        choose_folder(self, "第二处备份放在哪个文件夹", start, self.take)

    def take(self, folder: Path) -> None:
        """Make a folder the second place and copy the newest backup there."""
        register = self._office.register

        def work(progress: Progress) -> None:
            second_copy.choose(register, folder)
            second_copy.follow(register, progress)

        self._run(work, "复制备份")

    def copy(self) -> None:
        """Copy now, also to another stick."""
        register = self._office.register

        def work(progress: Progress) -> None:
            second_copy.follow(register, progress, anew=True)

        self._run(work, "复制备份")

    def rehearse(self) -> None:
        """Rehearse the newest backup now."""
        register = self._office.register

        def work(progress: Progress) -> Rehearsal | None:
            done = rehearsing.rehearse(register, progress)
            if done is not None:
                rehearsing.record(register, done)
            return done

        self.rehearse_button.setEnabled(False)
        self._desk.tasks.run(work, self._rehearsed, self._not_done, title="备份演练")

    def _rehearsed(self, done: Rehearsal | None) -> None:
        if done is None:
            self._desk.say("还没有备份可以演练，请先备份。", "warn")
        else:
            self._desk.say(
                f"演练{'通过' if done.passed else '没有通过'}：{done.words}", "ok" if done.passed else "error"
            )
        self._done()

    def _ask_drop(self) -> None:
        name = "第二处备份"
        ask(self, f"不再使用{name}？", "已经复制过去的备份不会删除。", "不再使用", self._drop)

    def _drop(self) -> None:
        home.keep_second(self._office.register.path, None)
        self._done()

    def _care(self) -> None:
        home.set_care(Care(self.local_days.value(), self.second_days.value()))
        self._done()

    def _run(self, work: Callable[[Progress], None], title: str) -> None:
        self._desk.tasks.run(work, lambda _: self._done(), self._not_done, title=title)

    def _done(self) -> None:
        self.rehearse_button.setEnabled(True)
        self._desk.backed_up.emit()
        self._changed()

    def _not_done(self, error: Exception) -> None:
        self._desk.fail(error)
        self._done()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        tight(grid, spacing=8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        days = QHBoxLayout()
        tight(days, spacing=8)
        for piece in (label("本机超过"), self.local_days, label("天、第二处超过"), self.second_days):
            days.addWidget(piece)
        days.addWidget(label("天没有新的备份时提醒"))
        days.addStretch(1)
        rows = (
            ("本机", self.here, ()),
            ("第二处", self.there, (self.choose_button, self.copy_button, self.drop_button)),
            ("演练", self.rehearsal, (self.rehearse_button,)),
        )
        for row, (title, words, buttons) in enumerate(rows):
            grid.addWidget(label(title, "quiet"), row, 0)
            grid.addWidget(words, row, 1)
            side = QHBoxLayout()
            tight(side, spacing=8)
            side.addStretch(1)
            for made in buttons:
                side.addWidget(made)
            grid.addLayout(side, row, 2)
        grid.addWidget(label("提醒", "quiet"), len(rows), 0)
        grid.addLayout(days, len(rows), 1, 1, 2)


def _rehearsal_words(done: Rehearsal | None) -> str:
    if done is None:
        return "还没有演练过。每月自动把最近一份备份取出来，从头到尾核对一遍。"
    return f"最近演练 {done.at[:10]} {'通过' if done.passed else '没有通过'}：{done.words}"


def _say(words: QLabel, text: str, well: bool) -> None:
    words.setText(text)
    style.say(words, "tone", "" if well else "warn")


def _days(name: str, value: int, done: Callable[[], object]) -> QSpinBox:
    made = QSpinBox()
    made.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    made.setFixedWidth(int(44 * style.current().body / 13))
    made.setToolTip("登记没有变动时不提醒")
    made.setAccessibleName(name)
    made.setRange(1, 365)
    made.setValue(value)
    made.editingFinished.connect(lambda: done())
    return made
