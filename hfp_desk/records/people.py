"""Households and persons. Person, household, identity and disease are four different things.

One person may hold several identities at a time, each with its own dates and source list (GJ 一); they live
in ``identities``, so that nothing about a person hangs on a category that changes mid-year.
"""

from typing import Any

from hfp_desk import fields as f
from hfp_desk.records import deriving
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.checks import person_rules
from hfp_desk.records.places import Place
from hfp_desk.rules import identity_number as id_rule

_TOWN = (
    "乡(镇)",
    "乡（镇）",
    "镇街",
    "镇(街)",
    "街镇",
    "乡镇街道",
    "街道乡镇",
    "镇街名称",
    "所在乡镇",
    "乡镇名称",
)
_VILLAGE = ("村", "村名", "村(居)", "村社", "社区", "村社区", "村居", "行政村名称", "所在村", "村委会")


class Household(Record):
    """A household of the poverty office's list, known by its 户编号."""

    number = f.text("户编号", longest=30, chars=14, index=True, aliases=("户号", "家庭编号", "国家平台编号", "户编码"))
    head_name = f.person_name("户主姓名", aliases=("户主",), published=True)
    town = f.link("乡镇", Place, chars=8, secrecy=f.Secrecy.INTERNAL, aliases=_TOWN)
    village = f.link("行政村", Place, chars=10, secrecy=f.Secrecy.INTERNAL, aliases=_VILLAGE)
    group = f.text(
        "自然村", longest=50, secrecy=f.Secrecy.INTERNAL, aliases=("村民小组", "组", "自然村(组)", "自然村组")
    )
    address = f.text("家庭住址", longest=200, chars=24, aliases=("住址", "地址", "家庭地址", "现住址", "详细地址"))
    phone = f.phone("户联系电话", aliases=("家庭电话", "户主电话"))
    size = f.whole(
        "人数",
        high=60,
        aliases=("家庭人口", "家庭人数", "家庭人口数", "户人口数"),
        secrecy=f.Secrecy.INTERNAL,
        published=True,
    )
    kind = f.code(
        "户类型", "household_type", aliases=("贫困户属性", "户属性", "所在户家庭类型", "家庭类型"), published=True
    )
    family_planning = f.code("计划生育类型", "family_planning_type", aliases=("所在户计划生育类型",))
    cause = f.code("致贫原因", "poverty_cause", aliases=("致贫原因1", "主要致贫原因", "致贫原因一"))
    other_causes = f.codes("其他致贫原因", "poverty_cause", aliases=("致贫原因2",))
    unsafe_house = f.yes_no("危房户", aliases=("是否危房户", "是否危房"))
    safe_water = f.yes_no("是否解决安全饮用水", aliases=("安全饮用水", "饮水安全"))
    income = f.money("人均纯收入", aliases=("人均纯收入(元)", "家庭人均纯收入"))
    recognised_on = f.vague_day("首次识别时间", aliases=("户首次识别时间", "识别时间"))
    poverty_state = f.code("脱贫状态", "poverty_state", aliases=("脱贫属性", "是否脱贫"), published=True)
    left_poverty_on = f.vague_day("脱贫时间", aliases=("脱贫年度", "脱贫年份"))
    remark = f.text("备注", longest=500, chars=20)


