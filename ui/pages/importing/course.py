"""The jobs of an import and what is on the table between them; steps and page only hear what came out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance

from hfp_desk.excel import asking, importing, receipts
from hfp_desk.excel.correcting import Corrections
from hfp_desk.excel.importing import Plan, Result
from hfp_desk.excel.planning import UnknownWord
from hfp_desk.excel.reading import PasswordNeeded, WrongPassword
from hfp_desk.problems import Cancelled, Progress
from hfp_desk.store import undoing
from hfp_desk.store.undoing import Undone
from ui.desk import Desk
from ui.office import Office
from ui.pages.importing.looking import Sitting, looked, opened

T = TypeVar("T")
FOLDER = "import.folder"
"""The setting that remembers where lists come from."""


class Course(QObject):
    """``seen`` carries a ``Sitting`` read for the first time, ``checked`` one looked at again.

    ``written`` carries plan and result, ``receipt_ready`` tells when the receipt can be opened, ``undone`` carries an
    ``Undone``. ``locked``: a password is wanted (True: the one given is wrong). ``stopped``: a job ended without a
    result; what was on the table before it is still there.
    """

    seen = Signal(object)
    checked = Signal(object)
    locked = Signal(bool)
    written = Signal(object, object)
    receipt_ready = Signal()
    undone = Signal(object)
    busy_changed = Signal(bool)
    stopped = Signal()

    def __init__(self, desk: Desk, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._office = office
        self.path = Path()
        self.sitting: Sitting | None = None
        self.batch: int | None = None
        self.receipt: Path | None = None
        self.busy = False

    def open(self, path: Path, password: str | None = None) -> None:
        """Read a file and look at it; what was on the table before is put away."""
        self.path, self.sitting, self.batch, self.receipt = path, None, None, None
        self._desk.settings.set(FOLDER, str(path.parent))

        def work(progress: Progress) -> Sitting:
            return opened(self._office.register, path, password, progress)

        self._run(work, self._take(self.seen), f"识别“{path.name}”")

    def look(self, sitting: Sitting) -> None:
        """Look again with what was decided since."""

        def work(progress: Progress) -> Sitting:
            return looked(self._office.register, sitting, progress)

        self._run(work, self._take(self.checked), f"核对“{sitting.path.name}”")

    def choose_kind(self, sheet: str, kind: str) -> None:
        """Read a sheet as another kind of list, "" not at all; what was chosen for its columns no longer holds."""
        if self.sitting is not None:
            before = self.sitting.choices
            columns = {name: chosen for name, chosen in before.columns.items() if name != sheet}
            choices = replace(before, kinds={**before.kinds, sheet: kind}, columns=columns)
            self.look(replace(self.sitting, choices=choices))

    def read_hidden(self, wanted: bool) -> None:
        """Read hidden rows too, or not."""
        if self.sitting is not None:
            self.look(replace(self.sitting, choices=replace(self.sitting.choices, with_hidden=wanted)))

    def decide(self, corrections: Corrections, decisions: Mapping[tuple[str, int], str]) -> None:
        """Check again with these cells corrected and these doubts answered."""
        if self.sitting is not None:
            before = self.sitting
            choices = replace(before.choices, decisions={**before.choices.decisions, **decisions})
            self.look(replace(before, choices=choices, corrections={**before.corrections, **corrections}))

    def write(self) -> None:
        """Write the plan on the table, then its receipt (two jobs: a receipt that fails undoes no import)."""
        plan = self.sitting.plan if self.sitting is not None else None
        if plan is None:
            return

        def done(result: Result) -> None:
            self.batch, self.sitting = result.batch, None
            self.written.emit(plan, result)
            self._desk.changed.emit(result.changes)
            self._keep_receipt(plan, result)

        register = self._office.register
        self._run(lambda progress: importing.commit(register, plan, progress), done, f"导入“{plan.path.name}”")

    def _keep_receipt(self, plan: Plan, result: Result) -> None:
        def done(path: Path) -> None:
            self.receipt = path
            self.receipt_ready.emit()

        work = self._office.in_session(lambda _progress: receipts.keep(self._office.register, plan, result))
        self._run(work, done, "写回执")

    def undo(self, batch: int) -> None:
        """Take an import back."""

        def done(result: Undone) -> None:
            self.undone.emit(result)
            self._desk.changed.emit(result.changes)

        work = self._office.in_session(lambda _progress: undoing.undo_batch(self._office.register, batch))
        self._run(work, done, f"撤销第 {batch} 号批次")

    def save_report(self, target: Path, done: Callable[[Path], object]) -> None:
        """Write down what would happen to each row, before anything is written."""
        plan = self.sitting.plan if self.sitting is not None else None
        if plan is None:
            return

        def work(_progress: Progress) -> Path:
            return receipts.write(self._office.register, plan, None, target)

        self._run(self._office.in_session(work), done, "写核对单")

    def open_receipt(self, batch: int, done: Callable[[Path], object]) -> None:
        """The receipt of an earlier import."""
        work = self._office.in_session(lambda _progress: receipts.find(self._office.register, batch))
        self._run(work, done, "打开回执")

    def open_fresh(self, done: Callable[[Path], object]) -> None:
        """The receipt of the import just done."""
        shown = self.receipt
        if shown is not None:
            work = self._office.in_session(lambda _progress: receipts.opening(self._office.register, shown, self.batch))
            self._run(work, done, "打开回执")

    def answers(self, word: UnknownWord) -> tuple[asking.Answer, ...]:
        """What a word of the sender's may stand for."""
        plan = self.sitting.plan if self.sitting is not None else None
        return asking.answers(self._office.register, plan, word) if plan is not None else ()

    def put_away(self) -> None:
        """Nothing is on the table any more."""
        self.sitting = None

    def _take(self, told: SignalInstance) -> Callable[[Sitting], None]:
        def done(sitting: Sitting) -> None:
            self.sitting = sitting
            told.emit(sitting)

        return done

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], object], title: str) -> None:
        if self.busy:
            return

        def ended(result: T) -> None:
            self._set_busy(False)
            done(result)

        self._set_busy(True)
        self._desk.tasks.run(work, ended, self._failed, title=title)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, PasswordNeeded):
            self.locked.emit(isinstance(error, WrongPassword))
            return
        self.stopped.emit()
        if isinstance(error, Cancelled):
            self._desk.say("已停止，登记簿没有改动", "warn")
        else:
            self._desk.fail(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)
