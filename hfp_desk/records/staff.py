"""Doctors of villages and townships, their licences, and where else they work or worked (domain.md §2.12)."""

from hfp_desk import fields as f
from hfp_desk.records import deriving
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.duty_checks import doctor_rules, licence_rules, practice_rules
from hfp_desk.records.network import Institution
from hfp_desk.records.places import Place
from hfp_desk.rules import identity_number as id_rule

_INTERNAL = f.Secrecy.INTERNAL
_ID_WORDS = ("身份证号", "身份证号码", "身份证件号码", "公民身份号码", "身份证", "证件号", "居民身份证号")


class Doctor(Record):
    """A doctor with the place where they work now; earlier and further places are ``Practice`` records."""

    name = f.person_name(
        "姓名",
        required=True,
        published=True,
        aliases=("村医姓名", "医生姓名", "乡村医生姓名", "乡村医生", "村医", "医务人员姓名", "人员姓名"),
    )
    id_number = f.identity_number(
        "证件号码",
        required=True,
        aliases=(*_ID_WORDS, "村医身份证号", "身份证号码(18位)"),
        source="GB 11643-1999",
        check=id_rule.sentence,
    )
    id_key = f.text("匹配号码", longest=18, chars=18, index=True)
    sex = f.code("性别", "sex", chars=4)
    birth = f.day("出生日期", aliases=("出生年月日", "出生年月", "生日"))
    nation = f.code("民族", "nation", chars=6)
    education = f.code("文化程度", "education", aliases=("学历", "最高学历"))
    major = f.text("所学专业", longest=40, chars=10, secrecy=_INTERNAL, aliases=("专业", "毕业专业"))
    town = f.link("乡镇", Place, chars=8, secrecy=_INTERNAL, aliases=("镇街", "镇（街）", "乡镇街道", "所在乡镇"))
    village = f.link(
        "行政村", Place, chars=10, secrecy=_INTERNAL, aliases=("村", "村名", "所在村", "村委会", "村(居)", "服务村")
    )
    institution = f.link(
        "执业机构", Institution, chars=16, secrecy=_INTERNAL, aliases=("执业地点", "所在机构", "工作单位", "所属机构")
    )
    kind = f.code("人员类别", "staff_kind", secrecy=_INTERNAL, aliases=("岗位", "从业类别"))
    special_post = f.code("岗位来源", "special_post", secrecy=_INTERNAL, aliases=("专项岗位", "岗位类别"))
    title_grade = f.code("职称级别", "title_grade", secrecy=_INTERNAL)
    state = f.code("在岗状态", "duty_state", secrecy=_INTERNAL, aliases=("在岗情况", "是否在岗"))
    employment = f.code("聘用方式", "employment", secrecy=_INTERNAL, aliases=("聘用形式", "用工形式", "聘用"))
    starts = f.day("上岗日期", secrecy=_INTERNAL, aliases=("到岗日期", "现岗位起始日期"))
    ends = f.day("离岗日期", secrecy=_INTERNAL, aliases=("离岗时间",))
    since = f.vague_day(
        "从业起始",
        secrecy=_INTERNAL,
        aliases=("从事乡村医生时间", "从事乡村医生起始时间", "参加工作时间", "参加工作日期", "从业时间"),
    )
    pension = f.code("养老保险", "pension", aliases=("参加养老保险", "养老保险参保情况"))
    liability_insured = f.yes_no("医疗责任保险", secrecy=_INTERNAL, aliases=("是否有医疗责任保险",))
    injury_insured = f.yes_no("工伤保险", secrecy=_INTERNAL)
    subsidy = f.money("补助标准", unit="元/月", aliases=("月补助", "补助金额", "月补助标准"))
    account = f.text("一卡通账号", longest=30, chars=20, aliases=("银行账号", "卡号"))
    gp_trained = f.yes_no("全科培训合格", secrecy=_INTERNAL, aliases=("全科医生培训合格证情况",))
    phone = f.phone("联系电话", aliases=("电话", "手机", "手机号", "手机号码", "本人电话"))
    remark = f.text("备注", longest=500, chars=20)

    def derive(self) -> None:
        """The match key, and birth and sex where they are not entered, follow from a number that holds."""
        deriving.from_number(self, "birth", "sex")
        deriving.town_of_village(self)


