"""Templates that come back from a township: only what it was asked to check is taken from them.

A template carries the code of its township, in every row it was sent with and over its head. A row of another
township is held; a change in a column that was locked is told and not taken. New rows below are new records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from peewee import ForeignKeyField

from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.parts import Part
from hfp_desk.excel.subsidy_lists import BY_HAND
from hfp_desk.excel.table import Table, error, warn
from hfp_desk.fields import spec_of
from hfp_desk.records import (
    Arrangement,
    Attendance,
    Doctor,
    Gap,
    Institution,
    Licence,
    ManagedCase,
    Person,
    Place,
    Record,
    Subsidy,
)
from hfp_desk.rules.clinics import CLINIC
from hfp_desk.store import places

if TYPE_CHECKING:
    from hfp_desk.excel.work import Rows

SENT = "下发编号"
"""The word over the head, with the code of the township behind it."""

TOWN: Mapping[type[Record], tuple[ForeignKeyField[Any], ...]] = {
    Institution: (Institution.town,),
    Doctor: (Doctor.town,),
    Licence: (Licence.doctor, Doctor.town),
    Arrangement: (Arrangement.town,),
    Gap: (Gap.town,),
    Attendance: (Attendance.trainee, Doctor.town),
    Subsidy: (Subsidy.person, Person.town),
    ManagedCase: (ManagedCase.person, Person.town),
    Person: (Person.town,),
}
"""The links from a record to the township that checks it."""

LOCKED: Mapping[type[Record], frozenset[str]] = {
    Institution: frozenset({"town", "village", "kind", "name", "code", "standard"}),
    Doctor: frozenset({"town", "name", "id_number", "kind"}),
    Licence: frozenset({"doctor"}),
    Arrangement: frozenset({"town", "village", "publicised"}),
    Gap: frozenset({"town", "village", "kind", "found_on", "deadline", "closed_on"}),
    Attendance: frozenset({"course", "trainee", "name", "id_number", "certificate"}),
    Subsidy: frozenset(set(Subsidy._meta.fields) - set(BY_HAND)),
}
"""What the county keeps: a township may fill it in for a new record and not change it in one that was sent."""

_SENT = re.compile(SENT + r"\D{0,3}(\d{12})")
_HIDDEN = "*"


def township(table: Table) -> str:
    """The code of the township a list was sent to; empty for any other list."""
    over = _SENT.search(table.guesses.title)
    if over:
        return over[1]
    marks = Counter(filter(None, table.marks))
    return marks.most_common(1)[0][0] if marks else ""


def forget_masks(rows: Rows) -> None:
    """A number that left masked comes back masked: it says nothing."""
    table = rows.table
    if not township(table):
        return
    for key, column in table.values.items():
        if key.rpartition(".")[2] != "id_number":
            continue
        for i, text in enumerate(column):
            if isinstance(text, str) and _HIDDEN in text:
                column[i] = ""
                if key == table.kind.identity:
                    table.ids[i] = None
                    table.doubted.pop(i, None)


def hold_strangers(rows: Rows, part: Part) -> None:
    """Rows sent to another township, or whose record belongs to one, stay out."""
    table, code = rows.table, township(rows.table)
    if not code:
        return
    for i in list(table.open):
        record, mark = rows.target[i], table.marks[i] if table.marks else ""
        if (mark and mark != code) or (record is not None and _elsewhere(rows, part, record, code)):
            _hold(rows, i)


def is_stranger(rows: Rows, part: Part, values: Mapping[str, Any], i: int) -> bool:
    """Whether a new record would belong to another township; its row is held then."""
    code = township(rows.table)
    town = _town(rows, part.record.model, values) if code else None
    if town is None or _code(rows, town) == code:
        return False
    _hold(rows, i)
    return True


def complete(rows: Rows, part: Part, values: dict[str, Any]) -> None:
    """What goes without saying of a new row of a template: its township, and that a clinic is a village clinic."""
    code, fields = township(rows.table), part.record.model._meta.fields
    if not code:
        return
    if part.record.model is Institution and not values.get("kind"):
        values["kind"] = CLINIC
    if "town" in fields and not values.get("town") and not values.get("village"):
        town = rows.work.names.coded(code, places.TOWN)
        if town is not None:
            values["town"] = town


def allowed(rows: Rows, part: Part, record: int, values: dict[str, Any], i: int) -> dict[str, Any]:
    """What a returned row may change; the rest is told."""
    model = part.record.model
    if model not in LOCKED or not township(rows.table):
        return values
    kept = {name: value for name, value in values.items() if name not in LOCKED[model]}
    wanted = {name: value for name, value in values.items() if name in LOCKED[model]}
    for name in rows.work.ledger(model).differences(record, wanted):
        label = spec_of(model._meta.fields[name]).label
        message = f"“{label}”是下发时锁定的栏目，这里的改动没有采用；确需更改时请另行书面说明。"
        rows.table.tell(i, warn("W-LOCKED", message, label, str(rows.table.raw(_target(rows, part, name), i) or "")))
    return kept


def _target(rows: Rows, part: Part, name: str) -> str:
    feeds = rows.table.kind.feeds
    return next((key for key, fed in feeds.items() if (part, name) in fed), "")


def _elsewhere(rows: Rows, part: Part, record: int, code: str) -> bool:
    town = _town(rows, part.record.model, rows.work.ledger(part.record.model).content(record))
    return town is not None and _code(rows, town) != code


def _town(rows: Rows, model: type[Record], content: Mapping[str, Any]) -> int | None:
    """The township that a record's links lead to; from its village where none is kept."""
    for link in TOWN.get(model, ())[:-1]:
        linked = content.get(link.name)
        if linked is None:
            return None
        content = rows.work.ledger(link.rel_model).content(linked)
    village, town = content.get("village"), content.get("town")
    if village is None:
        return int(town) if town is not None else None
    parent = rows.work.ledger(Place).content(village)["parent"]
    return None if parent is None else int(parent)


def _code(rows: Rows, town: int) -> str:
    return str(rows.work.ledger(Place).content(town)["code"])


def _hold(rows: Rows, i: int) -> None:
    message = "这一行不属于下发的乡镇，没有导入；请删去，或由所属乡镇填报。"
    rows.table.tell(i, error("E-TEMPLATE-TOWN", message, "乡镇"), Outcome.CONFLICT)
