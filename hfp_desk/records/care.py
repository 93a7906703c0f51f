"""Illness and treatment: verified diagnoses (核实核准), hospital stays and visits (救治记录).

Per person and per disease (GJ 一, "落实到人、精准到病"). ``disease`` stays as the sender wrote it; what the
policy calls it is kept beside it, so nothing is lost and statistics agree.
"""

from hfp_desk import fields as f
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.network import Institution
from hfp_desk.records.people import Person
from hfp_desk.records.places import Place

_HEALTH = f.Secrecy.HEALTH
_DISEASE = (
    "病种名称",
    "疾病名称",
    "患病病种",
    "疾病诊断",
    "诊断",
    "出院诊断",
    "病名",
    "主要诊断",
    "大病病种",
)
_ICD = ("ICD-10", "ICD10", "ICD编码", "疾病编码", "疾病代码", "ICD-10编码", "病种代码")
_HOSPITAL = (
    "医院",
    "医院名称",
    "就诊医院",
    "治疗医院",
    "救治医院",
    "定点医院",
    "医疗机构名称",
    "住院医院",
    "就诊机构",
)


class Diagnosis(Record):
    """One disease of one person, from finding to closing (发现、核准、救治、销号)."""

    person = f.link("人员", Person, required=True)
    disease = f.text("病种", longest=80, chars=14, required=True, index=True, secrecy=_HEALTH, aliases=_DISEASE)
    standard_disease = f.text("标准病种", longest=80, chars=14, index=True, secrecy=_HEALTH)
    icd = f.text("疾病编码", longest=20, chars=9, secrecy=_HEALTH, aliases=_ICD)
    batch_class = f.code("三个一批", "batch_class", chars=16, index=True, secrecy=_HEALTH, aliases=("救治种类", "分类"))
    nanning_class = f.code("大病分类", "nanning_class", secrecy=_HEALTH, aliases=("救治分类",), source="NN (四)")
    restricted = f.yes_no("保密病种", secrecy=f.Secrecy.INTERNAL, source="NC (五)")
    found_on = f.vague_day("确诊时间", secrecy=_HEALTH, aliases=("确诊日期", "发病时间"))
    confirm_state = f.code("疾病确诊", "confirm_state", secrecy=_HEALTH)
    verify_state = f.code("核实核准", "verify_state", secrecy=_HEALTH, aliases=("核准状态",))
    verified_on = f.day("核准日期", secrecy=_HEALTH, aliases=("核实日期", "核实时间"))
    verified_by = f.text("核准单位", longest=60, secrecy=_HEALTH, aliases=("核准机构", "核实人"))
    hospital = f.link("确诊医院", Institution, secrecy=_HEALTH)
    plan = f.text("诊疗方案", longest=500, chars=20, secrecy=_HEALTH, lines=True)
    case_managed = f.yes_no("个案管理", secrecy=_HEALTH, source="NC (八), DZ (四)")
    closed_on = f.day("销号日期", secrecy=_HEALTH)
    close_reason = f.code("销号原因", "effect", secrecy=_HEALTH)
    remark = f.text("备注", longest=500, chars=20, secrecy=_HEALTH)


