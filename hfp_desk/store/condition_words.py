"""The conditions of a list in words, for the log: never a name, number, address or restricted disease in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hfp_desk.fields import Secrecy
from hfp_desk.kinds import Choice, Choices, Text, YesNo
from hfp_desk.records import Column, Place
from hfp_desk.store import columns as known
from hfp_desk.store import figures, flaws
from hfp_desk.store.views import Condition, Operator, View

EVERYTHING = "全部"
_WITHHELD = "（略）"
_MOST = 12
_BARE = (Operator.EMPTY, Operator.PRESENT)


def words(view: View) -> str:
    """All conditions in one line; inside a session."""
    found = [_condition(condition) for condition in view.conditions]
    if view.flaw:
        found.append(flaws.named(view.record_type, view.flaw).label)
    if view.include_void:
        found.append("含已作废")
    if view.only is not None:
        found.append(f"选定的 {len(view.only)} 条")
    return "；".join(found) or EVERYTHING


def _condition(condition: Condition) -> str:
    column, operator = known.titled(condition.column), condition.operator
    if operator in _BARE:
        return f"{column.title}{operator}"
    if operator is Operator.BETWEEN:
        low, high = (_value(column, end) if end not in (None, "") else "" for end in condition.value)
        return f"{column.title}{operator} {low or '最早'} 至 {high or '今'}"
    values = condition.value if isinstance(condition.value, list | tuple | set | frozenset) else (condition.value,)
    told = "、".join(_value(column, value) for value in list(values)[:_MOST])
    return f"{column.title}{operator} {told}{f' 等 {len(values)} 项' if len(values) > _MOST else ''}"


def _value(column: Column, value: Any) -> str:
    kind = column.spec.kind
    if column.field is Place.name:
        return _place(value)
    if isinstance(kind, Choice | Choices):
        return kind.list.shown(str(value))
    if column.spec.secrecy is Secrecy.PERSONAL and not isinstance(kind, YesNo):
        return _WITHHELD
    if column.spec.secrecy is Secrecy.HEALTH and isinstance(kind, Text):
        return str(value) if _may_be_named(str(value)) else _WITHHELD
    return str(value)


def _may_be_named(words: str) -> bool:
    """Whether these are a disease that is not restricted: the log is read by those who may not know of the others."""
    found = figures.in_force().on(date.today()).recognise(words)
    return found is not None and not found.restricted


def _place(value: Any) -> str:
    """A place given by its number in the register is told by its name."""
    text = str(value)
    found = Place.get_or_none(Place.id == int(text)) if text.isdigit() and len(text) < 10 else None
    return found.name if found is not None else text
