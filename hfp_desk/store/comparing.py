"""One comparison of a condition as SQL; values may be given as they are or as text that their kind can read."""

from __future__ import annotations

from typing import Any

from peewee import Field

from hfp_desk.fields import spec_of
from hfp_desk.kinds import Choice, Choices, Text, Unreadable, VagueDay
from hfp_desk.problems import Refusal
from hfp_desk.store import tables
from hfp_desk.store.sql import Sql, joined
from hfp_desk.store.views import Condition, Operator

_NEVER = Sql("1=0")


def compare(expression: str, condition: Condition) -> Sql:
    """``expression`` fulfils the condition; Refusal when a value cannot be read."""
    field, value = condition.column.field, condition.value
    kind = spec_of(field).kind
    match condition.operator:
        case Operator.EMPTY:
            return _empty(expression, field)
        case Operator.PRESENT:
            return Sql("NOT ") + _empty(expression, field)
        case Operator.BETWEEN:
            return _between(expression, field, *value)
        case Operator.AMONG:
            return _among(expression, field, tuple(value))
        case Operator.CONTAINS if isinstance(kind, Choice | Choices):
            codes = tuple(item.code for item in kind.list.items if str(value) in item.label)
            return _among(expression, field, codes)
        case Operator.CONTAINS if kind.numeric:
            return _among(expression, field, (value,))
        case Operator.CONTAINS:
            return Sql(f"{expression} LIKE ? ESCAPE '\\'", (f"%{escaped(str(value))}%",))
        case Operator.EQUALS:
            return _among(expression, field, (value,))


def escaped(text: str) -> str:
    """Text in which the wild cards of LIKE stand for themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _empty(expression: str, field: Field[Any]) -> Sql:
    nothing = tables.stored(field, field.default) == ""
    return Sql(f"coalesce({expression},'')=''" if nothing else f"{expression} IS NULL")


def _among(expression: str, field: Field[Any], values: tuple[Any, ...]) -> Sql:
    if not values:
        return _NEVER
    found = tuple(_stored(field, value) for value in values)
    if isinstance(spec_of(field).kind, Choices):
        tests = [Sql(f"','||{expression}||',' LIKE ?", (f"%,{code},%",)) for code in found]
        return Sql("(") + joined(tests, " OR ") + ")"
    return Sql(f"{expression} IN ({','.join('?' * len(found))})", found)


def _between(expression: str, field: Field[Any], low: Any, high: Any) -> Sql:
    """Both ends included; an open end is empty. A vague day counts when any day it may mean lies between."""
    first, last = (None if end in (None, "") else _stored(field, end) for end in (low, high))
    if isinstance(spec_of(field).kind, VagueDay):
        tests = [Sql(f"{expression}<>''")]
        tests += [] if first is None else [Sql(f"{expression}>=substr(?,1,length({expression}))", (first,))]
        tests += [] if last is None else [Sql(f"substr({expression},1,{len(last)})<=?", (last,))]
    else:
        tests = [Sql(f"{expression} IS NOT NULL")]
        tests += [] if first is None else [Sql(f"{expression}>=?", (first,))]
        tests += [] if last is None else [Sql(f"{expression}<=?", (last,))]
    return Sql("(") + joined(tests, " AND ") + ")"


def _stored(field: Field[Any], value: Any) -> Any:
    spec = spec_of(field)
    if isinstance(value, str) and not isinstance(spec.kind, Text):
        try:
            value = spec.kind.read(value)
        except Unreadable as error:
            raise Refusal(f"条件“{spec.label}”填得不对：{error}", "请改正条件后再查。") from None
    if isinstance(spec.kind, Choices):
        return value[0] if isinstance(value, tuple) else value
    return tables.stored(field, value)
