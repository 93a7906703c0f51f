"""The special programmes: how many should be reached, how many are, and who is missing.

AIDS, TB, schistosomiasis, endemic diseases and severe mental disorders by their managed cases; the two cancers by sex,
age and identity; mothers, newborns and family planning by what the register knows of them (NC §五–§十一,
DZ §二(四)–(六), NN §二(十)(十一)). A figure whose people are restricted is counted only for those who may know of them;
one for which the register cannot tell who should be reached is counted without a share.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SQL, SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Policy, Target
from hfp_desk.records import Aid, Contract, Household, ManagedCase, Person, Screening
from hfp_desk.rules import periods
from hfp_desk.rules.periods import months_on
from hfp_desk.rules.stays import age_on
from hfp_desk.store import holding
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to

_MENTAL, _TB, _AIDS, _LATE = "3", "4", "6", "7"
_ENDEMIC = ("8", "9", "10", "11", "12", "13")
_CERVIX, _BREAST, _BEFORE, _PRENATAL, _NEWBORN, _HEARING, _MARRIAGE = "1", "2", "3", "4", "5", "6", "9"
_REWARD, _SPECIAL_AID, _LATE_AID = "1", "2", "5"
_TB_AIDS, _DEFECT_AIDS = ("3", "4"), ("6", "7")
_PREGNANT = "01"
_ONE_CHILD, _TWO_GIRLS, _BEREAVED = "01", "02", "03"
_DONE = ("1", "2")
"""治愈 and 好转 of the code list ``effect``; 完成疗程 counts as well."""


@dataclass(frozen=True)
class Measured:
    """One figure of a programme: ``whole`` should be reached, ``done`` are; ids are of people.

    Where the register cannot tell who should be reached, or not everybody needs it, it is not ``judged``.
    """

    area: str
    name: str
    label: str
    whole: tuple[int, ...]
    done: tuple[int, ...]
    source: str
    target: Target | None = None
    judged: bool = True

    @property
    def missing(self) -> tuple[int, ...]:
        """Who should be reached and is not."""
        reached = set(self.done)
        return tuple(one for one in self.whole if one not in reached)


def programmes(register: Register, viewer: Viewer, policy: Policy, day: date) -> tuple[Measured, ...]:
    """Every figure on ``day``, programme by programme."""
    with register.session():
        asked = _Asked(register.db, viewer, policy.on(day), day)
        return (
            *_aids(asked),
            *_tb(asked),
            *_endemic(asked),
            *_mental(asked),
            *_two_cancers(asked),
            *_births(asked),
            *_family_planning(asked),
        )


class _Asked:
    """The day, its edition, and the people of the programmes, each read once."""

    def __init__(self, db: SqliteDatabase, viewer: Viewer, edition: Edition, day: date) -> None:
        self.viewer, self.edition, self.day = viewer, edition, day
        living = (Person.voided_at == "") & (Person.died_on.is_null() | (Person.died_on > day))
        asked = (Person.id, Person.birth, Person.sex, Person.has_record, Person.household)
        self.people: dict[int, Any] = {one.id: one for one in Person.select(*asked).where(living)}
        poor = holding.entitled(day, edition.persons)
        self.poor = self.people.keys() & {row[0] for row in db.execute_sql(poor.text, poor.values)}

    def number(self, name: str) -> int | None:
        """A figure of the edition as a whole number."""
        value = self.edition.target(name).value
        return None if value is None else int(value)

    def free(self, model: Any) -> SQL:
        """Records of ``model`` that this viewer may know of."""
        return SQL(open_to(model, self.viewer, "") or "1")

    def cases(self, *kinds: str, closed: bool = False) -> list[Any]:
        """Managed cases of living people on the day; closed ones too, of the dead as well, where outcomes are told."""
        mine = ManagedCase.programme.in_(kinds) & (ManagedCase.voided_at == "") & self.free(ManagedCase)
        begun: Any = ManagedCase.starts
        found = ManagedCase.select().where(mine & (begun.is_null() | (begun <= self.day)))
        if closed:
            return list(found)
        return [one for one in found if self._managed(one)]

    def _managed(self, one: Any) -> bool:
        return one.__data__["person"] in self.people and (one.ends is None or one.ends > self.day)

    def screened(self, kind: str, since: date | None = None) -> set[int]:
        """Who was screened for something by the day, not before ``since``."""
        mine = (Screening.kind == kind) & (Screening.voided_at == "") & self.free(Screening)
        screened_on: Any = Screening.screened_on
        found = Screening.select().where(mine & (screened_on <= self.day))
        return {one.__data__["person"] for one in found if since is None or _not_before(one.screened_on, since)}

    def aided(self, *kinds: str, year: int | None = None) -> set[int]:
        """Who was granted an aid, in a year where one is asked for."""
        mine = Aid.kind.in_(kinds) & (Aid.voided_at == "") & self.free(Aid)
        return {one.__data__["person"] for one in Aid.select().where(mine) if year is None or one.year == year}

    def age(self, person: Any) -> int | None:
        """Years of age on the day."""
        return age_on(person.birth, self.day) if person.birth is not None else None


def _not_before(day: date | None, since: date) -> bool:
    return day is not None and day >= since


def _whose(cases: Collection[Any], holds: Callable[[Any], bool] = lambda _case: True) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.__data__["person"] for one in cases if holds(one)))


def _aids(asked: _Asked) -> Iterator[Measured]:
    cases = asked.cases(_AIDS)
    whole, area, source = _whose(cases), "艾滋病", "NC §（五）"
    months = asked.number("aids_test_months")
    since = months_on(asked.day, -months) if months is not None else None
    yield Measured(area, "aids-drugs", "接受免费抗病毒治疗", whole, _whose(cases, _on_drugs), source)
    if since is not None:
        tested = _whose(cases, lambda one: one.last_test_on is not None and one.last_test_on >= since)
        yield Measured(area, "aids-tests", f"{months} 个月内检测", whole, tested, source)
    yield Measured(area, "aids-plan", "随访管理方案", whole, _whose(cases, _has_plan), source)


def _on_drugs(case: Any) -> bool:
    return case.free_drugs is True or case.started_drugs_on is not None


def _has_plan(case: Any) -> bool:
    return case.planned_on is not None or bool(case.plan)


def _tb(asked: _Asked) -> Iterator[Measured]:
    open_ones, area, source = asked.cases(_TB), "结核病", "NC §（六）"
    ended = [one for one in asked.cases(_TB, closed=True) if one.treatment_ends and one.treatment_ends <= asked.day]
    whole = _whose(open_ones)
    yield Measured(area, "tb-drugs", "免费一线药物治疗", whole, _whose(open_ones, _on_drugs), source)
    yield Measured(
        area,
        "tb-bed",
        "使用贫困家庭专用床位",
        whole,
        _whose(open_ones, lambda one: bool(one.bed)),
        source,
        judged=False,
    )
    everyone = _whose([*open_ones, *ended])
    helped = asked.aided(*_TB_AIDS)
    aided = tuple(one for one in everyone if one in helped)
    yield Measured(area, "tb-aid", "检查、治疗补助", everyone, aided, source, judged=False)
    success = _whose(ended, lambda one: one.treatment_end == "1" or one.outcome in _DONE)
    yield Measured(area, "tb-success", "治疗成功", _whose(ended), success, source, asked.edition.target("tb_success"))
    regular = _whose(ended, lambda one: _regular(one, asked.edition))
    yield Measured(area, "tb-adherence", "规则服药", _whose(ended), regular, "第三版：实际服药次数占应服药次数90%以上")


def _regular(case: Any, edition: Edition) -> bool:
    """Whether enough of the doses due were taken."""
    if not case.doses_due or case.doses_taken is None:
        return False
    least = edition.target("visit_doses_ratio").value
    return least is not None and case.doses_taken * 100 >= least * case.doses_due


def _endemic(asked: _Asked) -> Iterator[Measured]:
    late, area = asked.cases(_LATE), "血吸虫病和地方病"
    aided = asked.aided(_LATE_AID)
    treated = _whose(late, lambda one: bool(one.free_drugs) or one.__data__["person"] in aided)
    yield Measured(area, "late-schistosomiasis", "晚期血吸虫病免费救治", _whose(late), treated, "NC §（七）")
    cases = asked.cases(*_ENDEMIC, _LATE)
    kept = [one for one in cases if asked.people[one.__data__["person"]].has_record]
    yield Measured(area, "endemic-record", "建立健康档案", _whose(cases), _whose(kept), "NC §（八）")
    managed = _whose(cases, lambda one: bool(one.case_managed))
    yield Measured(area, "endemic-case", "个案管理", _whose(cases), managed, "NC §（八）")


def _mental(asked: _Asked) -> Iterator[Measured]:
    cases = [one for one in asked.cases(_MENTAL) if one.__data__["person"] in asked.poor]
    whole, area, source = _whose(cases), "严重精神障碍", "DZ §二（四）"
    yield Measured(
        area, "mental-case", "重点个案管理", whole, _whose(cases, lambda one: bool(one.case_managed)), source
    )
    yield Measured(
        area, "mental-evaluated", "逐人病情评估", whole, _whose(cases, lambda one: bool(one.evaluated_on)), source
    )
    yield Measured(area, "mental-plan", "治疗与康复方案", whole, _whose(cases, _has_plan), source)


def _two_cancers(asked: _Asked) -> Iterator[Measured]:
    ages, years = asked.edition.target("women_screening_age"), asked.number("women_screening_years")
    if ages.low is None or ages.high is None or years is None:
        return
    area, target = "两癌筛查", asked.edition.target("coverage_women_screening")
    low, high = int(ages.low), int(ages.high)
    women = tuple(number for number in sorted(asked.poor) if _is_woman(asked, number, low, high))
    since = months_on(asked.day, -12 * years)
    for kind, label in ((_CERVIX, "宫颈癌"), (_BREAST, "乳腺癌")):
        screened = asked.screened(kind, since)
        done = tuple(one for one in women if one in screened)
        words = f"{label}检查（{low}—{high}岁，{years}年内）"
        yield Measured(area, f"screening-{kind}", words, women, done, "NC §（九）、DZ §二（五）", target)


def _is_woman(asked: _Asked, number: int, low: int, high: int) -> bool:
    person = asked.people[number]
    age = asked.age(person)
    return person.sex == "2" and age is not None and low <= age <= high


def _births(asked: _Asked) -> Iterator[Measured]:
    area, first = "妇幼和出生缺陷", date(asked.day.year, 1, 1)
    groups = Contract.select().where((Contract.voided_at == "") & Contract.groups.contains(_PREGNANT))
    pregnant = tuple(dict.fromkeys(one.__data__["person"] for one in groups if _in_force(one, asked)))
    prenatal = asked.screened(_PRENATAL, months_on(asked.day, -12))
    done = tuple(one for one in pregnant if one in prenatal)
    yield Measured(area, "prenatal", "孕产妇产前筛查", pregnant, done, "DZ §二（六）、NN §二（十）")
    babies = tuple(one.id for one in asked.people.values() if one.birth is not None and first <= one.birth <= asked.day)
    for kind, label in ((_NEWBORN, "新生儿疾病筛查"), (_HEARING, "新生儿听力筛查")):
        screened = asked.screened(kind)
        reached = tuple(one for one in babies if one in screened)
        yield Measured(area, f"screening-{kind}", f"{label}（当年出生）", babies, reached, "NN §二（十）")
    for kind, label in ((_BEFORE, "孕前优生健康检查"), (_MARRIAGE, "婚前医学检查")):
        done = tuple(sorted(asked.screened(kind, first)))
        yield Measured(
            area, f"screening-{kind}", f"{label}（当年）", (), done, "NC §（十）、DZ §二（六）", judged=False
        )
    aided = tuple(sorted(asked.aided(*_DEFECT_AIDS)))
    yield Measured(
        area, "birth-defects", "遗传代谢病、结构畸形救助", (), aided, "NC §（十）、DZ §二（六）", judged=False
    )


def _in_force(contract: Any, asked: _Asked) -> bool:
    holds = periods.holds_on(asked.day, contract.starts or contract.signed_on, contract.ends)
    return contract.__data__["person"] in asked.people and contract.state in ("1", "3") and holds


def _family_planning(asked: _Asked) -> Iterator[Measured]:
    area, year, source = "计划生育扶助", asked.day.year, "NN §二（十一）"
    kinds = {
        one.id: one.family_planning
        for one in Household.select().where((Household.voided_at == "") & (Household.family_planning != ""))
    }
    least = asked.number("birth_aid_age")
    members = [(one, kinds.get(one.__data__["household"] or 0, "")) for one in asked.people.values()]
    if least is not None:
        old = tuple(one.id for one, kind in members if kind in (_ONE_CHILD, _TWO_GIRLS) and _aged(asked, one, least))
        rewarded = asked.aided(_REWARD, year=year)
        done = tuple(one for one in old if one in rewarded)
        yield Measured(area, "reward", f"奖励扶助（满{least}周岁，当年）", old, done, source)
    bereaved = tuple(one.id for one, kind in members if kind == _BEREAVED)
    helped = asked.aided(_SPECIAL_AID, year=year)
    reached = tuple(one for one in bereaved if one in helped)
    yield Measured(area, "special-aid", "特别扶助（当年）", bereaved, reached, source, judged=False)


def _aged(asked: _Asked, person: Any, least: int) -> bool:
    age = asked.age(person)
    return age is not None and age >= least
