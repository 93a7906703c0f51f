"""Ledgers of signing and fulfilment, as township health centres send them (domain.md §2.9; GJ 二(二)2, ZS §八).

A row is one person's contract with the visits and the exam of its year in further columns.
"""

from __future__ import annotations

from hfp_desk.excel import visit_groups
from hfp_desk.excel.parts import ListKind, Mode, Part
from hfp_desk.records import CHECKUP, CONTRACT, MANAGED_CASE, PERSON, Checkup, Contract, ManagedCase, Person

GROUPS, ILLNESS = "contract.groups", "illness.disease"

_PATIENT = (
    *(Person.name, Person.id_number, Person.town, Person.village, Person.sex, Person.birth, Person.phone),
    *(Person.number, Person.id_document),
)
_CONTRACT_WORDS = {
    "state": ("是否签约", "签约与否", "签约状态", "是否已签约", "是否签约家庭医生"),
    "groups": ("人群分类", "人群类型", "人群", "服务对象类别", "重点人群类别", "签约人群", "人员类别", "人员类型"),
    "team": ("签约团队名称", "家庭医生签约团队", "签约医生团队", "所属团队", "家庭医生团队名称", "服务团队"),
    "doctor_name": (
        *("签约村医", "签约乡村医生", "家庭医生姓名", "签约家庭医生", "责任村医", "签约乡医", "包保医生", "村医"),
        *("签约服务医生", "家庭医生签约医生", "责任医生姓名", "村医姓名"),
    ),
    "signed_on": ("协议签订日期", "签约服务日期", "签订时间", "协议签订时间", "签约起始日期", "签字日期"),
    "starts": ("协议起始日期", "签约开始日期", "服务开始日期", "协议生效日期", "协议开始时间", "生效日期"),
    "ends": (
        *("签约到期日期", "签约到期时间", "协议到期时间", "签约截止日期", "服务到期日期", "签约结束日期", "到期时间"),
        "有效期",
    ),
    "handed_over": ("协议书是否交户", "协议是否留户", "协议书交户"),
}
_CONTRACT = tuple(
    one for one in CONTRACT.fields if one.name not in {"person", "household", "doctor"} and one is not Contract.remark
)
_EXAM_WORDS = {
    one.name: (f"体检{label}", f"健康体检{label}")
    for one, label in (
        *((Checkup.systolic, "血压"), (Checkup.diastolic, "舒张压"), (Checkup.fasting_glucose, "血糖")),
        *((Checkup.result, "结果"), (Checkup.unit, "单位"), (Checkup.unit, "机构")),
    )
}
SIGNING = ListKind(
    "signing",
    "contracts",
    "签约履约台账",
    (
        Part("contract", CONTRACT, fields=(*_CONTRACT, Contract.remark), also=_CONTRACT_WORDS),
        Part("person", PERSON, Mode.FILL, _PATIENT, also={"name": ("签约对象", "服务对象", "居民姓名", "签约居民")}),
        Part(
            "illness",
            MANAGED_CASE,
            Mode.FILL,
            (ManagedCase.disease,),
            words={
                "disease": ("慢病病种", "病种", "慢性病病种", "所患慢病", "患病种类", "管理病种", "慢病种类", "疾病")
            },
        ),
        Part(
            "case",
            MANAGED_CASE,
            Mode.FILL,
            (ManagedCase.level, ManagedCase.diagnosed_on, ManagedCase.starts, ManagedCase.plan, ManagedCase.planned_on),
        ),
        Part(
            "checkup",
            CHECKUP,
            fields=(
                *(Checkup.examined_on, Checkup.unit, Checkup.systolic, Checkup.diastolic, Checkup.fasting_glucose),
                *(Checkup.result, Checkup.abnormal),
            ),
            also=_EXAM_WORDS,
        ),
        *visit_groups.parts(),
    ),
    ("person.name",),
    (
        *("签约履约", "签约服务", "家庭医生签约", "签约台账", "签约名单", "签约花名册", "履约台账", "签约居民"),
        *("家庭医生服务", "签约人员", "签约情况", "续签", "未签约"),
    ),
    spans=True,
    groups=visit_groups.grouped,
)
"""The ledger with any number of visits."""
