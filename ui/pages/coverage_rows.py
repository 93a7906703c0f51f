"""The villages of a day as rows of a grid: what each has, who serves it, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from hfp_desk.codes import code_list
from hfp_desk.rules.coverage_states import SIGNS, WORDS, State, doctor_words, judged, state
from hfp_desk.store.coverage import ArrangementLine, Coverage, VillageLine
from ui.rows import GridColumn

COLUMNS = (
    GridColumn("town", "乡镇", 10),
    GridColumn("village", "行政村", 14),
    GridColumn("state", "判定", 25),
    GridColumn("marks", "属性", 10),
    GridColumn("residents", "常住人口", 8, numeric=True),
    GridColumn("clinic", "卫生室", 10),
    GridColumn("standard", "标准化", 7),
    GridColumn("doctors", "村医（资格、证书有效期）", 36),
    GridColumn("arrangement", "替代安排", 30),
    GridColumn("open", "空白点台账", 10),
)
_FLAGS = {State.GAP: "error", State.LACKING: "warn"}


class CoverageRows:
    """Some villages of a coverage in some order; a row's number is the place."""

    columns = COLUMNS

    def __init__(self, found: Coverage, villages: Sequence[VillageLine]) -> None:
        self._found = found
        self.villages = list(villages)
        self._silent = {village.place for village in found.unreported}
        self._at = {village.place: row for row, village in enumerate(self.villages)}

    def __len__(self) -> int:
        return len(self.villages)

    def village(self, place: int) -> VillageLine | None:
        """The village with this number."""
        row = self._at.get(place)
        return None if row is None else self.villages[row]

    def state(self, village: VillageLine) -> State:
        """How it stands."""
        return State.UNREPORTED if village.place in self._silent else state(village)

    def id_at(self, row: int) -> int:
        """The place behind a row."""
        return self.villages[row].place

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        one = self.villages[row]
        silent = one.place in self._silent
        return (
            one.town_name,
            one.name,
            f"{SIGNS[State.UNREPORTED]} {WORDS[State.UNREPORTED]}" if silent else judged(one),
            marks(one),
            "" if one.residents is None else f"{one.residents:,}",
            "" if silent else _clinic(one),
            "" if silent or not one.clinics else _standard(one),
            "" if silent else "；".join(map(doctor_words, one.doctors)) or "无",
            "；".join(map(arrangement_words, one.arrangements)),
            "未销号" if one.open_gap else "",
        )

    def flag(self, row: int) -> str:
        """Gaps, and what is there but not as it should be."""
        return _FLAGS.get(self.state(self.villages[row]), "")

    def totals(self) -> str:
        """How many of each state."""
        counts = dict.fromkeys(State, 0)
        for village in self.villages:
            counts[self.state(village)] += 1
        parts = [f"{SIGNS[one]} {WORDS[one]} {count:,}" for one, count in counts.items() if count]
        return " · ".join([f"{len(self):,} 个村", *parts])

    def sorted(self, key: str, descending: bool) -> Self:
        """The same villages in the order of a column; by town and village in the official order."""
        column = [one.key for one in COLUMNS].index(key)
        numbers = COLUMNS[column].numeric

        def sorter(row: int) -> tuple[int, str]:
            text = self.cells(row)[column]
            return (self.villages[row].residents or -1, "") if numbers else (0 if text else 1, text)

        order = sorted(range(len(self)), key=sorter, reverse=descending)
        return type(self)(self._found, [self.villages[row] for row in order])

    def find_row(self, record: int) -> int:
        """The row of a place, -1 when it is not here."""
        return self._at.get(record, -1)


def marks(village: VillageLine) -> str:
    """What the village is: 贫困村, 深度贫困村."""
    codes = code_list("village_status")
    return "、".join(codes.shown(mark) for mark in sorted(village.marks))


def arrangement_words(one: ArrangementLine) -> str:
    """Who serves the village, how often, until when: 卫生院派驻 周强 每周2次 至2020-12-31."""
    often = f"每周{one.per_week.normalize():f}次" if one.per_week is not None else ""
    until = f"至{one.ends}" if one.ends is not None else ""
    kind = code_list("arrangement").shown(one.kind)
    return " ".join(part for part in (kind, one.doctor, one.provider, often, one.schedule, until) if part)


def _clinic(village: VillageLine) -> str:
    if not village.clinics:
        return "无"
    if len(village.clinics) > 1:
        return f"{len(village.clinics)} 所"
    area = village.clinics[0].floor_area
    return "有" if area is None else f"有 {area.normalize():f}㎡"


def _standard(village: VillageLine) -> str:
    if village.has_standard:
        return "是"
    return "否" if any(clinic.standard is not None for clinic in village.clinics) else "未填"
