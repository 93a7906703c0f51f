"""A list narrowed to named records from elsewhere (the people behind a number), and the line that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from hfp_desk.problems import Refusal
from ui.widgets.parts import button, label, picture, tight


@dataclass(frozen=True)
class Narrow:
    """Only these records, and in words why."""

    ids: tuple[int, ...]
    words: str


@dataclass(frozen=True)
class DueOf:
    """Doctors in a year of training."""

    year: int
    narrow: Narrow


@dataclass(frozen=True)
class DueOn:
    """What 应随访 is opened at: a day (today), a state, filters."""

    on: date | None = None
    state: str = ""
    filters: Mapping[str, tuple[str, ...]] | None = None


def require_whole(narrowed: str) -> None:
    """Refusal for a public notice of records that a finding of the office picked out."""
    if narrowed:
        raise Refusal(f"只看“{narrowed}”的名单是内部工作用的，不能作公示。", "请点“显示全部”，再按乡镇和身份类别筛选。")


class NarrowLine(QFrame):
    """Says to what the list is narrowed; ``left`` shows all of it again."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", "info")
        self.narrow: Narrow | None = None
        self.words = label()
        row = QHBoxLayout(self)
        tight(row, (12, 4, 8, 4), 8)
        row.addWidget(picture("filter", "accent"))
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(button("显示全部", look="link", done=self.leave))
        self.hide()

    @property
    def only(self) -> tuple[int, ...] | None:
        """The named records, None when all are shown."""
        return self.narrow.ids if self.narrow is not None else None

    def show_narrow(self, narrow: Narrow | None) -> None:
        """Say what the list is narrowed to, or nothing."""
        self.narrow = narrow
        self.setVisible(narrow is not None)
        if narrow is not None:
            self.words.setText(f"只看　{narrow.words}　{len(narrow.ids):,} 条")

    def leave(self) -> None:
        """All records again."""
        self.show_narrow(None)
        self.left.emit()
