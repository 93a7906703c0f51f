"""The line over a page: its title at the left, what it can do at the right."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui import style
from ui.page import Page
from ui.widgets.parts import ActionButton, label, tight


class TitleLine(QWidget):
    """Shows the title and the deeds of the open page; buttons are made once a page."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label(level="page")
        self._bars = QStackedWidget()
        self._bar_of: dict[Page, QWidget] = {}
        self.setMinimumHeight(style.current().button + 16)
        row = QHBoxLayout(self)
        tight(row, (16, 8, 16, 8), 16)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._bars)

    @property
    def title(self) -> str:
        """The words shown."""
        return self._title.text()

    def present(self, page: Page) -> None:
        """Show the title and the buttons of ``page``."""
        self._title.setText(page.title)
        if page not in self._bar_of:
            self._bar_of[page] = self._bar(page)
            self._bars.addWidget(self._bar_of[page])
            page.retitled.connect(self._title.setText)
        self._bars.setCurrentWidget(self._bar_of[page])

    def _bar(self, page: Page) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        tight(row, spacing=8)
        row.addStretch(1)
        for deed in page.deeds:
            row.addWidget(ActionButton(deed))
        return bar
