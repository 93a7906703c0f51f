"""What a page works with: given to it by its constructor, so that nothing is reached through a global."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ui.rows import Settings
from ui.tasks import Tasks

_UNDOABLE = 50


@dataclass(frozen=True)
class Heading:
    """What the window's title and the chips of the head bar say."""

    office: str = ""
    period: str = ""
    policy: str = ""
    user: str = ""


class Desk(QObject):
    """The context of one signed-in user: jobs, remembered settings, and the words between pages.

    ``done`` are the deeds of this session that Ctrl+Z can take back. ``tasks`` are long jobs, one after another;
    ``reading`` is for what a page is to show, which must not wait for them.

    ``changed`` carries what a save changed (kind → ids, ``hfp_desk.store.keeping.Changes``): pages refresh what
    they show. ``said`` is a sentence for the toast, ``gone`` asks the shell for a page, ``failed`` carries an error.
    ``backed_up``: something about the backups is different now.
    """

    changed = Signal(object)
    said = Signal(str, str, str, object)
    gone = Signal(str, object)
    failed = Signal(object)
    backed_up = Signal()

    def __init__(self, settings: Settings, heading: Heading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.heading = heading
        self.done: deque[int] = deque(maxlen=_UNDOABLE)
        self.tasks = Tasks(self)
        self.reading = Tasks(self)
        for queue in (self.tasks, self.reading):
            queue.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting."""
        return self.tasks.busy or self.reading.busy

    def stop(self) -> None:
        """Cancel all jobs and wait for the workers."""
        self.tasks.stop()
        self.reading.stop()

    def say(self, text: str, tone: str = "ok", offer: str = "", done: Callable[[], object] | None = None) -> None:
        """Tell in passing what was done; ``offer`` (撤销) is a button that calls ``done``."""
        self.said.emit(text, tone, offer, done)

    def go(self, page: str, target: object = None) -> None:
        """Open the page called ``page``, at ``target`` when given."""
        self.gone.emit(page, target)

    def fail(self, error: BaseException) -> None:
        """Have an error shown as it deserves."""
        self.failed.emit(error)
