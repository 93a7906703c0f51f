"""A form drawn from a record type: sections of labelled fields in as many columns as fit.

Keys: Enter next, Shift+Enter or Up back, F3 next problem, F4 this field from the last record (Shift+F4: all empty
ones), F9 save, Ctrl+Enter save and new, F2 new. While the cursor is inside, these keys are the form's.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from hfp_desk.problems import Problem
from ui.editors import NO_AID, Aid
from ui.form_field import FormField
from ui.widgets.panels import SectionTitle
from ui.widgets.parts import tight

Key = Qt.Key
_KEYS = {Key.Key_F2, Key.Key_F3, Key.Key_F4, Key.Key_F9}
_ENTER = {Key.Key_Return, Key.Key_Enter}
_COLUMN = 270
_MOST = 3
_WIDEST = 1240


def key_of(field: Any, taken: Collection[str]) -> str:
    """What a form calls a field: its name, with its record's before it where an earlier field has that name."""
    name: str = field.name
    return name if name not in taken else f"{field.model.__name__.lower()}.{name}"


class RecordForm(QScrollArea):
    """``submitted`` (True: and start a new one) comes only when every field can be read; the page saves.

    ``renewed`` is F2; ``ended`` is Enter in the last field; ``edited`` any change by hand; ``added`` a field more.
    """

    submitted = Signal(bool)
    renewed = Signal()
    ended = Signal()
    edited = Signal()
    added = Signal(object)

    def __init__(
        self,
        sections: Sequence[Any],
        aid: Aid = NO_AID,
        turned: Callable[[Mapping[str, Any]], Sequence[Any]] | None = None,
    ) -> None:
        """``sections`` are those of a ``RecordType``; ``turned`` chooses others by what is written in the form."""
        super().__init__()
        self._aid = aid
        self._turned = turned
        self._sections: Sequence[Any] = ()
        self._given: tuple[Mapping[str, Any], Mapping[str, str]] = ({}, {})
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._columns = 0
        self._locked = False
        self._last: tuple[Mapping[str, Any], Mapping[str, str]] = ({}, {})
        self._grids: list[tuple[QGridLayout, list[FormField]]] = []
        self._known: dict[str, FormField] = {}
        self.fields: dict[str, FormField] = {}
        body = QWidget()
        body.setProperty("plain", True)
        body.setMaximumWidth(_WIDEST)
        self._body = QVBoxLayout(body)
        tight(self._body, (16, 12, 16, 16), 12)
        self._arrange(turned({}) if turned is not None else sections)
        self.setWidget(body)

    @property
    def unsaved(self) -> bool:
        """Whether something is written that is not stored."""
        return any(field.changed for field in self.fields.values())

    def load(self, values: Mapping[str, Any], titles: Mapping[str, str] | None = None) -> None:
        """Show a record: values by field name, ``titles`` for links. A name without value is empty."""
        self._given = (values, titles or {})
        if self._turned is not None:
            self._arrange(self._turned(values))
        for field in self._known.values():
            self._load(field)
        self.ensureVisible(0, 0)

    def retype(self, texts: Mapping[str, str], links: Mapping[str, int]) -> None:
        """Write once more what was typed before; it counts as typed."""
        for key in texts:
            field = self.fields.get(key)
            if field is not None:
                field.retype(texts[key], links.get(key))

    def values(self) -> dict[str, Any]:
        """Everything written; raises ``Unreadable`` (ask ``check`` first)."""
        return {key: field.value() for key, field in self.fields.items()}

    def changes(self) -> dict[str, Any]:
        """What the clerk changed; raises ``Unreadable``."""
        return {key: field.value() for key, field in self.fields.items() if field.changed}

    def check(self) -> list[Problem]:
        """Say at each field what is wrong with it, and return all of it."""
        return [problem for field in self.fields.values() for problem in field.check()]

    def say(self, problems: Sequence[Problem]) -> list[Problem]:
        """Show problems found by rules at the fields they name; returned are those that name none here."""
        by_label = {field.spec.label: field for field in self.fields.values()}
        for name, field in by_label.items():
            said = [problem for problem in problems if problem.label == name and problem not in field.problems]
            if said:
                field.say([*field.problems, *said])
        return [problem for problem in problems if problem.label not in by_label]

    def settle(self) -> None:
        """What is written was saved: take the tint off, and let F4 copy from it."""
        titles = {key: field.editor.text() for key, field in self.fields.items()}
        for field in self.fields.values():
            field.settle()
        self.remember(self.values(), titles)

    def take_in(self, values: Mapping[str, Any], titles: Mapping[str, str], keep: Collection[str]) -> None:
        """Somebody changed these fields meanwhile: show that, but what is written in the fields ``keep`` stays."""
        for key, value in values.items():
            field = self.fields.get(key)
            if field is not None and key in keep:
                field.stand_on(value)
            elif field is not None:
                field.load(value, titles.get(key, ""))

    def forbid_writing(self) -> None:
        """Only to be looked at: values can be selected and copied, nothing typed, chosen, copied in or saved."""
        self._locked = True
        for field in self.fields.values():
            field.editor.setReadOnly(True)

    def remember(self, values: Mapping[str, Any], titles: Mapping[str, str]) -> None:
        """Set the last record, from which F4 copies."""
        self._last = (dict(values), dict(titles))

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self._enter(next(iter(self.fields.values())))

    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        self._enter(self.fields[key])

    def submit(self, and_new: bool = False) -> None:
        """Check, and ask the page to save; a field that cannot be read gets the cursor instead."""
        if self._locked:
            return
        self.check()
        unreadable = [field for field in self.fields.values() if not field.readable]
        if unreadable:
            self._enter(unreadable[0])
        else:
            self.submitted.emit(and_new)

    def next_problem(self) -> None:
        """F3: the cursor goes to the next field with a problem, round the end."""
        fields = list(self.fields.values())
        current = self._current()
        start = fields.index(current) + 1 if current is not None else 0
        wrong = [field for field in fields[start:] + fields[:start] if field.problems]
        if wrong:
            self._enter(wrong[0])

    def copy_last(self, all_empty: bool = False) -> None:
        """F4: this field as in the last record, and on to the next; or all fields still empty."""
        if self._locked:
            return
        current = self._current()
        chosen = [field for field in self.fields.values() if field.blank] if all_empty else [current]
        values, titles = self._last
        for field in chosen:
            if field is not None and field.key in values:
                title = titles.get(field.key, "") if field.spec.kind.name == "link" else ""
                field.put(values[field.key], title)
        if current is not None and not all_empty:
            self.step(1)

    def step(self, by: int) -> None:
        """Go to the next field (1) or back (-1); past the last one ``ended`` is emitted."""
        fields = [field for field in self.fields.values() if field.isEnabled()]
        current = self._current()
        place = fields.index(current) + by if current in fields else 0
        if place >= len(fields):
            self.ended.emit()
        elif place >= 0:
            self._enter(fields[place])

    def event(self, event: QEvent) -> bool:
        """The form's keys come before the page's while the cursor is in a field."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in _KEYS or (control and event.key() in _ENTER):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the module's words."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key in _ENTER and control:
            self.submit(True)
        elif key in _ENTER or key in (Key.Key_Up, Key.Key_Down):
            self.step(-1 if shift or key == Key.Key_Up else 1)
        elif key == Key.Key_F9:
            self.submit()
        elif key == Key.Key_F4:
            self.copy_last(shift)
        elif key == Key.Key_F3:
            self.next_problem()
        elif key == Key.Key_F2:
            self.renewed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit."""
        super().resizeEvent(event)
        self._flow(max(1, min(_MOST, self.viewport().width() // _COLUMN)))

    def _load(self, field: FormField) -> None:
        field.load(self._given[0].get(field.key), self._given[1].get(field.key, ""))

    def _edited(self) -> None:
        if self._turned is not None:
            written = {key: field.value() for key, field in self.fields.items() if field.readable}
            self._arrange(self._turned({**self._given[0], **written}))
        self.edited.emit()

    def _arrange(self, sections: Sequence[Any]) -> None:
        """Show these sections; a field that was there before keeps its editor and what is written in it."""
        if sections == self._sections:
            return
        self._sections, self.fields = sections, {}
        for grid, fields in self._grids:
            for field in fields:
                grid.removeWidget(field)
        self._grids.clear()
        while (item := self._body.takeAt(0)) is not None:
            if (title := item.widget()) is not None:
                title.hide()
                title.deleteLater()
        for section in sections:
            self._add(section)
        for field in (one for key, one in self._known.items() if key not in self.fields):
            field.hide()
        self._body.addStretch(1)
        self._flow(self._columns, anew=True)

    def _add(self, section: Any) -> None:
        self._body.addWidget(SectionTitle(section.title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        keys = [key_of(declared, self.fields) for declared in section.fields]
        fields = [self._known.get(key) or self._made(one, key) for one, key in zip(section.fields, keys, strict=True)]
        self.fields.update(zip(keys, fields, strict=True))
        self._grids.append((grid, fields))
        self._body.addLayout(grid)

    def _made(self, declared: Any, key: str) -> FormField:
        field = self._known[key] = FormField(declared, self._aid, key)
        field.edited.connect(self._edited)
        self._load(field)
        field.editor.setReadOnly(self._locked)
        self.added.emit(field)
        return field

    def _flow(self, columns: int, *, anew: bool = False) -> None:
        if not columns or (columns == self._columns and not anew):
            return
        self._columns = columns
        for grid, fields in self._grids:
            place = 0
            for field in fields:
                span = min(2, columns) if field.wide else 1
                if place % columns + span > columns:
                    place += columns - place % columns
                grid.addWidget(field, place // columns, place % columns, 1, span)
                field.setVisible(True)
                place += span
            for number in range(_MOST):
                grid.setColumnStretch(number, 1 if number < columns else 0)

    def _current(self) -> FormField | None:
        focus = QApplication.focusWidget()
        return next((field for field in self.fields.values() if field.editor is focus), None)

    def _enter(self, field: FormField) -> None:
        self.ensureWidgetVisible(field)
        field.editor.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(field.editor, QLineEdit):
            field.editor.selectAll()
