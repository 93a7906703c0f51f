"""一站式结算台账: one row a settlement on A3. What belongs together stands in one cell, one under the other."""

from decimal import Decimal

from hfp_desk.printing.facts import Align, SettlementLedgerFacts, SettlementRow
from hfp_desk.printing.forms.shown import day, money, percent, whole
from hfp_desk.printing.ledger import Ledger, LedgerColumn, Row, draw_ledger
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A3_WIDE
from hfp_desk.problems import SILENT, Progress

_WHO, _STAY, _COSTS = "救助对象", "住院情况", "住院费用（元）"
_PAID, _OWN, _SERVICE = "报销情况（元）", "个人负担（元）", "结算与拨付（元）"
_CENTRE = Align.CENTRE


def draw(paper: Paper, facts: SettlementLedgerFacts, progress: Progress = SILENT) -> int:
    """Print the ledger; gives the number of settlements printed."""
    ledger = Ledger(
        title=facts.title,
        columns=columns(facts.payers),
        rows=(_row(number, row) for number, row in enumerate(facts.rows, start=1)),
        left_line=f"填报单位：{facts.office}　　{facts.period}",
        right_line="单位：元",
        signers=facts.signers,
        sheet=A3_WIDE,
        size=8,
        row_height=8.2,
        count=facts.count,
        unit="人次",
    )
    return draw_ledger(paper, ledger, progress)


def columns(payers: tuple[str, ...]) -> tuple[LedgerColumn, ...]:
    """The columns with one for each payer in force."""
    reimbursed, own = 5 + len(payers), 6 + len(payers)
    return (
        LedgerColumn("序号", None, 9, _CENTRE, wraps=False),
        LedgerColumn("乡镇\n村", _WHO, 21),
        LedgerColumn("户主\n姓名", _WHO, 13, _CENTRE),
        LedgerColumn("身份证号\n人员类别", _WHO, 29, _CENTRE),
        LedgerColumn("病种\nICD-10", _STAY, 21),
        LedgerColumn("医院\n级别　属地", _STAY, 29),
        LedgerColumn("入院日期\n出院日期", _STAY, 17, _CENTRE),
        LedgerColumn("住院天数", _STAY, 8, Align.RIGHT, total=True, places=0, wraps=False),
        _amount("总费用", _COSTS),
        _amount("政策\n范围内", _COSTS),
        _amount("目录外", _COSTS, 14),
        _amount("起付线", _COSTS, 13),
        *(_amount(payer, _PAID) for payer in payers),
        _amount("报销合计", _PAID),
        LedgerColumn("实际报销比例", _PAID, 11, Align.RIGHT, places=1, wraps=False, ratio=(reimbursed, 1)),
        _amount("自付", _OWN, 15),
        LedgerColumn("自付比例", _OWN, 10, Align.RIGHT, places=1, wraps=False, ratio=(own, 1)),
        _amount("先诊疗\n免押金额", _SERVICE, 15),
        _amount("一站式\n垫付金额", _SERVICE, 15),
        LedgerColumn("联审批次\n拨付日期", _SERVICE, 17, _CENTRE),
        _amount("欠费", _SERVICE, 14),
        LedgerColumn("备注", None, 15),
    )


def _amount(label: str, parent: str, width: float = 16) -> LedgerColumn:
    return LedgerColumn(label, parent, width, Align.RIGHT, total=True, wraps=False)


def _row(number: int, row: SettlementRow) -> Row:
    costs = (row.total, row.in_scope, row.out_of_catalogue, row.deductible, *row.paid, row.reimbursed)
    shown = (
        str(number),
        f"{row.town}\n{row.village}",
        f"{row.head}\n{row.name}",
        f"{row.id_number}\n{row.category}",
        f"{row.disease}\n{row.icd}",
        f"{row.hospital}\n{row.level}　{row.area}".rstrip("　"),
        f"{day(row.admitted)}\n{day(row.discharged)}",
        whole(row.days),
        *map(money, costs),
        percent(row.reimbursed, row.total),
        money(row.own),
        percent(row.own, row.total),
        f"{row.treat_first}\n{money(row.deposit_waived)}",
        f"{row.one_stop}\n{money(row.advanced)}",
        f"{row.review_batch}\n{day(row.paid_back)}",
        money(row.owed),
        row.remark,
    )
    days = None if row.days is None else Decimal(row.days)
    return shown, (days, *costs, row.own, row.deposit_waived, row.advanced, row.owed)
