"""Which sections the form of a visit, and of a managed case, shows: those its programme needs (domain.md §2.10).

Whatever a stored record already says stays on the form, wherever it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from hfp_desk.records import FOLLOW_UP, MANAGED_CASE, FollowUp, ManagedCase, Section
from hfp_desk.records.visit_sheets import SHEETS, sheet
from hfp_desk.store.visit_cases import VISIT

MENTAL, TUBERCULOSIS, POOR, AIDS = "3", "4", "5", "6"
"""Codes of ``programme`` that have something of their own on the case."""

_REST = "已登记的其他内容"
_WHOSE = "随访对象"
_C = ManagedCase
_SUPPLEMENT, _INFECTIOUS = MANAGED_CASE.sections[2:]
_TB_ONLY = (
    *(_C.notified_on, _C.patient_kind, _C.smear, _C.resistance, _C.supervisor, _C.intensive_ends, _C.treatment_ends),
    *(_C.treatment_end, _C.visits_due, _C.visits_made, _C.doses_due, _C.doses_taken, _C.outcome, _C.bed, _C.hospital),
    _C.free_drugs,
)
_AIDS_ONLY = (_C.free_drugs, _C.started_drugs_on, _C.last_test_on, _C.mother_to_child, _C.hospital, _C.bed, _C.outcome)
_OWN = {
    MENTAL: (_SUPPLEMENT,),
    TUBERCULOSIS: (Section("肺结核治疗", _TB_ONLY),),
    AIDS: (Section("艾滋病治疗", _AIDS_ONLY),),
}


def visit_sections(values: Mapping[str, Any]) -> tuple[Section, ...]:
    """The form of a visit: whose, then the national form of the programme and stage written."""
    programme, stage = values.get("programme") or "", values.get("stage") or ""
    wanted = _visit(programme, stage)
    return wanted + _rest(FOLLOW_UP.sections, wanted, values, {"case", "stage"})


def case_sections(values: Mapping[str, Any]) -> tuple[Section, ...]:
    """The form of a case: 严重精神障碍补充表 and the blocks of 肺结核 and 艾滋病 only where they belong."""
    wanted = _case(values.get("programme") or "")
    return wanted + _rest(MANAGED_CASE.sections, wanted, values, set())


@cache
def _visit(programme: str, stage: str) -> tuple[Section, ...]:
    known = (FollowUp.person, FollowUp.programme)
    staged = any(key == programme and other != VISIT for key, other in SHEETS)
    whose = Section(_WHOSE, (*known, FollowUp.stage) if staged else known)
    return (whose, *sheet(programme, stage or VISIT)) if programme else (whose,)


@cache
def _case(programme: str) -> tuple[Section, ...]:
    whose = Section("管理对象", (ManagedCase.person,))
    return (whose, *MANAGED_CASE.sections[:2], *_OWN.get(programme, ()))


def _rest(
    every: tuple[Section, ...], wanted: tuple[Section, ...], values: Mapping[str, Any], but: set[str]
) -> tuple[Section, ...]:
    """What is filled in and not on the form that is wanted."""
    there = {one.name for section in wanted for one in section.fields} | but
    more = tuple(
        one
        for section in every
        for one in section.fields
        if one.name not in there and values.get(one.name) not in (None, "", ())
    )
    return (Section(_REST, more),) if more else ()
