"""The table of a village's visits under the hands of a clerk: opening it, typing, reading cells and what was kept."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hfp_desk.records import FollowUp
from tests.domain.listed import village_of
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key, in_front
from tests.ui.fakes import write as commit
from ui import pages

DAY = date(2020, 3, 1)


def opened(clerk: Clerk, programme: str = "1") -> Any:
    """The table of the village, the cursor in its first cell."""
    village = village_of("临江镇")
    page = clerk.go(pages.VILLAGE_VISITS)
    clerk.qtbot.waitUntil(lambda: in_front(clerk.shell) and page.head.fields["village"].editor.hasFocus())
    commit(page.head.fields["village"].editor, village.name)
    clerk.press(Key.Key_Return)
    clerk.type(programme, "20200301", "2", "")
    clerk.settle()
    if page.model.rows and not page.table.hasFocus():
        page.head.begin("doctor")
        clerk.press(Key.Key_Return)
    return page


def write(clerk: Clerk, *texts: str) -> None:
    """Texts into the cell with the cursor, Enter after each; an empty one is passed over."""
    for text in texts:
        for letter in text:
            clerk.press(Qt.Key(ord(letter)))
        clerk.press(Key.Key_Return)
        QApplication.processEvents()


def at(page: Any) -> tuple[int, str]:
    here = page.table.currentIndex()
    return here.row(), page.model.names[here.column() - page.table.first]


def column(page: Any, name: str) -> int:
    return int(page.table.first + page.model.names.index(name))


def cell(page: Any, row: int, name: str) -> str:
    return str(page.model.index(row, column(page, name)).data())


def kept() -> dict[str, FollowUp]:
    new = (FollowUp.voided_at == "") & (FollowUp.visited_on >= DAY)
    return {one.person.name: one for one in FollowUp.select().where(new)}
