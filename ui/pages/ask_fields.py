"""Asking for a few values in a small panel at the button that needs them: a day and a code, a team and a doctor."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.editors import Aid
from ui.form_field import FormField
from ui.widgets.drop import Drop
from ui.widgets.parts import label

_WIDTH = 400
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AskFields(Drop):
    """``done`` gets the values by field name and says what is wrong with them; nothing said, the panel closes.

    Enter goes from field to field and then confirms; Esc leaves everything as it is.
    """

    def __init__(
        self,
        anchor: QWidget,
        title: str,
        note: str,
        fields: Sequence[Any],
        aid: Aid,
        yes: str,
        done: Callable[[Mapping[str, Any]], str],
    ) -> None:
        super().__init__(anchor, _WIDTH)
        self._done = done
        self.fields = [FormField(field, aid) for field in fields]
        self.wrong = label(tone="error", level="small", wrap=True)
        self.wrong.hide()
        self.body.addWidget(label(title, level="section", wrap=True))
        self.body.addWidget(label(note, "quiet", "small", wrap=True))
        for field in self.fields:
            self.body.addWidget(field)
        self.body.addWidget(self.wrong)
        self.body.addLayout(self.answers(yes, self.confirm))

    def ask(self, values: Mapping[str, Any] | None = None) -> None:
        """Open with the cursor in the first field; ``values`` are proposed."""
        for field in self.fields:
            field.load((values or {}).get(field.key))
        self.open_at(self.fields[0].editor)

    def confirm(self) -> None:
        """Hand the values over; what is wrong with them is said here, and the cursor stays."""
        unread = next((field for field in self.fields if not field.readable), None)
        if unread is not None:
            unread.check()
            self.adjustSize()
            unread.editor.setFocus()
            return
        told = self._done({field.key: field.value() for field in self.fields})
        if not told:
            self.shut()
            return
        self.wrong.setText(told)
        self.wrong.show()
        self.adjustSize()

    def event(self, event: QEvent) -> bool:
        """F-keys of the page behind stay out while the panel is open."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, at the end it confirms."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        place = next((place for place, field in enumerate(self.fields) if field.editor.hasFocus()), len(self.fields))
        if place + 1 < len(self.fields):
            self.fields[place + 1].editor.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.confirm()
