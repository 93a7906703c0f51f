"""Conditions of an indicator as its file has them: ``batch_class = 1`` · ``not state in 2,3`` · ``age >= 35``.

``{start}`` ``{end}`` ``{year}`` stand for the span that is counted, ``{target:name}`` for a figure of the edition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition
from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME, Column, RecordType
from hfp_desk.store import columns, conditions
from hfp_desk.store.sql import Sql, joined
from hfp_desk.store.views import Condition, Operator, View

_FORM = re.compile(
    r"(?P<no>not )?(?P<key>[\w.]+) (?P<sign>=|>=|<=|in|between|contains|empty|present)(?: (?P<value>.+))?"
)
_GIVEN = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True)
class Moment:
    """The span that is counted and the edition that holds on its last day."""

    starts: date
    ends: date
    edition: Edition

    def value(self, name: str, of: str) -> str:
        """What stands for ``{name:of}``; Refusal for an unknown word."""
        known = {"start": str(self.starts), "end": str(self.ends), "year": str(self.ends.year)}
        if name == "target":
            return str(self.edition.target(of).value)
        if name not in known:
            raise Refusal(f"不认识“{{{name}}}”。", "可以写 {start}、{end}、{year} 和 {target:指标}。")
        return known[name]


def condition(kind: RecordType, phrase: str, moment: Moment) -> tuple[Condition, bool]:
    """The condition a phrase says, and whether it is denied; Refusal when it is not understood."""
    found = _FORM.fullmatch(phrase.strip())
    if found is None:
        raise Refusal(f"条件“{phrase}”看不懂。", "请按“栏目 = 值”“not 栏目 in 值1,值2”“栏目 empty”的写法改正。")
    column = _column(kind.name, found["key"])
    written = _GIVEN.sub(lambda at: moment.value(at[1], at[2] or ""), found["value"] or "")
    return Condition(column, *_asked(found["sign"], written)), bool(found["no"])


@cache
def _column(kind: str, key: str) -> Column:
    return columns.find(BY_NAME[kind], key)


def _asked(sign: str, value: str) -> tuple[Operator, Any]:
    match sign:
        case "empty":
            return Operator.EMPTY, None
        case "present":
            return Operator.PRESENT, None
        case "in":
            return Operator.AMONG, tuple(part.strip() for part in value.split(","))
        case "between":
            low, _, high = value.partition("..")
            return Operator.BETWEEN, (low, high)
        case ">=":
            return Operator.BETWEEN, (value, "")
        case "<=":
            return Operator.BETWEEN, ("", value)
        case "contains":
            return Operator.CONTAINS, value
        case _:
            return Operator.EQUALS, value


def where(
    db: SqliteDatabase, kind: RecordType, phrases: tuple[str, ...], moment: Moment, viewer: Viewer, scan: bool = False
) -> Sql:
    """All phrases as one condition on living records of ``kind``, listed as ``t``."""
    said = [condition(kind, phrase, moment) for phrase in phrases]
    affirmed = tuple(one for one, denied in said if not denied)
    parts = [conditions.where(db, View(kind, conditions=affirmed), viewer, scan)]
    for one, denied in said:
        if denied:
            parts.append(Sql("NOT coalesce((") + conditions.where(db, View(kind, conditions=(one,)), viewer) + "),0)")
    return joined(parts, " AND ")