class Licence(Record):
    """A certificate of a doctor; in force while its last day lies after the day that is asked for."""

    doctor = f.link("医务人员", Doctor, required=True, secrecy=_INTERNAL)
    kind = f.code(
        "资格类别",
        "qualification",
        chars=20,
        index=True,
        secrecy=_INTERNAL,
        aliases=("执业资格", "资格", "执业类别", "医师资格", "证书类别", "从业资格", "职业资格", "资质"),
    )
    number = f.text(
        "证书编号",
        longest=40,
        chars=16,
        index=True,
        secrecy=_INTERNAL,
        aliases=(
            "证书号",
            "执业证书编号",
            "乡村医生执业证书编号",
            "执业证号",
            "资格证号",
            "医师执业证书编码",
            "证书编码",
        ),
    )
    issued_on = f.vague_day("发证日期", secrecy=_INTERNAL, aliases=("发证时间", "首次注册时间", "注册时间"))
    expires = f.vague_day(
        "证书有效期",
        secrecy=_INTERNAL,
        aliases=("有效期", "有效期至", "证书有效期至", "有效期截止", "证件有效期", "证书到期时间", "到期日期"),
    )
    issuer = f.text("发证机关", longest=60, chars=14, secrecy=_INTERNAL)
    scope = f.text("执业范围", longest=60, chars=12, secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class Practice(Record):
    """A further or earlier place where a doctor works: covers as well, is posted, makes rounds, worked before."""

    doctor = f.link("医务人员", Doctor, required=True, secrecy=_INTERNAL)
    town = f.link("乡镇", Place, chars=8, secrecy=_INTERNAL)
    village = f.link("行政村", Place, chars=10, secrecy=_INTERNAL, aliases=("兼顾村",))
    institution = f.link("执业机构", Institution, chars=16, secrecy=_INTERNAL)
    mode = f.code("执业方式", "practice_mode", required=True, secrecy=_INTERNAL)
    starts = f.day("起始日期", secrecy=_INTERNAL, aliases=("开始日期",))
    ends = f.day("截止日期", secrecy=_INTERNAL, aliases=("结束日期",))
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)

    def derive(self) -> None:
        """The township follows from the village."""
        deriving.town_of_village(self)


DOCTOR = RecordType(
    Doctor,
    title="医务人员",
    columns=(
        Column(Place.name, (Doctor.town,), label="乡镇"),
        Column(Place.name, (Doctor.village,), label="行政村"),
        Column(Institution.name, (Doctor.institution,), label="执业机构"),
        *of(Doctor.name, Doctor.sex, Doctor.birth, Doctor.id_number, Doctor.education),
        Column(Licence.kind, summed_over=Licence.doctor),
        Column(Licence.number, summed_over=Licence.doctor),
        Column(Licence.expires, summed_over=Licence.doctor),
        *of(Doctor.state, Doctor.employment, Doctor.special_post, Doctor.since),
        *of(Doctor.pension, Doctor.subsidy, Doctor.phone),
    ),
    sections=(
        Section(
            "医务人员",
            (
                *(Doctor.name, Doctor.id_number, Doctor.sex, Doctor.birth, Doctor.nation, Doctor.education),
                *(Doctor.major, Doctor.phone),
            ),
        ),
        Section(
            "岗位",
            (
                *(Doctor.town, Doctor.village, Doctor.institution, Doctor.kind, Doctor.special_post),
                *(Doctor.title_grade, Doctor.state, Doctor.employment, Doctor.starts, Doctor.ends, Doctor.since),
                Doctor.gp_trained,
            ),
        ),
        Section(
            "待遇",
            (
                *(Doctor.pension, Doctor.liability_insured, Doctor.injury_insured, Doctor.subsidy),
                *(Doctor.account, Doctor.remark),
            ),
        ),
    ),
    order=(Column(Place.sort, (Doctor.village,)), *of(Doctor.name)),
    rules=(doctor_rules,),
)

_WHOSE = (
    Column(Place.name, (Licence.doctor, Doctor.town), label="乡镇"),
    Column(Place.name, (Licence.doctor, Doctor.village), label="行政村"),
    Column(Doctor.name, (Licence.doctor,)),
)

LICENCE = RecordType(
    Licence,
    title="证书",
    columns=(*_WHOSE, *of(Licence.kind, Licence.number, Licence.issued_on, Licence.expires, Licence.issuer)),
    sections=(
        Section(
            "证书",
            (
                *(Licence.doctor, Licence.kind, Licence.number, Licence.issued_on, Licence.expires),
                *(Licence.issuer, Licence.scope, Licence.remark),
            ),
        ),
    ),
    order=of(Licence.expires),
    rules=(licence_rules,),
)

PRACTICE = RecordType(
    Practice,
    title="执业地点",
    columns=(
        Column(Doctor.name, (Practice.doctor,)),
        Column(Place.name, (Practice.town,), label="乡镇"),
        Column(Place.name, (Practice.village,), label="行政村"),
        Column(Institution.name, (Practice.institution,), label="执业机构"),
        *of(Practice.mode, Practice.starts, Practice.ends, Practice.remark),
    ),
    sections=(
        Section(
            "执业地点",
            (
                *(Practice.doctor, Practice.town, Practice.village, Practice.institution),
                *(Practice.mode, Practice.starts, Practice.ends, Practice.remark),
            ),
        ),
    ),
    order=of(Practice.starts),
    rules=(practice_rules,),
)
