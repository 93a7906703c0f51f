"""The cadres of a list with their rotation: trained or not, when, in which course."""

from __future__ import annotations

from datetime import date
from typing import Self

from hfp_desk.records import Cadre
from hfp_desk.store import rotation
from hfp_desk.store.listing import Listing, View
from hfp_desk.store.rotation import CadreLine, Rotation
from ui.office import Office
from ui.pages.computed_rows import ComputedRows, Told
from ui.pages.seen_rows import COMPUTED
from ui.rows import GridColumn


class CadreRows(ComputedRows):
    """``rotation`` is what the columns are told from; who has left is in none."""

    after = Cadre.unit.name
    more = (
        GridColumn(f"{COMPUTED}state", "轮训", 9),
        GridColumn(f"{COMPUTED}trained", "轮训日期", 11),
        GridColumn(f"{COMPUTED}course", "轮训班", 28),
    )

    def __init__(self, office: Office, listing: Listing, told: Told, order: tuple[int, ...] | list[int] = ()) -> None:
        super().__init__(office, listing, told, order)
        self.rotation: Rotation | None = None

    @classmethod
    def as_of(cls, office: Office, view: View, day: date) -> Self:
        """The rows of a view; inside a session."""
        found = rotation.cadres(office.register, office.eyes, day, office.policy)
        told = {line.id: tuple((text, text) for text in _texts(line)) for line in found.lines}
        made = cls(office, Listing(office.register, view, office.eyes), told)
        made.rotation = found
        return made


def _texts(line: CadreLine) -> tuple[str, str, str]:
    if line.trained is None:
        return "未轮训", "", ""
    return ("逾期轮训" if line.late else "已轮训"), line.trained.isoformat(), line.course
