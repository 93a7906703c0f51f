"""大病专项救治台账: one row a hospital stay, the payers of the policy in force, page and grand totals."""

from decimal import Decimal

from hfp_desk.printing.facts import Align, Amount, TreatmentLedgerFacts, TreatmentRow
from hfp_desk.printing.forms.shown import day, money, percent, whole
from hfp_desk.printing.ledger import Ledger, LedgerColumn, Row, draw_ledger
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A3_WIDE, Sheet
from hfp_desk.problems import SILENT, Progress

_WHO, _ILLNESS = "患者基本情况", "疾病诊断"
_STAY, _COSTS, _SERVICE = "住院情况", "费用及报销情况（元）", "结算方式"
_CENTRE = Align.CENTRE
_WIDE = 300


def draw(
    paper: Paper,
    facts: TreatmentLedgerFacts,
    sheet: Sheet = A3_WIDE,
    progress: Progress = SILENT,
) -> int:
    """Print the ledger on A3, or closer on A4; gives the number of stays printed."""
    wide = sheet.inner > _WIDE
    ledger = Ledger(
        title=facts.title,
        columns=(columns if wide else close_columns)(facts.payers),
        rows=((_row if wide else _close_row)(number, row) for number, row in enumerate(facts.rows, start=1)),
        left_line=f"填报单位：{facts.office}　　{facts.period}",
        right_line="单位：元",
        signers=facts.signers,
        sheet=sheet,
        size=8.5 if wide else 7.5,
        row_height=7.2 if wide else 7.8,
        count=facts.count,
        unit="人次",
    )
    return draw_ledger(paper, ledger, progress)


def columns(payers: tuple[str, ...]) -> tuple[LedgerColumn, ...]:
    """The columns with one for each payer in force."""
    return (
        LedgerColumn("序号", None, 10, _CENTRE, wraps=False),
        LedgerColumn("乡镇", _WHO, 16),
        LedgerColumn("村", _WHO, 20),
        LedgerColumn("姓名", _WHO, 14, _CENTRE),
        LedgerColumn("性别", _WHO, 7, _CENTRE),
        LedgerColumn("身份证号", _WHO, 33, _CENTRE, wraps=False),
        LedgerColumn("人员类别", _WHO, 17),
        LedgerColumn("病种", _ILLNESS, 22),
        LedgerColumn("ICD-10", _ILLNESS, 14, _CENTRE, wraps=False),
        LedgerColumn("医院", _STAY, 28),
        LedgerColumn("入院日期", _STAY, 18, _CENTRE, wraps=False),
        LedgerColumn("出院日期", _STAY, 18, _CENTRE, wraps=False),
        LedgerColumn("住院天数", _STAY, 10, Align.RIGHT, total=True, places=0, wraps=False),
        *_costs(payers),
        LedgerColumn("先诊疗后付费", _SERVICE, 11, _CENTRE),
        LedgerColumn("一站式结算", _SERVICE, 11, _CENTRE),
        LedgerColumn("治疗效果", None, 10, _CENTRE),
        LedgerColumn("备注", None, 14),
    )


def close_columns(payers: tuple[str, ...]) -> tuple[LedgerColumn, ...]:
    """The same for narrower paper: what belongs together stands one under the other."""
    return (
        LedgerColumn("序号", None, 10, _CENTRE, wraps=False),
        LedgerColumn("乡镇\n村", _WHO, 27),
        LedgerColumn("姓名\n性别", _WHO, 15, _CENTRE),
        LedgerColumn("身份证号\n人员类别", _WHO, 34, _CENTRE),
        LedgerColumn("病种\nICD-10", _ILLNESS, 27),
        LedgerColumn("医院", _STAY, 24),
        LedgerColumn("入院日期\n出院日期", _STAY, 20, _CENTRE),
        LedgerColumn("住院天数", _STAY, 10, Align.RIGHT, total=True, places=0, wraps=False),
        *_costs(payers),
        LedgerColumn("先诊疗\n一站式", None, 16, _CENTRE),
        LedgerColumn("疗效\n备注", None, 14, _CENTRE),
    )


def _costs(payers: tuple[str, ...]) -> tuple[LedgerColumn, ...]:
    reimbursed = 3 + len(payers)
    return (
        _amount("总费用"),
        _amount("政策范围内费用"),
        *(_amount(payer) for payer in payers),
        _amount("报销合计"),
        _amount("个人负担"),
        LedgerColumn("实际报销比例", _COSTS, 13, Align.RIGHT, places=1, wraps=False, ratio=(reimbursed, 1)),
    )


def _amount(label: str) -> LedgerColumn:
    return LedgerColumn(label, _COSTS, 19, Align.RIGHT, total=True, wraps=False)


def _row(number: int, row: TreatmentRow) -> Row:
    shown = (
        str(number),
        row.town,
        row.village,
        row.name,
        row.sex,
        row.id_number,
        row.category,
        row.disease,
        row.icd,
        row.hospital,
        day(row.admitted),
        day(row.discharged),
        whole(row.days),
        *_shown_costs(row),
        row.treat_first,
        row.one_stop,
        row.effect,
        row.remark,
    )
    return shown, _amounts(row)


def _close_row(number: int, row: TreatmentRow) -> Row:
    shown = (
        str(number),
        f"{row.town}\n{row.village}",
        f"{row.name}\n{row.sex}",
        f"{row.id_number}\n{row.category}",
        f"{row.disease}\n{row.icd}",
        row.hospital,
        f"{day(row.admitted)}\n{day(row.discharged)}",
        whole(row.days),
        *_shown_costs(row),
        f"{row.treat_first}\n{row.one_stop}",
        f"{row.effect}\n{row.remark}",
    )
    return shown, _amounts(row)


def _amounts(row: TreatmentRow) -> tuple[Amount, ...]:
    days = None if row.days is None else Decimal(row.days)
    return (days, row.total, row.in_scope, *row.paid, row.reimbursed, row.own)


def _shown_costs(row: TreatmentRow) -> tuple[str, ...]:
    return (*map(money, _amounts(row)[1:]), percent(row.reimbursed, row.total))
