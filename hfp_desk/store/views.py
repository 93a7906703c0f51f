"""What a list shows: columns, conditions and order, as data that can be kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hfp_desk.records import Column, RecordType
from hfp_desk.store import columns as known


class Operator(StrEnum):
    """How a condition compares, in the words of the office."""

    EQUALS = "等于"
    CONTAINS = "包含"
    BETWEEN = "介于"
    AMONG = "属于"
    EMPTY = "为空"
    PRESENT = "不为空"


@dataclass(frozen=True)
class Condition:
    """One condition. ``value`` is a value or its text; BETWEEN takes (from, to) with an open end empty, AMONG several.

    A place stands for itself and everything below it (given by id, code, name or alias); what was
    merged into it belongs to it. A condition on children holds when one living child fulfils it.
    """

    column: Column
    operator: Operator
    value: Any = None


Order = tuple[tuple[Column, bool], ...]


@dataclass(frozen=True)
class View:
    """A list to be made: ``order`` are columns with "descending"; voided records are left out unless asked for.

    ``flaw`` keeps only the records that have this flaw (``hfp_desk.store.flaws``), ``only`` those with these ids.
    """

    record_type: RecordType
    columns: tuple[Column, ...] = ()
    conditions: tuple[Condition, ...] = ()
    order: Order = ()
    include_void: bool = False
    flaw: str = ""
    only: tuple[int, ...] | None = None

    @property
    def shown(self) -> tuple[Column, ...]:
        """The chosen columns, or the usual ones."""
        return self.columns or self.record_type.columns

    @property
    def ordered(self) -> Order:
        """The chosen order, or the usual one."""
        return self.order or tuple((column, False) for column in self.record_type.order)


def dump(view: View) -> dict[str, Any]:
    """The view as JSON can hold it."""
    return {
        "columns": [column.key for column in view.columns],
        "conditions": [[each.column.key, each.operator.value, _plain(each.value)] for each in view.conditions],
        "order": [[column.key, descending] for column, descending in view.order],
        "include_void": view.include_void,
        "flaw": view.flaw,
    }


def load(kind: RecordType, kept: Mapping[str, Any]) -> View:
    """A view that ``dump`` wrote; Refusal when a column of it is no longer known."""
    return View(
        kind,
        tuple(known.find(kind, key) for key in kept.get("columns", ())),
        tuple(
            Condition(known.find(kind, key), Operator(operator), tuple(value) if isinstance(value, list) else value)
            for key, operator, value in kept.get("conditions", ())
        ),
        tuple((known.find(kind, key), bool(descending)) for key, descending in kept.get("order", ())),
        bool(kept.get("include_void", False)),
        str(kept.get("flaw", "")),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, date | Decimal) else value
