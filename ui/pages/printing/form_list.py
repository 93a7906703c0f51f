"""The papers there are, by ledger; typing a word or initials leaves those that fit."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hfp_desk.papers import Area, PaperForm
from hfp_desk.store import pinyin
from ui.widgets.parts import tight

_FORM = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1
_GROUP = Qt.ItemDataRole.UserRole + 2
_SEEN = "这一页的清单"
_LEAST = 7
_Key = Qt.Key


class FormList(QWidget):
    """A line to search by and the list. ``chosen`` when another paper is the current one, ``go`` asks for the preview.

    Down leads from the line into the list, Enter in either takes the current paper.
    """

    chosen = Signal()
    go = Signal()

    def __init__(self, forms: Sequence[PaperForm]) -> None:
        super().__init__()
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("找表册：名称或首字母")
        self.finder.setAccessibleName("找表册")
        self.finder.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName("表册")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for area in Area:
            self._add_group(area, [form for form in forms if form.area is area])
        self.show_form(forms[0].name)
        self.list.setMinimumHeight(_LEAST * self.list.sizeHintForRow(1) + 4)
        column = QVBoxLayout(self)
        tight(column, spacing=4)
        column.addWidget(self.finder)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.finder.installEventFilter(self)
        self.finder.textChanged.connect(self._narrow)
        self.finder.returnPressed.connect(self.go)
        self.list.currentRowChanged.connect(lambda _row: self.chosen.emit())

    @property
    def form(self) -> str:
        """The name of the current paper."""
        item = self.list.currentItem()
        return str(item.data(_FORM)) if item is not None else ""

    @property
    def title(self) -> str:
        """The title of the current paper."""
        item = self.list.currentItem()
        return item.text().strip() if item is not None else ""

    def show_form(self, name: str) -> None:
        """Make a paper the current one, whatever the list was narrowed to."""
        item = self._item(name)
        if item is not None:
            self.finder.clear()
            self.list.setCurrentItem(item)
            self.list.scrollToItem(item)

    def offer(self, forms: Sequence[tuple[str, str]]) -> None:
        """Offer these above all others: what another page brought along."""
        for name, title in forms:
            item = self._item(name)
            if item is not None:
                item.setText(title)
                item.setData(_WORDS, _words(title))
        if self._item(forms[0][0]) is None:
            self.list.insertItem(0, _heading(_SEEN))
            for row, (name, title) in enumerate(forms, start=1):
                self.list.insertItem(row, _entry(name, title, (), _SEEN))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the line goes into the list; Esc empties the line before it means back."""
        if watched is not self.finder or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        emptying = event.key() == _Key.Key_Escape and bool(self.finder.text())
        if emptying and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif emptying and event.type() == QEvent.Type.KeyPress:
            self.finder.clear()
        elif event.key() == _Key.Key_Down and event.type() == QEvent.Type.KeyPress:
            self.list.setFocus()
        else:
            return super().eventFilter(watched, event)
        return True

    def _add_group(self, area: Area, forms: Sequence[PaperForm]) -> None:
        if forms:
            self.list.addItem(_heading(area))
        for form in forms:
            self.list.addItem(_entry(form.name, form.title, form.also, area))

    def _narrow(self, text: str) -> None:
        """Hide what does not fit; the first that does becomes the current one where that one is hidden."""
        wanted = text.strip().lower()
        fitting = {id(item) for item in self._entries() if wanted in item.data(_WORDS)}
        groups = {item.data(_GROUP) for item in self._entries() if id(item) in fitting}
        for item in self._items():
            is_entry = bool(item.data(_FORM))
            item.setHidden(id(item) not in fitting if is_entry else item.data(_GROUP) not in groups)
        current = self.list.currentItem()
        if current is None or current.isHidden():
            first = next((item for item in self._entries() if not item.isHidden()), None)
            if first is not None:
                self.list.setCurrentItem(first)

    def _item(self, name: str) -> QListWidgetItem | None:
        return next((item for item in self._entries() if item.data(_FORM) == name), None)

    def _entries(self) -> Iterator[QListWidgetItem]:
        return (item for item in self._items() if item.data(_FORM))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]


def _heading(words: str) -> QListWidgetItem:
    """The name of a group, which the keyboard passes over."""
    item = QListWidgetItem(words)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setData(_GROUP, words)
    return item


def _entry(name: str, title: str, also: Sequence[str], group: str) -> QListWidgetItem:
    item = QListWidgetItem(f"　{title}")
    item.setData(_FORM, name)
    item.setData(_WORDS, _words(title, *also))
    item.setData(_GROUP, group)
    item.setToolTip(title)
    return item


def _words(*names: str) -> str:
    return " ".join((*names, *map(pinyin.initials, names))).lower()
