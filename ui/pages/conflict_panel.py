"""Somebody changed the record while it was open: what both changed is chosen field by field, the rest is kept.

←/→ choose in a row, Enter goes to the next, F9 saves what was chosen, Esc goes back to the form.
"""

from collections.abc import Collection
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from hfp_desk.store.conflicts import Conflict, Difference, Side
from ui import style
from ui.form import RecordForm
from ui.widgets.parts import button, label, rule, scrolled, tight

_EMPTY = "（空）"
_CHARS = 22
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def take_in(form: RecordForm, found: Conflict, mine: Collection[str]) -> str:
    """Put what is stored now under what is written, and over it but for the fields ``mine``; what to tell of it."""
    changed = (*found.both, *found.theirs)
    titles = {one.field: one.theirs.text for one in changed}
    form.take_in({one.field: one.theirs.value for one in changed}, titles, mine)
    return f"{found.who}改的{'、'.join(one.label for one in found.theirs)}也保留了。" if found.theirs else ""


class Pick(QRadioButton):
    """One side of a row; ← and → take the one or the other."""

    def __init__(self, side: Side, name: str) -> None:
        super().__init__()
        _write(self, side)
        self.setAccessibleName(f"{name}：{side.text or _EMPTY}")
        self.other: Pick | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow takes the side it points to: mine stand at the left."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.other is not None:
            taken = min(self, self.other, key=lambda one: one.x() * (1 if event.key() == Qt.Key.Key_Left else -1))
            taken.setChecked(True)
            taken.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class Row:
    """One field in question: mine or theirs, and beside them what it was."""

    def __init__(self, difference: Difference) -> None:
        self.field = difference.field
        self.mine = Pick(difference.mine, f"{difference.label} 我的")
        self.theirs = Pick(difference.theirs, f"{difference.label} 现在登记簿里的")
        self.mine.other, self.theirs.other = self.theirs, self.mine
        self.was = label(tone="quiet")
        _write(self.was, difference.was)
        self._group = QButtonGroup(self.mine)
        self._group.addButton(self.mine)
        self._group.addButton(self.theirs)

    @property
    def chosen(self) -> bool:
        """Whether one of the two was taken."""
        return self.mine.isChecked() or self.theirs.isChecked()


class ConflictPanel(QWidget):
    """``settled`` carries the conflict, the fields that stay mine, and whether a new one follows; ``left`` is back."""

    settled = Signal(object, object, bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: Conflict | None = None
        self._and_new = False
        self.rows: list[Row] = []
        self.words = label(level="section", wrap=True)
        self.note = label("", "quiet", wrap=True)
        self.kept = label("", "quiet", wrap=True)
        self.save_chosen = button("保存所选", "save", self.save, "primary", "F9")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._arrange()

    def needs_choice(self, found: Conflict, title: str, and_new: bool) -> bool:
        """Whether both changed a field; then it is asked about here."""
        if found.both:
            self._ask(found, title, and_new)
        return bool(found.both)

    def _ask(self, found: Conflict, title: str, and_new: bool) -> None:
        self._found, self._and_new = found, and_new
        who = f"，由 {found.who} 修改过" if found.who else "被修改过"
        self.words.setText(f"这条{title}在您打开之后{who}")
        self.note.setText(f"有 {len(found.both)} 栏两边都改了，请逐栏选用哪一个；没有改重的，两边的修改都会保留。")
        others = "；".join(
            f"{one.label} {one.was.text or _EMPTY} → {one.theirs.text or _EMPTY}" for one in found.theirs
        )
        self.kept.setText(f"只有对方改了、自动保留的：{others}。" if others else "")
        self.kept.setVisible(bool(others))
        self._fill(found)
        self.rows[0].mine.setFocus(Qt.FocusReason.TabFocusReason)

    def save(self) -> None:
        """F9: save when every row is decided, else go to the first that is not."""
        open_rows = [row for row in self.rows if not row.chosen]
        if open_rows:
            self.note.setText(f"还有 {len(open_rows)} 栏没有选择：用 ←、→ 选“我的”或“现在登记簿里的”。")
            style.say(self.note, "tone", "error")
            open_rows[0].mine.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            mine = frozenset(row.field for row in self.rows if row.mine.isChecked())
            self.settled.emit(self._found, mine, self._and_new)

    def take_all(self, *, mine: bool) -> None:
        """The same choice for every row."""
        for row in self.rows:
            (row.mine if mine else row.theirs).setChecked(True)
        self.save_chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, in the last row to the button."""
        if event.key() in _ENTER and not self.save_chosen.hasFocus():
            row = next((row for row in self.rows if row.mine.hasFocus() or row.theirs.hasFocus()), None)
            place = self.rows.index(row) + 1 if row is not None else len(self.rows)
            after: QWidget = self.rows[place].mine if place < len(self.rows) else self.save_chosen
            after.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _fill(self, found: Conflict) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        style.say(self.note, "tone", "quiet")
        for column, words in enumerate(("", "我的", "现在登记簿里的", "打开时的")):
            self._grid.addWidget(label(words, "quiet", "small"), 0, column)
        self.rows = [Row(one) for one in found.both]
        for line, (row, one) in enumerate(zip(self.rows, found.both, strict=True), start=1):
            for column, widget in enumerate((label(one.label), row.mine, row.theirs, row.was)):
                self._grid.addWidget(widget, line, column)
        stops = [choice for row in self.rows for choice in (row.mine, row.theirs)]
        for before, after in pairwise((*stops, self.save_chosen)):
            QWidget.setTabOrder(before, after)

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column, (16, 12, 16, 12), 12)
        column.addWidget(self.words)
        column.addWidget(self.note)
        column.addWidget(rule())
        grid = QHBoxLayout()
        tight(grid)
        grid.addLayout(self._grid)
        grid.addStretch(1)
        column.addLayout(grid)
        column.addWidget(self.kept)
        column.addLayout(self._buttons())
        column.addStretch(1)
        outside = QVBoxLayout(self)
        tight(outside)
        outside.addWidget(scrolled(inner))

    def _buttons(self) -> QHBoxLayout:
        self.save_chosen.setAutoDefault(True)
        row = QHBoxLayout()
        tight(row, spacing=8)
        row.addWidget(self.save_chosen)
        row.addWidget(button("返回修改", "back", self.left.emit, hint="Esc"))
        row.addSpacing(16)
        row.addWidget(button("全部用我的", done=lambda: self.take_all(mine=True), look="link"))
        row.addWidget(button("全部用现在的", done=lambda: self.take_all(mine=False), look="link"))
        row.addStretch(1)
        return row


def _step(one: Difference) -> str:
    return f"{one.label} {one.was.text or _EMPTY} → {one.theirs.text or _EMPTY}"


def _write(widget: QRadioButton | QLabel, side: Side) -> None:
    """The value in one line, whole in the tooltip."""
    text = side.text.replace("\n", " ") or _EMPTY
    widget.setText(text if len(text) <= _CHARS else text[: _CHARS - 1] + "…")
    widget.setToolTip(side.text)
