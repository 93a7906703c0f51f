"""What holds for a whole village's table, as one line of fields over it: the village, the day and what else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.form_field import FormField
from ui.office import Office
from ui.pages import finding
from ui.widgets.parts import tight

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAUSE = 150


class VillageHead(QWidget):
    """``turned``: another table is meant; ``edited`` anything; ``left`` after Enter in the last field.

    Subclasses name the fields, the village first; those in ``turns`` say which table is meant, ``dated`` is its day.
    """

    turned = Signal()
    edited = Signal()
    left = Signal()
    given: Sequence[Any] = ()
    turns: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    dated = ""

    def __init__(self, office: Office) -> None:
        super().__init__()
        aid = finding.aid(office, self._near)
        self.fields = {field.name: FormField(field, aid) for field in self.given}
        self._known: tuple[Any, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._look)
        row = QHBoxLayout(self)
        tight(row, spacing=12)
        for name, field in self.fields.items():
            row.addWidget(field, 3 if name == "village" else 2, Qt.AlignmentFlag.AlignTop)
            field.edited.connect(self._timer.start)
            field.edited.connect(self.edited)
        self.fields[self.dated].load(date.today())
        self._known = self._turns()

    @property
    def village(self) -> int | None:
        """The village chosen."""
        found = self.value("village")
        return found if isinstance(found, int) else None

    @property
    def head(self) -> Any:
        """What holds for every row; None while the table is not known."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        """Which table this is, in words."""
        return " ".join(self.fields[name].editor.text() for name in self.titled)

    def put(self, values: Mapping[str, Any], titles: Mapping[str, str]) -> None:
        """Show these instead; nothing is emitted."""
        for name, field in self.fields.items():
            if name in values:
                field.load(values[name], titles.get(name, ""))
        self._known = self._turns()

    def retype(self, texts: Mapping[str, str], links: Mapping[str, int]) -> None:
        """Write once more what was typed before."""
        for name, field in self.fields.items():
            if name in texts:
                field.retype(texts[name], links.get(name))
        self._timer.stop()
        self._known = self._turns()

    def texts(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What is written: values that can be read by field name, and the titles of links."""
        values = {name: self.value(name) for name in self.fields}
        links = (name for name in ("village", "doctor") if name in self.fields)
        titles = {name: self.fields[name].editor.text() for name in links}
        return values, titles

    def begin(self, name: str = "village") -> None:
        """The cursor goes to a field."""
        editor = self.fields[name].editor
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        editor.selectAll()

    def ask_for(self, name: str, words: str) -> None:
        """The cursor goes to a field that must be filled in first, and says why."""
        self.fields[name].advise(words)
        self.begin(name)

    def event(self, event: QEvent) -> bool:
        """Enter belongs to the fields while the cursor is here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, from the last one into the table."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        self._look()
        names = list(self.fields)
        here = next((place for place, name in enumerate(names) if self.fields[name].editor.hasFocus()), -1)
        if here + 1 < len(names):
            self.begin(names[here + 1])
        else:
            self.left.emit()

    def _look(self) -> None:
        """Tell when another table is meant."""
        self._timer.stop()
        for field in self.fields.values():
            if not field.blank:
                field.advise("")
        if self._turns() != self._known:
            self._known = self._turns()
            self.turned.emit()
        for field in (one for one in self.fields.values() if one.readable):
            field.stand_on(field.value())

    def _turns(self) -> tuple[Any, ...]:
        return tuple(self.value(name) for name in self.turns)

    def value(self, name: str) -> Any:
        """What a field says; None where it cannot be read."""
        field = self.fields[name]
        return field.value() if field.readable else None

    def _near(self, asked: str) -> Mapping[str, Any]:
        return {"village": self.value("village")} if asked == "doctor" else {}
