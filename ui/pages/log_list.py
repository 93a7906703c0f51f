"""The list of the log: its newest portion, and older ones when the clerk comes to the end of what is shown."""

from __future__ import annotations

from hfp_desk.problems import Progress
from hfp_desk.store import logbook
from hfp_desk.store.log_search import Moment, Wanted
from hfp_desk.store.logbook import Line, Portion
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.pages.log_rows import LogRows
from ui.widgets.empty_state import EmptyState


class LogList(Grid):
    """Read on the worker; an answer that was overtaken is dropped."""

    def __init__(self, desk: Desk, office: Office) -> None:
        empty = EmptyState("没有符合条件的记录", icon="history")
        super().__init__("log", desk.settings, empty, desk.reading, frozen=1, hidden=("computer",))
        self._desk = desk
        self._office = office
        self._asked = 0
        self._wanted = Wanted()
        self._older: Moment | None = None
        self.current_changed.connect(lambda _key: self._read_on())
        self.table.main.verticalScrollBar().valueChanged.connect(lambda _value: self._read_on())

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        key = self.current_id()
        return self.line_of(key) if key is not None else None

    def line_of(self, key: int) -> Line | None:
        """The line with this number."""
        return self.rows.line(key) if isinstance(self.rows, LogRows) else None

    def read(self, wanted: Wanted) -> None:
        """Show the newest lines that fit."""
        self._wanted = wanted
        self._read(None)

    def _read(self, since: Moment | None) -> None:
        self._asked += 1
        asked, wanted, register, viewer = self._asked, self._wanted, self._office.register, self._office.viewer

        def work(_progress: Progress) -> Portion:
            return logbook.read(register, viewer, wanted, since)

        self._desk.reading.run(self._office.in_session(work), lambda part: self._show(part, asked, since is not None))

    def _show(self, part: Portion, asked: int, more: bool) -> None:
        if asked != self._asked:
            return
        before = self.rows.lines if more and isinstance(self.rows, LogRows) else []
        self._older = part.older
        self.show_rows(LogRows([*before, *part.lines], part.older is not None), same=self.rows is not None)
        self.current_changed.emit(self.current_id() or 0)

    def _read_on(self) -> None:
        bar = self.table.main.verticalScrollBar()
        last = len(self.rows or ()) - 1
        if self._older is not None and (self.table.current == last or 0 < bar.value() == bar.maximum()):
            older, self._older = self._older, None
            self._read(older)
