"""What the rules say of one visit, as expressions over its row; the figures of the edition are bound by name.

A figure that is not given is NULL and makes what hangs on it unknown, as the rules have it. ``rules.grading_chronic``
and ``rules.grading_mental`` are the rules; random histories prove that both say the same.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hfp_desk.records import FollowUp, Person
from hfp_desk.rules.follow_up import Limits
from hfp_desk.store.tables import table

_SUGAR = ("glucose", "urgent_glucose_high", "urgent_glucose_low")
_FIGURES = (
    *("danger", "systolic", "diastolic", "elder_age", "elder_systolic", "elder_diastolic", "urgent_systolic"),
    *("urgent_diastolic", "urgent_heart_rate", *_SUGAR),
)
FUNCTIONS = ("self_care", "housework", "work", "learning", "social")
"""The items of 社会功能."""


def bound(limits: Limits) -> dict[str, Any]:
    """The figures of the edition as the register stores such values: sugar in hundredths."""
    return {name: _stored(getattr(limits, name), name in _SUGAR) for name in _FIGURES}


def held(visit: str, programme: str, person: str) -> str:
    """Whether what was measured meets its mark: both of a pressure, from the age on the eased ones; NULL: unknown."""
    usual = f'{visit}."systolic"<:systolic AND {visit}."diastolic"<:diastolic'
    eased = f'{visit}."systolic"<:elder_systolic AND {visit}."diastolic"<:elder_diastolic'
    day = f'{visit}."visited_on"'
    years = f'substr({day},1,4)-substr(p."birth",1,4)-(substr({day},6)<substr(p."birth",6))'
    elder = f'(SELECT {years}>=:elder_age FROM {table(Person)} p WHERE p."id"={person})'
    return f"""CASE WHEN {programme}='2' THEN {visit}."fasting_glucose"<:glucose
 WHEN :elder_age IS NULL OR ({usual}) IS ({eased}) THEN {usual}
 ELSE CASE {elder} WHEN 0 THEN {usual} WHEN 1 THEN {eased} END END"""


def soon(visit: str, programme: str, person: str) -> str:
    """Whether a visit for 高血压 or 2型糖尿病 asks for another one within two weeks; NULL: the one before decides."""
    return f"""CASE WHEN {_grave(visit, programme)} OR {_side_effect(visit)} THEN 1
 ELSE coalesce(NOT ({held(visit, programme, person)}), CASE WHEN {visit}."control"<>'2' THEN 0 END) END"""


def refers(visit: str, programme: str, person: str) -> str:
    """Whether such a visit sends to a higher hospital, also because it is the second one of its sort in a row."""
    before = f"""FROM {table(FollowUp)} b WHERE b."case_id"={visit}."case_id" AND b."voided_at"=''
 AND b."visited_on"<{visit}."visited_on" AND b."state" IN ('','1') AND (b."control"<>'' OR b."adverse"<>''
 OR ({held("b", programme, person)}) IS NOT NULL) ORDER BY b."visited_on" DESC LIMIT 1"""
    return f"""CASE WHEN {_grave(visit, programme)} OR {_side_effect(visit)} AND (SELECT {_side_effect("b")} {before})
 OR {_unsatisfied(visit, programme, person)} AND (SELECT {_unsatisfied("b", programme, person)} {before})
 THEN 1 ELSE 0 END"""


def _grave(visit: str, programme: str) -> str:
    """What is referred whatever was before: 危急, 并发症, 不良反应难以控制."""
    return f"""(coalesce({visit}."systolic">=:urgent_systolic,0) OR coalesce({visit}."diastolic">=:urgent_diastolic,0)
 OR coalesce({visit}."urgent",0) OR {visit}."control"='4' OR {visit}."referral_kind" IN ('2','3','4')
 OR {programme}='2' AND (coalesce({visit}."fasting_glucose">=:urgent_glucose_high,0)
 OR coalesce({visit}."fasting_glucose"<=:urgent_glucose_low,0)
 OR coalesce({visit}."heart_rate">:urgent_heart_rate,0)))"""


def _side_effect(visit: str) -> str:
    said = f"{visit}.\"adverse\"='' AND {visit}.\"control\"='3'"
    return f"({visit}.\"adverse\"='2' OR {said} OR {visit}.\"referral_kind\"='2')"


def _unsatisfied(visit: str, programme: str, person: str) -> str:
    return f"coalesce(NOT ({held(visit, programme, person)}),{visit}.\"control\"='2')"


def stability(visit: str) -> str:
    """不稳定 U, 基本稳定 B, 稳定 S, nothing where what was assessed does not settle it."""
    danger = f'CAST({visit}."danger" AS INTEGER)'
    functions = [f'{visit}."{name}"' for name in FUNCTIONS]
    return f"""CASE WHEN {visit}."danger"<>'' AND {danger}>=:danger OR {visit}."insight"='3' THEN 'U'
 WHEN {visit}."danger"='' OR :danger IS NULL THEN ''
 WHEN {danger}>0 OR {visit}."insight"='2' OR '3' IN ({",".join(functions)}) OR {visit}."adverse"='2' THEN 'B'
 WHEN {visit}."insight"='' OR {"||".join(functions)}='' THEN '' ELSE 'S' END"""


def _stored(value: Decimal | int | None, hundredths: bool) -> float | int | None:
    if value is None:
        return None
    scaled = value * 100 if hundredths else value
    return int(scaled) if scaled == int(scaled) else float(scaled)
