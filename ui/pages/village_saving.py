"""Keeping a village's table: checked on the worker, errors shown first and kept only when asked again, one deed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from hfp_desk.problems import Problem, Severity
from hfp_desk.store import village_visits
from hfp_desk.store.keeping import Changes
from hfp_desk.store.village_visits import Edited, Head
from ui.desk import Desk
from ui.office import Office

Found = list[tuple[int, Problem]]


class VillageSaving(QObject):
    """``found`` carries what rules object to, by person; ``held`` how many errors hold it back; ``kept`` what was kept.

    ``busy`` says that the table must not be written in for a moment.
    """

    found = Signal(object)
    held = Signal(int)
    kept = Signal(object, int)
    busy = Signal(bool)

    def __init__(self, desk: Desk, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._office = office
        self._told: tuple[Problem, ...] = ()

    def forget(self) -> None:
        """Something was written: errors are shown anew."""
        self._told = ()

    def save(self, head: Head, edited: Sequence[Edited]) -> None:
        """Check, then keep."""
        register, policy = self._office.register, self._office.policy
        work = self._office.in_session(lambda _progress: village_visits.problems(register, policy, head, edited))
        self.busy.emit(True)
        self._desk.reading.run(work, lambda found: self._checked(head, edited, found), self._fail)

    def _checked(self, head: Head, edited: Sequence[Edited], found: Found) -> None:
        self.found.emit(found)
        errors = tuple(problem for _, problem in found if problem.severity is Severity.ERROR)
        if errors and errors != self._told:
            self._told = errors
            self.busy.emit(False)
            self.held.emit(len(errors))
            return
        register, policy = self._office.register, self._office.policy
        work = self._office.in_session(lambda _progress: village_visits.keep(register, policy, head, edited))
        self._desk.tasks.run(work, lambda changes: self._done(changes, len(edited)), self._fail, title="保存整村随访")

    def _done(self, changes: Changes, count: int) -> None:
        self.busy.emit(False)
        self.kept.emit(changes, count)

    def _fail(self, problem: Exception) -> None:
        self.busy.emit(False)
        self._desk.fail(problem)
