"""The kinds of lists that can be imported, other offices' and our own coming back.

Labels and aliases come from the declarations of the fields; only what a word means in one kind of list and not in
another is said here: 「户主姓名」 is the person of a list by households.
"""

from __future__ import annotations

from typing import Any

from peewee import Field

from hfp_desk.excel.duty_lists import DUTIES
from hfp_desk.excel.exporting import KINDS
from hfp_desk.excel.filled_in import FILLED_IN
from hfp_desk.excel.identifying import STAY, lookups, stay_columns
from hfp_desk.excel.network_lists import NETWORK
from hfp_desk.excel.parts import OUR_NUMBER, PERSON_IDENTITY, PLACE_LINKS, ListKind, Mode, Part
from hfp_desk.excel.person_lists import PERSONS
from hfp_desk.excel.signing_lists import SIGNING
from hfp_desk.excel.subsidy_lists import SUBSIDIES
from hfp_desk.records import (
    ALL,
    DIAGNOSIS,
    HOUSEHOLD,
    IDENTITY,
    PERSON,
    SETTLEMENT,
    TREATMENT,
    Diagnosis,
    Identity,
    Person,
    RecordType,
)

_DERIVED = frozenset({"id_key", "standard_disease", "restricted"})


def _without(record: RecordType, *names: str) -> tuple[Field[Any], ...]:
    """The fields of a record type that another office's list may hold: no links but places, nothing derived."""
    return tuple(
        one
        for one in record.fields
        if one.name not in names
        and one.name not in _DERIVED
        and (not hasattr(one, "rel_model") or one.name in PLACE_LINKS)
    )


_WHOSE = (Person.name, Person.id_number, Person.town, Person.village)
_PATIENT = (*_WHOSE, Person.sex, Person.birth, Person.phone, Person.number, Person.id_document)
_MONITORED = {
    "kind": (
        "监测对象类型",
        *(
            "易返贫致贫户(监测对象)类型",
            "易返贫致贫户类型",
            "监测对象类别",
            "监测类型",
            "防返贫监测对象类型",
            "监测户类型",
        ),
    )
}
HEAD_WORDS = {
    "name": ("户主姓名", "户主", "户主名字", "申请人姓名", "申请人", "低保户主", "保障对象姓名"),
    "id_number": (
        "户主身份证号",
        *(
            "户主身份证号码",
            "户主证件号码",
            "户主证件号",
            "户主身份证",
            "户主公民身份号码",
            "申请人身份证号",
            "申请人证件号码",
        ),
    ),
}
_CLASS = {"person_class": ("结算人员类别", "人员类别", "人员身份", "对象类别", "身份类别", "救助对象类别", "患者类别")}
_PATIENT_WORDS = {
    "name": ("患者", "病人", "病员", "病员姓名", "就诊人", "住院人", "救治对象", "住院患者", "参合人姓名")
}
_PERIOD_WORDS = {
    "admitted": ("住院起止时间", "起止时间", "住院起止日期", "住院期间", "出入院时间", "入出院时间", "住院日期起止")
}
_PAYER_WORDS = {
    "basic": ("医保", "城乡医保", "居民医保", "合作医疗", "新农合补偿", "统筹基金", "医保统筹", "基本统筹"),
    "major": ("大病医保", "大病统筹", "大病医疗保险", "城乡居民大病保险", "新农合大病"),
    "supplementary": (
        *(
            "大病商业补充保险",
            "重大疾病商业补充保险",
            "重大疾病医疗补充保险",
            "大病补充保险",
            "商业补充",
            "商业保险补充",
        ),
        *("补充医保", "贫困人口补充保险", "扶贫补充保险", "健康扶贫补充保险", "健康扶贫商业保险", "扶贫商业保险"),
    ),
    "assistance": ("民政", "医疗救助基金", "民政救助金额", "城乡医疗救助"),
    "relief": ("减免", "医院减免费用", "定点医疗机构减免", "医院优惠"),
    "own_share": ("自负", "个人自负", "患者自付", "自付部分", "个人实付", "实际自付"),
}
_STAY = (
    Part("treatment", TREATMENT, fields=_without(TREATMENT), also=_PERIOD_WORDS),
    Part("settlement", SETTLEMENT, fields=_without(SETTLEMENT), words=_CLASS, also=_PAYER_WORDS),
    Part(
        "diagnosis",
        DIAGNOSIS,
        Mode.FILL,
        (Diagnosis.disease, Diagnosis.icd, Diagnosis.batch_class, Diagnosis.nanning_class),
    ),
    Part("person", PERSON, Mode.FILL, _PATIENT, also=_PATIENT_WORDS),
)
_BENEFIT = _without(IDENTITY, "risk_cleared", "risk_on", "risk_cleared_on")

