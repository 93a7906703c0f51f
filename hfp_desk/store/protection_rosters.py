"""Agreements, joint audits, subsidies and deaths as lines of the office's papers (domain.md §2.7–2.8, §2.17)."""

from __future__ import annotations

from collections.abc import Iterator

from hfp_desk.gate import Viewer
from hfp_desk.records import (
    Agreement,
    AuditBatch,
    Household,
    Person,
    Settlement,
    Subsidy,
    Treatment,
)
from hfp_desk.rules.subsidies import CANCELLED
from hfp_desk.store.opening import Register
from hfp_desk.store.roster_lines import OFFICIALLY, PLACED, PLACES, Line, Query, count, dated, lines
from hfp_desk.store.scopes import Scope
from hfp_desk.store.sql import open_to

_WHO = (Person.id, Person.name, Person.id_number, Person.phone)
_PLACED = PLACED.format("p")
_AGREED = f'"agreement" a JOIN "person" p ON p."id"=a."person_id"{_PLACED}'
_PAID = '(SELECT sum(i."paid") FROM "instalment" i WHERE i."agreement_id"=a."id" AND i."voided_at"=\'\')'
_CLAIMED = (
    '"settlement" s JOIN "person" p ON p."id"=s."person_id" LEFT JOIN "treatment" t ON t."id"=s."treatment_id"'
    f"{_PLACED}"
)
_SUBSIDISED = (
    f'"subsidy" s JOIN "person" p ON p."id"=s."person_id" LEFT JOIN "household" h ON h."id"=p."household_id"{_PLACED}'
)
_BILLED = 's."voided_at"=\'\' AND s."advanced"<>0'


def agreements(register: Register, scope: Scope, viewer: Viewer) -> Iterator[Line]:
    """Living agreements in the official order of places, by the day of signing."""
    fields = (
        *(Agreement.id, Agreement.kind, Agreement.hospital, Agreement.admission_number, Agreement.signed_on),
        *(Agreement.signer, Agreement.signer_relation, Agreement.deposit_waived, Agreement.admitted),
        *(Agreement.discharged, Agreement.total, Agreement.reimbursed, Agreement.own_share, Agreement.arrears),
        *(Agreement.last_due_on, Agreement.settled_on, Agreement.remark),
    )
    named = {**PLACES, "paid": _PAID}
    query = Query(_AGREED, {"a": fields, "p": _WHO}, f'{OFFICIALLY}, a."signed_on", a."id"', named)
    return lines(register, query, *_agreed(scope, viewer))


def count_agreements(register: Register, scope: Scope, viewer: Viewer) -> int:
    """How many agreements there are."""
    return count(register, _AGREED, *_agreed(scope, viewer))


def batches(register: Register, scope: Scope) -> Iterator[Line]:
    """Joint audits, a line each."""
    fields = (
        *(AuditBatch.id, AuditBatch.number, AuditBatch.hospital, AuditBatch.starts, AuditBatch.ends),
        *(AuditBatch.claims, AuditBatch.claimed, AuditBatch.audited_on, AuditBatch.auditors, AuditBatch.approved),
        *(AuditBatch.deducted, AuditBatch.deduct_reason, AuditBatch.repaid_on, AuditBatch.repaid),
    )
    return lines(
        register, Query('"audit_batch" b', {"b": fields}, 'b."number", b."hospital", b."id"'), *_batched(scope)
    )


def count_batches(register: Register, scope: Scope) -> int:
    """How many joint audits there are."""
    return count(register, '"audit_batch" b', *_batched(scope))


def claimed(register: Register, scope: Scope, viewer: Viewer) -> Iterator[Line]:
    """The advanced bills of joint audits, or all advanced bills where none is named."""
    fields = (
        *(Settlement.id, Settlement.settled_on, Settlement.total, Settlement.advanced, Settlement.audit_batch),
        *(Settlement.audited, Settlement.audited_on, Settlement.repaid, Settlement.repaid_on, Settlement.remark),
    )
    stay = (Treatment.hospital, Treatment.admitted, Treatment.discharged)
    order = 's."audit_batch"=\'\', s."audit_batch", t."hospital", s."settled_on", s."id"'
    query = Query(_CLAIMED, {"s": fields, "p": _WHO, "t": stay}, order, PLACES)
    return lines(register, query, *_claimed(scope, viewer))


def count_claimed(register: Register, scope: Scope, viewer: Viewer) -> int:
    """How many advanced bills there are."""
    return count(register, _CLAIMED, *_claimed(scope, viewer))


