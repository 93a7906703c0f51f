"""Reckonings of contracts, management and fulfilment for returns: who should sign, is signed, visited, managed, served.

They ask what the screens ask (``signing``, ``due_reading``, ``quality``, ``fulfilment``), so that a return and a screen
of the same day say the same. Each is asked once for a return, whatever columns need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from hfp_desk.codes import code_list
from hfp_desk.records import Contract, Diagnosis, FollowUp, ManagedCase, Person, Place, PlaceStatus
from hfp_desk.rules import follow_up
from hfp_desk.rules import signing as rules
from hfp_desk.rules.signing import SIGNED
from hfp_desk.store import contracts, due_reading, fulfilment, holding, proofs, quality, signing
from hfp_desk.store.asked import Asked, Reckoned
from hfp_desk.store.contract_states import State
from hfp_desk.store.counting import EVERYBODY
from hfp_desk.store.due_reading import OPEN, Wanted
from hfp_desk.store.places import VILLAGE
from hfp_desk.store.sql import Sql, open_to
from hfp_desk.store.tables import table

CHRONIC = ("1", "2", "3", "4", "14", "19")
"""The programmes of 慢病签约服务管理: the four of NC §四, 慢阻肺 since 2024, 其他慢病."""

KEY_GROUPS = ("01", "02", "03", "04", "05", "07", "08", "09", "11", "12", "13", "18", "19", "22")
"""重点人群 among the groups of a contract; restricted diseases are known by the managed case alone."""

_PROGRAMMES = ",".join(f"'{one}'" for one in CHRONIC)
_BATCH_CHRONIC, _UNTRUE = "2", "3"
_ILL = f"""SELECT d."person_id" FROM {table(Diagnosis)} d WHERE d."voided_at"='' AND d."batch_class"='{_BATCH_CHRONIC}'
 AND d."verify_state"<>'{_UNTRUE}' AND d."found_on"<=? AND (d."closed_on" IS NULL OR d."closed_on">?)"""
_MANAGED = f'SELECT c."person_id" {OPEN} AND c."programme" IN ({_PROGRAMMES})'
_SIGNED = f'SELECT c."person_id" FROM {table(Contract)} c WHERE '
_OF_KEY = " OR ".join(f"','||k.\"groups\"||',' LIKE '%,{group},%'" for group in KEY_GROUPS)
_GROUPED = f'SELECT k."groups" FROM (SELECT DISTINCT "groups" FROM {table(Contract)}) k WHERE {_OF_KEY}'
_MET = f"""SELECT f."case_id" FROM {table(FollowUp)} f WHERE f."voided_at"='' AND f."visited_on" BETWEEN ? AND ?
 AND {proofs.COUNTING}"""
_RESIDENTS = f"""SELECT s."id", s."place_id" FROM {table(PlaceStatus)} s JOIN {table(Place)} v ON v."id"=s."place_id"
 WHERE s."voided_at"='' AND s."residents" IS NOT NULL AND v."level"='{VILLAGE}'
 ORDER BY s."year">?, CASE WHEN s."year">? THEN s."year" ELSE -s."year" END, s."id" """
_DIED_BEFORE = f'SELECT "id" FROM {table(Person)} WHERE "died_on"<?'
_A_DAY = timedelta(days=1)
_RUN_OUT = ("lapsed",)
_UNDER_WAY = ("pending", "ahead", "undated", "cancelled")


class _Judged(NamedTuple):
    """Cases that are managed by the book and controlled in the year of the last day."""

    standard: frozenset[int]
    controlled: frozenset[int]


def _signers(asked: Asked) -> Mapping[str, list[int]]:
    """Everybody of the edition's categories, by how they stand on the last day."""
    day = asked.moment.ends

    made = partial(signing.by_standing, asked.register, asked.policy, day)
    found: Mapping[str, list[int]] = asked.once(made, "signing", day)
    return found


def _due(asked: Asked) -> Iterator[int]:
    """应签: alive, not moved away, not refusing (domain.md §3.9)."""
    return (one for standing, ids in _signers(asked).items() if standing not in rules.UNCOUNTED for one in ids)


def _signed(asked: Asked) -> Iterable[int]:
    """Of these who has a contract in force."""
    return _signers(asked).get(SIGNED, ())


def _standing(*keys: str) -> Reckoned:
    """Who stands so; whoever died before the span began is not told again."""

    def found(asked: Asked) -> Iterator[int]:
        first = asked.moment.starts.isoformat()
        gone = set(_ids(asked, Sql(_DIED_BEFORE, (first,)))) if rules.DIED in keys else set()
        return (one for key in keys for one in _signers(asked).get(key, ()) if one not in gone)

    return found


def _chronic(asked: Asked) -> Iterable[int]:
    """People under management for a chronic disease, or with a diagnosis that says 慢病签约服务管理."""
    day = asked.moment.ends.isoformat()
    return {*_managed(asked), *_ids(asked, Sql(_ILL, (day, day)) + _open(Diagnosis, asked, "d."))}


def _managed(asked: Asked) -> Iterator[int]:
    sql = _MANAGED + _open(ManagedCase, asked, "c.")
    return (row[0] for row in asked.register.db.execute_sql(sql, {"on": asked.moment.ends.isoformat()}).fetchall())


def _among(whole: Reckoned, part: Reckoned) -> Reckoned:
    """Who counts in both."""
    return lambda asked: set(whole(asked)).intersection(part(asked))


def _holders(asked: Asked) -> frozenset[int]:
    """Everybody with a contract in force, whoever they are."""
    day = asked.moment.ends
    query = Sql(_SIGNED) + contracts.in_force(day)
    found: frozenset[int] = asked.once(lambda: frozenset(_ids(asked, query)), "holders", day)
    return found


