"""Figures of a return that no register holds: kept once it is said what each is based on."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from hfp_desk.store import returns
from ui.desk import Desk
from ui.office import Office
from ui.pages import return_words
from ui.pages.reason import AskLine
from ui.pages.return_reading import Found
from ui.return_target import RETURNS_CHANGED
from ui.widgets.return_model import Place


class WrittenFigures:
    """``corner`` is where the basis is asked for, ``kept`` is called when a figure was kept or taken back."""

    def __init__(self, corner: QWidget, desk: Desk, office: Office, kept: Callable[[], object]) -> None:
        self._corner, self._desk, self._office, self._kept = corner, desk, office, kept
        self._basis = ""

    def write(self, found: Found, place: Place, figure: Decimal | None) -> None:
        """Ask for the basis, the last one proposed; a figure is taken back without asking."""
        if figure is None:
            self._keep(found, place, None, "")
            return
        before = found.written.get(place)
        line = AskLine(
            self._corner,
            f"填报依据：{figure:,f}",
            "数字从哪里来，如：妇幼信息系统 2020年3月报表",
            "填写",
            lambda basis: self._keep(found, place, figure, basis),
            return_words.named(found, *place),
        )
        line.ask(before.basis if before is not None else self._basis)

    def _keep(self, found: Found, place: Place, figure: Decimal | None, basis: str) -> None:
        register, (key, name) = self._office.register, place
        self._basis = basis or self._basis

        def work() -> None:
            returns.write(register, found.definition, found.period, key, name, figure, basis)

        def done(_written: None) -> None:
            self._kept()
            self._desk.changed.emit({RETURNS_CHANGED: frozenset()})

        self._desk.tasks.run(self._office.in_session(lambda _progress: work()), done)
