"""Lists out of the register: as seen on the screen, or whole as a return that imports back unchanged.

What may be in them says ``store.leaving``; a list is finished out of sight, logged and only then put in place.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from hfp_desk import file_names, scratch
from hfp_desk.excel import identifying, protecting
from hfp_desk.excel.list_files import NUMBER_HEADING, WORKBOOK, ListFile, writer_for
from hfp_desk.gate import Viewer
from hfp_desk.problems import SILENT, Progress, Refusal, disk_trouble
from hfp_desk.records import BY_NAME, Column, Person, RecordType
from hfp_desk.records import Place as PlaceRecord
from hfp_desk.store import leaving, log, releasing
from hfp_desk.store.leaving import Leaving, Profile
from hfp_desk.store.listing import View
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register

__all__ = ["KINDS", "NUMBER_HEADING", "export", "export_return", "record_type", "return_columns"]

KINDS = {
    "people": "person",
    "households": "household",
    "identities": "identity",
    "diagnoses": "diagnosis",
    "treatments": "treatment",
    "settlements": "settlement",
    "institutions": "institution",
    "places": "place",
    "villages": "placestatus",
    "equipment": "equipment",
    "doctors": "doctor",
    "licences": "licence",
    "practices": "practice",
    "arrangements": "arrangement",
    "gaps": "gap",
    "partnerships": "partnership",
    "postings": "posting",
    "absences": "absence",
    "months": "postingmonth",
    "assessments": "assessment",
    "courses": "course",
    "attendance": "attendance",
    "presence": "presence",
    "cadres": "cadre",
    "tasks": "task",
    "findings": "finding",
    "inspections": "inspection",
    "meetings": "meeting",
    "materials": "material",
    "activities": "activity",
    "healthy-places": "healthyplace",
    "projects": "project",
    "teams": "team",
    "members": "teammember",
    "contracts": "contract",
    "service-items": "serviceitem",
    "services": "service",
    "surveys": "survey",
    "cases": "managedcase",
    "checkups": "checkup",
    "leaves": "leave",
    "follow-ups": "followup",
    "agreements": "agreement",
    "instalments": "instalment",
    "audit-batches": "auditbatch",
    "prices": "diseaseprice",
    "subsidy-standards": "subsidystandard",
    "subsidies": "subsidy",
    "screenings": "screening",
    "aids": "aid",
    "alerts": "alert",
    "discrepancies": "discrepancy",
}
"""What a list is called on the command line."""


def record_type(kind: str) -> RecordType:
    """The record type behind a list's name; Refusal naming the lists there are."""
    if kind not in KINDS:
        raise Refusal(f"没有名为“{kind}”的清单。", f"可以导出：{'、'.join(KINDS)}。")
    return BY_NAME[KINDS[kind]]


def return_columns(kind: RecordType) -> tuple[Column, ...]:
    """All declared fields of a record type, before them whose record it is, unless its own fields say so."""
    links = kind.model._meta.fields
    person = links.get("person")
    whose: tuple[Column, ...] = ()
    if person is not None and "name" not in links:
        whose = (
            Column(PlaceRecord.name, (person, Person.town), label="乡镇"),
            Column(PlaceRecord.name, (person, Person.village), label="行政村"),
            Column(Person.name, (person,)),
            Column(Person.id_number, (person,)),
        )
    treatment = links.get("treatment")
    stay = tuple(identifying.stay_columns(kind)) if treatment is not None else ()
    own = (_own(field) for field in kind.fields if field.name not in {"person", "treatment", "id_key"})
    return (*whose, *stay, *(column for columns in own for column in columns))


def export(
    register: Register,
    left: Leaving,
    target: Path,
    *,
    password: str = "",
    numbered: bool = False,
    progress: Progress = SILENT,
) -> int:
    """Write what leaves as .xlsx, .csv or .json by the file's ending; how many rows were written.

    ``password`` locks a workbook. ``numbered`` adds the hidden column 登记编号 for a list that comes back.
    """
    log.require_open(register, Action.EXPORT)
    write = writer_for(target)
    if password:
        _require_lockable(target, password)
    rough = scratch.fresh(file_names.proposed(left.title, target.suffix.lower()))
    try:
        with register.session(), closing(left.listing(register)) as listing:
            about = f"{left.profile.label} 用途：{left.purpose}"
            made = ListFile(listing, left.title, register.user, about, numbered, progress)
            count = _written(write, made, rough, target)
            if password:
                rough.write_bytes(protecting.protect(rough.read_bytes(), password))
            told = leaving.outgoing(register, left, listing, action=Action.EXPORT, rows=count, protected=bool(password))
            releasing.release(register, rough, target, told)
    finally:
        scratch.wipe(rough)
    return count


def export_return(
    register: Register,
    kind: str,
    target: Path,
    viewer: Viewer,
    progress: Progress = SILENT,
    *,
    purpose: str = "",
    password: str = "",
    profile: Profile = Profile.FULL,
) -> int:
    """Write a whole list; how many rows were written. In full it imports back unchanged, each row with its number."""
    chosen = record_type(kind)
    view = View(chosen, return_columns(chosen))
    left = leaving.leaving(view, viewer, profile, title=chosen.title, purpose=purpose)
    numbered = profile is Profile.FULL
    return export(register, left, target, password=password, numbered=numbered, progress=progress)


def _written(write: Any, made: ListFile, rough: Path, target: Path) -> int:
    from xlsxwriter.exceptions import FileCreateError

    try:
        return int(write(made, rough))
    except (OSError, FileCreateError) as error:
        reason = disk_trouble(error)
        raise Refusal(f"“{target.name}”没有写成：{reason}。", "请检查磁盘空间和权限后重试。") from error


def _require_lockable(target: Path, password: str) -> None:
    if target.suffix.lower() != WORKBOOK:
        raise Refusal("只有 Excel 工作簿能加打开密码。", f"请把文件名结尾改成 {WORKBOOK}。")
    protecting.require(password)


def _own(field: Any) -> tuple[Column, ...]:
    """The column of a field; of a link the columns by which the record it points at is found again."""
    return identifying.shown(field) if hasattr(field, "rel_model") else (Column(field),)
