"""Makers of declared fields: what a field is, is said once, here, and read everywhere from its ``Spec``.

Form, grid, import, export, print and history never name a label, width, code list or secrecy of their own.
Required is a rule, not NOT NULL: a register must be able to keep half-known people.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any, cast

from peewee import BooleanField, DateField, Field, ForeignKeyField, IntegerField, TextField

from hfp_desk.kinds import (
    Choice,
    Choices,
    Day,
    IdentityNumber,
    Kind,
    Link,
    Measure,
    Money,
    PersonName,
    Phone,
    Text,
    VagueDay,
    Whole,
    YesNo,
)


class Secrecy(IntEnum):
    """Who may see a value; a new field is PERSONAL unless it says otherwise."""

    PUBLIC = 0
    INTERNAL = 1
    PERSONAL = 2
    HEALTH = 3


@dataclass(frozen=True)
class Spec:
    """The declaration of a field. ``check`` returns one Chinese sentence, or nothing when the value holds.

    ``published``: a personal value of this kind may stand in a public notice (公示): who, what category, how much.
    """

    label: str
    kind: Kind
    chars: int = 10
    required: bool = False
    secrecy: Secrecy = Secrecy.PERSONAL
    aliases: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""
    source: str = ""
    check: Callable[[Any], str] | None = None
    published: bool = False


def spec_of(field: Field[Any]) -> Spec:
    """The declaration of ``field``; AttributeError when it was not made here."""
    return cast(Spec, field.spec)  # type: ignore[attr-defined]


def is_declared(field: Field[Any]) -> bool:
    """Whether ``field`` carries a declaration (keys and internal marks do not)."""
    return hasattr(field, "spec")


class _HundredthsField(IntegerField):
    """Money as whole fen, quantities as whole hundredths: SQLite keeps decimals as floats and loses cents."""

    def db_value(self, value: Any) -> int | None:
        return None if value is None else int((Decimal(value) * 100).to_integral_exact())

    def python_value(self, value: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


class _CodesField(TextField):
    """Several codes as one text, 2,5, in the order of their list."""

    def db_value(self, value: Any) -> str:
        return value if isinstance(value, str) else ",".join(value or ())

    def python_value(self, value: Any) -> tuple[str, ...]:
        return tuple(value.split(",")) if value else ()


class _JsonField(TextField):
    """Small structured values of the program's own (settings, mappings); never shown to clerks."""

    def db_value(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def python_value(self, value: Any) -> Any:
        return json.loads(value) if value else None


def _declared(field: Any, spec: Spec) -> Any:
    field.spec = spec
    return field


def text(label: str, *, longest: int = 200, lines: bool = False, index: bool = False, **spec: Any) -> Field[str]:
    """Free text of at most ``longest`` characters."""
    spec.setdefault("chars", min(longest, 12))
    kind = Text(longest=longest, lines=lines)
    return cast("Field[str]", _declared(TextField(default="", index=index), Spec(label, kind, **spec)))


def person_name(label: str, **spec: Any) -> Field[str]:
    """A person's name."""
    return cast(
        "Field[str]",
        _declared(TextField(default="", index=True), Spec(label, PersonName(), **{"chars": 8, **spec})),
    )


def identity_number(label: str, **spec: Any) -> Field[str]:
    """An identity or disability number as it was written, folded (GB 11643-1999)."""
    field = TextField(default="", index=True)
    return cast("Field[str]", _declared(field, Spec(label, IdentityNumber(), **{"chars": 22, **spec})))


def phone(label: str, **spec: Any) -> Field[str]:
    """A telephone number."""
    return cast("Field[str]", _declared(TextField(default=""), Spec(label, Phone(), **{"chars": 12, **spec})))


def day(label: str, *, index: bool = False, **spec: Any) -> Field[date | None]:
    """An exact day."""
    field = DateField(null=True, index=index)
    return cast("Field[date | None]", _declared(field, Spec(label, Day(), **{"chars": 10, **spec})))


def vague_day(label: str, **spec: Any) -> Field[str]:
    """A day, month or year, as far as it is known."""
    return cast("Field[str]", _declared(TextField(default=""), Spec(label, VagueDay(), **{"chars": 10, **spec})))


def whole(label: str, *, low: int = 0, high: int = 1_000_000_000, **spec: Any) -> Field[int | None]:
    """A whole number."""
    field = IntegerField(null=True)
    return cast("Field[int | None]", _declared(field, Spec(label, Whole(low, high), **{"chars": 6, **spec})))


def money(label: str, **spec: Any) -> Field[Decimal | None]:
    """Yuan, kept as whole fen."""
    given = {"chars": 12, "unit": "元", **spec}
    return cast("Field[Decimal | None]", _declared(_HundredthsField(null=True), Spec(label, Money(), **given)))


def measure(label: str, *, low: int = 0, high: int = 1_000_000_000, **spec: Any) -> Field[Decimal | None]:
    """A measured quantity with at most two decimals (㎡, days, points)."""
    field = _HundredthsField(null=True)
    return cast("Field[Decimal | None]", _declared(field, Spec(label, Measure(low, high), **{"chars": 6, **spec})))


def yes_no(label: str, **spec: Any) -> Field[bool | None]:
    """是, 否 or not known."""
    field = BooleanField(null=True)
    return cast("Field[bool | None]", _declared(field, Spec(label, YesNo(), **{"chars": 4, **spec})))


def code(label: str, codes: str, *, index: bool = False, **spec: Any) -> Field[str]:
    """One code of the list called ``codes``."""
    field = TextField(default="", index=index)
    return cast("Field[str]", _declared(field, Spec(label, Choice(codes=codes), **{"chars": 8, **spec})))


def codes(label: str, codes: str, **spec: Any) -> Field[tuple[str, ...]]:
    """Several codes of the list called ``codes``."""
    field = _CodesField(default=())
    return cast("Field[tuple[str, ...]]", _declared(field, Spec(label, Choices(codes=codes), **{"chars": 12, **spec})))


def link(label: str, model: Any, *, index: bool = True, **spec: Any) -> ForeignKeyField[Any]:
    """A link to another record, kept when that record is voided; ``model`` is a model or "self".

    ``index`` is False where an index of the model over several columns begins with this link.
    """
    field = ForeignKeyField(model, null=True, backref="+", on_delete="RESTRICT", lazy_load=True, index=index)
    return cast("ForeignKeyField[Any]", _declared(field, Spec(label, Link(), **{"chars": 12, **spec})))


def json_value() -> Field[Any]:
    """An undeclared structured value of the program's own."""
    return cast("Field[Any]", _JsonField(default=None, null=True))
