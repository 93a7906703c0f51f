"""健康扶贫帮扶表: blocks A, B and C of the national system's paper form, one person a sheet, filled or empty.

Items, their order and codes follow the form as seen; the boxes of a code are ticked, so the empty form can be
filled by hand and a filled one be checked at a glance. More diagnoses or treatments than fit go on a second sheet.
"""

from functools import partial

from hfp_desk.printing.boxes import Option, draw_digits, draw_options
from hfp_desk.printing.facts import Align, HelpSheetFacts, SheetDiagnosis, SheetTreatment
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.shown import day, money
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import Box, Sheet
from hfp_desk.printing.tables import Cell, Table, draw_table, head

SHEET = Sheet(297, 210, top=11, right=12, bottom=14, left=25)
DIAGNOSES, TREATMENTS = 3, 5
"""Rows of block B and of block C on one sheet."""

STATES: tuple[Option, ...] = (("1", "有此人"), ("2", "无此人"))
HOUSEHOLDS: tuple[Option, ...] = (
    ("01", "一般贫困户"),
    ("02", "低保户"),
    ("03", "五保户"),
    ("04", "低保贫困户"),
    ("05", "一般农户"),
    ("06", "五保贫困户"),
)
FAMILY_PLANNING: tuple[Option, ...] = (
    ("01", "独生子女户"),
    ("02", "双女户"),
    ("03", "计划生育特殊家庭"),
    ("09", "其他"),
)
LABOUR: tuple[Option, ...] = (
    ("1", "普通劳动能力"),
    ("2", "技能劳动能力"),
    ("3", "丧失劳动能力"),
    ("4", "无劳动能力"),
)
INSURANCES: tuple[Option, ...] = (
    ("1", "新农合（城乡居民医疗保险）"),
    ("2", "大病保险"),
    ("3", "商业保险"),
    ("4", "其他"),
)
HEALTH_RECORD: tuple[Option, ...] = (("1", "有"), ("2", "无"))
POVERTY: tuple[Option, ...] = (("1", "未脱贫"), ("2", "已脱贫"), ("3", "返贫"))
MEASURES: tuple[Option, ...] = (("1", "大病集中救治"), ("2", "慢病签约服务管理"), ("3", "重病兜底保障"))
COSTS = (
    "总计",
    "自付",
    "新农合",
    "大病保险",
    "商业保险",
    "医疗救助",
    "临时救助",
    "慈善救助",
    "扶贫资金救助",
    "其他",
)

_NOTES = (
    "1. 基本信息由系统预先打印，有误的请直接更正；在“□”内打“√”选择，医疗保障、施策落实情况可多选。"
    "本人已死亡的，人员状态选“1 有此人”，疾病确诊填“3”。",
    "2. 疾病确诊：1 确诊　2 未患病或已治愈　3 死亡　4 失访或外出。"
    "救治种类：1 大病集中救治　2 慢病签约服务管理　3 重病兜底保障。属地：1 县域内　2 县外市内　3 市外省内　4 省外。",
    "3. 医院级别：1 一级　2 二级　3 三级　9 未定级。"
    "医院类别填：综合、中医、专科、妇幼保健院、乡镇卫生院、村卫生室、其他。保障政策填：先诊疗后付费、一站式结算、免起付线、其他，可多填。",
    "4. 治疗方式：1 住院　2 门诊　3 签约服务（健康管理）　4 康复。治疗效果：1 治愈　2 好转　3 未愈　4 死亡　9 其他。"
    "总计应等于自付与其余各项之和，精确到分。",
)
_WIDTHS_A = (22.0, 30.0, 14.0, 16.0, 24.0, 28.0, 24.0, 102.0)
_WIDTHS_B = (12.0, 20.0, 32.0, 20.0, 32.0, 32.0, 24.0, 16.0, 16.0, 16.0, 18.0, 22.0)
_WIDTHS_C = (22.0, 19.0, 28.0, 8.0, 8.0, 14.0, 21.0, 8.0, 8.0, *([12.4] * 10))
_SMALL = 9
_BLANK = "＿" * 7


