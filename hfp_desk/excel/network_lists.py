"""Lists of village clinics and their doctors, as township health centres send them (domain.md §2.12).

The three kinds know the same columns and differ in what a row stands for. A row may tell of a village, its clinic,
one of its doctors, the doctor's certificate and how the village is served otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import Field

from hfp_desk.codes import code_list
from hfp_desk.excel.network_rows import VILLAGE
from hfp_desk.excel.network_words import read_columns
from hfp_desk.excel.parts import ListKind, Part
from hfp_desk.fields import spec_of
from hfp_desk.records import (
    ARRANGEMENT,
    DOCTOR,
    EQUIPMENT,
    INSTITUTION,
    LICENCE,
    PLACE_STATUS,
    PRACTICE,
    Arrangement,
    Equipment,
    Institution,
    PlaceStatus,
    Practice,
    RecordType,
)

IDENTITY, DOCTOR_NAME, CLINIC_NAME = "doctor.id_number", "doctor.name", "institution.name"
ALSO_SERVES, EQUIPMENT_WORDS = "also.remark", "equipment.remark"
COUNTED, FAILS = "counted", "fails"
"""Names of the parts that stand for one kind of equipment or one item of the standard each, before its code."""


def _own(record: RecordType, *left: str) -> tuple[Field[Any], ...]:
    """The fields of a record that a list may state, without its links and those left out."""
    return tuple(one for one in record.fields if one.name not in left and not hasattr(one, "rel_model"))


def _also(word: str, record: RecordType, **more: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Further headings, and all with whom they speak of written in front: 「村医性别」."""
    return {
        one.name: (*more.get(one.name, ()), *(f"{word}{text}" for text in (spec.label, *spec.aliases[:3])))
        for one in record.fields
        if (spec := spec_of(one))
    }


