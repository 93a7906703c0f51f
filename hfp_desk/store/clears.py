"""五个清楚 of one person and of every township, from what is stored, judged by ``hfp_desk.rules.five_clears``.

For the whole register the persons are read in one pass; people in the same state are judged once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hfp_desk.records import Diagnosis, Household, Identity, Person, Place, Settlement, Treatment
from hfp_desk.rules.five_clears import NAMES, Facts, FiveClears, Illness, five_clears
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

_HEALTHY = "1"  # 健康 of the code list health_status
_KNOWN = f"""
SELECT p."id", p."town_id", p."name"<>'', p."id_key"<>'', p."birth" IS NOT NULL, p."village_id" IS NOT NULL,
 p."household_id" IS NOT NULL, p."relation"<>'',
 p."id" IN (SELECT "person_id" FROM {table(Identity)} WHERE "voided_at"='' AND "person_id" IS NOT NULL),
 p."phone"<>'' OR coalesce(h."phone",'')<>'', p."health_status"<>'', p."basic_insurance" IS NOT NULL,
 p."health_status"='{_HEALTHY}', coalesce(h."poverty_state",'')<>''
 FROM {table(Person)} p LEFT JOIN {table(Household)} h ON h."id"=p."household_id" WHERE """
_EVERYBODY = _KNOWN + 'p."voided_at"=\'\' AND p."died_on" IS NULL'
_ILLNESSES = f"""
WITH "ill" AS MATERIALIZED (SELECT "id","person_id","disease","standard_disease","verify_state","verified_on",
 "hospital_id","batch_class","plan","close_reason" FROM {table(Diagnosis)} WHERE "voided_at"='' AND %s),
"care" AS (SELECT d."id" AS "of", max(t."hospital"<>'' OR t."institution_id" IS NOT NULL) AS "hospital",
 max(t."plan"<>'') AS "plan", max(t."effect") AS "effect",
 max(EXISTS (SELECT 1 FROM {table(Settlement)} s WHERE s."treatment_id"=t."id" AND s."voided_at"='')) AS "settled"
 FROM {table(Treatment)} t CROSS JOIN "ill" d WHERE d."person_id"=t."person_id" AND t."voided_at"='' AND t.%s
 AND (t."diagnosis_id"=d."id" OR t."diagnosis_id" IS NULL AND (t."disease"=d."disease"
 OR d."standard_disease"<>'' AND t."standard_disease"=d."standard_disease")) GROUP BY d."id")
SELECT d."person_id", d."disease", d."verify_state", d."verified_on" IS NOT NULL, d."hospital_id" IS NOT NULL,
 d."batch_class", c."hospital", d."plan"<>'' OR c."plan", c."of" IS NOT NULL, c."settled",
 coalesce(nullif(d."close_reason",''),c."effect",'')
 FROM "ill" d LEFT JOIN "care" c ON c."of"=d."id" ORDER BY d."id"
"""
_Row = tuple[Any, ...]
_OF_ALL, _OF_ONE = '"person_id" IS NOT NULL', '"person_id"=?'


@dataclass(frozen=True)
class TownClears:
    """One township (``town`` None: not known): its persons, how many are clear in all, and unclear in each group."""

    town: int | None
    name: str
    persons: int
    complete: int
    missing: tuple[int, ...]


def of_person(register: Register, person: int) -> FiveClears:
    """What is clear about one person and what is missing."""
    with register.session():
        facts = register.db.execute_sql(f'{_KNOWN}p."id"=?', (person,)).fetchone()
        states = _states(register, person).get(person, ())
    return five_clears(_facts(facts[2:], [_illness(known, label) for label, *known in states]))


def by_town(register: Register) -> tuple[TownClears, ...]:
    """Every township in the official order, with the number of persons unclear in each of the five groups."""
    found: dict[int | None, list[list[bool]]] = defaultdict(list)
    with register.session():
        rows = register.db.execute_sql(f'SELECT "id","name" FROM {table(Place)} ORDER BY "sort","id"').fetchall()
        for _, town, clears in _everybody(register):
            found[town].append([group.complete for group in clears.groups])
    names: dict[int | None, str] = {**dict(rows), None: "乡镇不详"}
    return tuple(_town(town, name, found[town]) for town, name in names.items() if town in found)


def lacking(register: Register, group: int, town: int | None = None) -> tuple[int, ...]:
    """The persons unclear in one of the five groups (numbered from 0), of one township or of all."""
    with register.session():
        return tuple(
            person
            for person, lives_in, clears in _everybody(register)
            if not clears.groups[group].complete and town in (None, lives_in)
        )


def _town(town: int | None, name: str, persons: list[list[bool]]) -> TownClears:
    missing = tuple(sum(not groups[number] for groups in persons) for number in range(len(NAMES)))
    return TownClears(town, name, len(persons), sum(all(groups) for groups in persons), missing)


def _everybody(register: Register) -> Iterator[tuple[int, int | None, FiveClears]]:
    states = _states(register)
    judged: dict[tuple[_Row, ...], FiveClears] = {}
    for person, town, *known in register.db.execute_sql(_EVERYBODY):
        ills = [ill[1:] for ill in states.get(person, ())]
        state = (tuple(known), *ills)
        if state not in judged:
            judged[state] = five_clears(_facts(known, list(map(_illness, ills))))
        yield person, town, judged[state]


def _facts(known: Sequence[Any], illnesses: Sequence[Illness]) -> Facts:
    name, number, birth, village, household, relation, identity, phone, health, insured, healthy, poverty = map(
        bool, known
    )
    return Facts(
        name=name,
        number=number,
        birth=birth,
        village=village,
        household=household,
        relation=relation,
        identity=identity,
        phone=phone,
        health=health,
        insured=insured,
        healthy=healthy,
        poverty_state=poverty,
        illnesses=tuple(illnesses),
    )


def _states(register: Register, person: int | None = None) -> dict[int, tuple[_Row, ...]]:
    """What is known of each disease, by person; of all persons, or of the one named."""
    whose, values = (_OF_ALL, ()) if person is None else (_OF_ONE, (person, person))
    found: dict[int, list[_Row]] = defaultdict(list)
    for ill, *known in register.db.execute_sql(_ILLNESSES % (whose, whose), values):
        found[ill].append(tuple(known))
    return {ill: tuple(states) for ill, states in found.items()}


def _illness(state: Sequence[Any], label: str = "") -> Illness:
    verified, day, place, batch, hospital, plan, treated, settled, effect = state
    return Illness(
        label=label,
        verify_state=verified,
        verified_on=bool(day),
        confirmed_at=bool(place),
        batch=batch,
        hospital=bool(hospital),
        plan=bool(plan),
        treated=bool(treated),
        settled=bool(settled),
        effect=effect,
    )
