"""五个清楚 of one person and of every township, from what is stored, judged by ``hfp_desk.rules.five_clears``.

For the whole register the persons are read in one pass; people in the same state are judged once. Who may not know of
a restricted disease is told as if it were not there: what is missing of it would say that it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hfp_desk.gate import Viewer
from hfp_desk.records import Diagnosis, Household, Identity, Person, Place, Record, Settlement, Treatment
from hfp_desk.rules.five_clears import NAMES, Facts, FiveClears, Illness, five_clears
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

_HEALTHY = "1"  # 健康 of the code list health_status
_IDENTITIES = f'SELECT "person_id" FROM {table(Identity)} WHERE "voided_at"=\'\' AND "person_id" IS NOT NULL'
_FLAGS = {
    "name": "p.\"name\"<>''",
    "number": "p.\"id_key\"<>''",
    "birth": 'p."birth" IS NOT NULL',
    "village": 'p."village_id" IS NOT NULL',
    "household": 'p."household_id" IS NOT NULL',
    "relation": "p.\"relation\"<>''",
    "identity": f'p."id" IN ({_IDENTITIES})',
    "phone": "p.\"phone\"<>'' OR coalesce(h.\"phone\",'')<>''",
    "health": "p.\"health_status\"<>''",
    "insured": 'p."basic_insurance" IS NOT NULL',
    "healthy": f"p.\"health_status\"='{_HEALTHY}'",
    "poverty_state": "coalesce(h.\"poverty_state\",'')<>''",
}
"""What is known of a person (names of ``Facts``); read as one text of 0 and 1, by which alike ones are one."""
_KNOWN = f"""
SELECT p."id", p."town_id", {"||".join(f"({flag})" for flag in _FLAGS.values())}
 FROM {table(Person)} p LEFT JOIN {table(Household)} h ON h."id"=p."household_id" WHERE """
_EVERYBODY = _KNOWN + 'p."voided_at"=\'\' AND p."died_on" IS NULL'
_ILLNESSES = f"""
WITH "ill" AS MATERIALIZED (SELECT "id","person_id","disease","standard_disease","verify_state","verified_on",
 "hospital_id","batch_class","plan","close_reason" FROM {table(Diagnosis)} WHERE "voided_at"='' AND %s),
"care" AS (SELECT d."id" AS "of", max(t."hospital"<>'' OR t."institution_id" IS NOT NULL) AS "hospital",
 max(t."plan"<>'') AS "plan", max(t."effect") AS "effect",
 max(EXISTS (SELECT 1 FROM {table(Settlement)} s WHERE s."treatment_id"=t."id" AND s."voided_at"='')) AS "settled"
 FROM {table(Treatment)} t CROSS JOIN "ill" d WHERE d."person_id"=t."person_id" AND t."voided_at"='' AND %s
 AND (t."diagnosis_id"=d."id" OR t."diagnosis_id" IS NULL AND (t."disease"=d."disease"
 OR d."standard_disease"<>'' AND t."standard_disease"=d."standard_disease")) GROUP BY d."id")
SELECT d."person_id", d."disease", d."verify_state"||'|'||(d."verified_on" IS NOT NULL)
 ||'|'||(d."hospital_id" IS NOT NULL)||'|'||d."batch_class"||'|'||coalesce(c."hospital",0)
 ||'|'||(d."plan"<>'' OR coalesce(c."plan",0))||'|'||(c."of" IS NOT NULL)||'|'||coalesce(c."settled",0)
 ||'|'||coalesce(nullif(d."close_reason",''),c."effect",'')
 FROM "ill" d LEFT JOIN "care" c ON c."of"=d."id" ORDER BY d."id"