class Treatment(Record):
    """One stay or visit at one institution."""

    person = f.link("人员", Person, required=True, index=False)
    diagnosis = f.link("核准病种", Diagnosis, secrecy=_HEALTH)
    institution = f.link("医疗机构", Institution, secrecy=_HEALTH, chars=16)
    hospital = f.text("救治医院", longest=80, chars=16, secrecy=_HEALTH, aliases=_HOSPITAL)
    disease = f.text("病种", longest=80, chars=14, secrecy=_HEALTH, aliases=_DISEASE)
    standard_disease = f.text("标准病种", longest=80, chars=14, secrecy=_HEALTH)
    icd = f.text("疾病编码", longest=20, chars=9, secrecy=_HEALTH, aliases=_ICD)
    restricted = f.yes_no("保密病种", secrecy=f.Secrecy.INTERNAL)
    kind = f.code("治疗方式", "admission_kind", secrecy=_HEALTH, aliases=("就诊类型", "就医类型"))
    level = f.code("医院级别", "hospital_level", secrecy=f.Secrecy.INTERNAL, aliases=("级别", "机构级别"))
    area = f.code("属地", "area", secrecy=f.Secrecy.INTERNAL, aliases=("县内/县外", "就医地", "县域内外"))
    number = f.text("住院号", longest=40, chars=12, secrecy=_HEALTH, aliases=("病案号", "就诊号", "住院编号"))
    department = f.text("科室", longest=40, secrecy=_HEALTH, aliases=("住院科室", "就诊科室"))
    admitted = f.day(
        "入院日期",
        secrecy=_HEALTH,
        aliases=("入院时间", "住院日期", "入院", "就诊日期", "治疗时间", "住院时间", "住院日期起"),
    )
    discharged = f.day("出院日期", secrecy=_HEALTH, aliases=("出院时间", "出院", "住院日期止"))
    days = f.whole("住院天数", low=-9999, high=9999, secrecy=_HEALTH, aliases=("天数", "住院日数", "住院日"))
    plan = f.text("诊疗方案", longest=500, chars=20, secrecy=_HEALTH, lines=True)
    green_channel = f.yes_no("绿色通道", secrecy=_HEALTH, source="GJ 二(一)2")
    referral = f.code("转诊", "referral", secrecy=_HEALTH, aliases=("转诊情况", "是否转诊"), source="ZS 七")
    policies = f.codes("保障政策", "support_policy", secrecy=_HEALTH)
    effect = f.code("治疗效果", "effect", secrecy=_HEALTH, aliases=("疗效", "治疗结果", "出院情况", "转归"))
    remark = f.text("备注", longest=500, chars=20, secrecy=_HEALTH)

    class Meta:
        """A ledger of a million stays is ordered and filtered without reading the rows."""

        indexes = (
            (("admitted", "voided_at", "person"), False),
            (("person", "voided_at", "admitted"), False),
            (("disease", "voided_at", "admitted"), False),
            (("standard_disease", "voided_at", "admitted"), False),
        )

    def derive(self) -> None:
        """Days in hospital follow from the two dates where they are not entered (a day stay counts one)."""
        if self.days is None and self.admitted and self.discharged and self.discharged >= self.admitted:
            self.days = max((self.discharged - self.admitted).days, 1)


for _model in (Diagnosis, Treatment):  # few are restricted, and every list asks which
    _model.add_index(_model.restricted, where=_model.restricted == True)  # noqa: E712

DIAGNOSIS = RecordType(
    Diagnosis,
    title="患病核准",
    columns=(
        Column(Place.name, (Diagnosis.person, Person.town), label="乡镇"),
        Column(Place.name, (Diagnosis.person, Person.village), label="行政村"),
        Column(Person.name, (Diagnosis.person,)),
        Column(Person.id_number, (Diagnosis.person,)),
        *of(Diagnosis.disease, Diagnosis.standard_disease, Diagnosis.icd, Diagnosis.batch_class),
        *of(Diagnosis.nanning_class, Diagnosis.found_on, Diagnosis.verify_state, Diagnosis.verified_on),
        *of(Diagnosis.closed_on),
    ),
    sections=(
        Section(
            "疾病",
            (
                Diagnosis.disease,
                Diagnosis.icd,
                Diagnosis.batch_class,
                Diagnosis.nanning_class,
                Diagnosis.found_on,
                Diagnosis.confirm_state,
            ),
        ),
        Section(
            "核实核准",
            (Diagnosis.verify_state, Diagnosis.verified_on, Diagnosis.verified_by, Diagnosis.restricted),
        ),
        Section(
            "救治与销号",
            (
                Diagnosis.plan,
                Diagnosis.case_managed,
                Diagnosis.closed_on,
                Diagnosis.close_reason,
                Diagnosis.remark,
            ),
        ),
    ),
    order=of(Diagnosis.disease),
)
