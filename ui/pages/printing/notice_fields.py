"""What a public notice says over its list: its title, how long it hangs, the phone for objections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hfp_desk.kinds import Day, Unreadable
from hfp_desk.papers.notices import Notice
from ui.editors.lines import DayEditor
from ui.widgets.parts import label, tight


class NoticeFields(QWidget):
    """``changed`` when the notice would be another one."""

    changed = Signal()

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self.title, self.phone = QLineEdit(), QLineEdit()
        self.since, self.until = (DayEditor(Day(), lambda: today().year) for _ in range(2))
        column = QVBoxLayout(self)
        tight(column, spacing=4)
        column.addWidget(label("公示", level="section"))
        add_field(column, "标题", self.title, "如 农村低保对象公示")
        column.addLayout(side_by_side((("公示期从", self.since, "今天"), ("到", self.until, "第七天"))))
        add_field(column, "监督电话", self.phone, "本单位电话，可留空手工补写")
        for line in (self.title, self.phone):
            line.textEdited.connect(lambda _: self.changed.emit())
        for day in (self.since, self.until):
            day.edited.connect(self.changed)
        self.hide()

    def load(self, title: str) -> None:
        """Propose a title and the usual time from today on; the phone stays as it was typed."""
        usual = Notice.from_today(title, self._today())
        self.title.setText(title)
        self.since.load(usual.since)
        self.until.load(usual.until)

    def notice(self) -> Notice:
        """What is filled in; raises ``Unreadable`` when a day cannot be read or the title is missing."""
        title = self.title.text().strip()
        if not title:
            raise Unreadable("E-TITLE", "请写公示的标题。")
        since = self.since.value() or self._today()
        usual = Notice.from_today(title, since, self.phone.text().strip())
        return Notice(title, since, self.until.value() or usual.until, usual.phone)


def add_field(column: QVBoxLayout, words: str, field: QLineEdit, hint: str) -> QLabel:
    """A field under its words, which are given back to be changed."""
    column.addSpacing(2)
    over = label(words, "quiet", "small")
    column.addWidget(over)
    field.setPlaceholderText(hint)
    field.setAccessibleName(words)
    column.addWidget(field)
    return over


def apart(words: str, field: QLineEdit, hint: str) -> QWidget:
    """A field under its words that is shown or hidden as one."""
    whole = QWidget()
    tight(column := QVBoxLayout(whole), spacing=4)
    add_field(column, words, field, hint)
    return whole


def side_by_side(fields: Sequence[tuple[str, QLineEdit, str]]) -> QHBoxLayout:
    """Fields beside each other, each under its words."""
    row = QHBoxLayout()
    tight(row, spacing=8)
    for words, field, hint in fields:
        half = QVBoxLayout()
        tight(half, spacing=4)
        add_field(half, words, field, hint)
        row.addLayout(half, 1)
    return row
