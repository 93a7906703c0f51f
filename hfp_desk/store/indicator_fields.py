"""What an indicator names in the records: its record type, fields, links, the way to the person; parts and wholes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from peewee import ForeignKeyField

from hfp_desk.fields import spec_of
from hfp_desk.kinds import VagueDay
from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME, Person, Record, RecordType
from hfp_desk.returns.definition import Indicator
from hfp_desk.store.sql import LISTED

_TERM = re.compile(r"([+-]?)([\w.]+)")

_SETTLED = ("record", "people", "when", "holds")
"""What a whole settles for its parts."""


def kind_of(indicator: Indicator) -> RecordType:
    """The record type an indicator counts; Refusal when there is none of that name."""
    if indicator.record not in BY_NAME:
        raise Refusal(f"指标“{indicator.label}”要数的记录“{indicator.record}”没有。", "请核对报表定义中的 record。")
    return BY_NAME[indicator.record]


def whole(indicator: Indicator, known: Mapping[str, Indicator]) -> Indicator:
    """The indicator with all that it takes over from the one it is a part of."""
    if not indicator.within:
        return indicator
    if indicator.within not in known:
        raise Refusal(f"没有名为“{indicator.within}”的指标。", "请核对报表定义中的 within。")
    return merged(whole(known[indicator.within], known), indicator)


def merged(whole: Indicator, part: Indicator) -> Indicator:
    """A part with the conditions of its whole and its own; Refusal where it would count others than the whole does.

    A part that names a reckoning of its own answers itself for finding nobody whom its whole does not find.
    """
    other = next((name for name in _SETTLED if getattr(part, name) not in (getattr(whole, name), "", None)), "")
    if other and getattr(whole, other):
        raise Refusal(f"“{whole.label}”已经定了 {other}，其中的部分不能另写。", "请删去这一项，或不写 within。")
    taken = {
        name: getattr(part, name) or getattr(whole, name)
        for name in ("record", "counts", "people", "when", "holds", "computed")
    }
    both = {name: (*getattr(whole, name), *getattr(part, name)) for name in ("where", "has", "lacks")}
    return msgspec.structs.replace(part, within="", **taken, **both)


def require_countable(indicator: Indicator) -> None:
    """Refusal when an indicator (taken whole) names fields or links that its records do not have."""
    kind = kind_of(indicator)
    if indicator.counts not in ("", "record") and not (indicator.counts == "person" and kind.model is Person):
        for _, name in terms_of(indicator.counts):
            links_of(kind, name)
    if indicator.people and kind.model is not Person and to_person(kind.model) is None:
        raise Refusal(f"{kind.title}不属于某个人，不能按人群统计。", "请去掉指标中的 people。")
    for name in (indicator.when, *(indicator.holds or ())):
        if name:
            column(kind, name)
    for having in (*indicator.has, *indicator.lacks):
        if having.record not in BY_NAME:
            raise Refusal(f"没有名为“{having.record}”的记录。", "请核对指标 has、lacks 中的 record。")
        other = BY_NAME[having.record]
        for name in (having.link, having.when, *(having.holds or ())):
            if name:
                column(other, name)
        if having.by and not (having.by == "person" and kind.model is Person):
            column(kind, having.by)


def terms_of(counts: str) -> list[tuple[str, str]]:
    """The fields of ``audited-repaid``, each with its sign."""
    return _TERM.findall(counts) or [("", counts)]


def links_of(kind: RecordType, path: str) -> tuple[list[ForeignKeyField[Any]], type[Record] | None]:
    """The links of a dotted path and the model at its end; None for a field that is no link."""
    model: type[Record] = kind.model
    links: list[ForeignKeyField[Any]] = []
    for name in path.split("."):
        field = model._meta.fields.get(name)
        if field is None:
            raise Refusal(f"{kind.title}没有“{path}”这一栏。", "请核对指标中的 counts。")
        if not isinstance(field, ForeignKeyField):
            return links, None
        links.append(field)
        model = field.rel_model
    return links, model


def to_person(model: type[Record]) -> tuple[ForeignKeyField[Any], ...] | None:
    """The links by which a record belongs to a person; None for one that belongs to nobody."""
    for name in ("person", "case", "treatment", "contract", "agreement", "diagnosis"):
        link = model._meta.fields.get(name)
        if isinstance(link, ForeignKeyField):
            further = () if link.rel_model is Person else to_person(link.rel_model)
            if further is not None:
                return (link, *further)
    return None


def column(kind: RecordType, name: str) -> str:
    """A column of the counted record; Refusal when it has none of that name."""
    field = kind.model._meta.fields.get(name)
    if field is None:
        raise Refusal(f"{kind.title}没有“{name}”这一栏。", "请核对报表定义。")
    return f'{LISTED}."{field.column_name}"'


def day(kind: RecordType, name: str) -> str:
    """A day; of one that is known to the month or the year its first, so that it lies in one period."""
    own = column(kind, name)
    if not isinstance(spec_of(kind.model._meta.fields[name]).kind, VagueDay):
        return own
    return f"CASE {own} WHEN '' THEN NULL ELSE {own}||substr('0000-01-01',length({own})+1) END"
