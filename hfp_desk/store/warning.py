"""Households that illness may make poor: found from the year's bills, kept as warnings, taken through their steps.

A warning is about the member with the highest own cost; its household is the one that is warned of. Bills that this
user may not know of are not added up for them: a sum would tell of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import Refusal
from hfp_desk.records import Alert, Household, Person, Settlement, Treatment
from hfp_desk.rules import warning_signs, warning_steps
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.warning_signs import Sign
from hfp_desk.rules.warning_steps import CLEARED, CONFIRMED, ILLNESS, REMOVED, STEPS, WAITING, Step, Warned
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

BY_DATA = "1"
"""Where a warning came from: found in the data (code list ``alert_source``)."""

ALERTS = "alert"
"""What the ids of a figure are of."""

LATE = "late"
"""The figure of warnings whose next step is past its day."""


@dataclass(frozen=True)
class Threatened:
    """A household with a sign: the member with the highest cost, what all paid in the year, the known income."""

    household: int | None
    person: int
    own: Decimal
    income: Decimal | None
    size: int
    sign: Sign


def threatened(register: Register, viewer: Viewer, policy: Policy, year: int) -> tuple[Threatened, ...]:
    """The households with a sign in ``year`` and no warning of that year yet, the highest cost first."""
    given = warning_signs.lines(policy.on(date(year, 12, 31)))
    with register.session():
        known = _warned(year)
        found = list(_burdened(register, viewer, year))
    made = (_judged(one, given) for one in found if one[0] not in known[0] and one[1] not in known[1])
    return tuple(sorted((one for one in made if one is not None), key=lambda one: -one.own))


def _judged(row: tuple[int | None, int, Decimal, Decimal | None, int], given: warning_signs.Lines) -> Threatened | None:
    household, person, own, income, size = row
    sign = warning_signs.judge(own, income, size, given)
    return Threatened(household, person, own, income, size, sign) if sign is not None else None


def _warned(year: int) -> tuple[set[int], set[int]]:
    """Households and persons with a warning of this year."""
    living = (Alert.voided_at == "") & (Alert.year == year)
    mine = [one.__data__ for one in Alert.select(Alert.household, Alert.person).where(living)]
    return {one["household"] for one in mine} - {None}, {one["person"] for one in mine}


def _burdened(
    register: Register, viewer: Viewer, year: int
) -> Iterator[tuple[int | None, int, Decimal, Decimal | None, int]]:
    """Household, its member with the highest cost, own cost of all, income a head, size; one a person without one."""
    day = 'coalesce(s."settled_on",t."admitted")'
    free = open_to(Settlement, viewer, "s.")
    bills = (
        f'SELECT s."person_id" AS person, sum(s."own_share") AS own FROM {table(Settlement)} s'
        f' LEFT JOIN {table(Treatment)} t ON t."id"=s."treatment_id"'
        f" WHERE s.\"voided_at\"='' AND {day} BETWEEN ? AND ?{f' AND {free}' if free else ''} GROUP BY 1"
    )
    sql = (
        f'WITH bills AS ({bills}) SELECT p."household_id", p."id", b.own, h."income", h."size"'
        f' FROM bills b JOIN {table(Person)} p ON p."id"=b.person AND p."voided_at"=\'\''
        f' LEFT JOIN {table(Household)} h ON h."id"=p."household_id"'
        ' WHERE b.own>0 ORDER BY p."household_id", b.own DESC, p."id"'
    )
    sizes = _sizes(register)
    grouped: dict[tuple[str, int], list[tuple[int | None, int, int, int | None, int | None]]] = {}
    for row in register.db.execute_sql(sql, (f"{year}-01-01", f"{year}-12-31")):
        key = ("household", row[0]) if row[0] else ("person", row[1])
        grouped.setdefault(key, []).append(row)
    for rows in grouped.values():
        household, person, _, income, size = rows[0]
        own = Decimal(sum(row[2] for row in rows)).scaleb(-2)
        people = size or sizes.get(household or 0, 1)
        yield household, person, own, None if income is None else Decimal(income).scaleb(-2), people


def _sizes(register: Register) -> Mapping[int, int]:
    """How many living members of each household the register knows."""
    sql = (
        f'SELECT "household_id",count(*) FROM {table(Person)}'
        ' WHERE "voided_at"=\'\' AND "died_on" IS NULL AND "household_id" IS NOT NULL GROUP BY 1'
    )
    return dict(register.db.execute_sql(sql))


def warn(register: Register, found: Sequence[Threatened], on: date, year: int) -> keeping.Changes:
    """Keep a warning for each household, to be verified, in one deed. Refusal when there is none."""
    if not found:
        raise Refusal("没有新的预警线索。", "没有家庭达到预警线，或都已登记；预警线可在“系统”的政策指标中填写。")
    with register.session(), keeping.deed(register, f"登记预警线索 {len(found)} 户") as act:
        for one in found:
            act.save(
                Alert.new(
                    person=one.person,
                    household=one.household,
                    source=BY_DATA,
                    raised_on=on,
                    risks=(ILLNESS,),
                    year=year,
                    own_cost=one.own,
                    income=one.income,
                    threshold=one.sign.threshold,
                    state=WAITING,
                    remark="；".join(one.sign.reasons)[:500],
                )
            )
    return act.changes


def decide(register: Register, ids: Collection[int], state: str, day: date | None, reason: str) -> keeping.Changes:
    """Confirm or clear warnings with a day and a reason, in one deed (统一标识、取消标识).

    Refusal without a day or a reason, and for warnings that are no longer to be verified.
    """
    if day is None:
        raise Refusal("没有填写审定日期。", "请填写县级审定的日期。")
    if not reason.strip():
        raise Refusal("没有填写原因。", "请写明认定或取消的原因。")
    with register.session(), keeping.deed(register, reason) as act:
        chosen = list(Alert.select().where(Alert.id.in_(list(ids)) & (Alert.voided_at == "")))
        past = [one for one in chosen if one.state != WAITING]
        if past:
            raise Refusal(f"有 {len(past)} 条预警已审定过。", "请只勾选待核实的预警，已审定的在登记表中修改。")
        for one in chosen:
            one.state, one.decided_on, one.reason = state, day, reason.strip()
            act.save(one)
    return act.changes


def confirm(register: Register, ids: Collection[int], day: date | None, reason: str) -> keeping.Changes:
    """统一标识."""
    return decide(register, ids, CONFIRMED, day, reason)


def clear(register: Register, ids: Collection[int], day: date | None, reason: str) -> keeping.Changes:
    """取消标识."""
    return decide(register, ids, CLEARED, day, reason)


def figures(register: Register, policy: Policy, day: date) -> tuple[Figure, ...]:
    """How many warnings stand at each step, and how many are past their day; each opens the warnings behind it."""
    given = warning_steps.times(policy.on(day))
    with register.session():
        known = [(one.id, warned(one)) for one in Alert.select().where(Alert.voided_at == "")]
    steps = {number: warning_steps.step(one) for number, one in known}
    dues = {number: warning_steps.deadline(one, given) for number, one in known}
    late = tuple(number for number, due in dues.items() if due is not None and due < day)
    made = [_figure(str(one), STEPS[one], [n for n, at in steps.items() if at is one], len(known)) for one in Step]
    removed = [number for number, one in known if one.state == REMOVED]
    return (
        *made[:1],
        _figure(LATE, "超过时限", late, len(known)),
        *made[1:],
        _figure("removed", "其中风险已消除", removed, len(known)),
    )


def _figure(name: str, label: str, ids: Sequence[int], whole: int) -> Figure:
    return Figure(name, label, len(ids), whole, ALERTS, tuple(ids))


def warned(one: Alert) -> Warned:
    """A record as the rules want it."""
    names = (*Warned.__dataclass_fields__,)
    return Warned(**{name: getattr(one, name) for name in names})
