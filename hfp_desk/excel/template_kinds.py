"""What can be sent out to township health centres: which lists, which columns, which of them stay locked.

Only what a township must check is in a template: no phone, no account, no birth date; numbers leave masked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from peewee import Field

from hfp_desk.excel import template_rows
from hfp_desk.excel.exporting import return_columns
from hfp_desk.excel.filled_in import CONTRACT_FIELDS, EXAM_FIELDS, VISIT_FIELDS
from hfp_desk.excel.returning import LOCKED
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    ARRANGEMENT,
    ATTENDANCE,
    DOCTOR,
    GAP,
    INSTITUTION,
    LICENCE,
    MANAGED_CASE,
    PERSON,
    SUBSIDY,
    Column,
    Institution,
    RecordType,
)
from hfp_desk.rules.clinics import CLINIC
from hfp_desk.store.opening import Register
from hfp_desk.store.views import Condition, Operator


@dataclass(frozen=True)
class Part:
    """One list of a template: its sheet, the records and the columns (keys of ``return_columns``) that are asked.

    With ``asked`` a row is only about a record, and these empty columns are filled in; ``chosen`` says which records.
    """

    sheet: str
    record: RecordType
    keys: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    asked: tuple[Field[Any], ...] = ()
    chosen: Callable[[Register, Viewer], tuple[int, ...]] | None = None

    @property
    def title(self) -> str:
        """What stands over the list."""
        return self.sheet + ("表" if self.asked else "核对表")

    @property
    def listed(self) -> tuple[Column, ...]:
        """The columns of the records, in the order of the keys."""
        known = {column.key: column for column in return_columns(self.record)}
        return tuple(known[key] for key in self.keys)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the records, then those that are filled in."""
        return (*self.listed, *map(Column, self.asked))

    def is_locked(self, column: Column) -> bool:
        """Whether the township may not change this column of a row it was sent."""
        if self.asked:
            return bool(column.path) or not any(column.field is one for one in self.asked)
        steps = [*(link.name for link in column.path), column.field.name]
        return steps[0] in LOCKED[self.record.model]


@dataclass(frozen=True)
class Template:
    """A workbook to be sent out."""

    name: str
    title: str
    parts: tuple[Part, ...]

    @property
    def is_filled_in(self) -> bool:
        """Whether its rows are for new records about those that are sent."""
        return any(part.asked for part in self.parts)


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
_CASE = "person.town.name person.village.name person.name person.id_number programme"
_PERSON = "town.name village.name name id_number"
_SUBSIDY = "person.town.name person.village.name person.name person.id_number year category change cancelled_on"
_SUBSIDY += " insured_kind insured_place uninsured_reason hand_remark"

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
    Template(
        "follow-ups",
        "慢病随访填报表",
        (Part("随访填报", MANAGED_CASE, tuple(_CASE.split()), (), VISIT_FIELDS, template_rows.due_cases),),
    ),
    Template(
        "signing",
        "家庭医生签约填报表",
        (Part("签约填报", PERSON, tuple(_PERSON.split()), (), CONTRACT_FIELDS, template_rows.to_sign),),
    ),
    Template(
        "checkups",
        "健康体检填报表",
        (Part("体检填报", PERSON, tuple(_PERSON.split()), (), EXAM_FIELDS, template_rows.to_examine),),
    ),
    Template("subsidies", "资助参保核实表", (Part("资助参保", SUBSIDY, tuple(_SUBSIDY.split())),)),
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
    """The township a workbook is for; ``village`` where it is for one village of it alone."""

    id: int
    name: str
    code: str
    villages: tuple[str, ...] = ()
    village: int = 0

    @property
    def called(self) -> str:
        """The township, or the village with its township before it."""
        return self.name + (self.villages[0] if self.village else "")


@dataclass(frozen=True)
class Filled:
    """A part with its rows: the number of each record and its texts; how many persons they are about."""

    part: Part
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    people: int
