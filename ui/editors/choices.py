"""Editors in which a value is chosen: a code, several codes, yes or no, another record."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from hfp_desk.kinds import Choice as Code
from hfp_desk.kinds import Choices as Codes
from hfp_desk.kinds import Kind, Link, Unreadable, YesNo
from ui.editors.finding import code_finder
from ui.widgets.choices import Choice, ChoiceField, Finder

_LAST = re.compile(r"^(.*[,，、;；])?\s*([^,，、;；]*)$", re.DOTALL)
_ANSWERS = (Choice(True, "是", "1"), Choice(False, "否", "0"))
_LETTERS = {"s": "是", "y": "是", "f": "否", "n": "否", "2": "否"}


class PickEditor(ChoiceField):
    """Shared by all of them: what stands in the line is read by the kind."""

    edited = Signal()

    def __init__(self, kind: Kind, find: Finder) -> None:
        super().__init__(find)
        self.kind = kind
        self._stored: tuple[str, Any] = ("", kind.empty)
        self.textEdited.connect(self.edited)

    def load(self, value: Any, title: str = "") -> None:
        """Show a stored value; one that is no longer offered stays as it is."""
        text = title or str(self.kind.show(value))
        self._stored = (text, value)
        self.setText(text)
        self.setCursorPosition(0)

    def value(self) -> Any:
        """The value chosen; raises ``Unreadable``."""
        text, value = self._stored
        return value if text and self.text() == text else self.kind.read(self.text())

    def take(self, choice: Choice) -> None:
        """Accept a choice of the clerk."""
        before = self.text()
        super().take(choice)
        if before != self.text():
            self.edited.emit()

    def tidy(self) -> None:
        """Write the label for what was typed as number or synonym."""
        try:
            self.setText(self.kind.show(self.value()))
        except Unreadable:
            return

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving tidies."""
        super().focusOutEvent(event)
        self.tidy()


class ChoiceEditor(PickEditor):
    """One code, by number, label or initials."""

    def __init__(self, kind: Code, initials: Callable[[str], str]) -> None:
        super().__init__(kind, code_finder(kind.list, initials))


class SuggestEditor(PickEditor):
    """A text that is usually one of known words: they are offered, never taken without Down."""

    def _typed(self, text: str) -> None:
        if text.strip():
            self.popup.offer(self._find(text.strip()), highlight=-1)
        else:
            self.fold()


class YesNoEditor(PickEditor):
    """是 or 否: 1 or 0, s or f, y or n."""

    def __init__(self, kind: YesNo) -> None:
        super().__init__(kind, _answers)


class ChoicesEditor(PickEditor):
    """Several codes with commas between them; choosing completes the last one."""

    def __init__(self, kind: Codes, initials: Callable[[str], str]) -> None:
        find_one = code_finder(kind.list, initials)
        super().__init__(kind, lambda text: find_one(_parts(text)[1]))
        self._adding = False

    def take(self, choice: Choice) -> None:
        """Put the choice in the place of what was typed last, or behind what is there."""
        text = self.text().strip()
        head = f"{text.rstrip(',')}," if self._adding and text else _parts(text)[0]
        self.setText(head + choice.label)
        self._adding = False
        self.edited.emit()
        self.chosen.emit(choice)

    def unfold(self) -> None:
        """Open the whole list to add from it."""
        if self.isReadOnly():
            return
        self._adding = True
        self.popup.offer(self._find(""))

    def _typed(self, text: str) -> None:
        self._adding = False
        super()._typed(text)


class LinkEditor(PickEditor):
    """Another record, found by what its finder knows; the value is its number."""

    def __init__(self, find: Finder) -> None:
        super().__init__(Link(), find)

    def take(self, choice: Choice) -> None:
        """Keep the number of the record with its title."""
        self._stored = (choice.label, choice.value)
        super().take(choice)

    def value(self) -> Any:
        """The number of the record; raises ``Unreadable`` for a title that was not taken from the list."""
        text, value = self._stored
        typed = self.text().strip()
        if not typed:
            return None
        if typed == text:
            return value
        fits = [choice for choice in self._find(typed) if typed in (choice.label, choice.mark)]
        if len(fits) != 1:
            raise Unreadable("E-LINK", f"没有找到“{typed}”，请从列表中选择。", "按 ↓ 打开列表")
        return fits[0].value

    def tidy(self) -> None:
        """Keep the record that was typed by its very title."""
        if self.text() == self._stored[0]:
            return
        try:
            self._stored = (self.text(), self.value())
        except Unreadable:
            return


def _answers(text: str) -> list[Choice]:
    meant = _LETTERS.get(text.lower(), text)
    return [answer for answer in _ANSWERS if not text or meant in (answer.label, answer.mark)]


def _parts(text: str) -> tuple[str, str]:
    """What is settled before the last comma, and what is being typed behind it."""
    found = _LAST.match(text)
    return (found[1] or "", found[2]) if found else ("", text)
