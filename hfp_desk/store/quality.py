"""规范管理 and 控制 in a year by programme and place, doctor or team; every figure knows its people (domain.md §3.7).

人数 are counted once under a programme: who was managed twice in a year counts by the later case. 失访 is not
controlled. 肺结核: 管理率 of those notified in the year, 规则服药 and 治疗成功 of those who ended treatment in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import Any

from hfp_desk import gate
from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Policy
from hfp_desk.records import Doctor, ManagedCase, Person, Place, Team
from hfp_desk.rules import follow_up, judging, money, visits
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import quality_reading
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.opening import Register
from hfp_desk.store.pausing import without_collection
from hfp_desk.store.quality_reading import Year, YearCase
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table


class By(StrEnum):
    """What the lines of the table are."""

    TOWN = "乡镇"
    VILLAGE = "行政村"
    TEAM = "签约团队"
    DOCTOR = "责任医生"
    PROGRAMME = "病种"


COUNTED: dict[str, tuple[str, Callable[[YearCase], bool]]] = {
    "managed": ("已管理", lambda _one: True),
    "standard": ("规范管理", lambda one: one.told.standard),
    "controlled": ("控制", lambda one: one.told.controlled),
    "faced": ("面对面满足次数", lambda one: one.told.lacks != "times"),
    "examined": ("已体检", lambda one: one.told.examined),
    "lost": ("失访", lambda one: one.told.lost),
    "dead": ("死亡", lambda one: one.told.dead),
    "no_times": ("次数不足", lambda one: one.told.lacks == "times"),
    "no_exam": ("缺年度体检", lambda one: one.told.lacks == "exam"),
    "no_items": ("仅缺必填项", lambda one: one.told.lacks == "items"),
    "no_gaps": ("间隔过长", lambda one: one.told.lacks == "gaps"),
}
"""What is counted, with its words; why somebody is not 规范管理 is told by the first thing that is missing."""

_SORT = attrgetter("programme", "told")
_PLACES = {by: f'SELECT "id", "{by.name.lower()}_id" FROM {table(Person)}' for by in (By.TOWN, By.VILLAGE)}
_NAMES = {
    By.TOWN: f'SELECT "id", "name" FROM {table(Place)} WHERE "level"=\'4\' ORDER BY "sort" IS NULL, "sort"',
    By.VILLAGE: f'SELECT "id", "name" FROM {table(Place)} WHERE "level"=\'5\' ORDER BY "sort" IS NULL, "sort"',
    By.TEAM: f'SELECT "id", "name" FROM {table(Team)} ORDER BY "name"',
    By.DOCTOR: f'SELECT "id", "name" FROM {table(Doctor)} ORDER BY "name"',
}
_WRITTEN = f"""SELECT "id", "doctor_name" FROM {table(ManagedCase)}
 WHERE "doctor_id" IS NULL AND "doctor_name"<>'' AND "voided_at"=''"""
_NOWHERE = {
    By.TOWN: "（没有乡镇）",
    By.VILLAGE: "（没有行政村）",
    By.TEAM: "（没有团队）",
    By.DOCTOR: "（没有责任医生）",
}
_TB = f"""SELECT c."id", c."notified_on", c."treatment_ends", c."treatment_end", c."outcome", c."doses_due",
 c."doses_taken" FROM {table(ManagedCase)} c WHERE c."programme"='{visits.TB}' AND c."voided_at"='' %s"""
_CURED, _COMPLETED = "1", "1"
"""治愈 of the code list effect, 完成疗程 of tb_end."""


@dataclass(frozen=True)
class Share:
    """So many of a whole against a target; ``percent`` None while there is nothing to divide by."""

    name: str
    label: str
    ids: tuple[int, ...]
    whole: int
    wanted: str = ""
    judgement: Judgement | None = None
    source: str = ""

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)

    @property
    def percent(self) -> Decimal | None:
        """The share in per cent."""
        return money.ratio(Decimal(self.count), Decimal(self.whole))


@dataclass(frozen=True)
class QualityLine:
    """The people of one place, doctor, team or programme in a year."""

    key: object
    label: str
    above: str
    cases: tuple[YearCase, ...]

    @cached_property
    def visits(self) -> int:
        """How many visits face to face were made."""
        return sum(alike * one.told.faced for one, alike in self._alike)

    @cached_property
    def _alike(self) -> tuple[tuple[YearCase, int], ...]:
        """A case of every sort there is, and how many count as it does: there are few sorts among many cases."""
        sorts = Counter(map(_SORT, self.cases))
        return tuple((YearCase(0, 0, programme, None, None, told), alike) for (programme, told), alike in sorts.items())

    def ids(self, name: str) -> tuple[int, ...]:
        """The cases behind a figure."""
        counts = COUNTED[name][1]
        return tuple(one.case for one in self.cases if counts(one))

    def count(self, name: str) -> int:
        """How many."""
        counts = COUNTED[name][1]
        return sum(alike for one, alike in self._alike if counts(one))

    def whole(self, name: str) -> int:
        """What a figure is a share of: 年内已管理, for 控制 those of diseases that can be controlled."""
        if name != "controlled":
            return len(self.cases)
        return sum(alike for one, alike in self._alike if one.programme in visits.QUARTERLY)

    def percent(self, name: str) -> Decimal | None:
        """A figure as a share; None while there is nothing to divide by."""
        return money.ratio(Decimal(self.count(name)), Decimal(self.whole(name)))


class Quality:
    """A year's cases, each told; ``lines`` gathers them."""

    def __init__(
        self, year: int, last: date, edition: Edition, cases: Sequence[YearCase], register: Register, viewer: Viewer
    ) -> None:
        self.year, self.last, self.edition = year, last, edition
        self.cases = tuple(cases)
        self.programmes: tuple[str, ...] = ()
        self._register, self._viewer = register, viewer

    def of(self, programme: str) -> Quality:
        """The same for one programme; all of them for an empty one."""
        some = self._by_programme.get(programme, []) if programme else self.cases
        return Quality(self.year, self.last, self.edition, some, self._register, self._viewer)

    @cached_property
    def _by_programme(self) -> dict[str, list[YearCase]]:
        found: dict[str, list[YearCase]] = defaultdict(list)
        for one in self.cases:
            found[one.programme].append(one)
        return found

    @cached_property
    def whole(self) -> QualityLine:
        """Everybody together."""
        return QualityLine("", "合计", "", self.cases)

    def lines(self, by: By) -> tuple[QualityLine, ...]:
        """The cases by place, team, doctor or programme, in the official order."""
        groups: dict[Any, list[YearCase]] = defaultdict(list)
        with self._register.session():
            key, names, above = self._keys(by)
        for one in self.cases:
            groups[key(one)].append(one)
        order = [*(known for known in names if known in groups), *(one for one in groups if one not in names)]
        return tuple(
            QualityLine(one, names.get(one) or _NOWHERE.get(by, ""), above.get(one, ""), tuple(groups[one]))
            for one in order
        )

    def _keys(self, by: By) -> tuple[Callable[[YearCase], Any], dict[Any, str], dict[Any, str]]:
        """What a case is gathered under, the names of all there are in their order, and what stands above them."""
        db = self._register.db
        if by is By.PROGRAMME:
            return lambda one: one.programme, {item.code: item.label for item in code_list("programme").items}, {}
        names: dict[Any, str] = dict(db.execute_sql(_NAMES[by]).fetchall())
        if by is By.TEAM:
            return lambda one: one.team, names, {}
        if by is By.DOCTOR:
            written = dict(db.execute_sql(_WRITTEN).fetchall())
            named = {name: self._seen(name) for name in [*names.values(), *written.values()]}
            return lambda one: names.get(one.doctor) or written.get(one.case, ""), named, {}
        places = dict(db.execute_sql(_PLACES[by]).fetchall())
        above = self._towns() if by is By.VILLAGE else {}
        return lambda one: places.get(one.person), names, above

    def _seen(self, doctor: str) -> str:
        return gate.shown(spec_of(Doctor.name), doctor, self._viewer)

    def _towns(self) -> dict[Any, str]:
        sql = f"""SELECT v."id", t."name" FROM {table(Place)} v JOIN {table(Place)} t ON t."id"=v."parent_id"
 WHERE v."level"='5'"""
        return dict(self._register.db.execute_sql(sql).fetchall())

    def shares(self) -> tuple[Share, ...]:
        """规范管理率, 控制率 and 稳定率 of each programme, against the targets of the edition."""
        made = []
        for programme in (visits.HYPERTENSION, visits.DIABETES, visits.MENTAL, visits.TB):
            some = self.of(programme).whole
            for name in ("standard", "controlled"):
                target = f"{name}_{programme}"
                if some.cases and (name, programme) != ("controlled", visits.TB):
                    made.append(judged(self.edition, target, some.ids(name), len(some.cases)))
        return tuple(made)


