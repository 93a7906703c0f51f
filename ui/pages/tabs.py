"""Pages that stand side by side under one place of the navigation: 人员, 户, 身份."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QTabBar

from ui import pages
from ui.desk import Desk

PEOPLE_TABS = ((pages.PEOPLE, "人员"), (pages.HOUSEHOLDS, "户"), (pages.IDENTITIES, "身份"))
NETWORK_TABS = (
    (pages.INSTITUTIONS, "机构"),
    (pages.COVERAGE, "村级覆盖"),
    (pages.DOCTORS, "村医"),
    (pages.GAPS, "空白点"),
    (pages.ARRANGEMENTS, "替代安排"),
    (pages.LICENCES, "证书"),
    (pages.PRACTICES, "执业地点"),
    (pages.EQUIPMENT, "设备"),
)
ASSISTANCE_TABS = (
    (pages.POSTINGS, "派驻人员"),
    (pages.PARTNERSHIPS, "帮扶关系"),
    (pages.POSTING_MONTHS, "考勤与工作量"),
    (pages.ABSENCES, "请假中断"),
    (pages.ASSESSMENTS, "成效考核"),
)
TRAINING_TABS = (
    (pages.COURSES, "培训班"),
    (pages.ATTENDANCES, "参训人员"),
    (pages.TRAINING_DUE, "村医达标"),
    (pages.CADRES, "干部轮训"),
)
DUTY_TABS = (
    (pages.RECTIFICATION, "问题整改"),
    (pages.TASKS, "任务分解"),
    (pages.MATERIALS, "宣传素材"),
    (pages.ACTIVITIES, "健康教育"),
    (pages.HEALTHY_PLACES, "健康创建"),
    (pages.PROJECTS, "项目资金"),
    (pages.INSPECTIONS, "行为监管"),
    (pages.MEETINGS, "会议"),
)

SIGNING_TABS = (
    (pages.CONTRACTS, "签约"),
    (pages.FULFILMENT, "履约"),
    (pages.SERVICES, "服务记录"),
    (pages.CHECKUPS, "健康体检"),
    (pages.VILLAGE_EXAMS, "整村体检"),
    (pages.SURVEYS, "知晓满意"),
    (pages.TEAMS, "团队"),
    (pages.TEAM_MEMBERS, "成员"),
    (pages.SERVICE_ITEMS, "服务项目"),
)
VISIT_TABS = (
    (pages.DUE, "应随访"),
    (pages.VILLAGE_VISITS, "整村录入"),
    (pages.FOLLOW_UPS, "随访记录"),
    (pages.CASES, "慢病管理"),
    (pages.QUALITY, "规范与控制"),
    (pages.IMPLAUSIBLE, "存疑随访"),
    (pages.LEAVES, "村医离岗"),
)
MONEY_TABS = (
    (pages.SETTLEMENTS, "费用结算"),
    (pages.PROTECTION, "报销核查"),
    (pages.AGREEMENTS, "先诊疗后付费"),
    (pages.INSTALMENTS, "分期还款"),
    (pages.ADVANCES, "垫付结算"),
    (pages.AUDIT_BATCHES, "联审批次"),
    (pages.SUBSIDIES, "资助参保"),
    (pages.SUBSIDY_MONTH, "资助比对"),
    (pages.SUBSIDY_STANDARDS, "资助标准"),
    (pages.PRICES, "单病种"),
    (pages.CALCULATOR, "报销测算"),
)
PROGRAMME_TABS = (
    (pages.PROGRAMMES, "专项覆盖"),
    (pages.SCREENINGS, "专项筛查"),
    (pages.AIDS, "专项救助"),
)
MONITOR_TABS = (
    (pages.ALERTS, "监测预警"),
    (pages.MONITORING_TABLE, "预警情况表"),
    (pages.COMPARISON, "名单比对"),
    (pages.DISCREPANCIES, "比对差异"),
)
RETURN_TABS = (
    (pages.RETURNS, "报表"),
    (pages.TARGET_BOARD, "目标"),
    (pages.COLLECTED, "乡镇上报"),
    (pages.FILLED_TEMPLATES, "上级模板"),
    (pages.SENT_RETURNS, "上报记录"),
    (pages.STATISTICS, "统计分析"),
)


class PageTabs(QTabBar):
    """Each page shows the row with itself marked; another tab, or Ctrl+Tab from anywhere, opens another page."""

    def __init__(self, desk: Desk, key: str, tabs: Sequence[tuple[str, str]] = PEOPLE_TABS) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keys = [page for page, _ in tabs]
        for number, (_, title) in enumerate(tabs):
            self.addTab(title)
            self.setTabToolTip(number, f"{title}（Ctrl+Tab 下一个，Ctrl+Shift+Tab 上一个）")
        own = keys.index(key)
        self.setCurrentIndex(own)
        self.currentChanged.connect(lambda number: self._go(desk, keys, own, number))
        for pressed, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(pressed, self, partial(self._turn, desk, keys, own, step))

    def _turn(self, desk: Desk, keys: list[str], own: int, step: int) -> None:
        self._go(desk, keys, own, (own + step) % len(keys))

    def _go(self, desk: Desk, keys: list[str], own: int, number: int) -> None:
        if number != own:
            self.setCurrentIndex(own)
            desk.go(keys[number])
