"""Fields of the front pages and of the settings: label over editor, a word of what is wrong under it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from ui import icons, style
from ui.widgets.choices import Choice, ChoiceField, Finder
from ui.widgets.parts import label, tight


class Labelled(QWidget):
    """A labelled editor; ``fault`` is said under it until it is typed in again."""

    def __init__(self, text: str, editor: QLineEdit, hint: str = "", beside: QWidget | None = None) -> None:
        super().__init__()
        self.editor = editor
        self._beside = beside
        self._hint = hint
        self._words = label(hint, "quiet", "small", wrap=True)
        editor.setAccessibleName(text)
        editor.textChanged.connect(lambda: self.fault(""))
        line = QHBoxLayout()
        tight(line, spacing=8)
        line.addWidget(editor, 1)
        if beside is not None:
            line.addWidget(beside)
        column = QVBoxLayout(self)
        tight(column, spacing=4)
        column.addWidget(label(text, "quiet"))
        column.addLayout(line)
        column.addWidget(self._words)
        self._words.setVisible(bool(hint))
        column.addStretch(1)
        self.setFocusProxy(editor)

    @property
    def text(self) -> str:
        """What is written."""
        return self.editor.text().strip()

    @property
    def words(self) -> str:
        """What is said under the editor."""
        return self._words.text()

    def explain(self, hint: str) -> None:
        """Say quietly what this field means now."""
        self._hint = hint
        self.fault("")

    def forbid_writing(self) -> None:
        """Only to be read; the button beside it goes away, and what is said about writing."""
        self.editor.setReadOnly(True)
        self.explain("")
        if self._beside is not None:
            self._beside.hide()

    def fault(self, words: str) -> None:
        """Say what is wrong; nothing brings the hint back."""
        self._words.setText(words or self._hint)
        self._words.setVisible(bool(words or self._hint))
        style.say(self._words, "tone", "error" if words else "quiet")
        style.say(self.editor, "state", "error" if words else "")


class PasswordLine(QLineEdit):
    """A password; the eye shows what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = self.addAction(icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setToolTip("显示或隐藏密码")
        self._eye.triggered.connect(self._turn)

    def _turn(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icons.icon("eye-off" if hidden else "eye"))


class PickLine(ChoiceField):
    """A line in which one of some choices is typed or taken; ``picked`` is None until one is."""

    settled = Signal(object)

    def __init__(self, find: Finder, placeholder: str = "输入名称，或按 ↓ 选择") -> None:
        super().__init__(find)
        self.picked: Choice | None = None
        self.setPlaceholderText(placeholder)
        arrow = self.addAction(icons.icon("down"), QLineEdit.ActionPosition.TrailingPosition)
        arrow.setToolTip("打开列表（↓）")
        arrow.triggered.connect(self._arrow)
        self.textEdited.connect(self._unsettle)
        self.chosen.connect(self._took)

    def put(self, choice: Choice | None) -> None:
        """Show a choice, as if nobody had typed it."""
        self.picked = choice
        self.setText(choice.label if choice is not None else "")
        self.setCursorPosition(0)

    def settle(self) -> None:
        """Take what is highlighted, or the only choice that fits what was typed."""
        super().settle()
        text = self.text().strip()
        if self.picked is None and text:
            fits = self._find(text)
            exact = [choice for choice in fits if text in (choice.label, choice.mark)]
            if len(exact or fits) == 1:
                self.take((exact or fits)[0])

    def _arrow(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.unfold()

    def _unsettle(self) -> None:
        if self.picked is not None:
            self.picked = None
            self.settled.emit(None)

    def _took(self, choice: Choice) -> None:
        self.picked = choice
        self.setCursorPosition(0)
        self.settled.emit(choice)


class NewPassword:
    """The two fields in which a new password is set."""

    def __init__(self, first: str = "密码", hint: str = "") -> None:
        self.first = Labelled(first, PasswordLine(), hint or "至少 6 位，请自己记牢")
        self.again = Labelled("再输一次", PasswordLine())

    @property
    def text(self) -> str:
        """The password as it was typed."""
        return self.first.editor.text()

    def holds(self) -> bool:
        """Whether it may be set; what is wrong is said at the field."""
        from hfp_desk.store import keys

        if not self.text:
            self.first.fault(f"请设一个密码，至少 {keys.SHORTEST_PASSWORD} 位。")
            return False
        try:
            keys.require_password(self.text)
        except Refusal as refusal:
            self.first.fault(str(refusal))
            return False
        if self.again.editor.text() != self.text:
            self.again.fault("两次输入的密码不一样，请重新输入。")
            return False
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.editor.clear()
        self.again.editor.clear()
