"""The sections of a person's page: diseases, stays, money, signing …, the file and the history, one tab each.

A list that few people have anything in has its tab only for those who do.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from hfp_desk.records import DIAGNOSIS, IDENTITY, Column, Identity, RecordType
from hfp_desk.store import belonging
from hfp_desk.store.listing import Condition, Operator, View
from hfp_desk.store.telling import Told
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.pages.dossier_view import DossierView
from ui.pages.person_lists import FURTHER, SECTIONS, Section
from ui.pages.seen_rows import SeenRows
from ui.pages.story_view import StoryView
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import tight

FILE, STORY = "档案目录", "历史"


class PersonSections(QWidget):
    """``opened`` carries the kind and the number of a record of the person."""

    opened = Signal(object, int)

    def __init__(self, desk: Desk, may_enter: bool) -> None:
        super().__init__()
        self._advice = "按 F2 新增" if may_enter else ""
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.grids = [self._grid(desk, section) for section in SECTIONS]
        self.file = DossierView()
        self.story = StoryView()
        self._stack = QStackedWidget()
        for title, page in zip(self._titles(), (*self.grids, self.file, self.story), strict=True):
            self.tabs.addTab(title)
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.setFocusProxy(self.tabs)
        column = QVBoxLayout(self)
        tight(column, spacing=4)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    @property
    def kind(self) -> RecordType | None:
        """The kind of record of the open tab."""
        number = self.tabs.currentIndex()
        return SECTIONS[number].kind if number < len(SECTIONS) else None

    def open_tab(self, kind: RecordType) -> None:
        """Show the list of ``kind``."""
        numbers = [number for number, section in enumerate(SECTIONS) if section.kind is kind]
        if numbers:
            self.tabs.setCurrentIndex(numbers[0])

    def open_story(self) -> None:
        """Show the history."""
        self.tabs.setCurrentIndex(self.tabs.count() - 1)
        self.story.setFocus()

    @property
    def shown(self) -> list[str]:
        """What the visible tabs say."""
        return [self.tabs.tabText(one) for one in range(self.tabs.count()) if self.tabs.isTabVisible(one)]

    def fill(self, rows: Sequence[SeenRows | None], items: Sequence[Any], story: Sequence[tuple[str, Told]]) -> None:
        """Show one person; a list that is None has no tab."""
        for number, (grid, found) in enumerate(zip(self.grids, rows, strict=True)):
            self.tabs.setTabVisible(number, found is not None)
            if found is not None:
                grid.show_rows(found)
                self.tabs.setTabText(number, _counted(SECTIONS[number].title, len(found)))
        self.file.show_items(items)
        self.story.show_story(story)
        present = sum(item.present for item in items)
        self.tabs.setTabText(len(SECTIONS), f"{FILE} {present}/{len(items)}" if items else FILE)
        self.tabs.setTabText(len(SECTIONS) + 1, _counted(STORY, len(story)))

    def _titles(self) -> tuple[str, ...]:
        return (*(section.title for section in SECTIONS), FILE, STORY)

    def _grid(self, desk: Desk, section: Section) -> Grid:
        empty = EmptyState(section.empty, icon=section.icon, advice=self._advice)
        grid = Grid(f"person.{section.kind.name}", desk.settings, empty, frozen=1, compact=True)
        grid.opened.connect(lambda record: self.opened.emit(section.kind, record))
        return grid


def rows_of(office: Office, person: int) -> list[SeenRows | None]:
    """The lists of one person, None for a further one that holds nothing; on the worker."""
    there = belonging.counts(office.register, person, office.eyes, FURTHER)
    return [
        None
        if section.optional and not there[section.kind.name]
        else SeenRows.of(office, _view(section, person), section.summed)
        for section in SECTIONS
    ]


def _view(section: Section, person: int) -> View:
    link: Any = section.kind.model._meta.fields["person"]
    if section.kind is IDENTITY:
        newest = Column(Identity.starts)
    else:
        newest = section.kind.order[0] if section.optional else section.columns[0]
    mine = Condition(Column(link), Operator.EQUALS, person)
    return View(section.kind, section.columns, (mine,), ((newest, section.kind is not DIAGNOSIS),))


def _counted(title: str, count: int) -> str:
    return f"{title} {count}" if count else title
