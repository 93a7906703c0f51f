"""Columns of lists: what a link is shown by, which columns a clerk may choose, a column from its stable key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from peewee import Field, ForeignKeyField

from hfp_desk.fields import is_declared
from hfp_desk.kinds import Money
from hfp_desk.problems import Refusal
from hfp_desk.records import (
    ALL,
    PAYERS,
    Absence,
    Activity,
    Agreement,
    Aid,
    Alert,
    Arrangement,
    Assessment,
    Attendance,
    AuditBatch,
    Cadre,
    Checkup,
    Column,
    Contract,
    Course,
    Diagnosis,
    Discrepancy,
    DiseasePrice,
    Doctor,
    Equipment,
    Finding,
    FollowUp,
    Gap,
    HealthyPlace,
    Household,
    Identity,
    Inspection,
    Instalment,
    Institution,
    Leave,
    Licence,
    ManagedCase,
    Material,
    Meeting,
    Partnership,
    Person,
    Place,
    PlaceStatus,
    Posting,
    PostingMonth,
    Practice,
    Presence,
    Project,
    Record,
    RecordType,
    Screening,
    Service,
    ServiceItem,
    Settlement,
    Subsidy,
    SubsidyStandard,
    Survey,
    Task,
    Team,
    TeamMember,
    Treatment,
)

TITLES: dict[type[Record], Field[Any]] = {
    Place: Place.name,
    PlaceStatus: PlaceStatus.year,
    Household: Household.number,
    Person: Person.name,
    Identity: Identity.kind,
    Institution: Institution.name,
    Diagnosis: Diagnosis.disease,
    Treatment: Treatment.hospital,
    Settlement: Settlement.settled_on,
    Equipment: Equipment.kind,
    Doctor: Doctor.name,
    Licence: Licence.number,
    Practice: Practice.mode,
    Arrangement: Arrangement.kind,
    Gap: Gap.kind,
    Partnership: Partnership.supporter,
    Posting: Posting.name,
    Absence: Absence.starts,
    PostingMonth: PostingMonth.month,
    Assessment: Assessment.period,
    Cadre: Cadre.name,
    Course: Course.name,
    Attendance: Attendance.name,
    Presence: Presence.day,
    Task: Task.content,
    Finding: Finding.problem,
    Inspection: Inspection.inspected_on,
    Meeting: Meeting.name,
    Material: Material.title,
    Activity: Activity.topic,
    HealthyPlace: HealthyPlace.name,
    Project: Project.name,
    Team: Team.name,
    TeamMember: TeamMember.name,
    Contract: Contract.ends,
    ServiceItem: ServiceItem.name,
    Service: Service.item,
    Survey: Survey.surveyed_on,
    ManagedCase: ManagedCase.programme,
    Checkup: Checkup.examined_on,
    Leave: Leave.starts,
    FollowUp: FollowUp.visited_on,
    Agreement: Agreement.signed_on,
    Instalment: Instalment.due_on,
    AuditBatch: AuditBatch.number,
    DiseasePrice: DiseasePrice.disease,
    SubsidyStandard: SubsidyStandard.category,
    Subsidy: Subsidy.year,
    Screening: Screening.kind,
    Aid: Aid.kind,
    Alert: Alert.raised_on,
    Discrepancy: Discrepancy.name,
}
"""The field by which a linked record is shown."""

_OF_PERSON = (
    Column(Person.name),
    Column(Person.id_number),
    Column(Person.sex),
    Column(Person.birth),
    Column(Person.phone),
    Column(Household.number, (Person.household,)),
    Column(Household.head_name, (Person.household,)),
    Column(Identity.kind, summed_over=Identity.person, label="人员身份"),
    Column(Diagnosis.disease, summed_over=Diagnosis.person, label="所患疾病"),
)
_CHILDREN: dict[type[Record], tuple[Column, ...]] = {
    Person: (
        Column(Settlement.total, summed_over=Settlement.person),
        Column(Settlement.own_share, summed_over=Settlement.person),
    ),
    Treatment: tuple(
        Column(field, summed_over=Settlement.treatment)
        for field in (Settlement.total, Settlement.in_scope, *PAYERS, Settlement.own_share)
    ),
}
_PLACE_LINKS = (("town", "乡镇"), ("village", "行政村"))
_STAMPS = ("created_by", "created_at", "changed_by", "changed_at", "void_reason")


@dataclass(frozen=True)
class GridColumn:
    """A column as a grid needs it; ``chars`` is its width in half-width characters."""

    key: str
    label: str
    chars: int
    numeric: bool
    restricted: bool


def titled(column: Column) -> Column:
    """``column`` with a link at its end replaced by the title of the linked record."""
    field = column.field
    if not isinstance(field, ForeignKeyField):
        return column
    title = TITLES[_target(field)]
    return titled(replace(column, field=title, path=(*column.path, field), label=column.title))


def holder(kind: RecordType, column: Column) -> type[Record]:
    """The model at the end of the column's path: it holds the field, or its children do."""
    return _target(column.path[-1]) if column.path else kind.model