_YES_NO = ("是", "否", "√", "×", "有", "无", "Y", "N", "/")
_PLACE = Part(
    "where",
    ARRANGEMENT,
    fields=(Arrangement.town, Arrangement.village),
    also={
        "town": ("所属乡镇", "乡镇名称", "镇", "乡", "乡镇(街道)", "镇乡", "所在乡(镇)", "乡镇场", "乡镇、街道"),
        "village": (
            *("行政村名称", "村(社区)", "村居", "村(居)委会", "所在行政村", "所属村", "所属行政村", "村民委员会"),
            *("乡镇村", "乡(镇)村", "乡镇、村", "所在乡镇村", "所属乡镇村", "镇村", "所在镇村", "乡镇及村"),
            *("行政村(社区)", "村级名称", "村委会名称", "行政村名", "服务行政村", "村别"),
        ),
    },
)
_STATUS = (
    Part("status", PLACE_STATUS, fields=(PlaceStatus.status,), also={"status": ("村类别", "村类型", "村性质")}),
    Part(
        "poor",
        PLACE_STATUS,
        fields=(PlaceStatus.status,),
        words={
            "status": (
                *("是否贫困村", "贫困村", "是否为贫困村", "是否属贫困村", "是否建档立卡贫困村", "建档立卡贫困村"),
                *("贫困村(是/否)", "是否“十三五”贫困村", "十三五贫困村", "是否十三五贫困村", "贫困村与否"),
            )
        },
        cells={"status": _YES_NO},
    ),
    Part(
        "deep",
        PLACE_STATUS,
        fields=(PlaceStatus.status,),
        words={"status": ("是否深度贫困村", "深度贫困村")},
        cells={"status": _YES_NO},
    ),
    Part(
        "key",
        PLACE_STATUS,
        fields=(PlaceStatus.status,),
        words={
            "status": ("是否省定重点村", "是否省定扶贫工作重点村", "省定扶贫工作重点村", "是否重点村", "省定重点村")
        },
    ),
    Part(
        "people",
        PLACE_STATUS,
        fields=(PlaceStatus.residents, PlaceStatus.population, PlaceStatus.households),
        also={
            "residents": ("常住人口数", "常驻人口", "常住人口(人)", "常住人数", "服务常住人口"),
            "population": ("户籍人口数", "总人口", "人口数", "全村人口", "村人口", "人口", "总人口数"),
            "households": ("户数", "户籍户数", "农户数", "总户数(户)"),
        },
    ),
)
_CLINIC = Part(
    "institution",
    INSTITUTION,
    fields=_own(
        INSTITUTION, "kind", "level", "grade", "area", "designated", "aliases", "closed_on", "remark", "opened_on"
    ),
    words={
        "name": (
            *("卫生室名称", "村卫生室名称", "村卫生室", "卫生室", "村卫生所", "卫生所名称", "卫生室(所)名称"),
            *("诊所名称", "机构名称", "医疗机构名称", "医疗机构", "执业机构", "执业地点", "所在卫生室", "工作单位"),
            *("执业单位", "注册村级卫生机构名称", "名称", "所在机构", "所属机构", "执业机构名称", "村级卫生机构"),
            *("是否有卫生室", "有无卫生室", "是否设置卫生室", "有无村卫生室", "是否有村卫生室", "村医疗机构"),
        )
    },
    also=_also(
        "卫生室",
        INSTITUTION,
        floor_area=(
            "房屋建筑面积",
            "业务用房建筑面积",
            "卫生室面积",
            "用房建筑面积",
            "房屋面积(㎡)",
            "卫生室建筑面积",
        ),
        standard=(
            *("是否标准化建设", "标准化建设", "是否标准", "标准化村卫生室(是/否)", "是否达到标准化", "标准化达标"),
            *("是否达标卫生室", "达标情况", "是否符合标准", "建设是否达标", "是否为标准化村卫生室"),
        ),
        failing=("未达标原因", "不达标原因", "不达标内容", "缺项", "未达标内容"),
        code=("机构编码", "医疗机构编码", "卫生室代码", "登记号(机构代码)"),
        phone=("卫生室电话",),
        licence_number=("医疗机构执业许可证号", "执业许可证号码", "医疗机构执业许可证编号"),
    ),
)
_DOCTOR = Part(
    "doctor",
    DOCTOR,
    fields=_own(DOCTOR, "id_key", "remark"),
    also=_also(
        "村医",
        DOCTOR,
        name=(
            *("乡医姓名", "乡医", "村医生", "医生", "执业人员", "执业人员姓名", "从业人员", "从业人员姓名", "驻村医生"),
            *(f"村医{which}" for which in "123一二三"),
            *("村医名字", "卫生室人员", "负责村医", "在岗村医", "村卫生室医生", "卫技人员姓名", "卫生技术人员姓名"),
        ),
        id_number=("乡村医生身份证号", "医生身份证号", "村医身份证号码", "村医证件号码"),
        since=("从业起始时间", "从业起", "从业年月", "行医起始时间", "从医时间", "从事村医工作时间"),
        subsidy=("补助标准(元/月)", "月补助(元)", "补助(元/月)", "月补助标准(元)"),
        phone=("村医电话", "村医联系电话", "医生电话", "手机号码(11位)", "联系方式"),
    ),
)
_LICENCE = Part(
    "licence",
    LICENCE,
    fields=_own(LICENCE, "remark"),
    also=_also(
        "村医",
        LICENCE,
        kind=("执业(助理)医师或乡村医生", "资格证类别", "证件类别", "证书名称", "医生类别", "村医类别", "人员资质"),
        number=("资格证书编号", "执业证号码", "证号", "乡村医生证号", "证件编号", "执业证编号", "证书号码"),
        issued_on=("发证日", "取证时间", "取得时间", "颁证日期", "证书发证日期", "领证时间", "注册日期"),
        expires=(
            *("有效期限", "有效期止", "有效截止日期", "证书有效期限", "有效日期", "有效截止时间", "证书截止日期"),
            *("有效期起止", "证书有效期起止", "有效起止日期", "到期"),
            *(
                "执业证有效期",
                "执业证书有效期",
                "资格证有效期",
                "证书到期日",
                "到期时间",
                "有效期至(年月)",
                "证件有效期至",
            ),
        ),
    ),
)
_SERVED = Part(
    "served",
    ARRANGEMENT,
    fields=(Arrangement.kind, Arrangement.per_week, Arrangement.schedule),
    words={
        "kind": (
            *("解决方式", "替代方式", "服务方式", "覆盖方式", "空白点解决方式", "解决办法", "解决措施", "代管方式"),
            *("医疗服务覆盖方式", "未设卫生室的解决方式", "医疗服务解决方式", "服务覆盖方式"),
        )
    },
    also={"per_week": ("每周巡诊次数", "巡诊次数", "每周服务次数"), "schedule": ("巡诊时间", "固定时间", "坐诊时间")},
)
_REMARK = Part(
    "remark", ARRANGEMENT, fields=(Arrangement.remark,), also={"remark": ("备注说明", "其他情况", "其它说明")}
)
_ALSO = Part(
    "also",
    PRACTICE,
    fields=(Practice.remark,),
    words={
        "remark": (
            *(
                "兼顾村",
                "兼任村",
                "兼管村",
                "兼顾行政村",
                "兼管行政村",
                "兼村",
                "同时服务村",
                "兼顾服务村",
                "其他服务村",
            ),
            *("兼职村", "兼顾的村", "兼服务村", "还服务的村", "多点执业村"),
        )
    },
)


