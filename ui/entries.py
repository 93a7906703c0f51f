"""The places of the program in the order of the navigation; a page's module is imported when it is first opened."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page, PageEntry
from ui.pages.tabs import (
    ASSISTANCE_TABS,
    DUTY_TABS,
    MONEY_TABS,
    MONITOR_TABS,
    NETWORK_TABS,
    PEOPLE_TABS,
    PROGRAMME_TABS,
    RETURN_TABS,
    SIGNING_TABS,
    TRAINING_TABS,
    VISIT_TABS,
)


@dataclass(frozen=True)
class Place:
    """A page by key, title, icon and class.

    One that is not ``listed`` is opened from other pages only; one that ``enters`` is there for those who may enter.
    """

    key: str
    title: str
    icon: str
    module: str
    name: str
    listed: bool = True
    enters: bool = False


_PLACES = (
    Place(pages.WORKBENCH, "工作台", "workbench", "workbench_page", "WorkbenchPage"),
    Place(pages.PEOPLE, "人员", "people", "people_page", "PeoplePage"),
    Place(pages.DIAGNOSES, "患病核准", "disease", "diagnoses_page", "DiagnosesPage"),
    Place(pages.TREATMENTS, "救治台账", "treatment", "treatments_page", "TreatmentsPage"),
    Place(pages.CONTRACTS, "签约履约", "signing", "contracts_page", "ContractsPage"),
    Place(pages.DUE, "慢病随访", "calendar", "due_page", "DuePage"),
    Place(pages.SETTLEMENTS, "费用保障", "money", "settlements_page", "SettlementsPage"),
    Place(pages.PROGRAMMES, "专项工作", "star", "programmes_page", "ProgrammesPage"),
    Place(pages.ALERTS, "监测比对", "mark", "alerts_page", "AlertsPage"),
    Place(pages.INSTITUTIONS, "机构村医", "institution", "institutions_page", "InstitutionsPage"),
    Place(pages.POSTINGS, "对口帮扶", "assistance", "postings_page", "PostingsPage"),
    Place(pages.COURSES, "培训", "training", "courses_page", "CoursesPage"),
    Place(pages.RECTIFICATION, "整改任务", "task", "rectification_page", "RectificationPage"),
    Place(pages.RETURNS, "报表统计", "report", "returns_page", "ReturnsPage"),
    Place(pages.FINDINGS, "审核", "check", "findings_page", "FindingsPage"),
    Place(pages.LOG, "日志", "history", "log_page", "LogPage"),
    Place(pages.SETTINGS, "系统", "system", "settings_page", "SettingsPage"),
    Place(pages.HOUSEHOLDS, "户", "household", "households_page", "HouseholdsPage", listed=False),
    Place(pages.IDENTITIES, "身份", "person", "identities_page", "IdentitiesPage", listed=False),
    Place(pages.PERSON, "人员", "person", "person_page", "PersonPage", listed=False),
    Place(pages.IMPORT, "导入", "import", "import_page", "ImportPage", listed=False, enters=True),
    Place(pages.BATCHES, "导入记录", "history", "batches_page", "BatchesPage", listed=False),
    Place(pages.PRINT, "打印", "print", "print_page", "PrintPage", listed=False),
    Place(pages.BIN, "回收站", "history", "bin_page", "BinPage", listed=False),
    Place(pages.MERGE, "合并", "person", "merge_page", "MergePage", listed=False, enters=True),
    Place(pages.PLACES, "地名", "place", "places_page", "PlacesPage", listed=False),
    Place(pages.COVERAGE, "村级覆盖", "institution", "coverage_page", "CoveragePage", listed=False),
    Place(pages.WALL_CHART, "挂图作战图", "report", "wall_chart_page", "WallChartPage", listed=False),
    Place(pages.DOCTORS, "村医", "person", "doctors_page", "DoctorsPage", listed=False),
    Place(pages.LICENCES, "证书", "institution", "licences_page", "LicencesPage", listed=False),
    Place(pages.PRACTICES, "执业地点", "institution", "practices_page", "PracticesPage", listed=False),
    Place(pages.ARRANGEMENTS, "替代安排", "institution", "arrangements_page", "ArrangementsPage", listed=False),
    Place(pages.GAPS, "空白点", "institution", "gaps_page", "GapsPage", listed=False),
    Place(pages.EQUIPMENT, "设备", "institution", "equipment_page", "EquipmentPage", listed=False),
    Place(pages.PARTNERSHIPS, "帮扶关系", "assistance", "partnerships_page", "PartnershipsPage", listed=False),
    Place(pages.POSTING_MONTHS, "派驻月报", "assistance", "posting_months_page", "PostingMonthsPage", listed=False),
    Place(pages.ABSENCES, "请假中断", "assistance", "absences_page", "AbsencesPage", listed=False),
    Place(pages.ASSESSMENTS, "成效考核", "assistance", "assessments_page", "AssessmentsPage", listed=False),
    Place(pages.ROLL, "签到表", "training", "roll_page", "RollPage", listed=False),
    Place(pages.ATTENDANCES, "参训人员", "training", "attendances_page", "AttendancesPage", listed=False),
    Place(pages.TRAINING_DUE, "培训达标", "training", "training_due_page", "TrainingDuePage", listed=False),
    Place(pages.CADRES, "干部轮训", "training", "cadres_page", "CadresPage", listed=False),
    Place(pages.TASKS, "任务分解", "task", "tasks_page", "TasksPage", listed=False),
    Place(pages.MATERIALS, "宣传素材", "task", "materials_page", "MaterialsPage", listed=False),
    Place(pages.ACTIVITIES, "健康教育", "task", "activities_page", "ActivitiesPage", listed=False),
    Place(pages.HEALTHY_PLACES, "健康创建", "task", "healthy_places_page", "HealthyPlacesPage", listed=False),
    Place(pages.PROJECTS, "项目资金", "task", "projects_page", "ProjectsPage", listed=False),
    Place(pages.INSPECTIONS, "行为监管", "task", "inspections_page", "InspectionsPage", listed=False),
    Place(pages.MEETINGS, "会议", "task", "meetings_page", "MeetingsPage", listed=False),
    Place(pages.FULFILMENT, "履约", "signing", "fulfilment_page", "FulfilmentPage", listed=False),
    Place(pages.SERVICES, "服务记录", "signing", "services_page", "ServicesPage", listed=False),
    Place(pages.CHECKUPS, "健康体检", "signing", "checkups_page", "CheckupsPage", listed=False),
    Place(pages.VILLAGE_EXAMS, "整村体检", "edit", "village_exams_page", "VillageExamsPage", listed=False),
    Place(pages.SURVEYS, "知晓满意", "signing", "surveys_page", "SurveysPage", listed=False),
    Place(pages.TEAMS, "签约团队", "people", "teams_page", "TeamsPage", listed=False),
    Place(pages.TEAM_MEMBERS, "团队成员", "people", "team_members_page", "TeamMembersPage", listed=False),
    Place(pages.SERVICE_ITEMS, "服务项目", "list", "service_items_page", "ServiceItemsPage", listed=False),
    Place(pages.VILLAGE_VISITS, "整村录入", "edit", "village_visits_page", "VillageVisitsPage", listed=False),
    Place(pages.FOLLOW_UPS, "随访记录", "calendar", "follow_ups_page", "FollowUpsPage", listed=False),
    Place(pages.CASES, "慢病管理", "disease", "cases_page", "CasesPage", listed=False),
    Place(pages.QUALITY, "规范与控制", "report", "quality_page", "QualityPage", listed=False),
    Place(pages.IMPLAUSIBLE, "存疑随访", "check", "implausible_page", "ImplausiblePage", listed=False),
    Place(pages.LEAVES, "村医离岗", "calendar", "leaves_page", "LeavesPage", listed=False),
    Place(pages.PROTECTION, "报销核查", "money", "protection_page", "ProtectionPage", listed=False),
    Place(pages.AGREEMENTS, "先诊疗后付费", "money", "agreements_page", "AgreementsPage", listed=False),
    Place(pages.INSTALMENTS, "分期还款", "money", "instalments_page", "InstalmentsPage", listed=False),
    Place(pages.ADVANCES, "垫付结算", "money", "advances_page", "AdvancesPage", listed=False),
    Place(pages.AUDIT_BATCHES, "联审批次", "money", "audit_batches_page", "AuditBatchesPage", listed=False),
    Place(pages.SUBSIDIES, "资助参保", "money", "subsidies_page", "SubsidiesPage", listed=False),
    Place(pages.SUBSIDY_MONTH, "资助比对", "money", "subsidy_month_page", "SubsidyMonthPage", listed=False),
    Place(pages.SUBSIDY_STANDARDS, "资助标准", "money", "subsidy_standards_page", "SubsidyStandardsPage", listed=False),
    Place(pages.PRICES, "单病种", "money", "prices_page", "PricesPage", listed=False),
    Place(pages.CALCULATOR, "报销测算", "money", "calculator_page", "CalculatorPage", listed=False),
    Place(pages.SCREENINGS, "专项筛查", "star", "screenings_page", "ScreeningsPage", listed=False),
    Place(pages.AIDS, "专项救助", "star", "aids_page", "AidsPage", listed=False),
    Place(pages.MONITORING_TABLE, "预警情况表", "report", "monitoring_table_page", "MonitoringTablePage", listed=False),
    Place(pages.COMPARISON, "名单比对", "check", "comparison_page", "ComparisonPage", listed=False, enters=True),
    Place(pages.DISCREPANCIES, "比对差异", "check", "discrepancies_page", "DiscrepanciesPage", listed=False),
    Place(pages.RETURN, "报表", "report", "return_page", "ReturnPage", listed=False),
    Place(pages.TARGET_BOARD, "目标", "report", "target_board_page", "TargetBoardPage", listed=False),
    Place(pages.SENT_RETURNS, "上报记录", "history", "sent_returns_page", "SentReturnsPage", listed=False),
    Place(pages.DIFFERENCES, "与上报差异", "history", "differences_page", "DifferencesPage", listed=False),
    Place(pages.COLLECTED, "乡镇上报", "up", "collected_page", "CollectedPage", listed=False, enters=True),
    Place(pages.FILLED_TEMPLATES, "上级模板", "workbook", "filled_templates_page", "FilledTemplatesPage", listed=False),
    Place(pages.STATISTICS, "统计分析", "report", "statistics_page", "StatisticsPage", listed=False),
)


_UNDER = {
    page: row[0][0]
    for row in (
        *(PEOPLE_TABS, NETWORK_TABS, ASSISTANCE_TABS, TRAINING_TABS, DUTY_TABS),
        *(SIGNING_TABS, VISIT_TABS, MONEY_TABS, PROGRAMME_TABS, MONITOR_TABS, RETURN_TABS),
    )
    for page, _title in row
} | dict.fromkeys((pages.RETURN, pages.DIFFERENCES), pages.RETURNS)
"""For each page of a row of tabs the first of them, which stands in the navigation."""


def entries(office: Office) -> list[PageEntry]:
    """The pages there are for this user, each built for ``office``."""
    open_to = [place for place in _PLACES if office.may_enter or not place.enters]
    return [_entry(place, office) for place in open_to if find_spec(f"ui.pages.{place.module}")]


def _entry(place: Place, office: Office) -> PageEntry:
    def build(desk: Desk) -> Page:
        made: Callable[[Desk, Office], Page] = getattr(import_module(f"ui.pages.{place.module}"), place.name)
        return made(desk, office)

    return PageEntry(place.key, place.title, place.icon, build, place.listed, _UNDER.get(place.key, ""))
