"""What can be sent out to township health centres: which lists, which columns, which of them stay locked.

Only what a township must check is in a template: no phone, no account, no birth date; numbers leave masked.
"""

from __future__ import annotations

from dataclasses import dataclass

from hfp_desk.excel.exporting import return_columns
from hfp_desk.excel.returning import LOCKED
from hfp_desk.problems import Refusal
from hfp_desk.records import ARRANGEMENT, ATTENDANCE, DOCTOR, GAP, INSTITUTION, LICENCE, Column, Institution, RecordType
from hfp_desk.rules.clinics import CLINIC
from hfp_desk.store.views import Condition, Operator


@dataclass(frozen=True)
class Part:
    """One list of a template: its sheet, the records and the columns (keys of ``return_columns``) that are asked."""

    sheet: str
    record: RecordType
    keys: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of the keys."""
        known = {column.key: column for column in return_columns(self.record)}
        return tuple(known[key] for key in self.keys)

    def is_locked(self, column: Column) -> bool:
        """Whether the township may not change this column of a row it was sent."""
        steps = [*(link.name for link in column.path), column.field.name]
        return steps[0] in LOCKED[self.record.model]


@dataclass(frozen=True)
class Template:
    """A workbook to be sent out."""

    name: str
    title: str
    parts: tuple[Part, ...]


_CLINIC = "town.name village.name name host ownership floor_area rooms rooms_apart utilities medicines served"
_CLINIC += " licence_number licence_expires checked_on insurance_contract outpatient_pool telemedicine"
_CLINIC += " standard failing opened_on closed_on kind remark"
_DOCTOR = "town.name village.name name id_number sex institution.name education major kind title_grade state employment"
_DOCTOR += " starts ends since pension subsidy gp_trained remark"
_LICENCE = "doctor.name doctor.id_number kind number issued_on expires issuer scope remark"
_ARRANGEMENT = "town.name village.name kind served_by.name provider.name neighbour.name per_week schedule starts ends"
_ARRANGEMENT += " publicised evidence remark"
_GAP = "town.name village.name kind found_on cause remedy unit responsible deadline closed_on evidence remark"
_ATTENDANCE = "course.name course.starts name id_number trainee.name trainee.id_number unit post days result score"
_ATTENDANCE += " certificate remark"

TEMPLATES = (
    Template(
        "clinics",
        "村卫生室及乡村医生核对表",
        (
            Part(
                "村卫生室",
                INSTITUTION,
                tuple(_CLINIC.split()),
                (Condition(Column(Institution.kind), Operator.EQUALS, CLINIC),),
            ),
            Part("乡村医生", DOCTOR, tuple(_DOCTOR.split())),
            Part("资格证书", LICENCE, tuple(_LICENCE.split())),
        ),
    ),
    Template(
        "gaps",
        "空白点和替代安排核对表",
        (Part("空白点", GAP, tuple(_GAP.split())), Part("替代安排", ARRANGEMENT, tuple(_ARRANGEMENT.split()))),
    ),
    Template("training", "乡村医生参训核对表", (Part("参训人员", ATTENDANCE, tuple(_ATTENDANCE.split())),)),
)


def template_named(name: str) -> Template:
    """The template with this name or title; Refusal naming those there are."""
    for one in TEMPLATES:
        if name in (one.name, one.title):
            return one
    known = "、".join(f"{one.name}（{one.title}）" for one in TEMPLATES)
    raise Refusal(f"没有名为“{name}”的模板。", f"可以下发：{known}。")


@dataclass(frozen=True)
class Town:
    """The township a workbook is for."""

    id: int
    name: str
    code: str
    villages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """A part with its rows: the number of each record and its texts; how many persons they are about."""

    part: Part
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    people: int
