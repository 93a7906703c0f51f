"""Work that takes longer than a blink: one after another on one thread, with progress and a way to stop.

``tasks.run(function, done)`` calls ``function(progress)`` on the worker and ``done(result)`` back in the window's
thread. The function must not touch a widget; what it needs goes in as values, what it found comes out as one.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from hfp_desk.problems import Cancelled, Progress

T = TypeVar("T")
_EVERY = 0.05


class Task(QObject):
    """One running job, and the ``Progress`` it reports to."""

    progressed = Signal(int, int, str)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(
        self,
        title: str,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        progress: Callable[[int, int, str], object] | None,
    ) -> None:
        super().__init__()
        self.title = title
        self._stop = Event()
        self._last = 0.0
        self._done = done
        self._failed = failed
        self._progress = progress
        self.progressed.connect(self._report)
        self._ended.connect(self._end)

    @property
    def cancelled(self) -> bool:
        """Whether the clerk asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the job to stop; it does so at its next step and keeps nothing."""
        self._stop.set()

    def step(self, done: int, total: int, note: str = "") -> None:
        """Called by the job, on the worker; raises ``Cancelled`` when it is to stop."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._last >= _EVERY:
            self._last = now
            self.progressed.emit(done, total, note)

    def work(self, function: Callable[[Progress], Any]) -> None:
        """Do the job and send its result home (on the worker)."""
        try:
            if self._stop.is_set():
                raise Cancelled
            self._ended.emit(function(self), None)
        except Exception as problem:
            self._ended.emit(None, problem)

    @Slot(int, int, str)
    def _report(self, done: int, total: int, note: str) -> None:
        if self._progress is not None and not self.cancelled:
            self._progress(done, total, note)

    @Slot(object, object)
    def _end(self, result: Any, problem: Exception | None) -> None:
        self.finished.emit()
        if problem is None:
            self._done(result)
        else:
            self._failed(problem)


class Tasks(QObject):
    """The queue of jobs of a window. ``failed`` is told of errors whose caller left them to the window."""

    started = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(1, "work")
        self._running: list[Task] = []
        self._stopped = False

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting."""
        return bool(self._running)

    @property
    def running(self) -> tuple[Task, ...]:
        """The jobs that run or wait, the oldest first."""
        return tuple(self._running)

    def run(
        self,
        function: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        progress: Callable[[int, int, str], object] | None = None,
        *,
        title: str = "",
    ) -> Task:
        """Queue ``function``; a job with a ``title`` is shown with its progress and a 取消 button.

        A stopped job ends with ``Cancelled``: given to ``failed`` when there is one, else nothing is said. After
        ``stop`` nothing begins any more: what a page that is being left still wants to read has no reader.
        """
        task = Task(title, done, failed or self._fail, progress)
        if self._stopped:
            return task
        self._running.append(task)
        task.finished.connect(lambda: self._running.remove(task))
        self.started.emit(task)
        self._worker.submit(task.work, function)
        return task

    def stop(self) -> None:
        """Cancel everything and wait for the worker (at exit)."""
        self._stopped = True
        for task in self._running:
            task.cancel()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, Cancelled):
            self.failed.emit(problem)
