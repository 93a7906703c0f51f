"""The figures of an edition: those of the document with their clause, the empty ones to be filled in."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidgetItem

from hfp_desk.policy import Edition, Target
from hfp_desk.policy.model import OWN_WORDS
from hfp_desk.problems import Refusal
from hfp_desk.store import figures
from hfp_desk.store.figures import Figure
from ui.pages.settings.table import Table

_COLUMNS = (("指标", 42), ("目标", 9), ("下限", 7), ("上限", 7), ("单位", 6), ("依据", 40))
_VALUE, _LOW, _HIGH, _SOURCE = 1, 2, 3, 5
_SIGNS = {">=": "≥ ", "<=": "≤ ", "=": "", "band": ""}


class FiguresTable(Table):
    """``edited`` when the clerk wrote something; ``refused`` carries what could not be read."""

    edited = Signal()
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__(_COLUMNS)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self._targets: tuple[Target, ...] = ()
        self._written: dict[str, Figure] = {}
        self.itemChanged.connect(self._changed)

    @property
    def written(self) -> Mapping[str, Figure]:
        """What the clerk wrote since the table was loaded, by the name of the figure."""
        return self._written

    def forbid_writing(self) -> None:
        """Only to be looked at."""
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def load(self, edition: Edition, document: Edition) -> None:
        """Show ``edition`` as the office works with it; what ``document`` gives cannot be changed."""
        given = {target.name: target for target in document.targets}
        self._targets = tuple(sorted(edition.targets, key=lambda target: not target.given))
        self._written = {}
        self.put([_texts(target) for target in self._targets], (_VALUE, _LOW, _HIGH))
        for line, target in enumerate(self._targets):
            if figures.editable(given[target.name]):
                for place in (_VALUE, _LOW, _HIGH) if target.operator == "band" else (_VALUE,):
                    self.free(line, place)
                    self.tint(line, place, "tint" if not target.given else "stripe")

    def _changed(self, item: QTableWidgetItem) -> None:
        target = self._targets[item.row()]
        try:
            parts = [figures.read(self._text(item.row(), place), target.unit) for place in (_VALUE, _LOW, _HIGH)]
        except Refusal as refusal:
            self.refused.emit(refusal)
            self._restore(item)
            return
        self._written[target.name] = Figure(*parts)
        self.tint(item.row(), item.column(), "warn_tint")
        self.edited.emit()

    def _restore(self, item: QTableWidgetItem) -> None:
        self.blockSignals(True)
        item.setText(_texts(self._targets[item.row()])[item.column()])
        self.blockSignals(False)

    def _text(self, line: int, place: int) -> str:
        item = self.item(line, place)
        return item.text().lstrip("≥≤ ") if item is not None else ""


def _texts(target: Target) -> tuple[str, ...]:
    source = target.source
    if target.assumed:
        source = f"暂定　{source}"
    elif not target.given:
        source = "文件未给出，可由本单位填写"
    sign = _SIGNS[target.operator] if target.value is not None else ""
    parts = (sign + _shown(target.value), _shown(target.low), _shown(target.high))
    return (target.label, *parts, target.unit, OWN_WORDS if source == OWN_WORDS else source)


def _shown(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
