"""The office's own duties: tasks, findings to rectify, inspections, meetings (ZS §四 §七, NC §二十三 §二十六)."""

from hfp_desk import fields as f
from hfp_desk.records import deriving
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.duty_checks import finding_rules, task_rules
from hfp_desk.records.network import Institution
from hfp_desk.records.places import Place

_INTERNAL = f.Secrecy.INTERNAL
_PUBLIC = f.Secrecy.PUBLIC


class Task(Record):
    """A piece of work broken down from a document, with who answers for it and until when (NC §二十三, DZ §二)."""

    number = f.text("序号", longest=20, chars=6, secrecy=_PUBLIC, aliases=("任务编号",))
    content = f.text(
        "任务内容", longest=500, lines=True, chars=30, required=True, secrecy=_PUBLIC, aliases=("工作任务", "任务")
    )
    document = f.text("依据文件", longest=100, chars=16, secrecy=_PUBLIC, aliases=("任务来源",))
    section = f.text("责任科室", longest=60, chars=12, secrecy=_PUBLIC)
    unit = f.text("责任单位", longest=60, chars=14, secrecy=_PUBLIC)
    leader = f.text("牵头领导", longest=30, chars=8, secrecy=_INTERNAL)
    responsible = f.text("责任人", longest=30, chars=8, secrecy=_INTERNAL)
    partners = f.text("配合单位", longest=100, chars=14, secrecy=_PUBLIC)
    starts = f.day("开始日期", secrecy=_PUBLIC)
    deadline = f.day("完成时限", secrecy=_PUBLIC, aliases=("时限", "完成时间要求"))
    progress = f.text("工作进展", longest=1000, lines=True, chars=20, secrecy=_PUBLIC, aliases=("进展情况",))
    state = f.code("任务状态", "task_state", secrecy=_PUBLIC, aliases=("完成情况",))
    done_on = f.day("完成日期", secrecy=_PUBLIC, aliases=("实际完成日期",))
    evidence = f.text("佐证材料", longest=200, chars=16, secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class Finding(Record):
    """A problem found by an inspection, from draft to closing: 问题清单, 任务清单, 责任清单 (domain.md §2.15)."""

    number = f.text("问题编号", longest=20, chars=8, index=True, secrecy=_PUBLIC, aliases=("编号", "序号"))
    source = f.code("问题来源", "finding_source", secrecy=_PUBLIC, aliases=("反馈单位", "来源"))
    fed_back_on = f.day("反馈时间", secrecy=_PUBLIC, aliases=("反馈日期", "发现时间"))
    problem = f.text(
        "具体问题",
        longest=1000,
        lines=True,
        chars=30,
        required=True,
        secrecy=_INTERNAL,
        aliases=("问题描述", "问题", "反馈问题", "存在问题", "问题表现"),
    )
    category = f.text("问题类别", longest=40, chars=10, secrecy=_PUBLIC, aliases=("问题类型",))
    town = f.link("乡镇", Place, chars=8, secrecy=_PUBLIC, aliases=("涉及乡镇",))
    village = f.link("行政村", Place, chars=10, secrecy=_PUBLIC, aliases=("涉及村",))
    concerned = f.text("涉及对象", longest=100, chars=12, aliases=("涉及人员", "涉及人"))
    target = f.text("整改目标", longest=500, lines=True, chars=20, secrecy=_PUBLIC)
    measures = f.text("整改措施", longest=1000, lines=True, chars=24, secrecy=_PUBLIC, aliases=("措施",))
    deadline = f.day("整改时限", secrecy=_PUBLIC, aliases=("完成时限", "整改期限", "时限"))
    leader = f.text("牵头领导", longest=30, chars=8, secrecy=_INTERNAL, aliases=("责任领导",))
    unit = f.text("责任单位", longest=60, chars=14, secrecy=_PUBLIC, aliases=("整改责任单位", "牵头单位"))
    responsible = f.text("责任人", longest=30, chars=8, secrecy=_INTERNAL, aliases=("整改责任人",))
    partners = f.text("配合单位", longest=100, chars=14, secrecy=_PUBLIC)
    progress = f.text(
        "整改进展", longest=2000, lines=True, chars=24, secrecy=_INTERNAL, aliases=("整改情况", "进展情况")
    )
    outcome = f.text("完成情况", longest=500, chars=16, secrecy=_INTERNAL, aliases=("整改结果", "整改成效"))
    evidence = f.text("佐证材料", longest=200, chars=16, secrecy=_INTERNAL, aliases=("佐证",))
    state = f.code("整改状态", "finding_state", index=True, secrecy=_PUBLIC, aliases=("状态", "是否完成"))
    applied_on = f.day("申请销号日期", secrecy=_PUBLIC)
    reviewer = f.text("审核人", longest=30, chars=8, secrecy=_INTERNAL)
    closed_on = f.day("销号日期", secrecy=_PUBLIC, aliases=("销号时间", "整改完成时间"))
    relapsed = f.yes_no("是否反弹", secrecy=_PUBLIC)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)

    def derive(self) -> None:
        """The township follows from the village."""
        deriving.town_of_village(self)


