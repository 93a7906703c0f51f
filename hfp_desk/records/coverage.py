"""How a village without clinic or doctor is served, and the ledger of gaps (ZS §三, NC §二十二, domain.md §2.12)."""

from hfp_desk import fields as f
from hfp_desk.records import deriving
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.duty_checks import arrangement_rules, gap_rules
from hfp_desk.records.network import Institution
from hfp_desk.records.places import Place
from hfp_desk.records.staff import Doctor

_INTERNAL = f.Secrecy.INTERNAL
_PUBLIC = f.Secrecy.PUBLIC
_VILLAGE = ("村", "村名", "所在村", "村委会", "村(居)")


class Arrangement(Record):
    """A substitute arrangement of a village: who serves it instead, how often, where, from when to when."""

    town = f.link("乡镇", Place, chars=8, secrecy=_PUBLIC)
    village = f.link("行政村", Place, chars=10, required=True, secrecy=_PUBLIC, aliases=_VILLAGE)
    kind = f.code(
        "解决方式",
        "arrangement",
        required=True,
        index=True,
        secrecy=_PUBLIC,
        aliases=("替代方式", "服务方式", "覆盖方式"),
    )
    served_by = f.link("服务医生", Doctor, secrecy=_INTERNAL, aliases=("派驻医生", "巡诊医生", "派驻(巡诊)医生"))
    provider = f.link("派出或合设机构", Institution, secrecy=_PUBLIC, aliases=("派出机构", "合设机构"))
    neighbour = f.link("邻村", Place, secrecy=_PUBLIC, aliases=("合设对方村", "联合设置的对方村"))
    per_week = f.measure("每周次数", high=21, unit="次/周", secrecy=_PUBLIC, aliases=("频次", "巡诊频次"))
    schedule = f.text("固定时间地点", longest=100, chars=16, secrecy=_PUBLIC, aliases=("时间地点", "服务时间"))
    starts = f.day("起始日期", secrecy=_PUBLIC, aliases=("开始日期", "起始时间"))
    ends = f.day("截止日期", secrecy=_PUBLIC, aliases=("结束日期", "终止时间"))
    publicised = f.yes_no("是否公示", secrecy=_PUBLIC, aliases=("公示",))
    evidence = f.text("佐证材料", longest=200, chars=16, secrecy=_INTERNAL, aliases=("佐证",))
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)

    def derive(self) -> None:
        """The township follows from the village."""
        deriving.town_of_village(self)


class Gap(Record):
    """A village without clinic or doctor, from the day it was found to its closing (销号)."""

    town = f.link("乡镇", Place, chars=8, secrecy=_PUBLIC)
    village = f.link("行政村", Place, chars=10, required=True, secrecy=_PUBLIC, aliases=_VILLAGE)
    kind = f.code("空白类型", "gap_kind", required=True, index=True, secrecy=_PUBLIC, aliases=("空白点类型",))
    found_on = f.day("发现日期", secrecy=_PUBLIC, aliases=("发现时间", "排查日期"))
    cause = f.text("成因", longest=200, chars=16, secrecy=_PUBLIC, aliases=("空白原因", "原因"))
    remedy = f.code("解决方式", "arrangement", secrecy=_PUBLIC, aliases=("整改措施", "解决措施", "消除方式"))
    unit = f.text("责任单位", longest=60, chars=14, secrecy=_PUBLIC)
    responsible = f.text("责任人", longest=30, chars=8, secrecy=_INTERNAL)
    deadline = f.day("完成时限", secrecy=_PUBLIC, aliases=("整改时限", "时限"))
    closed_on = f.day("销号日期", secrecy=_PUBLIC, aliases=("消除日期", "销号时间"))
    evidence = f.text("佐证材料", longest=200, chars=16, secrecy=_INTERNAL, aliases=("佐证",))
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)

    def derive(self) -> None:
        """The township follows from the village."""
        deriving.town_of_village(self)


ARRANGEMENT = RecordType(
    Arrangement,
    title="替代安排",
    columns=(
        Column(Place.name, (Arrangement.town,), label="乡镇"),
        Column(Place.name, (Arrangement.village,), label="行政村"),
        *of(Arrangement.kind),
        Column(Doctor.name, (Arrangement.served_by,), label="服务医生"),
        Column(Institution.name, (Arrangement.provider,), label="派出或合设机构"),
        Column(Place.name, (Arrangement.neighbour,), label="邻村"),
        *of(Arrangement.per_week, Arrangement.schedule, Arrangement.starts, Arrangement.ends),
        *of(Arrangement.publicised, Arrangement.evidence),
    ),
    sections=(
        Section(
            "替代安排",
            (
                *(Arrangement.town, Arrangement.village, Arrangement.kind, Arrangement.served_by),
                *(Arrangement.provider, Arrangement.neighbour, Arrangement.per_week, Arrangement.schedule),
                *(Arrangement.starts, Arrangement.ends),
            ),
        ),
        Section("公示与佐证", (Arrangement.publicised, Arrangement.evidence, Arrangement.remark)),
    ),
    order=(Column(Place.sort, (Arrangement.village,)), *of(Arrangement.starts)),
    rules=(arrangement_rules,),
)

GAP = RecordType(
    Gap,
    title="空白点",
    columns=(
        Column(Place.name, (Gap.town,), label="乡镇"),
        Column(Place.name, (Gap.village,), label="行政村"),
        *of(Gap.kind, Gap.found_on, Gap.cause, Gap.remedy, Gap.unit, Gap.responsible),
        *of(Gap.deadline, Gap.closed_on, Gap.evidence),
    ),
    sections=(
        Section("空白点", (Gap.town, Gap.village, Gap.kind, Gap.found_on, Gap.cause)),
        Section("整改", (Gap.remedy, Gap.unit, Gap.responsible, Gap.deadline)),
        Section("销号", (Gap.closed_on, Gap.evidence, Gap.remark)),
    ),
    order=(Column(Place.sort, (Gap.village,)), *of(Gap.found_on)),
    rules=(gap_rules,),
)