def villages(register: Register, scope: Scope, year: int) -> list[tuple[int | None, str, str]]:
    """The villages in which somebody is subsidised in a year: number, township, name."""
    where, given = _subsidised(scope, year)
    sql = f'SELECT DISTINCT p."village_id", town."name", village."name" FROM {_SUBSIDISED} WHERE {where}'
    rows = register.db.execute_sql(f"{sql} ORDER BY {OFFICIALLY}", tuple(given))
    return [(number, town or "", village or "（未填行政村）") for number, town, village in rows]


def subsidised(register: Register, scope: Scope, year: int, village: int | None) -> Iterator[Line]:
    """Who is subsidised in a village, household by household (到户到人)."""
    fields = (
        *(Subsidy.id, Subsidy.category, Subsidy.standard, Subsidy.subsidised, Subsidy.own_paid, Subsidy.paid_on),
        *(Subsidy.insured_kind, Subsidy.uninsured_reason, Subsidy.hand_remark),
    )
    who = (*_WHO, Person.sex, Person.relation)
    order = 'h."group" IS NULL, h."group", h."number", h."id", p."relation"<>\'02\', p."id"'
    named = {**PLACES, "home": 'coalesce(h."id",-p."id")'}
    query = Query(_SUBSIDISED, {"s": fields, "p": who, "h": (Household.head_name, Household.group)}, order, named)
    where, given = _subsidised(scope, year)
    return lines(register, query, f'{where} AND p."village_id" IS ?', [*given, village])


def count_subsidised(register: Register, scope: Scope, year: int) -> int:
    """How many are subsidised in a year."""
    return count(register, _SUBSIDISED, *_subsidised(scope, year))


def deaths(register: Register, scope: Scope) -> Iterator[Line]:
    """Who died in a period, in the official order of places."""
    who = (*_WHO, Person.died_on, Person.remark)
    query = Query(f'"person" p{_PLACED}', {"p": who}, f'{OFFICIALLY}, p."died_on", p."id"', PLACES)
    return lines(register, query, *_died(scope))


def count_deaths(register: Register, scope: Scope) -> int:
    """How many died in a period."""
    return count(register, f'"person" p{_PLACED}', *_died(scope))


def _agreed(scope: Scope, viewer: Viewer) -> tuple[str, list[object]]:
    where, given = _within(scope, "a", "p")
    when, days = dated(scope, 'a."signed_on"')
    return _free(where + when, open_to(Agreement, viewer, "a.")), [*given, *days]


def _claimed(scope: Scope, viewer: Viewer) -> tuple[str, list[object]]:
    """Bills are named by their batches."""
    where, given = _within(Scope(scope.towns, scope.villages, scope.persons), "s", "p")
    when, days = dated(scope, 's."settled_on"')
    where, given = f"{where} AND {_BILLED}{when}", [*given, *days]
    if scope.records:
        marks = ",".join("?" * len(scope.records))
        named = (
            f'EXISTS (SELECT 1 FROM "audit_batch" b WHERE b."id" IN ({marks}) AND b."number"=s."audit_batch"'
            ' AND b."hospital" IN (\'\', t."hospital"))'
        )
        where, given = f"{where} AND {named}", [*given, *scope.records]
    return _free(where, open_to(Settlement, viewer, "s.")), given


def _batched(scope: Scope) -> tuple[str, list[object]]:
    where, given = _within(Scope(records=scope.records), "b", "b")
    when, days = dated(scope, 'coalesce(b."audited_on",b."ends")')
    return where + when, [*given, *days]


def _subsidised(scope: Scope, year: int) -> tuple[str, list[object]]:
    where, given = _within(Scope(scope.towns, scope.villages, scope.persons), "s", "p")
    return f'{where} AND s."year"=? AND s."change"<>\'{CANCELLED}\'', [*given, year]


def _died(scope: Scope) -> tuple[str, list[object]]:
    where, given = scope.where("p", 'p."died_on"')
    return f'p."voided_at"=\'\' AND p."died_on" IS NOT NULL AND {where}', given


def _within(scope: Scope, own: str, person: str) -> tuple[str, list[object]]:
    """Living records of living persons within places, of persons and of their own numbers."""
    where, given = Scope(scope.towns, scope.villages, scope.persons).where(person)
    living = f"{own}.\"voided_at\"='' AND {person}.\"voided_at\"='' AND {where}"
    if scope.records:
        living, given = f'{living} AND {own}."id" IN ({",".join("?" * len(scope.records))})', [*given, *scope.records]
    return living, given


def _free(where: str, free: str) -> str:
    return f"{where} AND {free}" if free else where
