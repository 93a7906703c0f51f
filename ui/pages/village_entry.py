"""Entering something for a village: what is known of it beforehand, and all gaps of a day at once."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from hfp_desk.problems import Refusal
from hfp_desk.records import ARRANGEMENT, DOCTOR, GAP, INSTITUTION, RecordType
from hfp_desk.rules.clinics import CLINIC
from hfp_desk.store import gaps
from hfp_desk.store.coverage import Coverage, VillageLine
from ui.desk import Desk
from ui.office import Office
from ui.pages import undo
from ui.pages.ask_day import AskDay


def known(kind: RecordType, village: VillageLine, day: date) -> tuple[dict[str, Any], dict[str, str]]:
    """What is known of a new record of a village, and how its links are called."""
    values: dict[str, Any] = {"town": village.town, "village": village.place}
    titles = {"town": village.town_name, "village": village.name}
    if kind is INSTITUTION:
        values["kind"] = CLINIC
    elif kind is DOCTOR and village.clinics:
        values["institution"] = village.clinics[0].id
        titles["institution"] = village.clinics[0].name
    elif kind is GAP:
        values |= {"kind": village.gap, "found_on": day}
    elif kind is ARRANGEMENT:
        values["starts"] = day
    return values, titles


class GapEntry:
    """Asks for the deadline under ``anchor`` and enters every gap that the ledger does not hold yet."""

    def __init__(self, desk: Desk, office: Office, anchor: QWidget) -> None:
        self._desk = desk
        self._office = office
        self._anchor = anchor
        self._day = date.today()

    def ask(self, found: Coverage) -> None:
        """Say how many there are, and ask by when they are to be put right."""
        self._day = found.day
        count = sum(not one.open_gap for one in found.gaps)
        if not count:
            self._desk.say(f"截至 {found.day}，没有未登记的空白点。")
            return
        told = f"截至 {found.day}，{count:,} 个没有卫生室或村医的村还没有登记。"
        note = f"{told}已有替代安排的一并填上解决方式；成因和责任人登记后逐条补填。"
        words = ("完成时限（可不填）", "责任单位（可不填）")
        AskDay(self._anchor, "登记空白点", note, words, "登记", self.enter).ask(None, "如：各乡镇卫生院")

    def enter(self, deadline: date | None, unit: str) -> str:
        """Enter them; what is in the way is said, nothing when it is done."""
        try:
            changes = gaps.register_gaps(self._office.register, self._day, deadline, unit)
        except Refusal as refusal:
            return f"{refusal.sentence}{refusal.advice}"
        undo.done(self._desk, self._office, changes, f"已登记 {len(changes.get('gap', ())):,} 个空白点。")
        return ""