PEOPLE = ListKind(
    "people",
    "people",
    "人员名单",
    (
        Part("person", PERSON, fields=_without(PERSON)),
        Part("household", HOUSEHOLD, fields=_without(HOUSEHOLD, "address")),
        Part(
            "identity",
            IDENTITY,
            fields=(Identity.kind, Identity.listed_on, Identity.ends, Identity.exit_reason, Identity.benefits_continue),
        ),
        Part(
            "monitor",
            IDENTITY,
            fields=(Identity.kind, Identity.risk_cleared, Identity.risk_on, Identity.risk_cleared_on),
            words=_MONITORED,
        ),
    ),
    ("person.name", "person.id_number"),
    ("建档立卡", "贫困人口", "贫困户", "脱贫", "监测对象", "人口名单"),
)
STAYS = ListKind(
    "stays",
    "hospital stays",
    "救治台账",
    _STAY,
    ("settlement.total",),
    ("救治", "费用", "结算", "住院", "报销", "医疗费", "一站式", "垫付"),
)
VISITS = ListKind(
    "visits",
    "hospital stays",
    "救治名单",
    _STAY,
    ("treatment.admitted", "person.name"),
    ("救治", "住院", "就诊", "出院"),
)
IDENTITIES = ListKind(
    "identities",
    "identity list",
    "身份名单",
    (Part("identity", IDENTITY, fields=_BENEFIT), Part("person", PERSON, Mode.FILL, _without(PERSON))),
    ("person.name", "person.id_number"),
    ("低保", "特困", "五保", "残疾", "孤儿", "优抚", "救助对象", "最低生活保障", "低收入"),
)
IDENTITY_HEADS = ListKind(
    "identity-heads",
    "identity list",
    "按户身份名单",
    (Part("identity", IDENTITY, fields=_BENEFIT), Part("person", PERSON, Mode.FILL, _PATIENT, HEAD_WORDS)),
    ("person.name", "person.id_number"),
    IDENTITIES.titles,
)
DIAGNOSES = ListKind(
    "diagnoses",
    "diagnoses",
    "患病核准名单",
    (Part("diagnosis", DIAGNOSIS, fields=_without(DIAGNOSIS)), Part("person", PERSON, Mode.FILL, _PATIENT)),
    ("diagnosis.disease", "person.name"),
    ("患者名单", "核准", "核实", "大病患者", "慢病", "慢性病", "患病"),
)
HOUSEHOLDS = ListKind(
    "households",
    "households",
    "户名单",
    (Part("household", HOUSEHOLD, fields=_without(HOUSEHOLD, "address")),),
    ("household.number", "household.head_name"),
    ("户名单", "户信息", "户情况"),
)


def _own_list(record: RecordType) -> ListKind:
    """Our own list of one record type coming back: 登记编号 decides, the other columns say whose it is."""
    own = tuple(one for one in record.fields if one.name not in {"person", "treatment", "id_key"})
    parts = [Part(record.name, record, fields=own, words={"household": ("户", "户编号")})]
    links = record.model._meta.fields
    if "treatment" in links:
        called = {column.field.name: (column.title,) for column in stay_columns(record) if column.label}
        parts.append(Part("treatment", TREATMENT, Mode.LOOKUP, STAY, called))
    if "person" in links and "name" not in links:
        parts.append(Part("person", PERSON, Mode.LOOKUP, _WHOSE))
    parts += [part for link in record.model._meta.refs if link in own for part in lookups(link)]
    return ListKind(
        f"our-{record.name}",
        _NAMES[record.name],
        record.title,
        tuple(parts),
        (OUR_NUMBER,),
        (record.title,),
        ours=True,
        identity=f"{record.name}.id_number" if "id_key" in links else PERSON_IDENTITY,
    )


_NAMES = {record: name for name, record in KINDS.items()}

FOREIGN = (
    STAYS,
    PEOPLE,
    IDENTITIES,
    IDENTITY_HEADS,
    DIAGNOSES,
    VISITS,
    HOUSEHOLDS,
    *NETWORK,
    *DUTIES,
    SIGNING,
    *PERSONS,
    *SUBSIDIES,
)
"""Lists that other offices send."""

OURS = (*FILLED_IN, *(_own_list(record) for record in ALL))
"""Lists that this program exported and that come back."""

BY_KEY = {kind.key: kind for kind in (*FOREIGN, *OURS)}