def draw(paper: Paper, facts: HelpSheetFacts) -> None:
    """Print one person's form; default facts give the empty form."""
    paper.begin(SHEET)
    sheets = max(1, _sheets(len(facts.diagnoses), DIAGNOSES), _sheets(len(facts.treatments), TREATMENTS))
    for sheet in range(sheets):
        if sheet:
            paper.next_page()
        _draw_sheet(paper, facts, sheet)
    paper.end()


def _sheets(rows: int, each: int) -> int:
    return -(-rows // each)


def _draw_sheet(paper: Paper, facts: HelpSheetFacts, sheet: int) -> None:
    middle, left, end = SHEET.left + SHEET.inner / 2, SHEET.left, SHEET.end
    paper.text(middle, SHEET.top + 6.5, "健康扶贫帮扶表" + ("（续）" if sheet else ""), Face.TITLE, 18, Align.CENTRE)
    paper.text(left, SHEET.top + 12, f"住址：{facts.place or _BLANK * 4}", width=SHEET.inner * 0.7)
    paper.text(end, SHEET.top + 12, f"户编号：{facts.household or _BLANK}", align=Align.RIGHT)
    diagnoses = facts.diagnoses[sheet * DIAGNOSES : (sheet + 1) * DIAGNOSES]
    treatments = facts.treatments[sheet * TREATMENTS : (sheet + 1) * TREATMENTS]
    y = draw_table(paper, left, SHEET.top + 14, _person_table(facts))
    y = draw_table(paper, left, y, _diagnosis_table(diagnoses))
    y = draw_table(paper, left, y, _treatment_table(treatments))
    _draw_notes(paper, y + 0.8)
    _draw_fillers(paper, facts)


def _person_table(facts: HelpSheetFacts) -> Table:
    """Block A."""
    known = (("姓名", facts.name), ("性别", facts.sex), ("出生日期", day(facts.born)))
    digits = Cell(draw=partial(_digits_in, facts.id_number))
    rows = (
        (_block("一、基本信息", 8),),
        (*(cell for label, value in known for cell in (_label(label), Cell(value))), _label("证件号"), digits),
        (
            *_item("人员状态", STATES, facts.person_state, across=3),
            *_item("所在户\n家庭类型", HOUSEHOLDS, facts.household_kind, across=3),
        ),
        (
            *_item("所在户计划\n生育类型", FAMILY_PLANNING, facts.family_planning, across=3),
            *_item("劳动技能", LABOUR, facts.labour, across=3),
        ),
        (
            *_item("医疗保障", INSURANCES, *facts.insurances, across=5),
            *_item("电子健康档案", HEALTH_RECORD, facts.health_record, across=1),
        ),
        (
            *_item("脱贫状态", POVERTY, facts.poverty_state, across=3),
            *_item("施策落实情况", MEASURES, *facts.measures, across=3),
        ),
    )
    return Table(_WIDTHS_A, (5.5, 7.5, 9, 9.5, 9.5, 7.5), rows)


def _label(words: str) -> Cell:
    return head(words, size=_SMALL)


def _item(words: str, offered: tuple[Option, ...], *chosen: str, across: int) -> tuple[Cell, Cell]:
    """The heading of an item and its options with their tick boxes."""
    return _label(words), Cell(across=across, draw=partial(_options_in, offered, frozenset(chosen)))


def _options_in(offered: tuple[Option, ...], chosen: frozenset[str], paper: Paper, box: Box) -> None:
    draw_options(paper, box.inset(1.5), offered, chosen, _SMALL)


def _digits_in(number: str, paper: Paper, box: Box) -> None:
    draw_digits(paper, box.x + 3, box.y + 1, number, 18, 5.2, box.height - 2)


def _block(words: str, across: int) -> Cell:
    return Cell(words, across, align=Align.LEFT, face=Face.HEI, size=10, tinted=True)


def _diagnosis_table(diagnoses: tuple[SheetDiagnosis, ...]) -> Table:
    """Block B."""
    titles = ("疾病代码", "疾病名称", "疾病代码", "疾病名称", "二级名称", "属地", "医院级别", "医院类别")
    heading = (
        (_block("二、疾病确诊信息", 12),),
        (
            head("疾病\n序号", down=2, size=_SMALL),
            head("摸底疾病分类", 2, size=_SMALL),
            head("确诊疾病", 3, size=_SMALL),
            *(head(words, down=2, size=_SMALL) for words in ("确诊时间", "疾病确诊", "救治种类")),
            head("确诊医院", 3, size=_SMALL),
        ),
        tuple(head(title, size=_SMALL) for title in titles),
    )
    known = (*diagnoses, *([SheetDiagnosis()] * (DIAGNOSES - len(diagnoses))))
    rows = tuple(_diagnosis_row(number, facts) for number, facts in zip("一二三", known, strict=True))
    return Table(_WIDTHS_B, (5.5, 5, 5, *([8] * DIAGNOSES)), (*heading, *rows))


def _diagnosis_row(number: str, facts: SheetDiagnosis) -> tuple[Cell, ...]:
    words = (
        number,
        facts.census_code,
        facts.census_name,
        facts.code,
        facts.name,
        facts.second_name,
        day(facts.diagnosed),
        facts.confirmed,
        facts.treatment_kind,
        facts.area,
        facts.level,
        facts.hospital_kind,
    )
    return tuple(Cell(word, size=_SMALL) for word in words)


def _treatment_table(treatments: tuple[SheetTreatment, ...]) -> Table:
    """Block C."""
    heading = (
        (_block("三、治疗反馈信息", 19),),
        (
            head("疾病名称", down=2, size=_SMALL),
            head("治疗时间", down=2, size=_SMALL),
            head("治疗机构", 4, size=_SMALL),
            *(head(words, down=2, size=_SMALL) for words in ("保障政策", "治疗方式", "治疗效果")),
            head("治疗总费用（元）", 10, size=_SMALL),
        ),
        tuple(head(title, size=_SMALL) for title in ("名称", "属地", "级别", "类别", *COSTS)),
    )
    known = (*treatments, *([SheetTreatment()] * (TREATMENTS - len(treatments))))
    rows = tuple(map(_treatment_row, known))
    return Table(_WIDTHS_C, (5.5, 5, 7.5, *([9] * TREATMENTS)), (*heading, *rows))


def _treatment_row(facts: SheetTreatment) -> tuple[Cell, ...]:
    words = (
        facts.disease,
        facts.treated,
        facts.hospital,
        facts.area,
        facts.level,
        facts.hospital_kind,
        facts.policies,
        facts.mode,
        facts.effect,
    )
    costs = (*facts.costs, *([None] * (len(COSTS) - len(facts.costs))))
    shown = (Cell(money(cost), align=Align.RIGHT, size=_SMALL, wraps=False) for cost in costs)
    return (*(Cell(word, size=_SMALL) for word in words), *shown)


def _draw_notes(paper: Paper, y: float) -> None:
    paper.text(SHEET.left, y + 3, "填报说明", Face.HEI, 8)
    for number, note in enumerate(_NOTES):
        paper.text(SHEET.left + 14, y + 3 + number * 3.5, note, Face.KAI, 8, width=SHEET.inner - 14)


def _draw_fillers(paper: Paper, facts: HelpSheetFacts) -> None:
    lines = (
        ("填报人", facts.filled_by, facts.filler_unit, facts.filler_phone),
        ("审核人", facts.checked_by, facts.checker_unit, facts.checker_phone),
    )
    half = SHEET.inner / 2
    for number, (who, name, unit, phone) in enumerate(lines):
        told = (name or _BLANK[:5], unit or "□1 县　□2 乡　□3 村", phone or _BLANK)
        words = "{}：{}　单位：{}　联系电话：{}".format(who, *told)
        paper.text(SHEET.left + number * half, SHEET.foot, words, size=10, width=half - 4)
