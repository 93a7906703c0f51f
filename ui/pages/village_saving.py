"""Keeping a village's table: checked on the worker, errors shown first and kept only when asked again, one deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from hfp_desk.problems import Problem, Severity
from hfp_desk.store.keeping import Changes
from ui.desk import Desk
from ui.office import Office

Found = list[tuple[int, Problem]]
Check = Callable[[Any, Sequence[Any]], Found]
Keep = Callable[[Any, Sequence[Any]], Changes]


class VillageSaving(QObject):
    """``check`` and ``keep`` are given what holds for all and the rows that were written, on the worker.

    ``found`` carries what rules object to, by person; ``held`` how many errors hold it back; ``kept`` what was kept;
    ``busy`` says that the table must not be written in for a moment.
    """

    found = Signal(object)
    held = Signal(int)
    kept = Signal(object, int)
    busy = Signal(bool)

    def __init__(self, desk: Desk, office: Office, parent: QObject, check: Check, keep: Keep, title: str) -> None:
        super().__init__(parent)
        self._check, self._keep, self._title = check, keep, title
        self._desk = desk
        self._office = office
        self._told: tuple[Problem, ...] = ()

    def forget(self) -> None:
        """Something was written: errors are shown anew."""
        self._told = ()

    def save(self, head: Any, edited: Sequence[Any]) -> None:
        """Check, then keep."""
        work = self._office.in_session(lambda _progress: self._check(head, edited))
        self.busy.emit(True)
        self._desk.reading.run(work, lambda found: self._checked(head, edited, found), self._fail)

    def _checked(self, head: Any, edited: Sequence[Any], found: Found) -> None:
        self.found.emit(found)
        errors = tuple(problem for _, problem in found if problem.severity is Severity.ERROR)
        if errors and errors != self._told:
            self._told = errors
            self.busy.emit(False)
            self.held.emit(len(errors))
            return
        work = self._office.in_session(lambda _progress: self._keep(head, edited))
        self._desk.tasks.run(work, lambda changes: self._done(changes, len(edited)), self._fail, title=self._title)

    def _done(self, changes: Changes, count: int) -> None:
        self.busy.emit(False)
        self.kept.emit(changes, count)

    def _fail(self, problem: Exception) -> None:
        self.busy.emit(False)
        self._desk.fail(problem)
