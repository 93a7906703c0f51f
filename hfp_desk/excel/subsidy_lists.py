"""Lists of premium subsidies between the health and the medical insurance office (资助参保附件3–6, domain.md §2.7)."""

from __future__ import annotations

from peewee import Field

from hfp_desk.excel.parts import ListKind, Mode, Part
from hfp_desk.records import PERSON, SUBSIDY, Person, Subsidy

_WHOSE: tuple[Field[object], ...] = (Person.name, Person.id_number, Person.town, Person.village)  # type: ignore[assignment]
_NUMBERS = {"id_number": ("身份证件号码", "公民身份号码", "证件号", "身份证")}
_IDENTITY = {
    "identities": (
        *("医疗救助身份", "优先身份", "救助身份", "资助身份", "资助参保身份", "全部资助身份", "特殊人员身份类别"),
        *("对象类别", "对象身份", "身份", "身份类别", "人员类别", "参保身份"),
    )
}
_PAID = {
    "subsidised": ("代缴金额", "资助金额", "资助代缴金额", "补贴金额", "缴费补贴"),
    "own_paid": ("个人缴费金额", "个人实缴金额", "个人缴费"),
}

MONTH = ListKind(
    "subsidies",
    "subsidies",
    "资助参保对象全量名单",
    (
        Part(
            "subsidy",
            SUBSIDY,
            fields=(
                *(Subsidy.identities, Subsidy.year, Subsidy.included_on, Subsidy.paid_on, Subsidy.subsidised),
                *(Subsidy.own_paid, Subsidy.insured_number, Subsidy.listed_on),
            ),
            words=_IDENTITY,
            also=_PAID,
        ),
        Part("person", PERSON, Mode.FILL, (*_WHOSE, Person.phone), also=_NUMBERS),
    ),
    ("subsidy.identities", "person.id_number", "person.name"),
    ("资助参保", "参保资助", "资助对象", "参保补贴", "代缴对象", "全量明细"),
)
"""附件3: everybody who is subsidised; compared with what the register holds of the year."""

VERIFIED = ListKind(
    "subsidy-verified",
    "subsidy verification",
    "困难人员参保核实",
    (
        Part(
            "subsidy",
            SUBSIDY,
            fields=(
                *(Subsidy.insured_kind, Subsidy.insured_number, Subsidy.insured_place, Subsidy.year),
                *(Subsidy.subsidised, Subsidy.own_paid),
            ),
            also={
                "insured_place": ("居民医保所属区划", "参保所属区划", "医保所属区划"),
                "year": ("参保年度(居民)", "居民参保年度", "参保年度"),
                "insured_number": ("金保号", "医保个人编号"),
                **_PAID,
            },
        ),
        Part("employee", SUBSIDY, fields=(Subsidy.insured_place,), words={"insured_place": ("职工医保所属区划",)}),
        Part(
            "person",
            PERSON,
            Mode.LOOKUP,
            (*_WHOSE, Person.basic_insurance),
            also={"basic_insurance": ("是否参保居民", "是否参加居民医保", "居民医保参保状态"), **_NUMBERS},
        ),
        Part(
            "job",
            PERSON,
            Mode.LOOKUP,
            (Person.major_insurance,),
            words={"major_insurance": ("是否参保职工", "是否参加职工医保", "职工医保参保状态")},
        ),
    ),
    ("person.id_number", "subsidy.insured_kind"),
    ("参保核实", "核实参保", "参保情况核实"),
)
"""附件4: where people are insured; only what is known of registered people is brought up to date."""

REQUESTED = ListKind(
    "subsidy-requests",
    "subsidy requests",
    "税务请款明细",
    (
        Part(
            "subsidy",
            SUBSIDY,
            fields=(
                *(Subsidy.request, Subsidy.subsidised, Subsidy.own_paid, Subsidy.insured_number),
                *(Subsidy.year, Subsidy.paid_on),
            ),
            also={"insured_number": ("人员编号", "金保号"), "request": ("请款批次号", "批次"), **_PAID},
        ),
        Part("person", PERSON, Mode.LOOKUP, _WHOSE, also=_NUMBERS),
    ),
    ("person.id_number", "subsidy.request", "subsidy.subsidised"),
    ("请款明细", "请款", "税务"),
)
"""附件5: what the tax office asks for; several rows of one person are added up."""

DEATHS = ListKind(
    "deaths",
    "deaths",
    "死亡人员名单",
    (
        Part(
            "person",
            PERSON,
            Mode.LOOKUP,
            (*_WHOSE, Person.died_on),
            also={"died_on": ("死亡日期", "死亡时间", "去世时间", "死亡年月日"), **_NUMBERS},
        ),
        Part("subsidy", SUBSIDY, fields=(Subsidy.year, Subsidy.remark)),
    ),
    ("person.id_number", "person.died_on"),
    ("死亡人员", "死亡名单", "死亡人口"),
)
"""附件6: who died; the day of death is offered where the register has none."""

RETURNED = ListKind(
    "subsidies-returned",
    "subsidies returned",
    "资助参保回导名单",
    (
        Part(
            "subsidy",
            SUBSIDY,
            fields=(
                *(Subsidy.hand_remark, Subsidy.uninsured_reason, Subsidy.insured_place, Subsidy.change),
                *(Subsidy.included_on, Subsidy.cancelled_on, Subsidy.paid_on, Subsidy.year),
            ),
            also={"insured_place": ("资助地或参保地(区外备注)", "区外备注")},
        ),
        Part("person", PERSON, Mode.LOOKUP, _WHOSE, also=_NUMBERS),
    ),
    ("person.id_number", "subsidy.hand_remark", "subsidy.uninsured_reason"),
    ("回导",),
)
"""附件3 sent down to townships and back: only what people fill in by hand is taken from it."""

SUBSIDIES = (MONTH, VERIFIED, REQUESTED, DEATHS, RETURNED)
"""Every list of premium subsidies."""

BY_HAND = ("hand_remark", "uninsured_reason", "insured_place")
"""The columns of a returned list that people fill in; the rest is the county's."""
