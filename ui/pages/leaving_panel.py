"""The panel beside a list that asks before it leaves: how much of it, which columns, what for, under what lock.

Enter goes on to the question where to; Esc leaves the list here. What a profile may not carry cannot be ticked.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from hfp_desk.problems import Progress, Refusal
from hfp_desk.store import leaving, log
from hfp_desk.store.leaving import Profile
from hfp_desk.store.listing import Listing
from hfp_desk.store.log import Action
from ui.desk import Desk
from ui.office import Office
from ui.pages import exporting
from ui.pages.exporting import Answer, Asked
from ui.pages.leaving_columns import LeavingColumns
from ui.pages.leaving_lock import LeavingLock
from ui.pages.leaving_purpose import LeavingPurpose
from ui.widgets.panels import SidePanel
from ui.widgets.parts import button, label, tight

WIDTH = 372
_AS_SEEN = "请用“按所见导出”，姓名和号码会遮去一部分。"


class LeavingPanel(SidePanel):
    """Shown by ``start``; it closes when the list was written."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._desk, self._office = desk, office
        self.asked: Asked | None = None
        self.profiles = QButtonGroup(self)
        self.choices: dict[Profile, QRadioButton] = {}
        self.told = label(tone="quiet", level="small", wrap=True)
        self.columns = LeavingColumns()
        self.purpose = LeavingPurpose(desk.settings)
        self.lock = LeavingLock()
        self.wrong = label(tone="error", wrap=True)
        self.go_on = button("导出…", done=self.confirm, look="primary", hint="选择存放位置（回车）")
        self._made = self._contents()
        self.profiles.buttonClicked.connect(lambda _: self._profile_chosen())
        self.purpose.changed.connect(lambda: self._say(""))
        self.lock.changed.connect(lambda: self._say(""))
        self.columns.changed.connect(self._columns_chosen)
        self.hide()

    @property
    def profile(self) -> Profile:
        """What is chosen."""
        return next(profile for profile, choice in self.choices.items() if choice.isChecked())

    def start(self, asked: Asked) -> None:
        """Ask about a list; a list that comes back must leave whole."""
        offered = leaving.offered(self._office.viewer)
        try:
            log.require_open(self._office.register, Action.EXPORT)
            if asked.back and Profile.FULL not in offered:
                raise Refusal("可再导入的表要带全部内容，需要“录入”角色。", _AS_SEEN)
        except Refusal as refusal:
            self._desk.fail(refusal)
            return
        self.asked = asked
        for profile, choice in self.choices.items():
            choice.setVisible(profile in offered and (not asked.back or profile is Profile.FULL))
        self.choices[Profile.FULL if asked.back else leaving.DEFAULT].setChecked(True)
        self.purpose.load()
        self.present(f"导出{asked.title}", self._made)
        self._profile_chosen()
        self._count(asked)
        self.choices[self.profile].setFocus()

    def confirm(self) -> None:
        """Go on when everything is said; else say what is missing, where the cursor goes."""
        if self.asked is None:
            return
        if not self.purpose.holds():
            self._say("请写明用途。")
            return
        if (fault := self.lock.fault()) is not None:
            self._say(fault)
            return
        view = replace(self.asked.view, columns=self.columns.ticked)
        purpose = "" if self.purpose.isHidden() else self.purpose.text
        answer = Answer(self.profile, purpose, view, self.lock.password)
        try:
            left = exporting.ready(self._office, self.asked, answer)
        except Refusal as refusal:
            self._say(str(refusal))
            return
        if purpose:
            self.purpose.remember()
        exporting.send(self, self._desk, self._office, left, answer, self._written, back=self.asked.back)

    def shut(self) -> None:
        """Close and forget the password."""
        self.lock.forget()
        super().shut()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)

    def _written(self) -> None:
        if self.isVisible():
            self.shut()

    def _profile_chosen(self) -> None:
        if self.asked is None:
            return
        self.told.setText(self.profile.told)
        self.columns.show_columns(self.asked.view.shown, self.profile, fixed=self.asked.back)
        self.purpose.setVisible(self.profile in (Profile.FULL, Profile.INTERNAL))
        self.purpose.propose(self.profile.usual)
        self.lock.offer(self.profile is Profile.FULL)
        self._columns_chosen()

    def _columns_chosen(self) -> None:
        """Say at once when a list may not leave in this profile at all."""
        if self.asked is None:
            return
        view = replace(self.asked.view, columns=self.columns.ticked or self.asked.view.shown)
        try:
            exporting.ready(self._office, self.asked, Answer(self.profile, self.profile.usual or "－", view))
        except Refusal as refusal:
            self._say(str(refusal))
            self.go_on.setEnabled(False)
            return
        self._say("" if self.columns.ticked else "请至少勾选一个栏目。")
        self.go_on.setEnabled(bool(self.columns.ticked))

    def _count(self, asked: Asked) -> None:
        """How many rows and persons that is, counted on the worker."""

        def work(_progress: Progress) -> tuple[int, int]:
            listing = Listing(self._office.register, asked.view, self._office.viewer)
            told = len(listing), leaving.people_in(self._office.register, listing)
            listing.close()
            return told

        def done(told: tuple[int, int]) -> None:
            if self.asked is asked:
                rows, people = told
                self.present(f"导出{asked.title}", self._made, f"{rows:,} 条" + (f" · {people:,} 人" if people else ""))

        self._desk.reading.run(self._office.in_session(work), done)

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _contents(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        tight(column, (16, 12, 16, 12), 6)
        for number, profile in enumerate(Profile):
            choice = QRadioButton(profile.label)
            self.choices[profile] = choice
            self.profiles.addButton(choice, number)
            column.addWidget(choice)
        column.addWidget(self.told)
        column.addSpacing(4)
        column.addWidget(self.columns, 1)
        column.addWidget(self.purpose)
        column.addWidget(self.lock)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        tight(row, (0, 4, 0, 0), 8)
        row.addStretch(1)
        row.addWidget(button("取消", done=self.shut, hint="Esc"))
        row.addWidget(self.go_on)
        column.addLayout(row)
        return made
