"""The threshold cases of grading, one row each: what was found, what went before, what the rules must say, the clause.

``docs/follow-up-rules.md`` shows the same rows; a test keeps the two equal.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk.rules.follow_up import Visit

DAY, BEFORE, EARLIER = date(2020, 3, 1), date(2020, 2, 1), date(2019, 12, 1)
TWO_WEEKS, TEN_DAYS, MONTH, QUARTER, YEAR = (
    date(2020, 3, 15),
    date(2020, 3, 11),
    date(2020, 4, 1),
    date(2020, 6, 1),
    date(2021, 3, 1),
)


@dataclass(frozen=True)
class Example:
    """``found`` is the class (此次随访分类 or 病情稳定分类), ``figure`` the policy figure whose clause decides."""

    name: str
    visit: Visit
    found: str
    next_on: date | None
    figure: str
    refer: bool = False
    urgent: bool = False
    before: tuple[Visit, ...] = ()


def pressure(systolic: int | None, diastolic: int | None, age: int | None = 50, **more: Any) -> Visit:
    """A visit at home to somebody with 高血压."""
    given = {"visited_on": DAY, "mode": "2", **more}
    return Visit("1", systolic=systolic, diastolic=diastolic, age=age, **given)


def sugar(glucose: str | None, **more: Any) -> Visit:
    """A visit at home to somebody with 2型糖尿病."""
    given = {"visited_on": DAY, "mode": "2", "age": 60, **more}
    return Visit("2", fasting_glucose=Decimal(glucose) if glucose else None, **given)


def mental(danger: str, insight: str = "1", social: str = "1", **more: Any) -> Visit:
    """A visit to somebody with 严重精神障碍."""
    given = {"visited_on": DAY, "mode": "2", "self_care": "1", **more}
    return Visit("3", danger=danger, insight=insight, social=social, **given)


def lungs(supervisor: str, intensive: bool | None, **more: Any) -> Visit:
    """A visit to somebody with 肺结核."""
    return Visit("4", visited_on=DAY, mode="2", supervisor=supervisor, intensive=intensive, **more)


def ago(visit: Visit, day: date = BEFORE) -> Visit:
    """The same visit, earlier."""
    return visit._replace(visited_on=day)


HIGH, LOW = pressure(150, 95), pressure(130, 80)

HYPERTENSION = (
    Example("收缩压低于 140、舒张压低于 90", pressure(139, 89), "1", QUARTER, "systolic"),
    Example("收缩压达到 140", pressure(140, 89), "2", TWO_WEEKS, "systolic"),
    Example("舒张压达到 90", pressure(139, 90), "2", TWO_WEEKS, "systolic"),
    Example("只有收缩压达标，两项须同时达标", pressure(120, 95), "2", TWO_WEEKS, "systolic"),
    Example("64 岁按 140/90", pressure(149, 89, 64), "2", TWO_WEEKS, "systolic"),
    Example("65 岁起按 150/90", pressure(149, 89, 65), "1", QUARTER, "elder_systolic"),
    Example("65 岁收缩压达到 150", pressure(150, 89, 65), "2", TWO_WEEKS, "elder_systolic"),
    Example("65 岁舒张压达到 90", pressure(149, 90, 65), "2", TWO_WEEKS, "elder_systolic"),
    Example("年龄不明，介于两个标准之间，不能分类", pressure(145, 85, None), "", QUARTER, "months"),
    Example("年龄不明，两个标准都达标", pressure(135, 85, None), "1", QUARTER, "systolic"),
    Example("年龄不明，两个标准都不达标", pressure(155, 85, None), "2", TWO_WEEKS, "systolic"),
    Example("没有测血压，不能分类", pressure(None, None), "", QUARTER, "months"),
    Example("只测到收缩压且已达到 140", pressure(140, None), "2", TWO_WEEKS, "systolic"),
    Example("血压达标但有药物不良反应", pressure(130, 80, adverse="2"), "3", TWO_WEEKS, "recheck_days"),
    Example("不满意并有不良反应，填较重的", pressure(150, 95, adverse="2"), "3", TWO_WEEKS, "recheck_days"),
    Example("出现新的并发症", pressure(130, 80, referral_kind="3"), "4", TWO_WEEKS, "recheck_days", refer=True),
    Example("原有并发症加重", pressure(130, 80, referral_kind="4"), "4", TWO_WEEKS, "recheck_days", refer=True),
    Example("医生已判为并发症", pressure(130, 80, control="4"), "4", TWO_WEEKS, "recheck_days", refer=True),
    Example("首次不满意", HIGH, "2", TWO_WEEKS, "recheck_days", before=(ago(LOW),)),
    Example("连续两次不满意", HIGH, "2", TWO_WEEKS, "recheck_days", refer=True, before=(ago(HIGH),)),
    Example("中间一次满意，不算连续", HIGH, "2", TWO_WEEKS, "recheck_days", before=(ago(HIGH, EARLIER), ago(LOW))),
    Example(
        "两次之间失访，仍是连续",
        *(HIGH, "2", TWO_WEEKS, "recheck_days", True, False),
        before=(ago(HIGH, EARLIER), Visit("1", visited_on=BEFORE, state="2")),
    ),
    Example(
        "两次之间电话未测血压，仍是连续",
        *(HIGH, "2", TWO_WEEKS, "recheck_days", True, False),
        before=(ago(HIGH, EARLIER), pressure(None, None, visited_on=BEFORE, mode="3")),
    ),
    Example(
        "上次无数值但医生判为不满意",
        *(HIGH, "2", TWO_WEEKS, "recheck_days", True, False),
        before=(pressure(None, None, visited_on=BEFORE, control="2"),),
    ),
    Example("转好后满意", LOW, "1", QUARTER, "months", before=(ago(HIGH),)),
    Example(
        "不良反应连续两次，难以控制",
        *(pressure(130, 80, adverse="2"), "3", TWO_WEEKS, "recheck_days", True, False),
        before=(pressure(130, 80, adverse="2", visited_on=BEFORE),),
    ),
    Example(
        "医生注明不良反应难以控制",
        *(pressure(130, 80, referral_kind="2"), "3", TWO_WEEKS, "recheck_days", True, False),
    ),
    Example("收缩压 179、舒张压 109，未到危急", pressure(179, 109), "2", TWO_WEEKS, "recheck_days"),
    Example("收缩压达到 180，危急", pressure(180, 100), "2", TWO_WEEKS, "urgent_systolic", True, True),
    Example("舒张压达到 110，危急", pressure(150, 110), "2", TWO_WEEKS, "urgent_systolic", True, True),
    Example("80 岁达到 180，同样危急", pressure(180, 85, 80), "2", TWO_WEEKS, "urgent_systolic", True, True),
    Example(
        "血压达标但有危急情况，不属控制满意",
        *(pressure(130, 80, urgent=True), "", TWO_WEEKS, "urgent_systolic", True, True),
    ),
    Example("失访，不分类，原定日期不变", Visit("1", visited_on=DAY, state="2"), "", None, ""),
    Example("拒访，不分类，原定日期不变", Visit("1", visited_on=DAY, state="4"), "", None, ""),
    Example("死亡，不再随访", Visit("1", visited_on=DAY, state="3"), "", None, ""),
)

DIABETES = (
    Example("空腹血糖低于 7.0", sugar("6.9"), "1", QUARTER, "glucose"),
    Example("空腹血糖达到 7.0", sugar("7.0"), "2", TWO_WEEKS, "glucose"),
    Example("没有测血糖，不能分类", sugar(None), "", QUARTER, "months"),
    Example("血糖达标但有不良反应", sugar("6.5", adverse="2"), "3", TWO_WEEKS, "recheck_days"),
    Example("血糖达标但有新并发症", sugar("6.5", referral_kind="3"), "4", TWO_WEEKS, "recheck_days", refer=True),
    Example("连续两次不满意", sugar("8.1"), "2", TWO_WEEKS, "recheck_days", refer=True, before=(ago(sugar("7.0")),)),
    Example("血糖 16.6，未到危急", sugar("16.6"), "2", TWO_WEEKS, "recheck_days"),
    Example("血糖达到 16.7，危急", sugar("16.7"), "2", TWO_WEEKS, "urgent_glucose_high", True, True),
    Example("血糖 4.0，未到危急", sugar("4.0"), "1", QUARTER, "glucose"),
    Example("血糖低至 3.9，危急，不属控制满意", sugar("3.9"), "", TWO_WEEKS, "urgent_glucose_low", True, True),
    Example(
        "血压达到 180，危急", sugar("6.5", systolic=180, diastolic=90), "", TWO_WEEKS, "urgent_systolic", True, True
    ),
    Example("血压 160/100 不影响糖尿病分类", sugar("6.5", systolic=160, diastolic=100), "1", QUARTER, "glucose"),
    Example("心率 100，未到危急", sugar("6.5", heart_rate=100), "1", QUARTER, "glucose"),
    Example("心率超过 100，危急", sugar("6.5", heart_rate=101), "", TWO_WEEKS, "urgent_heart_rate", True, True),
)

MENTAL = (
    Example("危险性 0 级，自知力完全，社会功能良好", mental("0"), "3", QUARTER, "months"),
    Example("社会功能一般仍为稳定", mental("0", social="2"), "3", QUARTER, "months"),
    Example("危险性 1 级", mental("1"), "2", TWO_WEEKS, "recheck_days"),
    Example("危险性 2 级", mental("2"), "2", TWO_WEEKS, "recheck_days"),
    Example("危险性 3 级，立即转诊，必要时报告公安", mental("3"), "1", TWO_WEEKS, "danger", True, True),
    Example("危险性 4 级", mental("4"), "1", TWO_WEEKS, "danger", True, True),
    Example("危险性 5 级", mental("5"), "1", TWO_WEEKS, "danger", True, True),
    Example("自知力不全", mental("0", "2"), "2", TWO_WEEKS, "recheck_days"),
    Example("自知力缺失", mental("0", "3"), "1", TWO_WEEKS, "danger", refer=True),
    Example("社会功能一方面较差", mental("0", social="3"), "2", TWO_WEEKS, "recheck_days"),
    Example("有药物不良反应", mental("0", adverse="2"), "2", TWO_WEEKS, "recheck_days"),
    Example("调整后仍为基本稳定，专科指导", mental("1"), "2", MONTH, "specialist_months", before=(ago(mental("1")),)),
    Example("不稳定转为基本稳定，2 周随访", mental("1"), "2", TWO_WEEKS, "recheck_days", before=(ago(mental("3")),)),
    Example("基本稳定转为稳定，3 个月随访", mental("0"), "3", QUARTER, "months", before=(ago(mental("1")),)),
    Example("没有危险性评估，不能分类", mental(""), "", QUARTER, "months"),
    Example("自知力没有评估，不能分类", mental("0", ""), "", QUARTER, "months"),
)

OTHERS = (
    Example("医务人员督导，每月一次", lungs("1", True), "", MONTH, "tb_months"),
    Example("家属督导，强化期每 10 天", lungs("2", True), "", TEN_DAYS, "tb_family_days"),
    Example("家属督导，继续期每月一次", lungs("2", False), "", MONTH, "tb_months"),
    Example("家属督导，不知治疗阶段，按强化期", lungs("2", None), "", TEN_DAYS, "tb_family_days"),
    Example("第一次入户，家属督导", lungs("2", True, stage="2"), "", TEN_DAYS, "tb_family_days"),
    Example("没有漏服", lungs("1", True, missed_doses=0), "", MONTH, "tb_months"),
    Example("漏服药", lungs("1", True, missed_doses=1), "", TWO_WEEKS, "recheck_days", refer=True),
    Example("药物不良反应", lungs("2", True, adverse="2"), "", TWO_WEEKS, "recheck_days", refer=True),
    Example("并发症或合并症", lungs("1", False, complication="2"), "", TWO_WEEKS, "recheck_days", refer=True),
    Example("结案评估，不再随访", lungs("1", False, stage="3"), "", None, "doses_ratio"),
    Example("贫困人群每年一次", Visit("5", visited_on=DAY), "", YEAR, "poor_times"),
    Example("地方病等个案管理每年一次", Visit("12", visited_on=DAY), "", YEAR, "other_times"),
)

EXAMPLES = (*HYPERTENSION, *DIABETES, *MENTAL, *OTHERS)
