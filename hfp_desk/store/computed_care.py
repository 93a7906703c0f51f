"""Reckonings of illness, treatment and bills for returns.

大病 is told by case, one person with one illness (发现、建档、治愈、销号 one by one; domain.md §2.16.2): everybody
but 无此人 whose diagnosis says 大病集中救治, was not found to be untrue, was alive when the span began and not closed
before it.
A bill belongs to the day of its settlement, to that of leaving hospital where none was entered; 冲账 pairs are dropped
(§3.9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from hfp_desk.records import Diagnosis, Person, Settlement, Treatment
from hfp_desk.store import holding
from hfp_desk.store.asked import Asked, Reckoned
from hfp_desk.store.sql import Sql
from hfp_desk.store.tables import table

_MAJOR, _VERIFIED, _UNTRUE = "1", "2", "3"
_NOBODY = "2"  # 无此人 of the code list person_state
_CURED, _IMPROVED, _DEAD = "1", "2", "4"
_NOT_ILL, _FOUND_DEAD, _AWAY = "2", "3", "4"
"""Codes of confirm_state: 未患病或已治愈, 死亡, 失访或外出."""
_INPATIENT = "1"
_WAITING, _UNPAID, _SHORT = "waiting", "unpaid", "short"
_SUPPORT = ("major", "supplementary", "assistance", "major_assistance", "safety_net", "relief")
"""Who pays for 重病兜底保障 beyond the basic insurance (GJ §二（三）)."""


def _ill(alias: str) -> str:
    """What an illness is called: by the policy where it knows it, else as it was written."""
    return f'coalesce(nullif({alias}."standard_disease",\'\'),{alias}."disease")'


_FOR = f"""t."person_id"=d."person_id" AND (t."diagnosis_id"=d."id"
 OR t."diagnosis_id" IS NULL AND {_ill("t")}={_ill("d")})"""
_CARE = f"""FROM {table(Treatment)} t WHERE t."voided_at"='' AND coalesce(t."admitted",'')<=? AND {_FOR}"""
_TREATED = f"""SELECT max(t."kind"='{_INPATIENT}')||max(CASE WHEN t."effect"<>'' THEN coalesce(t."admitted",'')
 ||substr('000000000000'||t."id",-12)||t."effect" ELSE '' END) {_CARE}"""
"""Whether there was a stay in hospital, then the latest effect behind its day and number; NULL without treatment."""
_CASES = f"""SELECT d."id", d."verify_state"='{_VERIFIED}' AND coalesce(d."verified_on",'')<=?, ({_TREATED}),
 d."confirm_state", coalesce(p."died_on"<=?,0), coalesce(d."closed_on"<=?,0), d."close_reason"
 FROM {table(Diagnosis)} d JOIN {table(Person)} p ON p."id"=d."person_id"
 WHERE d."voided_at"='' AND d."batch_class"='{_MAJOR}' AND d."verify_state"<>'{_UNTRUE}' AND d."found_on"<=?
 AND (d."closed_on" IS NULL OR d."closed_on">=?) AND p."voided_at"='' AND p."person_state"<>'{_NOBODY}'
 AND (p."died_on" IS NULL OR p."died_on">=?) AND d."person_id" IN ("""
_OF_MAJOR = f"""EXISTS (SELECT 1 FROM {table(Diagnosis)} d WHERE {_FOR} AND d."voided_at"=''
 AND d."batch_class"='{_MAJOR}' AND d."verify_state"<>'{_UNTRUE}')"""
_STAYS = f"""SELECT t."id" FROM {table(Treatment)} t WHERE t."voided_at"='' AND t."admitted" BETWEEN ? AND ?
 AND {_OF_MAJOR} AND t."person_id" IN ("""
_UNREVERSED = f"""+s."reversal_of_id" IS NULL AND s."id" NOT IN (SELECT r."reversal_of_id"
 FROM {table(Settlement)} r WHERE r."reversal_of_id">0 AND +r."voided_at"='')"""
_BILLS = f"""SELECT s."id" FROM {table(Settlement)} s LEFT JOIN {table(Treatment)} t ON t."id"=s."treatment_id"
 WHERE s."voided_at"='' AND {_UNREVERSED}"""
_SETTLED = 's."settled_on" BETWEEN ? AND ?'
_LEFT = 's."settled_on" IS NULL AND coalesce(t."discharged",t."admitted") BETWEEN ? AND ?'
_ADVANCED = f"""SELECT s."id", CASE WHEN s."audited" IS NULL OR s."audited_on">? THEN '{_WAITING}'
 WHEN coalesce(s."repaid",0)=0 OR s."repaid_on">? THEN '{_UNPAID}' WHEN s."repaid"<>s."audited" THEN '{_SHORT}' END
 FROM {table(Settlement)} s WHERE s."voided_at"='' AND s."advanced"<>0
 AND coalesce(s."settled_on",(SELECT coalesce(t."discharged",t."admitted") FROM {table(Treatment)} t
 WHERE t."id"=s."treatment_id"),'')<=? AND {_UNREVERSED}"""
_IN_HOSPITAL = f"coalesce(t.\"kind\",'') IN ('','{_INPATIENT}')"
_SECURED = f"""SELECT d."id" FROM {table(Diagnosis)} d WHERE d."person_id" IN (SELECT s."person_id"
 FROM {table(Settlement)} s WHERE s."id" IN (%s) AND ({" OR ".join(f's."{name}">0' for name in _SUPPORT)}))"""


class _Case(NamedTuple):
    """A case of 大病 on the last day of the span."""

    id: int
    filed: bool
    care: str | None
    confirmed: str
    died: bool
    closed: bool
    reason: str

    @property
    def treated(self) -> bool:
        """Whether anything was done for it."""
        return self.care is not None

    @property
    def admitted(self) -> bool:
        """Whether in hospital."""
        return self.care is not None and self.care[0] == "1"

    @property
    def effect(self) -> str:
        """Of the latest treatment that says any."""
        return self.care[-1] if self.care is not None and len(self.care) > 1 else ""

    @property
    def outcome(self) -> str:
        """How it came out: death before cure, the reason of closing before the effect of the latest stay."""
        told = (self.reason if self.closed else "", self.effect)
        return _DEAD if self.died or _DEAD in told else next(filter(None, told), "")

    @property
    def untreated(self) -> str:
        """Why nobody treated it, as far as the register holds it; empty once it was."""
        if self.treated:
            return ""
        if self.outcome == _DEAD or self.confirmed == _FOUND_DEAD:
            return _FOUND_DEAD
        if self.outcome == _CURED or self.confirmed == _NOT_ILL:
            return _NOT_ILL
        return self.confirmed if self.confirmed == _AWAY else "unknown"


def _cases(asked: Asked) -> list[_Case]:
    first, last = _days(asked)
    query = Sql(_CASES, (*(last,) * 5, first, first)) + _entitled(asked) + ")"
    rows = asked.register.db.execute_sql(query.text, query.values).fetchall()
    return [_Case(*row) for row in rows]


def _told(counts: Callable[[_Case], bool]) -> Reckoned:
    """The cases of the span that count."""

    def found(asked: Asked) -> Iterable[int]:
        moment = asked.moment
        cases = asked.once(partial(_cases, asked), "major cases", moment.starts, moment.ends)
        return [one.id for one in cases if counts(one)]

    return found


def _stays(asked: Asked) -> Iterator[int]:
    """Stays and visits for 大病 that began in the span."""
    yield from _ids(asked, Sql(_STAYS, _days(asked)) + _entitled(asked) + ")")


def _bills(which: str) -> Reckoned:
    """The bills of the span that fulfil a condition, those of people the edition is for."""

    def found(asked: Asked) -> Iterator[int]:
        yield from _ids(asked, _within(asked, which, asked.moment.starts))

    return found


def _within(asked: Asked, which: str, first: date) -> Sql:
    whose = Sql(f' AND {which} AND +s."person_id" IN (') + _entitled(asked) + ")"  # by day: few of all bills
    days = (first.isoformat(), asked.moment.ends.isoformat())
    return Sql(f"{_BILLS} AND {_SETTLED}", days) + whose + " UNION ALL " + Sql(f"{_BILLS} AND {_LEFT}", days) + whose


def _advances(stage: str) -> Reckoned:
    """Bills up to the last day that a hospital advanced money for, by how far they had come on it.

    Waiting for the joint audit, audited and not paid back, paid back in part (GJ §二（三）3: 定点医院垫付、定期联审、
    统一结算). What was audited or paid back later still waited on that day; without a day it counts as done.
    """

    def found(asked: Asked) -> Iterable[int]:
        last = asked.moment.ends.isoformat()
        rows = asked.once(partial(_advanced, asked, last), "advanced", last)
        return [bill for bill, reached in rows if reached == stage]

    return found


def _advanced(asked: Asked, last: str) -> list[tuple[int, str]]:
    return asked.register.db.execute_sql(_ADVANCED, (last,) * 3).fetchall()  # type: ignore[no-any-return]


def _secured(asked: Asked) -> Iterator[int]:
    """Diagnoses of those for whom something beyond the basic insurance paid in the span."""
    bills = _within(asked, "1", asked.moment.starts)
    yield from _ids(asked, Sql(_SECURED % bills.text, bills.values))


def _entitled(asked: Asked) -> Sql:
    return holding.entitled(asked.moment.ends, asked.moment.edition.persons)


def _days(asked: Asked) -> tuple[str, str]:
    return asked.moment.starts.isoformat(), asked.moment.ends.isoformat()


def _ids(asked: Asked, query: Sql) -> Iterator[int]:
    return (row[0] for row in asked.register.db.execute_sql(query.text, query.values).fetchall())


RECKONED: Mapping[str, Reckoned] = {
    "major_found": _told(bool),
    "major_filed": _told(lambda one: one.filed),
    "major_filed_treated": _told(lambda one: one.filed and one.treated),
    "major_filed_cured": _told(lambda one: one.filed and one.outcome == _CURED),
    "major_filed_improved": _told(lambda one: one.filed and one.outcome == _IMPROVED),
    "major_filed_dead": _told(lambda one: one.filed and one.outcome == _DEAD),
    "major_treated": _told(lambda one: one.treated),
    "major_admitted": _told(lambda one: one.admitted),
    "major_untreated": _told(lambda one: not one.treated),
    "major_untreated_well": _told(lambda one: one.untreated == _NOT_ILL),
    "major_untreated_dead": _told(lambda one: one.untreated == _FOUND_DEAD),
    "major_untreated_away": _told(lambda one: one.untreated == _AWAY),
    "major_untreated_unknown": _told(lambda one: one.untreated == "unknown"),
    "major_cured": _told(lambda one: one.outcome == _CURED),
    "major_improved": _told(lambda one: one.outcome == _IMPROVED),
    "major_dead": _told(lambda one: one.outcome == _DEAD),
    "major_closed": _told(lambda one: one.closed),
    "major_stays": _stays,
    "major_bills": _bills(_OF_MAJOR),
    "stay_bills": _bills(_IN_HOSPITAL),
    "advances_waiting": _advances(_WAITING),
    "advances_unpaid": _advances(_UNPAID),
    "advances_short": _advances(_SHORT),
    "secured": _secured,
}
"""By the name that an indicator writes."""
