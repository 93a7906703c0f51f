"""One field on a form: label over editor, problem in words under it, tint while unsaved."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from hfp_desk.fields import spec_of
from hfp_desk.kinds import Text, Unreadable
from hfp_desk.problems import Problem, Severity
from ui import style
from ui.editors import Aid, Editor, editor_for
from ui.widgets.parts import label, tight

_WIDE = 24
_TONES = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.NOTE: "quiet"}


class FormField(QWidget):
    """``edited`` is emitted by the clerk's hand only."""

    edited = Signal()

    def __init__(self, field: Any, aid: Aid, key: str = "") -> None:
        super().__init__()
        self.key: str = key or field.name
        self.spec = spec_of(field)
        self.editor: Editor = editor_for(field, aid)
        self._loaded: Any = self.spec.kind.empty
        self._said: tuple[Problem, ...] = ()
        self._words: QLabel = label(level="small", wrap=True)
        self._words.hide()
        self._before: QLabel = label(tone="quiet", level="small")
        self._advice: QLabel = label(tone="accent", level="small", wrap=True)
        self._advice.hide()
        column = QVBoxLayout(self)
        tight(column, spacing=4)
        column.addLayout(self._head())
        column.addWidget(self.editor)
        column.addWidget(self._advice)
        column.addWidget(self._words)
        column.addStretch(1)
        self.editor.edited.connect(self._edited)
        self.editor.installEventFilter(self)

    @property
    def wide(self) -> bool:
        """Whether it wants more than one column of the form."""
        kind = self.spec.kind
        return self.spec.chars > _WIDE or (isinstance(kind, Text) and kind.lines)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is said under the field now."""
        return self._said

    @property
    def words(self) -> str:
        """The sentence under the field."""
        return self._words.text()

    @property
    def advice(self) -> str:
        """What is proposed under the field."""
        return self._advice.text()

    @property
    def before(self) -> str:
        """What stood here the last time."""
        return self._before.text()

    def remind(self, words: str) -> None:
        """Say beside the label what stood here the last time (上次 142)."""
        self._before.setText(words)

    def advise(self, words: str) -> None:
        """Propose something under the field; nothing is written by it."""
        self._advice.setText(words)
        self._advice.setVisible(bool(words))
        self._advice.setToolTip("")

    def explain(self, words: str) -> None:
        """Why it is proposed, with the clauses, under the pointer."""
        self._advice.setToolTip(words)

    def load(self, value: Any, title: str = "") -> None:
        """Show a stored value, with nothing wrong and nothing unsaved."""
        empty = self.spec.kind.empty
        self._loaded = empty if value is None else value
        self.editor.load(self._loaded, title)
        self.say(())

    def stand_on(self, value: Any) -> None:
        """``value`` is what is stored now; what is written stays and counts as changed where it differs."""
        self._loaded = self.spec.kind.empty if value is None else value
        self._paint()

    def put(self, value: Any, title: str = "") -> None:
        """Fill in a value on the clerk's behalf (copied from the last record): it counts as typed."""
        self.editor.load(value, title)
        self._edited()

    def retype(self, text: str, link: int | None = None) -> None:
        """Write what was typed before, readable or not; a link with the number of its record."""
        self.editor.load(self.spec.kind.empty if link is None else link, text if link is not None else "")
        if link is None:
            self.editor.setPlainText(text) if isinstance(self.editor, QPlainTextEdit) else self.editor.setText(text)
        self._edited()

    def value(self) -> Any:
        """The value typed; raises ``Unreadable``."""
        return self.editor.value()

    @property
    def blank(self) -> bool:
        """Whether nothing is written."""
        return not self.editor.text().strip()

    @property
    def changed(self) -> bool:
        """Whether what is written is not what was loaded."""
        try:
            return bool(self.value() != self._loaded)
        except Unreadable:
            return True

    def settle(self) -> None:
        """What is written now is what is stored."""
        self.editor.tidy()
        self._loaded = self.value()
        self._paint()

    def check(self) -> tuple[Problem, ...]:
        """Say what is wrong with what is written: unreadable, not holding, or missing."""
        self.say(self._found())
        return self._said

    @property
    def readable(self) -> bool:
        """Whether what is written has a value."""
        try:
            self.value()
        except Unreadable:
            return False
        return True

    def say(self, problems: Sequence[Problem]) -> None:
        """Show ``problems`` in words under the field, the gravest first."""
        self._said = tuple(sorted(problems, key=lambda problem: tuple(Severity).index(problem.severity)))
        self._words.setText("\n".join(problem.message for problem in self._said))
        self._words.setVisible(bool(self._said))
        if self._said:
            style.say(self._words, "tone", _TONES[self._said[0].severity])
        self._paint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field says what is wrong with what was typed."""
        if event.type() == QEvent.Type.FocusOut and self.changed:
            self.check()
        return super().eventFilter(watched, event)

    def _found(self) -> tuple[Problem, ...]:
        spec = self.spec
        try:
            value = self.value()
        except Unreadable as wrong:
            return (self._problem(wrong.code, Severity.ERROR, str(wrong), wrong.expected),)
        if value == spec.kind.empty:
            return (self._problem("W-EMPTY", Severity.WARNING, f"还没有填写{spec.label}。"),) if spec.required else ()
        sentence = spec.check(value) if spec.check is not None else ""
        return (self._problem("E-CHECK", Severity.ERROR, sentence),) if sentence else ()

    def _problem(self, code: str, severity: Severity, sentence: str, expected: str = "") -> Problem:
        return Problem(code, severity, sentence, self.spec.label, self.editor.text(), expected)

    def _edited(self) -> None:
        self.say(())
        self.edited.emit()

    def _paint(self) -> None:
        wrong = bool(self._said) and self._said[0].severity is Severity.ERROR
        style.say(self.editor, "state", "error" if wrong else "unsaved" if self.changed else "")

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, spacing=4)
        name = label(self.spec.label, "quiet", "small")
        name.setBuddy(self.editor)
        row.addWidget(name)
        if self.spec.required:
            dot = label("•", level="small")
            dot.setProperty("dot", True)
            dot.setToolTip("必填")
            row.addWidget(dot)
        row.addStretch(1)
        row.addWidget(self._before)
        if self.spec.unit:
            row.addWidget(label(self.spec.unit, "faint", "small"))
        return row
