"""Hospitals, township health centres and village clinics, and what equipment they have (domain: NC §十六, NN §九)."""

from hfp_desk import fields as f
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.duty_checks import institution_rules
from hfp_desk.records.places import Place
from hfp_desk.rules import institution_code

_PUBLIC = f.Secrecy.PUBLIC


class Institution(Record):
    """A medical institution as lists write it, with its other spellings; a village clinic with its building."""

    name = f.text(
        "机构名称",
        longest=80,
        chars=18,
        required=True,
        index=True,
        secrecy=_PUBLIC,
        aliases=("医院名称", "医疗机构名称"),
    )
    code = f.text(
        "机构代码",
        longest=22,
        chars=22,
        index=True,
        secrecy=_PUBLIC,
        aliases=("医疗机构代码", "组织机构代码", "统一社会信用代码"),
        source="WS 218、GB 11714-1997、GB 32100-2015",
        check=institution_code.sentence,
    )
    kind = f.code("机构类别", "hospital_kind", secrecy=_PUBLIC, aliases=("医院类别",))
    level = f.code("医院级别", "hospital_level", secrecy=_PUBLIC, aliases=("机构级别",))
    grade = f.code("医院等次", "hospital_grade", secrecy=_PUBLIC)
    area = f.code("属地", "area", secrecy=_PUBLIC)
    town = f.link("乡镇", Place, secrecy=_PUBLIC)
    village = f.link("行政村", Place, secrecy=_PUBLIC)
    parent = f.link("主管机构", "self", secrecy=_PUBLIC, aliases=("主管卫生院", "上级机构"))
    designated = f.yes_no("大病定点", secrecy=_PUBLIC, source="GJ 二(一)1")
    one_stop_window = f.yes_no("一站式窗口", secrecy=_PUBLIC, source="DZ (二)", aliases=("一站式结算", "一站式"))
    aliases = f.text("别名", longest=200, chars=20, secrecy=_PUBLIC)
    phone = f.phone("机构电话", secrecy=_PUBLIC)
    opened_on = f.day("启用日期", secrecy=_PUBLIC, aliases=("开业日期", "成立日期"))
    closed_on = f.day("停用日期", secrecy=_PUBLIC, aliases=("撤销日期",))
    licence_number = f.text("许可证号", longest=40, chars=20, secrecy=_PUBLIC, aliases=("执业许可证号", "登记号"))
    licence_expires = f.vague_day("许可证有效期", secrecy=_PUBLIC, aliases=("许可证有效期至",))
    checked_on = f.vague_day("上次校验", secrecy=_PUBLIC, aliases=("校验日期", "年度校验", "校验时间"))
    host = f.code("主办单位", "clinic_host", secrecy=_PUBLIC, aliases=("举办形式", "设置形式", "办院方式"))
    ownership = f.code("产权", "ownership", secrecy=_PUBLIC, aliases=("房屋产权", "业务用房产权"))
    floor_area = f.measure(
        "建筑面积", unit="㎡", secrecy=_PUBLIC, aliases=("业务用房面积", "面积", "用房面积", "房屋面积")
    )
    rooms = f.codes("用房", "clinic_room", secrecy=_PUBLIC, aliases=("业务用房", "功能分区", "科室设置"))
    rooms_apart = f.yes_no("三室分开", secrecy=_PUBLIC, aliases=("是否三室分开", "三室分设", "是否三室分设"))
    utilities = f.codes("水电网", "utilities", secrecy=_PUBLIC, aliases=("配套设施",))
    medicines = f.whole("药品种数", secrecy=_PUBLIC, aliases=("药品品种数", "药品种类"))
    served = f.whole("服务人口", secrecy=_PUBLIC, aliases=("服务人口数",))
    insurance_contract = f.yes_no("医保定点", secrecy=_PUBLIC, aliases=("是否医保定点", "医保定点机构"))
    outpatient_pool = f.yes_no("门诊统筹", secrecy=_PUBLIC, aliases=("是否开通门诊统筹",))
    telemedicine = f.yes_no("远程医疗", secrecy=_PUBLIC, aliases=("是否开通远程医疗", "远程诊疗"))
    telemedicine_on = f.day("远程开通日期", secrecy=_PUBLIC)
    built_year = f.whole("建设年度", low=1949, high=2100, secrecy=_PUBLIC, aliases=("建设年份", "建成年份"))
    build_fund = f.money("建设资金", secrecy=_PUBLIC, aliases=("建设投入", "投入资金"))
    build_progress = f.code("建设进度", "build_progress", secrecy=_PUBLIC, aliases=("建设情况",))
    accepted_on = f.day("验收日期", secrecy=_PUBLIC, aliases=("验收时间",))
    standard = f.yes_no(
        "是否标准化",
        secrecy=_PUBLIC,
        aliases=("标准化", "是否达标", "达标", "是否标准化卫生室", "是否标准化村卫生室", "标准化村卫生室"),
    )
    failing = f.codes("不达标项", "clinic_item", secrecy=_PUBLIC, aliases=("未达标项", "不达标项目", "存在问题"))
    remark = f.text("备注", longest=500, chars=20, secrecy=_PUBLIC)


