"""Lists of what belongs to persons: visits, cases, exams, screenings, services, answers, aids, warnings.

A row is one record of one person. Which disease or screening it is says a column, else the kind of list, else its
title; the words of the third edition's forms (domain.md §2.10) are those of the fields.
"""

from __future__ import annotations

from hfp_desk.excel.parts import Part
from hfp_desk.excel.person_kinds import ILLNESS, ILLNESSES, PRESSURE, list_of, stated
from hfp_desk.excel.visit_lists import VISITS
from hfp_desk.records import AID, ALERT, CHECKUP, MANAGED_CASE, SCREENING, SERVICE, SURVEY, Screening

_CASE_WORDS = {
    "starts": ("建卡时间", "建档时间", "纳管日期", "纳入管理时间", "开始管理日期", "管卡日期", "登记日期"),
    "doctor_name": ("责任村医", "包保医生", "家庭医生", "签约医生", "村医"),
    "level": ("管理等级", "分级", "危险分层"),
    "notified_on": ("通知日期", "接到通知日期", "接到通知单日期", "通知单时间", "推送日期"),
    "registered_number": ("登记号", "病案号", "专报系统登记号", "患者编号"),
}
CASES = list_of(
    "cases",
    MANAGED_CASE,
    (
        *(
            "慢病管理台账",
            "慢病管理",
            "慢性病管理",
            "规范管理",
            "健康管理",
            "患者管理",
            "管理台账",
            "管理名册",
            "在管患者",
        ),
        *("建卡", "患者花名册", "个案管理"),
    ),
    (ILLNESS,),
    ILLNESSES,
    also=_CASE_WORDS,
    fields=stated(MANAGED_CASE, "disease"),
)
TB_NOTICES = list_of(
    "cases",
    MANAGED_CASE,
    ("肺结核患者通知单", "肺结核", "结核病", "通知单", "转诊追踪", "结核患者"),
    ("managedcase.notified_on",),
    also=_CASE_WORDS,
    variant="-tb",
)
CHECKUPS = list_of(
    "checkups",
    CHECKUP,
    ("健康体检名单", "健康体检", "体检名单", "体检登记", "体检台账", "体检情况", "年度体检", "免费体检", "老年人体检"),
    ("checkup.examined_on",),
    also={
        "systolic": PRESSURE,
        "unit": ("体检机构", "检查单位", "体检医院"),
        "result": ("体检结果", "健康评价", "结果"),
        "abnormal": ("异常项目", "异常结果", "主要异常"),
        "examined_on": ("检查日期", "日期", "检查时间"),
    },
)
_SCREEN_WORDS = {
    "unit": ("筛查机构", "采血机构", "产前诊断机构", "筛查医院"),
    "screened_on": ("采血日期", "采血时间", "初筛日期", "日期"),
    "finding": ("诊断意见", "结果描述", "筛查结果说明"),
    "result": ("筛查结论", "检测结果", "初筛结果"),
}
SCREENINGS = list_of(
    "screenings",
    SCREENING,
    (
        *(
            "专项筛查名单",
            "筛查",
            "孕前优生",
            "优生健康检查",
            "产前筛查",
            "新生儿",
            "婚检",
            "婚前医学检查",
            "查病",
            "首诊测血压",
        ),
        *("艾滋病检测", "听力筛查", "地贫"),
    ),
    ("screening.screened_on",),
    also=_SCREEN_WORDS,
)
_CANCERS = {
    "cervix": ("宫颈癌检查结果", "宫颈癌筛查结果", "宫颈检查结果", "宫颈癌结果", "宫颈癌"),
    "breast": ("乳腺癌检查结果", "乳腺癌筛查结果", "乳腺检查结果", "乳腺癌结果", "乳腺癌"),
}
CANCERS = {"cervix": "1", "breast": "2"}
"""The screenings that one row of a two-cancers list tells of, by the part that holds the result of each."""

TWO_CANCERS = list_of(
    "screenings",
    SCREENING,
    ("两癌筛查名单", "两癌", "“两癌”", "妇女病", "宫颈癌和乳腺癌", "宫颈癌、乳腺癌"),
    ("screening.screened_on",),
    *(Part(name, SCREENING, fields=(Screening.result,), words={"result": words}) for name, words in _CANCERS.items()),
    also={key: words for key, words in _SCREEN_WORDS.items() if key != "result"},
    fields=stated(SCREENING, "kind", "result"),
    variant="-two",
)
SERVICES = list_of(
    "services",
    SERVICE,
    ("服务记录台账", "服务记录", "履约记录", "服务登记", "服务台账", "入户服务"),
    ("service.item", "service.served_on"),
    also={
        "item": ("服务内容项目", "履约项目", "服务项目名称"),
        "served_on": ("服务年月日", "履约日期", "履约时间", "日期"),
        "doctor_name": ("服务人员", "服务人姓名", "签约医生", "家庭医生"),
        "mode": ("方式", "履约方式"),
    },
)
SURVEYS = list_of(
    "surveys",
    SURVEY,
    ("知晓率和满意度调查", "满意度", "知晓率", "知晓情况", "问卷", "回访"),
    ("survey.surveyed_on",),
    also={
        "surveyed_on": ("调查时间", "回访日期", "访问日期", "日期"),
        "satisfaction": ("是否满意", "满意程度", "总体满意度"),
        "knows_policy": ("是否知晓政策", "知晓健康扶贫政策情况", "是否知晓健康扶贫政策"),
        "knows_doctor": ("是否知晓签约医生", "是否知道签约医生"),
        "knows_services": ("是否知晓服务内容", "是否知道服务内容"),
        "served": ("是否接受过服务", "是否接受服务"),
    },
)
ALERTS = list_of(
    "alerts",
    ALERT,
    ("监测预警名单", "监测预警", "预警名单", "返贫预警", "风险预警", "致贫预警", "预警信息", "高额医疗费用"),
    ("alert.raised_on",),
    also={
        "raised_on": ("线索时间", "推送日期", "风险识别时间", "识别时间", "下发日期"),
        "own_cost": ("个人自付合计", "自付费用", "个人负担医疗费用", "个人自付费用", "合规自付费用"),
        "income": ("人均纯收入", "家庭人均收入"),
        "risks": ("致贫风险", "返贫风险", "监测风险"),
        "state": ("核实情况", "认定结果", "预警处置状态", "标识状态"),
        "cleared_on": ("风险消除时间",),
        "helps": ("健康帮扶", "帮扶措施类型"),
    },
)
AIDS = list_of(
    "aids",
    AID,
    (
        *("专项救助名单", "奖励扶助", "奖扶", "特别扶助", "特扶", "计划生育家庭", "出生缺陷", "救助金", "补助发放"),
        *("结核病补助", "住院分娩补助"),
    ),
    ("aid.amount",),
    also={
        "amount": ("金额", "发放金额", "扶助金", "奖扶金", "补助标准(元)", "救助金额(元)"),
        "paid_on": ("发放时间", "打卡日期", "拨付日期"),
        "kind": ("类别", "扶助类型", "救助类别", "补助类别"),
    },
)

PERSONS = (
    *(*VISITS, CASES, TB_NOTICES, CHECKUPS, SCREENINGS, TWO_CANCERS, SERVICES),
    *(SURVEYS, ALERTS, AIDS),
)
"""Every kind of list whose rows are records of persons."""
