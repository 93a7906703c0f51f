"""What every record has, and what a record type says about its model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from peewee import AutoField, Field, ForeignKeyField, IntegerField, Model

from hfp_desk import fields as f
from hfp_desk.fields import Spec, is_declared, spec_of
from hfp_desk.problems import Problem


class Plain(Model):
    """A table of the program's own, without life cycle (settings, history, import rows)."""

    id: Field[int] = AutoField()

    class Meta:
        """Names as they are written; only what was touched is saved."""

        legacy_table_names = False
        only_save_dirty = True

    @classmethod
    def new(cls, **values: Any) -> Self:
        """A fresh instance; TypeError for a name that is no field (peewee would swallow a misspelling)."""
        unknown = values.keys() - cls._meta.combined.keys()
        if unknown:
            raise TypeError(f"{cls.__name__} has no field {', '.join(sorted(unknown))}")
        return cls(**values)


class Record(Plain):
    """A record of the register: who made and changed it, when and why it was voided, which list brought it.

    Nothing is deleted. ``version`` grows with each change, so that a save over a newer version is noticed.
    """

    created_by = f.text("录入人", longest=50, secrecy=f.Secrecy.INTERNAL)
    created_at = f.text("录入时间", longest=19, chars=19, secrecy=f.Secrecy.INTERNAL)
    changed_by = f.text("修改人", longest=50, secrecy=f.Secrecy.INTERNAL)
    changed_at = f.text("修改时间", longest=19, chars=19, secrecy=f.Secrecy.INTERNAL)
    voided_by = f.text("作废人", longest=50, secrecy=f.Secrecy.INTERNAL)
    voided_at = f.text("作废时间", longest=19, chars=19, secrecy=f.Secrecy.INTERNAL)
    void_reason = f.text("作废原因", longest=200, secrecy=f.Secrecy.INTERNAL)
    batch: Field[int | None] = IntegerField(null=True, index=True)
    version: Field[int] = IntegerField(default=1)

    def derive(self) -> None:
        """Fill what follows from the entered values (match keys, links that imply others)."""


LIFE_CYCLE = (
    Record.created_by,
    Record.created_at,
    Record.changed_by,
    Record.changed_at,
    Record.voided_by,
    Record.voided_at,
    Record.void_reason,
    Record.batch,
    Record.version,
)


@dataclass(frozen=True)
class Section:
    """A titled group of fields on the form."""

    title: str
    fields: tuple[Field[Any], ...]


@dataclass(frozen=True)
class Column:
    """A column of a list: a field of the listed record, of one it links to, or summed over its children.

    ``path`` are the links walked from the listed record to the one that holds ``field``. ``summed_over`` is
    the link by which child records point back; their money is added, voided children left out.
    """

    field: Field[Any]
    path: tuple[ForeignKeyField[Any], ...] = ()
    summed_over: ForeignKeyField[Any] | None = None
    label: str = ""

    @property
    def key(self) -> str:
        """Stable name for settings and exports, e.g. ``person.village.name``."""
        steps = [link.name for link in self.path]
        if self.summed_over is not None:
            steps.append(self.summed_over.model.__name__.lower())
        return ".".join([*steps, self.field.name])

    @property
    def spec(self) -> Spec:
        """The declaration of the shown field."""
        return spec_of(self.field)

    @property
    def title(self) -> str:
        """The heading: the field's own label unless the list needs another word."""
        return self.label or self.spec.label


Rule = Callable[[Any], list[Problem]]


@dataclass(frozen=True)
class RecordType:
    """A kind of record as the office knows it: its lists, its form and the rules it must hold."""

    model: type[Record]
    title: str
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    order: tuple[Column, ...] = ()
    rules: tuple[Rule, ...] = ()

    @property
    def name(self) -> str:
        """Stable name in history, settings and the command line, e.g. ``person``."""
        return self.model.__name__.lower()

    @property
    def fields(self) -> tuple[Field[Any], ...]:
        """All declared fields of the model itself, in order of declaration, life cycle left out."""
        own = self.model._meta.sorted_fields
        common = {field.name for field in LIFE_CYCLE}
        return tuple(field for field in own if is_declared(field) and field.name not in common)


def of(*fields: Field[Any]) -> tuple[Column, ...]:
    """Columns for fields of the listed record itself."""
    return tuple(Column(field) for field in fields)