class Equipment(Record):
    """A kind of equipment an institution has: 健康一体机, DR, 彩超, 救护车 … (NN §九)."""

    holder = f.link("所属机构", Institution, required=True, secrecy=_PUBLIC, aliases=("配备机构", "使用单位"))
    kind = f.code("设备类别", "equipment", required=True, secrecy=_PUBLIC, aliases=("设备名称", "设备"))
    count = f.whole("台数", secrecy=_PUBLIC, aliases=("数量", "台(套)数"))
    model = f.text("品牌型号", longest=60, chars=14, secrecy=_PUBLIC, aliases=("型号", "规格型号"))
    installed_on = f.vague_day("配备时间", secrecy=_PUBLIC, aliases=("配备日期", "购置时间"))
    fund = f.code("资金来源", "fund_source", secrecy=_PUBLIC)
    state = f.code("使用状况", "equipment_state", secrecy=_PUBLIC, aliases=("使用情况", "状态"))
    remark = f.text("备注", longest=500, chars=20, secrecy=_PUBLIC)


INSTITUTION = RecordType(
    Institution,
    title="医疗机构",
    columns=(
        *of(Institution.name, Institution.kind),
        Column(Place.name, (Institution.town,), label="乡镇"),
        Column(Place.name, (Institution.village,), label="行政村"),
        *of(Institution.floor_area, Institution.rooms_apart, Institution.standard, Institution.failing),
        *of(Institution.licence_expires, Institution.insurance_contract, Institution.telemedicine),
        *of(Institution.level, Institution.grade, Institution.area, Institution.designated),
        *of(Institution.one_stop_window, Institution.code, Institution.phone),
    ),
    sections=(
        Section(
            "机构",
            (
                *(Institution.name, Institution.code, Institution.kind, Institution.level, Institution.grade),
                *(Institution.area, Institution.town, Institution.village, Institution.parent, Institution.host),
                *(Institution.opened_on, Institution.closed_on),
            ),
        ),
        Section(
            "执业与服务",
            (
                *(Institution.licence_number, Institution.licence_expires, Institution.checked_on),
                *(Institution.designated, Institution.insurance_contract, Institution.one_stop_window),
                *(Institution.outpatient_pool, Institution.telemedicine, Institution.telemedicine_on),
                *(Institution.served, Institution.medicines, Institution.phone),
            ),
        ),
        Section(
            "用房与建设",
            (
                *(Institution.floor_area, Institution.ownership, Institution.rooms, Institution.rooms_apart),
                *(Institution.utilities, Institution.built_year, Institution.build_fund, Institution.build_progress),
                *(Institution.accepted_on, Institution.standard, Institution.failing),
            ),
        ),
        Section("其他", (Institution.aliases, Institution.remark)),
    ),
    order=(Column(Place.sort, (Institution.town,)), Column(Place.sort, (Institution.village,)), *of(Institution.name)),
    rules=(institution_rules,),
)

EQUIPMENT = RecordType(
    Equipment,
    title="设备",
    columns=(
        Column(Place.name, (Equipment.holder, Institution.town), label="乡镇"),
        Column(Institution.name, (Equipment.holder,), label="所属机构"),
        *of(Equipment.kind, Equipment.count, Equipment.model, Equipment.installed_on, Equipment.fund, Equipment.state),
    ),
    sections=(
        Section(
            "设备",
            (
                *(Equipment.holder, Equipment.kind, Equipment.count, Equipment.model),
                *(Equipment.installed_on, Equipment.fund, Equipment.state, Equipment.remark),
            ),
        ),
    ),
    order=of(Equipment.kind),
)
