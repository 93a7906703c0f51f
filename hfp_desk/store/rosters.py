"""Clinics, village doctors and gaps as lines of the office's ledgers, township by township (domain.md §2.12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hfp_desk.records import Arrangement, Doctor, Gap, Institution, Licence
from hfp_desk.rules.clinics import BUILD, CLINIC, UNQUALIFIED
from hfp_desk.rules.coverage import LEFT
from hfp_desk.store.opening import Register
from hfp_desk.store.roster_lines import OFFICIALLY, PLACED, PLACES, Line, Query, count, lines, within
from hfp_desk.store.scopes import Scope

_VILLAGE_DOCTOR = "1"
"""Code of ``staff_kind``."""

_EQUIPMENT = (
    '(SELECT group_concat(e."kind"||\':\'||coalesce(e."count",1)) FROM "equipment" e'
    ' WHERE e."holder_id"=c."id" AND e."voided_at"=\'\')'
)
_STATUS = (
    '(SELECT {0} FROM "place_status" s WHERE s."place_id"=c."village_id" AND s."voided_at"=\'\' AND s."year"='
    '(SELECT max(y."year") FROM "place_status" y WHERE y."place_id"=c."village_id" AND y."voided_at"=\'\''
    ' AND y."year"<=?))'
)
_BEST = (
    ' LEFT JOIN "licence" l ON l."id"=(SELECT x."id" FROM "licence" x WHERE x."doctor_id"=d."id" AND x."voided_at"=\'\''
    ' AND x."issued_on"<=substr(?,1,length(x."issued_on"))'
    f' ORDER BY x."kind" IN ({",".join(repr(code) for code in sorted(UNQUALIFIED))}),'
    ' CASE x."expires" WHEN \'\' THEN \'9999\' ELSE x."expires" END DESC, x."id" DESC LIMIT 1)'
)
"""The licence that holds longest; one that makes a doctor before one that does not."""
_ALSO = (
    '(SELECT group_concat(DISTINCT v."name") FROM "practice" p JOIN "place" v ON v."id"=p."village_id"'
    ' WHERE p."doctor_id"=d."id" AND p."voided_at"=\'\' AND p."village_id"<>coalesce(d."village_id",0)'
    ' AND (p."starts" IS NULL OR p."starts"<=?) AND (p."ends" IS NULL OR p."ends">=?))'
)


def clinics(register: Register, scope: Scope, day: date) -> Iterator[Line]:
    """The village clinics that are open on a day, with what their village is and what they have."""
    fields = (
        *(Institution.name, Institution.code, Institution.licence_number, Institution.licence_expires),
        *(Institution.checked_on, Institution.host, Institution.ownership, Institution.floor_area, Institution.rooms),
        *(Institution.rooms_apart, Institution.medicines, Institution.insurance_contract, Institution.outpatient_pool),
        *(Institution.telemedicine, Institution.built_year, Institution.accepted_on, Institution.standard),
        *(Institution.failing, Institution.remark),
    )
    named = {
        **PLACES,
        "marks": _STATUS.format('group_concat(DISTINCT s."status")'),
        "residents": _STATUS.format('max(s."residents")'),
        "equipment": _EQUIPMENT,
    }
    order = f'{OFFICIALLY}, c."name", c."id"'
    query = Query(f'"institution" c{PLACED.format("c")}', {"c": fields}, order, named, (day.year, day.year))
    return lines(register, query, *_open(scope, day))


def count_clinics(register: Register, scope: Scope, day: date) -> int:
    """How many village clinics are open on a day."""
    return count(register, '"institution" c', *_open(scope, day))


def doctors(register: Register, scope: Scope, day: date) -> Iterator[Line]:
    """The village doctors on duty on a day, each with the licence that holds longest."""
    fields = (
        *(Doctor.id, Doctor.name, Doctor.sex, Doctor.birth, Doctor.id_number, Doctor.education, Doctor.major),
        *(Doctor.special_post, Doctor.state, Doctor.employment, Doctor.since, Doctor.pension, Doctor.subsidy),
        *(Doctor.phone, Doctor.remark),
    )
    licence = (Licence.kind, Licence.number, Licence.issued_on, Licence.expires)
    tables = f'"doctor" d{PLACED.format("d")} LEFT JOIN "institution" i ON i."id"=d."institution_id"{_BEST}'
    named = {**PLACES, "clinic": 'i."name"', "also": _ALSO}
    order = f'{OFFICIALLY}, d."name", d."id"'
    query = Query(tables, {"d": fields, "l": licence}, order, named, (day.isoformat(),) * 3)
    return lines(register, query, *_on_duty(scope, day))


def count_doctors(register: Register, scope: Scope, day: date) -> int:
    """How many village doctors are on duty on a day."""
    return count(register, '"doctor" d', *_on_duty(scope, day))


def gaps(register: Register, scope: Scope, day: date) -> Iterator[Line]:
    """The gaps found by a day, with who serves the village then."""
    fields = (
        *(Gap.id, Gap.kind, Gap.found_on, Gap.cause, Gap.remedy, Gap.unit, Gap.responsible, Gap.deadline),
        *(Gap.closed_on, Gap.evidence, Gap.remark),
    )
    served = (
        '(SELECT a."id" FROM "arrangement" a WHERE a."village_id"=g."village_id" AND a."voided_at"=\'\''
        f' AND a."kind"<>\'{BUILD}\' AND (a."starts" IS NULL OR a."starts"<=?) AND (a."ends" IS NULL OR a."ends">=?)'
        ' ORDER BY a."starts" DESC, a."id" DESC LIMIT 1)'
    )
    tables = (
        f'"gap" g{PLACED.format("g")} LEFT JOIN "arrangement" a ON a."id"={served}'
        ' LEFT JOIN "doctor" d ON d."id"=a."served_by_id" LEFT JOIN "institution" i ON i."id"=a."provider_id"'
    )
    arranged = (Arrangement.kind, Arrangement.per_week, Arrangement.schedule, Arrangement.starts, Arrangement.ends)
    named = {**PLACES, "provider": 'i."name"'}
    order = f'{OFFICIALLY}, g."found_on", g."id"'
    where, given = _found(scope, day)
    moment = day.isoformat()
    query = Query(tables, {"g": fields, "a": arranged, "d": (Doctor.name,)}, order, named)
    return lines(register, query, where, (moment, moment, *given))


def count_gaps(register: Register, scope: Scope, day: date) -> int:
    """How many gaps were found by a day."""
    return count(register, '"gap" g', *_found(scope, day))


def _open(scope: Scope, day: date) -> tuple[str, list[object]]:
    where, given = within(scope, "c")
    standing = '(c."opened_on" IS NULL OR c."opened_on"<=?) AND (c."closed_on" IS NULL OR c."closed_on">=?)'
    return f'{where} AND c."kind"=? AND {standing}', [*given, CLINIC, day.isoformat(), day.isoformat()]


def _on_duty(scope: Scope, day: date) -> tuple[str, list[object]]:
    where, given = within(scope, "d")
    staying = (
        '(d."starts" IS NULL OR d."starts"<=?) AND (d."ends" IS NULL OR d."ends">=?)'
        ' AND (d."state"<>? OR d."ends" IS NOT NULL)'
    )
    rural = '(d."kind"=? OR d."kind"=\'\' AND d."village_id" IS NOT NULL)'
    return f"{where} AND {staying} AND {rural}", [*given, day.isoformat(), day.isoformat(), LEFT, _VILLAGE_DOCTOR]


def _found(scope: Scope, day: date) -> tuple[str, list[object]]:
    where, given = within(scope, "g")
    return f'{where} AND (g."found_on" IS NULL OR g."found_on"<=?)', [*given, day.isoformat()]