def _equipment() -> Iterator[Part]:
    """A column for each kind of equipment, and one that lists them in words."""
    words = ("设备清单", "设备", "主要设备", "医疗设备", "基本设备", "设备配置", "配备设备", "设备情况")
    yield Part("equipment", EQUIPMENT, fields=(Equipment.remark,), words={"remark": words})
    for item in code_list("equipment").items:
        if item.label != "其他":
            names = (item.label, *item.synonyms)
            more = (form.format(name) for name in names for form in ("{}数", "{}数量", "{}(台)", "{}台数", "有无{}"))
            yield Part(
                f"{COUNTED}{item.code}", EQUIPMENT, fields=(Equipment.remark,), words={"remark": (*names, *more)}
            )


_ITEMS = {
    "1": ("面积达标", "面积是否达标", "建筑面积达标", "面积≥60㎡", "面积是否≥60㎡"),
    "2": ("用房达标", "用房是否达标", "科室设置达标", "功能分区达标"),
    "3": ("设备达标", "设备是否达标", "设备配备达标", "设备是否齐全", "设备齐全"),
    "4": ("药品达标", "药品是否达标", "药品配备达标", "药品是否齐全", "药品齐全"),
    "5": ("有执业许可证", "是否有执业许可证", "执业许可证是否有效", "许可证达标"),
    "6": ("人员达标", "人员是否达标", "村医达标", "人员配备达标", "有合格村医"),
    "7": ("水电网达标", "水电网是否达标", "通水电网", "水电是否达标"),
    "8": ("医保达标", "是否通医保", "医保是否开通"),
}
"""Columns that ask for one item of the standard each; the code is the item that fails where they say no."""


def _items() -> Iterator[Part]:
    for code, words in _ITEMS.items():
        yield Part(f"{FAILS}{code}", INSTITUTION, fields=(Institution.remark,), words={"remark": words})


_COMMON = (_PLACE, *_STATUS, _LICENCE, _SERVED, _REMARK, _ALSO, *_equipment(), *_items())
_CLINIC_TITLES = ("村卫生室", "村卫生所", "卫生室台账", "卫生室情况", "卫生室基本情况")
_DOCTOR_TITLES = tuple(
    f"{who}{what}"
    for who in ("乡村医生", "村医", "乡医", "村卫生室人员", "村卫生室从业人员")
    for what in ("花名册", "名册", "名单", "基本情况", "情况", "信息", "登记", "台账", "一览", "执业")
)


def _kind(key: str, name: str, title: str, first: Part, required: tuple[str, ...], titles: tuple[str, ...]) -> ListKind:
    other = _CLINIC if first is _DOCTOR else _DOCTOR
    return ListKind(
        key,
        name,
        title,
        (first, other, *_COMMON),
        required,
        titles,
        identity=IDENTITY,
        may_lack_identity=True,
        of_villages=True,
        spans=True,
        reads=read_columns,
    )


CLINICS_AND_DOCTORS = _kind(
    *("network", "clinics and doctors", "村卫生室及乡村医生名册"),
    _DOCTOR,
    (CLINIC_NAME, DOCTOR_NAME),
    (*_CLINIC_TITLES, *_DOCTOR_TITLES),
)
DOCTORS = _kind("village-doctors", "doctors", "乡村医生名册", _DOCTOR, (DOCTOR_NAME, IDENTITY, VILLAGE), _DOCTOR_TITLES)
CLINICS = _kind("clinics", "clinics", "村卫生室台账", _CLINIC, (CLINIC_NAME,), _CLINIC_TITLES)

NETWORK = (CLINICS_AND_DOCTORS, DOCTORS, CLINICS)
"""The kinds in the order in which one is taken where nothing tells them apart."""
