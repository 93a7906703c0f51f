"""The ledger of gaps: villages without clinic or doctor are entered, and closed (销号) once they are covered.

Closing needs evidence (销号要有佐证) and a village that is covered on that day: by a clinic and a doctor of its own, by
a substitute arrangement in force, or because it may do without (NC §二十二, ZS §三).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Gap, Place
from hfp_desk.rules import gap_states
from hfp_desk.rules.clinics import BUILD
from hfp_desk.rules.coverage import VillageLine
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.gap_states import GapState
from hfp_desk.store import coverage as coverages
from hfp_desk.store import keeping, users
from hfp_desk.store.coverage import Coverage
from hfp_desk.store.opening import Register

BELOW_STANDARD = "4"
"""Code of ``gap_kind``: there is a clinic, but below the standard; found by inspection, not by the coverage."""

GAP = "gap"
"""What the ids of a figure of the ledger are of."""

_NEEDED = (Gap.remedy, Gap.responsible, Gap.deadline)
_AT_SEAT = "7"  # 卫生院所在地不设 of the code list arrangement
_FEW = 3


@dataclass(frozen=True)
class GapLine:
    """A gap of the ledger on one day; ``covered_by`` says in words what covers the village now, empty: nothing.

    ``lacking`` are the labels of what has to be filled in before anybody can put it right.
    """

    id: int
    village: int
    town_name: str
    name: str
    kind: str
    state: GapState
    deadline: date | None
    lacking: tuple[str, ...]
    covered_by: str

    @property
    def closable(self) -> bool:
        """Whether it is open and its village is covered."""
        return self.state is not GapState.CLOSED and bool(self.covered_by)


def register_gaps(register: Register, day: date, deadline: date | None = None, unit: str = "") -> keeping.Changes:
    """Enter every village with a gap on ``day`` that the ledger does not hold yet, in one deed.

    Known are villages with an open gap, and those whose gap was closed as long as what covered them still does. What
    serves a village already is taken over as its remedy; cause and responsible person are for the office to say.
    """
    with register.session():
        found = coverages.coverage(register, users.viewer(register), day)
        settled = {row.__data__["village"] for row in Gap.select().where((Gap.voided_at == "") & _closed_by(day))}
        wanted = [one for one in found.gaps if not one.open_gap and not (one.covered and one.place in settled)]
        with keeping.deed(register, "登记空白点") as act:
            for village in wanted:
                gap: Any = Gap.new(village=village.place, town=village.town, kind=village.gap, found_on=day)
                gap.remedy, gap.deadline, gap.unit = _remedy(village), deadline, unit.strip()
                act.save(gap)
        return act.changes


def lines(register: Register, viewer: Viewer, day: date) -> tuple[GapLine, ...]:
    """The whole ledger as it stands on ``day``, in the official order of the villages."""
    with register.session():
        return _lines(coverages.coverage(register, viewer, day), _living())


def figures(found: Sequence[GapLine]) -> tuple[Figure, ...]:
    """The ledger by state, with the ids behind each, every state named even when nothing stands so."""
    made = []
    for state, label in gap_states.WORDS.items():
        ids = tuple(line.id for line in found if line.state is state)
        made.append(Figure(state.value, label, len(ids), len(found), GAP, ids))
    return tuple(made)


def close(register: Register, gaps: Collection[int], day: date, evidence: str) -> keeping.Changes:
    """Close gaps in one deed. Refusal, and none is closed, without evidence or while one of them is not covered."""
    if not evidence.strip():
        raise Refusal("没有填写佐证材料，不能销号。", "请写明佐证，如验收单、公示照片、派驻文件的名称和编号。")
    with register.session():
        records = {row.id: row for row in _living() if row.id in set(gaps)}
        if len(records) < len(set(gaps)) or not records:
            raise Refusal("选中的空白点有的已经作废，没有销号。", "请刷新列表后重新选择。")
        found = coverages.coverage(register, users.viewer(register), day)
        _require(_lines(found, records.values()), found, records, day)
        with keeping.deed(register, "空白点销号") as act:
            for gap in records.values():
                gap.closed_on, gap.evidence = day, evidence.strip()
                act.save(gap)
        return act.changes


def _require(found: Iterable[GapLine], on: Coverage, records: dict[int, Any], day: date) -> None:
    """Refusal naming the first gaps that cannot be closed, and why."""
    villages = {village.place: village for village in on.villages}
    for line in found:
        place = f"{line.town_name}{line.name}"
        if line.state is GapState.CLOSED:
            raise Refusal(f"{place}的空白点已经销号。", "请刷新列表后只选未销号的。")
        if (since := records[line.id].found_on) and since > day:
            raise Refusal(f"{place}的空白点发现于 {since}，销号日期 {day} 早于发现日期。", "请核对销号日期。")
    bare = [line for line in found if not line.covered_by]
    if bare:
        told = "；".join(f"{one.town_name}{one.name}{_missing(one, villages.get(one.village))}" for one in bare[:_FEW])
        more = f"等 {len(bare)} 个村" if len(bare) > _FEW else ""
        raise Refusal(
            f"{told}{more}，还没有消除空白点，不能销号。",
            "请先登记卫生室、村医，或正在执行的替代安排；属于可不设的，请登记“可不设”的安排。",
        )


def _missing(line: GapLine, village: VillageLine | None) -> str:
    if line.kind == BELOW_STANDARD:
        return "的卫生室还没有达标"
    clinic, doctor = (village.has_clinic, village.has_doctor) if village else (False, False)
    wanting = "和".join(word for word, there in (("卫生室", clinic), ("村医", doctor)) if not there)
    return f"没有{wanting}，也没有正在执行的替代安排"


def _living() -> list[Any]:
    return list(Gap.select().where((Gap.voided_at == "") & Gap.village.is_null(False)).order_by(Gap.id))


def _closed_by(day: date) -> Any:
    return Gap.closed_on.is_null(False) & (Gap.closed_on <= day)


def _lines(found: Coverage, records: Iterable[Any]) -> tuple[GapLine, ...]:
    order = {village.place: place for place, village in enumerate(found.villages)}
    taken_in = _successors()
    made = []
    for gap in records:
        place = _last(gap.__data__["village"], order, taken_in)
        village = found.villages[order[place]] if place in order else None
        made.append((order.get(place, len(order)), _line(gap, village, found.day)))
    return tuple(line for _, line in sorted(made, key=lambda pair: (pair[0], pair[1].id)))


def _last(place: int, known: Collection[int], taken_in: Mapping[int, int]) -> int:
    """The village itself, or the one that took it in."""
    seen = {place}
    while place not in known and (after := taken_in.get(place)) is not None and after not in seen:
        seen.add(place := after)
    return place


def _successors() -> dict[int, int]:
    rows: Any = Place.select(Place.id, Place.successor).where(Place.successor.is_null(False)).tuples()
    return dict(rows)


def _line(gap: Any, village: VillageLine | None, day: date) -> GapLine:
    lacking = tuple(spec_of(field).label for field in _NEEDED if not getattr(gap, field.name))
    return GapLine(
        gap.id,
        village.place if village else gap.__data__["village"],
        village.town_name if village else gap.village.parent.name,
        village.name if village else gap.village.name,
        gap.kind,
        gap_states.state(gap.remedy, gap.deadline, gap.closed_on, day),
        gap.deadline,
        lacking,
        _covered_by(gap.kind, village) if village else "",
    )


def _covered_by(kind: str, village: VillageLine) -> str:
    """What covers a village now, in words."""
    if kind == BELOW_STANDARD:
        return "卫生室已达标" if village.has_standard else ""
    if not village.gap:
        return "已有卫生室和村医"
    ways = code_list("arrangement")
    told = [ways.shown(one.kind) for one in village.arrangements if one.kind != BUILD]
    if not told and village.seat:
        told = [ways.shown(_AT_SEAT)]
    return "、".join(dict.fromkeys(told))


def _remedy(village: VillageLine) -> str:
    """What serves it on the day; nothing is guessed."""
    return village.arrangements[0].kind if village.arrangements else ""
