"""Lists of follow-up visits, of one form each or of all (domain.md §2.10); the words are those of the forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peewee import Field

from hfp_desk.excel.parts import ListKind, Part
from hfp_desk.excel.person_kinds import ILLNESSES, PRESSURE, WHOSE, list_of
from hfp_desk.records import FOLLOW_UP, FollowUp
from hfp_desk.records.visit_sheets import SHEETS

_VISIT_WORDS: dict[str, tuple[str, ...]] = {
    "visited_on": ("访视日期", "访视时间", "随访年月日", "本次随访时间", "日期"),
    "systolic": PRESSURE,
    "mode": ("方式", "访视方式"),
    "weight": ("体重/目标", "体重(kg/目标)"),
    "smoking": ("吸烟", "日吸烟量(支)"),
    "drinking": ("饮酒", "日饮酒量(两)"),
    "staple": ("主食(克/天)", "主食量"),
    "fasting_glucose": ("空腹血糖(mmol/L)", "空腹血糖值(mmol/L)", "FPG"),
    "doctor_name": ("医生签名", "随访医师", "医生", "访视医生", "责任医生"),
    "next_on": ("下次访视日期", "预约下次随访日期"),
    "note": ("随访内容", "随访情况", "访视内容"),
}
_BY_PROGRAMME: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "1": {"symptoms": ("症状",)},
    "2": {"diabetes_symptoms": ("症状",)},
    "3": {
        "mental_symptoms": ("症状",),
        "stability": ("此次随访分类", "随访分类", "分类"),
        "mental_adherence": ("服药依从性", "服药情况"),
    },
    "4": {"tb_symptoms": ("症状", "症状及体征"), "month_number": ("月序", "治疗月份")},
    "5": {},
}
_VISIT_TITLES = {
    "1": ("高血压患者随访", "高血压随访"),
    "2": ("糖尿病患者随访", "糖尿病随访", "2型糖尿病随访"),
    "3": ("严重精神障碍患者随访", "精神障碍随访", "精神病随访", "严重精神障碍随访", "重性精神"),
    "4": ("肺结核患者随访", "肺结核随访", "结核病随访"),
    "5": ("贫困人群随访", "贫困人口随访"),
}


def _fields_of(programme: str) -> tuple[Field[Any], ...]:
    """Every field of the forms of a programme, each once."""
    sections = (section for (code, _), sheet in sorted(SHEETS.items()) if code == programme for section in sheet)
    every = {one.name: one for section in sections for one in section.fields if not hasattr(one, "rel_model")}
    more = {one.name: one for one in (FollowUp.stage, FollowUp.remark)}
    return tuple({**every, **more}.values())


def _visits(programme: str) -> ListKind:
    also = {**_VISIT_WORDS, **_BY_PROGRAMME[programme]}
    fields = _fields_of(programme)
    names = {one.name for one in fields}
    return ListKind(
        f"visits-{programme}",
        "follow-ups",
        f"{_VISIT_TITLES[programme][0]}记录",
        (Part("followup", FOLLOW_UP, fields=fields, also={k: v for k, v in also.items() if k in names}), WHOSE),
        ("followup.visited_on", "person.name"),
        _VISIT_TITLES[programme],
        spans=True,
    )


FOLLOW_UPS = list_of(
    "follow-ups",
    FOLLOW_UP,
    ("慢病随访记录", "随访记录", "随访台账", "随访登记", "随访名单", "随访情况", "慢病随访", "慢性病随访"),
    ("followup.visited_on",),
    ILLNESSES,
    also=_VISIT_WORDS,
)
VISIT_LISTS = {f"visits-{programme}": programme for programme in _VISIT_TITLES}
"""The programme of each list of one form."""

VISITS = (FOLLOW_UPS, *map(_visits, _VISIT_TITLES))
"""Every kind of list of visits."""
