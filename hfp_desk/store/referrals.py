"""Which illnesses are treated outside the county most often: what a supporting hospital builds up (NN §二（八）)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.policy.specialties import specialty_of
from hfp_desk.records import Treatment
from hfp_desk.rules.stays import INPATIENT
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

YEARS = 3
"""前三年 (NN §二（八）)."""

USUAL = 5
"""前5个病种 (NN §二（八）); what is shown where the office's own document names no number."""

_INSIDE = "1"  # 县域内 of the code list area
_DISEASE = 'coalesce(nullif(t."standard_disease",\'\'),t."disease")'
_FROM = (
    f"FROM {table(Treatment)} t WHERE t.\"voided_at\"='' AND t.\"area\"<>'' AND t.\"kind\" IN ('','{INPATIENT}')"
    f" AND t.\"admitted\" BETWEEN ? AND ? AND {_DISEASE}<>''"
)


@dataclass(frozen=True)
class Referred:
    """One illness: stays outside the county of all whose place is known, and the specialty that would treat it."""

    disease: str
    outside: int
    stays: int
    specialty: str = ""

    @property
    def rate(self) -> Decimal:
        """县外转出率 in %, to one decimal."""
        return (Decimal(self.outside) * 100 / self.stays).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Referrals:
    """The illnesses of a period by the share treated outside, the highest first.

    ``given``: the office's own document names the number wanted. ``stays`` are all of the period, ``unplaced`` those
    of which nobody wrote where they were.
    """

    since: date
    until: date
    wanted: int
    given: bool
    top: tuple[Referred, ...]
    stays: int
    unplaced: int

    @property
    def specialties(self) -> tuple[str, ...]:
        """The specialties to be supported, each once; an illness that belongs to none stands for itself."""
        return tuple(dict.fromkeys(one.specialty or one.disease for one in self.top))


def latest(register: Register, viewer: Viewer, today: date) -> date:
    """The day of the last stay that ``viewer`` may know of: a register of earlier years still says something."""
    free = open_to(Treatment, viewer, "t.") or "1"
    sql = f'SELECT max(t."admitted") FROM {table(Treatment)} t WHERE t."voided_at"=\'\' AND t."admitted"<=? AND {free}'
    with register.session():
        (found,) = register.db.execute_sql(sql, (today.isoformat(),)).fetchone()
    return date.fromisoformat(found) if found else today


def most_referred(register: Register, viewer: Viewer, day: date, policy: Policy) -> Referrals:
    """The illnesses with the highest share of stays outside the county in the three years up to ``day``.

    Of equal shares the one with more stays outside comes first. Restricted illnesses are left out for those who may
    not know of them.
    """
    wanted = policy.on(day).target("posting_diseases").value
    number = USUAL if wanted is None else int(wanted)
    since = _years_before(day)
    free = open_to(Treatment, viewer, "t.") or "1"
    away = f"sum(t.\"area\"<>'{_INSIDE}')"
    sql = f"SELECT {_DISEASE},{away},count(*) {_FROM} AND {free} GROUP BY 1 HAVING {away}>0"
    period = since.isoformat(), day.isoformat()
    with register.session():
        rows = register.db.execute_sql(sql, period).fetchall() if viewer.may_look else []
        stays, unplaced = register.db.execute_sql(_counted(free), period).fetchone()
    found = sorted((_referred(row, policy, viewer, day) for row in rows), key=_order)
    return Referrals(since, day, number, wanted is not None, tuple(found[:number]), stays, unplaced or 0)


def outside(register: Register, viewer: Viewer, disease: str, since: date, until: date) -> tuple[int, ...]:
    """The stays behind the number: those of an illness outside the county."""
    free = open_to(Treatment, viewer, "t.") or "1"
    sql = f'SELECT t."id" {_FROM} AND t."area"<>\'{_INSIDE}\' AND {_DISEASE}=? AND {free} ORDER BY t."admitted"'
    with register.session():
        rows = register.db.execute_sql(sql, (since.isoformat(), until.isoformat(), disease))
        return tuple(number for (number,) in rows)


def _counted(free: str) -> str:
    return (
        f"SELECT count(*), sum(t.\"area\"='') FROM {table(Treatment)} t WHERE t.\"voided_at\"=''"
        f" AND t.\"kind\" IN ('','{INPATIENT}') AND t.\"admitted\" BETWEEN ? AND ? AND {free}"
    )


def _referred(row: tuple[str, int, int], policy: Policy, viewer: Viewer, day: date) -> Referred:
    disease, away, stays = row
    known = policy.on(day).recognise(disease)
    shown = gate.shown(spec_of(Treatment.disease), disease, viewer)
    return Referred(shown, away, stays, specialty_of(known.disease if known else None))


def _order(one: Referred) -> tuple[Decimal, int, str]:
    return -Decimal(one.outside) / one.stays, -one.outside, one.disease


def _years_before(day: date) -> date:
    """The first of the days that lie within three years up to ``day``."""
    leap = (day.month, day.day) == (2, 29)
    before = date(day.year - YEARS, 2, 28) if leap else date(day.year - YEARS, day.month, day.day)
    return before + timedelta(1)
