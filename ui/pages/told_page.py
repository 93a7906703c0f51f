"""A page that tells what the register holds on a day or in a year: read on the worker, and anew after a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QShowEvent

from hfp_desk.problems import Refusal
from hfp_desk.store.keeping import Changes
from ui.office import Office
from ui.page import Page
from ui.widgets.empty_state import EmptyState

Found = TypeVar("Found")


class ToldPage(Page):
    """``load`` of a page calls ``tell``; ``told_from`` names the kinds of records that it tells from.

    It holds no widget, so it goes beside another base, too. The page connects ``desk.changed`` with ``changed``.
    """

    office: Office
    told_from: frozenset[str] = frozenset()
    _stale = True
    _asked = 0

    @property
    def held(self) -> bool:
        """Whether what is shown has to stay for now."""
        return False

    def load(self) -> None:
        """Read what is shown."""
        raise NotImplementedError

    def refresh(self) -> None:
        """F5."""
        self.load()

    def tell(self, read: Callable[[], Found], known: Callable[[Found], object]) -> None:
        """Read on the worker, then show; an answer that was overtaken is dropped."""
        self._stale = False
        self._asked += 1
        self.tell_more(read, known, self.untold)

    def untold(self, error: Exception) -> None:
        """Nothing could be told: why it was refused stays in the middle of the page, where there is nothing else."""
        empty = getattr(self, "empty", None)
        if isinstance(error, Refusal) and isinstance(empty, EmptyState):
            empty.explain(error.sentence, advice=error.advice)
        self.desk.fail(error)

    def tell_more(
        self,
        read: Callable[[], Found],
        known: Callable[[Found], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Read what belongs to the same answer but may come later."""
        number = self._asked

        def arrived(found: Found) -> None:
            if number == self._asked:
                known(found)

        self.desk.reading.run(self.office.in_session(lambda _progress: read()), arrived, failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was not seen."""
        super().showEvent(event)
        if self._stale:
            self.load()

    def changed(self, changes: Changes) -> None:
        """Tell anew what was told from something that changed: at once while it is seen."""
        if changes.keys() & self.told_from:
            self._stale = True
            if self.isVisible() and not self.held:
                self.load()
