"""Stays with their people, places, identities and money, as rows for ledgers and statistics.

One statement walks them in the order of villages; nothing is held in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import SQL, Field

from hfp_desk.gate import Viewer
from hfp_desk.records import PAYERS, Diagnosis, Person, Settlement, Treatment
from hfp_desk.rules.periods import day_of
from hfp_desk.store import scopes
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to

AMOUNTS: tuple[Field[Decimal | None], ...] = (
    Settlement.total,
    Settlement.in_scope,
    Settlement.out_of_catalogue,
    Settlement.deductible,
    *PAYERS,
    Settlement.own_share,
    Settlement.deposit_waived,
    Settlement.advanced,
    Settlement.repaid,
    Settlement.arrears,
)
_TEXTS = (
    't."disease"',
    't."icd"',
    't."hospital"',
    't."level"',
    't."area"',
    't."effect"',
    't."remark"',
    's."audit_batch"',
    's."person_class"',
)
_NAMES = ("disease", "icd", "hospital", "level", "area", "effect", "remark", "audit_batch", "person_class")
_IDENTITIES = (
    '(SELECT group_concat(DISTINCT i."kind") FROM "identity" i WHERE i."person_id"=p."id" AND i."voided_at"=\'\''
    ' AND (i."starts"=\'\' OR t."admitted" IS NULL OR i."starts"<=t."admitted")'
    ' AND (i."ends"=\'\' OR t."admitted" IS NULL OR i."ends">=t."admitted"))'
)
_FROM = (
    ' FROM "treatment" t JOIN "person" p ON p."id"=t."person_id"'
    ' LEFT JOIN "place" town ON town."id"=p."town_id" LEFT JOIN "place" village ON village."id"=p."village_id"'
    ' LEFT JOIN "household" h ON h."id"=p."household_id"'
    ' LEFT JOIN "settlement" s ON s."treatment_id"=t."id" AND s."voided_at"=\'\''
    " WHERE t.\"voided_at\"='' AND p.\"voided_at\"='' AND "
)
_ORDER = ' ORDER BY town."sort", village."sort", p."name", p."id", t."admitted", t."id"'


@dataclass(frozen=True)
class StayRow:
    """One treatment, or one settlement of it; ``texts`` and ``amounts`` by field name, codes not yet shown."""

    person: int
    treatment: int
    town: str
    village: str
    head: str
    name: str
    sex: str
    id_number: str
    identities: tuple[str, ...]
    restricted: bool
    admitted: date | None
    discharged: date | None
    days: int | None
    settled_on: date | None
    repaid_on: date | None
    treat_first: bool | None
    one_stop: bool | None
    texts: dict[str, str]
    amounts: dict[str, Decimal | None]


def treatments(register: Register, scope: scopes.Scope, viewer: Viewer) -> Iterator[StayRow]:
    """Every treatment once, its settlements added up (a reversal takes away what it reverses)."""
    money = [f'sum(s."{field.column_name}")' for field in AMOUNTS]
    return _rows(register, scope, viewer, money, ' GROUP BY t."id"')


def settlements(register: Register, scope: scopes.Scope, viewer: Viewer) -> Iterator[StayRow]:
    """Every settlement with its treatment."""
    return _rows(
        register, scope, viewer, [f's."{field.column_name}"' for field in AMOUNTS], "", ' AND s."id" IS NOT NULL'
    )


def count(register: Register, scope: scopes.Scope, viewer: Viewer) -> int:
    """How many treatments the scope holds."""
    where, given = _asked(scope, viewer)
    sql = 'SELECT count(*) FROM "treatment" t JOIN "person" p ON p."id"=t."person_id" WHERE '
    row = register.db.execute_sql(
        f"{sql}t.\"voided_at\"='' AND p.\"voided_at\"='' AND {where}", tuple(given)
    ).fetchone()
    return int(row[0])


def count_people(register: Register, scope: scopes.Scope, viewer: Viewer, *, billed: bool = False) -> int:
    """How many different persons have a treatment in the scope; with ``billed`` one that was settled."""
    where, given = _asked(scope, viewer)
    more = ' AND s."id" IS NOT NULL' if billed else ""
    sql = f'SELECT count(DISTINCT p."id"){_FROM}{where}{more}'
    return int(register.db.execute_sql(sql, tuple(given)).fetchone()[0])


def _rows(
    register: Register, scope: scopes.Scope, viewer: Viewer, money: list[str], group: str, more: str = ""
) -> Iterator[StayRow]:
    where, given = _asked(scope, viewer)
    columns = (
        *('p."id"', 't."id"', 'town."name"', 'village."name"', 'h."head_name"', 'p."name"', 'p."sex"'),
        *('p."id_number"', _IDENTITIES, 't."restricted"', 't."admitted"', 't."discharged"', 't."days"'),
        *('s."settled_on"', 's."repaid_on"', 's."treat_first"', 's."one_stop"', *_TEXTS, *money),
    )
    sql = f"SELECT {', '.join(columns)}{_FROM}{where}{more}{group}{_ORDER}"
    for row in register.db.execute_sql(sql, tuple(given)):
        yield _row(row)


def _asked(scope: scopes.Scope, viewer: Viewer) -> tuple[str, list[object]]:
    """The condition of a scope, restricted stays left out for those who may not know of them."""
    where, given = scope.where("p", 't."admitted"')
    free = open_to(Treatment, viewer, "t.")
    return f"{where} AND {free}" if free else where, given


def _row(row: tuple[Any, ...]) -> StayRow:
    texts = 17 + len(_NAMES)
    amounts = zip(AMOUNTS, row[texts:], strict=True)
    return StayRow(
        person=row[0],
        treatment=row[1],
        town=row[2] or "",
        village=row[3] or "",
        head=row[4] or "",
        name=row[5],
        sex=row[6],
        id_number=row[7],
        identities=tuple((row[8] or "").split(",")) if row[8] else (),
        restricted=bool(row[9]),
        admitted=day_of(row[10]),
        discharged=day_of(row[11]),
        days=row[12],
        settled_on=day_of(row[13]),
        repaid_on=day_of(row[14]),
        treat_first=None if row[15] is None else bool(row[15]),
        one_stop=None if row[16] is None else bool(row[16]),
        texts={name: text or "" for name, text in zip(_NAMES, row[17:texts], strict=True)},
        amounts={field.name: None if fen is None else Decimal(fen).scaleb(-2) for field, fen in amounts},
    )


def people_in(register: Register, scope: scopes.Scope, viewer: Viewer, *, ill: bool = False) -> list[int]:
    """Ids of the persons of a scope in the order of villages; with ``ill`` only those with a disease or a stay."""
    where, given = scope.where("p")
    sick = "".join(
        f'{" OR " if place else ""}EXISTS (SELECT 1 FROM "{model._meta.table_name}" c'
        f' WHERE c."person_id"=p."id" AND c."voided_at"=\'\' AND {open_to(model, viewer, "c.") or 1})'
        for place, model in enumerate((Diagnosis, Treatment))
    )
    sql = (
        'SELECT p."id" FROM "person" p LEFT JOIN "place" town ON town."id"=p."town_id"'
        f' LEFT JOIN "place" village ON village."id"=p."village_id" WHERE p."voided_at"=\'\' AND {where}'
        f"{f' AND ({sick})' if ill else ''}"
        ' ORDER BY town."sort", village."sort", p."household_id", p."id"'
    )
    return [row[0] for row in register.db.execute_sql(sql, tuple(given))]


def living(model: Any, person: Person, viewer: Viewer) -> list[Any]:
    """The records of ``model`` that belong to a person, are not voided and that ``viewer`` may know of."""
    mine = (model.person == person) & (model.voided_at == "") & SQL(open_to(model, viewer, "") or "1")
    return list(model.select().where(mine).order_by(model.id))


def bills_of(treatment: Treatment) -> list[Settlement]:
    """The settlements of a treatment that are not voided."""
    return list(Settlement.select().where((Settlement.treatment == treatment) & (Settlement.voided_at == "")))


def is_used(register: Register, amount: Field[Decimal | None]) -> bool:
    """Whether any settlement holds money in this column."""
    sql = f'SELECT 1 FROM "settlement" WHERE "{amount.column_name}"<>0 AND "voided_at"=\'\' LIMIT 1'
    return register.db.execute_sql(sql).fetchone() is not None