def is_listed_once(column: Column) -> bool:
    """Whether the column lists what the children hold, each once, instead of adding it up."""
    return column.summed_over is not None and not isinstance(column.spec.kind, Money)


def offered(kind: RecordType) -> tuple[Column, ...]:
    """Every column a clerk may choose for a list of ``kind``: the usual ones first, each once."""
    found = [*kind.columns, *_places(kind.model, ()), *_own(kind), *_CHILDREN.get(kind.model, ())]
    if kind.model is Person:
        found += _OF_PERSON
    elif "person" in kind.model._meta.fields:
        link, own = kind.model._meta.fields["person"], {column.title for column in found}
        found += [replace(column, path=(link, *column.path)) for column in _OF_PERSON if _is_fresh(column, kind, own)]
    found += [Column(kind.model._meta.fields[name]) for name in _STAMPS]
    return tuple({column.key: column for column in reversed(found)}[key] for key in _keys(found))


def _is_fresh(column: Column, kind: RecordType, own: Collection[str]) -> bool:
    """A record that has a name and a number of its own shows those; the usual columns of the person are kept."""
    return column.title not in own or "name" not in kind.model._meta.fields


def find(kind: RecordType, key: str) -> Column:
    """The column with this key; Refusal when the record type has none."""
    known = next((column for column in offered(kind) if column.key == key), None)
    return known or _walked(kind, key)


def _keys(columns: list[Column]) -> list[str]:
    return list(dict.fromkeys(column.key for column in columns))


def _own(kind: RecordType) -> list[Column]:
    taken = {column.key for column in kind.columns}
    hidden = {"id_key", "person", "household", "town", "village"}
    own = [Column(field) for field in kind.fields if field.name not in hidden]
    return [column for column in own if titled(column).key not in taken]


def _places(model: type[Record], path: tuple[ForeignKeyField[Any], ...]) -> list[Column]:
    fields = model._meta.fields
    links = [(fields[name], label) for name, label in _PLACE_LINKS if name in fields]
    return [Column(Place.name, (*path, link), label=label) for link, label in links]


def _walked(kind: RecordType, key: str) -> Column:
    """Follow the names of a key: links to their record, a record's name to its children, at last a field."""
    model: type[Record] = kind.model
    path: tuple[ForeignKeyField[Any], ...] = ()
    *steps, name = key.split(".")
    for step in steps:
        link = model._meta.fields.get(step)
        if not isinstance(link, ForeignKeyField):
            return _of_children(kind, model, path, step, name, key)
        path, model = (*path, link), _target(link)
    field = model._meta.fields.get(name)
    if field is None or not is_declared(field):
        raise _unknown(kind, key)
    return Column(field, path)


def _of_children(
    kind: RecordType, model: type[Record], path: tuple[ForeignKeyField[Any], ...], child: str, name: str, key: str
) -> Column:
    for other in ALL:
        links = (link for link in other.model._meta.sorted_fields if isinstance(link, ForeignKeyField))
        link = next((link for link in links if link.rel_model is model), None)
        field = other.model._meta.fields.get(name)
        if other.name == child and link is not None and field is not None and is_declared(field):
            return Column(field, path, link)
    raise _unknown(kind, key)


def _unknown(kind: RecordType, key: str) -> Refusal:
    return Refusal(f"{kind.title}没有“{key}”这一栏。", "请重新选择栏目。")


def _target(link: ForeignKeyField[Any]) -> type[Record]:
    model: type[Record] = link.rel_model
    return model