def judged(edition: Edition, name: str, ids: tuple[int, ...], whole: int) -> Share:
    """A share against a target of the edition."""
    target = edition.target(name)
    share = Share(name, target.label, ids, whole)
    verdict = judging.judge(target, share.percent)
    return Share(name, target.label, ids, whole, judging.wanted(target), verdict, target.source)


def quality(
    register: Register,
    viewer: Viewer,
    policy: Policy,
    year: int,
    *,
    today: date | None = None,
    wanted: Wanted | None = None,
) -> Quality:
    """Everybody under management in a year, as far as ``today`` when it is not over, by the edition of its end."""
    last = min(today or date.today(), date(year, 12, 31))
    edition = policy.on(last)
    where, given = (wanted or Wanted()).where()
    period = Year(date(year, 1, 1), last, follow_up.limits(edition))
    with register.session(), without_collection():
        cases = _once(quality_reading.cases(register.db, viewer, period, where, given))
    found = Quality(year, last, edition, cases, register, viewer)
    found.programmes = tuple(wanted.programmes) if wanted is not None else ()
    return found


def tuberculosis(register: Register, viewer: Viewer, found: Quality) -> tuple[Share, ...]:
    """肺结核: 管理率 of the year's notices, 规则服药 and 治疗成功 of those whose treatment ended in the year."""
    if found.programmes and visits.TB not in found.programmes:
        return ()
    free = open_to(ManagedCase, viewer, "c.")
    with register.session():
        rows = register.db.execute_sql(_TB % (f"AND {free}" if free else "")).fetchall()
    first, last = date(found.year, 1, 1).isoformat(), found.last.isoformat()
    limits = follow_up.limits(found.edition)
    visited = {one.case for one in found.cases if one.told.faced}
    noticed = [row[0] for row in rows if row[1] and first <= row[1] <= last]
    ended = [row for row in rows if row[2] and first <= row[2] <= last]
    taken = {row[0]: follow_up.regular(row[5], row[6], limits) for row in ended}
    cured = tuple(row[0] for row in ended if row[3] == _COMPLETED or row[4] == _CURED)
    known = [one for one, regular in taken.items() if regular is not None]
    shares = (
        judged(found.edition, "tb_managed", tuple(one for one in noticed if one in visited), len(noticed)),
        judged(found.edition, "tb_regular", tuple(one for one in known if taken[one]), len(known)),
        judged(found.edition, "tb_success", cured, len(ended)),
    )
    return tuple(one for one in shares if one.whole)


def _once(cases: Iterable[YearCase]) -> list[YearCase]:
    """Each person once under a programme, by the later case."""
    return list({(one.person, one.programme): one for one in sorted(cases, key=itemgetter(0))}.values())