class Inspection(Record):
    """An inspection of medical behaviour: paid referrals, false admissions, over-treatment (ZS §七)."""

    inspected_on = f.day("检查日期", required=True, secrecy=_INTERNAL, aliases=("检查时间",))
    institution = f.link("被检查机构", Institution, chars=16, secrecy=_INTERNAL, aliases=("医疗机构", "检查对象"))
    kind = f.code("检查事项", "inspection_kind", secrecy=_INTERNAL, aliases=("问题性质", "违规类型"))
    found = f.text("查实情况", longest=1000, lines=True, chars=24, secrecy=_INTERNAL, aliases=("检查情况", "存在问题"))
    cases = f.whole("涉及例数", secrecy=_INTERNAL, aliases=("例数",))
    amount = f.money("涉及金额", secrecy=_INTERNAL)
    handling = f.text("处理情况", longest=500, chars=20, secrecy=_INTERNAL, aliases=("处理意见", "处理结果"))
    deadline = f.day("整改时限", secrecy=_INTERNAL)
    closed_on = f.day("办结日期", secrecy=_INTERNAL)
    inspector = f.text("检查人员", longest=60, chars=12, secrecy=_INTERNAL, aliases=("检查人",))
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class Meeting(Record):
    """A meeting of the office and what it decided."""

    held_on = f.day("会议日期", required=True, secrecy=_INTERNAL, aliases=("会议时间",))
    name = f.text("会议名称", longest=100, chars=20, required=True, secrecy=_INTERNAL)
    place = f.text("会议地点", longest=60, chars=12, secrecy=_INTERNAL)
    chair = f.text("主持人", longest=30, chars=8, secrecy=_INTERNAL)
    attendees = f.text("参会人员", longest=500, chars=20, secrecy=_INTERNAL)
    topics = f.text("会议议题", longest=500, lines=True, chars=20, secrecy=_INTERNAL)
    decisions = f.text("议定事项", longest=2000, lines=True, chars=24, secrecy=_INTERNAL)
    document = f.text("纪要文号", longest=40, chars=14, secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


TASK = RecordType(
    Task,
    title="任务分解",
    columns=of(
        *(Task.number, Task.content, Task.document, Task.section, Task.unit, Task.responsible, Task.deadline),
        *(Task.state, Task.done_on, Task.progress),
    ),
    sections=(
        Section("任务", (Task.number, Task.content, Task.document, Task.starts, Task.deadline)),
        Section("责任", (Task.section, Task.unit, Task.leader, Task.responsible, Task.partners)),
        Section("进展", (Task.progress, Task.state, Task.done_on, Task.evidence, Task.remark)),
    ),
    order=of(Task.deadline),
    rules=(task_rules,),
)

FINDING = RecordType(
    Finding,
    title="问题整改",
    columns=(
        *of(Finding.number, Finding.problem, Finding.state, Finding.deadline, Finding.unit, Finding.responsible),
        *of(Finding.source, Finding.fed_back_on),
        Column(Place.name, (Finding.town,), label="乡镇"),
        Column(Place.name, (Finding.village,), label="行政村"),
        *of(Finding.category, Finding.closed_on, Finding.outcome),
    ),
    sections=(
        Section(
            "问题",
            (
                *(Finding.number, Finding.source, Finding.fed_back_on, Finding.problem, Finding.category),
                *(Finding.town, Finding.village, Finding.concerned),
            ),
        ),
        Section("任务", (Finding.target, Finding.measures, Finding.deadline)),
        Section("责任", (Finding.leader, Finding.unit, Finding.responsible, Finding.partners)),
        Section(
            "整改与销号",
            (
                *(Finding.progress, Finding.outcome, Finding.evidence, Finding.state, Finding.applied_on),
                *(Finding.reviewer, Finding.closed_on, Finding.relapsed, Finding.remark),
            ),
        ),
    ),
    order=of(Finding.deadline),
    rules=(finding_rules,),
)

INSPECTION = RecordType(
    Inspection,
    title="行为监管",
    columns=(
        *of(Inspection.inspected_on),
        Column(Institution.name, (Inspection.institution,), label="被检查机构"),
        *of(Inspection.kind, Inspection.found, Inspection.cases, Inspection.amount, Inspection.handling),
        *of(Inspection.deadline, Inspection.closed_on, Inspection.inspector),
    ),
    sections=(
        Section(
            "检查",
            (
                *(Inspection.inspected_on, Inspection.institution, Inspection.kind, Inspection.inspector),
                *(Inspection.found, Inspection.cases, Inspection.amount),
            ),
        ),
        Section("处理", (Inspection.handling, Inspection.deadline, Inspection.closed_on, Inspection.remark)),
    ),
    order=of(Inspection.inspected_on),
)

MEETING = RecordType(
    Meeting,
    title="会议",
    columns=of(Meeting.held_on, Meeting.name, Meeting.chair, Meeting.topics, Meeting.decisions, Meeting.document),
    sections=(
        Section(
            "会议",
            (Meeting.held_on, Meeting.name, Meeting.place, Meeting.chair, Meeting.attendees),
        ),
        Section("内容", (Meeting.topics, Meeting.decisions, Meeting.document, Meeting.remark)),
    ),
    order=of(Meeting.held_on),
)
