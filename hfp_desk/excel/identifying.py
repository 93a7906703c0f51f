"""By what a record is known in a list: what tells a linked one from others of its name, and a type's own key.

A link leaves as the name of what it points at; where names repeat (doctors, postings, courses), further columns go
beside it, so that the list finds the same record when it comes back and nothing has to be guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hfp_desk.excel.parts import Mode, Part
from hfp_desk.fields import spec_of
from hfp_desk.records import (
    BY_NAME,
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
    Discrepancy,
    DiseasePrice,
    Doctor,
    Equipment,
    Finding,
    FollowUp,
    Gap,
    HealthyPlace,
    Inspection,
    Instalment,
    Leave,
    Licence,
    ManagedCase,
    Material,
    Meeting,
    Partnership,
    Person,
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
    Subsidy,
    SubsidyStandard,
    Survey,
    Task,
    Team,
    TeamMember,
    Treatment,
)
from hfp_desk.store.columns import TITLES

_CALLED: dict[type[Record], Any] = {**TITLES, Treatment: Treatment.number}
"""The field by which a linked record leaves, as lists show it; a stay by its number, for hospitals repeat."""
_FURTHER: dict[type[Record], tuple[tuple[Any, ...], ...]] = {
    Doctor: ((Doctor.id_number,),),
    Partnership: ((Partnership.receiver,),),
    Posting: ((Posting.starts,), (Posting.partnership, Partnership.receiver)),
    Cadre: ((Cadre.unit,),),
    Course: ((Course.starts,),),
    Attendance: ((Attendance.unit,), (Attendance.course, Course.name), (Attendance.course, Course.starts)),
    Agreement: ((Agreement.person, Person.name), (Agreement.person, Person.id_number)),
}
"""The further fields that tell namesakes apart, each with the links walked to it."""

STAY = (Treatment.disease, Treatment.hospital, Treatment.admitted, Treatment.discharged)
"""What tells the stays of a person apart."""

KEYS: dict[type[Record], tuple[str, ...]] = {
    Equipment: ("holder", "kind", "model"),
    Doctor: ("id_key",),
    Licence: ("doctor", "kind", "number"),
    Practice: ("doctor", "village", "institution", "mode", "starts"),
    Arrangement: ("village", "kind", "starts"),
    Gap: ("village", "kind", "found_on"),
    Partnership: ("supporter", "receiver", "agreement"),
    Posting: ("partnership", "name", "starts"),
    Absence: ("posting", "starts"),
    PostingMonth: ("posting", "month"),
    Assessment: ("partnership", "whom", "period"),
    Cadre: ("name", "unit"),
    Course: ("name", "starts"),
    Attendance: ("course", "name", "unit"),
    Presence: ("attendance", "day", "half"),
    Task: ("content", "document"),
    Finding: ("problem", "town", "village"),
    Inspection: ("inspected_on", "institution", "kind"),
    Meeting: ("held_on", "name"),
    Material: ("title", "unit"),
    Activity: ("held_on", "topic", "village", "place"),
    HealthyPlace: ("name", "kind"),
    Project: ("name", "document"),
    Team: ("name",),
    TeamMember: ("team", "name"),
    Contract: ("person", "starts"),
    ServiceItem: ("name", "package"),
    Service: ("person", "item", "served_on"),
    Survey: ("person", "surveyed_on"),
    ManagedCase: ("person", "programme"),
    Checkup: ("person", "examined_on"),
    Leave: ("doctor", "starts"),
    FollowUp: ("person", "programme", "visited_on"),
    Agreement: ("person", "kind", "signed_on"),
    Instalment: ("agreement", "due_on"),
    AuditBatch: ("number", "hospital"),
    DiseasePrice: ("disease", "level", "hospital", "starts"),
    SubsidyStandard: ("year", "category"),
    Subsidy: ("person", "year"),
    Screening: ("person", "kind", "screened_on"),
    Aid: ("person", "kind", "project", "year"),
    Alert: ("person", "raised_on"),
    Discrepancy: ("compared_on", "name", "id_number", "kind", "column"),
}
"""The fields by which a row without our number is a record of the register."""


def telling(model: type[Record]) -> tuple[tuple[Any, ...], ...]:
    """The fields that tell records of a type apart, the name first, each as the links to it and itself."""
    return ((_CALLED[model],), *_FURTHER.get(model, ()))


def shown(link: Any) -> tuple[Column, ...]:
    """The columns by which a link leaves: the name of the linked record, then what tells it from its namesakes."""
    (first,), *more = telling(link.rel_model)
    label = spec_of(first).label if first.name == "number" else spec_of(link).label
    further = (Column(path[-1], (link, *path[:-1]), label=_label(link, path)) for path in more)
    return (Column(first, (link,), label=label), *further)


def stay_columns(kind: RecordType) -> Iterator[Column]:
    """The columns that tell the stay a record belongs to; one that its own fields are called like says whose it is."""
    link = kind.model._meta.fields["treatment"]
    own = {spec_of(field).label for field in kind.fields}
    for field in STAY:
        label = spec_of(field).label
        yield Column(field, (link,), label=f"救治{label}" if label in own else "")


def lookups(link: Any) -> Iterator[Part]:
    """The parts of a list of ours that read what stands beside a link's name."""
    for path in telling(link.rel_model)[1:]:
        *steps, field = path
        record = BY_NAME[field.model.__name__.lower()]
        words = {field.name: (_label(link, path),)}
        yield Part(".".join([link.name, *(step.name for step in steps)]), record, Mode.LOOKUP, (field,), words)


def target(link: Any, path: tuple[Any, ...]) -> str:
    """The target of a list under which such a column is read."""
    return ".".join([link.name, *(step.name for step in path)])


def _label(link: Any, path: tuple[Any, ...]) -> str:
    return spec_of(link).label + spec_of(path[-1]).label