def _key_holders(asked: Asked) -> Iterable[int]:
    """重点人群 among them: by a group of the contract, by a managed case, or because the edition is for them."""
    day = asked.moment.ends
    grouped = set(_ids(asked, Sql(_SIGNED) + contracts.in_force(day) + f' AND c."groups" IN ({_GROUPED})'))
    entitled = _ids(asked, holding.entitled(day, asked.moment.edition.persons))
    return grouped | _holders(asked).intersection(entitled) | _holders(asked).intersection(_managed(asked))


def _residents(asked: Asked) -> Iterable[int]:
    """The line of each village that tells its residents: the latest up to the year, else the earliest after it."""
    year = asked.moment.ends.year
    first: dict[int, int] = {}
    for line, place in asked.register.db.execute_sql(_RESIDENTS, (year, year)):
        first.setdefault(place, line)
    return first.values()


def _open_cases(asked: Asked) -> Iterator[int]:
    """Cases under management on the last day, neither ended nor closed by a visit."""
    sql = f'SELECT c."id" {OPEN}'
    return (row[0] for row in asked.register.db.execute_sql(sql, {"on": asked.moment.ends.isoformat()}).fetchall())


def _signed_cases(asked: Asked) -> Iterator[int]:
    """Open cases of people with a contract in force."""
    current = contracts.in_force(asked.moment.ends, "k")
    sql = (
        f'SELECT c."id" FROM {table(ManagedCase)} c WHERE c."person_id" IN (SELECT k."person_id" FROM {table(Contract)}'
    )
    held = set(_ids(asked, Sql(f"{sql} k WHERE ") + current + ")"))
    return (one for one in _open_cases(asked) if one in held)


def _visit_due(asked: Asked) -> frozenset[int]:
    """应随访: open cases whose visit, told from the day before the span, was to be made by its last day (第三版)."""
    found: frozenset[int] = asked.once(partial(_waiting, asked), "due", asked.moment.starts, asked.moment.ends)
    return found


def _waiting(asked: Asked) -> frozenset[int]:
    moment = asked.moment
    wanted, limits, before = Wanted(programmes=CHRONIC), follow_up.limits(moment.edition), moment.starts - _A_DAY
    found = due_reading.standings(asked.register.db, asked.viewer, before, limits, wanted)
    return frozenset(one for told, cases in found if told.due_on and told.due_on <= moment.ends for one in cases)


def _visit_made(asked: Asked) -> Iterable[int]:
    """Of these who was met in the span by a visit that counts."""
    days = (asked.moment.starts.isoformat(), asked.moment.ends.isoformat())
    return _visit_due(asked).intersection(_ids(asked, Sql(_MET, days)))


def _judged(asked: Asked) -> _Judged:
    """规范管理 and 控制 of the calendar year as far as the last day; of the cases that are still open then."""
    day = asked.moment.ends
    told = quality.quality(asked.register, EVERYBODY, asked.policy, day.year, today=day).cases
    standing = frozenset(_open_cases(asked))
    return _Judged(
        standing.intersection(one.case for one in told if one.told.standard),
        standing.intersection(one.case for one in told if one.told.controlled),
    )


def _standard(asked: Asked) -> Iterable[int]:
    found: _Judged = asked.once(partial(_judged, asked), "judged", asked.moment.ends)
    return found.standard


def _controlled(asked: Asked) -> Iterable[int]:
    found: _Judged = asked.once(partial(_judged, asked), "judged", asked.moment.ends)
    return found.controlled


def _obliged(asked: Asked) -> Iterable[int]:
    """Contracts in force of which something is due by the last day (签约一项履约一项, ZS §八)."""
    return (one for one, _ in _fulfilment(asked))


def _fulfilled(asked: Asked) -> Iterable[int]:
    """Of these the ones with nothing overdue."""
    return (one for one, overdue in _fulfilment(asked) if not overdue)


def _fulfilment(asked: Asked) -> Iterable[tuple[int, bool]]:
    day = asked.moment.ends
    made = partial(fulfilment.states, asked.register, EVERYBODY, asked.policy, day)
    found: tuple[tuple[int, State], ...] = asked.once(made, "fulfilment", day)
    return ((one, state.overdue) for one, state in found if state.due)


def _open(model: type[ManagedCase | Diagnosis], asked: Asked, prefix: str) -> str:
    free = open_to(model, asked.viewer, prefix)
    return f" AND {free}" if free else ""


def _ids(asked: Asked, query: Sql) -> Iterator[int]:
    return (row[0] for row in asked.register.db.execute_sql(query.text, query.values).fetchall())


RECKONED: Mapping[str, Reckoned] = {
    "sign_due": _due,
    "sign_signed": _signed,
    "sign_unsigned": lambda asked: set(_due(asked)).difference(_signed(asked)),
    **{f"sign_{one.code}": _standing(f"reason.{one.code}") for one in code_list("unsigned_reason").items},
    "sign_run_out": _standing(*_RUN_OUT),
    "sign_under_way": _standing(*_UNDER_WAY),
    "sign_unknown": _standing(rules.UNKNOWN),
    "sign_holders": _holders,
    "sign_key_holders": _key_holders,
    "residents": _residents,
    "chronic": _chronic,
    "chronic_due": _among(_chronic, _due),
    "chronic_signed": _among(_chronic, _signed),
    "open_cases": _open_cases,
    "signed_cases": _signed_cases,
    "visit_due": _visit_due,
    "visit_made": _visit_made,
    "standard_cases": _standard,
    "controlled_cases": _controlled,
    "obliged_contracts": _obliged,
    "fulfilled_contracts": _fulfilled,
}
"""By the name that an indicator writes."""
