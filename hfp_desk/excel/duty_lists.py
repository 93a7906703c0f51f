"""Lists of the other three ledgers that offices send: postings, their months, training, cadres, and the own duties.

A title of medical staff (主治医师) is written down as it stands; its grade comes only from a column that says 级别
(domain.md §2.13: a grade is chosen, never inferred from text).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from peewee import Field

from hfp_desk.excel.duty_words import carried, month_columns, open_ends
from hfp_desk.excel.parts import PLACE_LINKS, ListKind, Mode, Part
from hfp_desk.records import (
    ACTIVITY,
    ATTENDANCE,
    CADRE,
    COURSE,
    FINDING,
    GAP,
    INSTITUTION,
    MATERIAL,
    PARTNERSHIP,
    POSTING,
    POSTING_MONTH,
    TASK,
    Activity,
    Cadre,
    Course,
    Finding,
    Gap,
    Institution,
    Material,
    Partnership,
    Posting,
    RecordType,
    Task,
)


def _without_links(record: RecordType, *names: str) -> tuple[Field[Any], ...]:
    """The fields of a record type that a sender may write: no links but places, nothing derived."""
    return tuple(
        one
        for one in record.fields
        if one.name not in (*names, "id_key") and (not hasattr(one, "rel_model") or one.name in PLACE_LINKS)
    )


_PAIR_WORDS = {
    "supporter": (
        *("支援医疗机构", "派出机构", "派出医疗机构", "选派单位", "选派医院", "来源单位", "原单位", "原工作单位"),
        *("帮扶三级医院", "三级医院", "支援三级医院", "工作单位", "所在单位", "所在医院", "支援方医院"),
    ),
    "receiver": (
        *("受援医疗机构", "接受单位", "派往单位", "派往医院", "派驻医院", "派驻机构", "驻点医院", "受援机构"),
        *("派驻地点", "支援地点", "帮扶地点", "受帮扶单位", "受帮扶医院", "下派单位", "受援方医院", "服务单位"),
    ),
}
_POSTING_WORDS = {
    "title": ("专业技术职称", "技术职务", "职称/职务", "职务/职称", "职务职称", "专业职称"),
    "title_grade": ("职称等次", "技术级别", "专业技术级别"),
    "starts": (
        *("派驻日期", "派驻起始日期", "进驻日期", "支援开始时间", "报到时间", "报到日期", "到位时间", "上岗时间", "起"),
        *("起止时间", "起止日期", "派驻起止时间", "派驻时间", "支援时间", "支援起止时间", "帮扶时间", "服务时间"),
        *("派驻期限", "帮扶期限", "服务期限", "支援期限", "派驻期间", "帮扶起止时间", "工作时间", "开始"),
    ),
    "ends": ("离开时间", "撤离时间", "期满时间", "支援结束时间", "派驻截止日期", "止", "结束", "返院时间", "到期时间"),
}
POSTINGS = ListKind(
    "postings",
    "postings",
    "派驻人员名册",
    (
        Part("posting", POSTING, fields=_without_links(POSTING), also=_POSTING_WORDS),
        Part(
            "partnership",
            PARTNERSHIP,
            Mode.FILL,
            (Partnership.supporter, Partnership.supporter_level, Partnership.receiver, Partnership.form),
            also=_PAIR_WORDS,
        ),
    ),
    ("posting.name", "posting.starts"),
    ("派驻", "对口支援", "对口帮扶", "支援医生", "支援人员", "帮扶人员", "选派"),
    identity="posting.id_number",
    may_lack_identity=True,
    reads=carried,
    spans=True,
)
_MONTH_WORDS = {
    "present": ("实际出勤天数", "出勤天数(天)", "实到天数", "在岗天数"),
    "techniques": ("新技术新项目", "开展新技术", "开展新技术项目", "新技术新项目数"),
    "lectures": ("专题讲座", "学术讲座", "业务讲座"),
    "surgeries": ("手术台数", "手术台次", "参与手术"),
}
MONTHS = ListKind(
    "months",
    "posting months",
    "派驻月报",
    (
        Part("postingmonth", POSTING_MONTH, fields=_without_links(POSTING_MONTH), also=_MONTH_WORDS),
        Part("posting", POSTING, Mode.LOOKUP, (Posting.name, Posting.id_number)),
        Part("partnership", PARTNERSHIP, Mode.LOOKUP, (Partnership.supporter, Partnership.receiver), also=_PAIR_WORDS),
    ),
    ("posting.name",),
    ("考勤月报", "工作量月报", "考勤表", "工作量", "月考勤", "月报"),
    identity="posting.id_number",
    may_lack_identity=True,
    reads=month_columns,
    spans=True,
)
_COURSE_WORDS = {
    "name": ("培训主题", "培训班次", "班级", "参加培训名称", "培训班(项目)名称", "学习班名称"),
    "starts": (
        *("起止时间", "起止日期", "培训时间", "培训起止时间", "培训起止日期", "培训期间", "开班时间", "学习时间"),
        *("进修时间", "进修起止时间", "起"),
    ),
    "ends": ("止", "结业时间", "培训截止日期"),
    "place": ("进修单位", "进修医院", "培训单位", "培训基地", "学习地点"),
}
_TRAINEE_WORDS = {
    "unit": (
        "所属单位",
        "所在机构",
        "工作机构",
        "执业机构",
        "所属机构",
        "所属卫生院",
        "卫生院",
        "医疗机构",
        "村卫生室",
    ),
    "days": ("培训天数", "参加天数", "实训天数", "学习天数"),
    "result": ("考试结果", "结业情况", "是否结业", "考核等次", "考试情况", "成绩等次"),
    "certificate": ("结业证编号", "结业证号", "合格证编号", "合格证号", "证书"),
    "name": ("受训人员", "受训人员姓名", "培训对象", "参加人员", "进修人员", "进修人员姓名"),
}
TRAINING = ListKind(
    "training",
    "training",
    "培训花名册",
    (
        Part("attendance", ATTENDANCE, fields=_without_links(ATTENDANCE), also=_TRAINEE_WORDS),
        Part("course", COURSE, Mode.FILL, _without_links(COURSE, "days", "remark"), also=_COURSE_WORDS),
    ),
    ("attendance.name",),
    ("培训", "进修", "轮训", "学员", "签到", "学习班", "研修", "讲习"),
    identity="attendance.id_number",
    may_lack_identity=True,
    reads=carried,
    spans=True,
)


_INSTITUTION_WORDS = {
    "name": ("单位名称", "名称", "医疗卫生机构名称", "卫生院名称"),
    "level": ("等级", "机构等级", "医院等级"),
    "phone": ("联系电话", "电话", "办公电话"),
}


def _simple(
    key: str,
    record: RecordType,
    titles: tuple[str, ...],
    *required: Field[Any],
    also: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> ListKind:
    """A list whose rows are records of one type, found again by their own key."""
    return ListKind(
        key,
        key,
        titles[0],
        (Part(record.name, record, fields=_without_links(record), also=also),),
        tuple(f"{record.name}.{one.name}" for one in required),
        titles[1:],
        identity=f"{record.name}.id_number",
        may_lack_identity=True,
        reads=open_ends,
        spans=True,
    )


SIMPLE = (
    _simple("tasks", TASK, ("任务分解表", "任务分解", "任务清单", "工作任务", "责任分解", "任务台账"), Task.content),
    _simple("findings", FINDING, ("问题整改台账", "整改", "问题清单", "问题台账", "销号"), Finding.problem),
    _simple(
        "cadres",
        CADRE,
        ("健康扶贫干部名册", "干部名册", "干部花名册", "扶贫干部", "干部信息", "干部情况"),
        *(Cadre.name, Cadre.unit),
    ),
    _simple(
        "courses",
        COURSE,
        ("培训班一览表", "培训计划", "办班计划", "培训班一览", "培训班情况", "培训开展情况"),
        *(Course.name, Course.starts),
    ),
    _simple(
        "partnerships",
        PARTNERSHIP,
        ("对口帮扶关系表", "对口帮扶关系", "结对", "帮扶协议", "对口支援关系"),
        *(Partnership.supporter, Partnership.receiver),
    ),
    _simple("materials", MATERIAL, ("宣传素材目录", "宣传素材", "素材目录", "宣传材料"), Material.title),
    _simple(
        "gaps",
        GAP,
        ("空白点台账", "空白点", "医疗空白", "空白村", "销号台账", "动态清零"),
        *(Gap.village, Gap.kind),
    ),
    _simple(
        "institutions",
        INSTITUTION,
        ("医疗机构名录", "医疗卫生机构", "医疗机构", "机构一览", "机构名册", "机构基本情况"),
        *(Institution.name, Institution.kind),
        also=_INSTITUTION_WORDS,
    ),
    _simple("activities", ACTIVITY, ("健康教育活动登记", "健康教育", "宣传活动"), Activity.held_on, Activity.topic),
)
"""Lists of one record type each."""

DUTIES = (POSTINGS, MONTHS, TRAINING, *SIMPLE)
"""Every list of postings, training and the office's own duties."""
