"""A row judged as the record it will be: the same rules as the form and the whole-register check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hfp_desk.excel.identifying import KEYS
from hfp_desk.excel.parts import Part
from hfp_desk.excel.work import Rows, Work
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import Institution, Person, Record
from hfp_desk.records.checks import problems_of

_FOLLOWED = frozenset({"doctor", "partnership", "posting", "course", "attendance", "person", "contract"})
_DERIVED = frozenset({"id_key", "birth", "sex"})
_EMPTY = "E-REQ"


def record_of(work: Work, model: type[Record], values: Mapping[str, Any]) -> Record:
    """The record as it will be, with the records it belongs to, pending ones too."""
    given: dict[str, Any] = {}
    for name, value in values.items():
        field: Any = model._meta.fields[name]
        if value is not None and name in _FOLLOWED and hasattr(field, "rel_model"):
            given[name] = record_of(work, field.rel_model, work.ledger(field.rel_model).content(value))
        elif not (name in ("town", "village") or value is None) or not hasattr(field, "rel_model"):
            given[name] = field.python_value(value)
    return model.new(**given)


def with_derived(work: Work, model: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """The values of a new record with what follows from its identity number where the list does not say it."""
    wanted = _DERIVED & model._meta.fields.keys()
    if not wanted:
        return values
    record = record_of(work, model, values)
    record.derive()
    derived = {name: model._meta.fields[name].db_value(getattr(record, name)) for name in wanted}
    return {**values, **{name: value for name, value in derived.items() if value and not values.get(name)}}


def is_refused(rows: Rows, part: Part, stored: Mapping[str, Any], values: Mapping[str, Any], i: int) -> bool:
    """Tell what is wrong with the record that the row makes or changes; an error keeps the row out."""
    model = part.record.model
    if model not in KEYS and model is not Institution:
        return False
    found = problems_with(rows.work, part, {**stored, **values})
    rows.table.tell_all(i, found)
    return any(problem.severity is Severity.ERROR for problem in found)


def problems_with(
    work: Work, part: Part, values: Mapping[str, Any], person: Mapping[str, Any] | None = None
) -> list[Problem]:
    """What is wrong with a record of these values, but for what it lacks; ``person`` is whose it will be."""
    record: Any = record_of(work, part.record.model, values)
    if person is not None:
        record.person = record_of(work, Person, person)
    return [problem for problem in problems_of(record, part.record) if problem.code != _EMPTY]


def apply_row(rows: Rows, values: dict[str, Any], i: int) -> int | None:
    """Make or change the record that a row of the principal part stands for; None when an error keeps it out."""
    part, record = rows.table.kind.principal, rows.target[i]
    model = part.record.model
    ledger = rows.work.ledger(model)
    stored = ledger.content(record) if record else {}
    if (record is None or ledger.differences(record, values)) and is_refused(rows, part, stored, values, i):
        return None
    if record is None:
        record = rows.target[i] = rows.add(model, values, i)
    else:
        rows.change(model, record, values, i, part.mode)
    rows.keep_unread(part, record, i)
    return record