class Person(Record):
    """A person; ``id_key`` is the 18-digit number by which lists are matched, empty when the number fails."""

    household = f.link("户", Household)
    town = f.link("乡镇", Place, index=False, chars=8, secrecy=f.Secrecy.INTERNAL, aliases=_TOWN)
    village = f.link("行政村", Place, index=False, chars=10, secrecy=f.Secrecy.INTERNAL, aliases=_VILLAGE)
    number = f.text("人编号", longest=30, chars=16, index=True, aliases=("人员编号", "个人编号", "人编码"))
    name = f.person_name(
        "姓名",
        required=True,
        published=True,
        aliases=(
            "患者姓名",
            "人员姓名",
            "病人姓名",
            "成员姓名",
            "保障对象姓名",
            "救助对象姓名",
            "参保人姓名",
        ),
    )
    id_document = f.code("证件类型", "id_document")
    id_number = f.identity_number(
        "证件号码",
        required=True,
        aliases=(
            "身份证号",
            "身份证号码",
            "身份证件号码",
            "公民身份号码",
            "公民身份证号码",
            "身份证",
            "证件号",
            "居民身份证号",
            "居民身份证号码",
            "患者身份证号",
            "残疾人证号",
            "残疾证号",
        ),
        source="GB 11643-1999",
        check=id_rule.sentence,
    )
    id_key = f.text("匹配号码", longest=18, chars=18, index=True)
    sex = f.code("性别", "sex", chars=4)
    birth = f.day("出生日期", aliases=("出生年月日", "生日", "出生年月"))
    nation = f.code("民族", "nation", chars=6)
    relation = f.code("与户主关系", "relation", aliases=("与户主的关系", "户主关系", "家庭关系"))
    education = f.code("文化程度", "education", aliases=("学历",))
    school = f.code("在校生状况", "school", aliases=("在校生情况", "在校状况"))
    health_status = f.codes("健康状况", "health_status", secrecy=f.Secrecy.HEALTH, aliases=("身体状况",))
    labour = f.code("劳动技能", "labour", aliases=("劳动能力", "劳动力状况"))
    work_months = f.whole("务工时间(月)", high=12, aliases=("务工时间", "务工时长(月)", "务工月数"))
    basic_insurance = f.yes_no("是否参加基本医疗保险", aliases=("是否参加居民医疗保险", "是否参加城乡居民基本医疗保险"))
    major_insurance = f.yes_no("是否参加大病保险", aliases=("参加大病医疗", "参加大病保险"))
    supplementary_insurance = f.yes_no("是否参加补充医疗保险", aliases=("是否参加商业补充医疗保险",))
    phone = f.phone("联系电话", aliases=("人联系电话", "电话", "手机", "手机号", "手机号码", "本人电话"))
    health_card = f.text("健康卡号", longest=30, chars=16, aliases=("健康卡",))
    has_record = f.yes_no("电子健康档案", aliases=("是否建立健康档案",))
    chronic_card = f.text(
        "慢性病证号", longest=30, chars=14, secrecy=f.Secrecy.HEALTH, aliases=("慢病证号", "慢性病卡")
    )
    person_state = f.code("人员状态", "person_state")
    recognised_on = f.vague_day("人员识别时间", aliases=("人员首次识别时间",))
    died_on = f.day("死亡日期", aliases=("死亡时间",))
    remark = f.text("备注", longest=500, chars=20)
    card_issued_on = f.day("健康卡发放日期", source="GJ 二(二)1")
    card_synced_on = f.day("健康卡更新日期", source="GJ 二(二)1")

    class Meta:
        """Lists by village and name are walked in their order."""

        indexes = (
            (("town", "voided_at", "name"), False),
            (("village", "voided_at", "name"), False),
        )

    def derive(self) -> None:
        """The match key, and birth and sex where they are not entered, follow from a number that holds."""
        deriving.from_number(self, "birth", "sex")


Person.add_index(Person.died_on, where=Person.died_on.is_null(False))

HOUSEHOLD = RecordType(
    Household,
    title="户",
    columns=(
        Column(Place.name, (Household.town,), label="乡镇"),
        Column(Place.name, (Household.village,), label="行政村"),
        *of(Household.group, Household.number, Household.head_name, Household.size, Household.kind),
        *of(
            Household.cause,
            Household.income,
            Household.poverty_state,
            Household.phone,
            Household.recognised_on,
        ),
    ),
    sections=(
        Section(
            "住户",
            (Household.number, Household.head_name, Household.size, Household.phone, Household.kind),
        ),
        Section("地址", (Household.town, Household.village, Household.group, Household.address)),
        Section(
            "家庭情况",
            (
                Household.cause,
                Household.other_causes,
                Household.income,
                Household.unsafe_house,
                Household.safe_water,
                Household.family_planning,
                Household.poverty_state,
                Household.left_poverty_on,
                Household.recognised_on,
                Household.remark,
            ),
        ),
    ),
    order=of(Household.number),
)

PERSON = RecordType(
    Person,
    title="人员",
    columns=(
        Column(Place.name, (Person.town,), label="乡镇"),
        Column(Place.name, (Person.village,), label="行政村"),
        *of(Person.name, Person.sex, Person.id_number, Person.birth),
        Column(Household.number, (Person.household,)),
        *of(
            Person.relation,
            Person.health_status,
            Person.phone,
            Person.nation,
            Person.education,
            Person.labour,
        ),
        *of(Person.major_insurance, Person.number, Person.died_on),
    ),
    sections=(
        Section(
            "身份信息",
            (
                Person.name,
                Person.id_number,
                Person.id_document,
                Person.sex,
                Person.birth,
                Person.nation,
                Person.phone,
            ),
        ),
        Section(
            "住户",
            (Person.town, Person.village, Person.household, Person.relation, Person.number),
        ),
        Section(
            "健康与保障",
            (
                Person.health_status,
                Person.basic_insurance,
                Person.major_insurance,
                Person.supplementary_insurance,
                Person.health_card,
                Person.card_issued_on,
                Person.card_synced_on,
                Person.has_record,
                Person.chronic_card,
            ),
        ),
        Section(
            "其他",
            (
                Person.education,
                Person.school,
                Person.labour,
                Person.work_months,
                Person.recognised_on,
                Person.person_state,
                Person.died_on,
                Person.remark,
            ),
        ),
    ),
    order=(Column(Place.sort, (Person.village,)), *of(Person.name)),
    rules=(person_rules,),
)


def whose(link: Any) -> tuple[Column, ...]:
    """Township, village, name and number of the person a record belongs to, as its list shows them."""
    return (
        Column(Place.name, (link, Person.town), label="乡镇"),
        Column(Place.name, (link, Person.village), label="行政村"),
        Column(Person.name, (link,)),
        Column(Person.id_number, (link,)),
    )
