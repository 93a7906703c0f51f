"""What the office shows and builds: material, health education, healthy places, projects (NC §十一 §十二 §二十七)."""

from hfp_desk import fields as f
from hfp_desk.records import deriving
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.duty_checks import project_rules
from hfp_desk.records.network import Institution
from hfp_desk.records.places import Place

_PUBLIC = f.Secrecy.PUBLIC
_INTERNAL = f.Secrecy.INTERNAL


class Material(Record):
    """A piece of publicity material of one of the five kinds (ZS §五)."""

    title = f.text(
        "素材名称", longest=100, chars=24, required=True, secrecy=_PUBLIC, aliases=("标题", "材料名称", "题目")
    )
    kind = f.code("素材类别", "material_kind", index=True, secrecy=_PUBLIC, aliases=("材料类别", "类别"))
    unit = f.text("报送单位", longest=60, chars=14, secrecy=_PUBLIC, aliases=("供稿单位", "单位"))
    author = f.text("作者", longest=50, chars=8, secrecy=_PUBLIC, aliases=("供稿人", "撰稿人"))
    gathered_on = f.day("收集日期", secrecy=_PUBLIC, aliases=("征集日期",))
    submitted_on = f.day("报送日期", secrecy=_PUBLIC, aliases=("上报日期",))
    submitted_to = f.text("报送对象", longest=60, chars=14, secrecy=_PUBLIC, aliases=("上报单位",))
    published_in = f.text("刊发媒体", longest=60, chars=14, secrecy=_PUBLIC, aliases=("发表媒体",))
    published_on = f.day("刊发日期", secrecy=_PUBLIC)
    kept_at = f.text("存放位置", longest=100, chars=16, secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class Activity(Record):
    """A health-education activity: where, what about, how many, what was handed out (NC §十一, ZS §一)."""

    held_on = f.day("活动日期", required=True, secrecy=_PUBLIC, aliases=("日期", "活动时间"))
    kind = f.code("活动形式", "activity_kind", secrecy=_PUBLIC, aliases=("形式", "健康教育形式"))
    topic = f.text("活动主题", longest=100, chars=20, required=True, secrecy=_PUBLIC, aliases=("主题", "内容"))
    town = f.link("乡镇", Place, chars=8, secrecy=_PUBLIC)
    village = f.link("行政村", Place, chars=10, secrecy=_PUBLIC)
    place = f.text("活动地点", longest=60, chars=14, secrecy=_PUBLIC, aliases=("地点",))
    organiser = f.text("组织单位", longest=60, chars=14, secrecy=_PUBLIC, aliases=("主办单位",))
    speaker = f.text("主讲人", longest=50, chars=8, secrecy=_PUBLIC)
    attendees = f.whole("参加人数", secrecy=_PUBLIC, aliases=("人数", "参加人次"))
    materials = f.text("发放资料", longest=200, chars=16, secrecy=_PUBLIC, aliases=("宣传资料",))
    handed_out = f.whole("资料份数", secrecy=_PUBLIC, aliases=("发放份数",))
    tools = f.text("实用工具", longest=100, chars=12, secrecy=_PUBLIC, aliases=("发放实用工具",))
    remark = f.text("备注", longest=500, chars=20, secrecy=_PUBLIC)

    def derive(self) -> None:
        """The township follows from the village."""
        deriving.town_of_village(self)


class HealthyPlace(Record):
    """A place that was named healthy: 卫生县城, 卫生乡镇, 健康促进医院 … (NC §十二)."""

    name = f.text("创建单位", longest=80, chars=20, required=True, secrecy=_PUBLIC, aliases=("名称", "单位名称"))
    kind = f.code("创建类别", "healthy_place", secrecy=_PUBLIC, aliases=("类别",))
    level = f.code("创建级别", "honour_level", secrecy=_PUBLIC, aliases=("级别",))
    town = f.link("乡镇", Place, chars=8, secrecy=_PUBLIC)
    started_on = f.vague_day("启动时间", secrecy=_PUBLIC)
    named_on = f.vague_day("命名时间", secrecy=_PUBLIC, aliases=("命名日期", "通过时间"))
    document = f.text("命名文号", longest=60, chars=14, secrecy=_PUBLIC)
    remark = f.text("备注", longest=500, chars=20, secrecy=_PUBLIC)


class Project(Record):
    """A project and its money: planned, arrived, spent (NC §二十七)."""

    name = f.text("项目名称", longest=100, chars=24, required=True, secrecy=_PUBLIC)
    source = f.code("资金来源", "fund_source", secrecy=_PUBLIC, aliases=("资金渠道",))
    document = f.text("下达文号", longest=60, chars=14, secrecy=_PUBLIC, aliases=("资金文号",))
    town = f.link("乡镇", Place, chars=8, secrecy=_PUBLIC)
    institution = f.link("实施机构", Institution, chars=16, secrecy=_PUBLIC, aliases=("项目单位", "实施单位"))
    amount = f.money("计划资金", secrecy=_PUBLIC, aliases=("项目资金", "总投资", "资金额度"))
    arrived = f.money("到位资金", secrecy=_PUBLIC, aliases=("已到位资金",))
    spent = f.money("已支出资金", secrecy=_PUBLIC, aliases=("支出资金", "已拨付资金"))
    starts = f.day("开工日期", secrecy=_PUBLIC, aliases=("开始日期",))
    deadline = f.day("计划完成日期", secrecy=_PUBLIC, aliases=("完成时限",))
    state = f.code("项目进度", "build_progress", secrecy=_PUBLIC, aliases=("进度", "建设进度"))
    finished_on = f.day("完成日期", secrecy=_PUBLIC, aliases=("竣工日期",))
    remark = f.text("备注", longest=500, chars=20, secrecy=_PUBLIC)


MATERIAL = RecordType(
    Material,
    title="宣传素材",
    columns=of(
        *(Material.title, Material.kind, Material.unit, Material.author, Material.gathered_on),
        *(Material.submitted_on, Material.submitted_to, Material.published_in, Material.published_on),
    ),
    sections=(
        Section("素材", (Material.title, Material.kind, Material.unit, Material.author, Material.gathered_on)),
        Section(
            "报送与刊发",
            (
                *(Material.submitted_on, Material.submitted_to, Material.published_in, Material.published_on),
                *(Material.kept_at, Material.remark),
            ),
        ),
    ),
    order=of(Material.kind),
)

ACTIVITY = RecordType(
    Activity,
    title="健康教育",
    columns=(
        *of(Activity.held_on, Activity.kind, Activity.topic),
        Column(Place.name, (Activity.town,), label="乡镇"),
        Column(Place.name, (Activity.village,), label="行政村"),
        *of(Activity.organiser, Activity.attendees, Activity.materials, Activity.handed_out, Activity.tools),
    ),
    sections=(
        Section(
            "活动",
            (
                *(Activity.held_on, Activity.kind, Activity.topic, Activity.town, Activity.village, Activity.place),
                *(Activity.organiser, Activity.speaker),
            ),
        ),
        Section(
            "效果",
            (Activity.attendees, Activity.materials, Activity.handed_out, Activity.tools, Activity.remark),
        ),
    ),
    order=of(Activity.held_on),
)

HEALTHY_PLACE = RecordType(
    HealthyPlace,
    title="健康创建",
    columns=(
        *of(HealthyPlace.name, HealthyPlace.kind, HealthyPlace.level),
        Column(Place.name, (HealthyPlace.town,), label="乡镇"),
        *of(HealthyPlace.started_on, HealthyPlace.named_on, HealthyPlace.document),
    ),
    sections=(
        Section(
            "创建",
            (
                *(HealthyPlace.name, HealthyPlace.kind, HealthyPlace.level, HealthyPlace.town),
                *(HealthyPlace.started_on, HealthyPlace.named_on, HealthyPlace.document, HealthyPlace.remark),
            ),
        ),
    ),
    order=of(HealthyPlace.kind),
)

PROJECT = RecordType(
    Project,
    title="项目资金",
    columns=(
        *of(Project.name, Project.source),
        Column(Place.name, (Project.town,), label="乡镇"),
        Column(Institution.name, (Project.institution,), label="实施机构"),
        *of(Project.amount, Project.arrived, Project.spent, Project.state, Project.deadline, Project.finished_on),
    ),
    sections=(
        Section(
            "项目",
            (
                *(Project.name, Project.source, Project.document, Project.town, Project.institution),
                *(Project.starts, Project.deadline, Project.state, Project.finished_on),
            ),
        ),
        Section("资金", (Project.amount, Project.arrived, Project.spent, Project.remark)),
    ),
    order=of(Project.name),
    rules=(project_rules,),
)
