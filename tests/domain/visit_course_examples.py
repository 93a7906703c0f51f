"""When the next visit is due, and what a year of visits comes to: one row each, as ``visit_examples``."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hfp_desk.rules.follow_up import Case, Visit
from tests.domain.visit_examples import ago, lungs, mental, pressure, sugar

START, NEW_YEAR, YEAR_END = date(2020, 1, 10), date(2020, 1, 1), date(2020, 12, 31)
FIRST = date(2020, 3, 1)
EXAM = (date(2020, 5, 4),)
GOOD, BAD = pressure(130, 80), pressure(150, 95)
CALL = pressure(None, None, visited_on=date(2020, 4, 1), mode="3")
LOST = Visit("1", visited_on=date(2020, 4, 1), state="2")
HIGH_CASE, TB_CASE = Case("1", START), Case("4", START, notified_on=date(2020, 1, 6))


@dataclass(frozen=True)
class DueExample:
    """A case with its history, and the last day for the next visit."""

    name: str
    case: Case
    due_on: date | None
    history: tuple[Visit, ...] = ()


DUE = (
    DueExample("还没有随访：自建卡起 3 个月", HIGH_CASE, date(2020, 4, 10)),
    DueExample("控制满意：3 个月", HIGH_CASE, date(2020, 6, 1), (GOOD,)),
    DueExample("控制不满意：2 周", HIGH_CASE, date(2020, 3, 15), (BAD,)),
    DueExample("转诊：2 周内了解结果", HIGH_CASE, date(2020, 3, 15), (ago(BAD), BAD)),
    DueExample("失访不算随访，日期不变", HIGH_CASE, date(2020, 6, 1), (GOOD, LOST)),
    DueExample("电话不计面对面，日期不变", HIGH_CASE, date(2020, 6, 1), (GOOD, CALL)),
    DueExample("2 周复查可以电话，此后按上次面对面计算", HIGH_CASE, date(2020, 6, 1), (BAD, CALL)),
    DueExample(
        "电话中血压仍高：2 周",
        HIGH_CASE,
        date(2020, 4, 15),
        (GOOD, pressure(150, 95, visited_on=date(2020, 4, 1), mode="3")),
    ),
    DueExample("只有电话，自建卡起算", HIGH_CASE, date(2020, 4, 10), (CALL,)),
    DueExample("约定的日期更早，按约定", HIGH_CASE, date(2020, 4, 1), (GOOD._replace(next_on=date(2020, 4, 1)),)),
    DueExample("约定的日期太晚，按规范", HIGH_CASE, date(2020, 6, 1), (GOOD._replace(next_on=date(2020, 9, 1)),)),
    DueExample("死亡：不再随访", Case("1", START, died_on=FIRST), None, (GOOD,)),
    DueExample("随访记为死亡：不再随访", HIGH_CASE, None, (GOOD, Visit("1", visited_on=FIRST, state="3"))),
    DueExample("已终止管理：不再随访", Case("1", START, ends=FIRST), None, (GOOD,)),
    DueExample("糖尿病达标：3 个月", Case("2", START), date(2020, 6, 1), (sugar("6.5"),)),
    DueExample("精神障碍不稳定：2 周", Case("3", START), date(2020, 3, 15), (mental("3"),)),
    DueExample("肺结核：接到通知单 72 小时内", TB_CASE, date(2020, 1, 9)),
    DueExample("肺结核没有通知单：自建卡起 72 小时", Case("4", START), date(2020, 1, 13)),
    DueExample("肺结核家属督导强化期：10 天", TB_CASE, date(2020, 3, 11), (lungs("2", True),)),
    DueExample("肺结核停止治疗：不再随访", TB_CASE, None, (lungs("1", False, stage="3"),)),
    DueExample("贫困人群：一年", Case("5", START), date(2021, 3, 1), (Visit("5", visited_on=FIRST),)),
)


def filled(day: date, **more: object) -> Visit:
    """A visit with every required item."""
    return GOOD._replace(visited_on=day, adherence="1", control="1", **more)  # type: ignore[arg-type]


QUARTERS = tuple(filled(date(2020, month, 10)) for month in (2, 5, 8, 11))


@dataclass(frozen=True)
class YearExample:
    """A year of visits: whether it is 规范管理 and 控制, and what is missing."""

    name: str
    visits: tuple[Visit, ...]
    standard: bool
    controlled: bool
    missing: tuple[str, ...] = ()
    checkups: tuple[date, ...] = field(default=EXAM)
    start: date = NEW_YEAR


YEARS = (
    YearExample("四次面对面、一次体检", QUARTERS, True, True),
    YearExample("没有随访", (), False, False, ("面对面随访 0 次，应不少于 4 次",)),
    YearExample("没有体检", QUARTERS, False, True, ("2020 年健康体检 0 次，应不少于 1 次",), ()),
    YearExample(
        "上年的体检不算", QUARTERS, False, True, ("2020 年健康体检 0 次，应不少于 1 次",), (date(2019, 12, 31),)
    ),
    YearExample(
        "一次是电话",
        (*QUARTERS[:2], QUARTERS[2]._replace(mode="3"), QUARTERS[3]),
        *(False, True),
        ("面对面随访 3 次，应不少于 4 次", "2020-05-10 至 2020-11-10 间隔 184 天没有面对面随访，超过 120 天"),
    ),
    YearExample(
        "间隔正好 120 天",
        tuple(filled(NEW_YEAR + timedelta(days=days)) for days in (5, 125, 245, 365)),
        *(True, True),
    ),
    YearExample(
        "间隔 121 天",
        tuple(filled(NEW_YEAR + timedelta(days=days)) for days in (5, 126, 246, 365)),
        *(False, True),
        ("2020-01-06 至 2020-05-06 间隔 121 天没有面对面随访，超过 120 天",),
    ),
    YearExample(
        "缺必填项目",
        (*QUARTERS[:3], QUARTERS[3]._replace(adherence="", control="")),
        *(False, True),
        ("2020-11-10 随访缺服药依从性、此次随访分类",),
    ),
    YearExample(
        "最近一次失访，按未控制",
        (*QUARTERS, Visit("1", visited_on=date(2020, 12, 20), state="2")),
        *(True, False),
    ),
    YearExample("最近一次只有收缩压达标", (*QUARTERS[:3], QUARTERS[3]._replace(diastolic=95)), True, False),
    YearExample(
        "最近一次没有血压",
        (*QUARTERS[:3], QUARTERS[3]._replace(systolic=None, diastolic=None)),
        *(False, False),
        ("2020-11-10 随访缺收缩压、舒张压",),
    ),
    YearExample(
        "最近一次是电话，按上次面对面", (*QUARTERS, GOOD._replace(visited_on=date(2020, 12, 20), mode="3")), True, True
    ),
    YearExample("七月建卡，半年两次", QUARTERS[2:], True, True, start=date(2020, 7, 1)),
    YearExample(
        "七月建卡，半年一次",
        QUARTERS[3:],
        *(False, True),
        ("面对面随访 1 次，应不少于 2 次", "2020-07-01 至 2020-11-10 间隔 132 天没有面对面随访，超过 120 天"),
        start=date(2020, 7, 1),
    ),
)
