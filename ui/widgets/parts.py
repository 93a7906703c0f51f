"""Words, buttons and lines as the style sheet knows them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from ui import icons, style


def label(text: str = "", tone: str = "", level: str = "", *, wrap: bool = False) -> QLabel:
    """Plain words; ``tone`` quiet, ok, warn, error, restricted or accent, ``level`` small, section or page."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    if level:
        made.setProperty("level", level)
    return made


def tag(text: str, tone: str = "quiet") -> QLabel:
    """A small coloured word: an identity, a class, a state."""
    made = label(text)
    made.setProperty("tag", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def picture(name: str, tone: str = "quiet", size: int = 16) -> QLabel:
    """An icon that is no button."""
    made = QLabel()
    made.setPixmap(icons.pixmap(name, tone, size, made.devicePixelRatioF()))
    made.setFixedWidth(size + 2)
    return made


def scrolled(inner: QWidget) -> QScrollArea:
    """A frame in which ``inner`` can be scrolled where it is too tall."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setWidget(inner)
    return made


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("rule", True)
    return made


def button(
    text: str = "",
    icon: str = "",
    done: Callable[[], object] | None = None,
    look: str = "",
    hint: str = "",
) -> QPushButton:
    """A button; ``look`` primary, quiet, link, chip, bare or status."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if look:
        made.setProperty("look", look)
    if icon:
        made.setIcon(icons.icon(icon, "on_primary" if look == "primary" else "quiet"))
        made.setIconSize(QSize(style.current().icon, style.current().icon))
    if hint:
        made.setToolTip(hint)
    if not text:
        made.setAccessibleName(hint)
    if done is not None:
        made.clicked.connect(lambda: done())
    return made


def action(
    owner: QWidget,
    text: str,
    icon: str = "",
    keys: str = "",
    done: Callable[[], object] | None = None,
    *,
    primary: bool = False,
    allowed: bool = True,
) -> QAction:
    """Something ``owner`` can do, by button and by key as long as ``owner`` is seen; neither when not ``allowed``."""
    made = QAction(text, owner)
    if icon:
        made.setIcon(icons.icon(icon, "on_primary" if primary else "quiet"))
    if keys:
        made.setShortcut(QKeySequence(keys))
    made.setToolTip(f"{text}（{keys}）" if keys else text)
    made.setProperty("primary", primary)
    if done is not None:
        made.triggered.connect(lambda: done())
    if allowed:
        owner.addAction(made)
    else:
        made.setEnabled(False)
        made.setVisible(False)
    return made


class ActionButton(QPushButton):
    """The button of an action: same words, icon, key in the tooltip; it follows the action's state."""

    def __init__(self, deed: QAction) -> None:
        super().__init__()
        self._deed = deed
        self.setAutoDefault(False)
        self.setIconSize(QSize(style.current().icon, style.current().icon))
        if deed.property("primary"):
            self.setProperty("look", "primary")
        self._follow()
        deed.changed.connect(self._follow)
        self.clicked.connect(deed.trigger)

    def _follow(self) -> None:
        self.setText(self._deed.text())
        self.setIcon(self._deed.icon())
        self.setToolTip(self._deed.toolTip())
        self.setEnabled(self._deed.isEnabled())
        # Only inside its bar: a widget without parent that is made visible becomes a window of its own.
        if self.parent() is not None or not self._deed.isVisible():
            self.setVisible(self._deed.isVisible())


def press_focused(widget: QWidget, event: QKeyEvent) -> bool:
    """Enter presses the button inside ``widget`` that has the cursor, as Space does; False: the key is another's."""
    focus = widget.focusWidget()
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
        focus.click()
        return True
    return False


def walk(buttons: Sequence[QPushButton], event: QKeyEvent, back: Qt.Key, on: Qt.Key) -> bool:
    """The keys ``back`` and ``on`` go from button to button, round and round; False: the key is another's."""
    steps = {back.value: -1, on.value: 1}
    place = next((number for number, each in enumerate(buttons) if each.hasFocus()), None)
    if place is None or event.key() not in steps:
        return False
    buttons[(place + steps[event.key()]) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
    return True


def tight(layout: QLayout, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> None:
    """Set the margins (left, top, right, bottom) and the spacing of a layout."""
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