"""
_Complete = tuple[bool, ...]
_State = tuple[str, str]
"""The name of a disease, and what is known of it."""
_OF_ALL, _OF_ONE = '{0}"person_id" IS NOT NULL', '{0}"person_id"=?'


@dataclass(frozen=True)
class TownClears:
    """One township (``town`` None: not known): its persons, how many are clear in all, and unclear in each group."""

    town: int | None
    name: str
    persons: int
    complete: int
    missing: tuple[int, ...]


def of_person(register: Register, person: int, viewer: Viewer) -> FiveClears:
    """What is clear about one person and what is missing."""
    with register.session():
        _, _, known = register.db.execute_sql(f'{_KNOWN}p."id"=?', (person,)).fetchone()
        states = _states(register, viewer, person).get(person, [])
    return _judged(known, states)


def by_town(register: Register, viewer: Viewer) -> tuple[TownClears, ...]:
    """Every township in the official order, with the number of persons unclear in each of the five groups."""
    found: dict[int | None, Counter[_Complete]] = defaultdict(Counter)
    with register.session():
        rows = register.db.execute_sql(f'SELECT "id","name" FROM {table(Place)} ORDER BY "sort","id"').fetchall()
        for _, town, complete in _everybody(register, viewer):
            found[town][complete] += 1
    names: dict[int | None, str] = {**dict(rows), None: "乡镇不详"}
    return tuple(_town(town, name, found[town]) for town, name in names.items() if town in found)


def lacking(register: Register, group: int, viewer: Viewer, town: int | None = None) -> tuple[int, ...]:
    """The persons unclear in one of the five groups (numbered from 0), of one township or of all."""
    with register.session():
        everybody = _everybody(register, viewer)
        return tuple(one for one, home, complete in everybody if not complete[group] and town in (None, home))


def _town(town: int | None, name: str, persons: Counter[_Complete]) -> TownClears:
    missing = tuple(
        sum(count for complete, count in persons.items() if not complete[number]) for number in range(len(NAMES))
    )
    clear = sum(count for complete, count in persons.items() if all(complete))
    return TownClears(town, name, persons.total(), clear, missing)


def _everybody(register: Register, viewer: Viewer) -> Iterator[tuple[int, int | None, _Complete]]:
    """Each living person with the township and which of the five are clear."""
    states = _states(register, viewer)
    judged: dict[tuple[str, ...], _Complete] = {}
    for person, town, known in register.db.execute_sql(_EVERYBODY):
        ills = states.get(person, ())
        state = (known, *[ill[1] for ill in ills])
        if state not in judged:
            judged[state] = tuple(group.complete for group in _judged(known, ills).groups)
        yield person, town, judged[state]


def _judged(known: str, ills: Sequence[_State]) -> FiveClears:
    facts: dict[str, Any] = {name: flag == "1" for name, flag in zip(_FLAGS, known, strict=True)}
    return five_clears(Facts(**facts, illnesses=tuple(_illness(*ill) for ill in ills)))


def _states(register: Register, viewer: Viewer, person: int | None = None) -> dict[int, list[_State]]:
    """The diseases by person, of all or of the one named. A stay is of the disease it links to or names."""
    whose, values = (_OF_ALL, ()) if person is None else (_OF_ONE, (person, person))
    found: dict[int, list[_State]] = defaultdict(list)
    asked = _ILLNESSES % (_open(whose, Diagnosis, viewer, ""), _open(whose, Treatment, viewer, "t."))
    for ill, label, known in register.db.execute_sql(asked, values):
        found[ill].append((label, known))
    return found


def _open(whose: str, model: type[Record], viewer: Viewer, before: str) -> str:
    return " AND ".join(filter(None, (whose.format(before), open_to(model, viewer, before))))


def _illness(label: str, known: str) -> Illness:
    verified, day, place, batch, hospital, plan, treated, settled, effect = known.split("|")
    return Illness(
        label=label,
        verify_state=verified,
        verified_on=day == "1",
        confirmed_at=place == "1",
        batch=batch,
        hospital=hospital == "1",
        plan=plan == "1",
        treated=treated == "1",
        settled=settled == "1",
        effect=effect,
    )
